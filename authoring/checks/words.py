"""Words against numbers: 上回る, 下回る, 増加, 減少, 達成 beside figures, or of an indicator, that say otherwise.

What is only aimed at (上回るよう, 上回る水準を目指す) and what is denied (上回ることはできず) is read as it is meant.
What rests on a rating or a reason of the Ministry has its place in the Ministry's workbook alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from authoring.checks.comparing import Claim, claims
from authoring.checks.intervals import Interval
from authoring.checks.mentions import PRIOR, TARGET, Said, said
from authoring.checks.named import Named, NamedIndicators
from authoring.checks.reading import Passage, Reading
from authoring.edition.model import Indicator
from authoring.edition.periods import unrounded, value_in_year
from authoring.edition.printing import print_value
from authoring.problems import Origin, Problem, problem

__all__ = ["check_words", "direction"]

_HUNDRED = Decimal(100)
_OF_TARGET = re.compile("(?:目標の約?|達成率は?)([0-9]{1,3}(?:\\.[0-9]+)?)[%\uff05](?!を|より)")
_SENTENCES = re.compile("[^。\n]+")


@dataclass(frozen=True, slots=True)
class _Two:
    """Two values that a word compares: this year's and the one that it is held against."""

    now: Interval
    other: Interval
    told: str
    where: Origin | None = None


def check_words(reading: Reading) -> Iterator[Problem]:
    """Findings of every passage, at most one a sentence."""
    named = reading.named
    achieved = _achieved(reading)
    for passage in reading.passages:
        if not passage.prose or not claims(passage.text):
            continue
        stretches = said(passage.text, reading.year)
        for found in _SENTENCES.finditer(passage.text):
            inside = [s for s in stretches if found.start() <= s.value.gap.start < found.end()]
            yield from _first(_sentence(reading, passage, found, inside, named, achieved))


def direction(passage: Passage, year: int) -> Iterator[Problem]:
    """What the sentences of a text say of themselves: words of comparison beside two years' values."""
    stretches = said(passage.text, year)
    for claim in claims(passage.text):
        one = _stretch([s for s in stretches if "。" not in passage.text[s.value.gap.start : claim.start]], claim)
        prior = one.only(PRIOR) if one is not None else None
        if one is None or prior is None or prior.unit != one.value.unit or claim.against == TARGET or not claim.way:
            continue
        two = _Two(one.value.stands_for(), prior.stands_for(), f"{one.value.text}、前年度 {prior.text}")
        if not _fits(claim, two):
            yield _told("words-direction", passage, claim, "", two.told, None)


def _first(found: Iterator[Problem]) -> Iterator[Problem]:
    one = next(found, None)
    if one is not None:
        yield one


def _sentence(
    reading: Reading, passage: Passage, found: re.Match[str], inside: list[Said], named: NamedIndicators,
    achieved: dict[str, set[str]],
) -> Iterator[Problem]:  # fmt: skip
    for claim in claims(passage.text):
        if not found.start() <= claim.start < found.end():
            continue
        one = _stretch(inside, claim)
        if one is not None and _other_topic(passage.text, one, claim):
            continue
        holder = named.of(passage, one) if one is not None else None
        holder = holder or named.in_sentence(passage.item, found[0].lstrip("〇・ "))
        if claim.against == TARGET:
            yield from _target(reading, passage, claim, found, one, holder, achieved)
        elif claim.way:
            two = _years(reading, one, holder)
            wrong = two is not None and not _fits(claim, two)
            if two is not None and wrong:
                yield _told("words-direction", passage, claim, found[0], two.told, two.where)


def _other_topic(text: str, one: Said, claim: Claim) -> bool:
    """Whether the words between value and comparison turn to something else: 93.9%となり、待ち時間が短くなっている."""
    between = text[one.value.gap.end : claim.start]
    return re.search("、[^、]*[一-龥ァ-ヶー](?<!前年度)(?<!目標)(?<!実績)(?:は|が)", between) is not None


def _stretch(inside: list[Said], claim: Claim) -> Said | None:
    """The stretch that a word belongs to: the last value before it, or the next where none stands before."""
    before = [s for s in inside if s.value.gap.start < claim.start]
    after = [s for s in inside if s.value.gap.start > claim.start]
    if after and claim.attributive:
        return after[0]
    return before[-1] if before else after[0] if after else None


def _years(reading: Reading, one: Said | None, holder: Named | None) -> _Two | None:
    """This year's value and last year's: both in the stretch, or the indicator's."""
    if one is not None:
        prior = one.only(PRIOR)
        if prior is not None and prior.unit == one.value.unit and not one.value.loose:
            return _Two(one.value.stands_for(), prior.stands_for(), f"{one.value.text}、前年度 {prior.text}")
        if any(m.role in (PRIOR, TARGET) for m in one.others):
            return None
    if holder is None or (one is not None and one.value.unit != holder.unit):
        return None
    now, before = holder.stands_for(reading.year), holder.stands_for(reading.year - 1)
    if now is None or before is None:
        return None
    told = f"{holder.printed(reading.year)}、前年度 {holder.printed(reading.year - 1)}"
    return _Two(now, before, told, holder.where(reading.year))


def _fits(claim: Claim, two: _Two) -> bool:
    """Whether some unseen digits make the word true."""
    if claim.way > 0:
        return two.now.high > two.other.low or (claim.even and two.now.meets(two.other))
    return two.now.low < two.other.high or (claim.even and two.now.meets(two.other))


def _target(
    reading: Reading, passage: Passage, claim: Claim, found: re.Match[str], one: Said | None, holder: Named | None,
    achieved: dict[str, set[str]],
) -> Iterator[Problem]:  # fmt: skip
    met: bool | None = None
    told, where = "", None
    sentence = found[0]
    part = _OF_TARGET.findall(passage.text[found.start() : claim.start])
    if holder is not None and holder.target is not None:
        met = _met(holder.indicator, reading.year)
        told, where = f"実績 {holder.printed(reading.year)}、目標 {_goal(holder.indicator)}", holder.where(reading.year)
    elif part:
        rate = Decimal(part[-1])
        met, told = (None if rate == _HUNDRED else rate > _HUNDRED), f"目標の{part[-1]}%"
    elif one is not None:
        goal = one.only(TARGET)
        if goal is not None and goal.unit == one.value.unit and claim.way:
            now, aim = one.value.stands_for(), goal.stands_for()
            met = None if now.meets(aim) and now.low < aim.high and aim.low < now.high else now.low >= aim.high
            told = f"{one.value.text}、目標 {goal.text}"
        elif one.value.unit == "%" and _is_achievement(one, passage, achieved):
            met, told = one.value.stands_for().low >= 100, f"達成率 {one.value.text}"
            met = None if one.value.stands_for().holds(_HUNDRED) else met
    if met is None:
        return
    if claim.way:  # 目標を上回る, 下回る
        good = holder.indicator.good if holder is not None else "up"
        over = met if good != "down" else not met
        if (claim.way > 0) is not over:
            yield _told("words-target", passage, claim, sentence, told, where)
    elif claim.met is not met:
        yield _told("words-target", passage, claim, sentence, told, where)


def _is_achievement(one: Said, passage: Passage, achieved: dict[str, set[str]]) -> bool:
    lead = one.lead[-12:]
    if re.search("目標の約?$|達成率(?:は|が|で|:)?$", lead):
        return True
    return one.value.text in achieved.get(passage.item, set())


def _achieved(reading: Reading) -> dict[str, set[str]]:
    """Item -> the texts of 達成率 in its tables."""
    found: dict[str, set[str]] = {}
    for figure in reading.figures:
        if "achievement" in (figure.column.role, figure.row.role):
            found.setdefault(figure.item, set()).update(p.text for p in figure.parts)
    return found


def _met(one: Indicator, year: int) -> bool | None:
    """Whether a target was met; None where it can't be told, or only by unseen digits."""
    target = one.target
    now, before = (unrounded(value_in_year(one, y)[1]) for y in (year, year - 1))
    if target is None or now is None:
        return None
    measured = now
    if target.base:
        if before is None or (target.base == "前年度比" and not before):
            return None
        measured = now - before if target.base == "前年度差" else now * 100 / before
    ways = {"≧": measured >= target.value, "＞": measured > target.value, "≦": measured <= target.value}
    return ways.get(target.comparator, measured < target.value)


def _goal(one: Indicator) -> str:
    if one.target is None:
        return ""
    shown = print_value(one, one.target.value) if not one.target.base else f"{one.target.base} {one.target.value:f}"
    return f"{shown}{one.target.comparator}"


def _told(code: str, passage: Passage, claim: Claim, sentence: str, figures: str, where: Origin | None) -> Problem:
    return problem(
        code, passage.where, item=passage.item or None, place=passage.place,
        also=(where,) if where and where != passage.where else (), word=claim.text, figures=figures,
        words=sentence.strip()[:60],
    )  # fmt: skip
