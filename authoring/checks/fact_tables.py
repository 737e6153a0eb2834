"""What prose states of a noun, against the table whose row or column is called so.

A label names one thing where it has one figure of the year in the tables of the item: in another item's, or in the
appendix, the same words may mean another thing. What stands for other years or in another unit is no witness.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from authoring.checks.fact_nouns import noun_of
from authoring.checks.intervals import Interval
from authoring.checks.mentions import Said
from authoring.checks.reading import CellFigure, Passage, Reading
from authoring.edition.model import Axis
from authoring.edition.periods import fiscal_year_of_period
from authoring.files.texts import match_key

__all__ = ["Tabled", "Tables"]

_LEAST = 5  # letters of a label that names one thing
_PLAIN = ("value", "total")
Key = tuple[str, str]  # label, base unit


@dataclass(frozen=True, slots=True)
class Tabled:
    """A figure of a table: what it stands for, as printed, and its cell."""

    value: Interval
    words: str
    figure: CellFigure


class Tables:
    """The figures of the year by the label of their row or column."""

    def __init__(self, reading: Reading) -> None:
        self._year = reading.year
        self._known: dict[Key, list[Tabled]] = defaultdict(list)
        for grid in reading.grids:
            for (row, column), figure in grid.figures.items():
                part, value = grid.main((row, column)), grid.stands_for((row, column))
                label = self._label(figure.row, figure.column)
                if part is not None and value is not None and label and not figure.indicator:
                    self._known[label, grid.unit((row, column))].append(Tabled(value, part.text, figure))

    def _label(self, row: Axis, column: Axis) -> str:
        """What the axis that has no period calls a figure of the year; "" where it is of another year, or short."""
        if row.role not in _PLAIN or column.role not in _PLAIN:
            return ""
        period = column.period or row.period
        if not period or fiscal_year_of_period(period) != self._year:
            return ""
        named = column if row.period else row
        told = [label for label in named.labels if label]
        label = match_key(told[-1]) if told else ""
        return label if len(label) >= _LEAST else ""

    def of(self, passage: Passage, one: Said) -> Tabled | None:
        """The figure that a stretch states too; None where no label is its noun, or several figures are called so."""
        if one.other_year or not one.value.unit or one.value.signed or one.value.loose:
            return None
        noun = noun_of(one)
        found = [t for t in self._known.get(noun, ()) if t.figure.item == passage.item] if noun else []
        return found[0] if found and all(t.value.meets(found[0].value) for t in found) else None
