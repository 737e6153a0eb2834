"""References as people type them: Ⅰ-9-(1)に記載, 【別表3:title】. Each hits something, and the title is that one's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from authoring.checks.reading import ANNEX, PLAN, Passage, Reading
from authoring.edition.model import Entry, Place
from authoring.edition.nearest import similarity
from authoring.files.texts import match_key
from authoring.problems import Problem, problem

__all__ = ["check_citations"]

_DASH = "[-\u2010-\u2015\u2212\uff0d\u30fc]"
_DIGITS = "[0-9\uff10-\uff19]{1,2}"
_KANA = "[ア-ン](?![ァ-ヴー])"
_STEP = rf"\s*{_DASH}\s*(?:[(\uff08]\s*(?:{_DIGITS}|[ア-ン])\s*[)\uff09]|{_DIGITS}|[①-⑳]|{_KANA})"
_NUMBER = re.compile(rf"(?<![A-Za-z\u2160-\u216b])(?:[\u2160-\u216b]|I{{1,3}}|IV|V|VI)(?:{_STEP})+")
_TITLE = re.compile("\\s*「([^」]{4,})」")
_INSIDE = re.compile("[\\s\u3000]+([^」。]{4,60})」")
_CHAPTER = re.compile("(?<![A-Za-z0-9\u2160-\u216b-])([\u2160-\u216b])(?=「[^」]{4,}」)")
_REFERS = re.compile("記載|参照|再掲|のとおり|同じ|関連")
_BRACES = re.compile("[{｛]{2}[^{}｛｝]*[}｝]{2}")
_TABLE = re.compile(
    rf"別表\s*({_DIGITS})(?:\s*[:\uff1a]\s*((?:[^】\](\uff08)\uff09」。、\n]|[(\uff08][^)\uff09\n]*[)\uff09]){{2,60}})|\s*「([^」]{{2,60}})」)?"
)
_OTHER = 20.0  # so much nearer to another table's title is a mistaken number, not a wording
_NEAR = 80.0


def check_citations(reading: Reading) -> Iterator[Problem]:
    """Every reference to an entry or a 別表 that hits nothing or names another title; uncited tables as information."""
    for one in reading.passages:
        if one.side != PLAN:
            yield from _entries(reading, one)
    yield from _tables(reading)


def _entries(reading: Reading, one: Passage) -> Iterator[Problem]:
    """Numbers of entries. Those that were looked up are right by themselves; a title behind them is not."""
    edition = reading.edition
    typed = one.block.typed if one.block is not None and one.block.typed else one.text
    looked_up = [found.span() for found in _BRACES.finditer(typed)]
    for found in _NUMBER.finditer(typed):
        if any(start <= found.start() < end for start, end in looked_up):
            continue
        key = match_key(found[0])
        if key not in edition.numbers:
            if _REFERS.search(typed) or key.count("-") >= 2:
                near = _nearest_number(edition.numbers, key)
                yield problem("citation-gone", one.where, item=one.item or None, place=one.place,
                              words=found[0], near=near or "番号表で確かめてください")  # fmt: skip
            continue
        opened = typed[max(0, found.start() - 1) : found.start()] == "「"
        yield from _title(one, edition.entry[edition.numbers[key]], found[0], typed[found.end() :], opened=opened)
    for found in _CHAPTER.finditer(typed):
        entry = edition.numbers.get(match_key(found[1]))
        if entry is not None:
            yield from _title(one, edition.entry[entry], found[1], typed[found.end(1) :])


def _nearest_number(numbers: Mapping[str, str], key: str) -> str:
    """The deepest number above that there still is."""
    while "-" in key:
        key = key.rpartition("-")[0]
        if key in numbers:
            return f"「{key.upper()}」まではあります"
    return ""


def _title(one: Passage, entry: Entry, number: str, rest: str, *, opened: bool = False) -> Iterator[Problem]:
    """A title behind a number: Ⅰ-1「…」, or with the number in the same brackets (``opened``)."""
    found = (_INSIDE if opened else _TITLE).match(rest)
    if found and entry.kind == "heading" and match_key(found[1]) != match_key(entry.text):
        also = (entry.origin,) if entry.origin else ()
        yield problem("citation-title", one.where, item=one.item or None, place=one.place, also=also, words=number,
                      title=entry.text, other=found[1])  # fmt: skip


def _tables(reading: Reading) -> Iterator[Problem]:
    places = _appendix(reading.edition.places)
    if not places:
        return
    cited: set[str] = set()
    before = _cited_before(reading)
    for one in reading.passages:
        if "別表" not in one.text:
            continue
        numbers = []
        for found in _TABLE.finditer(one.text):
            number = str(int(found[1]))
            numbers.append(number)
            if one.side != ANNEX:
                cited.add(number)
            yield from _one_table(one, places, number, found[2] or found[3] or "")
        if one.side != ANNEX:
            yield from _other_than_before(reading, one, numbers, before, places)
    for number, place in places.items():
        if number not in cited:
            yield problem("appendix-uncited", place.origin, place=place.id, name=place.id, title=place.title)


def _appendix(places: Sequence[Place]) -> dict[str, Place]:
    """Number -> the place of that 別表; what stands behind a hyphen in an id belongs to the same entry."""
    found: dict[str, Place] = {}
    for place in places:
        number = re.match("別表([0-9]+)", place.id)
        if number and place.part == "appendix":
            found.setdefault(number[1], place)
    return found


def _one_table(one: Passage, places: Mapping[str, Place], number: str, title: str) -> Iterator[Problem]:
    place = places.get(number)
    where, item = one.where, one.item or None
    if place is None:
        there = "、".join(f"別表{n}" for n in places)
        yield problem("appendix-gone", where, item=item, place=one.place, name=f"別表{number}", there=there)
        return
    words = title.strip()
    if not words or match_key(words) == match_key(place.title):
        return
    own = similarity(words, place.title)
    best, other = max((similarity(words, p.title), n) for n, p in places.items())
    also = (place.origin,) if place.origin else ()
    if other != number and best >= own + _OTHER:
        yield problem("appendix-other", where, item=item, place=one.place, also=also, name=f"別表{number}",
                      title=place.title, words=words, other=f"別表{other}")  # fmt: skip
    elif own >= _NEAR or match_key(words) not in match_key(place.title):
        yield problem("appendix-title", where, item=item, place=one.place, also=also, name=f"別表{number}",
                      title=place.title, words=words)  # fmt: skip


def _cited_before(reading: Reading) -> Mapping[str, list[tuple[str, tuple[str, ...]]]]:
    """Place -> (text without its figures, the numbers of 別表 in it), as last year printed it."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for one in reading.passages_before:
        if "別表" in one.text and one.side not in (ANNEX, PLAN):
            numbers = tuple(str(int(each[1])) for each in _TABLE.finditer(one.text))
            found[one.place].append((_masked(one.text), numbers))
    return found


@cache
def _masked(text: str) -> str:
    return re.sub("[0-9０-９]+", "#", text)


def _other_than_before(
    reading: Reading, one: Passage, numbers: Sequence[str],
    before: Mapping[str, list[tuple[str, tuple[str, ...]]]], places: Mapping[str, Place],
) -> Iterator[Problem]:  # fmt: skip
    """The same sentence as last year points to another table, though both tables are still what they were."""
    same = [cited for text, cited in before.get(one.place, ()) if similarity(text, _masked(one.text)) >= 90.0]
    if len(same) != 1 or len(same[0]) != len(numbers) or reading.before is None:
        return
    last = _appendix(reading.before.places)
    for old, new in zip(same[0], numbers, strict=True):
        kept = all(n in last and n in places and last[n].title == places[n].title for n in (old, new))
        if old != new and kept:
            yield problem("appendix-moved", one.where, item=one.item or None, place=one.place, name=f"別表{new}",
                          title=places[new].title, old=f"別表{old}", other=places[old].title)  # fmt: skip
