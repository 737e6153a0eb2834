"""Names of years that a passage alone proves wrong or doubtful; these rules run on a bare line of text too.

Eras: 昭和 1926-12-25, 平成 1989-01-08, 令和 2019-05-01 (政令). A plan written before May 2019 names later years by
平成; it is an approved text and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from authoring.checks.reading import AGENCY, ANNEX, PLAN, Passage
from authoring.edition.year_names import YearName, year_names
from authoring.edition.years import ERAS, fiscal_year_name
from authoring.problems import Problem, Severity, problem

__all__ = ["check_after", "check_text"]

_YEARISH = re.compile("年|[HRSＨＲＳ][0-9\uff10-\uff19元]")
_MENTIONED = re.compile('[「『"]')
_FUTURE = re.compile("予定|見込|向け|までに|目指|計画|期限|以降|から|今後|備え|スケジュール|満了")
_DONE = re.compile("(?:まし|でし|っ|し|い|け|げ|れ|せ|め|え|べ|ね|ん)[ただ](?:。|$|が、|ほか|ため)")


def check_text(one: Passage) -> Iterator[Problem]:
    """Dates that do not exist; an era over or not begun; 元年 and 1年; two names for one year, or one for two."""
    if not _YEARISH.search(one.text):
        return
    names = year_names(one.text)
    if not names:
        return
    for name in names:
        if name.trouble == "none":
            yield _told(one, "year-impossible", name=name.text)
        elif one.side == PLAN or "(" in name.text or "\uff08" in name.text:
            continue
        elif name.trouble == "ended" and not _beside(one.text, name):
            yield _told(one, "year-era-ended", name=name.text, now=_today(name), era=name.era)
        elif name.trouble == "early":
            lax = Severity.INFO if name.kind == "month" else None  # often said of the fiscal year's April
            yield _told(one, "year-era-early", name=name.text, era=name.era, now=_former(name), severity=lax)
    if one.side != PLAN:
        yield from _mixed(one, names)
    for found in _ITSELF.finditer(one.text) if "末から" in one.text else ():
        yield _told(one, "year-with-itself", name=found["name"])
    for start, end in pairwise(names):
        between = one.text[start.end : end.start]
        dated = start.kind in _MONTHLY and end.kind in _MONTHLY and _RANGE.fullmatch(between)
        if dated and (end.year, end.month, end.day or 31) < (start.year, start.month, start.day):
            yield _told(one, "year-backwards", name=start.text, other=end.text)


_ITSELF = re.compile(
    "(?P<name>(?:平成|令和)(?:元|[0-9]{1,2})年度末)(?:における|の)[^。(\uff08]{2,24}は、?(?P=name)から"
)
_MONTHLY = ("month", "date")
_RANGE = re.compile("[ ]*(?:末)?[ ]*(?:から|より|[~\u301c\uff5e])[ ]*")


def _told(one: Passage, code: str, severity: Severity | None = None, **words: str) -> Problem:
    fields: dict[str, Any] = {**words}
    return problem(code, one.where, item=one.item or None, place=one.place or None, severity=severity, **fields)


def _beside(text: str, name: YearName) -> bool:
    """Whether the other era's name stands beside it: 平成31年度(令和元年度), 令和2年(平成32年)."""
    return any(
        abs(other.start - name.end) <= 2 or abs(name.start - other.end) <= 2
        for other in year_names(text)
        if other is not name and other.year == name.year and other.era != name.era
    )


def _today(name: YearName) -> str:
    era = next(each for each in reversed(ERAS) if each.start.year <= name.year)
    count = name.year - era.start.year + 1
    return f"{era.name}{'元' if count == 1 else count}年"


def _former(name: YearName) -> str:
    era = max((each for each in ERAS if each.start.year < name.year), key=lambda each: each.start)
    return f"{era.name}{name.year - era.start.year + 1}年"


def _mixed(one: Passage, names: tuple[YearName, ...]) -> Iterator[Problem]:
    """One fiscal year by two names in one passage, or 1年 where 元年 is meant."""
    for name in names:
        if name.era and name.number == 1 and not name.first and len(name.text) > 3 and name.text[0] in "令平昭大":
            yield _told(one, "year-first", name=name.text)
    fiscal = [n for n in names if n.kind == "fiscal" and n.era and not n.bare and n.trouble == ""]
    for name in fiscal:
        other = next((n for n in fiscal if n.year == name.year and n.era != name.era and n.start > name.start), None)
        if other and not _beside(one.text, name):
            yield _told(one, "year-mixed", name=name.text, other=other.text)


def check_after(one: Passage, year: int) -> Iterator[Problem]:
    """Something told as done after the year of the report was over: allowed, and marked. One information a passage."""
    if one.side not in (AGENCY, ANNEX) or not _YEARISH.search(one.text) or not _DONE.search(one.text):
        return
    for name in year_names(one.text):
        if name.fiscal <= year or name.kind == "calendar" or name.trouble == "none":
            continue
        end = one.text.find("。", name.end)
        rest = one.text[name.end : end if end >= 0 else len(one.text)]
        if _DONE.search(rest) and not _FUTURE.search(rest) and not _MENTIONED.search(rest):
            yield problem(
                "year-after-end", one.where, item=one.item or None, place=one.place, name=name.text,
                year=fiscal_year_name(year),
            )  # fmt: skip
            return
