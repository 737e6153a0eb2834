"""Paper, margins, header and footer: the same for every sheet."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from authoring.documents.excel.measure import PIXEL

__all__ = ["LANDSCAPE", "PORTRAIT", "Paper", "set_up"]

_A4 = 9  # the number of A4 in the file format
_SIDE, _END = 0.4, 0.6  # margins in inches: left and right, top and bottom
_HEADER_LIMIT = 200  # signs; Excel allows 255 with the codes


@dataclass(frozen=True, slots=True)
class Paper:
    """A way to lay A4; ``width`` and ``height`` are the points between the margins."""

    landscape: bool
    width: float
    height: float


LANDSCAPE = Paper(True, 841.9 - 144 * _SIDE, 595.3 - 144 * _END)
PORTRAIT = Paper(False, 595.3 - 144 * _SIDE, 841.9 - 144 * _END)


def set_up(sheet: Worksheet, paper: Paper, pixels: int, notice: str, tall: int = 0) -> float:
    """Set a sheet up for print: one page wide, the notice above, the page number alone below.

    Returns the scale (1 = full size) at which a sheet that many pixels wide is printed. ``tall``: pages high, 0 for as
    many as it takes.
    """
    sheet.set_paper(_A4)
    if paper.landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.set_margins(left=_SIDE, right=_SIDE, top=_END, bottom=_END)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, tall)
    sheet.hide_gridlines(2)
    sheet.set_footer("&C&P", {"margin": 0.3})
    if notice:
        sheet.set_header("&R" + notice.replace("&", "&&")[:_HEADER_LIMIT], {"margin": 0.3})
    return min(1.0, int(100 * paper.width / max(1.0, pixels * PIXEL)) / 100)
