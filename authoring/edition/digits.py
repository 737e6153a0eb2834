"""The width of digits in running text, one throughout an edition: half, full, or full where a digit stands alone.

公用文作成の考え方 (2022) lets an agency choose; tables and data stay half-width, so that they can be read by machines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, get_args

from authoring.edition.quantities import narrow

__all__ = ["DIGIT_WIDTHS", "DigitWidth", "in_width", "other_widths"]

DigitWidth = Literal["半角", "全角", "一桁は全角"]

DIGIT_WIDTHS: tuple[str, ...] = get_args(DigitWidth)

_WIDE = str.maketrans("0123456789,.%", "０１２３４５６７８９，．％")
# A digit beside a Latin letter or a dash between digits is part of a name or a number of its own: A4, H30.4, Ⅰ-2, (1).
_RUN = re.compile(r"(?<![A-Za-z0-9０-９_.:/\-\u2160-\u216b])[0-9０-９]+(?:[,.，．][0-9０-９]+)*(?![A-Za-z_:/\-])[%％]?")
_OPEN, _CLOSE = "(\uff08", ")\uff09"


def other_widths(text: str, width: str) -> Iterator[tuple[int, int, str]]:
    """The numbers of a running text that stand in another width: (start, end, as it should be)."""
    for found in _RUN.finditer(text):
        start, end = found.span()
        if _enumerates(text, start, end):
            continue
        wanted = _as(found[0], width)
        if wanted != found[0]:
            yield start, end, wanted


def _enumerates(text: str, start: int, end: int) -> bool:
    """(1) and (12) number a point."""
    short = text[start:end].isdigit() and end - start <= 2
    return short and text[max(0, start - 1) : start] in (*_OPEN,) and text[end : end + 1] in (*_CLOSE,)


def in_width(text: str, width: str) -> str:
    """A running text with its numbers in that width; nothing else of it changes."""
    made, done = [], 0
    for start, end, wanted in other_widths(text, width):
        made += [text[done:start], wanted]
        done = end
    return "".join([*made, text[done:]])


def _as(number: str, width: str) -> str:
    plain = narrow(number)
    alone = len(plain.rstrip("%")) == 1
    return plain.translate(_WIDE) if width == "全角" or (width == "一桁は全角" and alone) else plain
