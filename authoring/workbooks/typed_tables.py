"""What people typed on the sheet of a table: its facts, the keys of its rows and columns, its cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from authoring.workbooks.layout import AXIS, TABLE_FACTS
from authoring.workbooks.raw import RawCell, RawSheet
from authoring.workbooks.write_tables import AXIS_ROW, BODY_COLUMN, BODY_ROW, FACT_ROW

__all__ = ["TableText", "axis_key", "cell_key", "fact_key", "table_cells"]


_HEADS = frozenset({"↓ 記入", *(f"行の{f.heading}" for f in AXIS)})


class TableText(NamedTuple):
    """A cell of the sheet: as ``typed.Typed``, whose sheet it is known by."""

    key: tuple[str, ...] | None
    raw: RawCell
    row: int
    column: int
    words: str
    kind: str


def fact_key(table: str, field: str) -> tuple[str, ...]:
    """The key of a fact above the table."""
    return ("表", table, "fact", field)


def axis_key(table: str, side: str, axis: str, field: str) -> tuple[str, ...]:
    """The key of an attribute of a ``row`` or ``column``."""
    return ("表", table, side, axis, field)


def cell_key(table: str, row: str, column: str) -> tuple[str, ...]:
    """The key of a cell."""
    return ("表", table, "cell", row, column)


def _id(sheet: RawSheet, row: int, column: int) -> str:
    return str(sheet.at(row, column).value or "").strip()


def table_cells(sheet: RawSheet) -> Iterator[TableText]:
    """Every cell to fill of a table's sheet (empty ones too), the grey ones that show 指標, and what stands outside."""
    table = _id(sheet, FACT_ROW, 1)
    title = f"表「{_id(sheet, FACT_ROW + 1, 1) or table}」"
    last_row, last_column = sheet.last_row, max((c for _, c in sheet.cells), default=-1)
    rows = _axes({r: _id(sheet, r, 0) for r in range(BODY_ROW, last_row + 1)})
    columns = _axes({c: _id(sheet, AXIS_ROW, c) for c in range(BODY_COLUMN, last_column + 1)})
    seen: set[tuple[int, int]] = {(r, c) for (r, c), raw in sheet.cells.items() if _ours(r, c, str(raw.value), columns)}

    def take(key: tuple[str, ...], at: tuple[int, int], words: str, kind: str = "text") -> TableText:
        seen.add(at)
        return TableText(key, sheet.at(*at), *at, f"{title} {words}".strip(), kind)

    for index, field in enumerate(TABLE_FACTS):
        if not field.locked:
            yield take(fact_key(table, field.id), (FACT_ROW + index, 1), field.heading)
    for k, field in enumerate(AXIS):
        if field.locked:
            seen |= {(AXIS_ROW + k, c) for c in columns} | {(r, k) for r in rows}
            continue
        for c, name in columns.items():
            yield take(axis_key(table, "column", name, field.id), (AXIS_ROW + k, c), f"列の{field.heading}")
        for r, name in rows.items():
            yield take(axis_key(table, "row", name, field.id), (r, k), f"行の{field.heading}")
    for r, row in rows.items():
        for c, column in columns.items():
            words = f"{_label(sheet, r, None)} {_label(sheet, None, c)}"
            yield take(cell_key(table, row, column), (r, c), words, "cell")
    for (r, c), raw in sorted(sheet.cells.items()):
        if (r, c) not in seen:
            yield TableText(None, raw, r, c, f"{title} 欄の外", "stray")


def _axes(ids: dict[int, str]) -> dict[int, str]:
    """The first of every id."""
    first: dict[str, int] = {}
    for index, name in ids.items():
        if name:
            first.setdefault(name, index)
    return {index: name for name, index in first.items()}


def _ours(row: int, column: int, text: str, columns: dict[int, str]) -> bool:
    """Title, guide, labels of the facts, headings of the keys, the table's own id."""
    if row < FACT_ROW:
        return row < 2 and column == 0
    if row < AXIS_ROW:
        return column == 0 or (row == FACT_ROW and column == 1)
    if row == BODY_ROW - 1:
        return text in _HEADS and (column < BODY_COLUMN or column in columns)
    return row < BODY_ROW and column == 0 and text.endswith("→")


def _label(sheet: RawSheet, row: int | None, column: int | None) -> str:
    """The first label of a row or a column."""
    first = next(i for i, f in enumerate(AXIS) if f.id == "label1")
    raw = sheet.at(row, first) if row is not None else sheet.at(AXIS_ROW + first, column or 0)
    return str(raw.value or "")[:20]
