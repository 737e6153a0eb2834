"""Restatements: a figure of a prior year that is not the one that was published for it.

A note below the table that says so (修正, 訂正, 遡及 …) declares it; what is declared is no problem, since the note is
printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from authoring.checks.printed import base_unit
from authoring.checks.reading import CellFigure, Reading
from authoring.checks.table_cells import Grid, exact_or_rounded
from authoring.checks.table_past import Published, main_part
from authoring.edition.years import fiscal_year_name
from authoring.problems import Problem, problem

__all__ = ["check_restated"]

_DECLARED = re.compile("修正|訂正|遡及|遡って|再集計|改訂|見直し(?:により|に伴)|と異な")
_NEAR = 3  # blocks below a table in which its notes stand


def check_restated(reading: Reading) -> Iterator[Problem]:
    """Cells of tables that differ from what last year's edition printed for the same year."""
    past = reading.published
    declared = _declared(reading)
    for grid in reading.grids:
        known = past.get(grid.table.id)
        if known is not None and grid.table.id not in declared:
            yield from _table(reading, grid, known)


def _table(reading: Reading, grid: Grid, past: Published) -> Iterator[Problem]:
    for at, text in past.same.items():
        figure, old = grid.figures.get(at), main_part(text)
        part = grid.main(at)
        if figure is None or figure.indicator or part is None or old is None or _follows(figure):
            continue
        units = [base_unit(p.unit or unit)[0] for p, unit in ((part, grid.table.unit), (old, past.unit))]
        mine = exact_or_rounded(part, grid.table.unit, grid.table.rounding)
        theirs = past.stands_for(at)
        if units[0] == units[1] and theirs is not None and not mine.meets(theirs):
            yield problem(
                "restated-figure", figure.where, item=figure.item or None, place=figure.place,
                table=grid.table.name, cell=grid.name(at), value=part.text, old=old.text,
                year=fiscal_year_name(reading.year - 1),
            )  # fmt: skip


def _follows(figure: CellFigure) -> bool:
    """Whether the figure follows from others of its table: then those are told."""
    return not {figure.row.role, figure.column.role} <= {"value", "total", "target"}


def _declared(reading: Reading) -> set[str]:
    """Tables with a note that tells of another figure."""
    found: set[str] = set()
    for blocks in reading.snapshot.items.values():
        for n, block in enumerate(blocks):
            if block.grid is not None and any(_DECLARED.search(b.text) for b in blocks[n + 1 : n + 1 + _NEAR]):
                found.add(block.grid.table)
    return found
