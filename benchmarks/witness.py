"""Whether a printed figure has a second witness in its table, and whether that one would notice another value.

An oracle of its own, apart from what the checks compute: exact fractions, half a step either way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from authoring.edition.model import Axis, Table

__all__ = ["Relation", "figure", "printed", "relations", "slack"]

_FIGURE = re.compile(r"(?P<sign>[▲△−+]?)(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)")
At = tuple[str, str]  # row, column


@dataclass(frozen=True, slots=True)
class Relation:
    """A figure that others give: ``kind`` sum (signed cells), points, relative, ratio (in %) of two cells."""

    of: At
    kind: str
    parts: tuple[tuple[int, At], ...]

    def cells(self) -> frozenset[At]:
        """Every cell in it."""
        return frozenset({self.of, *(at for _, at in self.parts)})

    def off(self, texts: Mapping[At, str], step: int = 1) -> bool:
        """Whether the printed figures contradict each other by more than ``step`` times what rounding explains."""
        values = [(sign, *_interval(texts[at], step)) for sign, at in self.parts]
        low, high = _interval(texts[self.of], step)
        if self.kind == "sum":
            least = sum(a if sign > 0 else -b for sign, a, b in values)
            most = sum(b if sign > 0 else -a for sign, a, b in values)
        elif self.kind == "points":
            (_, a, b), (_, c, d) = values
            least, most = a - d, b - c
        else:
            (_, a, b), (_, c, d) = values
            if c <= 0:
                return False
            base = 100 if self.kind == "relative" else 0
            least, most = 100 * a / d - base, 100 * b / c - base
        return bool(most < low or high < least)


def figure(text: str) -> Fraction | None:
    """The first number in a text; ▲ △ − make it negative."""
    found = _FIGURE.search(text)
    if found is None:
        return None
    size = Fraction(found["digits"].replace(",", ""))
    return -size if found["sign"] in ("▲", "△", "−") else size


def slack(text: str) -> Fraction:
    """Half a step of the first number."""
    found = _FIGURE.search(text)
    decimals = len(found["digits"].partition(".")[2]) if found else 0
    return Fraction(1, 2 * 10**decimals)


def _interval(text: str, step: int) -> tuple[Fraction, Fraction]:
    value, half = figure(text) or Fraction(0), slack(text) * 2 * step  # a whole step: cut off or rounded
    return value - half, value + half


def printed(table: Table) -> dict[At, str]:
    """The typed texts of the cells that hold a figure."""
    return {at: c.text for at, c in table.cells.items() if figure(c.text) is not None}


def relations(table: Table) -> Iterator[Relation]:
    """The declared relations between typed cells."""
    texts = printed(table)
    rows = [r for r in table.rows if r.used]
    columns = [c for c in table.columns if c.used]
    found = [*_totals(rows, columns), *_changes(rows, columns), *_shares(rows, columns)]
    yield from (one for one in found if one.cells() <= texts.keys())


def _signed(name: str) -> tuple[int, str]:
    return (-1, name[1:]) if name.startswith("-") else (1, name)


def _totals(rows: list[Axis], columns: list[Axis]) -> Iterator[Relation]:
    for row in rows:
        if row.role == "total":
            for column in columns:
                if column.role in ("value", "share") or row.meaning == "points":
                    parts = tuple((sign, (name, column.id)) for sign, name in map(_signed, row.of))
                    yield Relation((row.id, column.id), "sum", parts)
        elif row.of and row.of[0].endswith("@-1"):
            for before, column in pairwise(columns):
                yield Relation((row.id, column.id), "sum", ((1, (row.of[0][:-3], before.id)),))


def _changes(rows: list[Axis], columns: list[Axis]) -> Iterator[Relation]:
    for column in columns:
        if column.role in ("change", "achievement") and len(column.of) == 2:
            (_, now), (_, then) = map(_signed, column.of)
            for row in rows:
                kind = "ratio" if column.role == "achievement" else row.meaning or "points"
                if row.role != "header":
                    yield Relation((row.id, column.id), kind, ((1, (row.id, now)), (1, (row.id, then))))
    for above, row in pairwise(rows):
        if row.role == "change" and row.meaning == "points":
            cohort = row.labels[0].startswith("(伸び")
            start = next((c.id for c in columns if c.labels[0] in above.labels[0]), columns[0].id) if cohort else ""
            for before, column in pairwise(columns):
                parts = ((1, (above.id, column.id)), (1, (above.id, start or before.id)))
                yield Relation((row.id, column.id), "points", parts)


def _shares(rows: list[Axis], columns: list[Axis]) -> Iterator[Relation]:
    last = next((r for r in reversed(rows) if r.role == "total"), None)
    for before, column in pairwise(columns):
        if column.role != "share":
            continue
        for row in rows:
            if column.of:
                whole, part = (row.id, column.of[1]), (row.id, column.of[0])
            elif last is not None:
                whole, part = (last.id, before.id), (row.id, before.id)
            else:
                continue
            yield Relation((row.id, column.id), "ratio", ((1, part), (1, whole)))
