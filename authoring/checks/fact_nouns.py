"""What other places state of the same noun: elsewhere in the edition, and in last year's.

A noun is the topic of a stretch (「初回通知を済ませた割合は…」). One of which several values are stated in one year
names several things, and witnesses nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from authoring.checks.intervals import Interval
from authoring.checks.mentions import Said, said
from authoring.checks.reading import Passage, Reading
from authoring.files.texts import match_key

__all__ = ["Noun", "Nouns", "Stated", "noun_of", "nouns_of"]

Noun = tuple[str, str]  # key, base unit
_LEAST = 5  # letters of a noun that names one thing
_LEAD = re.compile(
    "^[〇○◯・※①-⑳\\s\u3000]*(?:(?:また|さらに|なお|このうち|うち|その結果|この結果|特に|一方|加えて)、?)?"
)
_YEAR = re.compile(r"^(?:令和|平成)(?:元|[0-9]{1,2})年度?(?:末|分)?(?:における|には|の|は|、)?")
_TOPIC = re.compile("^(?P<noun>[^。]*?[一-龥ァ-ヶー々ぁ-ん)\uff09])(?:は|が|も)(?:、|$|[^ぁ-ん]|約|前|目)")


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that was stated of a noun, and where."""

    value: Interval
    words: str
    passage: Passage


class Nouns:
    """The values stated of each noun, this year and last."""

    def __init__(self, now: Iterable[tuple[Passage, Said]], before: Iterable[tuple[Passage, Said]]) -> None:
        self._now = _gathered(now)
        self._before = _gathered(before)

    @staticmethod
    def noun(one: Said) -> Noun | None:
        """The noun that a stretch is about, with the unit of its value; None where it has none that names one thing."""
        return noun_of(one)

    def first(self, noun: Noun) -> Stated | None:
        """Where this year's edition states it first."""
        found = self._now.get(noun, [])
        return found[0] if 1 < len(found) <= 4 else None

    def published(self, noun: Noun) -> Stated | None:
        """What last year's edition stated for its own year; None where it stated several values."""
        found = self._before.get(noun, [])
        return found[0] if found and all(s.value.meets(found[0].value) for s in found) else None


def nouns_of(reading: Reading) -> Nouns:
    """The nouns of the edition and of last year's."""
    now = ((p, s) for p in _prose(reading.passages) for s in said(p.text, reading.year))
    before = ((p, s) for p in _prose(reading.passages_before) for s in said(p.text, reading.year - 1))
    return Nouns(now, before)


def _prose(passages: Iterable[Passage]) -> Iterable[Passage]:
    return (p for p in passages if p.prose)


def _gathered(stated: Iterable[tuple[Passage, Said]]) -> dict[Noun, list[Stated]]:
    found: dict[Noun, list[Stated]] = defaultdict(list)
    for passage, one in stated:
        noun = noun_of(one)
        if noun is not None:
            found[noun].append(Stated(one.value.stands_for(), one.value.text, passage))
    return found


def noun_of(one: Said) -> Noun | None:
    """The noun that a stretch is about, with the unit of its value; None where it has none that names one thing."""
    if not one.value.unit or one.value.signed or one.other_year:
        return None
    lead = one.lead
    lead = _YEAR.sub("", _LEAD.sub("", lead))
    found = _TOPIC.match(lead)
    if found is None or re.search("[、。]", found["noun"]):
        found = _TOPIC.match(_YEAR.sub("", lead.rsplit("、", 1)[-1])) if "、" in lead else None
    if found is None:
        return None
    noun = match_key(found["noun"])
    if len(noun) < _LEAST or any(c.isdigit() or c in "()「」" for c in noun):
        return None
    return noun, one.value.unit
