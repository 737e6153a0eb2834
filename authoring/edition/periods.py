"""Periods of an indicator's values: the fiscal year that a period lies in, and the value of a year."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from authoring.edition.model import Indicator, Value

__all__ = ["fiscal_year_of_period", "unrounded", "value_in_year"]


@lru_cache(maxsize=1 << 10)
def fiscal_year_of_period(period: str) -> int:
    """The year that a period lies in: "2019" -> 2019, "2020-03" -> 2019, "2020-04-01" -> 2020."""
    year = int(period[:4])
    return year if len(period) == 4 or int(period[5:7]) >= 4 else year - 1


def value_in_year(indicator: Indicator, year: int) -> tuple[str | None, Value | None]:
    """The latest period of that fiscal year and its value; (None, None) where there is none."""
    periods = sorted(p for p in indicator.values if fiscal_year_of_period(p) == year)
    return (periods[-1], indicator.values[periods[-1]]) if periods else (None, None)


def unrounded(value: Value | None) -> Decimal | None:
    """The exact form where it is known, else the printed one."""
    if value is None:
        return None
    return value.value if value.exact is None else value.exact
