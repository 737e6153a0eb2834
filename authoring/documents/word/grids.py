"""A grid of the content tree as a Word table: spans, header rows, numbers to the right, caption and unit above."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from authoring.documents.word.markup import Bookmarks, Pen, cell, row, runs, table
from authoring.documents.word.styles import AFTER_TABLE, NESTED, TABLE_CAPTION, TABLE_UNIT, GridStyles
from authoring.documents.word.template import Template
from authoring.documents.word.widths import grid_widths, sheet_width
from authoring.edition.blocks import Grid, GridCell

__all__ = ["draw_grid", "draw_nested"]

SHORT = 60  # letters: a row without longer cells never breaks over pages; even in a narrow column it is far from one
STEP = 120  # twips: a row label of a deeper level stands that much further in
Slot = tuple[GridCell | None, int, str]  # the cell (None: covered from above), its columns, its vertical merge


def slots(part: tuple[tuple[GridCell | None, ...], ...]) -> Iterator[list[tuple[int, Slot]]]:
    """Each row of a part as (column, slot); a cell that spans rows comes again, empty, in the rows below it."""
    reaching: dict[int, tuple[int, int]] = {}  # column -> (rows still covered, columns)
    for number, line in enumerate(part):
        made: list[tuple[int, Slot]] = []
        at = 0
        while at < len(line):
            here = line[at]
            if here is not None:
                down = min(here.rowspan, len(part) - number)
                across = max(1, min(here.colspan, len(line) - at))
                made.append((at, (here, across, "restart" if down > 1 else "")))
                if down > 1:
                    reaching[at] = (down - 1, across)
            elif at in reaching:
                left, across = reaching.pop(at)
                made.append((at, (None, across, "continue")))
                if left > 1:
                    reaching[at] = (left - 1, across)
            else:
                across = 1
                made.append((at, (None, 1, "")))
            at += across
        yield made


def draw_grid(
    grid: Grid, width: int, pen: Pen, template: Template, styles: GridStyles, centred: Collection[int] = ()
) -> str:
    """The table of a grid, ``width`` twips wide; ``centred``: columns whose cells stand in the middle."""
    widths, fits = grid_widths(grid, width, styles.letter, styles.margins)
    if not fits and styles.smaller:
        styles = styles.smaller
        widths, _ = grid_widths(grid, width, styles.letter, styles.margins)
    made: list[str] = []
    for line in slots(grid.header):
        cells = "".join(
            _cell(slot, sum(widths[at : at + slot[1]]), pen, styles.head, fill=template.head_fill) for at, slot in line
        )
        made.append(row(cells, head=True, whole=_short(line)))
    for number, line in enumerate(slots(grid.body)):
        axis = grid.row_keys[number] if number < len(grid.row_keys) else None
        band = axis is not None and axis.role == "header"
        cells = ""
        for at, slot in line:
            inner = slot[0]
            if band:
                style = styles.head
            elif at in centred and inner is not None and not inner.head:
                style = styles.centre
            else:
                style = styles.number if inner is not None and inner.number else styles.text
            more = f'<w:ind w:left="{axis.level * STEP}"/>' if axis and axis.level and at == 0 and not band else ""
            fill = template.head_fill if band else ""
            cells += _cell(slot, sum(widths[at : at + slot[1]]), pen, style, fill=fill, more=more)
        made.append(row(cells, whole=_short(line)))
    title = grid.name or grid.caption
    return table(
        pen.id_of(styles.table),
        widths,
        "".join(made),
        title=title,
        description=grid.caption or title,
        head=bool(grid.header),
    )


def _short(line: Sequence[tuple[int, Slot]]) -> bool:
    return all(len(slot[0].text) <= SHORT for _, slot in line if slot[0] is not None)


def draw_nested(
    grid: Grid,
    width: int,
    pen: Pen,
    template: Template,
    bookmarks: Bookmarks,
    bookmark: str = "",
    *,
    sheet: bool = False,
) -> list[str]:
    """A table inside a cell: caption and unit above, a small paragraph below, for a table must not end a cell.

    ``bookmark`` is placed on what comes first. ``sheet``: it stands on the page itself and takes no more than it needs.
    """
    made: list[str] = []
    taken = sheet_width(grid, width, NESTED.letter, NESTED.margins) if sheet else width
    beside = f'<w:ind w:right="{width - taken}"/>' if taken < width else ""  # the unit ends where the table ends
    if grid.caption:
        made.append(pen.paragraph(TABLE_CAPTION, bookmarks.around(bookmark, runs(grid.caption))))
    if grid.unit:
        made.append(pen.paragraph(TABLE_UNIT, bookmarks.around(bookmark, runs(f"(単位:{grid.unit})")), beside))
    if bookmark and not made:
        made.append(pen.paragraph(AFTER_TABLE, bookmarks.around(bookmark)))
    if grid.header or grid.body:
        made.append(draw_grid(grid, taken, pen, template, NESTED))
        made.append(pen.paragraph(AFTER_TABLE))
    return made


def _cell(slot: Slot, width: int, pen: Pen, style: str, *, fill: str = "", more: str = "") -> str:
    inner, across, merge = slot
    content = pen.paragraph(style, runs(inner.text) if inner else "", more)
    return cell(width, content, colspan=across, merge=merge, fill=fill)
