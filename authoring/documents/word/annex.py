"""Statements and appendix: each place on a page of its own, its texts and tables over the width of the page."""

from __future__ import annotations

from collections.abc import Iterator

from authoring.documents.content import Annex
from authoring.documents.word.body import draw_blocks
from authoring.documents.word.markup import Bookmarks, Pen, runs
from authoring.documents.word.styles import PART, TITLE
from authoring.documents.word.template import Template

__all__ = ["annex_bookmarks", "draw_annex"]


def annex_bookmarks(annex: Annex) -> Iterator[str]:
    """The bookmarks of the headings that stand above the places."""
    return (f"h_{place.id}" for place in annex.places)


def draw_annex(annex: Annex, pen: Pen, template: Template, bookmarks: Bookmarks, contents: list[str]) -> list[str]:
    """The appendix begins with its title and its ``contents`` (drawn); statements begin with their first place."""
    made = [pen.paragraph(TITLE, runs(annex.title)), *contents] if annex.appendix else []
    for place in annex.places:
        made.append(pen.paragraph(PART, bookmarks.around(f"h_{place.id}", runs(place.title))))
        for cell in (line.cells[0] for line in place.rows):
            if cell is not None and cell.blocks:
                made.append(draw_blocks(cell, template.width, pen, template, bookmarks, frame=False))
    return made
