"""An edition as it is composed, with places for figures and years: told for a year, it is that year's."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from authoring.edition.model import Cell, Edition, Indicator, Table
from authoring.edition.periods import fiscal_year_of_period
from benchmarks.histories import History
from benchmarks.sketches import Draw
from benchmarks.tables import make_table
from benchmarks.telling import Teller

__all__ = ["Draft", "drawn"]


@dataclass(frozen=True)
class Draft:
    """An edition whose lines are composed and not yet told (``telling``); ``shapes``: of which shape each table is."""

    seed: int
    edition: Edition
    shapes: Mapping[str, str]

    def told(self, year: int, edition: Edition | None = None) -> Edition:
        """The edition as it was written in a year: figures, tables, indicators and names of years are that year's."""
        edition = edition or self.edition
        indicators = tuple(_until(one, year) for one in edition.indicators)
        teller = self.teller(year)

        def cells(now: Mapping[str, Cell]) -> dict[str, Cell]:
            return {column: Cell(teller.tell(cell.text)) for column, cell in now.items()}

        return replace(
            edition, year=year, entries=tuple(replace(e, text=teller.tell(e.text)) for e in edition.entries),
            rows=tuple(replace(r, cells=cells(r.cells)) for r in edition.rows),
            keyed=tuple(replace(k, cells=cells(k.cells)) for k in edition.keyed),
            tables=tuple(self._table(t, year) for t in edition.tables), indicators=indicators,
            ratings=tuple(r for r in edition.ratings if r.year <= year),
            lineage=tuple(line for line in edition.lineage if line.year <= year),
        )  # fmt: skip

    def teller(self, year: int) -> Teller:
        """Who tells the lines of a year."""
        known = {i.name: i for i in self.edition.indicators if i.name}
        return Teller(History(self.seed), year, known)

    def _table(self, table: Table, year: int) -> Table:
        home = (table.item, table.owner)
        mine = [o for o in self.edition.indicators if o.name and (o.item, o.owner) == home]
        return drawn(self.seed, self.shapes[table.id], table.id, home, mine, year) if table.name else table


def _until(one: Indicator, year: int) -> Indicator:
    return replace(one, values={p: v for p, v in one.values.items() if fiscal_year_of_period(p) <= year})


def drawn(seed: int, shape: str, identity: str, home: tuple[str, str], known: Sequence[Indicator], year: int) -> Table:
    """A table as it is drawn in a year: equal but for the figures and the names of the years."""
    rng = random.Random(f"{seed}/{identity}")
    return make_table(Draw(rng, year, known, History(seed), f"{home[0]}/{identity}"), shape, identity, home)
