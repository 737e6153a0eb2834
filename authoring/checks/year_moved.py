"""Two years' paragraphs beside each other: names of years that should have moved, that should not have, and figures.

Last year's paragraph is the witness. A name moved when it stands in the same place of the sentence for another year; a
figure that is about it, close behind it, tells whether the name or the figure was forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from authoring.checks.mentions import DIFFERENCE, RATE, RATIO, said
from authoring.checks.reading import MINISTRY, PLAN, Reading
from authoring.checks.year_known import Known
from authoring.checks.year_marks import Gap, Marked, aligned
from authoring.checks.year_pairs import Pair
from authoring.edition.year_names import YearName
from authoring.problems import Problem, Severity, problem

__all__ = ["check_moved"]

# A day that a thing began or was made law on belongs to the thing, not to the year of the report.
_FIXED = re.compile(
    "[ ]*(?:の)?(?:法律第|政令第|省令第|府令第|告示第|条例第|規則第|制定|公布|施行|設立|創設|創立|発足|成立)"
)
_OPEN = re.compile("[ ]*[~\u301c\uff5e\u2015\u2500][ ]*(?:[)\uff09\u3015\u3011]|$)")  # (H17.4~)
_SINCE = re.compile(
    "[ ]*(?:末|時点|現在)?(?:の)?(?:から|以降|以来|以後|より|を基準|比(?!率|例|較)|と比べ|に比べ|対比|[~\u301c\uff5e])"
)
_BEGIN = re.compile("[ ]*(?:から|以降|以来|以後|より(?!も)|[~\u301c\uff5e])")
_BIRTH = re.compile("生まれ|生年|に生|以前|到達")
_FOR = re.compile("[ ]*(?:分|入学|採用|卒|設定|発行|契約)")  # 平成28年度分の最終納付率 goes on year by year
_WINDOW = re.compile("[ ]*(?:末)?(?:[~\u301c\uff5e]|、|・|から.{0,12}まで)")
_KEPT = re.compile("目標|基準|定員|上限|下限|限度|計画|予定|見込|当初|規程|要件|以上|以下|未満")
_OLD = 30  # a plain year of longer ago is of a birth date
_BOUND = re.compile("以上|以下|未満|を(?:目標|上限|基準)|の(?:目標|枠)")
_GIVEN = re.compile("目標|基準|定員|上限|下限|限度|計画|予定|見込|当初|規程")
_UNTIL = re.compile("[^。]{0,16}まで")
_AIMED_AT = re.compile(
    "(?:目標|計画|基準)(?:値|額|数)?(?:は|の|が|を)?[(\uff08]?$"
)  # 目標(58.1日) may well stand for years
_DERIVED = (RATE, RATIO, DIFFERENCE)  # told beside its values, which say by themselves whether it holds
_FAR = 3  # years before the year of the report from which a name in prose is a fixed point and not a window


@dataclass(frozen=True, slots=True)
class _Two:
    """A pair cut open: ``places`` are gaps (of old, of new) that correspond, ``moved`` those that differ."""

    pair: Pair
    old: Marked
    new: Marked
    places: list[tuple[int, int]]
    moved: list[tuple[int, int]]

    def told(self, code: str, severity: Severity | None = None, **words: str) -> Problem:
        """A problem at this year's paragraph."""
        new = self.pair.new
        fields: dict[str, Any] = {**words}
        return problem(code, new.where, item=new.item or None, place=new.place, severity=severity, **fields)


def check_moved(
    reading: Reading, pairs: Iterable[Pair], known: Known, common: set[str], *, usual: bool = False
) -> Iterator[Problem]:
    """Names of years and figures of each pair.

    Args:
        reading: this year and last year.
        pairs: paragraphs, and sentences of reworded ones.
        known: figures of tables and indicators with their years.
        common: figures that the text names again and again (312か所).
        usual: statements with figures stand unchanged in numbers, so that one unchanged sentence says nothing.
    """
    for pair in pairs:
        if pair.same:
            continue
        old, new = pair.marks
        if not old.gaps or not new.gaps:
            continue
        places = aligned(old, new)
        two = _Two(pair, old, new, places, [(o, n) for o, n in places if _differs(old.gaps[o], new.gaps[n])])
        for o, n in places:
            was, now = old.gaps[o].name, new.gaps[n].name
            if was and now:
                yield from _year(reading.year, two, was, now, (o, n))
        if pair.new.side != PLAN:
            yield from _figures(reading.year, two, known, common, usual=usual)


def _differs(old: Gap, new: Gap) -> bool:
    if old.name and new.name:
        return old.name.year != new.name.year or old.name.key != new.name.key
    return old.value != new.value


def _beside_last(year: int, two: _Two) -> bool:
    """Whether the sentence compared its year with the year before it, and now compares this year."""
    return any(
        was.kind == now.kind == "fiscal" and was.fiscal == year - 1 and now.fiscal == year
        for o, n in two.places
        if (was := two.old.gaps[o].name) and (now := two.new.gaps[n].name)
    )


def _year(year: int, two: _Two, was: YearName, now: YearName, at: tuple[int, int]) -> Iterator[Problem]:
    if was.key != now.key or was.trouble == "none" or now.trouble == "none":
        return
    text, side = two.new.text, two.pair.new.side
    delta, far = now.year - was.year, year - 1 - was.fiscal
    figure = _about(two, at)
    words: dict[str, Any] = {
        "name": now.text,
        "old": was.text,
        "words": _around(text, now),
        "before": _around(two.old.text, was),
    }
    started = is_fixed(text, now, since=not _UNTIL.match(text, now.end)) and not (far == 1 and _beside_last(year, two))
    if delta == 0 and 0 <= far <= 1 and not started:
        if side == PLAN:
            if far == 0 and now.kind == "fiscal" and two.moved:
                yield two.told("year-not-rolled", **words)
        elif figure == "moved" or (not figure and _others_rolled(two, now, far)):
            yield two.told("year-not-rolled", **words)
    alone = two.moved == [at]
    if delta and side != PLAN and _is_base(two.old.text, text, was, now, far, figure, alone):
        yield two.told("year-base-moved", **words)


def is_fixed(text: str, name: YearName, *, since: bool = False) -> bool:
    """Whether the words behind a name tie it to a thing: a law, a beginning; ``since``: から, 以降 and such too."""
    return bool(_FIXED.match(text, name.end) or _OPEN.match(text, name.end) or (since and _SINCE.match(text, name.end)))


def _is_base(before: str, text: str, was: YearName, now: YearName, far: int, figure: str, alone: bool) -> bool:
    """Whether a name that moved was a fixed point: tied to a thing, or long past and no window or birth date.

    ``figure``: what became of the figure that it is about; ``alone``: nothing else of the paragraph moved.
    """
    if is_fixed(text, now) and is_fixed(before, was):
        return True
    tail = text[now.end : now.end + 20]
    if not 1 <= far <= _OLD or _BIRTH.search(tail) or _FOR.match(text, now.end) or _WINDOW.match(tail):
        return False
    if alone and figure != "moved":
        return far >= 2 or (bool(_BEGIN.match(text, now.end)) and now.kind in ("month", "date"))
    if far >= _FAR:
        return True
    return far >= 2 and figure == "stayed"


def _about(two: _Two, at: tuple[int, int]) -> str:
    """What became of the figure that a name is about: moved, stayed, or "" where it has none."""
    before, after = two.old.figure_of(at[0]), two.new.figure_of(at[1])
    if before is None or after is None:
        return ""
    one, other = two.old.gaps[before], two.new.gaps[after]
    if one.unit != other.unit or ((before, after) not in two.places and two.old.shape != two.new.shape):
        return ""
    bound = _KEPT.search(two.new.text[two.new.gaps[at[1]].end : other.end + 4])
    if bound or max(one.digits, other.digits) < 2:
        return ""
    return "stayed" if one.value == other.value else "moved"


def _others_rolled(two: _Two, name: YearName, far: int) -> bool:
    """Whether the year's other names rolled on, so that this one was left: names of its own kind, or a fiscal year."""
    if name.kind == "calendar":
        return False
    for o, n in two.moved:
        was, now = two.old.gaps[o].name, two.new.gaps[n].name
        rolled = was and now and now.year == was.year + 1 and was.key == now.key
        if rolled and now and (far == 0 or now.kind == name.kind):
            return True
    figures = any(two.new.gaps[n].value is not None for _, n in two.moved)
    return far == 0 and name.kind == "fiscal" and figures


_PRIOR = re.compile("(?:前年|前期|前回|昨年)[^比差よ、。)\uff09]{0,8}$")


def _figures(year: int, two: _Two, known: Known, common: set[str], *, usual: bool) -> Iterator[Problem]:
    """A figure that is last year's to the last digit, while the others of the sentence moved."""
    new, sentence = two.new, _sentences(two.new)
    others = [sentence[n] for _, n in two.moved if new.gaps[n].value is not None and new.gaps[n].digits >= 2]
    rolled = [sentence[n] for _, n in two.moved if new.gaps[n].name]
    # The figures of a criterion are targets, but for those that a year's name makes facts.
    criterion = two.pair.new.side == MINISTRY and not two.pair.new.text.rstrip("。").endswith("る")
    for o, n in two.places:
        one = new.gaps[n]
        if one.value is None or one.value != two.old.gaps[o].value or one.digits < 3:
            continue
        ahead, years = new.text[max(0, one.start - 12) : one.start], known.of(two.pair.new.item, one)
        prior = bool(_PRIOR.search(ahead))
        if _BOUND.match(new.text[one.end : one.end + 4]) or _is_told_of_the_past(year, two, (o, n), prior=prior):
            continue
        if year in years or (prior and year - 1 in years) or (one.near in common and not years):
            continue
        witness = year - 1 in years
        if not witness and _GIVEN.search(ahead):
            continue
        attached = any(new.figure_of(y) == n for _, y in two.moved if new.gaps[y].name)
        many = others.count(sentence[n]) + rolled.count(sentence[n])
        beside = one.digits >= 4 and not usual and bool(others or rolled)
        if (criterion and not attached) or _AIMED_AT.search(ahead):
            continue
        if not witness and any(m.gap == one for s in said(new.text, year) for m in s.others if m.role in _DERIVED):
            continue
        if witness or attached or beside or many >= 2 or (many and (one.digits >= 4 or "." in one.text)):
            words = {"words": _around(new.text, one), "before": _around(two.old.text, two.old.gaps[o])}
            doubtful = usual and not witness
            yield two.told("year-figure-left", Severity.INFO if doubtful else None, value=one.text, **words)


def _is_told_of_the_past(year: int, two: _Two, at: tuple[int, int], *, prior: bool) -> bool:
    """Whether the figure is a fact of a year that is over: 平成27年3月末の約97万事業所."""
    name = _named(two.new, at[1])
    if name is None:
        return False
    was = _named(two.old, at[0])
    return name.fiscal < year - 1 + prior or (name.fiscal == year - 1 and was is not None and was.year == name.year)


def _sentences(text: Marked) -> list[int]:
    """For each gap, in which sentence of the paragraph it stands."""
    return [text.text.count("。", 0, gap.start) for gap in text.gaps]


def _named(text: Marked, index: int) -> YearName | None:
    """The nearest name of a year before a figure, in its sentence."""
    for gap in reversed(text.gaps[:index]):
        if "。" in text.text[gap.end : text.gaps[index].start]:
            return None
        if gap.name:
            return gap.name
    return None


def _around(text: str, one: YearName | Gap, reach: int = 10) -> str:
    """The name or figure with a few letters on either side."""
    start, end = max(0, one.start - reach), min(len(text), one.end + reach)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}".replace("\n", " ")
