"""The one place that touches XlsxWriter's cells: formats made once, text never live, every return value looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from authoring.documents.excel.measure import BODY_SIZE
from authoring.documents.excel.paper import Paper, paper

__all__ = ["FONT", "INDENT", "INDENTS", "NO_EDGES", "Edges", "Look", "Pen"]

FONT = "ＭＳ ゴシック"  # where an edition names no other
Edges = tuple[int, int, int, int]  # left, right, top, bottom: 0 none, 1 black, 2 grey
INDENTS, INDENT = 3, 9  # how many levels of row labels are set in, and by how many pixels each
NO_EDGES: Edges = (0, 0, 0, 0)

_BASE: dict[str, Any] = {"valign": "top", "text_wrap": True}
_SHADE = {"bg_color": "#E7EDF4"}
_LINK = {"font_color": "#0563C1", "underline": 1}
_STYLES: dict[str, dict[str, Any]] = {
    "text": {},
    "caption": {"bold": True},
    "unit": {"align": "right"},
    "head": {"align": "center", "valign": "vcenter", **_SHADE},
    "label": {"valign": "vcenter"},
    **{f"label{level}": {"valign": "vcenter", "indent": level} for level in range(1, INDENTS + 1)},
    "cell": {"valign": "vcenter"},
    "number": {"align": "right", "valign": "vcenter"},
    "centre": {"align": "center", "valign": "vcenter"},
    "count": {"align": "center", "valign": "vcenter", "num_format": "0"},
    "title": {"bold": True, "valign": "vcenter"},
    "line1": {"bold": True},
    "line2": {},
    "link1": {"bold": True, **_LINK},
    "link2": _LINK,
}
_LINES = ({"style": 0}, {"style": 1, "color": "#000000"}, {"style": 1, "color": "#8C8C8C"})


@dataclass(frozen=True, slots=True)
class Look:
    """What an edition settles of the looks: the fonts of words and of headings, and the size of the paper (A4, A3)."""

    body: str = FONT
    heading: str = FONT
    size: str = ""

    def paper(self, *, landscape: bool) -> Paper:
        """The edition's paper, lying or upright."""
        return paper(self.size, landscape=landscape)


@dataclass
class Pen:
    """Writes into one sheet; the formats are shared by the whole workbook."""

    workbook: Workbook
    sheet: Worksheet
    formats: dict[tuple[str, float, Edges], Format] = field(default_factory=dict)
    look: Look = Look()

    def form(self, style: str, size: float = BODY_SIZE, edges: Edges = NO_EDGES) -> Format:
        """The format of a style, made once."""
        key = (style, size, edges)
        if key not in self.formats:
            font = self.look.heading if "bold" in _STYLES[style] else self.look.body
            made = {**_BASE, **_STYLES[style], "font_name": font, "font_size": size}
            for side, edge in zip(("left", "right", "top", "bottom"), edges, strict=True):
                if edge:
                    made |= {side: _LINES[edge]["style"], f"{side}_color": _LINES[edge]["color"]}
            self.formats[key] = self.workbook.add_format(made)
        return self.formats[key]

    def text(self, row: int, column: int, text: str, form: Format) -> None:
        """Write text as text, whatever it looks like.

        Raises:
            ValueError: XlsxWriter refused it (beyond the sheet, over 32,767 signs); it would be lost silently.
        """
        self.done(self.sheet.write_string(row, column, text, form) if text else self.blank(row, column, form), text)

    def blank(self, row: int, column: int, form: Format) -> int:
        """Write the format of an empty cell; returns XlsxWriter's code."""
        return int(self.sheet.write_blank(row, column, None, form))

    def area(self, first: Sequence[int], last: Sequence[int], text: str, form: Format) -> None:
        """Write text over an area of (row, column) to (row, column), merged where it is more than one cell."""
        if tuple(first) != tuple(last):
            self.done(self.sheet.merge_range(*first, *last, "", form), text)
        self.text(first[0], first[1], text, form)

    def numbers(self, shown: str) -> Format:
        """The format of figures that are told as numbers and print as that number format says; framed."""
        key = (f"number {shown}", BODY_SIZE, (1, 1, 1, 1))
        if key not in self.formats:
            more = {"font_name": self.look.body, "font_size": BODY_SIZE, "border": 1, "num_format": shown}
            made = {**_BASE, **_STYLES["number"], **more}
            self.formats[key] = self.workbook.add_format(made)
        return self.formats[key]

    def number(self, row: int, column: int, value: int | Decimal, form: Format) -> None:
        """Write a number."""
        self.done(self.sheet.write_number(row, column, value, form), str(value))

    def formula(self, row: int, column: int, formula: str, value: int, form: Format) -> None:
        """Write a formula of ours with the value that it has."""
        self.done(self.sheet.write_formula(row, column, formula, form, value), formula)

    def link(self, row: int, column: int, target: str, text: str, form: Format) -> None:
        """Write text that leads to a cell of this workbook (``'sheet'!A1``)."""
        self.done(self.sheet.write_url(row, column, f"internal:{target}", form, text), text)

    @staticmethod
    def done(code: int | None, text: str) -> None:
        """Look at the code that XlsxWriter returned; nothing may be lost silently."""
        if code:
            raise ValueError(f"XlsxWriter refused a cell ({code}): {text[:40]!r}")
