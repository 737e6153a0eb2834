"""Plausibility: a figure far outside its own history, or a power of ten away from a flat one.

Under five earlier values there is no band. A sentence that names the figure and gives a reason answers the warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from authoring.checks.reading import Reading
from authoring.checks.table_cells import Grid
from authoring.edition.model import Axis, Indicator
from authoring.edition.periods import fiscal_year_of_period
from authoring.edition.printing import print_value
from authoring.problems import Origin, Problem, problem

__all__ = ["check_plausible", "far_out", "power_of_ten"]

_BAND = 5  # values of earlier years that make a band
_FLAT = 2  # values of earlier years that make a flat history
_TIMES = Decimal(8)  # median deviations from the median
_SHARE = Decimal("0.3")  # of the median: a band is never narrower
_REASON = re.compile("ため|により|による|影響|理由|要因|に伴|によって|ことから|結果|背景")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of this year with its history, oldest first."""

    name: str
    value: Decimal
    shown: str
    history: tuple[Decimal, ...]
    where: Origin | None
    item: str
    place: str


def check_plausible(reading: Reading) -> Iterator[Problem]:
    """Indicators, and rows of tables that show five years or more."""
    for each in (*_indicators(reading), *_rows(reading)):
        times = power_of_ten(each.value, each.history)
        far = not times and far_out(each.value, each.history)
        if (times or far) and not _explained(reading, each):
            code = "value-magnitude" if times else "value-outlier"
            yield problem(
                code, each.where, item=each.item or None, place=each.place, name=each.name, value=each.shown,
                times=times, history="、".join(f"{v:,f}" for v in each.history[-_BAND:]),
            )  # fmt: skip


def far_out(value: Decimal, history: Sequence[Decimal]) -> bool:
    """Whether a value lies outside the band of its history and far from its last value; never under five values."""
    if len(history) < _BAND:
        return False
    middle = median(history)
    spread = median(abs(v - middle) for v in history)
    goes_on = abs(value - history[-1]) <= _SHARE * abs(history[-1])
    return not goes_on and abs(value - middle) > max(_TIMES * spread, _SHARE * abs(middle))


def power_of_ten(value: Decimal, history: Sequence[Decimal]) -> str:
    """「10倍」 or 「10分の1」 where a value is about so much of its last one and the history is flat; else nothing."""
    known = history[-_BAND:]
    if len(known) < _FLAT or min(known) <= 0 or value <= 0 or max(known) > 2 * min(known):
        return ""
    for n in (1, 2, 3, 4):
        factor = Decimal(10) ** n
        for ratio, words in (
            (value / known[-1] / factor, f"{factor}倍"),
            (value * factor / known[-1], f"{factor}分の1"),
        ):
            if Decimal("0.7") <= ratio <= Decimal("1.4"):
                return words
    return ""


def _indicators(reading: Reading) -> Iterator[_Figure]:
    for one in reading.edition.indicators:
        past, now = _yearly(one, reading.year)
        if now is not None and past:
            held = one.values[now]
            item = reading.edition.printed_number(one.item) if one.item else ""
            shown = print_value(one, held.value)
            yield _Figure(one.name, held.value, shown, past, held.origin or one.origin, item, f"{one.id}.value")


def _yearly(one: Indicator, year: int) -> tuple[tuple[Decimal, ...], str | None]:
    """The values of earlier years, one a year, and the period of this year's."""
    years: dict[int, str] = {}
    for period in sorted(one.values):
        years[fiscal_year_of_period(period)] = period
    return tuple(one.values[years[y]].value for y in sorted(years) if y < year), years.get(year)


def _rows(reading: Reading) -> Iterator[_Figure]:
    for grid in reading.grids:
        columns: Mapping[int, Axis] = {
            fiscal_year_of_period(c.period): c for c in grid.columns if c.period and c.role == "value"
        }
        if len(columns) > _BAND and reading.year in columns:
            for row in grid.rows:
                if row.role in ("value", "total") and not row.period:
                    yield from _row(grid, row, columns, reading.year)


def _row(grid: Grid, row: Axis, columns: Mapping[int, Axis], year: int) -> Iterator[_Figure]:
    last = (row.id, columns[year].id)
    figure, part = grid.figures.get(last), grid.main(last)
    if figure is None or part is None or figure.indicator:
        return
    parts = [grid.main((row.id, columns[y].id)) for y in sorted(columns) if y < year]
    past = tuple(p.value for p in parts if p is not None and p.unit == part.unit)
    yield _Figure(grid.name(last), part.value, part.text, past, figure.where, figure.item, figure.place)


def _explained(reading: Reading, each: _Figure) -> bool:
    name = each.name.split("・")[0]
    return any(p.item == each.item and name in p.text and _REASON.search(p.text) for p in reading.passages)
