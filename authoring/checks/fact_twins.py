"""Two places of one plan entry, or of one item, that tell the same figure with two digits the other way round.

A number of five digits or more that stands nowhere else, while the same digits in another order stand beside it with
the same unit, is a slip of the hand; a shorter one is where the words behind it are the same too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from authoring.checks.reading import MINISTRY, Passage, Reading
from authoring.checks.year_marks import Gap, marked
from authoring.edition.quantities import narrow
from authoring.problems import Problem, problem

__all__ = ["check_twins"]

_LONG = 5  # digits
_WORDS = 4  # letters behind a figure, and so many before it, that make it the same statement
_BEFORE = 6
_MANY = 3  # kanji behind a figure that make it so without those before it
_FAR = 9
_NEXT = 12  # letters
_CHANGED = re.compile("高く|低く|上が|下が|上昇|低下|伸び|改善|上回|下回|増|減")
_KANJI = re.compile("[一-龥]")
_DIGITS = re.compile("[0-9]")


class _Told(NamedTuple):
    """A figure in prose: its digits, unit, the words behind it, and where it stands."""

    digits: str
    unit: str
    behind: str
    passage: Passage
    gap: Gap


def check_twins(reading: Reading) -> Iterator[Problem]:
    """Figures that only differ in the order of their digits from one that is told of the same."""
    told = list(_told(reading))
    often: dict[tuple[str, str], int] = defaultdict(int)
    for t in told:
        often[t.digits, t.unit] += 1
    numbers = {_plain(part.text) for figure in reading.figures for part in figure.parts}
    by_item: dict[tuple[str, str, str], list[_Told]] = defaultdict(list)
    for t in told:
        by_item[t.passage.item, t.unit, "".join(sorted(t.digits))].append(t)
    yield from _scaled(told)
    yield from _points(told)
    for group in by_item.values():
        for n, a in enumerate(group):
            twins = [b for b in group[:n] if _swapped(a.digits, b.digits) and _same(a, b)]
            if twins and often[a.digits, a.unit] == 1 and a.digits not in numbers:
                yield _finding(a, twins[0])
            elif (
                twins and often[twins[0].digits, a.unit] == 1 and twins[0].digits not in numbers and a.digits in numbers
            ):
                yield _finding(twins[0], a)


def _points(told: list[_Told]) -> Iterator[Problem]:
    """A change in % that the same plan entry tells in points."""
    points = [t for t in told if t.unit == "ポイント"]
    in_points = {(where, abs(t.gap.value or 0)): t for t in points for where in (t.passage.section, t.passage.item)}
    shares = {(t.passage.section, abs(t.gap.value or 0)) for t in told if t.unit == "%" and not _changes(t)}
    for t in told:
        where = t.passage.item if t.passage.side == MINISTRY else t.passage.section
        key = (where, abs(t.gap.value or 0))
        other = in_points.get(key)
        if t.unit != "%" or not where or other is None or len(t.digits) < 2 or not _changes(t) or key in shares:
            continue
        at, beside = t.passage, other.passage.where
        if not _counts(at.text, t.gap):
            yield problem(
                "fact-points", at.where, item=at.item or None, place=at.place,
                words=at.text[max(0, t.gap.start - 20) : t.gap.end + 8], value=t.gap.text,
                also=(beside,) if beside and beside != at.where else (),
            )  # fmt: skip


def _changes(t: _Told) -> bool:
    return _CHANGED.match(t.behind) is not None or t.gap.text[0] in "+▲△−"


def _counts(text: str, gap: Gap) -> bool:
    """Whether the sentence tells of other things than shares right before, so that its rate may be one of those."""
    start, end = text.rfind("。", 0, gap.start) + 1, text.find("。", gap.end)
    told = [g for g in marked(text).gaps if g.value is not None and start <= g.start and (g.end <= end or end < 0)]
    if any(g.unit not in ("%", "ポイント") and 0 <= g.start - gap.end < _NEXT for g in told):
        return True  # 前年度比▲1.8%の16,299件
    inside = [g for g in told if g.start < gap.start]
    return any(g.unit not in ("%", "ポイント") and "は" not in text[g.end : gap.start] for g in inside)


def _told(reading: Reading) -> Iterator[_Told]:
    for p in reading.passages:
        if not p.prose:
            continue
        for gap in marked(p.text).gaps:
            if gap.value is not None and gap.unit:
                yield _Told(_plain(gap.text), gap.unit, p.text[gap.end : gap.end + 2 * _WORDS], p, gap)


def _plain(text: str) -> str:
    return "".join(_DIGITS.findall(narrow(text)))


def _swapped(a: str, b: str) -> bool:
    """Whether two neighbouring digits are the other way round, and all others alike."""
    if len(a) != len(b) or a == b:
        return False
    at = [n for n in range(len(a)) if a[n] != b[n]]
    return len(at) == 2 and at[1] == at[0] + 1 and a[at[0]] == b[at[1]] and a[at[1]] == b[at[0]]


def _same(a: _Told, b: _Told) -> bool:
    if len(a.digits) >= _LONG:
        return True
    alike = a.behind[:_WORDS] == b.behind[:_WORDS] and len(_KANJI.findall(a.behind[:_WORDS])) >= 1
    before = [t.passage.text[max(0, t.gap.start - _BEFORE) : t.gap.start] for t in (a, b)]
    led = before[0] == before[1] and len(_KANJI.findall(before[0])) >= _MANY
    return alike and (led or (len(_KANJI.findall(a.behind)) >= _MANY and a.behind == b.behind))


def _scaled(told: list[_Told]) -> Iterator[Problem]:
    """The same digits in one plan entry that stand for ten times as much or more: a unit or a point has slipped."""
    groups: dict[tuple[str, str, str], list[_Told]] = defaultdict(list)
    for t in told:
        plain = t.gap.text[0] not in "+▲△−" and t.unit != "ポイント"
        if plain and len(t.digits.strip("0")) >= 2 and t.passage.section and ("." in t.gap.text or len(t.digits) > 2):
            groups[t.passage.section, t.unit, t.digits].append(t)
    for group in groups.values():
        values = {t.gap.value for t in group}
        if len(values) != 2:
            continue
        small, large = sorted(abs(v) for v in values if v is not None)
        if not small or large / small < _FAR:
            continue
        by_value = [[each for each in group if each.gap.value == v] for v in sorted(values, key=str)]
        odd = min(by_value, key=lambda many: (len(many), -told.index(many[0])))
        other = next(t for t in group if t.gap.value != odd[0].gap.value)
        for t in odd:
            yield problem(
                "fact-scale", t.passage.where, item=t.passage.item or None, place=t.passage.place,
                also=(other.passage.where,) if other.passage.where and other.passage.where != t.passage.where else (),
                value=t.gap.text, other=other.gap.text,
            )  # fmt: skip


def _finding(a: _Told, b: _Told) -> Problem:
    at, other = a.passage, b.passage.where
    return problem(
        "fact-swapped", at.where, item=at.item or None, place=at.place,
        also=(other,) if other and other != at.where else (), value=a.gap.text, other=b.gap.text,
    )  # fmt: skip
