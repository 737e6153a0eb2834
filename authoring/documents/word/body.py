"""The wide table: a row of the tree a row of the table, its header on every page, blocks at their place in the cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from authoring.documents.content import Body, BodyCell, BodyRow
from authoring.documents.word.grids import draw_nested
from authoring.documents.word.markup import Bookmarks, Pen, cell, row, runs, table
from authoring.documents.word.styles import AFTER_TABLE, PLAIN, WIDE_HEAD, WIDE_TABLE, style_of
from authoring.documents.word.template import Template
from authoring.documents.word.widths import shared
from authoring.edition.blocks import Block

__all__ = ["draw_body", "heading_bookmarks"]


def heading_bookmarks(body: Body) -> Iterator[str]:
    """The bookmarks of the outline: one for each heading of the first column."""
    for item in body.items:
        for line in item.rows:
            first = line.cells[0] if line.cells else None
            for block in first.blocks if first else ():
                if bookmark := _heading_bookmark(block, frame=True):
                    yield bookmark


def draw_body(body: Body, pen: Pen, template: Template, bookmarks: Bookmarks) -> list[str]:
    """The wide table, one for each item: LibreOffice lays one table of all items out in twice the time and more.

    A small paragraph stands before the first (LibreOffice loses the footer of a section that begins with a table) and
    behind each (two tables that touch become one, and a table must not end a section).
    """
    widths = shared(template.width, [column.width for column in body.columns])
    head = row(
        "".join(
            cell(width, pen.paragraph(WIDE_HEAD, runs(column.heading)))
            for width, column in zip(widths, body.columns, strict=True)
        ),
        head=True,
        whole=True,
    )
    style = pen.id_of(WIDE_TABLE)
    words = "、".join(column.heading for column in body.columns)
    made = [pen.paragraph(AFTER_TABLE)]
    for item in body.items:
        rows = "".join(_rows(item.rows, widths, pen, template, bookmarks))
        title = f"{item.label} {item.title}".strip()
        made.append(table(style, widths, head + rows, title=title, description=words))
        made.append(pen.paragraph(AFTER_TABLE))
    return made


def _rows(
    rows: Sequence[BodyRow], widths: Sequence[int], pen: Pen, template: Template, bookmarks: Bookmarks
) -> Iterator[str]:
    covered = [0] * len(widths)  # how many rows the cell above still reaches down, by column
    for number, line in enumerate(rows):
        bookmark = line.bookmark
        made = []
        for column, width in enumerate(widths):
            here = line.cells[column] if column < len(line.cells) else None
            if here is not None:
                covered[column] = min(here.rowspan, len(rows) - number) - 1
                merge = "restart" if covered[column] > 0 else ""
                inner = width - template.margins
                content = draw_blocks(here, inner, pen, template, bookmarks, frame=column == 0, bookmark=bookmark)
                bookmark = ""
            else:
                merge = "continue" if covered[column] > 0 else ""
                covered[column] = max(covered[column] - 1, 0)
                content = pen.paragraph(PLAIN)
            made.append(cell(width, content, merge=merge))
        yield row("".join(made))


def draw_blocks(
    drawn: BodyCell, width: int, pen: Pen, template: Template, bookmarks: Bookmarks, *, frame: bool,
    bookmark: str = "", sheet: bool = False,
) -> str:  # fmt: skip
    """The blocks of a cell in order, ending with a paragraph; ``bookmark`` stands on the first of them.

    ``sheet``: they stand on the page itself, see ``draw_nested``.
    """
    made: list[str] = []
    above: Block | None = None
    for block in drawn.blocks:
        if block.grid is not None:
            made.extend(draw_nested(block.grid, width, pen, template, bookmarks, bookmark, sheet=sheet))
        else:
            content = bookmarks.around(_heading_bookmark(block, frame=frame), runs(block.printed))
            style = style_of(block, above, frame=frame)
            shown = pen.drawn(block.figure, width, template.height) if block.figure else ""
            more = "<w:keepNext/>" if shown else ""  # the line above a figure stays with it
            made.append(pen.paragraph(style, bookmarks.around(bookmark, content), more))
            if shown:
                made.append(pen.paragraph(style, shown))
            if block.mark or block.kind == "heading":
                above = block
        bookmark = ""
    if not made:
        made.append(pen.paragraph(PLAIN, bookmarks.around(bookmark)))
    return "".join(made)


def _heading_bookmark(block: Block, *, frame: bool) -> str:
    """``h_`` and the entry of a heading of the frame, else ""; echoes in other columns have none."""
    return f"h_{block.entry}" if frame and block.kind == "heading" and block.entry else ""
