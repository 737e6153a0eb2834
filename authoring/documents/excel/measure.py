"""How many lines a text takes in a cell of the printed workbook, and where its lines begin.

Nothing tells a writer of workbooks how high a wrapped cell becomes, so it is estimated, on the high side: signs of
ambiguous width count as wide, Latin letters as wide as the broadest usual fonts draw them, and a line that must not
begin with a closing sign (行頭禁則) gives its last sign away.
"""

from __future__ import annotations

import math
from functools import lru_cache
from unicodedata import category, east_asian_width

__all__ = [
    "BODY_SIZE", "LINE", "PIXEL", "full_width", "line_count", "line_starts", "rows_for", "split_lines", "token_width",
    "width_in",
]  # fmt: skip

BODY_SIZE = 9.0
LINE = 14.25  # points; one line at BODY_SIZE with the margins of its cell, in the fonts with the widest leading in use
PIXEL = 0.75  # points
_PADDING = 6  # pixels that a cell keeps free left and right together
_NO_START = frozenset("、。，．・：；？！）］｝」』】〕〉》≫ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}%％")
_NO_END = frozenset("（［｛「『【〔〈《≪([{")
_BROAD = frozenset("%@mMWw&")


class _Widths(dict[str, int]):
    """Widths of signs in tenths of a half-width column, found on first use."""

    def __missing__(self, sign: str) -> int:
        if category(sign) in ("Mn", "Me", "Cf"):
            width = 0
        elif east_asian_width(sign) in "WFA":
            width = 20
        elif sign in _BROAD:
            width = 18
        else:
            width = 14 if sign.isupper() else 12
        self[sign] = width
        return width


_WIDTH = _Widths()


def width_in(pixels: int, size: float = BODY_SIZE) -> int:
    """The room for text in a cell that many pixels wide, in tenths of a half-width column of that font size."""
    return max(20, int((pixels - _PADDING) * 15 / size))


def token_width(text: str, size: float = BODY_SIZE) -> int:
    """The pixels that a cell needs so that nothing in the text is torn: its longest run of letters and digits."""
    longest = run = 0
    for sign in text:
        glued = sign.isascii() and not sign.isspace()
        run = run + _WIDTH[sign] if glued else 0
        longest = max(longest, run, _WIDTH[sign])
    return math.ceil(longest * size / 15) + _PADDING


def full_width(text: str, size: float = BODY_SIZE) -> int:
    """The pixels that a cell needs to hold the longest line of the text unbroken."""
    longest = max(sum(map(_WIDTH.__getitem__, line)) for line in text.split("\n"))
    return math.ceil(longest * size / 15) + _PADDING


def _break_before(text: str, at: int, start: int) -> int:
    """Where a line that is full before ``at`` really ends: not inside a word, not before 。, not after （."""
    found = at
    while found > start and text[found].isascii() and text[found - 1].isascii() and not text[found - 1].isspace():
        found -= 1
    if found == start:
        found = at
    while found - 1 > start and (
        text[found] in _NO_START or text[found - 1] in _NO_END or category(text[found])[0] == "M"
    ):
        found -= 1
    return found


@lru_cache(maxsize=1 << 16)
def line_starts(text: str, width: int) -> tuple[int, ...]:
    """The index of each line's first sign, for a text without LF in a cell with room for ``width`` (see `width_in`)."""
    starts = [0]
    used = 0
    for index, sign in enumerate(text):
        wide = _WIDTH[sign]
        used += wide
        if used > width and index > starts[-1]:
            at = _break_before(text, index, starts[-1])
            starts.append(at)
            used = sum(map(_WIDTH.__getitem__, text[at : index + 1]))
    return tuple(starts)


def line_count(text: str, width: int) -> int:
    """The lines that a text takes, those after an LF included (at least one)."""
    return sum(len(line_starts(line, width)) for line in text.split("\n"))


def rows_for(lines: int, size: float) -> int:
    """How many lines of the body (`LINE`) that many lines of another font size need."""
    return math.ceil(lines * size / BODY_SIZE)


def split_lines(text: str, width: int, lines: int) -> tuple[str, str]:
    """The text's first lines and the rest; an LF at the border is dropped, nothing else is."""
    done: list[str] = []
    paragraphs = text.split("\n")
    for index, paragraph in enumerate(paragraphs):
        starts = line_starts(paragraph, width)
        if len(starts) > lines:
            cut = starts[lines] if lines else 0
            if cut:
                done.append(paragraph[:cut])
            return "\n".join(done), "\n".join([paragraph[cut:], *paragraphs[index + 1 :]])
        done.append(paragraph)
        lines -= len(starts)
    return text, ""
