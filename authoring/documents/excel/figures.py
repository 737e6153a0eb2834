"""Figures of the printed workbook: how much room one takes in its column, and what is put there."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xlsxwriter.image import Image

from authoring.documents.charting import pictured, sized
from authoring.documents.excel.charts import ChartData
from authoring.documents.excel.flow import Box, Pages, Paragraph, paragraphs_of, pour
from authoring.documents.excel.measure import LINE, PIXEL, line_count, width_in
from authoring.documents.excel.pen import Pen
from authoring.edition.blocks import Block, Figure

__all__ = ["Figures", "lay_figure"]

_LINE = LINE / PIXEL  # pixels
_MARGIN = 6  # pixels free on each side
_NARROW, _WIDEST = 400, 900  # pixels: below it a chart is higher, and none is wider


@dataclass(frozen=True)
class Figures:
    """What there is to draw figures with: the pictures' bytes by file name, and the charts' values."""

    pictures: Mapping[str, bytes]
    charts: ChartData

    def shows(self, figure: Figure) -> bool:
        """Whether it can be shown: a picture of a past year has no bytes."""
        return figure.kind == "chart" or figure.file in self.pictures

    def put(self, pen: Pen, row: int, column: int, box: Box) -> None:
        """Draw the figure of a box, its top left in that cell, described for those who can't see it."""
        figure = box.figure
        if figure is None or not self.shows(figure):
            return
        place: dict[str, Any] = {"x_offset": _MARGIN, "y_offset": _MARGIN, "object_position": 2}
        about = {**place, "description": figure.words}
        if figure.kind == "chart":
            chart = self.charts.chart(figure, *box.pixels)
            pen.done(pen.sheet.insert_chart(row, column, chart, about), figure.name)
            return
        image = Image(io.BytesIO(self.pictures[figure.file]))
        # Excel shows a picture at the size of its dots an inch; the scale is against that.
        across, down = (pixels * dots / 96 for pixels, dots in zip(box.pixels, (image.x_dpi, image.y_dpi), strict=True))
        scale = {"x_scale": across / figure.width, "y_scale": down / figure.height}
        pen.done(pen.sheet.insert_image(row, column, image, {**about, **scale}), figure.file)


def lay_figure(block: Block, at: int, pixels: int, units: int, pages: Pages, figures: Figures) -> tuple[list[Box], int]:
    """Lay a figure and the line above it from a place on, both on one page; returns boxes and the place below them."""
    figure = block.figure
    lines = list(paragraphs_of(block))
    above = sum(line_count(line.text, width_in(pixels)) for line in lines)
    if figure is None or not figures.shows(figure):
        return pour(lines, at, pixels, units, pages)
    room = pages.height - above - 1  # lines
    wide, high = max(1, pixels - 2 * _MARGIN), max(1, int(room * _LINE) - 2 * _MARGIN)
    if figure.kind == "chart":
        width, height = sized(wide, _NARROW, _WIDEST)
        size = width, min(height, high)
    else:
        size = pictured((figure.width, figure.height), wide, high)
    tall = -int(-(size[1] + 2 * _MARGIN) // _LINE)
    if pages.room(at) < above + tall:
        at = pages.next(at)
    boxes, at = pour([Paragraph(line.text) for line in lines], at, pixels, units, pages)
    boxes = [Box(b.top, b.bottom, b.left, b.right, b.text, "caption") for b in boxes]
    return [*boxes, Box(at, at + tall, 0, units, "", "figure", figure=figure, pixels=size)], at + tall
