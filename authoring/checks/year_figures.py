"""Figures that are last year's to the last digit: values of indicators, cells of tables; labels of rows and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from authoring.checks.reading import CellFigure, Reading
from authoring.checks.year_marks import marked
from authoring.edition.blocks import Grid
from authoring.edition.composites import Labelled, parse_composite
from authoring.edition.model import Axis, Table
from authoring.edition.periods import fiscal_year_of_period, value_in_year
from authoring.edition.quantities import format_number
from authoring.edition.year_names import year_names
from authoring.edition.years import print_period
from authoring.problems import Problem, Severity, problem

__all__ = ["check_figures", "check_labels"]

_USUAL = 10
_LEAST = 3  # digits that two years seldom have alike; of 138 cells of examples/r01 none has
_PLANNED = re.compile("予算|計画|目標|定員|上限|基準|見込")


def check_figures(reading: Reading) -> Iterator[Problem]:
    """Values of this year that stand as last year's did."""
    yield from _indicators(reading)
    yield from _tables(reading)


def _digits(value: Decimal) -> int:
    text = f"{abs(value):f}"
    shown = text.lstrip("0.")
    return len(shown.replace(".", "")) if "." in text else len(shown.rstrip("0"))


def _indicators(reading: Reading) -> Iterator[Problem]:
    """An indicator of four digits or more that did not change; a rate may stand still, as may what did so before."""
    for one in reading.edition.indicators:
        period, held = value_in_year(one, reading.year)
        _, before = value_in_year(one, reading.year - 1)
        if held is None or before is None or period is None or held.value != before.value:
            continue
        if (held.exact or held.value) != (before.exact or before.value) or _digits(held.value) <= _LEAST:
            continue
        values = [one.values[p].value for p in sorted(one.values) if fiscal_year_of_period(p) < reading.year]
        if any(a == b for a, b in pairwise(values)):
            continue
        item = reading.edition.printed_number(one.item) if one.item else None
        yield problem(
            "year-value-same", held.origin or one.origin, item=item, place=f"{one.id}.value",
            name=one.name, value=f"{format_number(held.value, one.decimals)}{one.unit}",
        )  # fmt: skip


def _grids(reading: Reading) -> Mapping[str, Grid]:
    """Last year's tables by id."""
    found: dict[str, Grid] = {}
    for blocks in reading.before.items.values() if reading.before else ():
        for b in blocks:
            if b.grid is not None:
                found.setdefault(b.grid.table, b.grid)
    return found


def _tables(reading: Reading) -> Iterator[Problem]:
    """This year's cells against last year's: in the same table, else in the table as it was published."""
    cells: dict[str, list[CellFigure]] = {}
    for cell in reading.figures:
        cells.setdefault(cell.table.id, []).append(cell)
    grids = _grids(reading)
    singles: list[CellFigure] = []
    whole: list[list[CellFigure]] = []
    compared = 0
    for name, many in cells.items():
        now = [c for c in many if not c.indicator and _is_now(c, reading.year)]
        before = {**_published(grids.get(name), now, reading.year), **_beside(many, reading.year)}
        known = [c for c in now if (c.row.id, c.column.id) in before]
        same = [c for c in known if _same(c, before[c.row.id, c.column.id])]
        compared += bool(known)
        stale = [c for c in same if max(map(_part_digits, c.parts)) >= _LEAST]
        unchanged = len(same) > 2 and len(same) * 2 > len(known)
        if unchanged and any(max(map(_part_digits, c.parts)) >= 2 for c in same):
            whole.append(stale or same)
        else:
            singles += stale
    yield from (_told("year-cell-same", [cell]) for cell in singles)
    usual = len(whole) * _USUAL > compared  # an edition that is not rolled yet, or means it so
    yield from (_told("year-column-same", many, Severity.INFO if usual else None) for many in whole)


def _told(code: str, many: list[CellFigure], severity: Severity | None = None) -> Problem:
    cell = many[0]
    words = "・".join(label for label in (*cell.row.labels, *cell.column.labels) if label)
    return problem(
        code, cell.where, item=cell.item or None, place=cell.place, also=[c.where for c in many[1:] if c.where],
        severity=severity, table=cell.table.name, words=words, value=cell.text.replace("\n", " "), count=len(many),
    )  # fmt: skip


def _part_digits(part: Labelled) -> int:
    text = "".join(c for c in part.text if c.isdigit() or c == ".").lstrip("0.")
    return len(text.replace(".", "")) if "." in text else len(text.rstrip("0"))


def _is_now(cell: CellFigure, year: int) -> bool:
    """Whether a cell holds a result of the year of the report; what has no period is of that year."""
    if {cell.row.role, cell.column.role} & {"target", "change", "share", "achievement", "header", "text"}:
        return False
    if cell.column.period and (cell.row.period or any(year_names(label) for label in cell.row.labels)):
        return False  # cohorts: one figure may stand in two places
    labels = (*cell.row.labels, *cell.column.labels)
    if any(_PLANNED.search(label) for label in labels):
        return False
    period = cell.column.period or cell.row.period
    if not period and any(n.fiscal != year for label in labels for n in year_names(label)):
        return False
    return (fiscal_year_of_period(period) == year if period else True) and any(p.role == "value" for p in cell.parts)


def _same(cell: CellFigure, other: tuple[Labelled, ...] | None) -> bool:
    """Whether the values (not targets, not changes) are equal; a table of one figure a cell mostly."""
    if not other:
        return False
    mine = [p.value for p in cell.parts if p.role == "value"]
    return bool(mine) and mine == [p.value for p in other if p.role == "value"] and any(mine)


def _beside(many: list[CellFigure], year: int) -> dict[tuple[str, str], tuple[Labelled, ...]]:
    """Cell of this year -> what the same table prints for last year beside it."""
    last: dict[tuple[str, object], CellFigure] = {}
    for cell in many:
        for axis, other, side in ((cell.column, cell.row, "c"), (cell.row, cell.column, "r")):
            if axis.period:
                last[side, _home(axis, other, axis.period)] = cell
    found: dict[tuple[str, str], tuple[Labelled, ...]] = {}
    for cell in many:
        for axis, other, side in ((cell.column, cell.row, "c"), (cell.row, cell.column, "r")):
            if axis.period and fiscal_year_of_period(axis.period) == year:
                before = str(int(axis.period[:4]) - 1) + axis.period[4:]
                match = last.get((side, _home(axis, other, before)))
                if match:
                    found[cell.row.id, cell.column.id] = match.parts
    return found


def _home(axis: Axis, other: Axis, period: str) -> tuple[object, ...]:
    return other.id, period, axis.role, axis.meaning, axis.indicator, tuple(marked(x).shape for x in axis.labels)


def _published(grid: Grid | None, now: list[CellFigure], year: int) -> dict[tuple[str, str], tuple[Labelled, ...]]:
    """Cell of this year -> what stood in that place last year, where it was a cell of that year or of none."""
    if grid is None:
        return {}
    wanted = {(c.row.id, c.column.id): bool(c.column.period or c.row.period) for c in now}
    found: dict[tuple[str, str], tuple[Labelled, ...]] = {}
    for key, row in zip(grid.row_keys, grid.body, strict=False):
        for column, cell in zip(grid.column_keys, row, strict=False):
            dated = wanted.get((key.id, column.id))
            if dated is None or cell is None or cell.head:
                continue
            period = column.period or key.period
            if dated == bool(period) and (not period or fiscal_year_of_period(period) == year - 1):
                found[key.id, column.id] = parse_composite(cell.text)
    return found


def check_labels(reading: Reading) -> Iterator[Problem]:
    """A row's or column's label that names another year than the period that its figures belong to."""
    grids = _grids(reading)
    for table in reading.edition.tables:
        yield from _left(reading, table, grids.get(table.id))
        for axis in (*table.rows, *table.columns):
            if not axis.period:
                continue
            names = [n for label in axis.labels for n in year_names(label)]
            if len(names) != 1 or names[0].trouble == "none" or names[0].kind == "calendar":
                continue
            name = names[0]
            meant = fiscal_year_of_period(axis.period)
            if name.fiscal != meant:
                item = reading.edition.printed_number(table.item) if table.item else None
                yield problem(
                    "year-label", axis.origin or table.origin, item=item, place=f"{table.id}/{axis.id}",
                    table=table.name, name=name.text, period=print_period(axis.period),
                )  # fmt: skip


def _left(reading: Reading, table: Table, grid: Grid | None) -> Iterator[Problem]:
    """Labels without periods that all stop at last year, as they did in last year's table."""
    axes = [a for a in (*table.rows, *table.columns) if a.used]
    if grid is None or any(a.period for a in axes):
        return
    before = {a.id: a.labels for a in (*grid.row_keys, *grid.column_keys)}
    named = [(a, n) for a in axes for label in a.labels for n in year_names(label) if n.kind == "fiscal"]
    last = [(a, n) for a, n in named if n.fiscal == reading.year - 1 and before.get(a.id) == a.labels]
    if last and all(n.fiscal < reading.year for _, n in named):
        axis, name = last[0]
        item = reading.edition.printed_number(table.item) if table.item else None
        yield problem(
            "year-label-left", axis.origin or table.origin, item=item, place=f"{table.id}/{axis.id}",
            table=table.name, name=name.text,
        )  # fmt: skip
