"""Lines with places for figures and years, told for one fiscal year or another: ⟦what|of which|when⟧.

A sentence is composed once; told for the year and for the year before, it has the same words and that year's figures.
So two editions of one seed are a year apart in everything that they state, and agree in what they state of one year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from authoring.edition.model import Indicator, Value
from authoring.edition.periods import unrounded, value_in_year
from authoring.edition.printing import print_value
from authoring.edition.quantities import change, format_number
from authoring.edition.years import fiscal_year_name, print_period
from benchmarks.histories import History

__all__ = ["PLACE", "Teller", "length", "place"]

PLACE = re.compile("⟦([^⟧]*)⟧")


def place(what: str, *told: object) -> str:
    """A place in a line: ``place("n", "届出書の受付", -1)`` is last year's count of that."""
    return f"⟦{'|'.join([what, *map(str, told)])}⟧"


def length(line: str) -> int:
    """About how long a line is when it is told."""
    return len(PLACE.sub("12,345", line))


@dataclass(frozen=True)
class Teller:
    """Tells lines for one fiscal year. ``indicators``: by name."""

    history: History
    year: int
    indicators: Mapping[str, Indicator] = field(default_factory=dict)

    def tell(self, line: str) -> str:
        """The line with its places filled."""
        return PLACE.sub(lambda m: self.fill(m[1]), line) if "⟦" in line else line

    def fill(self, inner: str) -> str:
        """What stands at a place.

        Raises:
            KeyError: no such place is known (a mistake of ours).
        """
        what, *told = inner.split("|")
        return _PLACES[what](self, *told)

    def when(self, offset: str) -> int:
        """The year of an offset (``0``, ``-1``) or of a fixed year (``@2013``)."""
        return int(offset[1:]) if offset.startswith("@") else self.year + int(offset)

    def exact(self, kind: str, key: str, offset: str = "0") -> Decimal:
        """Behind a figure: ``n`` count, ``b`` large count, ``p`` share, ``e`` small quantity, ``i`` indicator."""
        year = self.when(offset)
        if kind == "i":
            return _known(self.held(key, year))
        if kind == "b":
            return self.history.count(key, year) * 10 + 3
        return {"n": self.history.count, "p": self.history.rate, "e": self.history.days}[kind](key, year)

    def held(self, name: str, year: int) -> Value | None:
        """An indicator's value of a fiscal year."""
        return value_in_year(self.indicators[name], year)[1]

    def moved(self, kind: str, key: str) -> Decimal:
        """The difference to the year before, unrounded."""
        return self.exact(kind, key) - self.exact(kind, key, "-1")

    def decimals(self, kind: str, key: str) -> int:
        """How many decimals a figure is printed with."""
        return self.indicators[key].decimals if kind == "i" else 0 if kind in "nb" else 1

    def gap(self, key: str) -> Decimal:
        """An indicator's value against its target, unrounded."""
        target = self.indicators[key].target
        if target is None:
            raise ValueError(key)
        measured = self.moved("i", key) if target.base else self.exact("i", key)
        return measured - target.value


def _known(value: Value | None) -> Decimal:
    found = unrounded(value)
    if found is None:
        raise ValueError("no value")
    return found


def _value(t: Teller, kind: str, key: str, offset: str = "0") -> str:
    if kind == "i":
        held = t.held(key, t.when(offset))
        return print_value(t.indicators[key], held.value) if held else "…"
    return format_number(t.exact(kind, key, offset), t.decimals(kind, key))


def _difference(t: Teller, kind: str, key: str) -> str:
    return format_number(abs(t.moved(kind, key)), t.decimals(kind, key))


def _signed(t: Teller, kind: str, key: str) -> str:
    return format_number(t.moved(kind, key), t.decimals(kind, key), plus=True)


def _relative(t: Teller, kind: str, key: str) -> Decimal:
    moved = change(t.exact(kind, key), t.exact(kind, key, "-1"), "relative")
    if moved is None:
        raise ValueError(key)
    return moved


def _way(t: Teller, kind: str, key: str, up: str, down: str) -> str:
    return up if t.moved(kind, key) > 0 else down


def _myriads(t: Teller, key: str, offset: str) -> str:
    return format_number(t.exact("b", key, offset) / 10_000, 1)


def _month(t: Teller, offset: str, month: str) -> str:
    year = t.when(offset) + (int(month) < 4)
    return print_period(f"{year}-{int(month):02d}")


def _target(t: Teller, key: str) -> str:
    one = t.indicators[key]
    return print_value(one, one.target.value) if one.target else "…"


def _plan_year(t: Teller, word: str) -> str:
    return "平成31年度" if t.year == 2019 and word == "old" else fiscal_year_name(t.year)


_PLACES: dict[str, Callable[..., str]] = {
    "v": _value,
    "d": _difference,
    "s": _signed,
    "r": lambda t, kind, key: format_number(abs(_relative(t, kind, key)), 1),
    "rs": lambda t, kind, key: format_number(_relative(t, kind, key), 1, plus=True),
    "ratio": lambda t, kind, key: format_number(_relative(t, kind, key) + 100, 1),
    "way": _way,
    "man": _myriads,
    "y": lambda t, offset: fiscal_year_name(t.when(offset)),
    "m": _month,
    "t": _target,
    "tw": lambda t, key, met, missed: met if _met(t, key) else missed,
    "rate": lambda t, key: format_number(t.exact("i", key) * 100 / _goal(t, key), 1),
    "plan": _plan_year,
}


def _goal(t: Teller, key: str) -> Decimal:
    target = t.indicators[key].target
    if target is None:
        raise ValueError(key)
    return target.value


def _met(t: Teller, key: str) -> bool:
    target = t.indicators[key].target
    gap = t.gap(key)
    return gap >= 0 if target and target.comparator in "≧＞" else gap <= 0
