"""How wide a text is and how many lines it takes: full-width signs count two, ambiguous ones too."""

from __future__ import annotations

import math
from unicodedata import east_asian_width

__all__ = ["display_width", "lines_of"]


def display_width(text: str) -> int:
    """The width in half-width columns."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(c) in "WFA" else 1 for c in text)


def lines_of(text: str, columns: int) -> int:
    """The lines that a text takes in a cell of that many half-width columns (at least one)."""
    wide = max(2, columns - 1)
    return sum(max(1, math.ceil(display_width(line) / wide)) for line in text.split("\n"))
