"""A table inside a cell: its columns laid over the units of the column, its rows down the page."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from authoring.documents.excel.flow import LIMIT, Box, Pages, Paragraph, pour
from authoring.documents.excel.measure import full_width, line_count, rows_for, split_lines, token_width, width_in
from authoring.documents.excel.pen import INDENT, INDENTS
from authoring.edition.blocks import Grid, GridCell

__all__ = ["Placed", "head_lines", "lay_table", "plan_columns", "widest"]

_SIZES = (8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
_WIDE = 8  # columns: in a table that has so many, no label asks for more than three tenths of the width


@dataclass(frozen=True, slots=True)
class Placed:
    """How a table's columns stand: ``bounds`` in units (one more than columns), font size in points."""

    bounds: tuple[int, ...]
    size: float


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    rows: int
    columns: int
    text: str
    style: str


def widest(grid: Grid) -> int:
    """The number of columns of a table."""
    return max((len(row) for row in (*grid.header, *grid.body)), default=1)


def _cells(grid: Grid) -> Iterator[_Cell]:
    """The cells in order; where the grid leaves a place free that nothing spans, an empty one."""
    rows = (*grid.header, *grid.body)
    columns = widest(grid)
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        axis = grid.row_keys[r - len(grid.header)] if 0 <= r - len(grid.header) < len(grid.row_keys) else None
        head = r < len(grid.header) or (axis is not None and axis.role == "header")
        for c in range(columns):
            if (r, c) in taken:
                continue
            cell = (row[c] if c < len(row) else None) or GridCell("")
            down, across = max(1, min(cell.rowspan, len(rows) - r)), max(1, min(cell.colspan, columns - c))
            taken |= {(r + i, c + j) for i in range(down) for j in range(across)}
            level = axis.level if axis is not None and c == 0 else 0
            yield _Cell(r, c, down, across, cell.text, "head" if head else _style(cell, level))


def _style(cell: GridCell, level: int) -> str:
    if cell.number:
        return "number"
    return f"label{min(level, INDENTS)}" if level > 0 else "label" if cell.head else "cell"


def plan_columns(grid: Grid, pixels: int, units: int) -> Placed:
    """Share a column's units among a table's columns: no number torn if a size allows it, long labels wider."""
    count = widest(grid)
    unit = pixels / units
    single = [cell for cell in _cells(grid) if cell.columns == 1]
    size, needs = _SIZES[-1], [1] * count
    for size in _SIZES:
        needs = [1] * count
        for cell in single:
            needs[cell.column] = max(needs[cell.column], math.ceil(token_width(cell.text, size) / unit))
        if sum(needs) <= units:
            break
    wants = list(needs)
    most = units * 3 // 10 if count >= _WIDE else units
    for cell in single:
        asked = math.ceil(full_width(cell.text, size) / unit)
        wants[cell.column] = max(wants[cell.column], asked if cell.style == "number" else min(asked, most))
    numeric = {cell.column for cell in single if cell.style == "number"}
    return Placed(_bounds(_share(needs, wants, numeric, units)), size)


def _share(needs: list[int], wants: list[int], numeric: set[int], units: int) -> list[int]:
    """The units of each column: first what is lacked most, then numbers up to the widest column, then all alike."""
    shares = list(needs)
    while sum(shares) > units:
        shares[max(range(len(shares)), key=lambda i: shares[i])] -= 1
    while sum(shares) < units:
        lacking = max(range(len(shares)), key=lambda i: (wants[i] / shares[i], -shares[i]))
        narrow = min(numeric, key=lambda i: (shares[i], i), default=lacking)
        if wants[lacking] <= shares[lacking] and shares[narrow] < max(shares):
            lacking = narrow
        shares[lacking] += 1
    return shares


def _bounds(shares: list[int]) -> tuple[int, ...]:
    bounds = [0]
    for share in shares:
        bounds.append(bounds[-1] + share)
    return tuple(bounds)


def lay_table(grid: Grid, placed: Placed, at: int, pixels: int, units: int, pages: Pages) -> tuple[list[Box], int]:
    """Lay caption, unit and rows from a place on; returns the boxes and the place below them.

    The caption, the header and the first row keep together; a row moves to the next page if it fits there whole, else
    it continues there.
    """
    cells = tuple(_cells(grid))
    widths = {cell: width_in(_pixels(cell, placed, pixels, units), placed.size) for cell in cells}
    heights = _heights(len(grid.header) + len(grid.body), cells, widths, placed.size)
    titles = _titles(grid)
    together = _titles_lines(grid, pixels) + sum(heights[: len(grid.header) + 1])
    if pages.room(at) < together <= pages.height:
        at = pages.next(at)
    boxes: list[Box] = []
    for text, style in titles:
        laid, at = pour([Paragraph(line) for line in text.split("\n")], at, pixels, units, pages)
        boxes += [Box(b.top, b.bottom, b.left, b.right, b.text, style) for b in laid]
    parts: list[list[tuple[int, int]]] = []
    for height in heights:
        row, at = _row_parts(height, at, pages)
        parts.append(row)
    for cell in cells:
        boxes += _cell_boxes(cell, parts, widths[cell], placed, pages)
    return boxes, at


def head_lines(grid: Grid, placed: Placed, pixels: int, units: int) -> int:
    """The lines that caption, unit and header of a table take, those above its first row."""
    cells = tuple(_cells(grid))
    widths = {cell: width_in(_pixels(cell, placed, pixels, units), placed.size) for cell in cells}
    rows = _heights(len(grid.header) + len(grid.body), cells, widths, placed.size)[: len(grid.header)]
    return _titles_lines(grid, pixels) + sum(rows)


def _titles(grid: Grid) -> list[tuple[str, str]]:
    unit = f"(単位:{grid.unit})" if grid.unit else ""
    return [(text, style) for text, style in ((grid.caption, "caption"), (unit, "unit")) if text]


def _titles_lines(grid: Grid, pixels: int) -> int:
    return sum(line_count(text, width_in(pixels)) for text, _ in _titles(grid))


def _pixels(cell: _Cell, placed: Placed, pixels: int, units: int) -> int:
    whole = (placed.bounds[cell.column + cell.columns] - placed.bounds[cell.column]) * pixels // units
    level = int(cell.style[5:] or 0) if cell.style.startswith("label") else 0
    return whole - INDENT * level


def _heights(rows: int, cells: tuple[_Cell, ...], widths: dict[_Cell, int], size: float) -> list[int]:
    heights = [1] * rows
    for cell in sorted(cells, key=lambda c: c.rows):
        span = heights[cell.row : cell.row + cell.rows]
        lacking = rows_for(line_count(cell.text, widths[cell]), size) - sum(span)
        heights[cell.row + cell.rows - 1] += max(0, lacking)
    return heights


def _row_parts(height: int, at: int, pages: Pages) -> tuple[list[tuple[int, int]], int]:
    if height > pages.room(at) and (height <= LIMIT or pages.room(at) < 3):
        at = pages.next(at)
    parts = []
    while height > 0:
        part = min(height, pages.room(at))
        parts.append((at, at + part))
        at += part
        height -= part
    return parts, at


def _cell_boxes(
    cell: _Cell, parts: list[list[tuple[int, int]]], width: int, placed: Placed, pages: Pages
) -> Iterator[Box]:
    left, right = placed.bounds[cell.column], placed.bounds[cell.column + cell.columns]
    joined: list[tuple[int, int]] = []
    for top, bottom in (part for row in parts[cell.row : cell.row + cell.rows] for part in row):
        if joined and joined[-1][1] == top and not pages.starts(top):
            joined[-1] = (joined[-1][0], bottom)
        else:
            joined.append((top, bottom))
    rest = cell.text
    for index, (top, bottom) in enumerate(joined):
        lines = int((bottom - top) * 9.0 / placed.size)
        text, rest = (rest, "") if index == len(joined) - 1 else split_lines(rest, width, lines)
        yield Box(top, bottom, left, right, text, cell.style, placed.size)
