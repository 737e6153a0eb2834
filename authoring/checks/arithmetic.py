"""Arithmetic of tables: totals, changes, shares and what is carried forward, by intervals (RULES.md, Numbers).

A finding says that no unseen digits explain the printed figures, and what the others leave. It stands at the cell that
one other value would mend; the other cells are listed beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from authoring.checks.intervals import Interval
from authoring.checks.printed import base_unit
from authoring.checks.reading import Reading
from authoring.checks.table_cells import At, Grid, exact_or_rounded
from authoring.checks.table_past import Published
from authoring.checks.table_relations import Relation, bracketed, relations
from authoring.checks.table_solving import blamed, groups, holds, implied, results, slip
from authoring.checks.table_units import check_units
from authoring.edition.quantities import format_number
from authoring.problems import Problem, problem

__all__ = ["check_arithmetic", "check_table"]

_CODES = {"sum": "sum-differs", "points": "change-differs", "relative": "change-differs", "any": "change-differs",
          "ratio": "share-differs"}  # fmt: skip
_HINTS = {
    "sign": "▲を付けると合います。",
    "point": "小数点か位を移すと合います。",
    "": "",
}


def check_arithmetic(reading: Reading) -> Iterator[Problem]:
    """Findings of every table of the edition."""
    past = reading.published
    for grid in reading.grids:
        yield from check_table(grid, past.get(grid.table.id, Published()))


def check_table(grid: Grid, past: Published) -> Iterator[Problem]:
    """Findings of one table; ``past``: what last year's edition printed of it."""
    made = list(relations(grid))
    if not made:
        return
    yield from check_units(grid, made, past)
    values = {at: grid.stands_for(at) for each in made for at in each.cells}

    def part(each: Relation) -> Interval | None:
        return _bracket(grid, each) if each.part else None

    broken = [each for each in made if not holds(each, values.get, part(each))]
    of: dict[At, list[Relation]] = defaultdict(list)
    for each in made if broken else ():
        for at in dict.fromkeys(each.cells):
            of[at].append(each)
    fixed = {at: held for at in of if (held := past.stands_for(at)) is not None}
    for group in groups(broken):
        at, value = blamed(group, of, values.get, fixed, part)
        yield _told(grid, group, at, value, values)


def _bracket(grid: Grid, made: Relation) -> Interval | None:
    figure = grid.figures[made.of]
    change = next((p for p in figure.parts[1:] if bracketed(grid, made.of[0], p)), None)
    return exact_or_rounded(change, grid.table.unit, grid.table.rounding) if change else None


def _told(
    grid: Grid, group: list[Relation], at: At, value: Interval | None, values: Mapping[At, Interval | None]
) -> Problem:
    first = next((each for each in group if each.of == at), next(each for each in group if at in each.cells))
    own = values[at]
    if value is None:
        value = next(iter(implied(first, at, values.get, _bracket(grid, first) if first.part else None)), None)
    if first.part and first.of == at:
        own, value = _bracket(grid, first), next(iter(results(first, values.get)), None)
    figure = grid.figures[at]
    others = list(dict.fromkeys(each for made in group for each in made.cells if each != at))
    also = [grid.figures[each].where for each in others]
    return problem(
        _CODES[first.kind], figure.where, item=figure.item or None, place=figure.place,
        also=[o for o in dict.fromkeys(also) if o is not None and o != figure.where],
        table=grid.table.name, cell=grid.name(at), value=figure.text.replace("\n", ""),
        others="、".join(_cell(grid, each) for each in others[:4]) + ("など" if len(others) > 4 else ""),
        bounds="～".join(dict.fromkeys(_bound(grid, at, value, low=low) for low in (True, False))),
        slip=_HINTS[slip(own, value)] if own and value else "",
    )  # fmt: skip


def _cell(grid: Grid, at: At) -> str:
    text = grid.figures[at].text.replace("\n", "")
    return f"{grid.name(at)} {text}"


def _bound(grid: Grid, at: At, value: Interval | None, *, low: bool) -> str:
    """A bound in the unit in which the cell is printed."""
    part = grid.main(at)
    if value is None or part is None:
        return "…"
    edge = (value.low if low else value.high) / base_unit(part.unit or grid.table.unit)[1]
    large = next((size for size in (10**8, 10**4) if abs(part.value) >= size and abs(edge) >= size), 0)
    if large and any(word in part.text for word in "億万"):
        edge /= large
    decimals = max(0, min(3, -int(edge.normalize().as_tuple().exponent)))
    return format_number(edge if edge.is_finite() else Decimal(0), decimals)
