"""Where faults can be planted: the pair, its composed lines, and what is used up."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from authoring.edition.model import Edition, Table
from benchmarks.drafts import Draft
from benchmarks.faults import Spot
from benchmarks.generate import YEAR, draft
from benchmarks.pairs import pair_of
from benchmarks.telling import PLACE, Teller

__all__ = ["Field", "Line", "field_of"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cell of text as it was composed, and whether last year's edition has it with last year's figures."""

    spot: Spot
    index: int
    composed: str
    carried: bool

    def places(self) -> Iterator[tuple[re.Match[str], list[str]]]:
        """Every place in it with its words."""
        for found in PLACE.finditer(self.composed):
            yield found, found[1].split("|")


@dataclass
class Field:
    """A pair of clean years, ``now`` behind it ``then``, to plant in."""

    made: Draft
    then: Edition
    now: Edition
    rng: random.Random
    used: set[tuple[str, ...]] = field(default_factory=set)

    @cached_property
    def teller(self) -> Teller:
        """Who tells lines of the year."""
        return self.made.teller(YEAR)

    @cached_property
    def before(self) -> Teller:
        """Who tells lines of the year before."""
        return self.made.teller(YEAR - 1)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line of progress, self-assessment and reasons."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[Line]:
        old = {("row", r.id): r.cells for r in self.then.rows} | {("keyed", k.id): k.cells for k in self.then.keyed}
        cells = [("row", r.id, r.cells) for r in self.made.edition.rows]
        cells += [("keyed", k.id, k.cells) for k in self.made.edition.keyed]
        for kind, identity, texts in cells:
            for column, cell in texts.items():
                if column == "viewpoint":
                    continue
                then = old[kind, identity][column].text.split("\n")
                for index, line in enumerate(cell.text.split("\n")):
                    yield Line(Spot(kind, (identity, column)), index, line, then[index] == self.before.tell(line))

    @cached_property
    def tables(self) -> tuple[tuple[Table, Table], ...]:
        """Each table with the one of last year."""
        old = {t.id: t for t in self.then.tables}
        return tuple((t, old[t.id]) for t in self.now.tables if t.name)

    def shape(self, table: Table) -> str:
        """Of which shape a table is."""
        return self.made.shapes[table.id]

    def told_with(self, line: Line, found: re.Match[str], words: str) -> str:
        """The line told, with other words at one of its places."""
        return self.teller.tell(f"{line.composed[: found.start()]}{words}{line.composed[found.end() :]}")

    def shown(self, found: re.Match[str]) -> str:
        """What stands at a place."""
        return self.teller.fill(found[1])


def field_of(seed: int) -> Field:
    """A fresh pair of that seed."""
    made = draft(seed)
    then, now = pair_of(made)
    return Field(made, then, now, random.Random(f"faults {seed}"))
