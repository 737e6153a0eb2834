"""Edits of one text: years rolled, figures changed, phrases changed; and the class that two texts stand to each other.

Written for the key alone: it shares nothing with the comparison that it judges.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from benchmarks.prose import ASPECTS, MEANS, PLACES, THINGS, VERBS

__all__ = [
    "APART",
    "YEAR_PHRASES",
    "alike",
    "classify",
    "other_name",
    "renumbered",
    "reworded",
    "rolled",
    "without_years",
]

YEAR_PHRASES = (
    "2019年度は、", "元年度は、", "R元.10月末までに、", "平成31年3月末時点で、", "令和元年度及び令和2年度に、",
    "平成31年度は、",
    "平成30年度末と比べ、", "R2.3月末には、", "令和2年3月末までに、", "令和元年度(2019年度)は、", "平成30年度に続き、",
    "H31.4から、", "令和元年12月末の時点で、", "R元年度は、",
)  # fmt: skip
_YEAR = re.compile(
    r"(?P<era>平成|令和)(?P<n>元|[0-9]{1,2})(?P<tail>年度|年)"
    r"|(?P<letter>[HR])(?P<ln>元|[0-9]{1,2})(?P<ltail>年度|年|(?=\.[0-9]))"
    r"|(?<![0-9,.])(?P<w>20[0-9]{2})(?P<wtail>年度|年)"
    r"|(?<![0-9,.])(?P<s>元|[0-9]{1,2})年度"
)
_MONTH = re.compile(r"\.?([0-9]{1,2})")
_NUMBER = re.compile(r"(?P<sign>[▲+△−]?)(?P<n>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)")
_FIRST = {"平成": 1988, "令和": 2018, "H": 1988, "R": 2018}
_VOCABULARY: tuple[Sequence[str], ...] = (THINGS, PLACES, ASPECTS, MEANS, VERBS)
_LISTS = {word: words for words in _VOCABULARY for word in words}
_WORDS = re.compile("|".join(sorted(_LISTS, key=lambda word: (-len(word), word))))  # 点検表 before 点検
_MIN_LETTERS = 20
APART = 0.68
"""What has gone and what is new are less alike than this: nobody would take one for the other reworded."""


def _western(found: re.Match[str]) -> int:
    if found["w"]:
        return int(found["w"])
    count = found["n"] or found["ln"] or found["s"]
    number = 1 if count == "元" else int(count)
    if found["s"]:
        return (2018 if number < 20 else 1988) + number
    return _FIRST[found["era"] or found["letter"]] + number


def _count(year: int, new_era: bool) -> str:
    number = year - (2018 if new_era else 1988)
    return "元" if number == 1 else str(number)


def rolled(text: str, by: int) -> str:
    """The text with every name of a year moved by so many years, each in its own form and under the era of its time."""

    def change(found: re.Match[str]) -> str:
        year = _western(found) + by
        if found["w"]:
            return f"{year}{found['wtail']}"
        tail = found["tail"] or found["ltail"] or ("年度" if found["s"] else "")
        month = _MONTH.match(text, found.end())
        new_era = year > 2019 or (year == 2019 and (tail == "年度" or month is None or int(month[1]) >= 5))
        count = _count(year, new_era)
        if found["s"]:
            return f"{count}年度"
        if found["letter"]:
            return f"{'R' if new_era else 'H'}{count}{tail}"
        return f"{'令和' if new_era else '平成'}{count}{tail}"

    return _YEAR.sub(change, text)


def other_name(text: str) -> str:
    """The text with fiscal year 2019 under another of its names; unchanged where it does not stand there."""
    for one, two in (("平成31年度", "令和元年度"), ("2019年度", "令和元年度"), ("令和元年度", "2019年度")):
        if one in text and two not in text:
            return text.replace(one, two)
    return text


def without_years(text: str) -> str:
    """The text with every name of a year masked."""
    return _YEAR.sub("<Y>", text)


def classify(old: str, new: str) -> str:
    """The class of a changed text by DESIGN.md, "Diff"; "" where nothing has changed."""
    if old == new:
        return ""
    old, new = without_years(old), without_years(new)
    if old == new:
        return "year-roll"
    return "number" if _NUMBER.sub("<N>", old) == _NUMBER.sub("<N>", new) else "wording"


def alike(one: str, two: str) -> float:
    """How much of two texts is equal, 0 to 1."""
    return Indel.normalized_similarity(one, two)


def _figures(text: str) -> list[re.Match[str]]:
    """The figures of a text that are neither years nor months nor days nor parts of a name."""
    years = [found.span() for found in _YEAR.finditer(text)]

    def free(found: re.Match[str]) -> bool:
        before, after = text[: found.start("n")], text[found.end() :]
        dated = after.startswith(("月", "年", ".", ":")) or before.endswith(("月", ".", ":", "その", "別表"))
        padded = found["n"].startswith("0") and "." not in found["n"]
        return not dated and not padded and all(found.end() <= a or b <= found.start() for a, b in years)

    return [found for found in _NUMBER.finditer(text) if free(found)]


def _figure(rng: random.Random, found: re.Match[str]) -> str:
    """Another figure in the form of one: near it or far, sometimes with the other sign."""
    plain = found["n"].replace(",", "")
    decimals = len(plain.partition(".")[2])
    size = int(plain.replace(".", ""))
    while (now := max(1, size + rng.randint(-size // 3 - 4, size // 2 + 6))) == size:
        pass
    whole, part = divmod(now, 10**decimals)
    words = (f"{whole:,}" if len(plain) > 3 or whole > 999 else str(whole)) + (
        f".{part:0{decimals}}" if decimals else ""
    )
    sign = found["sign"]
    if sign and rng.random() < 0.4:
        sign = rng.choice([s for s in ("▲", "+", "") if s != sign])
    return sign + words


def renumbered(rng: random.Random, text: str, most: int = 2) -> str:
    """The text with one or more figures changed; unchanged where it holds none."""
    figures = _figures(text)
    if not figures:
        return text
    for found in sorted(rng.sample(figures, min(len(figures), rng.randint(1, most))), key=re.Match.start, reverse=True):
        text = text[: found.start()] + _figure(rng, found) + text[found.end() :]
    return text


def reworded(rng: random.Random, text: str, letters: int = _MIN_LETTERS, most: int = 3) -> str:
    """The text with one to ``most`` phrases changed, most of it left; unchanged where it has fewer letters."""
    if len(text.lstrip("〇・")) < letters:
        return text
    spots = [(at.start(), at.group(), _LISTS[at.group()]) for at in _WORDS.finditer(text)]
    if not spots:
        return text
    now = text
    for start, word, words in sorted(rng.sample(spots, min(len(spots), rng.randint(1, most))), reverse=True):
        if now[start : start + len(word)] == word:
            now = now[:start] + rng.choice([w for w in words if w != word]) + now[start + len(word) :]
    return now if alike(text, now) >= 0.65 else text
