"""The frame: numbers of headings in sequence, titles equal wherever printed, lineage complete, terms and notes used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from authoring.checks.ordinals import Ordinal, ordinal_of
from authoring.checks.reading import AGENCY, MINISTRY, PLAN, Passage, Reading
from authoring.edition.model import Entry
from authoring.edition.nearest import similarity
from authoring.files.texts import match_key
from authoring.problems import Origin, Problem, problem

__all__ = ["check_structure"]

_TERM = re.compile("以下[、,]?(?:単に)?「([^」]{2,30})」と(?:い|言|総称|略)")
_NOTE_MARK = re.compile("[(\uff08](※[0-9\uff10-\uff19]*)[)\uff09]")
_QUOTED = re.compile("「([^「」]{6,60})」")
_NUMBERED = re.compile("^[\u2160-\u216b][-0-9()①-⑳ア-ン]*[ \u3000]+")  # 「Ⅰ-2-(3) …」: references look at that
_LIKELY = 50.0  # less alike: a point of the text that is numbered like an entry, no heading
_ALIKE = 88.0  # a quoted title so near to a heading is meant to be it; measured on titles that differ in one word


def check_structure(reading: Reading) -> Iterator[Problem]:
    """Every finding about the frame, in the plan's order."""
    yield from _sequences(reading)
    yield from _titles(reading)
    yield from _lineage(reading)
    yield from _terms(reading)
    yield from _marks(reading)


def _sequences(reading: Reading) -> Iterator[Problem]:
    """Siblings of the plan are numbered without a gap and without a number twice."""
    edition = reading.edition
    children: dict[str | None, list[Entry]] = defaultdict(list)
    for e in edition.entries:
        if e.number:
            children[e.parent].append(e)
    for siblings in children.values():
        before: dict[str, list[tuple[Ordinal, Entry]]] = defaultdict(list)
        for e in siblings:
            now = ordinal_of(e.number)
            if now is None:
                continue
            above = before[now.family]
            expected = above[-1][0].count + 1 if above else 1
            if now.count != expected and (above or e.kind == "heading"):
                twice = any(now.count == each.count for each, _ in above)
                last = above[-1][1] if above else None
                yield problem(
                    "heading-number-twice" if twice else "heading-number-skipped", e.origin, item=_item(reading, e),
                    place=e.id, also=(last.origin,) if last and last.origin else (), title=e.text[:30],
                    number=edition.printed_number(e.id), expected=now.written(expected),
                    above=last.number if last else "なし",
                )  # fmt: skip
            above.append((now, e))


def _item(reading: Reading, e: Entry) -> str | None:
    item = reading.edition.item_of.get(e.id)
    return reading.edition.printed_number(item) if item else None


def _titles(reading: Reading) -> Iterator[Problem]:
    """A title is the same in list, contents, body and where a text quotes it or repeats it as a heading."""
    edition = reading.edition
    for e in edition.entries:
        for other, where in ((e.list_title, "一覧"), (e.contents_title, "目次")):
            if other and match_key(other) != match_key(e.text):
                yield problem("title-differs", e.origin, item=_item(reading, e), place=e.id,
                              number=edition.printed_number(e.id), title=e.text, where=where, other=other)  # fmt: skip
    headings = {e.id: e for e in edition.entries if e.kind == "heading"}
    for one in reading.passages:
        if one.kind == "heading" and one.side != PLAN and one.block and one.block.targets and one.block.origin:
            meant = headings.get(one.block.targets[0])
            if (
                meant is not None
                and similarity(one.text, meant.text) >= _LIKELY
                and match_key(one.text) != match_key(meant.text)
            ):
                yield _other_title(one, edition.printed_number(meant.id), meant, one.text, "この欄の見出し")
    yield from _quoted_titles(reading, tuple(headings.values()))


def _quoted_titles(reading: Reading, headings: Sequence[Entry]) -> Iterator[Problem]:
    edition = reading.edition
    names = (*(e.text for e in headings), *reading.lookup.indicators, *reading.lookup.tables)
    keys = {
        match_key(name) for name in (*names, *(t.caption for t in edition.tables), *(p.title for p in edition.places))
    }
    by_length = [(len(e.text), e) for e in headings if len(e.text) >= 8]
    for one in reading.passages:
        if one.side == PLAN or "「" not in one.text:
            continue
        for found in _QUOTED.finditer(one.text):
            quoted = _NUMBERED.sub("", found[1])
            if match_key(quoted) in keys:
                continue
            near = [(similarity(quoted, e.text), e) for size, e in by_length if abs(size - len(quoted)) <= 4]
            best = max(near, key=lambda pair: pair[0], default=None)
            if best and best[0] >= _ALIKE:
                yield _other_title(one, edition.printed_number(best[1].id), best[1], quoted, "この文の引用")


def _other_title(one: Passage, number: str, e: Entry, other: str, where: str) -> Problem:
    also = (e.origin,) if e.origin else ()
    return problem("title-differs", one.where, item=one.item or None, place=one.place, also=also, number=number,
                   title=e.text, where=where, other=other)  # fmt: skip


def _lineage(reading: Reading) -> Iterator[Problem]:
    """Every item of this year has predecessors or is new; every item of last year goes somewhere or has ended."""
    edition, before = reading.edition, reading.before
    if before is None:
        return
    pairs = [pair for pair in edition.lineage if pair.year == edition.year]
    old, new = {pair.old for pair in pairs}, {pair.new for pair in pairs}
    kept = {e.id for e in before.outline if e.item}
    for e in edition.items:
        if not e.rated and e.id not in new and e.id not in kept:  # what is not rated has no line of its own to follow
            number = edition.printed_number(e.id)
            yield problem("lineage-unknown", e.origin, item=number, place=e.id, words=f"{number} {e.text}")
    now = {e.id for e in edition.items}
    for e in before.outline:
        if e.item and e.id not in old and e.id not in now:
            yield problem("lineage-lost", _common(reading), place=e.id, words=f"{e.number} {e.text}")


def _common(reading: Reading) -> Origin | None:
    first = next((e.origin for e in reading.edition.entries if e.origin), None)
    return Origin(first.file) if first else None


def _terms(reading: Reading) -> Iterator[Problem]:
    """A short name that is introduced is used afterwards; the same words are not introduced twice for two things."""
    typed = [one for one in reading.passages if one.side in (AGENCY, MINISTRY)]
    defined = [(one, found) for one in typed for found in _TERM.finditer(one.text)]
    if not defined:
        return
    whole = "\n".join(one.text for one in reading.passages)
    for one, found in defined:
        term, before = found[1], one.text[: found.start()].rstrip("(\uff08")
        # The long name often ends in the short one: it is not its use.
        long_name = before[-len(term) - 2 :] if before.endswith(term) else ""
        if whole.count(term) - (whole.count(long_name) if long_name else 0) < 2:
            yield problem("term-unused", one.where, item=one.item or None, place=one.place, term=term)


def _marks(reading: Reading) -> Iterator[Problem]:
    """(※2) in a text has its note ※2, and a note its mark, in the same item and column or in a note of a table."""
    notes: dict[str, set[str]] = defaultdict(set)
    for one in reading.passages:
        if one.block is not None and one.block.kind in ("note", "glossary"):
            notes[one.item].update(_note_marks(one))
    for one in reading.passages:
        if one.side == PLAN or one.kind not in ("paragraph", "heading", "label"):
            continue
        for found in _NOTE_MARK.finditer(one.text):
            mark = match_key(found[1])
            if mark not in notes[one.item]:
                yield problem("note-missing", one.where, item=one.item or None, place=one.place, mark=found[1],
                              words=one.text[max(0, found.start() - 12) : found.end()])  # fmt: skip


def _note_marks(one: Passage) -> set[str]:
    """The marks that a note or a line of a glossary explains."""
    shown = f"{one.block.mark if one.block else ''}{one.text}"
    return {match_key(each) for each in re.findall("※[0-9\uff10-\uff19]*", shown)}
