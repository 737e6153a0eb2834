"""Numbers in prose that nothing else tells: no problem, but good to know how many, and which, where somebody asks.

A number is told elsewhere where another place has the same value in the same unit, exact or rounded: an indicator of
any year, a cell of a table, another passage, last year's edition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from authoring.checks.printed import base_unit, interval_of
from authoring.checks.reading import Passage, Reading
from authoring.checks.year_marks import Gap, marked
from authoring.problems import Problem, problem

__all__ = ["alone", "check_alone", "figures_of"]

Key = tuple[Decimal, str]
_MOST = 8  # figures that a finding shows


def figures_of(passage: Passage) -> tuple[Gap, ...]:
    """The quantities of a passage that states something."""
    return tuple(g for g in marked(passage.text).gaps if g.value is not None and g.unit) if passage.prose else ()


def alone(reading: Reading) -> list[tuple[Passage, list[Gap]]]:
    """The passages with numbers that stand nowhere else, each with those."""
    told: Counter[Key] = Counter()
    for p in (*reading.passages, *reading.passages_before):
        told.update({_key(g) for g in figures_of(p)})
    for figure in reading.figures:
        for part in figure.parts:
            unit, stands = interval_of(part, figure.table.unit)
            told.update({((stands.low + stands.high) / 2, unit), (part.value * base_unit(part.unit)[1], unit)})
    for one in reading.edition.indicators:
        base, factor = base_unit(one.unit)
        told.update({(held.value * factor, base) for held in one.values.values()})
    found = []
    for p in reading.passages:
        mine = [g for g in figures_of(p) if told[_key(g)] < 2]
        if mine:
            found.append((p, mine))
    return found


def _key(gap: Gap) -> Key:
    return abs(gap.value or Decimal(0)), gap.unit


def check_alone(reading: Reading) -> Iterator[Problem]:
    """One information a passage; it is off unless an edition asks for it."""
    for passage, gaps in alone(reading):
        more = f"ほか{len(gaps) - _MOST}個" if len(gaps) > _MOST else ""
        yield problem(
            "fact-alone", passage.where, item=passage.item or None, place=passage.place,
            values="、".join(g.text for g in gaps[:_MOST]) + more,
        )  # fmt: skip
