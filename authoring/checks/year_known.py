"""The figures that tables and indicators of both years print, each with its years: what a sentence is held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from authoring.checks.printed import base_unit
from authoring.checks.reading import Reading
from authoring.checks.year_marks import Gap
from authoring.edition.periods import fiscal_year_of_period

__all__ = ["Known", "known_of"]

Key = tuple[str, str, Decimal]  # item (printed number; "" for everywhere), base unit, value in it
_MANY = 5  # digits from which equal figures of two items are one fact; 54.9% stands for many things


@dataclass(frozen=True, slots=True)
class Known:
    """``years``: where and what -> the fiscal years in which some table or indicator has it. A unit may be ""."""

    years: dict[Key, set[int]]

    def of(self, item: str, figure: Gap) -> set[int]:
        """The fiscal years in which the item's tables and indicators have a figure; empty where it is nowhere."""
        if figure.value is None:
            return set()
        where = "" if figure.digits >= _MANY else item
        found = self.years.get((where, figure.unit, figure.value), set())
        return found | self.years.get((where, "", figure.value), set()) if figure.unit else found


def known_of(reading: Reading) -> Known:
    """Every figure of an indicator or of a cell with a period, of this year's edition and of last year's."""
    years: dict[Key, set[int]] = defaultdict(set)
    bases: dict[str, tuple[str, Decimal]] = {}
    for item, unit, value, period in (*_indicators(reading), *_cells(reading), *_before(reading)):
        base, factor = bases.get(unit) or bases.setdefault(unit, base_unit(unit))
        for where in {item, ""}:
            years[where, base, value * factor].add(fiscal_year_of_period(period))
    return Known(dict(years))


Held = tuple[str, str, Decimal, str]  # item, unit, value, period


def _indicators(reading: Reading) -> Iterator[Held]:
    for one in reading.edition.indicators:
        item = reading.edition.printed_number(one.item) if one.item else ""
        for period, held in one.values.items():
            yield item, one.unit, held.value, period


def _cells(reading: Reading) -> Iterator[Held]:
    for cell in reading.figures:
        period = cell.column.period or cell.row.period
        if period:
            yield from ((cell.item, part.unit or cell.table.unit, part.value, period) for part in cell.parts)


def _before(reading: Reading) -> Iterable[Held]:
    """Last year's tables; its indicators are in this year's series."""
    blocks = reading.before.items.items() if reading.before else ()
    seen: set[str] = set()
    for item, grid in ((item, b.grid) for item, many in blocks for b in many if b.grid is not None):
        if grid.table in seen:
            continue
        seen.add(grid.table)
        number = reading.edition.printed_number(item) if item in reading.edition.entry else ""
        for key, row in zip(grid.row_keys, grid.body, strict=False):
            for column, cell in zip(grid.column_keys, row, strict=False):
                period = column.period or key.period
                if cell is None or not period or cell.head:
                    continue
                if fiscal_year_of_period(period) == reading.year - 1:  # earlier ones are no witness of anything
                    for part in cell.values:
                        yield number, part.get("unit") or grid.unit, Decimal(part["value"]), period
