"""Quantities in prose, and what each is in its sentence: the value, last year's, the target, a change of them.

A sentence is cut into stretches that say one thing of one subject: 「…は12件(前年度11件、9.1%増)」 is one, with the
value before its bracket; outside of brackets what stands between two values belongs to the one that it leads to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from authoring.checks.intervals import Interval, exactly, stands_for
from authoring.checks.printed import base_unit, step_of
from authoring.checks.table_cells import COUNTED
from authoring.checks.year_marks import Gap, marked
from authoring.edition.quantities import narrow

__all__ = ["INTENT", "Mention", "Said", "said"]

VALUE, PRIOR, TARGET, BASE = "value", "prior", "target", "base"
DIFFERENCE, RATE, RATIO, ACHIEVED, OTHER = "difference", "rate", "ratio", "achieved", "other"

_TAIL = (
    r"(?:度末|末|度)?(?:現在)?(?:の?実績値?)?(?:は|の|を|が|:|\uff1a|約|値|[(\uff08]|に比べ|より|から|と比べ|に対し)*$"
)
_PRIOR = re.compile(r"(?<!対)(?:前年|昨年|前年同[期月]|前期)" + _TAIL)
_AFTER_YEAR = re.compile(r"^(?:末|時点|現在|分|の|は|実績|が|を|[(\uff08:\uff1a]|約|、)*$")
_TARGET = re.compile(
    r"(?:目標|計画)(?:値|額|数|件数|率|水準|日数)?(?:は|の|を|が|である|とする|:|\uff1a|[(\uff08]|約|に対し|に対して|値)*$"
)
_UP = "増|上昇|上が|上回|伸び|伸ば|高く|高い|多く|多い|延び|長く|長い|超|拡大|改善|プラス|アップ"
_DOWN = "減|低下|下が|下回|短縮|短く|短い|低く|低い|少な|縮小|縮ま|マイナス|削減|ダウン"
_MOVED = re.compile(rf"^(?:の|ほど|程度|分|も|、)*(?P<w>(?P<up>{_UP})|(?P<down>{_DOWN}))")
_RATE_BEFORE = re.compile("(?:前年度?|前年同[期月]|対前年度?)比(?:は|で|が|:|\uff1a|[(\uff08]|約)*$")
_RATIO_BEFORE = re.compile("(?:前年度?|前年同[期月])比(?:は|で|が|:|\uff1a|[(\uff08]|約)*$")
_ACHIEVED = re.compile("(?:^|[(\uff08、。\\s])達成率(?:は|が|で|:|\uff1a|[(\uff08]|約)*$")
_DIFFERENCE = re.compile(
    "(?:前年度?|前年同[期月]|対前年度?)(?:差|比)?(?:は|で|が|:|\uff1a|[(\uff08]|約|より|から|の実績から)*$"
)
_AGAINST_TARGET = re.compile("(?:目標|計画)(?:値|額|数|件数|率)?(?:との差)?(?:を|より|から|は|に|[(\uff08])*(?:約)?$")
_COMPARED = re.compile("^[もを]?(?:上回|下回|超)")
_FROM_PRIOR = re.compile("(?:を|より|から|に比べ|と比べ)$")
_SIGN = "+\uff0b▲△−-"
_MINUS = "▲△−-"
_OPEN, _CLOSE = "(\uff08", ")\uff09"
_START = re.compile("から(?!な)")
_PART = re.compile("目標の約?$")
_ON_PRIOR = re.compile("対?前年度?[差比](?:は|で|:)?$|対前年度?$")
_SENTENCE_END = re.compile("[。\n]")
_OF_YEAR = re.compile("(?:末|分)?(?:の|における)")
_BOUND = re.compile("^(?:以上|以下|未満|超(?!え)|を超える|程度|余り|弱|強|前後|台)")
INTENT = re.compile(
    "^[^、。]{0,6}(?:水準|よう|目指|見込|予定|べく|ため|こととし|計画|必要|か。|かどうか|はず|傾向|場合|取組|目標を(?:設定|掲げ|定め|立て))"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity. ``role``: value, prior, target, base (of an older year), difference, rate, ratio, achieved, other.

    ``way``: the direction that its sign or the word behind it tells. ``loose``: 以上, 台 and the like stand behind it.
    """

    gap: Gap
    role: str
    way: int = 0
    loose: bool = False

    @property
    def text(self) -> str:
        """As typed, with its unit."""
        return self.gap.text

    @property
    def unit(self) -> str:
        """The base unit."""
        return self.gap.unit

    @property
    def signed(self) -> bool:
        """Whether it is typed with a sign."""
        return self.gap.text[:1] in _SIGN

    def step(self) -> Decimal:
        """The step of its last digit, in the base unit."""
        return abs(step_of(narrow(self.gap.text))) * _factor(self.gap.text)

    def stands_for(self) -> Interval:
        """What it stands for in its base unit."""
        return _interval(self.gap.text, self.gap.unit, self.gap.value)


@lru_cache(maxsize=1 << 16)
def _interval(text: str, unit: str, read: Decimal | None) -> Interval:
    value = read or Decimal(0)
    plain = _PLAIN.fullmatch(text)
    if plain and unit == plain[2]:  # by far the most: 1,234件, 69.3%
        step = _STEPS[len(plain[1] or "")]
        return exactly(value) if unit in COUNTED and not plain[1] else stands_for(value, step)
    text = narrow(text)
    step = step_of(text)
    if unit in COUNTED and step == 1 and base_unit(text.lstrip("0123456789,.+▲△−- "))[1] == 1:
        return exactly(value)
    return stands_for(value, abs(step) * _factor(text))


_PLAIN = re.compile(r"[0-9][0-9,]*(?:\.([0-9]{1,4}))?([^0-9,. 兆億万]*)")
_STEPS = tuple(Decimal(1).scaleb(-n) for n in range(5))


def _factor(text: str) -> Decimal:
    """The scale of a unit like 百万円, which is in the value already."""
    unit = re.sub(r"^[+▲△−\- ]*[0-9][0-9,.]*[ ]*[兆億万]?(?:[0-9,.]+[兆億万]?)*[ ]*", "", narrow(text))
    return base_unit(unit)[1] if unit else Decimal(1)


@dataclass(slots=True)
class Said:
    """One stretch: a value with what is said of it. ``lead``: the words before it, ``tail``: those behind it."""

    value: Mention
    lead: str
    others: list[Mention] = field(default_factory=list)
    tail: str = ""
    start: int = 0
    other_year: bool = False  # 平成27年度の…: what follows is of another year than the text

    def only(self, role: str) -> Mention | None:
        """The one mention of a role; None where there is none or more than one."""
        found = [m for m in self.others if m.role == role]
        return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1 << 18)
def said(text: str, year: int) -> tuple[Said, ...]:
    """Every stretch of a text of that fiscal year that has a value, in order."""
    one = marked(text)
    found: list[Said] = []
    start = 0
    if not any(g.value is not None for g in one.gaps):
        return ()
    for end in [m.end() for m in _SENTENCE_END.finditer(text)] + [len(text)]:
        gaps = [g for g in one.gaps if start <= g.start < end]
        if any(g.value is not None for g in gaps):
            found += _sentence(text, start, end, gaps, year)
        start = end
    return tuple(found)


def _sentence(text: str, start: int, end: int, gaps: list[Gap], year: int) -> Iterator[Said]:
    mentions = list(_mentions(text, start, end, gaps, year))
    values = [m for m in mentions if m.role == VALUE]
    if not values:
        return
    made = [Said(v, "", start=start) for v in values]
    edges = [start]
    for index, (one, v) in enumerate(zip(made, values, strict=True)):
        one.lead = text[edges[-1] : v.gap.start]
        names = [g for g in gaps if g.name is not None and edges[-1] <= g.start < v.gap.start]
        one.other_year = any(_OF_YEAR.match(text, g.end) and g.name and g.name.fiscal != year for g in names[-1:])
        stop = values[index + 1].gap.start if index + 1 < len(values) else end
        closed = _bracket_end(text, v.gap.end, stop)
        edges.append(closed)
        one.tail = text[v.gap.end : stop]
    for m in mentions:
        if m.role == VALUE:
            continue
        owner = next((n for n, v in enumerate(values) if v.gap.end <= m.gap.start < edges[n + 1]), None)
        if owner is None:  # outside of a value's own bracket: it leads to the next value, or hangs on the last
            following = next((n for n, v in enumerate(values) if v.gap.start > m.gap.start), None)
            owner = len(values) - 1 if following is None else following
        made[owner].others.append(m)
    yield from made


def _bracket_end(text: str, at: int, stop: int) -> int:
    """The end of the bracket that opens right behind a value; ``at`` where none does."""
    if at >= len(text) or text[at] not in _OPEN:
        return at
    depth = 0
    for n in range(at, stop):
        depth += (text[n] in _OPEN) - (text[n] in _CLOSE)
        if depth == 0:
            return n + 1
    return stop


def _mentions(text: str, start: int, end: int, gaps: list[Gap], year: int) -> Iterator[Mention]:
    at = start
    last: Gap | None = None
    for n, gap in enumerate(gaps):
        if gap.value is not None:
            following = gaps[n + 1].start if n + 1 < len(gaps) else end
            yield _mention(text[at : gap.start], last, gap, text[gap.end : min(following, gap.end + 24)], year)
        last, at = gap, gap.end


def _mention(before: str, last: Gap | None, gap: Gap, after: str, year: int) -> Mention:
    moved = _MOVED.match(after)
    sign = gap.text[:1]
    way = -1 if sign in _MINUS else 1 if sign in "+\uff0b" else 0
    if moved:
        way = way or (1 if moved["up"] else -1)
    loose = bool(_BOUND.match(after))
    role = _role(before, last, gap, year, moved=moved is not None, compared=bool(_COMPARED.match(after)))
    if role == VALUE and _START.match(after):
        role = OTHER  # 152件から122件へ: a start that no year is told of
    if role == TARGET and gap.unit == "%" and _PART.search(before) and after[:1] not in "をよ(\uff08":
        role = ACHIEVED  # 目標の97.2%にとどまる, but 目標の90%を超える
    return Mention(gap, role, way, loose)


def _role(before: str, last: Gap | None, gap: Gap, year: int, *, moved: bool, compared: bool) -> str:
    signed = gap.text[:1] in _SIGN
    if _ACHIEVED.search(before):
        return ACHIEVED
    if (moved or signed) and _AGAINST_TARGET.search(before):
        return OTHER
    if (
        not signed
        and _PRIOR.search(before)
        and (not moved or compared)
        and not _FROM_PRIOR.search(before if moved else "")
    ):
        return PRIOR if gap.unit != "ポイント" else DIFFERENCE
    if gap.unit == "ポイント":
        return DIFFERENCE
    if gap.unit == "%" and _RATIO_BEFORE.search(before) and not signed and not moved and (gap.value or 0) >= 50:
        return RATIO
    if gap.unit == "%" and (moved or signed or _RATE_BEFORE.search(before)):
        return RATE
    if signed or (moved and gap.unit) or (gap.unit and _ON_PRIOR.search(before)):
        return DIFFERENCE
    if _TARGET.search(before):
        return TARGET
    if last is not None and last.name is not None and _AFTER_YEAR.match(before):
        when = last.name.fiscal
        return VALUE if when == year else PRIOR if when == year - 1 else BASE if when < year - 1 else OTHER
    return VALUE if gap.unit else OTHER
