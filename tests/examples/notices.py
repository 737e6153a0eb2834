"""What stands at the head of every page of a document."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl


def word_notices(path: Path) -> list[str]:
    """The text of each header that a page of the Word file can have, section by section."""
    opened = docx.Document(str(path))
    found = []
    for section in opened.sections:
        headers = [section.header]
        headers += [section.first_page_header] if section.different_first_page_header_footer else []
        headers += [section.even_page_header] if opened.settings.odd_and_even_pages_header_footer else []
        found += ["".join(p.text for p in header.paragraphs) for header in headers]
    return found


def excel_notices(path: Path) -> list[str]:
    """The printed header of each sheet; one that differs on some pages counts as missing."""
    found = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        same = not (sheet.HeaderFooter.differentFirst or sheet.HeaderFooter.differentOddEven)
        parts = (sheet.oddHeader.left, sheet.oddHeader.center, sheet.oddHeader.right)
        found.append("".join(part.text or "" for part in parts) if same else "")
    return found
