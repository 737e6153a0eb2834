"""The printed documents, read back without the renderers: cells of the wide table, nested tables with their spans."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.oxml.ns import qn
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

Matrix = list[list[str]]
Element = Any  # lxml's elements have no public type


# --- Word


class WordBody:
    """The wide table of a Word file."""

    def __init__(self, data: bytes | Path, headings: list[str]) -> None:
        source = io.BytesIO(data) if isinstance(data, bytes) else str(data)
        body = docx.Document(source).element.body
        tables = [t for t in body.iterchildren(qn("w:tbl")) if _words_of_row(next(rows_of(t))) == headings]
        assert tables, f"no table with the columns {headings}"
        self.rows = [row for table in tables for row in list(rows_of(table))[1:]]
        self._at = {
            mark.get(qn("w:name")): at
            for at, row in enumerate(self.rows)
            for mark in row.iter(qn("w:bookmarkStart"))
            if mark.get(qn("w:name")).startswith("r_")
        }

    def cell(self, row: str, column: int) -> list[str | Matrix]:
        """What stands in a cell of the row with that id, in order: lines of text, tables."""
        return content_of(cells_of(self.rows[self._at[f"r_{row}"]])[column])

    def before(self, row: str, number: int, column: int) -> list[str | Matrix]:
        """A cell of the row that stands ``number`` rows above."""
        return content_of(cells_of(self.rows[self._at[f"r_{row}"] - number])[column])


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table itself, not of those inside it."""
    return table.iterchildren(qn("w:tr"))


def cells_of(row: Element) -> list[Element]:
    """The cells of a row."""
    return list(row.iterchildren(qn("w:tc")))


def content_of(cell: Element) -> list[str | Matrix]:
    """Lines and tables of a cell in order; empty lines are nothing."""
    made: list[str | Matrix] = []
    for child in cell.iterchildren():
        if child.tag == qn("w:p") and words_of(child):
            made.append(words_of(child))
        elif child.tag == qn("w:tbl"):
            made.append(word_matrix(child))
    return made


def words_of(element: Element) -> str:
    """The text of a paragraph or of a cell without tables; LF between lines."""
    if element.tag == qn("w:tc"):
        return "\n".join(words_of(p) for p in element.iterchildren(qn("w:p")))
    made = ""
    for part in element.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        made += part.text or "" if part.tag == qn("w:t") else "\n" if part.tag == qn("w:br") else "\t"
    return made


def _words_of_row(row: Element) -> list[str]:
    return [words_of(cell) for cell in cells_of(row)]


def word_matrix(table: Element) -> Matrix:
    """A table's cells in the key's signs: ``<`` is covered from the left, ``^`` from above."""
    made: Matrix = []
    for row in rows_of(table):
        line: list[str] = []
        for cell in cells_of(row):
            across = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            down = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            covered = down is not None and down.get(qn("w:val")) != "restart"
            wide = int(across.get(qn("w:val"))) if across is not None else 1
            line += ["^" if covered else words_of(cell), *["<"] * (wide - 1)]
        made.append(line)
    return made


# --- Excel


@dataclass(frozen=True)
class Area:
    """A cell or a merged area: first and last row and column, its text, whether it has a border all around."""

    top: int
    left: int
    bottom: int
    right: int
    text: str
    boxed: bool


class ExcelItem:
    """An item's sheet: its columns of the wide table as they were merged under the header in row 2."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        areas = list(areas_of(sheet))
        self.lanes = [
            [b for b in areas if b.top > 2 and a.left <= b.left <= a.right] for a in areas if a.top == 2 and a.text
        ]
        self.bounds = [(a.left, a.right) for a in areas if a.top == 2 and a.text]

    def texts(self, lane: int) -> list[str]:
        """All texts of a column in order; a box of several lines gives each."""
        found = sorted((a for a in self.lanes[lane] if a.text), key=lambda a: (a.top, a.left))
        return [line for a in found for line in a.text.split("\n")]

    def tables(self, lane: int, shape: tuple[int, int]) -> Iterator[Matrix]:
        """Everything in a column that could be a table of so many rows and columns, in the key's signs."""
        whole = self.bounds[lane]
        boxes = [a for a in self.lanes[lane] if a.boxed and (a.left, a.right) != whole]
        tops = sorted({a.top for a in boxes})
        rows, columns = shape
        for first in range(len(tops) - rows + 1):
            lines = tops[first : first + rows]
            inside = [a for a in boxes if a.top in lines]
            lefts = sorted({a.left for a in inside})
            if len(lefts) == columns:
                yield _area_matrix(inside, lines, lefts)


def areas_of(sheet: Worksheet) -> Iterator[Area]:
    """The cells and merged areas of a sheet, row by row."""
    merged = {(m.min_row, m.min_col): (m.max_row, m.max_col) for m in sheet.merged_cells.ranges}
    covered = {
        (r, c)
        for (top, left), (bottom, right) in merged.items()
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
        if (r, c) != (top, left)
    }
    for cell in (c for row in sheet.iter_rows() for c in row if (c.row, c.column) not in covered):
        bottom, right = merged.get((cell.row, cell.column), (cell.row, cell.column))
        yield Area(cell.row, cell.column, bottom, right, str(cell.value or ""), _boxed(cell))


def _boxed(cell: Cell) -> bool:
    border = cell.border
    return all(side is not None and side.style for side in (border.left, border.right, border.top, border.bottom))


def _area_matrix(areas: list[Area], tops: list[int], lefts: list[int]) -> Matrix:
    made = [[""] * len(lefts) for _ in tops]
    for a in areas:
        for r, top in enumerate(tops):
            for c, left in enumerate(lefts):
                if a.top <= top <= a.bottom and a.left <= left <= a.right:
                    made[r][c] = "<" if left > a.left else "^" if top > a.top else a.text
    return made


def excel_items(data: bytes | Path) -> dict[str, ExcelItem]:
    """Sheet name -> item's sheet, for every sheet that begins with a wide table's header."""
    book = openpyxl.load_workbook(io.BytesIO(data) if isinstance(data, bytes) else data)
    return {sheet.title: ExcelItem(sheet) for sheet in book.worksheets if sheet.freeze_panes == "A3"}
