"""What the figures of a table owe each other, as its rows and columns declare it or as their labels say.

A total has its parts declared, or is the 合計 of the rows above it that are no totals. A change has its two terms
declared, or stands under or beside what it is the change of. Nothing is guessed from nearness of values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from authoring.checks.table_cells import At, Grid
from authoring.edition.composites import Labelled
from authoring.edition.model import Axis
from authoring.edition.years import parse_year

__all__ = ["Relation", "relations"]

_CHANGE = re.compile("伸び|増減|前年度?[比差]|前年から|差額|増加|減少")
_SHARE = re.compile("構成比|割合|比率|シェア")
_RATIO = re.compile(r"([①-⑳])\s*[/\uff0f÷]\s*([①-⑳])")
_BACK = re.compile(r"(-?)([^@]+)(?:@-([0-9]+))?")
_TOTAL = re.compile("^(?:合計|総計|小計|計|総数|合計額)")
_YEARS = re.compile(
    r"(?:昭和|平成|令和)?(?:元|[0-9]{1,2})年(?:度|[0-9]{1,2}月)?末?|[HR](?:元|[0-9]{1,2})(?:\.[0-9]{1,2})?末?"
)
_BORN = re.compile("^(.*?年度).*$")
_PLAIN = ("value", "total", "target")


@dataclass(frozen=True, slots=True)
class Relation:
    """``of`` is made of ``terms`` (sign, cell). ``kind``: sum; points, relative, ratio, any (of two terms).

    ``any``: how a change is meant is not declared; ``others``: further pairs of terms, each of which would do.
    ``part``: the figure of ``of`` is not its main one but the change in its brackets.
    """

    kind: str
    of: At
    terms: tuple[tuple[int, At], ...]
    others: tuple[tuple[tuple[int, At], ...], ...] = ()
    part: bool = False

    @property
    def cells(self) -> tuple[At, ...]:
        """Every cell of it, ``of`` first."""
        return (self.of, *(at for _, at in self.terms))


def relations(grid: Grid) -> Iterator[Relation]:
    """Every relation of which all cells hold a figure in one kind of unit."""
    seen: set[tuple[At, bool]] = set()
    for made in _all(grid):
        known = all(at in grid.figures for at in made.cells)
        if known and (made.of, made.part) not in seen and _alike(grid, made):
            seen.add((made.of, made.part))
            yield made


def _alike(grid: Grid, made: Relation) -> bool:
    units = {grid.unit(at) for _, at in made.terms}
    if made.kind in ("sum",):
        units.add(grid.unit(made.of))
    return len(units) == 1


def _all(grid: Grid) -> Iterator[Relation]:
    for row in grid.rows:
        yield from _row(grid, row)
    for column in grid.columns:
        yield from _column(grid, column)
    yield from _brackets(grid)


def _terms(names: tuple[str, ...]) -> list[tuple[int, str, int]]:
    """("r1", "-r2", "r6@-1") -> (sign, id, columns back)."""
    found = (_BACK.fullmatch(name) for name in names)
    return [(-1 if m[1] else 1, m[2], int(m[3] or 0)) for m in found if m]


def _row(grid: Grid, row: Axis) -> Iterator[Relation]:
    """A row that is made of others."""
    if row.role == "header":
        return
    terms = _terms(row.of)
    if row.role in ("change", "share", "achievement"):
        yield from _changed_row(grid, row, terms)
        return
    if not terms and row.role == "total" and _TOTAL.search(row.labels[-1]):
        terms = [(1, name, 0) for name in _above(grid.rows, row)]
    if not terms:
        return
    for n, column in enumerate(grid.columns):
        summed = (
            column.role in _PLAIN or (column.role == "share" and row.role == "total") or _differences(grid, row, column)
        )
        back = max(step for _, _, step in terms)
        if summed and n >= back:
            cells = tuple((sign, (name, grid.columns[n - step].id)) for sign, name, step in terms)
            yield Relation("sum", (row.id, column.id), cells)


def _differences(grid: Grid, row: Axis, column: Axis) -> bool:
    """Whether a column of changes adds up: plain differences, not rates."""
    return (
        column.role == "change" and row.meaning == "points" and grid.unit((row.id, column.id)) not in ("%", "ポイント")
    )


def _above(axes: tuple[Axis, ...], total: Axis) -> list[str]:
    """The parts of a total that declares none: the values above it, up to the total before; 「うち」 is in another."""
    found: list[str] = []
    for axis in axes:
        if axis.id == total.id:
            break
        if axis.role in ("total", "header"):
            found = []
        elif axis.role == "value" and axis.level <= total.level and not axis.labels[-1].startswith(("うち", "(")):
            found.append(axis.id)
    return found if len(found) > 1 else []


def _changed_row(grid: Grid, row: Axis, terms: list[tuple[int, str, int]]) -> Iterator[Relation]:
    kind = "ratio" if row.role != "change" else row.meaning or "any"
    if terms:
        for n, column in enumerate(grid.columns):
            if len(terms) == 2 and n >= max(step for _, _, step in terms):
                cells = tuple((1, (name, grid.columns[n - step].id)) for _, name, step in terms)
                yield Relation(kind, (row.id, column.id), cells)
        return
    at = grid.rows.index(row)
    if row.role != "change" or not at or not _CHANGE.search(row.labels[-1]):
        return
    above = grid.rows[at - 1].id
    values = [c for c in grid.columns if (above, c.id) in grid.figures and c.role in _PLAIN]
    born = parse_year(_BORN.sub(r"\1", grid.rows[at - 1].labels[-1]))
    if "伸び" in row.labels[-1] and born and not any(c.period == str(born) for c in values):
        return  # of a cohort whose first year has left the table, nothing is known to hold it against
    for before, column in pairwise(values):
        first, near = (((1, (above, column.id)), (1, (above, c.id))) for c in (values[0], before))
        cohort = "伸び" in row.labels[-1]  # how far it has come since the start, or since last year
        yield Relation(
            kind, (row.id, column.id), first if cohort else near, (near,) if cohort and first != near else ()
        )


def _column(grid: Grid, column: Axis) -> Iterator[Relation]:
    terms = _terms(column.of)
    if column.role in ("change", "share", "achievement"):
        pair = [name for _, name, _ in terms] if len(terms) == 2 else _pair(grid, column)
        for row in grid.rows:
            kind = (row.meaning or "any") if column.role == "change" else "ratio"
            if pair and row.role not in ("header", "share"):
                yield Relation(kind, (row.id, column.id), tuple((1, (row.id, name)) for name in pair))
        if not pair and column.role == "share":
            yield from _of_total(grid, column)
        return
    if not terms and column.role == "total" and _TOTAL.search(column.labels[-1]):
        terms = [(1, name, 0) for name in _above(grid.columns, column)]
    for row in grid.rows if terms else ():
        if row.role not in ("header", "change", "share"):
            yield Relation("sum", (row.id, column.id), tuple((sign, (row.id, name)) for sign, name, _ in terms))


def _pair(grid: Grid, column: Axis) -> list[str]:
    """The two columns that a change, a share or 達成率 compares where it declares none: ②/①, 実績/目標, two years."""
    marks = _RATIO.search(column.labels[-1])
    if marks:
        named = [
            next((c.id for c in grid.columns if c is not column and mark in "".join(c.labels)), "")
            for mark in marks.groups()
        ]
        return named if all(named) else []
    plain = [c for c in grid.columns if c.role in _PLAIN and c.labels[:-1] == column.labels[:-1]]
    if column.role == "achievement":
        goals, done = ([c.id for c in plain if (c.role == "target") is goal] for goal in (True, False))
        return [done[0], goals[0]] if len(goals) == len(done) == 1 else []
    dated = sorted((c.period, c.id) for c in grid.columns if c.role in _PLAIN and c.period)
    if column.role == "change" and _CHANGE.search(column.labels[-1]) and len(dated) == len({p for p, _ in dated}) > 1:
        return [dated[-1][1], dated[-2][1]]
    return []


def _of_total(grid: Grid, column: Axis) -> Iterator[Relation]:
    """構成比 of the column before, where the row of the total says 100%."""
    at = grid.columns.index(column)
    total = next((r for r in reversed(grid.rows) if r.role == "total"), None)
    if not at or total is None or not _SHARE.search(column.labels[-1]):
        return
    whole = grid.main((total.id, column.id))
    if whole is None or whole.value != 100:
        return
    before = grid.columns[at - 1].id
    for row in grid.rows:
        if row.role != "header" and row.id != total.id:
            yield Relation("ratio", (row.id, column.id), ((1, (row.id, before)), (1, (total.id, before))))


def _brackets(grid: Grid) -> Iterator[Relation]:
    """A change in brackets behind a value: against the column before, where that differs in its time alone."""
    for row in grid.rows:
        if row.role in ("header", "change"):
            continue
        for before, column in pairwise(grid.columns):
            figure = grid.figures.get((row.id, column.id))
            changes = [p for p in figure.parts[1:] if bracketed(grid, row.id, p)] if figure else []
            if len(changes) == 1 and before.role == column.role == "value" and _timeless(before) == _timeless(column):
                kind = "points" if changes[0].unit in ("ポイント", grid.unit((row.id, column.id))) else "any"
                here = (row.id, column.id)
                yield Relation(kind, here, ((1, here), (1, (row.id, before.id))), part=True)


def bracketed(grid: Grid, row: str, part: Labelled) -> bool:
    """Whether a quantity behind a value is its change: it has a sign, or others of its row have and it has its unit."""
    if part.label:
        return False
    if part.role == "change":
        return True
    signed = [p for at, f in grid.figures.items() if at[0] == row for p in f.parts[1:] if p.role == "change"]
    return len(signed) > 1 and part.role == "value" and all(p.unit == part.unit for p in signed)


def _timeless(axis: Axis) -> str:
    return _YEARS.sub("", "/".join(axis.labels))
