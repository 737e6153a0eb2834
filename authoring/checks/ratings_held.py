"""Ratings against targets: one that the targets do not carry, and a target that the reasons pass over.

Arithmetic only questions a rating, and only where the scale has thresholds (RULES.md, Ratings). Whatever is told here
stands where the rating or the reason was typed: no department sees what the Ministry wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from authoring.checks.reading import Passage, Reading
from authoring.edition.model import Indicator, Rating
from authoring.edition.periods import unrounded, value_in_year
from authoring.edition.profile import Step
from authoring.edition.quantities import format_number
from authoring.files.texts import match_key
from authoring.problems import Problem, problem

__all__ = ["achievement", "check_ratings_held"]

_HUNDRED = Decimal(100)


def check_ratings_held(reading: Reading) -> Iterator[Problem]:
    """Both kinds of findings, item by item."""
    by_item: dict[str, list[Indicator]] = {}
    for one in reading.edition.indicators:
        if one.item and one.target is not None:
            by_item.setdefault(one.item, []).append(one)
    for rating in reading.edition.ratings:
        if rating.year == reading.year:
            yield from _band(reading, rating, by_item.get(rating.item, []))
    rated = {c.id for c in reading.edition.profile.columns if c.fills == "rating" and c.side == "ministry"}
    reasons: dict[str, list[Passage]] = {}
    for p in reading.passages:
        if p.column in rated and p.prose and p.block is not None and p.block.keyed:
            reasons.setdefault(p.item, []).append(p)
    for item, indicators in by_item.items():
        yield from _passed_over(reading, reasons.get(reading.edition.printed_number(item), []), indicators)


def achievement(one: Indicator, year: int) -> Decimal | None:
    """How far a target of its own value is reached, in %; None for a target of another kind or without a value."""
    value = unrounded(value_in_year(one, year)[1])
    if one.target is None or one.target.base or value is None or value <= 0 or one.target.value <= 0:
        return None
    less_is_better = one.target.comparator in "≦＜"
    return (one.target.value / value if less_is_better else value / one.target.value) * _HUNDRED


def _band(reading: Reading, rating: Rating, indicators: list[Indicator]) -> Iterator[Problem]:
    steps = reading.edition.profile.scale_of(rating.by).steps
    reached = [(a, one) for one in indicators if (a := achievement(one, reading.year)) is not None]
    letters = [step.letter for step in steps]
    if not any(step.from_percent for step in steps) or not reached or rating.rating not in letters:
        return
    worst, best = min(a for a, _ in reached), max(a for a, _ in reached)
    highest, lowest = _first(steps, best), _last(steps, worst)
    if not highest <= letters.index(rating.rating) <= lowest:
        told = "、".join(f"{one.name} {format_number(a, 1)}%" for a, one in reached[:4])
        yield problem(
            "rating-not-carried", rating.origin, item=reading.edition.printed_number(rating.item) or None,
            place=f"{rating.item}.{rating.by}", letter=rating.rating, reached=told,
            band="～".join(dict.fromkeys((letters[highest], letters[lowest]))),
        )  # fmt: skip


def _first(steps: tuple[Step, ...], percent: Decimal) -> int:
    """The best step that a percentage allows; steps of one bound are told apart by people."""
    return next(n for n, step in enumerate(steps) if not step.from_percent or percent >= Decimal(step.from_percent))


def _last(steps: tuple[Step, ...], percent: Decimal) -> int:
    first = _first(steps, percent)
    same = [n for n, step in enumerate(steps) if step.from_percent == steps[first].from_percent]
    return same[-1]


def _passed_over(reading: Reading, reasons: list[Passage], indicators: list[Indicator]) -> Iterator[Problem]:
    if not reasons:
        return
    text = match_key("".join(p.text for p in reasons)).replace("の", "")
    silent = [
        one for one in indicators
        if value_in_year(one, reading.year)[1] is not None and not _mentioned(one, text, reading)
    ]  # fmt: skip
    if silent:
        first = reasons[0]
        yield problem(
            "target-passed-over", first.where, item=first.item or None, place=first.place,
            names="、".join(one.name for one in silent),
        )  # fmt: skip


def _mentioned(one: Indicator, text: str, reading: Reading) -> bool:
    names = [match_key(name).replace("の", "") for name in (one.name, *one.aliases)]
    return any(name in text for name in names) or match_key(reading.lookup.ask(one, "")) in text
