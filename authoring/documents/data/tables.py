"""Every cell of every table as records: one a value of the cell, one for its words, one for what is blank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from authoring.documents.data.places import Homes, period_fields, unit_of, words
from authoring.documents.data.shape import Sheet, Value, fields_of
from authoring.edition.blocks import Grid, GridCell, Snapshot
from authoring.edition.composites import COUNTERS, parse_composite
from authoring.edition.model import Axis
from authoring.edition.years import parse_period

__all__ = ["table_sheet"]

LEVELS = 3  # of labels, as the sheets of tables have; what lies deeper is joined to the last
_NONE = {"-", "−", "－", "―", "–", "ー", "‐"}
_UNKNOWN = {"…", "..."}
_PERCENT = {("change", "relative"), ("change", "ratio")}
_UNITS = {"％"} | {step + unit for step in ("", "千", "万", "百万", "億") for unit in COUNTERS.split()}
_WORD = re.compile(r"\w")
_MEANINGS = ("points", "relative", "ratio")
_ROLES = ("value", "target", "change", "achievement", "share", "total", "text")


def table_sheet(snapshot: Snapshot, homes: Homes) -> Sheet:
    """The tables in the order in which they are first shown; one that is shown in two places stands once."""
    shown: dict[str, tuple[Grid, str]] = {}
    for item, blocks in snapshot.items.items():
        for block in blocks:
            if block.grid is not None:
                shown.setdefault(block.grid.table or block.id, (block.grid, block.grid.item or item))
    names = [field.name for field in fields_of("tables")]
    records, signs = [], []
    for table, (grid, item) in shown.items():
        base = {"table_id": words(table), "table_name": words(grid.name or grid.caption), **homes.fields(item)}
        for record in _cells(grid):
            record = base | record
            records.append(tuple(record.get(name) for name in names))
            signs.append(grid.sign)
    return Sheet("tables", tuple(records), tuple(signs))


def _cells(grid: Grid) -> Iterator[dict[str, Value]]:
    """Row after row; a band's header rows give the columns below them new labels."""
    columns = _columns(grid)
    keys = grid.row_keys
    rows = [keys[n] if n < len(keys) else Axis(f"row{n + 1}", _stub(line)) for n, line in enumerate(grid.body)]
    heads = [(at, axis, _labels("column", axis.labels)) for at, axis in columns]
    band: list[Axis] = []
    for n, (line, row) in enumerate(zip(grid.body, rows, strict=True)):
        if row.role == "header":
            begins = not n or rows[n - 1].role != "header"
            told = _spread(line)
            band = [
                Axis(axis.id, (*(() if begins else band[k].labels), told[at])) for k, (at, axis) in enumerate(columns)
            ]
            heads = [(at, axis, _labels("column", band[k].labels)) for k, (at, axis) in enumerate(columns)]
            continue
        stub = {"row_id": words(row.id), **_labels("row", row.labels)}
        for k, (at, axis, labels) in enumerate(heads):
            cell = line[at]
            if cell is not None:
                place = stub | {"column_id": words(axis.id)} | labels
                period = _period(row, axis, band[k].labels if band else ())
                yield from (place | told for told in _told(cell, row, axis, grid, period))


def _columns(grid: Grid) -> list[tuple[int, Axis]]:
    """The columns that hold data, with their index; of a table without keys, those that are no labels."""
    if grid.column_keys:
        return [(n, axis) for n, axis in enumerate(grid.column_keys) if axis.role != "label"]
    width = max((len(line) for line in grid.body), default=0)
    data = [n for n in range(width) if any(len(r) > n and (c := r[n]) and not c.head for r in grid.body)]
    return [(n, Axis(f"column{n + 1}", _above(grid.header, n))) for n in data]


def _above(header: Sequence[Sequence[GridCell | None]], column: int) -> tuple[str, ...]:
    """The labels over a column, from the top: of each line, the last cell that begins there and reaches it."""
    found: list[str] = []
    for line in header:
        reaching = [c.text for n, c in enumerate(line[: column + 1]) if c is not None and n + c.colspan > column]
        found += reaching[-1:]
    return tuple(found)


def _stub(line: Sequence[GridCell | None]) -> tuple[str, ...]:
    return tuple(cell.text for cell in line if cell is not None and cell.head)


def _spread(line: Sequence[GridCell | None]) -> list[str]:
    """The texts of a line of labels; a cell that reaches over others is read in each of them."""
    texts: list[str] = []
    for cell in line:
        texts.append(cell.text if cell is not None else texts[-1] if texts else "")
    return texts


def _labels(side: str, labels: Sequence[str]) -> dict[str, Value]:
    told = [words(label) for label in labels[: LEVELS - 1]]
    last = " / ".join(labels[LEVELS - 1 :])
    return {f"{side}_label_{n + 1}": label for n, label in enumerate([*told, words(last)] if last else told)}


def _period(row: Axis, column: Axis, band: Sequence[str]) -> str:
    """Of the band, the column or the row, as declared or as their labels say."""
    for label in reversed(band):
        if found := parse_period(label):
            return found
    declared = ("" if band else column.period) or row.period or column.period
    if declared:
        return declared
    labels = (*reversed(() if band else column.labels), *reversed(row.labels))
    return next((found for label in labels if (found := parse_period(label))), "")


def _told(cell: GridCell, row: Axis, column: Axis, grid: Grid, period: str) -> Iterator[dict[str, Value]]:
    role = column.role if column.role not in ("value", "") else row.role
    role = role if role in _ROLES else "value"
    meaning = next((m for m in (row.meaning, column.meaning) if m in _MEANINGS), None)
    base = _unit_label(row) or _unit_label(column) or grid.unit
    number = 0
    for number, value in enumerate(cell.values, 1):
        own = value.get("role", "value")
        as_role = own if own != "value" and own in _ROLES else "value" if role == "text" else role
        as_meaning = meaning if as_role == "change" else None
        unit = value.get("unit", "") or _unit(as_role, as_meaning, base)
        yield {
            "value_no": number, "value_label": words(value.get("label", "")),
            **period_fields(parse_period(value.get("label", "")) or period), "role": as_role, "meaning": as_meaning,
            "value": Decimal(value["value"]), "unit": unit_of(unit), "state": "number",
        }  # fmt: skip
    text = words(cell.text)
    if number and (cell.number or _told_wholly(cell.text)):
        return
    state = "blank" if not text else "none" if text in _NONE else "unknown" if text in _UNKNOWN else "text"
    yield {
        "value_no": number + 1, **period_fields(period), "role": "text" if state == "text" else role,
        "text": text if state == "text" else None, "state": state,
    }  # fmt: skip


def _told_wholly(text: str) -> bool:
    """Whether a cell says nothing but its numbers, their units and their labels."""
    for value in parse_composite(text):
        text = text.replace(value.text, "", 1).replace(value.label, "", 1)
    return not _WORD.search(text.replace("約", ""))


def _unit_label(axis: Axis) -> str:
    """The last label, where it is a unit: tables have a column of units beside the labels of their rows."""
    label = axis.labels[-1].strip() if len(axis.labels) > 1 else ""
    return label if label in _UNITS else ""


def _unit(role: str, meaning: str | None, base: str) -> str:
    """The unit of a number without one: a rate is in %, a difference of rates in points, the others have the base."""
    if role in ("share", "achievement") or (role, meaning) in _PERCENT:
        return "%"
    return "ポイント" if meaning == "points" and base in ("%", "％") else base
