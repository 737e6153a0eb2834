"""Where the blocks of a cell stand: they flow down their column, page after page, each column for itself.

A place is counted in lines (`measure.LINE`) from the top of the first page; the pages' heights are known before, so a
place tells its page. Nothing that is laid here reaches over the end of a page: what is longer continues on the next, as
further boxes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from authoring.documents.excel.measure import BODY_SIZE, line_count, split_lines, width_in
from authoring.edition.blocks import Block, Figure

__all__ = ["LIMIT", "Box", "Pages", "Paragraph", "paragraphs_of", "pour", "runs"]

LIMIT = 28  # lines of one cell: 399 pt, below the 409 pt that a row of Excel may have
_WORTH_SPLITTING = 10  # a paragraph this long may be broken at the end of a page …
_WORTH_STARTING = 5  # … if that many lines still fit there


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A printed line of a cell and, for a heading, the bookmark that the contents link to."""

    text: str
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell to draw: lines ``top`` to ``bottom``, units ``left`` to ``right`` of its column.

    ``style``: text, caption, unit, head, label, cell, number, figure. A text reaches down to the next box, a table's
    cell does not.
    """

    top: int
    bottom: int
    left: int
    right: int
    text: str
    style: str = "text"
    size: float = BODY_SIZE
    bookmarks: tuple[str, ...] = ()
    figure: Figure | None = None
    pixels: tuple[int, int] = (0, 0)  # width and height of the figure

    @property
    def in_table(self) -> bool:
        """Whether it has borders of its own."""
        return self.style not in ("text", "caption", "unit", "figure")


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages of equal height in lines (at least ten); the first is ``more`` lines higher.

    It is where the later ones repeat rows that stand on it among the others.
    """

    height: int
    more: int = 0

    def room(self, at: int) -> int:
        """The lines left on the page of that place."""
        first = self.height + self.more
        return first - at if at < first else self.height - (at - first) % self.height

    def next(self, at: int) -> int:
        """The top of the page after that place, or the place itself where a page begins."""
        return at if self.starts(at) else at + self.room(at)

    def starts(self, at: int) -> bool:
        """Whether a page begins there."""
        return at == 0 or (at > self.more and (at - self.more) % self.height == 0)


def paragraphs_of(block: Block) -> Iterator[Paragraph]:
    """The printed lines of a text block; none where it prints nothing."""
    if block.printed:
        bookmark = f"h_{block.entry}" if block.kind == "heading" and block.entry else ""
        for index, line in enumerate(block.printed.split("\n")):
            yield Paragraph(line, "" if index else bookmark)


def runs(blocks: Iterable[Block]) -> Iterator[tuple[Paragraph, ...] | Block]:
    """The blocks in order: text blocks that follow each other as one run, each table and each figure by itself."""
    run: list[Paragraph] = []
    for block in blocks:
        if block.grid is None and block.figure is None:
            run.extend(paragraphs_of(block))
            continue
        if run:
            yield tuple(run)
        run = []
        yield block
    if run:
        yield tuple(run)


def pour(run: Sequence[Paragraph], at: int, pixels: int, units: int, pages: Pages) -> tuple[list[Box], int]:
    """Lay a run of paragraphs from a place on; returns the boxes and the place below them.

    Boxes end between paragraphs. A paragraph is broken only where it is longer than a box may be, or long and at the
    end of a page; its parts, put together without anything between them, are the paragraph again.
    """
    width = width_in(pixels)
    boxes: list[Box] = []
    held: list[Paragraph] = []
    used = 0

    def flush() -> None:
        nonlocal at, used
        if held:
            marks = tuple(p.bookmark for p in held if p.bookmark)
            boxes.append(Box(at, at + used, 0, units, "\n".join(p.text for p in held), bookmarks=marks))
            at += used
            held.clear()
            used = 0

    for paragraph in run:
        lines = line_count(paragraph.text, width)
        while True:
            room = min(LIMIT, pages.room(at)) - used
            if lines <= room:
                held.append(paragraph)
                used += lines
                break
            at_page_end = pages.room(at) - used <= room
            breakable = lines > LIMIT or (at_page_end and lines >= _WORTH_SPLITTING)
            if breakable and room >= _WORTH_STARTING:
                first, rest = split_lines(paragraph.text, width, room)
                held.append(Paragraph(first, paragraph.bookmark))
                used += room
                flush()
                paragraph, lines = Paragraph(rest), line_count(rest, width)
            elif held:
                flush()
            else:
                at = pages.next(at)
    flush()
    return boxes, at
