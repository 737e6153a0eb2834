"""One item's sheet: its rows of the wide table, columns side by side, on pages that we choose."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from xlsxwriter.utility import xl_rowcol_to_cell

from authoring.documents.content import BodyCell, BodyColumn, BodyItem
from authoring.documents.excel.figures import Figures, lay_figure
from authoring.documents.excel.flow import LIMIT, Box, Pages, pour, runs
from authoring.documents.excel.measure import LINE, PIXEL, line_count, width_in
from authoring.documents.excel.nested import Placed, head_lines, lay_table, plan_columns, widest
from authoring.documents.excel.paper import Paper, set_up
from authoring.documents.excel.pen import Edges, Pen
from authoring.edition.blocks import Block, Grid

__all__ = ["draw_item"]

_TOTAL = 1360  # pixels of the wide table: A4 landscape prints it at about three quarters
_UNIT = 6  # pixels, about: the grain of the columns of nested tables
_TITLE = 2  # lines of the title row, above the header
_NARROW = 3  # points: a header row that says nothing
_REPEATED = 4  # a part of the page: a header of a table that is higher is not repeated


@dataclass(frozen=True, slots=True)
class _Lane:
    """A column of the wide table: its pixels, its units and the placing of its tables (by the grid's identity)."""

    pixels: int
    units: int
    tables: dict[int, Placed]
    bounds: tuple[int, ...]  # units at which a column of the sheet begins, and the last one's end


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A cell of the wide table where it came to stand: lane, first line, line below its last, boxes."""

    lane: int
    top: int
    bottom: int
    boxes: tuple[Box, ...]


def _lanes(item: BodyItem, columns: tuple[BodyColumn, ...], paper: Paper) -> tuple[_Lane, ...]:
    total = sum(column.width for column in columns) or 1
    whole, most = _TOTAL * paper.grown, int(paper.width / PIXEL)
    return tuple(_lane(item, index, round(whole * c.width / total), most) for index, c in enumerate(columns))


def _lane(item: BodyItem, index: int, pixels: int, most: int) -> _Lane:
    cells = [row.cells[index] for row in item.rows if index < len(row.cells)]
    grids: list[Grid] = [b.grid for cell in cells if cell is not None for b in cell.blocks if b.grid is not None]
    units = max([pixels // _UNIT, 1, *map(widest, grids)])
    tables = {id(grid): plan_columns(grid, pixels, units) for grid in grids}
    bounds = sorted({0, units}.union(*(placed.bounds for placed in tables.values())))
    # LibreOffice does not scale a column down that is wider than the page: it cuts it, and drops the sheet's text.
    halves = {(a + b) // 2 for a, b in pairwise(bounds) if (b - a) * pixels > most * units}
    return _Lane(pixels, units, tables, tuple(sorted({*bounds, *halves})))


def _repeated(item: BodyItem, lanes: tuple[_Lane, ...]) -> int:
    """The lines of the header of a sheet's only table, where nothing stands above it and later pages can repeat it."""
    blocks = [block for row in item.rows for cell in row.cells if cell is not None for block in cell.blocks]
    grids = [block.grid for block in blocks if block.grid is not None]
    if len(lanes) != 1 or len(grids) != 1 or blocks[0].grid is None:
        return 0
    return head_lines(grids[0], lanes[0].tables[id(grids[0])], lanes[0].pixels, lanes[0].units)


def _flow(cell: BodyCell, lane: _Lane, at: int, pages: Pages, figures: Figures) -> tuple[list[Box], int]:
    boxes: list[Box] = []
    for piece in runs(cell.blocks):
        if isinstance(piece, Block) and piece.grid is None:
            laid, at = lay_figure(piece, at, lane.pixels, lane.units, pages, figures)
        elif isinstance(piece, Block):
            assert piece.grid is not None  # noqa: S101 - `runs` gives blocks with a grid or a figure only
            laid, at = lay_table(piece.grid, lane.tables[id(piece.grid)], at, lane.pixels, lane.units, pages)
        else:
            laid, at = pour(piece, at, lane.pixels, lane.units, pages)
        boxes += laid
    return boxes, at


def _stretches(item: BodyItem, lanes: tuple[_Lane, ...], at: int, pages: Pages, figures: Figures) -> list[_Stretch]:
    """Lay all rows: each cell flows from its row's top; a row ends below the longest of the cells that end with it."""
    done: list[_Stretch] = []
    open_: dict[int, tuple[int, int, int, tuple[Box, ...]]] = {}  # lane -> top, end, last row, boxes
    for number, row in enumerate(item.rows):
        for lane in range(len(lanes)):
            if lane not in open_:
                cell = (row.cells[lane] if lane < len(row.cells) else None) or BodyCell(())
                laid, end = _flow(cell, lanes[lane], at, pages, figures)
                open_[lane] = (at, end, min(number + max(1, cell.rowspan), len(item.rows)) - 1, tuple(laid))
        ending = [lane for lane, (_, _, last, _) in open_.items() if last == number]
        at = max([at + 1, *(open_[lane][1] for lane in ending)])
        if pages.room(at) < 2:
            at = pages.next(at)
        for lane in ending:
            top, _, _, boxes = open_.pop(lane)
            done.append(_Stretch(lane, top, at, boxes))
    return done


def _cuts(stretches: list[_Stretch], first: int, pages: Pages) -> list[int]:
    """The places where a row of the sheet begins, and the end: where a box or cell begins or a page ends."""
    end = max((s.bottom for s in stretches), default=first)
    marks = {first, end, *range(pages.next(first + 1), end, pages.height)}
    for stretch in stretches:
        marks |= {stretch.top, stretch.bottom}
        for box in stretch.boxes:
            marks.add(box.top)
            if box.in_table:
                marks.add(box.bottom)
    cuts: list[int] = []
    for mark in sorted(marks):
        while cuts and mark - cuts[-1] > LIMIT:
            cuts.append(cuts[-1] + LIMIT)
        cuts.append(mark)
    return cuts


class _Sheet:
    """The state of drawing one sheet: where lines and units become rows and columns."""

    def __init__(
        self, pen: Pen, lanes: tuple[_Lane, ...], cuts: list[int], pages: Pages, first_row: int, figures: Figures
    ) -> None:
        self.pen, self.lanes, self.cuts, self.pages, self.first_row = pen, lanes, cuts, pages, first_row
        self.figures = figures
        self.starts = [0]
        for lane in lanes:
            self.starts.append(self.starts[-1] + len(lane.bounds) - 1)

    def row(self, line: int) -> int:
        return self.first_row + bisect_left(self.cuts, line)

    def column(self, lane: int, unit: int) -> int:
        return self.starts[lane] + bisect_left(self.lanes[lane].bounds, unit)

    def _ends(self, stretch: _Stretch, top: int, bottom: int) -> tuple[int, int]:
        """The lines that close a cell above and below: its own ends and the ends of pages."""
        above = top == stretch.top or self.pages.starts(top)
        return int(above), int(bottom == stretch.bottom or self.pages.starts(bottom))

    def draw(self, stretch: _Stretch) -> dict[str, str]:
        """Draw a cell of the wide table; returns bookmark -> address of the headings in it."""
        found: dict[str, str] = {}
        free = stretch.top
        for index, box in enumerate(stretch.boxes):
            self._empty(stretch, free, box.top)
            below = stretch.boxes[index + 1].top if index + 1 < len(stretch.boxes) else stretch.bottom
            bottom = box.bottom
            if not box.in_table:
                bottom = min(below, self.pages.next(box.bottom))
            self._box(stretch, box, bottom)
            free = max(free, bottom)
            for bookmark in box.bookmarks:
                found[bookmark] = xl_rowcol_to_cell(self.row(box.top), self.column(stretch.lane, box.left))
        self._empty(stretch, free, stretch.bottom)
        return found

    def _box(self, stretch: _Stretch, box: Box, bottom: int) -> None:
        above, beneath = self._ends(stretch, box.top, bottom)
        left, right = int(box.left == 0), int(box.right == self.lanes[stretch.lane].units)
        edges: Edges = (left, right, above, beneath)
        if box.in_table:
            edges = (left or 2, right or 2, above or 2, beneath or 2)
        self.pen.area(
            (self.row(box.top), self.column(stretch.lane, box.left)),
            (self.row(bottom) - 1, self.column(stretch.lane, box.right) - 1),
            box.text,
            self.pen.form("text" if box.figure else box.style, box.size, edges),
        )
        self.figures.put(self.pen, self.row(box.top), self.column(stretch.lane, box.left), box)

    def _empty(self, stretch: _Stretch, top: int, bottom: int) -> None:
        """The borders of a part without text."""
        first, last = self.starts[stretch.lane], self.starts[stretch.lane + 1] - 1
        for row in range(self.row(top), self.row(bottom)) if top < bottom else ():
            at = row - self.first_row
            above, beneath = self._ends(stretch, self.cuts[at], self.cuts[at + 1])
            for column in range(first, last + 1):
                edges = (int(column == first), int(column == last), above, beneath)
                if any(edges):
                    self.pen.blank(row, column, self.pen.form("text", edges=edges))


def draw_item(
    pen: Pen, item: BodyItem, columns: tuple[BodyColumn, ...], notice: str, figures: Figures
) -> dict[str, str]:
    """Draw an item into the pen's sheet; returns bookmark -> address (A1) of its headings, the item's own first."""
    paper = pen.look.paper(landscape=True)
    lanes = _lanes(item, columns, paper)
    header = 1 + max(line_count(c.heading, width_in(lane.pixels)) for c, lane in zip(columns, lanes, strict=True))
    scale = set_up(pen.sheet, paper, sum(lane.pixels for lane in lanes), notice)
    height = max(12, int(paper.height / scale / LINE) - header - 1)
    repeated = _repeated(item, lanes)
    repeated = repeated if repeated <= height // _REPEATED else 0
    pages = Pages(height - repeated, repeated)
    stretches = _stretches(item, lanes, _TITLE, pages, figures)
    cuts = _cuts(stretches, _TITLE, pages)
    sheet = _Sheet(pen, lanes, cuts, pages, 2, figures)
    _frame(pen, item, columns, sheet, header, sheet.row(_TITLE + repeated) - 1)
    for at, (top, bottom) in enumerate(pairwise(cuts)):
        pen.sheet.set_row(2 + at, (bottom - top) * LINE)
    pen.sheet.set_h_pagebreaks([2 + at for at, cut in enumerate(cuts[:-1]) if at and pages.starts(cut)])
    found = {f"h_{item.id}": "A1"}
    for stretch in sorted(stretches, key=lambda s: (s.lane, s.top)):  # the contents lead to the first column
        found = sheet.draw(stretch) | found
    return found


def _frame(pen: Pen, item: BodyItem, columns: tuple[BodyColumn, ...], sheet: _Sheet, header: int, last: int) -> None:
    """Title row, header row, widths, and what is frozen and repeated.

    A statement or a part of the appendix has one column, headed like itself: its title is then what is repeated, and
    with it the header of its table down to the row ``last``.
    """
    out = pen.sheet
    named_twice = [column.heading for column in columns] == [item.title]
    for index, lane in enumerate(sheet.lanes):
        edges = [round(lane.pixels * bound / lane.units) for bound in lane.bounds]
        for at, (left, right) in enumerate(pairwise(edges)):
            out.set_column_pixels(sheet.starts[index] + at, sheet.starts[index] + at, right - left)
        if not named_twice:
            area = (1, sheet.starts[index]), (1, sheet.starts[index + 1] - 1)
            pen.area(*area, columns[index].heading, pen.form("head", edges=(1, 1, 1, 1)))
    pen.area((0, 0), (0, sheet.starts[-1] - 1), item.title, pen.form("title", 12.0))
    out.set_row(0, _TITLE * LINE)
    out.set_row(1, _NARROW if named_twice else header * LINE)
    out.repeat_rows(0 if named_twice else 1, max(1, last) if named_twice else 1)
    out.freeze_panes(2, 0)
