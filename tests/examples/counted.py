"""The counts of the ratings, read from the snapshot, the Word table and the Excel sheet."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from authoring.edition.blocks import Snapshot
from authoring.edition.years import fiscal_year_name

LETTERS = ["S", "A", "B", "C", "D"]
HEADER = ["", *LETTERS, "計"]
# As the document of 令和元年度 prints them: S, A, B, C, D and their total.
COUNTS = {
    "平成29年度": [0, 3, 18, 2, 1, 24],
    "平成30年度": [0, 4, 17, 3, 0, 24],
    "令和元年度": [0, 5, 13, 0, 0, 18],
}
Counted = dict[str, list[int]]
_COUNTIF = re.compile(r"=COUNTIF\('(?P<sheet>[^']+)'!(?P<area>[$A-Z0-9:]+),(?P<letter>[$A-Z0-9]+)\)")


def snapshot_counts(snapshot: Snapshot) -> Counted:
    """The snapshot's ``counts``, years as they are printed."""
    return {
        fiscal_year_name(int(c["year"])): [*(int(c[letter]) for letter in LETTERS), int(c["total"])]
        for c in snapshot.counts
    }


def word_counts(path: Path) -> Counted:
    """The table of the Word file that is headed by the letters."""
    for table in docx.Document(str(path)).tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows[:4]] if len(table.columns) == 7 else []
        if rows and rows[0] == HEADER:
            return {row[0]: [int(text) for text in row[1:]] for row in rows[1:]}
    raise AssertionError("no table of counts")


def excel_counts(path: Path) -> tuple[Counted, Counted]:
    """The values stored beside the formulas, and what the formulas give when they are computed here."""
    live, stored = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    sheet, row = next((s, r) for s in live for r in range(1, s.max_row + 1) if _header(s, r))
    cached: Counted = {}
    computed: Counted = {}
    for at in range(row + 1, row + 1 + len(COUNTS)):
        year = str(sheet.cell(at, 1).value)
        cached[year] = [int(stored[sheet.title].cell(at, c).value) for c in range(2, 8)]
        numbers = [_countif(live, sheet, str(sheet.cell(at, c).value)) for c in range(2, 7)]
        assert str(sheet.cell(at, 7).value) == f"=SUM(B{at}:F{at})"
        computed[year] = [*numbers, sum(numbers)]
    return cached, computed


def _header(sheet: Worksheet, row: int) -> bool:
    return [sheet.cell(row, c).value or "" for c in range(1, 8)] == HEADER


def _countif(book: openpyxl.Workbook, sheet: Worksheet, formula: str) -> int:
    found = _COUNTIF.fullmatch(formula)
    assert found, formula
    letter = sheet[found["letter"].replace("$", "")].value
    return sum(cell.value == letter for row in book[found["sheet"]][found["area"].replace("$", "")] for cell in row)
