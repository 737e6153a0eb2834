"""Fiscal years, eras and periods: read in every form that people type, printed in one.

A fiscal year is the western year in which it begins (2019 = 令和元年度, April 2019 to March 2020). A period is a
string: ``2019`` (fiscal year), ``2020-03`` (month, or its end), ``2020-03-31`` (date). The era name is printing only.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "ERAS", "Era", "era_name", "era_year_name", "fiscal_year_name", "fiscal_year_of", "parse_date", "parse_period",
    "parse_year", "previous_period", "print_period", "year_code",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Era:
    """An era: name, letter, first day, and the last calendar year that its name is accepted for."""

    name: str
    letter: str
    start: datetime.date
    last: int


# 改元: 1989-01-08 平成 (昭和64年政令第1号), 2019-05-01 令和 (平成31年政令第143号). Plans written before May 2019 name
# years up to 平成33年 (2021); such names are read, and never printed. 令和 is read as far as two digits go.
ERAS = (
    Era("明治", "M", datetime.date(1868, 1, 25), 1912),
    Era("大正", "T", datetime.date(1912, 7, 30), 1926),
    Era("昭和", "S", datetime.date(1926, 12, 25), 1989),
    Era("平成", "H", datetime.date(1989, 1, 8), 2021),
    Era("令和", "R", datetime.date(2019, 5, 1), 2117),
)
_READ_BEYOND_ITS_END = "平成"

_BY_MARK = {mark: era for era in ERAS for mark in (era.name, era.letter)}
_NARROW: dict[int, str] = {c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
_LIGATURES = str.maketrans({"㍾": "明治", "㍽": "大正", "㍼": "昭和", "㍻": "平成", "㋿": "令和"})
_SPACE = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")
_KANJI = "〇一二三四五六七八九"

_NUMBER = f"[0-9]{{1,2}}|[{_KANJI}十]{{1,3}}"
_NAME = "|".join(era.name for era in ERAS)
_NAMED_YEAR = f"(?P<era>{_NAME}|[MTSHR])(?P<n>元|{_NUMBER})"
_WESTERN = f"(?P<w>[0-9]{{4}}|[{_KANJI}]{{4}})"
_MONTH_DAY = rf"(?P<m>{_NUMBER})月(?P<d>{_NUMBER})日"

_YEAR = re.compile(rf"(?:{_NAMED_YEAR}|{_WESTERN})(?:年度?)?")
_FIRST_YEAR = re.compile("元年度")  # without an era: of the present one
_END_OF_YEAR = re.compile("(.+年度)末")
_DATE = re.compile(
    rf"(?:{_NAMED_YEAR}|{_WESTERN})(?:年{_MONTH_DAY}|(?P<s>[-./])(?P<m2>[0-9]{{1,2}})(?P=s)(?P<d2>[0-9]{{1,2}}))"
)
# A dot after a western year is no month: 2019.4 is a number.
_MONTH = re.compile(
    rf"(?:{_NAMED_YEAR}|{_WESTERN})(?:年(?P<m>{_NUMBER})月|(?:(?<![0-9]{{4}})\.|[-/])(?P<m2>[0-9]{{1,2}}))末?"
)
_AS_OF = re.compile("(?:時点|現在)$")
_PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def _plain(text: str) -> str:
    """Half-width, capital letters, no spaces except between two digits (where they part two numbers)."""
    return _SPACE.sub("", text.translate(_LIGATURES).translate(_NARROW)).upper()


def _count(text: str) -> int:
    """The number that 元, 31, 三十一 or 三一 says; 0 where it says none (十一十)."""
    if text == "元":
        return 1
    if text.isascii():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(str(_KANJI.index(each)) for each in text))
    if len(tens) > 1 or len(ones) > 1 or "十" in ones or "〇" in text:
        return 0
    return 10 * (_KANJI.index(tens) if tens else 1) + (_KANJI.index(ones) if ones else 0)


def _western(found: re.Match[str]) -> tuple[int | None, Era | None]:
    """The western year of a match and the era that it was named by; None where no era has such a year."""
    if found["w"]:
        year = _count(found["w"])
        return (year if ERAS[0].start.year <= year <= ERAS[-1].last else None), None
    era, n = _BY_MARK[found["era"]], _count(found["n"])
    year = era.start.year + n - 1
    return (year if n >= 1 and year <= era.last else None), era


def _era_on(day: datetime.date) -> Era:
    """The era of a day.

    Raises:
        ValueError: the day lies before 明治.
    """
    for era in reversed(ERAS):
        if day >= era.start:
            return era
    raise ValueError(f"no era is known for {day.isoformat()}")


def _lies_in(era: Era | None, first: datetime.date, last: datetime.date) -> bool:
    """Whether some day of the span has the era, or (平成 only) had it in the eyes of an older plan."""
    if era is None:
        return True
    if era.name == _READ_BEYOND_ITS_END:
        return last >= era.start
    after = next((each.start for each in ERAS if each.start > era.start), datetime.date.max)
    return last >= era.start and first < after


def _year_name(era: Era, year: int) -> str:
    n = year - era.start.year + 1
    return "元" if n == 1 else str(n)


def _fiscal_era(year: int) -> Era:
    """The era that names a fiscal year: that of 31 December, so the whole of 2019 is 令和元年度."""
    return _era_on(datetime.date(year, 12, 31))


def parse_year(text: str) -> int | None:
    """The fiscal year that the whole text names (r02, R元, H31, 令和2年度, 平成 31 年度, 元年度, 2020), or None.

    平成 is read up to 33 (2021), because plans written before May 2019 used it; 昭和 up to 64. 元年度 without an era is
    that of 令和. A calendar year's form (令和2年) is read as the fiscal year of that number.
    """
    plain = _plain(text)
    if _FIRST_YEAR.fullmatch(plain):
        return ERAS[-1].start.year
    found = _YEAR.fullmatch(plain)
    return _western(found)[0] if found else None


def fiscal_year_name(year: int, style: Literal["full", "short"] = "full") -> str:
    """令和元年度, or 元年度 in the short style (which only the reader's knowledge of the era makes a year).

    Raises:
        ValueError: the year lies before 明治.
    """
    era = _fiscal_era(year)
    return f"{era.name if style == 'full' else ''}{_year_name(era, year)}年度"


def year_code(year: int) -> str:
    """``r01`` for 2019, ``h30`` for 2018: the name of a past year's folder.

    Raises:
        ValueError: the year lies before 明治.
    """
    era = _fiscal_era(year)
    return f"{era.letter.lower()}{year - era.start.year + 1:02}"


def fiscal_year_of(day: datetime.date) -> int:
    """The fiscal year of a day: it begins on 1 April (財政法 第11条)."""
    return day.year if day.month >= 4 else day.year - 1


def era_name(day: datetime.date) -> str:
    """The name of the era of a day: 平成 on 2019-04-30, 令和 on 2019-05-01.

    Raises:
        ValueError: the day lies before 明治.
    """
    return _era_on(day).name


def era_year_name(day: datetime.date) -> str:
    """The calendar year of a day as it is printed: 平成31年 on 2019-04-30, 令和元年 on 2019-05-01.

    Raises:
        ValueError: the day lies before 明治.
    """
    era = _era_on(day)
    return f"{era.name}{_year_name(era, day.year)}年"


def parse_date(text: str) -> datetime.date | None:
    """The date that the whole text is (令和元年5月1日, H31.4.30, 2019-04-30, 2019/4/30), or None.

    None too where there is no such day (昭和66年1月1日, 令和元年4月30日, 2月30日). 平成31年5月1日 and later, to the end
    of 平成33年, is read as older plans meant it.
    """
    found = _DATE.fullmatch(_plain(text))
    if not found:
        return None
    year, era = _western(found)
    if year is None:
        return None
    try:
        day = datetime.date(year, _count(found["m"] or found["m2"]), _count(found["d"] or found["d2"]))
    except ValueError:
        return None
    return day if _lies_in(era, day, day) else None


def _parse_month(plain: str) -> str | None:
    found = _MONTH.fullmatch(plain)
    if not found:
        return None
    year, era = _western(found)
    month = _count(found["m"] or found["m2"])
    if year is None or not 1 <= month <= 12:
        return None
    return f"{year}-{month:02}" if _lies_in(era, datetime.date(year, month, 1), _last_day(year, month)) else None


def _last_day(year: int, month: int) -> datetime.date:
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)


def parse_period(text: str) -> str | None:
    """The period that the whole text names, or None.

    ``2019`` for a year's forms, ``2020-03`` for 令和2年3月, 令和2年3月末, R2.3 and 令和元年度末, ``2020-03-31`` for
    a date; 時点 and 現在 behind them say nothing more.
    """
    plain = _AS_OF.sub("", _plain(text))
    if end := _END_OF_YEAR.fullmatch(plain):
        closing = parse_year(end[1])
        return None if closing is None else f"{closing + 1}-03"
    year = parse_year(plain)
    if year is not None:
        return str(year)
    day = parse_date(plain)
    return day.isoformat() if day else _parse_month(plain)


def _parts(period: str) -> tuple[int, int | None, int | None]:
    found = _PERIOD.fullmatch(period)
    if not found:
        raise ValueError(f"not a period: {period!r}")
    year, month, day = found.groups()
    datetime.date(int(year), int(month or 1), int(day or 1))  # raises where there is no such month or day
    return int(year), int(month) if month else None, int(day) if day else None


def print_period(period: str) -> str:
    """令和元年度, 令和2年3月 or 令和2年3月31日. A month in which an era begins has the new era's name.

    Raises:
        ValueError: not a period, or one before 明治.
    """
    year, month, day = _parts(period)
    if month is None:
        return fiscal_year_name(year)
    if day is None:
        return f"{era_year_name(_last_day(year, month))}{month}月"
    return f"{era_year_name(datetime.date(year, month, day))}{month}月{day}日"


def previous_period(period: str) -> str:
    """The same period a year earlier; 29 February becomes the 28th.

    Raises:
        ValueError: not a period.
    """
    year, month, day = _parts(period)
    if month is None:
        return str(year - 1)
    if day is None:
        return f"{year - 1}-{month:02}"
    return datetime.date(year - 1, month, 28 if (month, day) == (2, 29) else day).isoformat()
