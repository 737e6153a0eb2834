"""A data package opened again: what was really written, for the rules to look at."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from lxml import etree
from openpyxl.utils.cell import column_index_from_string

from authoring.documents.data.shape import SHEETS, Field, fields_of

__all__ = ["BOOK", "Formula", "Number", "Opened", "OpenedBook", "OpenedSheet", "number", "open_data"]

BOOK = "data.xlsx"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_V = f"{_S}v"
_PLAIN_KINDS = ("s", "n", None)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


class Number(str):
    """The text of a cell that is stored as a number."""

    __slots__ = ()


class Formula(str):
    """The cached text of a cell that is a formula."""

    __slots__ = ()


@dataclass(frozen=True)
class OpenedSheet:
    """A sheet of the workbook: its rows of texts ("" where blank), its XML, and whether the sheet is hidden.

    Rows are at least as long as row 1; what stands right of it makes one longer.
    """

    name: str
    rows: Sequence[Sequence[str]]
    tree: Any = field(repr=False)
    hidden: bool = False

    @property
    def header(self) -> tuple[str, ...]:
        """The texts of row 1."""
        return tuple(self.rows[0]) if self.rows else ()

    @property
    def records(self) -> Sequence[Sequence[str]]:
        """The rows below the header."""
        return self.rows[1:]

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The declared fields that are in the header, by name."""
        known = {f.name: f for f in fields_of(self.name)} if self.name in SHEETS else {}
        return {name: known[name] for name in self.header if name in known}

    @cached_property
    def _columns(self) -> dict[str, tuple[str, ...]]:
        return dict(zip(reversed(self.header), reversed(list(zip(*self._even, strict=True))), strict=True))

    @property
    def _even(self) -> Iterator[Sequence[str]]:
        width = len(self.header)
        return (row[:width] for row in self.rows)

    def column(self, name: str) -> tuple[str, ...]:
        """The texts of a field, row by row; nothing where the sheet has no such field."""
        return self._columns.get(name, ())[1:]

    def texts(self, *names: str) -> Iterator[tuple[str, ...]]:
        """The texts of some fields, row by row, "" where the sheet has no such field."""
        blank = ("",) * len(self.records)
        return zip(*(self.column(name) or blank for name in names), strict=True)


@dataclass(frozen=True)
class OpenedBook:
    """The workbook's parts and its sheets by name, in order."""

    parts: Mapping[str, bytes] = field(repr=False)
    sheets: Mapping[str, OpenedSheet]

    @cached_property
    def places(self) -> Mapping[str, tuple[OpenedSheet, int]]:
        """Every different text of the cells that are no numbers, with the first sheet and row where it stands."""
        found: dict[str, tuple[OpenedSheet, int]] = {}
        for sheet in self.sheets.values():
            for row, line in enumerate(sheet.rows, 1):
                for text in line:
                    if text and text not in found and not isinstance(text, Number):
                        found[text] = (sheet, row)
        return found


@dataclass(frozen=True)
class Opened:
    """All files of the package, the workbook, and the records of each CSV file by the name of its sheet."""

    files: Mapping[str, bytes] = field(repr=False)
    book: OpenedBook
    csv: Mapping[str, Sequence[Sequence[str]]]


def open_data(files: Mapping[str, bytes]) -> Opened:
    """Open a package that we wrote (path -> bytes).

    Raises:
        KeyError, ValueError, zipfile.BadZipFile: it is none.
    """
    csvs = {
        path.rpartition("/")[2].removesuffix(".csv"): list(
            csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        )
        for path, data in files.items()
        if path.endswith(".csv")
    }
    return Opened(files, _book(files[BOOK]), csvs)


def _book(data: bytes) -> OpenedBook:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    links = {e.get("Id"): e.get("Target") for e in etree.fromstring(parts["xl/_rels/workbook.xml.rels"], _PARSER)}
    strings = _strings(parts.get("xl/sharedStrings.xml"))
    sheets = {}
    for sheet in etree.fromstring(parts["xl/workbook.xml"], _PARSER).iterfind(f"{_S}sheets/{_S}sheet"):
        name, target = str(sheet.get("name")), str(links[sheet.get(_R)]).removeprefix("/xl/")
        tree = etree.fromstring(parts[f"xl/{target}"], _PARSER)
        hidden = sheet.get("state", "visible") != "visible"
        sheets[name] = OpenedSheet(name, _rows(tree, strings), tree, hidden)
    return OpenedBook(parts, sheets)


def _strings(part: bytes | None) -> list[str]:
    if part is None:
        return []
    found = ["".join(t.text or "" for t in item.iter(f"{_S}t")) for item in etree.fromstring(part, _PARSER)]
    return [_ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text for text in found]


def _rows(tree: Any, strings: Sequence[str]) -> list[list[str]]:  # noqa: ANN401 - lxml elements have no type
    rows: list[list[str]] = []
    columns: dict[str, int] = {}
    width = 0
    for row in tree.iterfind(f"{_S}sheetData/{_S}row"):
        number = row.get("r")
        rows.extend([""] * width for _ in range(int(number) - 1 - len(rows)))
        cells = [""] * width
        digits = len(number)
        for c in row:
            if not len(c):
                continue
            kind, value = c.get("t"), c[0]
            if value.tag != _V or kind not in _PLAIN_KINDS:
                text = _other(c)
            else:
                text = strings[int(value.text)] if kind == "s" else Number(value.text or "")
            letters = c.get("r")[:-digits]
            at = columns.get(letters)
            if at is None:
                at = columns[letters] = column_index_from_string(letters) - 1
            if at >= len(cells):
                cells.extend([""] * (at + 1 - len(cells)))
            cells[at] = text
        width = width or len(cells)
        rows.append(cells)
    return rows


def _other(c: Any) -> str:  # noqa: ANN401
    value = c.find(_V)
    text = "".join(t.text or "" for t in c.iter(f"{_S}t")) if value is None else value.text
    return Formula(text or "=") if c.find(f"{_S}f") is not None else text or ""


def number(text: str) -> Decimal | None:
    """The number that a stored text is, or None."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return None
