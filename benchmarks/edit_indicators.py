"""Indicators one year later: a new value each, some prior ones restated, some targets no higher than the result."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from authoring.archive.windows import later_period
from authoring.edition.model import Edition, Indicator, Target, Value
from authoring.edition.periods import value_in_year

__all__ = ["edit_indicators"]


def _figure(rng: random.Random, one: Indicator, near: Decimal) -> Decimal:
    """Another value, near one, with the indicator's decimals."""
    step = Decimal(1).scaleb(-one.decimals)
    size = int(near / step)
    while (now := max(1, size + rng.randint(-size // 12 - 3, size // 10 + 3))) == size:
        pass
    return now * step


def edit_indicators(edition: Edition, rng: random.Random, restated: int, gone: set[str]) -> tuple[Indicator, ...]:
    """A value of the new year for each; some prior ones restated, some new targets no higher than last year's result.

    ``gone``: items whose indicators end with them. The last one of all gets a new neighbour without a past.
    """
    named = [i for i in edition.indicators if i.name and i.item not in gone]
    mended = {i.id for i in rng.sample(named, min(restated, len(named)))}
    made: list[Indicator] = []
    for one in (i for i in edition.indicators if i.item not in gone):
        if not one.name:
            made.append(one)
            continue
        period, last = value_in_year(one, edition.year)
        if period is None or last is None:
            raise ValueError(one.id)
        values = dict(one.values)
        same = rng.random() < 0.1
        now = last.value if same else _figure(rng, one, last.value)
        values[later_period(period, 1)] = Value(now, None, rng.choice(("確定", "速報")))
        if one.id in mended:
            back = period if rng.random() < 0.7 else later_period(period, -1)
            values[back] = replace(values[back], value=_figure(rng, one, values[back].value), exact=None)
        target = one.target
        if target and not target.base:
            if last.exact is None and rng.random() < 0.5:
                target = replace(target, value=last.value)
            else:
                step = Decimal(1).scaleb(-one.decimals)
                target = replace(target, value=target.value + (7 * step if target.value != last.value else 3 * step))
        made.append(replace(one, values=values, target=target))
    twin = named[-1]
    period, _ = value_in_year(twin, edition.year)
    born = replace(
        twin, id="i9001", name=f"{twin.name}(再計)", aliases=(),
        values={later_period(period or "", 1): Value(Decimal(12))}, target=Target(Decimal(10)) if twin.good else None,
    )  # fmt: skip
    return (*made, born)
