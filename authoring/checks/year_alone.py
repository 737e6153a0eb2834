"""Names of years that no paragraph of last year explains: last year told as the year of the report.

Two witnesses: the sentence itself (「令和元年度も…しました」 in 令和2年度), and a figure whose year tables and
indicators know (「令和元年度の納付率は70.6%」 where 70.6 is the value of 令和2年度).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from authoring.checks.reading import AGENCY, ANNEX, PLAN, Passage, Reading
from authoring.checks.year_known import Known
from authoring.checks.year_marks import Marked, marked
from authoring.edition.year_names import YearName
from authoring.edition.years import fiscal_year_name
from authoring.problems import Problem, problem

__all__ = ["check_alone", "check_mentions"]

_TOPIC = re.compile("[ ]*(?:の|中|内)?(?:にお(?:いて|ける)|に|中)?[はも](?![っう])")
_MONTH_TOPIC = re.compile("末?の[^。、はもが]{2,20}は")
_PLANNED = re.compile("[ ]*の?(?:行動計画|目標|計画)[をにはと]")
_SINCE_WHEN = re.compile("[^。]{0,40}?から([0-9\uff10-\uff19]{1,2})年目")
_WAS = re.compile("に(?:対し|比べ)|と比べ|より|から")  # what a figure is held against is of the year that it says
_YEARISH = re.compile("年")
_PAST = re.compile("(?:た|ている|です|か)(?:。|$)")
_AGAINST = re.compile("前年|目標|計画|予定|見込|当初|基準|比|差|から|に対|上回|下回|を[0-9]|うち|平均|累計|分")


def check_alone(reading: Reading, known: Known, told: set[tuple[str, str]]) -> Iterator[Problem]:
    """Findings on single passages. ``told``: (place, text) of passages that a pair has spoken of."""
    for one in reading.passages:
        if one.side == ANNEX or one.kind != "paragraph" or not _YEARISH.search(one.text):
            continue
        if (one.place, one.text) in told:
            continue
        text = marked(one.text)
        if one.side == PLAN:
            yield from _plan(reading.year, one, text)
            continue
        found = (
            _topic(reading.year, one, text)
            or _by_figure(reading.year, one.item, text, known)
            or _twice(reading.year, text)
        )
        if found:
            yield _told(reading.year, one, *found)
        else:
            yield from _event(reading.year, one, text)
        yield from _counted(reading.year, one, text)


def _told(year: int, one: Passage, name: YearName, grounds: str) -> Problem:
    return problem(
        "year-of-last-year", one.where, item=one.item or None, place=one.place, name=name.text,
        now=fiscal_year_name(year), grounds=grounds,
    )  # fmt: skip


def _plan(year: int, one: Passage, text: Marked) -> Iterator[Problem]:
    """A paragraph of the plan that is about last year: 「令和元年度は、次のことに取り組む」 of 令和2年度."""
    names = [gap.name for gap in text.gaps if gap.name]
    first = names[0] if names else None
    if first is None or first.kind != "fiscal" or any(name.fiscal >= year for name in names):
        return
    ahead, rest = one.text[: first.start].strip(), one.text[first.end :]
    if first.fiscal == year - 1 and not ahead and _TOPIC.match(rest) and not _PLAN_PAST.search(rest.split("。")[0]):
        yield _told(year, one, first, "この計画の文に今年度の年の名がありません")


_PLAN_PAST = re.compile("た(?:。|$|が|た?ため|こと|結果)|ており|いる$")


def _event(year: int, one: Passage, text: Marked) -> Iterator[Problem]:
    """Something done last year, told without a word of this year: a background, or a year that was not rolled."""
    names = [gap.name for gap in text.gaps if gap.name]
    if one.side != AGENCY or any(name.fiscal >= year for name in names):
        return
    for name in names:
        rest = one.text[name.end :].split("。")[0]
        if name.kind not in ("month", "date") or name.fiscal != year - 1 or not _DONE_THEN.match(rest):
            continue
        if _PAST.search(rest + "。") and not _ADNOMINAL.match(rest) and not _BACKGROUND.search(one.text):
            yield problem(
                "year-event-before", one.where, item=one.item or None, place=one.place, name=name.text,
                now=fiscal_year_name(year),
            )  # fmt: skip
            return


_DONE_THEN = re.compile("(?:末?に|から|より|末?まで)")
_ADNOMINAL = re.compile("[^、]*?た[\u4e00-\u9fff\u30a1-\u30f6]")
_BACKGROUND = re.compile("施行|前年|比べ|以降|以来|引き続き|累計")


def check_mentions(reading: Reading) -> Iterator[Problem]:
    """One event in two places of an item, a year apart: the words before or behind the month are the same."""
    yield from _planned(reading)
    seen: dict[tuple[object, ...], tuple[YearName, Passage]] = {}
    for one in reading.passages:
        if one.side == ANNEX or one.kind not in ("paragraph", "note") or not _MONTHS.search(one.text):
            continue
        for gap in marked(one.text).gaps:
            name = gap.name
            if name is None or name.kind not in ("month", "date"):
                continue
            ahead, behind = one.text[max(0, name.start - 8) : name.start], one.text[name.end : name.end + 8]
            for side, words in (("before", ahead), ("behind", behind)):
                if len(words) < 8 or not _WORD.search(words):
                    continue
                key = (one.item, name.month, name.day, side, words)
                other, place = seen.setdefault(key, (name, one))
                if abs(other.year - name.year) == 1 and place is not one and place.text != one.text:
                    both = sorted(((name, one), (other, place)), key=lambda each: each[0].year)
                    older, newer = both
                    yield problem(
                        "year-two-ways", older[1].where, item=one.item or None, place=older[1].place,
                        also=(newer[1].where,) if newer[1].where else (), name=older[0].text, other=newer[0].text,
                        words=words,
                    )  # fmt: skip


def _planned(reading: Reading) -> Iterator[Problem]:
    """What last year's row announced for a month of this year, told of the same month a year earlier."""
    ahead: dict[tuple[str, int, int], list[tuple[YearName, Passage]]] = {}
    for one in reading.passages_before:
        if one.side == AGENCY and _MONTHS.search(one.text):
            for name in (gap.name for gap in marked(one.text).gaps if gap.name):
                if name.kind in ("month", "date") and name.fiscal >= reading.year:
                    ahead.setdefault((_row(one), name.month, name.day), []).append((name, one))
    rows = {row for row, *_ in ahead}
    for one in reading.passages:
        if one.side != AGENCY or _row(one) not in rows:
            continue
        for name in (gap.name for gap in marked(one.text).gaps if gap.name):
            for other, old in ahead.get((_row(one), name.month, name.day), ()):
                shared = next((w for w in _NAMES.findall(one.text) if w in old.text), "")
                if other.year == name.year + 1 and shared:
                    yield problem(
                        "year-announced", one.where, item=one.item or None, place=one.place, name=name.text,
                        other=other.text, words=shared,
                    )  # fmt: skip


def _row(one: Passage) -> str:
    return one.place.partition(".")[0]


_NAMES = re.compile("[\u4e00-\u9fff\u30a1-\u30f6ー]{4,}")
_MONTHS = re.compile("月")
_WORD = re.compile("(?:[^\u4e00-\u9fff\u30a1-\u30f6]*[\u4e00-\u9fff\u30a1-\u30f6]){4}")  # four letters that name things


def _counted(year: int, one: Passage, text: Marked) -> Iterator[Problem]:
    """平成27年度に始めてから6年目: the first year and the count give the year of the report."""
    for gap in text.gaps:
        found = _SINCE_WHEN.match(one.text, gap.end) if gap.name and gap.name.kind != "calendar" else None
        if found and gap.name and 0 <= year - gap.name.fiscal < 60 and gap.name.fiscal + int(found[1]) - 1 != year:
            yield problem(
                "year-count", one.where, item=one.item or None, place=one.place, name=gap.text,
                count=found[1], right=year - gap.name.fiscal + 1, now=fiscal_year_name(year),
            )  # fmt: skip


def _twice(year: int, text: Marked) -> tuple[YearName, str] | None:
    """One year with two figures in a sentence: 令和元年度も…82件を…(令和元年度は79件)."""
    seen: dict[int, int] = {}
    for index, gap in enumerate(text.gaps):
        name = gap.name
        if name is None or name.kind != "fiscal" or name.fiscal != year - 1:
            continue
        at = text.figure_of(index, 40)
        if at is None:
            continue
        if name.year in seen:
            first = text.gaps[seen[name.year]]
            between = text.text[first.end : gap.start]
            opened = between.endswith(("(", "\uff08")) and "。" not in between
            if opened and first.unit == text.gaps[at].unit and first.value != text.gaps[at].value:
                return name, f"同じ文で {first.text} と {text.gaps[at].text} の二つの値に付いています"
        else:
            seen[name.year] = at
    return None


def _topic(year: int, one: Passage, text: Marked) -> tuple[YearName, str] | None:
    """Last year as what a sentence is about, with no word of this year in the paragraph."""
    names = [(i, g.name) for i, g in enumerate(text.gaps) if g.name]
    if any(name.fiscal >= year for _, name in names):
        return None
    for _, name in names:
        if name.fiscal != year - 1 or name.kind == "calendar":
            continue
        start, rest = one.text[: name.start].rstrip(), one.text[name.end :].split("。")[0]
        head = not start or start[-1] in "。、)\uff09\n」"
        topic = head and _TOPIC.match(rest) if name.kind == "fiscal" else not start and _MONTH_TOPIC.match(rest)
        if not topic and not (name.kind == "fiscal" and _PLANNED.match(rest)):
            continue
        if _OPEN_BRACKET.search(start) or _CONTRAST.search(rest):
            continue
        if _PAST.search(rest + "。"):
            return name, "この文に今年度の年の名がなく、前年度のこととして書かれています"
    return None


_CONTRAST = re.compile("今年度|本年度|当年度|この年度")
_OPEN_BRACKET = re.compile("[(\uff08][^)\uff09]*$")


def _by_figure(year: int, item: str, text: Marked, known: Known) -> tuple[YearName, str] | None:
    """A name of last year with a figure that only this year has."""
    for index, gap in enumerate(text.gaps):
        name = gap.name
        if name is None or name.kind not in ("fiscal", "month") or name.fiscal != year - 1:
            continue
        if name.kind == "month" and not name.as_of:
            continue
        at = text.figure_of(index)
        if at is None or text.gaps[at].digits < 3:
            continue
        figure = text.gaps[at]
        if _AGAINST.search(text.text[gap.end : figure.start]) or _WAS.match(text.text, figure.end):
            continue
        if known.of(item, figure) == {year}:
            return name, f"{figure.text} は今年度の表・指標の値です"
    return None
