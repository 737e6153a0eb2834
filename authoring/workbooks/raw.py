"""Open a filled workbook and hand its cells on as plain values. SpreadsheetML is read here and nowhere else.

openpyxl shows either a formula or its value; reading fifty workbooks twice took it nine seconds. This one
pass takes about one (benchmarks/). openpyxl's rules for dates are used, and tests hold every value against openpyxl
as the second witness.
"""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.utils.exceptions import CellCoordinatesException

from authoring.files import FileTrouble
from authoring.files.opening import Package

__all__ = ["RawBook", "RawCell", "RawSheet", "Sheets", "read_raw"]

RawValue = str | Decimal | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None
_GAP = 200  # rows without a value after which reading stops: sheets are often formatted to the bottom
_MOST_COLUMNS = 200
Element = Any  # lxml gives elements no type of their own
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_C, _V, _F, _IS, _T, _R_TAG = f"{_S}c", f"{_S}v", f"{_S}f", f"{_S}is", f"{_S}t", f"{_S}r"


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _text_of(item: Element) -> str:
    """The text of a string item: its t and those of its runs; readings (rPh) are no text."""
    if len(item) == 1 and item[0].tag == _T:
        return item[0].text or ""
    runs = [part.find(_T) if part.tag == _R_TAG else part for part in item if part.tag in (_T, _R_TAG)]
    return "".join(run.text or "" for run in runs if run is not None)


class RawCell(NamedTuple):
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
# Formats that a Japanese Excel writes by number alone (ECMA-376 part 1, 18.8.30, ja-jp): 1-2 typed becomes number 56.
_GE, _GGGE, _YM, _MD = "[$-411]ge.m.d", '[$-411]ggge"年"m"月"d"日"', 'yyyy"年"m"月"', 'm"月"d"日"'
_FORMATS = BUILTIN_FORMATS | {
    27: _GE, 28: _GGGE, 29: _GGGE, 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"',
    34: _YM, 35: _MD, 36: _GE, 50: _GE, 51: _GGGE, 52: _YM, 53: _MD, 54: _GGGE, 55: _YM, 56: _MD, 57: _GE, 58: _GGGE,
}  # fmt: skip


@dataclass(frozen=True)
class RawBook:
    """A workbook: its path from the workspace and its sheets in order. A sheet is read when it is first asked for."""

    file: str
    sheets: Sheets


_DAMAGE = (
    KeyError, ValueError, IndexError, TypeError, StopIteration, etree.XMLSyntaxError, InvalidOperation, OverflowError,
    CellCoordinatesException,
)  # fmt: skip


class Sheets(Mapping[str, RawSheet]):
    """Name -> sheet, each parsed when it is first asked for: a 番号表 that no text refers to costs nothing."""

    def __init__(self, file: str, reader: _Reader) -> None:
        self._file, self._reader = file, reader
        self._paths = reader.sheets()
        self._read: dict[str, RawSheet] = {}

    def __getitem__(self, name: str) -> RawSheet:
        if name not in self._read:
            self._read[name] = self.narrow(name, None)
        return self._read[name]

    def narrow(self, name: str, columns: int | None) -> RawSheet:
        """The first ``columns`` columns of a long sheet; not kept."""
        path = self._paths[name]
        try:
            return self._reader.sheet(name, path, columns)
        except _DAMAGE as broken:
            raise FileTrouble("file-damaged", name=posixpath.basename(self._file), part=path) from broken

    def __contains__(self, name: object) -> bool:
        return name in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def read_raw(package: Package, file: str) -> RawBook:
    """The workbook of an opened package.

    Raises:
        FileTrouble: ``file-damaged`` where the parts do not fit together, here or when a sheet is asked for.
    """
    try:
        return RawBook(file, Sheets(file, _Reader(package)))
    except _DAMAGE as broken:
        # Whatever does not fit together, it is the file that can't be read: one problem, never a traceback.
        raise FileTrouble("file-damaged", name=posixpath.basename(file), part="xl/workbook.xml") from broken


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.names = {n.lower(): n for n in package.names}
        self.book_path = next((n for n in package.names if n.lower() in ("xl/workbook.xml",)), "") or self._main()
        self.book = self._parse(self.book_path)
        self.strings = self._strings()
        self.formats = self._formats()
        properties = self.book.find(f"{_S}workbookPr")
        mac = properties is not None and properties.get("date1904") in ("1", "true")
        self.epoch = CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900

    def _main(self) -> str:
        return next(n for n in self.package.names if n.lower().endswith("workbook.xml"))

    def _parse(self, name: str) -> Element:
        return etree.fromstring(self.package.read(self.names[name.lower()]), _PARSER)

    def _related(self) -> dict[str, tuple[str, str]]:
        folder, base = posixpath.split(self.book_path)
        rels = self._parse(f"{folder}/_rels/{base}.rels")
        found = {}
        for rel in rels:
            target = str(rel.get("Target"))
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[str(rel.get("Id"))] = (path, str(rel.get("Type")).rsplit("/", 1)[-1])
        return found

    def _part(self, kind: str) -> Element | None:
        path = next((p for p, k in self._related().values() if k == kind), None)
        return self._parse(path) if path and path.lower() in self.names else None

    def _strings(self) -> list[Any]:
        """The string items; each becomes text when a cell that is read first asks for it."""
        part = self._part("sharedStrings")
        return [] if part is None else list(part.iterfind(f"{_S}si"))

    def _string(self, index: str) -> str:
        held = self.strings[int(index)]
        if not isinstance(held, str):
            held = self.strings[int(index)] = _text_of(held)
        return held

    def _formats(self) -> list[str]:
        """Number format of each cell style."""
        part = self._part("styles")
        if part is None:
            return ["General"]
        own = {int(f.get("numFmtId")): str(f.get("formatCode")) for f in part.iterfind(f"{_S}numFmts/{_S}numFmt")}
        ids = (int(x.get("numFmtId", "0")) for x in part.iterfind(f"{_S}cellXfs/{_S}xf"))
        return [own.get(i) or _FORMATS.get(i, "General") for i in ids] or ["General"]

    def sheets(self) -> dict[str, str]:
        """Name -> part, in the order of the tabs; charts and dialogs are left out."""
        related = self._related()
        found: dict[str, str] = {}
        for sheet in self.book.iterfind(f"{_S}sheets/{_S}sheet"):
            path, kind = related[sheet.get(_R)]
            if kind == "worksheet":
                name = str(sheet.get("name"))
                found[name] = path
        return found

    def sheet(self, name: str, path: str, columns: int | None = None) -> RawSheet:
        """One sheet, or its first ``columns`` columns."""
        tree = self._parse(path)
        cells: dict[tuple[int, int], RawCell] = {}
        narrow = (c for row in tree.iter(f"{_S}row") for c in row[:columns])
        for c in tree.iter(_C) if columns is None else narrow:
            if not len(c):
                continue  # a format alone
            held = c[0]
            if held.tag == _V and c.get("t") == "s":  # most cells: a shared string
                if shared := self._string(held.text):
                    cells[_place(c.get("r"))] = RawCell(shared)
                continue
            cell = self._cell(c)
            if cell is not None:
                cells[_place(c.get("r"))] = cell
        cells = _before_gap(cells)
        merged = []
        for area in tree.iterfind(f"{_S}mergeCells/{_S}mergeCell"):
            left, top, right, bottom = range_boundaries(area.get("ref", ""))
            merged.append(((top or 1) - 1, (left or 1) - 1, (bottom or 1) - 1, (right or 1) - 1))
        return RawSheet(name, cells, tuple(merged))

    def _cell(self, c: Element) -> RawCell | None:
        kind, style = c.get("t", "n"), int(c.get("s", "0"))
        form = self.formats[style] if style < len(self.formats) else "General"
        formula, text = False, None
        for child in c:
            if child.tag == _V:
                text = child.text
            elif child.tag == _F:
                formula = True
            elif child.tag == _IS and kind == "inlineStr":
                return RawCell(_text_of(child), form)
        if kind == "s" and text:
            shared = self._string(text)
            return RawCell(shared, form, formula) if shared or formula else None
        if text is None or (text == "" and kind != "str"):
            return RawCell(None, form, formula) if formula else None
        if kind == "str":
            return RawCell(text, form, formula)
        if kind == "e":
            return RawCell(text, form, formula, error=text)
        if kind == "b":
            return RawCell(text in ("1", "true"), form, formula)
        if kind == "d":
            return RawCell(datetime.datetime.fromisoformat(text), form, formula)
        return RawCell(self._number(text, form), form, formula)

    def _number(self, text: str, form: str) -> RawValue:
        value = _shortest(text)
        if _is_date(form):
            try:
                moment: RawValue = from_excel(float(value), self.epoch, timedelta=is_timedelta_format(form))
            except (OverflowError, ValueError):  # 20200331 typed where dates stand: Excel shows ##### and keeps it
                return value
            return value if moment is None else moment
        return value


def _before_gap(cells: dict[tuple[int, int], RawCell]) -> dict[tuple[int, int], RawCell]:
    """The cells without what lies far right, or far below the rest."""
    rows = sorted({r for r, _ in cells})
    last = next((a for a, b in pairwise(rows) if b - a > _GAP), None)
    if last is None and all(c < _MOST_COLUMNS for _, c in cells):
        return cells
    return {(r, c): v for (r, c), v in cells.items() if c < _MOST_COLUMNS and (last is None or r <= last)}


_LONG = re.compile(r"[0-9.]{16,}")


def _shortest(text: str) -> Decimal:
    """The decimal that was typed (of a binary number with 17 digits, the shortest that gives it); always finite."""
    long = _LONG.search(text) or "E" in text or "e" in text
    value = Decimal(repr(float(text))) if long else Decimal(text)
    if not value.is_finite():
        raise ValueError(text)
    return value


@cache
def _is_date(form: str) -> bool:
    return bool(is_date_format(form))


@cache
def _place(reference: str) -> tuple[int, int]:
    letters, row = coordinate_from_string(reference)
    return row - 1, column_index_from_string(letters) - 1
