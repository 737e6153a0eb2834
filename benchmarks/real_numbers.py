"""Rules of numbers over a text without structure: sentences by themselves, rows that read as tables, one name twice.

Lines of a scan break sentences and mix columns, so that much is found which a reader throws away; all of it is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from authoring.checks.arithmetic import check_table
from authoring.checks.fact_nouns import noun_of
from authoring.checks.fact_parts import inner
from authoring.checks.intervals import Interval
from authoring.checks.mentions import PRIOR, said
from authoring.checks.reading import CellFigure, Passage
from authoring.checks.table_cells import Grid, exact_or_rounded, grids
from authoring.checks.table_past import Published
from authoring.checks.words import direction
from authoring.edition.composites import parse_composite
from authoring.edition.model import Table
from authoring.files.texts import match_key
from authoring.problems import Origin, Problem, problem

__all__ = ["numbers_in"]

Key = tuple[str, str, str]  # name, period, unit
Stated = tuple[Interval, str, Origin | None]


def numbers_in(passages: Sequence[Passage], tables: Iterable[Table], year: int) -> Iterator[Problem]:
    """Every raw finding, in the order of the rules."""
    made = [_grid(table) for table in tables]
    for grid in made:
        yield from check_table(grid, Published())
    stated: dict[Key, list[Stated]] = defaultdict(list)
    for grid in made:
        _cells(grid, stated)
    for one in passages:
        yield from _sentences(one, year, stated)
    for (name, period, _), many in stated.items():
        yield from _twice(name, period, many)


def _grid(table: Table) -> Grid:
    figures = (
        CellFigure(table, row, column, cell.text, parts, cell.origin)
        for row in table.rows for column in table.columns
        if (cell := table.cells.get((row.id, column.id))) is not None and (parts := parse_composite(cell.text))
    )  # fmt: skip
    found = list(grids(figures))
    return found[0] if found else Grid(table, {})


def _cells(grid: Grid, stated: dict[Key, list[Stated]]) -> None:
    for (row, column), figure in grid.figures.items():
        label = next((r.labels[0] for r in grid.rows if r.id == row), "")
        period = next((c.period for c in grid.columns if c.id == column), "")
        part = grid.main((row, column))
        if part is None or not period or len(match_key(label)) < 4 or part.role == "change":
            continue
        value = exact_or_rounded(part, grid.table.unit, grid.table.rounding)
        stated[match_key(label), period, grid.unit((row, column))].append((value, part.text, figure.where))


def _sentences(one: Passage, year: int, stated: dict[Key, list[Stated]]) -> Iterator[Problem]:
    for stretch in said(one.text, year):
        conflict = next(inner(stretch), None)
        if conflict is not None:
            yield problem(
                "fact-arithmetic", one.where, place=one.place, words="", value=conflict.value,
                others="、".join(conflict.others), bounds=f"{conflict.right.low:f}～{conflict.right.high:f}",
                unit=conflict.unit, slip="",
            )  # fmt: skip
        noun = noun_of(stretch)
        if noun is not None:
            stated[noun[0], str(year), noun[1]].append((stretch.value.stands_for(), stretch.value.text, one.where))
            prior = stretch.only(PRIOR)
            if prior is not None and prior.unit == noun[1]:
                stated[noun[0], str(year - 1), noun[1]].append((prior.stands_for(), prior.text, one.where))
    yield from direction(one, year)


def _twice(name: str, period: str, many: list[Stated]) -> Iterator[Problem]:
    first, *rest = many
    for value, text, where in rest:
        if not value.meets(first[0]) and where != first[2]:
            yield problem(
                "fact-twice", where, name=f"{name} {period}", value=text, other=first[1],
                also=(first[2],) if first[2] else (),
            )  # fmt: skip
