"""One new workbook: formats, checked writes, protection, and the bytes. XlsxWriter stands behind this door.

XlsxWriter drops over-long text with a mere return value; every write here is checked.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

import xlsxwriter
from lxml import etree

from authoring.files.archives import stable_zip
from authoring.files.widths import lines_of

__all__ = ["Book", "Formula", "Kept", "Value", "column_name"]

FONT = "游ゴシック"
PROTECT = {
    "format_rows": True, "format_columns": True, "autofilter": True, "sort": False,
    "select_locked_cells": True, "select_unlocked_cells": True,
}  # fmt: skip
_MAX_HEIGHT = 400.0  # Excel's own limit is 409 points
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula with the value that it has now."""

    text: str
    cached: str | int | float = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A value put back as it was found, with the number format that shows it (a date that Excel made, 69.3%)."""

    value: Decimal | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta
    number_format: str


Value = str | Decimal | int | Formula | Kept | None


@lru_cache(maxsize=1024)
def column_name(index: int) -> str:
    """A1 letters of a zero-based column."""
    name, n = "", index + 1
    while n:
        n, rest = divmod(n - 1, 26)
        name = chr(65 + rest) + name
    return name


class Book:
    """A workbook in the making. Rows and columns are zero-based."""

    def __init__(self, title: str) -> None:
        self._buffer = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(self._buffer, options)
        self._book.set_properties({"title": title, "created": datetime.datetime(2000, 1, 1), "author": ""})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._fills: dict[tuple[bool, str, int | None], Any] = {}
        self.sheets: dict[str, Any] = {}

    def remember(self, name: str, words: str) -> None:
        """A property of the file, which Excel keeps when it saves."""
        self._book.set_custom_property(name, words)

    def format(self, **wanted: Any) -> Any:  # noqa: ANN401 - XlsxWriter is untyped
        """A format, made once for equal wishes; text wraps and stands on top unless told otherwise."""
        base = {"font_name": FONT, "font_size": 10, "text_wrap": True, "valign": "top"} | wanted
        key = tuple(sorted(base.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(base)
        return self._formats[key]

    def fill(self, locked: bool, kind: str = "text", places: int | None = None) -> Any:  # noqa: ANN401
        """The format of a cell to fill (white, text format @) or of a locked one (grey); ``places``: of a number."""
        key = (locked, kind, places)
        if key in self._fills:
            return self._fills[key]
        look: dict[str, Any] = {"border": 1, "border_color": "#9AA5B1", "locked": locked}
        if locked:
            look |= {"bg_color": "#ECEFF3", "font_color": "#333F4D"}
        if places is not None:
            look |= {"num_format": "#,##0" + ("." + "0" * places if places else ""), "align": "right"}
        elif kind == "number":
            look |= {"num_format": "General", "align": "right"}
        elif kind in ("text", "choice") and not locked:
            look |= {"num_format": "@"}
        self._fills[key] = self.format(**look)
        return self._fills[key]

    def highlight(self) -> Any:  # noqa: ANN401
        """The look of a cell that says 未記入."""
        return self._book.add_format({"bg_color": "#FFE699", "bold": True})

    def add(self, name: str) -> Any:  # noqa: ANN401
        """A protected sheet of that name, landscape A4, one page wide, page number in the footer."""
        sheet = self._book.add_worksheet(name)
        self.sheets[name] = sheet
        sheet.hide_gridlines(2)
        sheet.protect("", PROTECT)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.set_footer("&C&P")
        return sheet

    def put(self, sheet: Any, row: int, column: int, value: Value, form: Any) -> None:  # noqa: ANN401
        """Write one value; text is never live. Raises ValueError where Excel can't hold it."""
        if value is None or value == "":
            code = sheet.write_blank(row, column, None, form)
        elif isinstance(value, Formula):
            code = sheet.write_formula(row, column, value.text, form, value.cached)
        elif isinstance(value, Kept):
            code = self._put_back(sheet, row, column, value)
        elif isinstance(value, str):
            code = sheet.write_string(row, column, value, form)
        else:
            code = sheet.write_number(row, column, value, form)
        if code not in (0, None):
            raise ValueError(f"{sheet.get_name()}!{column_name(column)}{row + 1}: {len(str(value))}")

    def _put_back(self, sheet: Any, row: int, column: int, kept: Kept) -> Any:  # noqa: ANN401
        form = self.format(border=1, border_color="#9AA5B1", locked=False, num_format=kept.number_format)
        if isinstance(kept.value, bool):
            return sheet.write_boolean(row, column, kept.value, form)
        if isinstance(kept.value, Decimal):
            return sheet.write_number(row, column, kept.value, form)
        return sheet.write_datetime(row, column, kept.value, form)

    def height(self, sheet: Any, row: int, texts: Sequence[tuple[str, int]], least: float = 18.0) -> None:  # noqa: ANN401
        """Make a row high enough for its (text, column width) pairs, up to Excel's limit."""
        lines = max((lines_of(text, width) for text, width in texts if text), default=1)
        sheet.set_row(row, min(_MAX_HEIGHT, max(least, lines * 16.5 + 4)))

    def choose(self, sheet: Any, rows: tuple[int, int], column: int, field: Mapping[str, Any]) -> None:  # noqa: ANN401
        """An input message and, where there are choices, a list for a column of cells."""
        options: dict[str, Any] = {"validate": "any"}
        if field["choices"]:
            options = {
                "validate": "list",
                "source": list(field["choices"]),
                "error_title": "選べる値",
                "error_message": f"{field['heading'][:60]} は一覧から選びます。",
            }
        if field["help"]:
            options |= {"input_title": field["heading"][:32], "input_message": field["help"][:255]}
        elif not field["choices"]:
            return
        if sheet.data_validation(rows[0], column, rows[1], column, options) not in (0, None):
            raise ValueError(f"{sheet.get_name()}: {field['heading']}")

    def bytes(self) -> bytes:
        """Close the workbook: the archive with style Normal unlocked, equal bytes for equal content."""
        self._book.close()
        return stable_zip(_unlock_normal(self._buffer.getvalue()))


def _unlock_normal(data: bytes) -> bytes:
    """Unlock the style Normal, so that pasted cells stay open; say locked aloud in every format that is."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/styles.xml":
                tree = etree.fromstring(part)
                for place, locked in (("cellStyleXfs", "0"), ("cellXfs", "1")):
                    holder = tree.find(f"{_MAIN}{place}")
                    for index, form in enumerate(holder if holder is not None else ()):
                        if form.find(f"{_MAIN}protection") is None:
                            first = place == "cellXfs" and index == 0
                            etree.SubElement(form, f"{_MAIN}protection", locked="0" if first else locked)
                            form.set("applyProtection", "1")
                part = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(name, part)
    return out.getvalue()


_BAD_NAME = re.compile(r"[\[\]:*?/\\：＊？／＼［］]")


def sheet_name(wanted: str, taken: Mapping[str, object]) -> str:
    r"""A name that Excel takes (31 characters, none of []:*?/\), unique among ``taken`` without regard to case."""
    base = _BAD_NAME.sub("・", wanted).strip("'")[:31] or "表"
    name, n = base, 2
    lower = {t.lower() for t in taken}
    while name.lower() in lower:
        tail = f"({n})"
        name, n = base[: 31 - len(tail)] + tail, n + 1
    return name
