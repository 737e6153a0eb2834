"""A table as declared -> the grid that is printed: labels merged, shown indicators filled in, quantities read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from authoring.edition.blocks import Grid, GridCell
from authoring.edition.composites import is_numeric_cell, parse_composite
from authoring.edition.model import Axis, Table

__all__ = ["make_grid", "used_axes"]

Shown = Callable[[Axis, Axis], str | None]


def used_axes(table: Table) -> tuple[list[Axis], list[Axis]]:
    """Rows and columns that print: those with a label, a role or anything typed in them; spare ones do not."""
    rows_filled = {r for (r, _), cell in table.cells.items() if cell.text}
    columns_filled = {c for (_, c), cell in table.cells.items() if cell.text}
    rows = [a for a in table.rows if a.used or a.id in rows_filled]
    return rows, [a for a in table.columns if a.used or a.id in columns_filled]


def make_grid(table: Table, shown: Shown) -> Grid:
    """The printed grid. ``shown(row, column)``: the text of a cell that shows 指標, None for a typed one.

    Labels of one level that are equal neighbours under the same label above are one cell, except in the last level; a
    column with fewer labels than others has its last one reach down, a row's last one reaches right.
    """
    rows, columns = used_axes(table)
    deep = max((len(c.labels) for c in columns), default=1) or 1
    wide = max((len(r.labels) for r in rows if r.role != "header"), default=1) or 1
    header = _header(table, columns, deep, wide)
    texts = [[_text(table, r, c, shown) for c in columns] for r in rows]
    body: list[list[GridCell | None]] = []
    for index, row in enumerate(rows):
        if row.role == "header":
            last = index + 1 == len(rows) or rows[index + 1].role != "header"
            cells = _merge_line(texts[index], [True] * len(columns), merge=not last)
            label = row.labels[0] if row.labels else ""
            stub: list[GridCell | None] = [GridCell(label, colspan=wide, head=True), *[None] * (wide - 1)]
        else:
            cells = [
                _cell(text, column.role == "text" or row.role == "text")
                for text, column in zip(texts[index], columns, strict=True)
            ]
            stub = _stub(rows, index, wide)
        body.append([*stub, *cells])
    keys = (*(Axis(f"label{i + 1}", (), role="label") for i in range(wide)), *columns)
    return Grid(
        table.id, table.name, table.caption, table.unit, tuple(map(tuple, header)), tuple(map(tuple, body)),
        tuple(rows), keys, table.item, table.owner, table.sign, table.rounding,
    )  # fmt: skip


def _text(table: Table, row: Axis, column: Axis, shown: Shown) -> str:
    live = shown(row, column) if row.role != "header" else None
    if live is not None:
        return live
    cell = table.cells.get((row.id, column.id))
    return cell.text if cell else ""


def _cell(text: str, words: bool) -> GridCell:
    values = () if words else parse_composite(text)
    read = tuple({"label": v.label, "value": f"{v.value:f}", "unit": v.unit, "role": v.role} for v in values)
    return GridCell(text, values=read, number=not words and is_numeric_cell(text))


def _header(table: Table, columns: Sequence[Axis], deep: int, wide: int) -> list[list[GridCell | None]]:
    lines: list[list[GridCell | None]] = []
    corners = table.corner.split("\n")  # one line for each level of labels: a cell of its own beside each
    together = [True] * len(columns)  # whether a column still hangs together with its left neighbour
    for level in range(deep):
        texts = [c.labels[level] if level < len(c.labels) else None for c in columns]
        cells: list[GridCell | None] = []
        for i, text in enumerate(texts):
            if text is None and level and level >= len(columns[i].labels) > 0:
                cells.append(None)  # the label above reaches down
                continue
            reach = deep - level if level + 1 >= len(columns[i].labels) else 1
            left = i and together[i] and texts[i - 1] == text and level + 1 < len(columns[i].labels)
            if left:
                start = max(k for k in range(i) if cells[k] is not None)
                first = cells[start]
                if first is not None:
                    cells[start] = GridCell(first.text, first.rowspan, first.colspan + 1, head=True)
                cells.append(None)
            else:
                together[i] = False
                cells.append(GridCell(text or "", rowspan=reach, head=True))
        corner: list[GridCell | None] = [None] * wide
        if len(corners) == deep:
            corner[0] = GridCell(corners[level], colspan=wide, head=True)
        elif level == 0:
            corner[0] = GridCell(table.corner, rowspan=deep, colspan=wide, head=True)
        lines.append([*corner, *cells])
    return lines


def _merge_line(texts: Sequence[str], together: Sequence[bool], *, merge: bool) -> list[GridCell | None]:
    cells: list[GridCell | None] = []
    start = 0
    for i, text in enumerate(texts):
        first = cells[start] if cells else None
        if merge and i and together[i] and first is not None and text == first.text and text:
            cells[start] = GridCell(first.text, colspan=first.colspan + 1, head=True)
            cells.append(None)
        else:
            start = i
            cells.append(GridCell(text, head=True))
    return cells


def _stub(rows: Sequence[Axis], index: int, wide: int) -> list[GridCell | None]:
    """The label cells of a body row: a label that is not the row's last stands once over its equal neighbours."""
    labels = rows[index].labels or ("",)
    cells: list[GridCell | None] = []

    def same(other: int, upto: int) -> bool:
        axis = rows[other]
        return axis.role != "header" and len(axis.labels) > upto + 1 and axis.labels[: upto + 1] == labels[: upto + 1]

    for level in range(wide):
        if level >= len(labels):
            cells.append(None)
            continue
        last = level + 1 == len(labels)
        if not last and index and same(index - 1, level):
            cells.append(None)
            continue
        reach = 1
        while not last and index + reach < len(rows) and same(index + reach, level):
            reach += 1
        cells.append(GridCell(labels[level], rowspan=reach, colspan=wide - level if last else 1, head=True))
    return cells
