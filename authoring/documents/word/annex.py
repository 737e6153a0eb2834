"""Statements and appendix: each place on a page of its own, its texts and tables over the width of the page."""

from __future__ import annotations

from collections.abc import Iterator

from authoring.documents.content import Annex, BodyItem
from authoring.documents.word.body import draw_blocks
from authoring.documents.word.markup import Bookmarks, Pen, runs
from authoring.documents.word.styles import PART, TITLE
from authoring.documents.word.template import Template

__all__ = ["CONTINUED", "annex_bookmarks", "draw_annex"]

CONTINUED = "（続き）"
ROWS_OF_A_PAGE = 20  # no table of fewer rows runs over a page unless its cells are full of words


def annex_bookmarks(annex: Annex) -> Iterator[str]:
    """The bookmarks of the headings that stand above the places."""
    return (f"h_{place.id}" for place in annex.places)


def draw_annex(
    annex: Annex, pen: Pen, template: Template, bookmarks: Bookmarks, contents: list[str]
) -> Iterator[tuple[str, str]]:
    """What stands in the annex, each piece with the line that further pages of it show above, "" for none.

    The appendix begins with its title and its ``contents`` (drawn); statements begin with their first place.
    """
    if annex.appendix:
        yield pen.paragraph(TITLE, runs(annex.title)), ""
        yield from ((line, "") for line in contents)
    for place in annex.places:
        above = f"{place.title}{CONTINUED}" if _is_long(place) else ""
        yield pen.paragraph(PART, bookmarks.around(f"h_{place.id}", runs(place.title))), above
        for cell in (line.cells[0] for line in place.rows):
            if cell is not None and cell.blocks:
                yield draw_blocks(cell, template.width, pen, template, bookmarks, frame=False, sheet=True), above


def _is_long(place: BodyItem) -> bool:
    """Whether a table of it can run over several pages."""
    return any(
        block.grid is not None and len(block.grid.body) > ROWS_OF_A_PAGE
        for line in place.rows for cell in line.cells if cell is not None for block in cell.blocks
    )  # fmt: skip
