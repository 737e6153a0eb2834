"""How wide the columns of a table become: numbers stay on one line as long as there is room, words wrap."""

from __future__ import annotations

from collections.abc import Sequence

from authoring.edition.blocks import Grid
from authoring.files.widths import display_width

__all__ = ["grid_widths", "shared"]

WORD_WRAPS_AT = 8  # half-width columns: words may wrap down to four full-width letters
LONGEST = 40  # a column of long words asks for no more than that


def shared(total: int, weights: Sequence[int]) -> list[int]:
    """The total divided in proportion to the weights; what rounding leaves goes to the last."""
    whole = sum(weights) or 1
    parts = [total * weight // whole for weight in weights]
    if parts:
        parts[-1] += total - sum(parts)
    return parts


def grid_widths(grid: Grid, total: int, letter: int, margins: int) -> list[int]:
    """Widths of a grid's columns in twips, adding up to ``total``.

    Args:
        grid: the table.
        total: what it may take.
        letter: width of a half-width letter.
        margins: what the margins of a cell take.
    """
    count = max((len(line) for line in (*grid.header, *grid.body)), default=0)
    least, natural = [margins + 2 * letter] * count, [margins + 2 * letter] * count
    for line in (*grid.header, *grid.body):
        for at, cell in enumerate(line):
            if cell is None or cell.colspan > 1:
                continue
            text = max(map(display_width, cell.text.split("\n")), default=0)
            narrow = text if cell.number else min(text, WORD_WRAPS_AT)
            least[at] = max(least[at], margins + narrow * letter)
            natural[at] = max(natural[at], margins + min(text, LONGEST) * letter)
    spare = total - sum(least)
    if spare <= 0:
        return shared(total, least)
    wish = [n - m for n, m in zip(natural, least, strict=True)]
    if sum(wish) >= spare:
        return [m + more for m, more in zip(least, shared(spare, wish), strict=True)]
    return [n + more for n, more in zip(natural, shared(total - sum(natural), natural), strict=True)]
