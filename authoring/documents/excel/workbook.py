"""The printed workbook: its sheets in order, its properties, its bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from types import MappingProxyType

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from authoring.documents.content import (
    Annex,
    Body,
    BodyColumn,
    Contents,
    Counts,
    Criteria,
    Document,
    RatingList,
    Title,
)  # fmt: skip
from authoring.documents.excel.charts import DATA_SHEET, ChartData, with_east_asian_fonts
from authoring.documents.excel.figures import Figures
from authoring.documents.excel.front import draw_contents, draw_counts, draw_list, year_ranges
from authoring.documents.excel.item_sheet import draw_item
from authoring.documents.excel.names import quoted, sheet_name
from authoring.documents.excel.pen import FONT, Edges, Look, Pen
from authoring.documents.word.restyle import own_name
from authoring.files.archives import core_properties, zip_parts

__all__ = ["render_excel"]

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # The standard font measures the columns. XlsxWriter counts 7 pixels a digit; so has Arial at 10 pt, and LibreOffice
    # has letters of its widths everywhere.
    "default_format_properties": {"font_name": "Arial", "font_size": 10},
}
_CORE = "docProps/core.xml"
_CHARTS = "xl/charts/"


class _Sheets:
    """The workbook while it is made: adds sheets under valid names."""

    def __init__(self, workbook: Workbook, look: Look) -> None:
        self.workbook, self.look = workbook, look
        self.names: list[str] = []
        self.formats: dict[tuple[str, float, Edges], Format] = {}

    def reserve(self, wanted: str) -> str:
        """A name that no sheet gets but the one that is added under it later."""
        self.names.append(sheet_name(wanted, self.names))
        return self.names[-1]

    def add_reserved(self, name: str) -> Pen:
        return Pen(self.workbook, self.workbook.add_worksheet(name), self.formats, self.look)

    def add(self, wanted: str) -> Pen:
        self.names.append(sheet_name(wanted, self.names))
        return Pen(self.workbook, self.workbook.add_worksheet(self.names[-1]), self.formats, self.look)


def render_excel(document: Document, fonts: Mapping[str, str] = MappingProxyType({}), paper: str = "") -> bytes:
    """The content tree as a printed workbook (xlsx); equal trees give equal bytes.

    With a rating list: a sheet for it (under the title), one for criteria and counts, one for the contents. Then a
    sheet an item, named by its label. A document without a rating list has the items' sheets only. Where there are
    charts, their values stand on the last sheet.

    Args:
        document: the content tree.
        fonts: ``body`` and ``heading``, each the name of a font; for what is missing ours.
        paper: A4 or A3, "" for A4. Upright or lying stays as it is.

    Raises:
        ValueError: XlsxWriter refused a cell (nothing may be lost silently).
    """
    out = io.BytesIO()
    workbook = Workbook(out, deepcopy(_OPTIONS))  # it writes into the options that it is given
    workbook.set_properties({"title": document.title, "company": document.agency})
    look = Look(own_name(fonts.get("body", "")) or FONT, own_name(fonts.get("heading", "")) or FONT, paper)
    sheets = _Sheets(workbook, look)
    charts = ChartData(workbook, sheets.reserve(DATA_SHEET), look.body)
    figures = Figures(document.pictures, charts)
    contents = [part for part in document.parts if isinstance(part, Contents)]
    pen = None
    if any(isinstance(part, RatingList) for part in document.parts):
        _front(sheets, document)
        pen = sheets.add(contents[0].heading) if contents else None
    targets: dict[str, str] = {}
    for body in (part for part in document.parts if isinstance(part, Body)):
        for item in body.items:
            drawn = draw_item(sheets.add(item.label or item.title), item, body.columns, document.notice, figures)
            name = quoted(sheets.names[-1])
            targets |= {bookmark: f"{name}!{address}" for bookmark, address in drawn.items()}
    if pen is not None:
        draw_contents(pen, contents, targets, document.notice)
    for annex in (part for part in document.parts if isinstance(part, Annex)):
        _annex(sheets, annex, document.notice, figures)
    if charts.used:
        charts.draw(sheets.add_reserved(charts.sheet), document.notice)
    workbook.close()
    with zipfile.ZipFile(out) as made:
        files = {name: made.read(name) for name in made.namelist()}
    files |= {name: with_east_asian_fonts(data) for name, data in files.items() if name.startswith(_CHARTS)}
    # XlsxWriter can't set the language, and dates the file today.
    return zip_parts(files | {_CORE: core_properties(document.title, document.agency)})


def _annex(sheets: _Sheets, annex: Annex, notice: str, figures: Figures) -> None:
    """Contents of its own, where it has them, and a sheet a place."""
    pen = sheets.add(f"{annex.title} {annex.contents.heading}") if annex.contents else None
    targets: dict[str, str] = {}
    for place in annex.places:
        head = (BodyColumn("", place.title, 1),)
        drawn = draw_item(sheets.add(place.label), place, head, notice, figures)
        targets |= {bookmark: f"{quoted(sheets.names[-1])}!{address}" for bookmark, address in drawn.items()}
    if pen is not None and annex.contents:
        draw_contents(pen, [annex.contents], targets, notice)


def _front(sheets: _Sheets, document: Document) -> None:
    titles: Sequence[Title] = [part for part in document.parts if isinstance(part, Title)]
    ranges: list[dict[int, str]] = []
    for part in document.parts:
        if isinstance(part, RatingList):
            pen = sheets.add(part.heading)
            draw_list(pen, part, titles, document.notice)
            ranges.append(year_ranges(part, titles, sheets.names[-1]))
            titles = ()
    criteria = [part for part in document.parts if isinstance(part, Criteria)]
    counts = [part for part in document.parts if isinstance(part, Counts)]
    if criteria or counts:
        # The n-th counts belong to the n-th list; where there are fewer lists, to the last one.
        paired = [(each, ranges[min(at, len(ranges) - 1)]) for at, each in enumerate(counts)]
        headings = [*(part.heading for part in criteria), *(part.heading for part in counts)]
        draw_counts(sheets.add("・".join(dict.fromkeys(filter(None, headings)))), criteria, paired, document.notice)
