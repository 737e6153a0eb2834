"""What the parts of one stretch owe each other: value, last year's value, difference, rate, target, 達成率."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from authoring.checks.intervals import Interval, exactly
from authoring.checks.mentions import ACHIEVED, DIFFERENCE, PRIOR, RATE, RATIO, TARGET, Mention, Said

__all__ = ["Conflict", "inner"]

_HUNDRED = Decimal(100)
_WIDE = Decimal("0.6")  # of a rounded figure without decimals little can be said


@dataclass(frozen=True, slots=True)
class Conflict:
    """A figure that the others of its stretch belie, what they leave, and the slip that would explain it."""

    value: str
    others: tuple[str, ...]
    right: Interval
    unit: str
    words: str
    slip: str = ""


def inner(one: Said, prior: Interval | None = None, words: str = "") -> Iterator[Conflict]:
    """Contradictions of a stretch with itself; with last year's value from elsewhere where it states none."""
    value, told = one.value, one.only(PRIOR)
    if prior is None:
        yield from (_unseen(one, m) for m in one.others if _is_unseen(value, m))
    before, names = prior, (value.text, words)
    if told is not None:
        if told.unit != value.unit:
            if {told.unit, value.unit} == {"%", "ポイント"} or not told.unit:
                return
            if prior is None and _scaled(told, value):
                yield Conflict(value.text, (told.text,), told.stands_for(), told.unit, one.lead + value.text, "unit")
            return
        if prior is not None:
            return
        before, names = told.stands_for(), (value.text, told.text)
    if before is not None and (told is not None or _of_last_year(one)):
        yield from _changes(one, value, before, names)
    goal, rate = one.only(TARGET), one.only(ACHIEVED)
    if goal is not None and rate is not None and goal.unit == value.unit:
        yield from _rate(one, rate, value.stands_for().over(goal.stands_for()), Decimal(0), (value.text, goal.text))


def _of_last_year(one: Said) -> bool:
    """Whether a change is said to be one on last year: 前年, or a figure with a sign right behind the value."""
    signed = any(m.signed and 0 <= m.gap.start - one.value.gap.end <= 2 for m in one.others)
    return signed or "前年" in one.lead or "前年" in one.tail


def _scaled(a: Mention, b: Mention) -> bool:
    return False if not a.unit or not b.unit else a.unit == b.unit


def _changes(one: Said, value: Mention, before: Interval, names: tuple[str, ...]) -> Iterator[Conflict]:
    if value.loose:
        return
    now = value.stands_for()
    gap, quotient = now - before, now.over(before)
    changes = [m for m in one.others if m.role in (DIFFERENCE, RATE, RATIO)]
    if sum(m.role == DIFFERENCE for m in changes) > 1:
        return  # of several things, told in a row
    for m in changes:
        if m.role == DIFFERENCE and (m.unit == value.unit or (m.unit == "ポイント" and value.unit == "%")):
            yield from _difference(one, m, gap, names)
        elif m.role == RATE:
            if value.unit == "%" and m.way:
                yield from _points(one, m, gap, quotient, names)
            elif value.unit != "%":
                yield from _rate(one, m, quotient, _HUNDRED, names)
        elif m.role == RATIO:
            yield from _rate(one, m, quotient, Decimal(0), names)
    if not changes:
        yield from _magnitude(one, value, before, names)


def _magnitude(one: Said, value: Mention, before: Interval, names: tuple[str, ...]) -> Iterator[Conflict]:
    """Two years of one thing that lie a power of ten apart, where the unit or the point must have slipped."""
    now = value.stands_for()
    if min(abs(now.low), abs(before.low)) < 5 or now.low <= 0 or before.low <= 0:
        return
    for n in (2, 4, 6, 8):
        factor = Decimal(10) ** n
        near = before.times(factor), before.times(1 / factor)
        if any(each.low * Decimal("0.6") <= now.low <= each.high * Decimal("1.6") for each in near):
            yield Conflict(value.text, names[1:], before, value.unit, one.lead + value.text, "unit")


def _is_unseen(value: Mention, m: Mention) -> bool:
    """Whether a difference is so much smaller than the last digit of its value that nobody could have seen it."""
    return m.role == DIFFERENCE and m.unit == value.unit and 0 < abs(m.gap.value or Decimal(0)) * 20 < value.step()


def _unseen(one: Said, m: Mention) -> Conflict:
    return Conflict(m.text, (one.value.text,), one.value.stands_for(), m.unit, one.lead + one.value.text, "unit")


def _signed(m: Mention) -> Interval:
    stands = m.stands_for()
    if m.way and not m.signed:
        return stands if m.way > 0 else -stands
    return stands


def _difference(one: Said, m: Mention, gap: Interval, names: tuple[str, ...]) -> Iterator[Conflict]:
    stands = _signed(m)
    if m.way or m.signed:
        if not stands.meets(gap):
            slip = "sign" if (-stands).meets(gap) else ""
            yield Conflict(m.text, names, gap, m.unit, one.lead + one.value.text + one.tail, slip)
    elif not stands.meets(gap):
        # No direction is told: in brackets a figure without a sign is an increase (2.5ポイント), in a sentence either.
        plain = one.value.gap.start - m.gap.end == 1  # 前年度の実績から1.2ポイントの45.0%
        bracket = plain or (one.tail[:1] in "(\uff08" and m.text in one.tail)
        if bracket or not (-stands).meets(gap):
            slip = "sign" if (-stands).meets(gap) else ""
            yield Conflict(m.text, names, gap, m.unit, one.lead + one.value.text + one.tail, slip)


def _rate(
    one: Said, m: Mention, quotient: Interval | None, less: Decimal, names: tuple[str, ...]
) -> Iterator[Conflict]:
    if quotient is None:
        return
    right = quotient.times(_HUNDRED) - exactly(less)
    stands = _signed(m) if less else m.stands_for()
    if stands.meets(right):
        return
    if less and not m.way and not m.signed and (-stands).meets(right):
        yield Conflict(m.text, names, right, "%", one.lead + one.value.text + one.tail, "sign")
        return
    if less and not m.way and m.stands_for().meets(quotient.times(_HUNDRED)):
        return  # 前年度比 as a ratio
    slip = "sign" if (-stands).meets(right) else ""
    yield Conflict(m.text, names, right, "%", one.lead + one.value.text + one.tail, slip)


def _points(
    one: Said, m: Mention, gap: Interval, quotient: Interval | None, names: tuple[str, ...]
) -> Iterator[Conflict]:
    """A change of a share in %: it may be a rate; where it is the difference, points are meant."""
    stands = _signed(m)
    rate = quotient.times(_HUNDRED) - exactly(_HUNDRED) if quotient is not None else None
    if rate is not None and stands.meets(rate):
        return
    if stands.meets(gap):
        yield Conflict(m.text, names, gap, "ポイント", one.lead + one.value.text + one.tail, "points")
    elif rate is not None:
        slip = "sign" if (-stands).meets(gap) else ""
        yield Conflict(m.text, names, gap, "ポイント", one.lead + one.value.text + one.tail, slip)
