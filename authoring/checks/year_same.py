"""Text that is last year's to the last letter: what an agency or the Ministry did, told again of another year."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from authoring.checks.reading import PLAN, Passage, Reading
from authoring.checks.year_known import Known
from authoring.checks.year_marks import Marked, often
from authoring.checks.year_moved import is_fixed
from authoring.checks.year_pairs import Pair
from authoring.edition.year_names import YearName
from authoring.problems import Problem, Severity, problem

__all__ = ["check_same", "common_figures", "is_usual"]

_LEAST = 20  # letters of a statement from which two years seldom say it alike by chance
# What was done is told so; a criterion (…たか) and a definition (…をいいます) stand for years.
_DONE = re.compile("(?:[ただ]|ている|です|ます|[0-9%\uff05人件円回日])$")
_STANDING = re.compile(
    "をいいます$|をいう$|を指します$|に記載|を参照|・・・|[ただ]か$|(?:定義|算式|計算|方法)は|とは、"
)
_AHEAD = re.compile("[^、。]{0,8}(?:へ向け|に向け|に備え|へ備え|に先立)")  # this year as what is to come
_CRITERION = re.compile("[ただ]か。?$")
_LEADS_ON = re.compile("のとおり|次のこと|以下の|次の取組")
_LEAD = 40  # letters up to which a sentence that leads on to a list says nothing of the year
_RARE = 4  # fewer than one unchanged statement in so many: carrying over is the exception in this edition
_USUAL = 10  # more than one in so many with a figure: the edition is not rolled yet, or its authors mean it so
_BOUND = re.compile("目標|基準|以上|以下|未満|要件")


def is_usual(pairs: Iterable[Pair]) -> bool:
    """Whether statements with figures stand unchanged in numbers: the edition is not rolled yet, or means it so."""
    stated = [p for p in pairs if p.new.side != PLAN and _FIGURES.search(p.new.text) and _is_statement(p.new)]
    return sum(p.same for p in stated) * _USUAL > len(stated)


def common_figures(reading: Reading) -> set[str]:
    """Figures that both years name three times or more: 312か所, 65歳. They belong to no year."""
    both = [often((p.text for p in many), 3) for many in (reading.passages_before, reading.passages)]
    return both[0] & both[1]


_TELLING = re.compile("年|[HR\uff28\uff32]|[0-9\uff10-\uff19][0-9\uff10-\uff19.,\uff0e\uff0c]+")
_YEAR = re.compile("[年.]?[年度]$|[HR]")
_FIGURES = re.compile("[0-9\uff10-\uff19][0-9\uff10-\uff19.,\uff0e\uff0c]+")


def check_same(reading: Reading, pairs: list[Pair], known: Known, common: set[str]) -> Iterator[Problem]:
    """Unchanged statements: with a figure or a name of last year a warning each; the others one information a cell.

    Where statements are seldom carried over at all, each of the others is a warning too.
    """
    ours = [p for p in pairs if p.new.side != PLAN]
    stated = [p for p in ours if p.new.kind == "paragraph" and _is_statement(p.new)]
    same = [p for p in stated if p.same]
    yield from _criteria(reading, (p for p in ours if p.same and not _is_statement(p.new)))
    rare = len(same) * _RARE < len(stated)
    quiet: dict[str, list[Passage]] = defaultdict(list)
    for pair in ours:
        if pair.same and _CRITERION.search(pair.new.text) and len(pair.new.text) >= _LEAST:
            quiet[pair.new.place].append(pair.new)
    stale: list[tuple[Passage, str, str]] = []
    for pair in same:
        if not _TELLING.search(pair.new.text):
            code, shown = "", ""
        else:
            code, shown = _stale(reading.year, pair.new.item, pair.marks[1], known, common)
        if code:
            stale.append((pair.new, code, shown))
        elif shown != "current" and len(pair.new.text) >= _LEAST:
            quiet[pair.new.place].append(pair.new)
    usual = is_usual(pairs)
    for new, code, shown in stale:
        yield problem(
            code, new.where, item=new.item or None, place=new.place, words=_short(new.text), value=shown,
            severity=Severity.INFO if usual and not _YEAR.search(shown) else None,
        )  # fmt: skip
    for place, many in quiet.items():
        one = many[0]
        yield problem(
            "year-text-same", one.where, item=one.item or None, place=place, count=len(many), words=_short(one.text),
            severity=Severity.WARNING if rare and not _CRITERION.search(one.text) else None,
        )  # fmt: skip


def _criteria(reading: Reading, pairs: Iterable[Pair]) -> Iterator[Problem]:
    """A criterion, heading, caption or bare figure that still names last year as the year of the report."""
    for pair in pairs:
        if "年" not in pair.new.text and not _LETTERED.search(pair.new.text):
            continue
        text = pair.marks[1]
        names = [gap.name for gap in text.gaps if gap.name]
        if any(name.fiscal >= reading.year for name in names):
            continue
        for name in names:
            rolls = name.fiscal == reading.year - 1 and (name.kind == "fiscal" or name.as_of)
            if is_part_of_a_window(text.text, name, reading.year) or (
                rolls and not is_fixed(text.text, name, since=True)
            ):
                yield problem(
                    "year-text-left", pair.new.where, item=pair.new.item or None, place=pair.new.place,
                    words=_short(pair.new.text), value=name.text,
                )  # fmt: skip
                break


_OF_A_YEAR = re.compile("分(?!から|以降|より)")


def is_part_of_a_window(text: str, name: YearName, year: int) -> bool:
    """平成29年度分 of a list that goes on year by year: it can't be the same in two editions."""
    return name.kind == "fiscal" and year - 4 < name.fiscal < year and bool(_OF_A_YEAR.match(text, name.end))


_LETTERED = re.compile("[HR\uff28\uff32]")
_OF_A_TELLING = re.compile("年|[HR\uff28\uff32]|[0-9\uff10-\uff19][0-9\uff10-\uff19.,\uff0e\uff0c]+")
_YEAR = re.compile("分(?!から|以降|より)")


def _is_statement(one: Passage) -> bool:
    return _states(one.text[-_LEAD:], len(one.text))


@lru_cache(maxsize=1 << 13)
def _states(tail: str, length: int) -> bool:
    last = tail.rstrip("。)\uff09 \n")
    return bool(_DONE.search(last)) and not (_STANDING.search(last) or (length <= _LEAD and _LEADS_ON.search(last)))


def _stale(now: int, item: str, text: Marked, known: Known, common: set[str]) -> tuple[str, str]:
    """(code, what shows that the text is of another year); ("", "current") where this year's figures bear it out."""
    names = [g.name for g in text.gaps if g.name]
    year = now - 1
    ahead = next((n for n in names if n.fiscal >= now and _AHEAD.match(text.text, n.end)), None)
    if ahead:
        return "year-text-left", ahead.text
    if any(name.fiscal >= now and (name.kind == "fiscal" or name.as_of) for name in names):
        return "", ""
    for name in names:
        if is_part_of_a_window(text.text, name, now):
            return "year-text-left", name.text
        if name.fiscal == year and name.kind == "fiscal" and not is_fixed(text.text, name):
            return "year-text-left", name.text
        if name.fiscal == year and name.as_of and not is_fixed(text.text, name):
            return "year-text-left", name.text
    borne = False
    for gap in text.gaps:
        if gap.value is None or gap.digits < 3 or (gap.near in common and not known.of(item, gap)):
            continue
        if _BOUND.search(text.text[max(0, gap.start - 8) : gap.end + 4]):
            continue
        years = known.of(item, gap)
        if now in years:
            borne = True
        elif (year in years or gap.digits >= 4 or "." in gap.text) and not borne:
            # Beside a figure that this year's tables bear out, the other one may be what did not change.
            return "year-text-left", gap.text
    dated = (n for n in names if n.fiscal == year and n.kind in ("month", "date") and not is_fixed(text.text, n))
    first = next(dated, None)
    if first and not borne:
        return "year-text-left", first.text
    return "", "current" if borne else ""


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
