"""Open a filled workbook and hand its cells on as plain values. openpyxl stands behind this door.

Formulas are never computed here: a cell's cached value is read, and that it is a formula is told beside it, from the sheet's
own XML (openpyxl shows either the one or the other, and loading twice would take twice the time).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import openpyxl
from openpyxl.utils.cell import range_boundaries

from authoring.files import FileTrouble
from authoring.files.opening import Package

__all__ = ["RawBook", "RawCell", "RawSheet", "read_raw"]

RawValue = str | Decimal | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None
_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*>\s*<f[ >/]')
_MERGED = re.compile(rb'<mergeCell ref="([A-Z0-9:]+)"')
_GAP = 200  # rows without a value after which reading stops: sheets are often formatted to the bottom
_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class RawCell:
    """A value, the number format that shows it, whether it is a formula, and the error that it shows (#REF! …)."""

    value: RawValue
    number_format: str = "General"
    formula: bool = False
    error: str = ""


@dataclass(frozen=True)
class RawSheet:
    """A sheet's filled cells by (row, column), zero-based; merged areas as (first row, first column, last …)."""

    name: str
    cells: Mapping[tuple[int, int], RawCell] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def at(self, row: int, column: int) -> RawCell:
        """The cell, or an empty one."""
        return self.cells.get((row, column), _EMPTY)

    @property
    def last_row(self) -> int:
        """The last row with a value; -1 for an empty sheet."""
        return max((r for r, _ in self.cells), default=-1)


_EMPTY = RawCell(None)


@dataclass(frozen=True)
class RawBook:
    """A workbook: its path from the workspace and its sheets in order."""

    file: str
    sheets: Mapping[str, RawSheet]


def read_raw(package: Package, file: str) -> RawBook:
    """Read every sheet of an opened package.

    Raises:
        FileTrouble: ``file-damaged`` where the parts do not fit together.
    """
    try:
        book = openpyxl.load_workbook(package.stream(), read_only=True, data_only=True, keep_links=False)
        sheets: dict[str, RawSheet] = {}
        for sheet in book.worksheets:
            path = sheet._worksheet_path
            xml = package.read(path)
            sheet.reset_dimensions()
            formulas = {m.group(1).decode() for m in _FORMULA.finditer(xml)}
            cells = _cells(sheet, formulas)
            # A formula that was never computed has no value, and openpyxl gives no cell that could be told from a blank.
            merged = tuple(_area(m.group(1).decode()) for m in _MERGED.finditer(xml))
            sheets[sheet.title] = RawSheet(sheet.title, cells, merged)
        book.close()
    except FileTrouble:
        raise
    except Exception as broken:
        # Whatever openpyxl stumbles over, it is the file that can't be read: one problem, never a traceback.
        raise FileTrouble("file-damaged", why=type(broken).__name__) from broken
    return RawBook(file, sheets)


def _cells(sheet: object, formulas: set[str]) -> dict[tuple[int, int], RawCell]:
    found: dict[tuple[int, int], RawCell] = {}
    empty = 0
    for row in sheet.iter_rows(max_col=_MOST_COLUMNS):  # type: ignore[attr-defined]
        any_value = False
        for cell in row:
            value = cell.value
            if value is None and not formulas:
                continue
            coordinate = getattr(cell, "coordinate", "")
            is_formula = coordinate in formulas
            if value is None and not is_formula:
                continue
            any_value = True
            error = str(value) if cell.data_type == "e" else ""
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                value = Decimal(repr(value))
            number_format = cell.number_format or "General"
            found[cell.row - 1, cell.column - 1] = RawCell(value, number_format, is_formula, error)
        empty = 0 if any_value else empty + 1
        if empty > _GAP:
            break
    return found


def _area(ref: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(ref)
    return ((top or 1) - 1, (left or 1) - 1, (bottom or 1) - 1, (right or 1) - 1)
