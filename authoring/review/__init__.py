"""Compare two editions and show a reviewer what changed and what did not."""
