"""How far the workbooks are, shown: on a terminal, as JSON, and as a workbook with reminders ready to send."""
