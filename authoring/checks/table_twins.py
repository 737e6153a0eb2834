"""One fact in two tables, or in a table and in an indicator that it is not linked to.

Two tables are about the same things where most cells that are called alike, of the same period, agree; then the rest
of such cells is held against each other. A row is an indicator's by its name, or by all letters of its words in their
order (臨場調査 指摘率: 臨場調査指摘事業所率) where the figures are near; what agrees nowhere is another fact.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from authoring.checks.intervals import Interval
from authoring.checks.named import printed_interval
from authoring.checks.printed import base_unit
from authoring.checks.reading import CellFigure, Reading
from authoring.checks.table_cells import Grid
from authoring.edition.model import Indicator
from authoring.edition.printing import print_value
from authoring.edition.year_names import year_names
from authoring.files.texts import match_key
from authoring.problems import Origin, Problem, problem

__all__ = ["check_table_twins"]

_LEAST = 3  # cells in which two tables must agree before the rest is held against each other
_LETTERS = 4  # of the words that a fact is known by
_NEAR = Decimal("0.02")  # of a value, for a row that only sounds like an indicator
_PATH = 6  # letters of such a row
_PLAIN = frozenset({"value", "total"})
_EMPTY = frozenset({"計", "合計", "実績", "件数", "金額", "内訳", "区分", "項目"})
_NOISE = re.compile(r"\([^()]{1,4}\)|^[0-9a-z]+[.、 ]|^[ア-ケ][.]|うち|^[0-9①-⑳]+")

Fact = tuple[frozenset[str], str, str]  # words of both labels in whatever direction; period; base unit


@dataclass(frozen=True, slots=True)
class _Stated:
    """A figure of a table with what it stands for, and its name for people."""

    figure: CellFigure
    value: Interval
    text: str
    name: str


def check_table_twins(reading: Reading) -> Iterator[Problem]:
    """Cells that are told elsewhere too, with another value."""
    made = [grid for grid in reading.grids if len(grid.figures) >= _LEAST]
    facts = [_facts(grid, reading.year) for grid in made]
    told: set[str] = set()
    for one, other in _shared(facts):
        if one.figure.place not in told and other.figure.place not in told:
            told |= {one.figure.place, other.figure.place}
            yield _finding(one, f"表「{other.figure.table.name}」の「{other.name}」", other.text, other.figure.where)
    yield from _indicators(reading, facts, told)


def _finding(one: _Stated, other: str, there: str, where: Origin | None) -> Problem:
    figure = one.figure
    return problem(
        "table-twice", figure.where, item=figure.item or None, place=figure.place, also=(where,) if where else (),
        table=figure.table.name, cell=one.name, value=one.text, other=other, there=there,
    )  # fmt: skip


def _shared(facts: Sequence[dict[Fact, _Stated]]) -> Iterator[tuple[_Stated, _Stated]]:
    """Pairs that disagree, of tables that agree in most of what is called alike."""
    holders: dict[Fact, list[int]] = defaultdict(list)
    for n, each in enumerate(facts):
        for fact in each:
            holders[fact].append(n)
    shared: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for fact, many in holders.items():
        if 1 < len(many) <= _MANY:
            for n, a in enumerate(many):
                for b in many[n + 1 :]:
                    shared[a, b].append(fact)
    for (a, b), common in sorted(shared.items()):
        if len(common) >= _LEAST:
            pairs = [(facts[a][fact], facts[b][fact]) for fact in common]
            wrong = [(x, y) for x, y in pairs if not x.value.meets(y.value)]
            if len(pairs) - len(wrong) >= _LEAST and len(wrong) * 3 <= len(pairs):
                yield from wrong


_MANY = 8  # tables with a fact of one name: more are called alike by chance


def _facts(grid: Grid, year: int) -> dict[Fact, _Stated]:
    """What each cell is about; a fact that two cells of the table could be is none."""
    found: dict[Fact, _Stated | None] = {}
    columns = [(c, _words(c.labels)) for c in grid.columns if c.role in _PLAIN]
    for row in grid.rows:
        if row.role not in _PLAIN:
            continue
        mine = _words(row.labels)
        for column, theirs in columns:
            at = (row.id, column.id)
            figure = grid.figures.get(at)
            value = grid.stands_for(at) if figure is not None and not figure.indicator else None
            part = grid.main(at)
            if figure is None or part is None or value is None:
                continue
            stated = _Stated(figure, value, part.text, grid.name(at))
            when = column.period or row.period or str(year)
            for words in {frozenset((*mine, *theirs)), frozenset((*mine[-1:], *theirs[-1:]))}:
                if sum(map(len, words)) >= _LETTERS:
                    fact = words, when, grid.unit(at)
                    found[fact] = stated if fact not in found else None
    return {fact: stated for fact, stated in found.items() if stated is not None}


@lru_cache(maxsize=1 << 13)
def _words(labels: tuple[str, ...]) -> tuple[str, ...]:
    """The labels of an axis without years, numbers and what says nothing of the fact."""
    said = (_NOISE.sub("", match_key(label)) for label in labels if label)
    return tuple(w for w in said if w and w not in _EMPTY and not year_names(w))


# --- a row that shows an indicator without being linked to it


def _indicators(reading: Reading, facts: Iterable[dict[Fact, _Stated]], told: set[str]) -> Iterator[Problem]:
    known = [one for one in reading.edition.indicators if one.name and one.values and len(one.name) >= _LETTERS]
    whole: dict[str, list[Indicator]] = defaultdict(list)
    ends: dict[tuple[str, str], list[tuple[str, Indicator]]] = defaultdict(list)
    for one in known:
        for name in dict.fromkeys(match_key(n) for n in (one.name, *one.aliases) if n):
            whole[name].append(one)
            ends[name[0], name[-1]].append((name, one))
    for each in facts:
        seen: set[str] = set()
        for (_, when, unit), stated in each.items():
            figure = stated.figure
            if figure.place in seen or figure.place in told:
                continue
            seen.add(figure.place)
            for one, exact in _candidates(figure, whole, ends):
                theirs = _value(one, when, unit)
                if theirs is None or theirs.meets(stated.value):
                    continue
                if exact and one.item != figure.table.item:
                    continue  # the same word in another item's table may mean another thing
                if abs(theirs.low - stated.value.low) <= _NEAR * abs(stated.value.low):
                    held = one.values[when]
                    shown = print_value(one, held.value)
                    yield _finding(stated, f"指標「{one.name}」", shown, held.origin or one.origin)
                    break


def _candidates(
    figure: CellFigure, whole: dict[str, list[Indicator]], ends: dict[tuple[str, str], list[tuple[str, Indicator]]]
) -> Iterator[tuple[Indicator, bool]]:
    for axis in (figure.row, figure.column):
        said = _words(axis.labels)
        if not said:
            continue
        found = whole.get(said[-1], ())
        if len(found) == 1:
            yield found[0], True
        path = "".join(said[-2:])
        if len(path) >= _PATH:
            for name, one in ends.get((path[0], path[-1]), ()):
                if len(name) > len(path) and _runs_through(path, name):
                    yield one, False


def _runs_through(short: str, name: str) -> bool:
    """Whether all letters of the short name stand in the long one in their order."""
    letters = iter(name)
    return all(c in letters for c in short)


def _value(one: Indicator, period: str, unit: str) -> Interval | None:
    held = one.values.get(period)
    return printed_interval(one, held) if held is not None and base_unit(one.unit)[0] == unit else None
