"""The rules on the form of workbook and CSV: each looks at the opened package and says what breaks it, or ""."""

from __future__ import annotations

import re
from decimal import Context

from lxml import etree

from authoring.documents.data.characters import dependent
from authoring.documents.data.opened import BOOK, Number, Opened, OpenedSheet, number
from authoring.documents.data.shape import CSV_SHEETS, SHEETS

__all__ = ["FORM"]

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LAYOUT = re.compile(r"[^\S ]|  |\A | \Z")
_OBJECTS = re.compile(r"xl/(drawings|media|charts|embeddings|diagrams)/")
_EXCEL = Context(prec=15)  # digits that Excel keeps of a number, whoever saved the workbook
_WORKBOOK = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def at(sheet: OpenedSheet | str, row: int | None = None, words: str = "") -> str:
    """A place in words: sheet, row (as in Excel), and what stands there."""
    name = sheet if isinstance(sheet, str) else sheet.name
    return f"{name}{f' {row}行目' if row else ''}{f'「{words[:30]}」' if words else ''}"


def _broken(data: Opened, tag: str) -> str:
    """The first sheet that has such an element."""
    return next((at(s) for s in data.book.sheets.values() if s.tree.find(f".//{_S}{tag}") is not None), "")


def file_kinds(data: Opened) -> str:
    """1: xlsx without macros, and CSV."""
    odd = next((path for path in data.files if path != BOOK and not path.endswith(".csv")), "")
    macros = any(name.endswith("vbaProject.bin") for name in data.book.parts)
    plain = _WORKBOOK in data.book.parts["[Content_Types].xml"]
    return odd or (BOOK if macros or not plain else "")


def one_table(data: Opened) -> str:
    """2: the sheets that are declared, and no second header in one."""
    if tuple(data.book.sheets) != SHEETS:
        return "、".join(data.book.sheets)
    for sheet in data.book.sheets.values():
        head = set(sheet.header) - {""}
        for row, line in enumerate(sheet.records, 2):
            if len(head) > 1 and line[0] in head and head <= set(line):
                return at(sheet, row)
    return ""


def no_gaps(data: Opened) -> str:
    """3: no row without a value before the last one."""
    for sheet in data.book.sheets.values():
        for row, line in enumerate(sheet.rows, 1):
            if not any(line):
                return at(sheet, row)
    return ""


def nothing_outside(data: Opened) -> str:
    """4: nothing right of the named columns, no comment, no header or footer of a page."""
    for sheet in data.book.sheets.values():
        for row, line in enumerate(sheet.records, 2):
            if len(line) > len(sheet.header):
                return at(sheet, row, next(filter(None, line[len(sheet.header) :]), ""))
    notes = next((name for name in data.book.parts if "comment" in name.lower()), "")
    return notes or _broken(data, "headerFooter")


def all_named(data: Opened) -> str:
    """5: no column without a name."""
    return next((at(s, 1) for s in data.book.sheets.values() if not s.header or "" in s.header), "")


def no_layout(data: Opened) -> str:
    """6: no blanks or line ends that only arrange."""
    return next((at(*where, text) for text, where in data.book.places.items() if _LAYOUT.search(text)), "")


def no_dependent(data: Opened) -> str:
    """8: no signs of one platform; names of sheets too."""
    found = next((at(*where, text) for text, where in data.book.places.items() if dependent(text)), "")
    return found or next((name for name in data.book.sheets if dependent(name)), "")


def no_objects(data: Opened) -> str:
    """10: no drawing, picture, chart or embedded object."""
    part = next((name for name in data.book.parts if _OBJECTS.match(name)), "")
    return part or _broken(data, "drawing") or _broken(data, "legacyDrawing") or _broken(data, "oleObjects")


def no_looks(data: Opened) -> str:
    """11: one font, no fill, no conditional format; formats differ by number format only."""
    styles = etree.fromstring(data.book.parts["xl/styles.xml"])
    for form in styles.iterfind(f"{_S}cellXfs/{_S}xf"):
        if form.get("fontId", "0") != "0" or form.get("fillId", "0") != "0":
            return "styles"
    rich = etree.fromstring(data.book.parts.get("xl/sharedStrings.xml", b"<sst/>")).find(f".//{_S}rPr")
    return "sharedStrings" if rich is not None else _broken(data, "conditionalFormatting")


def not_merged(data: Opened) -> str:
    """12: no merged cells."""
    return _broken(data, "mergeCell")


def nothing_hidden(data: Opened) -> str:
    """13: no hidden sheet, row or column, none without height or width."""
    for sheet in data.book.sheets.values():
        lines = [*sheet.tree.iterfind(f"{_S}cols/{_S}col"), *sheet.tree.iterfind(f"{_S}sheetData/{_S}row")]
        if sheet.hidden or any(
            each.get("hidden") in ("1", "true") or _zero(each.get("width")) or _zero(each.get("ht")) for each in lines
        ):
            return at(sheet)
    return ""


def _zero(size: str | None) -> bool:
    return size is not None and float(size) == 0


def csv_lines(data: Opened) -> str:
    """14: a record a line, as many fields as names, and what the workbook holds."""
    if tuple(data.csv) != CSV_SHEETS:
        return "、".join(data.csv)
    for name, records in data.csv.items():
        raw = next(held for path, held in data.files.items() if path.endswith(f"/{name}.csv"))
        if (
            not raw.startswith(b"\xef\xbb\xbf")
            or raw.count(b"\n") != len(records)
            or raw.count(b"\r\n") != len(records)
        ):
            return f"{name}.csv"
        sheet = data.book.sheets.get(name)
        rows = sheet.rows if sheet else ()
        if len(rows) != len(records):
            return f"{name}.csv"
        for row, (record, line) in enumerate(zip(records, rows, strict=True), 1):
            if record != line and not (len(record) == len(line) and all(map(_same, record, line))):
                return at(f"{name}.csv", row)
    return ""


def _same(text: str, cell: str) -> bool:
    if text == cell or not isinstance(cell, Number):
        return text == cell
    mine, stored = number(text), number(cell)
    return mine is not None and stored is not None and _EXCEL.plus(mine) == _EXCEL.plus(stored)


FORM = {
    1: file_kinds, 2: one_table, 3: no_gaps, 4: nothing_outside, 5: all_named, 6: no_layout, 8: no_dependent,
    10: no_objects, 11: no_looks, 12: not_merged, 13: nothing_hidden, 14: csv_lines,
}  # fmt: skip
