"""Paper, margins, header and footer: the same for every sheet."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from authoring.documents.excel.measure import PIXEL

__all__ = ["Paper", "paper", "set_up"]

_SIZES = {"A4": (9, 595.3, 841.9), "A3": (8, 841.9, 1190.6)}  # number in the file format, edges in points
_SIDE, _END = 0.4, 0.6  # margins in inches: left and right, top and bottom
_HEADER_LIMIT = 200  # signs; Excel allows 255 with the codes


@dataclass(frozen=True, slots=True)
class Paper:
    """A way to lay a sheet: its number in the file format; ``width`` and ``height`` are points between the margins.

    ``grown``: how much longer its edges are than those of A4.
    """

    code: int
    landscape: bool
    width: float
    height: float
    grown: float


def paper(size: str, *, landscape: bool) -> Paper:
    """The paper of that size (A3, A4), A4 for any other word."""
    code, short, long = _SIZES.get(size, _SIZES["A4"])
    wide, high = (long, short) if landscape else (short, long)
    return Paper(code, landscape, wide - 144 * _SIDE, high - 144 * _END, short / _SIZES["A4"][1])


def set_up(sheet: Worksheet, paper: Paper, pixels: int, notice: str, tall: int = 0) -> float:
    """Set a sheet up for print: one page wide, the notice above, the page number alone below.

    Returns the scale (1 = full size) at which a sheet that many pixels wide is printed. ``tall``: pages high, 0 for as
    many as it takes.
    """
    sheet.set_paper(paper.code)
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
