"""Open a filled workbook and hand its cells on as plain values. The parts of SpreadsheetML are read here and nowhere else.

openpyxl shows either a formula or its value, and reading twice an edition of fifty workbooks took it nine seconds on a busy
machine (measured in benchmarks); this one pass with lxml takes a tenth. openpyxl's date rules are used, and tests hold every
value against openpyxl as the second witness.
"""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.cell import coordinate_from_string, column_index_from_string, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from authoring.files import FileTrouble
from authoring.files.opening import Package

__all__ = ["RawBook", "RawCell", "RawSheet", "read_raw"]

RawValue = str | Decimal | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None
_GAP = 200  # rows without a value after which reading stops: sheets are often formatted to the bottom
_MOST_COLUMNS = 200
_N = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_S = "{" + _N["m"] + "}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FILLED = etree.XPath("m:sheetData/m:row/m:c[m:v or m:f or m:is]", namespaces=_N)
_MERGED = etree.XPath("m:mergeCells/m:mergeCell/@ref", namespaces=_N)
_TEXTS = etree.XPath("m:t/text() | m:r/m:t/text()", namespaces=_N)  # without m:rPh: readings are no text
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


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


def read_raw(package: Package, file: str, unread: Collection[str] = ()) -> RawBook:
    """Read every sheet of an opened package but those whose names are ``unread`` (they stay, empty).

    Raises:
        FileTrouble: ``file-damaged`` where the parts do not fit together.
    """
    try:
        return RawBook(file, _Reader(package).sheets(unread))
    except (KeyError, ValueError, IndexError, TypeError, etree.XMLSyntaxError, InvalidOperation, OverflowError) as broken:
        # Whatever does not fit together, it is the file that can't be read: one problem, never a traceback.
        raise FileTrouble("file-damaged", name=file, why=type(broken).__name__) from broken


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

    def _parse(self, name: str) -> Any:  # noqa: ANN401 - lxml elements
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

    def _part(self, kind: str) -> Any | None:  # noqa: ANN401
        path = next((p for p, k in self._related().values() if k == kind), None)
        return self._parse(path) if path and path.lower() in self.names else None

    def _strings(self) -> list[str]:
        part = self._part("sharedStrings")
        return [] if part is None else ["".join(_TEXTS(si)) for si in part.iterfind(f"{_S}si")]

    def _formats(self) -> list[str]:
        """Number format of each cell style."""
        part = self._part("styles")
        if part is None:
            return ["General"]
        own = {int(f.get("numFmtId")): str(f.get("formatCode")) for f in part.iterfind(f"{_S}numFmts/{_S}numFmt")}
        ids = (int(x.get("numFmtId", "0")) for x in part.iterfind(f"{_S}cellXfs/{_S}xf"))
        return [own.get(i) or BUILTIN_FORMATS.get(i, "General") for i in ids] or ["General"]

    def sheets(self, unread: Collection[str]) -> dict[str, RawSheet]:
        """Name -> sheet, in the order of the tabs; charts and dialogs are left out."""
        related = self._related()
        found: dict[str, RawSheet] = {}
        for sheet in self.book.iterfind(f"{_S}sheets/{_S}sheet"):
            path, kind = related[sheet.get(_R)]
            if kind == "worksheet":
                name = str(sheet.get("name"))
                found[name] = RawSheet(name) if name in unread else self._sheet(name, self._parse(path))
        return found

    def _sheet(self, name: str, tree: Any) -> RawSheet:  # noqa: ANN401
        cells: dict[tuple[int, int], RawCell] = {}
        last = -1
        for c in _FILLED(tree):
            place = c.get("r")
            row, column = _place(place)
            if row - last > _GAP and last >= 0:
                break
            if column >= _MOST_COLUMNS:
                continue
            cell = self._cell(c)
            if cell is not None:
                cells[row, column] = cell
                last = row
        merged = []
        for ref in _MERGED(tree):
            left, top, right, bottom = range_boundaries(ref)
            merged.append(((top or 1) - 1, (left or 1) - 1, (bottom or 1) - 1, (right or 1) - 1))
        return RawSheet(name, cells, tuple(merged))

    def _cell(self, c: Any) -> RawCell | None:  # noqa: ANN401
        kind, style = c.get("t", "n"), int(c.get("s", "0"))
        form = self.formats[style] if style < len(self.formats) else "General"
        formula = c.find(f"{_S}f") is not None
        held = c.find(f"{_S}v")
        text = held.text if held is not None else None
        if kind == "inlineStr":
            inline = c.find(f"{_S}is")
            return RawCell("".join(_TEXTS(inline)) if inline is not None else None, form)
        if text is None or (text == "" and kind != "str"):
            return RawCell(None, form, formula) if formula else None
        if kind == "s":
            shared = self.strings[int(text)]
            return RawCell(shared, form, formula) if shared or formula else None
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
            moment: RawValue = from_excel(float(value), self.epoch, timedelta=is_timedelta_format(form))
            return value if moment is None else moment
        return value


_LONG = re.compile(r"[0-9.]{16,}")


def _shortest(text: str) -> Decimal:
    """The decimal that was typed: Excel stores 17 digits of a binary number, people typed the shortest that gives it."""
    if _LONG.search(text) or "E" in text or "e" in text:
        return Decimal(repr(float(text)))
    return Decimal(text)


@cache
def _is_date(form: str) -> bool:
    return bool(is_date_format(form))


@cache
def _place(reference: str) -> tuple[int, int]:
    letters, row = coordinate_from_string(reference)
    return row - 1, column_index_from_string(letters) - 1
