"""Line charts with XlsxWriter: native, editable, described; their values stand on a sheet of their own at the end."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from authoring.documents.charting import COLOURS, MARKERS, PERIOD, clock_step, number_format, plotted
from authoring.documents.excel.paper import set_up
from authoring.documents.excel.pen import FONT, Pen
from authoring.edition.blocks import Figure, Series
from authoring.files.archives import core_properties, zip_parts

__all__ = ["DATA_SHEET", "ChartData", "chart_workbook", "with_east_asian_fonts"]

DATA_SHEET = "図のデータ"
_SMALL = 8  # points
_ROOM = 58  # pixels that the label of a value takes
_WIDTHS = (140, 200, 200)  # pixels of the columns of the sheet
_ALL = (1, 1, 1, 1)
_LATIN = re.compile(rb'<a:latin typeface="([^"]*)"[^>]*?/>')


class ChartData:
    """The charts of a workbook: where the values of each stand on the sheet of that name, each figure's once."""

    def __init__(self, workbook: Workbook, sheet: str, font: str = FONT) -> None:
        self._workbook, self.sheet, self._font = workbook, sheet, font
        self._tops: dict[Figure, int] = {}
        self._next = 0

    @property
    def used(self) -> bool:
        """Whether there is any chart."""
        return bool(self._tops)

    def chart(self, figure: Figure, width: int, height: int) -> Chart:
        """A new chart of that size in pixels; values are told beside the points where there is room."""
        top = self._top(figure)
        first, last = top + 2, top + 1 + len(figure.periods)
        made = self._workbook.add_chart({"type": "line"})
        font: dict[str, Any] = {"name": self._font, "size": _SMALL}
        told = width >= _ROOM * len(figure.periods)
        upper = max(range(len(figure.series)), key=lambda n: (_mean(figure.series[n]), -n), default=0)
        for n in range(len(figure.series)):
            colour = f"#{COLOURS[n % len(COLOURS)]}"
            shade: dict[str, Any] = {"color": colour}
            made.add_series({
                "name": [self.sheet, top + 1, n + 1], "categories": [self.sheet, first, 0, last, 0],
                "values": [self.sheet, first, n + 1, last, n + 1], "line": {"color": colour, "width": 1.75},
                "marker": {"type": MARKERS[n % len(MARKERS)], "size": 6, "fill": shade, "border": shade},
                **({"data_labels": {
                    "value": True, "position": "above" if n == upper else "below", "num_format": number_format(figure),
                    "font": {**font, "color": colour},
                }} if told else {}),
            })  # fmt: skip
        made.set_title({"none": True})  # it stands above
        made.set_x_axis({"num_font": font, "label_position": "low"})
        step = clock_step(figure)
        made.set_y_axis({
            "num_font": font, "num_format": number_format(figure), **({"min": 0, "major_unit": step} if step else {}),
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}},
        })  # fmt: skip
        made.set_legend({"none": True} if len(figure.series) < 2 else {"position": "bottom", "font": font})
        made.show_blanks_as("gap")
        made.set_size({"width": width, "height": height})
        return made

    def _top(self, figure: Figure) -> int:
        if figure not in self._tops:
            self._tops[figure] = self._next
            self._next += len(figure.periods) + 3
        return self._tops[figure]

    def draw(self, pen: Pen, notice: str) -> None:
        """Write the values into the pen's sheet, one figure below the other."""
        set_up(pen.sheet, pen.look.paper(landscape=False), sum(_WIDTHS), notice)
        for column, width in enumerate(_WIDTHS):
            pen.sheet.set_column_pixels(column, column, width)
        for figure, top in self._tops.items():
            pen.text(top, 0, figure.title, pen.form("title"))
            pen.text(top + 1, 0, PERIOD, pen.form("head", edges=_ALL))
            for n, line in enumerate(figure.series, 1):
                pen.text(top + 1, n, line.name, pen.form("head", edges=_ALL))
            number = pen.numbers(number_format(figure))
            for row, (period, values) in enumerate(plotted(figure), top + 2):
                pen.text(row, 0, period, pen.form("label", edges=_ALL))
                for n, value in enumerate(values, 1):
                    if value is None:
                        pen.blank(row, n, number)
                    else:
                        pen.number(row, n, value, number)


def _mean(line: Series) -> Decimal:
    known = [value for value in line.values if value is not None]
    return sum(known, Decimal(0)) / max(1, len(known))


def chart_workbook(figure: Figure, sheet: str) -> bytes:
    """A workbook with the values of one chart from A1 on: what Word opens for 「データの編集」."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page: Worksheet = book.add_worksheet(sheet)
    shown = book.add_format({"num_format": number_format(figure)})
    rows: list[tuple[Any, ...]] = [(PERIOD, *(line.name for line in figure.series))]
    rows += [(period, *values) for period, values in plotted(figure)]
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(r, c, value)
            elif value is not None:
                page.write_number(r, c, value, shown)
    page.set_column(0, len(figure.series), 18)
    book.close()
    with zipfile.ZipFile(out) as made:
        files = {name: made.read(name) for name in made.namelist()}
    return zip_parts(files | {"docProps/core.xml": core_properties(figure.name, "")})


def with_east_asian_fonts(chart: bytes) -> bytes:
    """A chart's XML in which each font is told for Japanese letters too; XlsxWriter tells it for Latin ones only."""
    chart = _LATIN.sub(lambda found: found[0] + b'<a:ea typeface="' + found[1] + b'"/>', chart)
    return chart.replace(b'lang="en-US"', b'lang="ja-JP"').replace(b'<c:lang val="en-US"/>', b'<c:lang val="ja-JP"/>')
