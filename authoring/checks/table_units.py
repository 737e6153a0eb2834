"""Units of changes in tables: ポイント for differences of shares, % for rates, as the table or last year's has it."""

from __future__ import annotations

from collections.abc import Iterator

from authoring.checks.table_cells import At, Grid
from authoring.checks.table_past import Published, main_part
from authoring.checks.table_relations import Relation
from authoring.edition.composites import Labelled
from authoring.problems import Problem, problem

__all__ = ["check_units"]

_POINTS, _RATE = "ポイント", "%"
_FEW = 3


def check_units(grid: Grid, made: list[Relation], past: Published) -> Iterator[Problem]:
    """Changes of shares that say % where the others of the table, or last year's, say ポイント; and the reverse."""
    changes = [each for each in made if each.kind != "sum" and each.kind != "ratio" and len(each.terms) == 2]
    said = {each.of: change for each in changes if (change := _change(grid, each)) is not None}
    of_shares = {each.of for each in changes if grid.unit(each.terms[0][1]) == _RATE}
    in_points = [at for at in of_shares if at in said and said[at].unit == _POINTS]
    yield from _odd_rows(grid, said)
    for at, change in said.items():
        others = [each for each in in_points if each != at]
        before = _unit(past, at)
        if (
            at in of_shares
            and change.unit == _RATE
            and (before == _POINTS or (others and len(others) * 2 >= len(of_shares) - 1))
        ):
            yield _told("change-unit", grid, at, change, right=_POINTS)
        elif (
            at not in of_shares
            and change.unit == _POINTS
            and grid.unit(_term(changes, at)) not in (_RATE, _POINTS, "%ポイント", "")
        ):
            yield _told("change-unit", grid, at, change, right=_RATE)


def _odd_rows(grid: Grid, said: dict[At, Labelled]) -> Iterator[Problem]:
    """The one change in % of rows of changes that are in points."""
    rows = {r.id for r in grid.rows if r.role == "change" and r.meaning == "points"}
    found = {at: part for at in grid.figures if at[0] in rows and (part := grid.main(at)) is not None}
    odd = [at for at, part in found.items() if part.unit == _RATE and at not in said]
    if odd and sum(part.unit == _POINTS for part in found.values()) >= max(_FEW, 2 * len(odd)):
        yield from (_told("change-unit", grid, at, found[at], right=_POINTS) for at in odd)


def _term(changes: list[Relation], at: At) -> At:
    return next(each.terms[0][1] for each in changes if each.of == at)


def _change(grid: Grid, made: Relation) -> Labelled | None:
    if not made.part:
        return grid.main(made.of)
    return next((p for p in grid.figures[made.of].parts[1:] if p.role == "change"), None)


def _unit(past: Published, at: At) -> str:
    part = main_part(past.place.get(at, ""))
    return part.unit if part else ""


def _told(code: str, grid: Grid, at: At, change: Labelled, right: str) -> Problem:
    figure = grid.figures[at]
    return problem(
        code, figure.where, item=figure.item or None, place=figure.place,
        table=grid.table.name, cell=grid.name(at), value=change.text, right=right,
    )  # fmt: skip
