"""How wide the columns of a table become: numbers stay on one line as long as there is room, words wrap."""

from __future__ import annotations

from collections.abc import Sequence

from authoring.edition.blocks import Grid
from authoring.files.widths import display_width

__all__ = ["grid_widths", "shared", "sheet_width"]

WORD_WRAPS_AT = 8  # half-width columns: words may wrap down to four full-width letters
LONGEST = 40  # a column of long words asks for no more than that
EASY = (5, 4)  # a table on a page of its own takes that much of what it would like to have ...
NARROW = (2, 3)  # ... as long as this part of the page is enough for it; others take the whole page


def shared(total: int, weights: Sequence[int]) -> list[int]:
    """The total divided in proportion to the weights; what rounding leaves goes to the last."""
    whole = sum(weights) or 1
    parts = [total * weight // whole for weight in weights]
    if parts:
        parts[-1] += total - sum(parts)
    return parts


def grid_widths(grid: Grid, total: int, letter: int, margins: int) -> tuple[list[int], bool]:
    """Widths of a grid's columns in twips, adding up to ``total``, and whether every number stays on one line.

    Args:
        grid: the table.
        total: what it may take.
        letter: width of a half-width letter.
        margins: what the margins of a cell take.
    """
    least, natural = _wishes(grid, letter, margins)
    spare = total - sum(least)
    if spare <= 0:
        return shared(total, least), False
    wish = [n - m for n, m in zip(natural, least, strict=True)]
    if sum(wish) >= spare:
        return [m + more for m, more in zip(least, shared(spare, wish), strict=True)], True
    return [n + more for n, more in zip(natural, shared(total - sum(natural), natural), strict=True)], True


def sheet_width(grid: Grid, total: int, letter: int, margins: int) -> int:
    """The width of a table that stands on the page itself: one of few columns is not drawn out over all of it."""
    _, natural = _wishes(grid, letter, margins)
    wish = sum(natural) * EASY[0] // EASY[1]
    return wish if wish * NARROW[1] <= total * NARROW[0] else total


def _wishes(grid: Grid, letter: int, margins: int) -> tuple[list[int], list[int]]:
    """The least width of each column and the one that it would like to have. Spanning cells have no say."""
    lines = (*grid.header, *grid.body)
    count = max(map(len, lines), default=0)
    least, natural = [margins + 2 * letter] * count, [margins + 2 * letter] * count
    for line in lines:
        for at, cell in enumerate(line):
            if cell is None or cell.colspan > 1:
                continue
            text = max(map(display_width, cell.text.split("\n")))
            narrow = text if cell.number else min(text, WORD_WRAPS_AT)
            least[at] = max(least[at], margins + narrow * letter)
            natural[at] = max(natural[at], margins + max(narrow, min(text, LONGEST)) * letter)
    return least, natural
