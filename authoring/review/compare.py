"""Compare two editions, of two years or two drafts of one: everything that changed, and what did not.

Text is compared by plan entry and column, tables by the ids of rows and columns, headings, indicators and items by
their ids and by 対応表. The outcome is one value, ``Changes``.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from authoring.edition.blocks import Block, Snapshot
from authoring.edition.outline import printed_numbers
from authoring.review.align import Pair, align, in_order
from authoring.review.cells import Sheet, compare_tables, kind_of
from authoring.review.changes import Changes, IndicatorChange, Line, LineClass, Restatement, Unchanged
from authoring.review.descent import descent
from authoring.review.figures import (
    compare_indicators,
    compare_ratings,
    restated_indicators,
    targets_of_last_year,
    unanswered,
)
from authoring.review.sides import Side, side_of
from authoring.review.structure import compare_structure
from authoring.review.texts import classify

__all__ = ["compare"]

_Told = TypeVar("_Told", IndicatorChange, Restatement, Unchanged)
Found = dict[tuple[str, int, int], list[Line]]
"""(item, NEW's place, OLD's place) -> lines; OLD's is ``_HERE`` for what stands in NEW, so that the rest is behind."""
_HERE = -1
KIND_WORDS = {
    "note": "注記",
    "label": "小見出し",
    "glossary": "用語解説",
    "figure": "図",
    "table": "表",
    "heading": "見出し",
}


def compare(old: Snapshot, new: Snapshot, *, old_name: str = "", new_name: str = "") -> Changes:
    """Everything that a reviewer wants to know of two editions of one agency; the names are how they were called."""
    lines = descent(old, new)
    left, right = side_of(old, lines), side_of(new, lines)
    found: Found = {}
    restated: list[Restatement] = []
    pairs = align(left.atoms, right.atoms)
    anchor = {before.at: now.at for before, now in pairs}
    anchor |= {left.tables[name]: right.tables[name] for name in left.tables if name in right.tables}
    _texts(left, right, anchor, pairs, found)
    _tables(left, right, anchor, found, restated)
    known = left.headings | right.headings
    items = [e.id for e in new.outline if e.item]
    items += [e.id for e in old.outline if e.item and e.id not in items]
    return Changes(
        old_year=old.year, new_year=new.year, old_name=old_name, new_name=new_name, profile=new.profile,
        items=tuple(items), numbers=printed_numbers(old.outline) | printed_numbers(new.outline),
        titles={e.id: e.text for e in (*old.outline, *new.outline)}, owners=dict(left.owners) | dict(right.owners),
        lines=tuple(_reading_order(found, items)), structure=compare_structure(old, new, lines),
        ratings=compare_ratings(old, new, lines), indicators=tuple(_at_home(compare_indicators(old, new), known)),
        restatements=(*_at_home(restated_indicators(old, new), known), *restated),
        targets=tuple(_at_home(targets_of_last_year(old, new), known)),
        requests=tuple(_at_home(_unanswered(old, new), known)), notice=new.notice or old.notice,
    )  # fmt: skip


def _texts(left: Side, right: Side, anchor: Mapping[int, int], pairs: Sequence[Pair], found: Found) -> None:
    """The lines of all texts: paired ones and new ones at NEW's place, what is gone behind what stood before it."""
    partner = {new.at: old for old, new in pairs}
    moved = _moved(left, right, pairs)
    for atom in right.atoms:
        item, b = right.blocks[atom.at]
        old = partner.get(atom.at)
        if old is None:
            line = _line("new", item, b, "", b.text, right)
        else:
            before = left.blocks[old.at][1]
            kind: LineClass = classify(old.text, atom.text)
            if kind == "same" and atom.at in moved:
                kind = "moved"
            came = before.section if atom.at in moved else ""
            line = _line(kind, item, b, before.text, b.text, right, came)
        found[item, atom.at, _HERE] = [line]
    behind = _behind(left, right, anchor)
    for atom in left.atoms:
        if atom.at not in anchor:
            item, b = left.blocks[atom.at]
            kind = "not-filled" if right.waits(item, b) else "gone"
            found[item, behind[atom.at], atom.at] = [_line(kind, item, b, b.text, "", left)]


def _behind(left: Side, right: Side, anchor: Mapping[int, int]) -> list[int]:
    """For each of OLD's blocks: where in NEW the nearest one before it in its item stands; -1 for the item's head."""
    found: list[int] = []
    here, at = "", -1
    for n, (item, _) in enumerate(left.blocks):
        here, at = (here, at) if item == here else (item, -1)
        found.append(at)
        if n in anchor and right.blocks[anchor[n]][0] == item:
            at = anchor[n]
    return found


def _moved(left: Side, right: Side, pairs: Sequence[Pair]) -> set[int]:
    """NEW's places of the texts that stand in another section, or in another order among those of their group."""
    found: set[int] = set()
    groups: dict[object, list[Pair]] = {}
    for old, new in pairs:
        before, now = left.blocks[old.at][1], right.blocks[new.at][1]
        if old.group != new.group or (before.section != now.section and before.section in right.places):
            found.add(new.at)
        else:
            groups.setdefault(new.group, []).append((old, new))
    for members in groups.values():
        members.sort(key=lambda pair: pair[1].at)
        # A text that reads as before keeps its place rather than one that was reworded.
        weights = [len(members) if old.text == new.text else 1 for old, new in members]
        kept = in_order([old.at for old, _ in members], weights)
        found |= {new.at for n, (_, new) in enumerate(members) if n not in kept}
    return found


def _line(kind: LineClass, item: str, b: Block, old: str, new: str, side: Side, came: str = "") -> Line:
    numbered = item in side.headings
    owner = "" if b.column in side.theirs else b.owner or next(iter(side.owners.get(item, ())), "")
    place = item if not numbered else b.section
    return Line(
        kind, item if numbered else "", place, b.column, b.id, old, new, came, owner, KIND_WORDS.get(b.kind, "")
    )


def _tables(left: Side, right: Side, anchor: Mapping[int, int], found: Found, restated: list[Restatement]) -> None:
    """The lines of all tables, title first, then cells; those that OLD alone has behind what stood before them."""
    years = left.snapshot.year, right.snapshot.year
    behind = _behind(left, right, anchor)
    for table in dict.fromkeys((*right.tables, *left.tables)):
        was, now = left.tables.get(table, -1), right.tables.get(table, -1)
        side, at = (right, now) if now >= 0 else (left, was)
        item, b = side.blocks[at]
        old, new = (s.blocks[n][1] if n >= 0 else None for s, n in ((left, was), (right, now)))
        waits = not new and right.waits(item, b)
        title = _title(old, new, item, side, right, waits)
        rows = [title]
        before, after = (Sheet.of(x.grid) if x and x.grid else None for x in (old, new))
        for cell in compare_tables(before, after, years, waits=waits):
            line = Line(
                cell.kind, title.item, title.section, b.column, cell.id, cell.old, cell.new, "", title.owner,
                f"{b.text}: {cell.label}", cell=True,
            )  # fmt: skip
            rows.append(line)
            if cell.restated:
                restated.append(
                    Restatement(cell.id, line.item, line.label, cell.period, cell.old, cell.new, line.owner)
                )
        found[(item, now, _HERE) if new else (item, behind[was], was)] = rows


def _title(old: Block | None, new: Block | None, item: str, side: Side, right: Side, waits: bool) -> Line:
    """The line of a table's title; it has moved where the table stands in another section now."""
    b = new or old
    assert b is not None  # noqa: S101 - one of the two is always given
    first, second = (x.text if x else "" for x in (old, new))
    kind = kind_of(first, second, stands=waits)
    came = old.section if old and new and old.section != new.section and old.section in right.places else ""
    return _line("moved" if came and kind == "same" else kind, item, b, first, second, side, came)


def _reading_order(found: Found, items: list[str]) -> Iterator[Line]:
    """Item after item, the places of the statements and the appendix last."""
    turn = {item: n for n, item in enumerate(items)}
    for key in sorted(found, key=lambda k: (turn.get(k[0], len(turn)), "" if k[0] in turn else k[0], *k[1:])):
        yield from found[key]


def _at_home(found: Iterable[_Told], known: Container[str]) -> Iterator[_Told]:
    """A past year of figures alone may name items that no outline has; ids are never printed: they belong to none."""
    return (each if each.item in known else replace(each, item="") for each in found)


def _unanswered(old: Snapshot, new: Snapshot) -> Iterator[Unchanged]:
    if old.year >= new.year:
        return
    texts = [(item, b) for item, blocks in old.items.items() for b in blocks]
    columns = {}
    for asked in old.requests:
        homes = (b.column for item, b in texts if item == asked.item and asked.text in b.text)
        columns[asked.id] = next(homes, "")
    yield from unanswered(old, new.answers, columns)
