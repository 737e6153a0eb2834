"""Marks inside a sentence: what of the old text went, what of the new one came, what stayed.

Numbers with their unit, names of years and punctuation are tokens of their own; the rest is cut into phrases by
budoux. A number is compared with the number in the same place of the sentence, so that this year's figure stands
beside last year's *this-year* figure and not beside an equal one that has become the prior year's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from authoring.edition.composites import COUNTERS
from authoring.edition.quantities import NUMBER, narrow
from authoring.edition.years import ERAS

if TYPE_CHECKING:
    from budoux.parser import Parser

__all__ = ["Kind", "Mark", "marks"]

Kind = Literal["same", "old", "new"]
Mark = tuple[Kind, str]
Token = tuple[str, str]
"""Key and text. A phrase and a sign have their text as key; numbers of one unit have one key, and so have years."""

_ERA = "|".join(era.name for era in ERAS)
_LETTER = "".join(era.letter for era in ERAS)
_YEAR = (
    rf"(?:{_ERA})[ ]?(?:元|[0-9]{{1,2}})[ ]?(?:年度?)?"
    rf"|(?<![A-Za-z])[{_LETTER}](?:元|[0-9]{{1,2}})(?:\.[0-9]{{1,2}}){{0,2}}(?![0-9A-Za-z])(?:年度?)?"
    r"|(?:19|20)[0-9]{2}年度?|元年度?"
)
# An unknown counter is the beginning of the next phrase. These are no counters of a table's cell.
_OTHER_UNITS = "千 箇月 ヵ所 か年 カ年 か国語 年度 人日 割 歳 位 つ 以上 以下"
_UNIT = "|".join(
    re.escape(unit) for unit in sorted({*COUNTERS.split(), *_OTHER_UNITS.split()}, key=lambda u: (-len(u), u))
)
_SIGN = "[^\\w]|[_\u3007\u2460-\u2473\u2160-\u216b]"  # and 〇 ① Ⅰ, which are letters or digits to Unicode
_ATOM = re.compile(rf"(?P<year>{_YEAR})|(?P<number>{NUMBER}[ ]?(?P<unit>{_UNIT})?)|{_SIGN}")
_CRUMB = 2  # shared letters that make two changes harder to read when they stand between them
_LEAST_SHARED = 4  # a text that shares less than a quarter with the other is another text: two marks, not twenty


def marks(old: str, new: str) -> tuple[Mark, ...]:
    """The two texts as one row of marks; old and same parts joined give ``old``, new and same parts ``new``.

    Args:
        old: a whole paragraph or cell.
        new: the same, in the other edition.

    Returns:
        (kind, text), neighbours of one kind joined, ``old`` before ``new`` where something was replaced.
    """
    if old == new:
        return (("same", old),) if old else ()
    if not old or not new:
        return (("old", old),) if old else (("new", new),)
    before, after = _coarse(old), _coarse(new)
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    found = [*_same(before[:head]), *_changes(*middle), *_same(before[len(before) - tail :])]
    shared = sum(len(text) for kind, text in found if kind == "same")
    if shared * _LEAST_SHARED < min(len(old), len(new)) and not _alike(*middle):
        return ("old", old), ("new", new)
    return _joined(found)


def _coarse(text: str) -> list[Token]:
    """Years, numbers and signs, and what stands between them, uncut."""
    found: list[Token] = []
    at = 0
    for atom in _ATOM.finditer(narrow(text)):
        if atom.start() > at:
            found.append((text[at : atom.start()],) * 2)
        at = atom.end()
        shown = text[atom.start() : at]
        found.append(("\0年" if atom["year"] else f"\0{atom['unit']}" if atom["number"] else shown, shown))
    if at < len(text):
        found.append((text[at:],) * 2)
    return found


def _alike(before: list[Token], after: list[Token]) -> bool:
    """Whether only figures and years differ: then no phrase need be cut."""
    return [key for key, _ in before] == [key for key, _ in after]


def _shared(before: Sequence[Token], after: Sequence[Token]) -> int:
    """How many tokens the two begin with alike."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(before), len(after)))


def _changes(before: list[Token], after: list[Token]) -> Iterator[Mark]:
    """The marks of the stretch that differs at both ends."""
    if _alike(before, after):
        yield from _slots(before, after)
        return
    known = {key for key, _ in before} & {key for key, _ in after}
    before, after = list(_fine(before, known)), list(_fine(after, known))
    by_slot = _figures(before) == _figures(after)
    one, other = ([token[not by_slot] for token in side] for side in (before, after))
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for at, (tag, a, b, c, d) in enumerate(codes):
        inside = 0 < at < len(codes) - 1
        if tag == "equal" and not (inside and _is_crumb(before[a:b], after[c:d])):
            yield from _slots(before[a:b], after[c:d])
        else:
            yield "old", "".join(text for _, text in before[a:b])
            yield "new", "".join(text for _, text in after[c:d])


def _is_crumb(before: list[Token], after: list[Token]) -> bool:
    """Whether so little is shared that it only scrambles the changes around it; the end of a sentence is a hold."""
    return (
        before == after and not {"。", "\n"} & {text for _, text in before} and sum(len(t) for _, t in before) <= _CRUMB
    )


def _fine(tokens: list[Token], known: set[str]) -> Iterator[Token]:
    """Cut into phrases what the other side does not have whole."""
    for key, text in tokens:
        if key in known or len(text) == 1 or key != text:
            yield key, text
        else:
            yield from ((phrase, phrase) for phrase in _phrases(text))


def _figures(tokens: list[Token]) -> list[str]:
    return [key for key, text in tokens if key != text]


def _slots(before: list[Token], after: list[Token]) -> Iterator[Mark]:
    """Tokens that stand in each other's place."""
    for (_, one), (_, other) in zip(before, after, strict=True):
        if one == other:
            yield "same", one
        else:
            yield "old", one
            yield "new", other


def _same(tokens: list[Token]) -> Iterator[Mark]:
    return (("same", text) for _, text in tokens)


def _joined(found: Sequence[Mark]) -> tuple[Mark, ...]:
    """Neighbours of one kind as one; between two same parts first all that went, then all that came."""
    made: list[Mark] = []
    gone = come = ""
    for kind, text in (*found, ("same", "")):
        if kind == "old":
            gone += text
        elif kind == "new":
            come += text
        elif gone or come:
            made += [mark for mark in (("old", gone), ("new", come)) if mark[1]]
            gone = come = ""
        if kind != "same" or not text:
            continue
        if made and made[-1][0] == "same":
            made[-1] = ("same", made[-1][1] + text)
        else:
            made.append(("same", text))
    return tuple(made)


@cache
def _parser() -> Parser:
    import budoux

    return budoux.load_default_japanese_parser()


@lru_cache(maxsize=8192)
def _phrases(text: str) -> tuple[str, ...]:
    return tuple(_parser().parse(text))
