"""What a printed figure stands for: an interval of unseen digits (RULES.md, Numbers).

A value printed in steps of u stands for [v - u/2, v + u/2] where it was rounded, and for [v, v + u) away from zero
where it was cut off. Sums, differences and ratios of intervals hold every value that some unseen digits give; two
figures contradict each other only where their intervals have no value in common. Decimals throughout.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import reduce

from authoring.edition.quantities import Rounding

__all__ = ["Interval", "exactly", "stands_for", "total"]

_AMPLE = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``, both included unless marked open."""

    low: Decimal
    high: Decimal
    open_low: bool = False
    open_high: bool = False

    @property
    def empty(self) -> bool:
        """Whether no value lies in it."""
        return self.low > self.high or (self.low == self.high and (self.open_low or self.open_high))

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            _AMPLE.add(self.low, other.low), _AMPLE.add(self.high, other.high),
            self.open_low or other.open_low, self.open_high or other.open_high,
        )  # fmt: skip

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.open_high, self.open_low)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def times(self, factor: Decimal) -> Interval:
        """Every value times a number."""
        low, high = _AMPLE.multiply(self.low, factor), _AMPLE.multiply(self.high, factor)
        return (
            Interval(low, high, self.open_low, self.open_high)
            if factor >= 0
            else Interval(high, low, self.open_high, self.open_low)
        )

    def by(self, other: Interval) -> Interval:
        """Every product. Open ends are closed: a little more is let through."""
        ends = [_AMPLE.multiply(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def over(self, other: Interval) -> Interval | None:
        """Every quotient; None where the divisor may be zero. Open ends are closed: a little more is let through."""
        if other.low <= 0 <= other.high:
            return None
        ends = [_AMPLE.divide(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def meet(self, other: Interval) -> Interval:
        """What both hold; it may be ``empty``."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        open_low = any(each.open_low for each in (self, other) if each.low == low)
        open_high = any(each.open_high for each in (self, other) if each.high == high)
        return Interval(low, high, open_low, open_high)

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return not self.meet(other).empty

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies in it."""
        return self.meets(Interval(value, value))


def exactly(value: Decimal) -> Interval:
    """A value known to its last digit."""
    return Interval(value, value)


def stands_for(value: Decimal, step: Decimal, mode: Rounding | str = Rounding.HALF_UP) -> Interval:
    """What a figure stands for that is printed in steps of ``step`` (1 for 80,000; 0.1 for 69.3; 1,000 for 9.1万)."""
    if Rounding(mode) is Rounding.HALF_UP:
        half = step / 2  # half up is away from zero: 57.55 is printed 57.6 and never 57.5
        low, high = _AMPLE.subtract(value, half), _AMPLE.add(value, half)
        return Interval(low, high, open_low=value < 0 or low < 0, open_high=value >= 0)
    if value == 0:  # cut off towards zero from either side
        return Interval(-step, step, open_low=True, open_high=True)
    if value > 0:
        return Interval(value, _AMPLE.add(value, step), open_high=True)
    return Interval(_AMPLE.subtract(value, step), value, open_low=True)


def total(parts: Iterable[Interval]) -> Interval:
    """The sum; of nothing, zero."""
    return reduce(Interval.__add__, parts, exactly(Decimal(0)))
