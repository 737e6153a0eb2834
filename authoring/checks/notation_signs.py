"""Signs that should stand otherwise in a public text, each with its mend: widths, look-alikes, marks, platform signs.

Every finder takes a text, or many of them one a line, and gives (start, end, what to write instead); an empty mend
says that a person has to look.
RULES.md: Numbers, Public writing, Data 8. Nothing is changed silently.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from authoring.edition.quantities import narrow

__all__ = ["FINDERS", "Finder", "Sign", "width_of_letters"]

Sign = tuple[int, int, str]
Finder = Callable[[str], Iterator[Sign]]

_KATA = "\u30a1-\u30fa\u30fc"  # katakana and the long vowel mark
_LATIN = "A-Za-z"

# Letters of other scripts that look like Latin ones. Greek or Cyrillic words of their own are not met in such texts.
_LOOKS = dict(
    zip(
        "АВЕЅІЈКМНОРСТХУавеѕіјорсхуΑΒΕΖΗΙΚΜΝΟΡΤΧΥαο",
        "ABESIJKMHOPCTXYaBesijopcxyABEZHIKMNOPTXYao",
        strict=True,
    )
)
_ALIEN = re.compile(f"[{''.join(_LOOKS)}]")
_SIGMA = re.compile("[\u0370-\u03ff]{2,}|[\u0400-\u04ff]{3,}")  # a word of that script: not ours to judge

# Kanji, kana and digits taken for one another: told only where both neighbours say what the sign should be.
_TWINS = {"一": "ー", "―": "ー", "─": "ー", "力": "カ", "口": "ロ", "夕": "タ", "二": "ニ", "工": "エ", "卜": "ト",
          "八": "ハ", "三": "ミ", "千": "チ", "へ": "ヘ", "べ": "ベ", "ぺ": "ペ", "り": "リ"}  # fmt: skip
_IN_KATAKANA = re.compile(f"(?<=[{_KATA}]{{2}})[{''.join(_TWINS)}](?=[{_KATA}])|(?<=[{_KATA}])[一―─力卜](?=[{_KATA}])")
_IN_NUMBER = re.compile(
    "(?=[OoＯｏ〇○◯lIｌＩО])(?:(?<=[0-9])[OoＯｏ〇○◯lIｌＩО](?=[0-9.,%\uff05])|(?<=[0-9][.,])[OoＯ〇○lI](?=[0-9%\uff05])"
    "|(?<![0-9A-Za-z])[lIO](?=,[0-9]{3}|[0-9]{1,3}(?:,[0-9]{3}|%|\uff05|人|件|円|日|月|年度|か所|回|名|万|億|百万)|[0-9]{0,2}\\.[0-9]+"
    "(?:%|\uff05|万|億|日|倍|ポイント)))"
)
_ZERO = {**dict.fromkeys("OoＯｏ〇○◯О", "0"), **dict.fromkeys("lIｌＩ", "1")}

_WIDE_DIGITS = re.compile(
    "(?=[\uff05\uff0b-\uff0e\uff10-\uff19\u2212])(?:[\uff0b\uff0d\u2212]?[\uff10-\uff19]+(?:[\uff0c\uff0e,.][\uff10-\uff190-9]+)*[\uff05%]?"
    "|(?<=[0-9])[\uff0c\uff0e](?=[0-9\uff10-\uff19])|(?<=[0-9])\uff05|(?<=[0-9])[\uff10-\uff19]+)"
)
_WIDE_LATIN = re.compile("[\uff21-\uff3a\uff41-\uff5a]+")
_HALF_KANA = re.compile("[\uff66-\uff9f]+")
_HALF_MARKS = re.compile("[\uff61-\uff65]")

# ▲ is a minus, and △ is not written so in a text; - between digits or letters joins (Ⅰ-2, 10-20, 2019-03).
_MINUS = re.compile(
    "(?<![0-9A-Za-z\u2160-\u216b)\uff09\u3041-\u30fa\u4e00-\u9fff~\u301c/.,-])[-\uff0d\u2212\u2010\u2013]"
    "(?=[0-9][0-9,.]*(?:%|\uff05|ポイント|円|人|件|日|億|万|[)\uff09]))"
    "|\u25b3(?=[0-9])"
)

_GROUPS = re.compile(
    "(?=[0-9])(?<![0-9,.])(?:[0-9]{1,3}(?:,[0-9]{3})*,(?:[0-9]{1,2}|[0-9]{4,})(?![0-9,])"  # 12,34 and 1,2345
    "|[0-9]{4,},[0-9]{3}(?![0-9]))"  # 1234,567
)
_UNGROUPED = re.compile(
    "(?<![0-9,.\uff0e第\uff03#A-Za-z-])[1-9][0-9]{3,}(?=(?:事業所|百万円|万円|千円|億円|円|人|名|件|世帯|枚|通|台|戸|社|団体|か所))"
)
_SPLIT = re.compile("(?=[,. ])(?<=[0-9])(?:(?:, +| ,)(?=[0-9]{3}(?![0-9]))|(?:\\. +| \\.)(?=[0-9])(?=[0-9]*%))")
_GAP = re.compile("(?<=[0-9])[ \u3000]+(?=(?:%|\uff05|ポイント|事業所|百万円|億円|万円|円|万人|人|件|か所|か月|世帯))")
_HEADING = re.compile("[-\u2160-\u216b][0-9]+$")  # Ⅲ-3 人材の育成
_NUMBER = 6  # letters of such a number
_COMMAS = re.compile("(?<=[\u3041-\u30fa\u4e00-\u9fff\u3005\u30fc])[,\uff0c](?=[\u3041-\u30fa\u4e00-\u9fff])")
_STOPS = re.compile("(?<=[\u3041-\u30fa\u4e00-\u9fff\u30fc])[.\uff0e](?=[\u3041-\u30fa\u4e00-\u9fff]|$)", re.MULTILINE)
_TWICE = re.compile("([。、をへ])\\1|[、。](?=[。、])")

_MARKS = re.compile("^[•●◦▪■◆◇▶►\uf0b7\uf06c✓]", re.MULTILINE)  # bullets of a word processor: the house's are 〇 and ・

_PLATFORM = re.compile(
    "[\u3200-\u33ff\u2116\u2121\u301d\u301f\u2474-\u249b\u249c-\u24b5\u2776-\u2793]|[\ue000-\uf8ff\ufffd〓]"
)
_RADICALS = re.compile("[\u2e80-\u2eff\u2f00-\u2fdf\uf900-\ufaff]")


def _lookalike(text: str) -> Iterator[Sign]:
    words = [found.span() for found in _SIGMA.finditer(text)]
    for found in _ALIEN.finditer(text):
        if not any(start <= found.start() < end for start, end in words):
            yield found.start(), found.end(), _LOOKS[found[0]]
    for found in _IN_KATAKANA.finditer(text):
        yield found.start(), found.end(), _TWINS[found[0]]
    for found in _IN_NUMBER.finditer(text):
        yield found.start(), found.end(), _ZERO[found[0]]


def _width(text: str) -> Iterator[Sign]:
    for found in _WIDE_DIGITS.finditer(text):
        yield found.start(), found.end(), narrow(found[0])
    yield from width_of_letters(text)


def width_of_letters(text: str) -> Iterator[Sign]:
    """Latin letters that are not half-width, and kana that are."""
    for found in _WIDE_LATIN.finditer(text):
        if not _alone(text, found):
            yield found.start(), found.end(), narrow(found[0])
    for found in _HALF_KANA.finditer(text):
        yield found.start(), found.end(), unicodedata.normalize("NFKC", found[0])


def _alone(text: str, found: re.Match[str]) -> bool:
    """A single full-width letter is how a plan may name A案 or Ｃ型: only digits are held to one width."""
    return len(found[0]) == 1 and "\uff21" <= found[0] <= "\uff5a" and text[found.end() : found.end() + 1] in "案型群社"


def _minus(text: str) -> Iterator[Sign]:
    for found in _MINUS.finditer(text):
        yield found.start(), found.end(), "▲"


def _grouping(text: str) -> Iterator[Sign]:
    for pattern in (_GROUPS, _UNGROUPED):
        for found in pattern.finditer(text):
            digits = found[0].replace(",", "")
            yield found.start(), found.end(), f"{int(digits):,}" if pattern is _UNGROUPED else ""
    for found in _SPLIT.finditer(text):
        yield found.start(), found.end(), found[0].strip()


def _gap(text: str) -> Iterator[Sign]:
    for found in _GAP.finditer(text):
        if not _HEADING.search(text, max(0, found.start() - _NUMBER), found.start()):
            yield found.start(), found.end(), ""


def _stops(text: str) -> Iterator[Sign]:
    for pattern, instead in ((_COMMAS, "、"), (_STOPS, "。")):
        for found in pattern.finditer(text):
            yield found.start(), found.end(), instead
    for found in _HALF_MARKS.finditer(text):
        yield found.start(), found.end(), unicodedata.normalize("NFKC", found[0])
    for found in _TWICE.finditer(text):
        yield found.start(), found.end() + (1 if len(found[0]) == 1 else 0), found[0][0]


def _platform(text: str) -> Iterator[Sign]:
    for found in _PLATFORM.finditer(text):
        spelled = unicodedata.normalize("NFKC", found[0])
        yield found.start(), found.end(), "" if spelled == found[0] else spelled
    for found in _RADICALS.finditer(text):
        yield found.start(), found.end(), unicodedata.normalize("NFKC", found[0])


def _mark(text: str) -> Iterator[Sign]:
    for found in _MARKS.finditer(text):
        yield found.start(), found.end(), "〇 か ・"


FINDERS: dict[str, Finder] = {
    "notation-lookalike": _lookalike,
    "notation-width": _width,
    "notation-minus": _minus,
    "notation-grouping": _grouping,
    "notation-gap": _gap,
    "notation-stops": _stops,
    "notation-platform": _platform,
    "notation-mark": _mark,
}
