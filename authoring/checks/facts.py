"""One fact, one value: what a sentence states of last year, of a change and of a rate fits together, and with 指標.

Every stretch of prose is held against itself, against the indicator that it names, and against what other places and
last year's edition state of the same noun; what those leave is an interval of unseen digits, and only an empty meeting
is a finding. Numbers that nothing else states are no problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from authoring.checks.fact_nouns import Nouns, noun_of, nouns_of
from authoring.checks.fact_parts import Conflict, inner
from authoring.checks.fact_tables import Tables
from authoring.checks.fact_twins import check_twins
from authoring.checks.intervals import Interval, stands_for
from authoring.checks.mentions import PRIOR, Mention, Said, said
from authoring.checks.named import Named, NamedIndicators
from authoring.checks.printed import step_of
from authoring.checks.reading import Passage, Reading
from authoring.checks.table_cells import COUNTED
from authoring.checks.year_marks import marked
from authoring.edition.quantities import format_number, narrow, parse_number
from authoring.problems import Origin, Problem, problem

__all__ = ["check_facts"]


_MEAN = re.compile("平均|当たり|あたり|1人につき|比べ")
_WHOLE = COUNTED - {"円", "月", "人月", "人日", "か月", "年", "年間", "週間", "倍", "口", "割"}


@dataclass(frozen=True, slots=True)
class _Other:
    """What another place states: the interval, its words, and where it stands."""

    value: Interval
    words: str
    where: Origin | None


def check_facts(reading: Reading) -> Iterator[Problem]:
    """Findings of every passage, one for a stretch: what it says of itself first, then 指標, then other places."""
    named = reading.named
    nouns, tables = nouns_of(reading), Tables(reading)
    told: set[tuple[str, int]] = set()
    for passage in reading.passages:
        if not passage.prose:
            continue
        for one in said(passage.text, reading.year):
            found = next(_findings(reading, passage, one, nouns, tables), None)
            if found is not None and (passage.place, one.start) not in told:
                told.add((passage.place, one.start))
                yield found
        yield from _bare(reading, passage, nouns)
        for holder, figure in named.in_points(passage):
            yield from _points(reading, passage, holder, figure)
    yield from check_twins(reading)
    yield from _fractions(reading)


def _bare(reading: Reading, passage: Passage, nouns: Nouns) -> Iterator[Problem]:
    """「21.1日(2.4日)」 where last year had 23.5日: a difference whose ▲ is lost. A rise needs no sign."""
    text = passage.text
    for one, change in pairwise(said(text, reading.year)):
        start, end = one.value.gap.end, change.value.gap
        bare = text[start : end.start] in ("(", "\uff08") and text[end.end : end.end + 1] in (")", "\uff09")
        if not bare or one.value.unit != end.unit or change.value.signed:
            continue
        noun, holder = noun_of(one), reading.named.of(passage, one)
        known = nouns.published(noun) if noun else None
        before = holder.stands_for(reading.year - 1) if holder else known.value if known else None
        words = holder.printed(reading.year - 1) if holder else known.words if known else ""
        now, by = one.value.stands_for(), change.value.stands_for()
        if before is not None and before.meets(now + by) and not before.meets(now - by) and not before.meets(by):
            yield problem(
                "fact-arithmetic", passage.where, item=passage.item or None, place=passage.place,
                words=_short(text[one.value.gap.start : end.end + 1]), value=end.text,
                others=f"{one.value.text}、前年度 {words}", bounds=_bounds(now - before), unit="", slip=_SLIPS["sign"],
            )  # fmt: skip


def _points(reading: Reading, passage: Passage, holder: Named, figure: str) -> Iterator[Problem]:
    known, value = holder.stands_for(reading.year), parse_number(figure)
    if known is not None and value is not None and not known.meets(stands_for(value, step_of(figure))):
        where = holder.where(reading.year)
        yield problem(
            "fact-indicator", passage.where, item=passage.item or None, place=passage.place,
            also=(where,) if where and where != passage.where else (), name=holder.indicator.name,
            value=f"{figure}ポイント",
            other=holder.printed(reading.year), bounds=_bounds(known),
        )  # fmt: skip


def _fractions(reading: Reading) -> Iterator[Problem]:
    """Things are counted whole: 1.8件 wants its 万, unless it is a mean."""
    for passage in reading.passages:
        if not passage.prose or "." not in passage.text or _MEAN.search(passage.text):
            continue
        for gap in marked(passage.text).gaps:
            if gap.unit in _WHOLE and gap.value is not None and gap.value != int(gap.value):
                words = passage.text[max(0, gap.start - 10) : gap.end + 6]
                yield problem(
                    "fact-fraction", passage.where, item=passage.item or None, place=passage.place, words=words
                )


def _findings(reading: Reading, passage: Passage, one: Said, nouns: Nouns, tables: Tables) -> Iterator[Problem]:
    named = reading.named
    own = next(inner(one), None)
    if own is not None:
        yield _inner(passage, own)
    if one.other_year:
        return
    holder = named.of(passage, one)
    if holder is not None and not _referred(passage, one.value, holder, named):
        yield from _against_indicator(reading, passage, one, holder, named)
    elif holder is None:
        yield from _against_nouns(passage, one, nouns)
        yield from _against_tables(passage, one, tables)


def _referred(passage: Passage, value: Mention, holder: Named, named: NamedIndicators) -> bool:
    """Whether the value was printed by a reference to another indicator, or is the target of this one."""
    targets = passage.block.targets if passage.block else ()
    printed = narrow(value.text)
    if any(printed == text for target in targets if target != holder.indicator.id for text in named.prints(target)):
        return True
    goal = holder.target
    return goal is not None and not goal.base and value.stands_for().holds(goal.value * holder.factor)


def _inner(passage: Passage, found: Conflict) -> Problem:
    code = "fact-points" if found.slip == "points" else "fact-arithmetic"
    return problem(
        code, passage.where, item=passage.item or None, place=passage.place, words=_short(found.words),
        value=found.value, others="、".join(found.others), bounds=_bounds(found.right),
        unit=found.unit, slip=_SLIPS.get(found.slip, ""),
    )  # fmt: skip


def _against_indicator(
    reading: Reading, passage: Passage, one: Said, holder: Named, named: NamedIndicators
) -> Iterator[Problem]:
    for mention, year in ((one.value, reading.year), (one.only(PRIOR), reading.year - 1)):
        known = holder.stands_for(year) if mention is not None else None
        if mention is None or known is None or mention.unit != holder.unit or mention.signed or mention.loose:
            continue
        if not _referred(passage, mention, holder, named) and not known.meets(mention.stands_for()):
            yield _differs(
                "fact-indicator",
                passage,
                mention,
                _Other(known, holder.printed(year), holder.where(year)),
                holder.indicator.name,
            )
    yield from (
        _inner(passage, found) for found in inner(one, prior=holder.stands_for(reading.year - 1),
                                                  words=holder.printed(reading.year - 1))
    )  # fmt: skip


def _against_nouns(passage: Passage, one: Said, nouns: Nouns) -> Iterator[Problem]:
    noun = nouns.noun(one)
    if noun is None:
        return
    prior = one.only(PRIOR)
    before = nouns.published(noun)
    if before is not None:
        if prior is not None and prior.unit == noun[1] and not before.value.meets(prior.stands_for()):
            yield _differs("fact-published", passage, prior, _Other(before.value, before.words, None), noun[0])
        elif prior is None:
            found = next(inner(one, prior=before.value, words=before.words), None)
            if found is not None:
                yield _inner(passage, found)
    first = nouns.first(noun)
    if first is not None and first.passage is not passage and not first.value.meets(one.value.stands_for()):
        yield _differs("fact-twice", passage, one.value, _Other(first.value, first.words, first.passage.where), noun[0])


def _against_tables(passage: Passage, one: Said, tables: Tables) -> Iterator[Problem]:
    known = tables.of(passage, one)
    if known is not None and not known.value.meets(one.value.stands_for()):
        table = f"表「{known.figure.table.name}」"
        yield _differs("fact-table", passage, one.value, _Other(known.value, known.words, known.figure.where), table)


def _differs(code: str, passage: Passage, mention: Mention, other: _Other, name: str) -> Problem:
    return problem(
        code, passage.where, item=passage.item or None, place=passage.place,
        also=(other.where,) if other.where and other.where != passage.where else (), name=name, value=mention.text,
        other=other.words, bounds=_bounds(other.value),
    )  # fmt: skip


_SLIPS = {
    "sign": "増減の向きが逆です。",
    "point": "小数点か位を移すと合います。",
    "points": "",
    "unit": "単位の取り違えのようです。",
}


def _bounds(value: Interval) -> str:
    """From where to where; one number where both are printed alike."""
    return "～".join(dict.fromkeys((_bound(value.low), _bound(value.high))))


def _bound(edge: Decimal) -> str:
    decimals = max(0, min(3, -int(edge.normalize().as_tuple().exponent)))
    return format_number(edge, decimals)


def _short(text: str) -> str:
    text = text.replace("\n", "")
    return text if len(text) <= 60 else text[:60] + "…"
