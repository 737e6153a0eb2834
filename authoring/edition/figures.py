"""What ``{{図:NAME}}`` places: a picture of ``inputs/添付``, else the trend of an indicator as a line chart."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import replace
from decimal import Decimal

from authoring.edition.attachments import Attachments
from authoring.edition.blocks import Figure, Series
from authoring.edition.lookup import Lookup
from authoring.edition.model import FigureNumber, Indicator
from authoring.edition.nearest import nearest
from authoring.edition.periods import fiscal_year_of_period
from authoring.edition.printing import print_value
from authoring.edition.years import print_period
from authoring.files.texts import match_key
from authoring.problems import Origin, Problem, problem

__all__ = ["Found", "check_numbers", "find_figure", "is_plain_name", "stem_of", "trend"]

Found = tuple[Figure | None, str, tuple[str, ...], list[Problem]]
"""The figure (None: there is none), the line above it, the ids that it refers to, what is wrong."""

TARGET = "目標"
_PICTURE = re.compile(r"\.(?:png|jpe?g)$", re.IGNORECASE)
_NOT_IN_A_NAME = re.compile('[/\\\\:*?"<>|\x00-\x1f]|^\\.')
_AGAINST = {"≧": "以上", "＞": "超", "≦": "以下", "＜": "未満"}


def stem_of(name: str) -> str:
    """The name of a picture without its ending, which people may type too."""
    return _PICTURE.sub("", name.strip())


def is_plain_name(name: str) -> bool:
    """Whether it can be the name of a file in one folder, on Windows too; no path leads out of the workspace."""
    return bool(name) and not _NOT_IN_A_NAME.search(name)


def find_figure(lookup: Lookup, attached: Attachments, typed: str, at: Origin | None, place: str) -> Found:
    """What a name stands for. A picture goes before an indicator of the same name."""
    name = stem_of(typed)
    if not is_plain_name(name):
        return None, "", (), [problem("figure-name", at, place=place, name=typed)]
    key = match_key(name)
    if key in attached.pictures:
        picture = attached.pictures[key]
        if picture is None:  # what is wrong with its file was told there
            return None, "", (), []
        made = Figure(name, "picture", picture.words or name, picture.file, picture.width, picture.height,
                      numbers=tuple(replace(n, figure=name) for n in lookup.drawn.get(key, ())))  # fmt: skip
        silent = [] if picture.words else [problem("figure-without-words", at, place=place, name=name)]
        return made, made.title, (), silent
    one = lookup.indicators.get(key)
    if one is None:
        near = "、".join(f"「{n}」" for n in nearest(name, _names(lookup, attached))) or "なし"
        return None, "", (), [problem("figure-unknown", at, place=place, name=name, near=near)]
    if not one.values:
        return None, "", (one.id,), [problem("figure-empty", at, place=place, name=one.name)]
    made = trend(one, lookup)
    return made, made.title, (one.id,), []


def check_numbers(numbers: Iterable[FigureNumber], attached: Attachments, shown: Container[str]) -> list[Problem]:
    """What is wrong with 図中の数値: no such picture, or none that is placed; no name, no value, or two of them.

    ``shown``: keys of the figures that are placed somewhere.
    """
    problems: list[Problem] = []
    seen: dict[tuple[str, str, str], FigureNumber] = {}
    for one in numbers:
        key = match_key(one.figure)
        if key not in attached.pictures:
            known = [stem_of(p.file) for p in attached.pictures.values() if p is not None]
            near = "、".join(f"「{n}」" for n in nearest(one.figure, known)) or "なし"
            problems.append(problem("figure-number-unknown", one.origin, name=one.figure or "空欄", near=near))
        elif not one.name or one.value is None:
            problems.append(problem("figure-number-empty", one.origin, name=one.figure, what=one.name or "空欄"))
        elif attached.pictures[key] is not None and key not in shown:
            problems.append(problem("figure-number-unplaced", one.origin, name=one.figure))
        first = seen.setdefault((key, match_key(one.name), one.period), one)
        if first is not one and first.value != one.value:
            problems.append(
                problem("figure-number-differs", one.origin, name=one.figure, what=one.name, first=str(first.origin))
            )
    return problems


def _names(lookup: Lookup, attached: Attachments) -> Iterable[str]:
    yield from (stem_of(p.file) for p in attached.pictures.values() if p is not None)
    yield from (one.name for one in lookup.edition.indicators if one.name)


def trend(one: Indicator, lookup: Lookup) -> Figure:
    """The chart of all known values. A year without a value between two that have one stays a gap.

    A target that is a value of its own ("" as base) is a second line with one point: it is known of this year only.
    """
    periods = _periods(one, lookup.edition.year)
    names = tuple(print_period(p) for p in periods)
    known = {p: v.value for p, v in one.values.items()}
    lines = [Series(one.name, tuple(known.get(p) for p in periods))]
    told = "、".join(f"{print_period(p)} {print_value(one, known[p])}" for p in periods if p in known)
    words = f"{one.name}の推移。{told}。"
    if (goal := _goal(one)) is not None and one.target is not None:
        now = periods.index(_now(periods, lookup.edition.year))
        lines.append(Series(TARGET, tuple(goal if n == now else None for n in range(len(periods)))))
        words += f"{names[now]}の目標 {print_value(one, goal)}{_AGAINST.get(one.target.comparator, '')}。"
    return Figure(
        one.name, "chart", words, unit=one.unit, decimals=one.decimals, periods=names, series=tuple(lines)
    )  # fmt: skip


def _goal(one: Indicator) -> Decimal | None:
    return one.target.value if one.target and not one.target.base else None


def _now(periods: list[str], year: int) -> str:
    """The period of this year: the year itself, else its latest month or day."""
    return str(year) if str(year) in periods else [p for p in periods if fiscal_year_of_period(p) == year][-1]


def _periods(one: Indicator, year: int) -> list[str]:
    """The periods along the axis, earliest first; years alone without a hole, this year's too where it has a target."""
    found = set(one.values)
    if _goal(one) is not None and not any(fiscal_year_of_period(p) == year for p in found):
        found.add(str(year))
    if all(len(p) == 4 for p in found):
        years = sorted(map(int, found))
        return [str(y) for y in range(years[0], years[-1] + 1)]
    return sorted(found, key=lambda p: (fiscal_year_of_period(p), len(p) == 4, p))
