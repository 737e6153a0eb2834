"""The figures of one table as intervals: what each cell stands for, in its base unit.

Counts in whole units (件, 人, 事業所) are exact; everything else is known to half a step, or to a whole one where the
table cuts off (RULES.md, Numbers).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from authoring.checks.intervals import Interval, exactly
from authoring.checks.printed import base_unit, interval_of, step_of
from authoring.checks.reading import CellFigure
from authoring.edition.composites import COUNTERS, Labelled
from authoring.edition.model import Axis, Table

__all__ = ["COUNTED", "At", "Grid", "exact_or_rounded", "grids"]

At = tuple[str, str]  # row, column
_MEASURED = {
    "%",
    "%ポイント",
    "ポイント",
    "倍",
    "日",
    "日間",
    "時間",
    "分",
    "秒",
    "年",
    "年間",
    "週",
    "点",
    "月間",
    "度",
}
COUNTED = {each for each in COUNTERS.split() if base_unit(each)[1] == 1} - _MEASURED


@dataclass(frozen=True)
class Grid:
    """A table with its figures by place."""

    table: Table
    figures: dict[At, CellFigure]

    @cached_property
    def rows(self) -> tuple[Axis, ...]:
        """The used rows."""
        return tuple(r for r in self.table.rows if r.used)

    @cached_property
    def columns(self) -> tuple[Axis, ...]:
        """The used columns."""
        return tuple(c for c in self.table.columns if c.used)

    def main(self, at: At) -> Labelled | None:
        """The quantity that a cell is about: the first that is neither a target nor, behind another, a change."""
        figure = self.figures.get(at)
        if figure is None:
            return None
        plain = [p for p in figure.parts if p.role == "value"]
        return (plain or list(figure.parts))[0]

    def unit(self, at: At) -> str:
        """The base unit of a cell; "" where none is told."""
        part = self.main(at)
        return base_unit(part.unit or self.table.unit)[0] if part else ""

    def stands_for(self, at: At) -> Interval | None:
        """What the cell stands for in its base unit; None where it holds no figure."""
        part = self.main(at)
        if part is not None and self.figures[at].rounded:
            return interval_of(part, self.table.unit, self.table.rounding)[1]
        return None if part is None else exact_or_rounded(part, self.table.unit, self.table.rounding)

    def name(self, at: At) -> str:
        """A cell as people name it: its row and its column."""
        row = next((r for r in self.rows if r.id == at[0]), None)
        column = next((c for c in self.columns if c.id == at[1]), None)
        words = [" ".join(filter(None, axis.labels)) for axis in (row, column) if axis]
        return "・".join(filter(None, words)).replace("\n", "")


def exact_or_rounded(part: Labelled, unit: str, rounding: str) -> Interval:
    """A quantity as an interval in its base unit; exact where whole things are counted."""
    own = part.unit or unit
    if own in COUNTED and step_of(part.text) == 1:
        return exactly(part.value)
    return interval_of(part, unit, rounding)[1]


def grids(figures: Iterable[CellFigure]) -> Iterator[Grid]:
    """The tables of which figures are known, each with its own."""
    found: dict[str, Grid] = {}
    for figure in figures:
        if figure.table.name:
            grid = found.setdefault(figure.table.id, Grid(figure.table, {}))
            grid.figures[figure.row.id, figure.column.id] = figure
    yield from found.values()
