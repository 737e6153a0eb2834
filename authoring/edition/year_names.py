"""Names of years inside a running text: where each stands, what it means, whether there is such a day.

令和元年度, 令和 2 年 3 月末, 平成31年(2019年)4月1日, H17.4, R1年度, 2019年9月, 元年度, 30年度. Reading is that of
``years``; here nothing need be the whole text.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import Literal, NamedTuple

from authoring.edition.quantities import narrow
from authoring.edition.years import ERAS, Era

__all__ = ["YearName", "year_names"]

Kind = Literal["fiscal", "calendar", "month", "date"]
Trouble = Literal["", "none", "ended", "early"]

_BY_MARK = {mark: era for era in ERAS for mark in (era.name, era.letter)}
_ERA = "|".join(era.name for era in ERAS)
_LETTER = "".join(era.letter for era in ERAS)
_S = "[ ]*"
_MONTH = rf"{_S}(?P<m>[0-9]{{1,2}}){_S}月(?:{_S}(?P<d>[0-9]{{1,2}}){_S}日)?"
_WESTERN_MONTH = _MONTH.replace("<m>", "<wm>").replace("<d>", "<wd>")
_TWIN = rf"(?:{_S}[(](?:[0-9]{{4}}|(?:{_ERA})(?:元|[0-9]{{1,2}}))年?[)])?"  # 平成31年(2019年)4月
_NAME = re.compile(
    rf"""(?=[明大昭平令{_LETTER}元0-9])(?:
      (?P<era>{_ERA}){_S}(?P<n>元|[0-9]{{1,3}})(?![0-9]){_S}(?:年{_S}(?P<f>度)|年{_TWIN}(?:{_MONTH})?)
    | (?<![A-Za-z0-9])(?P<l>[{_LETTER}])(?P<ln>元|[0-9]{{1,2}})(?:年?(?P<lf>度)|年
        |\.[ ]?(?P<lm>[0-9]{{1,2}})(?:\.(?P<ld>[0-9]{{1,2}}))?(?![0-9.]))
    | (?<![0-9.,])(?P<w>(?:19|20)[0-9]{{2}}){_S}年(?:{_S}(?P<wf>度)|{_TWIN}(?:{_WESTERN_MONTH})?(?!間))
    | (?<![0-9第])(?P<b>元|[0-9]{{1,2}}){_S}年度(?![間目連続]|ぶり|[分以]*[上内]))
    """,
    re.VERBOSE,
)
_ENDING = re.compile(rf"{_S}(?:末|時点|現在)")
_LAST_OF_HEISEI = 50  # 平成35年 was written of leases and plans; 平成66年 is a slip
_SAFE = {"平成": (2, 30), "令和": (2, 40)}  # years that lie in their era whole: nothing but the day may be wrong
_MOST = {"明治": 45, "大正": 15, "昭和": 64, "平成": _LAST_OF_HEISEI, "令和": 40}


class YearName(NamedTuple):
    """One name of a year, month or date. ``start``, ``end``: where it stands in the text; ``text``: as typed.

    ``year`` is the western year that it names (a fiscal year where ``kind`` says so). ``as_of``: 末, 時点 or 現在
    follows. ``trouble``: none = there is no such year, month or day; ended = the era was over by then (平成31年5月,
    平成32年); early = the era had not begun (令和元年4月).
    """

    start: int
    end: int
    text: str
    kind: Kind
    year: int
    month: int = 0
    day: int = 0
    era: str = ""
    number: int = 0
    first: bool = False
    bare: bool = False
    as_of: bool = False
    trouble: Trouble = ""

    @property
    def fiscal(self) -> int:
        """The fiscal year that it lies in; a calendar year's is that of its number."""
        return self.year - 1 if self.kind in ("month", "date") and self.month < 4 else self.year

    @property
    def key(self) -> tuple[str, int, int]:
        """What a year's rolling does not change."""
        return self.kind, self.month, self.day


def year_names(text: str, plain: str | None = None) -> tuple[YearName, ...]:
    """Every name of a year in a text, in order, with its span in the text as it is (widths make no difference).

    ``plain``: the text as ``narrow`` makes it, where the caller has it.
    """
    if not _SOME.search(text):
        return ()
    return _names(text, narrow(text) if plain is None and _WIDE.search(text) else plain or text)


@lru_cache(maxsize=1 << 17)
def _names(text: str, plain: str) -> tuple[YearName, ...]:
    read = (_read(found, text, bool(_ENDING.match(plain, found.end()))) for found in _NAME.finditer(plain))
    return tuple(one for one in read if one)


_SOME = re.compile("年|[MTSHR\uff2d\uff34\uff33\uff28\uff32][0-9\uff10-\uff19元]")
_WIDE = re.compile("[\u3000\uff01-\uff5e]")


def _read(found: re.Match[str], text: str, as_of: bool) -> YearName | None:
    mark, count = found["era"] or found["l"] or "", found["n"] or found["ln"] or found["b"] or ""
    fiscal = bool(found["f"] or found["lf"] or found["wf"] or found["b"])
    month = int(found["m"] or found["lm"] or found["wm"] or 0)
    day = int(found["d"] or found["ld"] or found["wd"] or 0)
    number = 1 if count == "元" else int(count or 0)
    bare = bool(found["b"])
    if bare:  # without an era: 30年度 is of 平成, 元年度 and 2年度 are of 令和
        era: Era | None = _BY_MARK["平成" if number > 20 else "令和"]
        if not 1 <= number <= 31:
            return None
    else:
        era = _BY_MARK[mark] if mark else None
    if found["l"] and (month > 12 or day > 31):
        return None  # R2.13 is a code
    kind: Kind = "fiscal" if fiscal else "date" if day else "month" if month or found["lm"] else "calendar"
    year = int(found["w"]) if found["w"] else (era.start.year if era else 0) + number - 1
    trouble = "" if bare else _trouble(era, number, year, kind, found, month, day)
    return YearName(
        found.start(), found.end(), text[found.start() : found.end()], kind, year, month, day, era.name if era else "",
        number, count == "元", bare, as_of, trouble,
    )  # fmt: skip


def _trouble(
    era: Era | None, number: int, year: int, kind: Kind, found: re.Match[str], month: int, day: int
) -> Trouble:
    if era is not None and not 1 <= number <= _MOST[era.name]:
        return "none"
    first_safe, last_safe = _SAFE.get(era.name, (99, 0)) if era else (99, 0)
    given = found["m"] or found["lm"] or found["wm"]
    whole = (kind in ("fiscal", "calendar") and given is None) or (kind == "date" and 1 <= month <= 12 and day <= 28)
    if first_safe <= number <= last_safe and (whole or (kind == "month" and 1 <= month <= 12 and not found["d"])):
        return ""
    if given is not None and not 1 <= month <= 12:
        return "none"
    try:
        first = datetime.date(year, month or 1, day or 1)
        last = first if day else _end(year, month)
    except ValueError:
        return "none"
    if (found["d"] or found["ld"] or found["wd"]) and not day:
        return "none"
    if era is None or kind == "fiscal":
        after = _after(era) if era else None
        return "ended" if after and datetime.date(year, 4, 1) >= after else ""
    following = _after(era)
    if following and first >= following:
        return "ended"
    return "early" if last < era.start and kind != "calendar" else ""


def _after(era: Era) -> datetime.date | None:
    return next((each.start for each in ERAS if each.start > era.start), None)


def _end(year: int, month: int) -> datetime.date:
    if not month:
        return datetime.date(year, 12, 31)
    return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
