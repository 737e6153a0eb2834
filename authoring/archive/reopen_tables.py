"""A printed grid -> the table as it was declared: labels, bands and typed cells. The reverse of ``edition.grids``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from authoring.edition.blocks import Grid, GridCell
from authoring.edition.model import Axis, Table, TableCell

__all__ = ["table_of"]

Line = Sequence[GridCell | None]


def table_of(grid: Grid, item: str, owner: str, shows: Callable[[Axis, Axis], bool]) -> Table:
    """The table of a grid.

    Args:
        grid: as it was printed; without keys (an imported one) its first column is taken for the labels of the rows.
        item: whose workbook it is filled in, where the grid does not say it.
        owner: likewise.
        shows: whether a cell (row, column) shows 指標, and so is not typed.
    """
    wide = sum(axis.role == "label" for axis in grid.column_keys) if grid.column_keys else 1
    columns = grid.column_keys[wide:] or _columns(grid, wide)
    rows = grid.row_keys or _rows(grid, wide)
    cells: dict[tuple[str, str], TableCell] = {}
    for row, line in zip(rows, grid.body, strict=True):
        texts = _spread(line[wide:]) if row.role == "header" else [cell.text if cell else "" for cell in line[wide:]]
        for column, text in zip(columns, texts, strict=True):
            if text and not shows(row, column):
                cells[row.id, column.id] = TableCell(text)
    corner = "\n".join(line[0].text for line in grid.header if line and line[0] is not None)
    return Table(
        grid.table, grid.name, grid.item or item, grid.owner or owner, grid.caption, corner, grid.unit, grid.sign,
        grid.rounding, tuple(rows), tuple(columns), cells,
    )  # fmt: skip


def _spread(line: Line) -> list[str]:
    """The texts of a line, that of a cell which spans several columns in each of them."""
    texts: list[str] = []
    for cell in line:
        texts.append(cell.text if cell is not None else (texts[-1] if texts else ""))
    return texts


def _columns(grid: Grid, wide: int) -> tuple[Axis, ...]:
    width = max((len(line) for line in (*grid.header, *grid.body)), default=wide)
    heads = [_spread(line[wide:]) for line in grid.header]
    return tuple(Axis(f"c{n + 1}", tuple(head[n] for head in heads)) for n in range(width - wide))


def _rows(grid: Grid, wide: int) -> tuple[Axis, ...]:
    return tuple(Axis(f"r{n}", tuple(_spread(line[:wide]))) for n, line in enumerate(grid.body, 1))
