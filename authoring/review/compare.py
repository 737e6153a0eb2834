"""Compare two editions, of two years or two drafts of one: everything that changed, and what did not.

Text is compared by plan entry and column, tables by the ids of rows and columns, headings, indicators and items by
their ids and by 対応表. The outcome is one value, ``Changes``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from authoring.edition.blocks import Block, Snapshot
from authoring.review.align import Atom, align, in_order
from authoring.review.cells import Sheet, compare_tables, kind_of
from authoring.review.changes import Changes, Line, LineClass, Restatement, Unchanged
from authoring.review.descent import Descent, descent
from authoring.review.figures import (
    compare_indicators,
    compare_ratings,
    restated_indicators,
    targets_of_last_year,
    unanswered,
)
from authoring.review.structure import compare_structure, numbers_of
from authoring.review.texts import canonical, classify

__all__ = ["compare"]

KIND_WORDS = {
    "note": "注記",
    "label": "小見出し",
    "glossary": "用語解説",
    "figure": "図",
    "table": "表",
    "heading": "見出し",
}


@dataclass(frozen=True)
class _Side:
    """One edition's texts in reading order: (item, block); and what each place holds."""

    snapshot: Snapshot
    blocks: tuple[tuple[str, Block], ...]
    atoms: tuple[Atom, ...]
    tables: Mapping[str, tuple[str, Block]]
    owners: Mapping[str, tuple[str, ...]]
    headings: frozenset[str]  # ids of the outline
    theirs: frozenset[str]  # the Ministry's columns
    filled: frozenset[tuple[str, str]] = field(default_factory=frozenset)  # (row or key, column) with any text
    places: frozenset[str] = field(default_factory=frozenset)  # units, entries and items that there are


def compare(old: Snapshot, new: Snapshot, *, old_name: str = "", new_name: str = "") -> Changes:
    """Everything that a reviewer wants to know of two editions of one agency; the names are how they were called."""
    lines = descent(old, new)
    left, right = _side(old, lines), _side(new, lines)
    found: dict[tuple[str, int], list[Line]] = {}
    restated: list[Restatement] = []
    _texts(left, right, found)
    _tables(left, right, found, restated)
    items = [e.id for e in new.outline if e.item]
    items += [e.id for e in old.outline if e.item and e.id not in items]
    return Changes(
        old_year=old.year, new_year=new.year, old_name=old_name, new_name=new_name, profile=new.profile,
        items=tuple(items), numbers=numbers_of(old.outline) | numbers_of(new.outline),
        titles={e.id: e.text for e in (*old.outline, *new.outline)}, owners=dict(left.owners) | dict(right.owners),
        lines=tuple(_reading_order(found, items)), structure=compare_structure(old, new, lines),
        ratings=compare_ratings(old, new, lines), indicators=compare_indicators(old, new),
        restatements=(*restated_indicators(old, new), *restated), targets=tuple(targets_of_last_year(old, new)),
        requests=tuple(_unanswered(old, new)), notice=new.notice or old.notice,
    )  # fmt: skip


def _side(snapshot: Snapshot, lines: Descent) -> _Side:
    plan = snapshot.profile.plan_column.id
    titles = {e.id: e.text for e in snapshot.outline}
    blocks = tuple((item, b) for item, found in snapshot.items.items() for b in found)
    atoms: list[Atom] = []
    tables: dict[str, tuple[str, Block]] = {}
    for at, (item, b) in enumerate(blocks):
        if b.grid is not None:
            tables.setdefault(b.grid.table, (item, b))
        elif b.kind == "heading" and (b.column == plan or b.text == titles.get(next(iter(b.targets), ""))):
            continue  # headings are the outline's, and what repeats them
        else:
            atoms.append(_atom(at, item, b, plan, lines))
    filled = {(_cell(item, b), b.column) for item, b in blocks if b.kind != "heading"}
    places = {home for item, b in blocks for home in (item, b.unit, b.entry, b.section) if home}
    return _Side(
        snapshot, blocks, tuple(atoms), tables, _owners(snapshot), frozenset(titles),
        frozenset(c.id for c in snapshot.profile.columns if c.side == "ministry"), frozenset(filled),
        frozenset(places | set(titles)),
    )  # fmt: skip


def _atom(at: int, item: str, b: Block, plan: str, lines: Descent) -> Atom:
    """A text with its home: a unit's column; for the plan its heading; for the Ministry's the entry or the item."""
    home = b.section if b.column == plan else (b.unit if b.row else b.entry) or item
    alone = b.column == plan and b.entry is not None
    return Atom(at, (lines.home_of(home), b.column), b.row or b.entry, b.column, canonical(b), alone)


def _owners(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """Item -> its owners: those of its headings (their own, or the nearest above), and who wrote in it."""
    own: dict[str, tuple[str, ...]] = {}
    item_of: dict[str, str] = {}
    found: dict[str, dict[str, None]] = {}
    for e in snapshot.outline:
        own[e.id] = e.owners or own.get(e.parent or "", ())
        item = e.id if e.item else item_of.get(e.parent or "", "")
        if item:
            item_of[e.id] = item
            found.setdefault(item, {}).update(dict.fromkeys(own[e.id]))
    for item, blocks in snapshot.items.items():
        found.setdefault(item, {}).update(dict.fromkeys(b.owner for b in blocks if b.owner))
    return {item: tuple(owners) for item, owners in found.items()}


def _texts(left: _Side, right: _Side, found: dict[tuple[str, int], list[Line]]) -> None:
    """The lines of all texts: paired ones and new ones at NEW's place, what is gone behind what stood before it."""
    pairs = align(left.atoms, right.atoms)
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
        found.setdefault((item, atom.at), []).append(line)
    anchor = {old.at: new.at for old, new in pairs}
    behind = -1
    for atom in left.atoms:
        item, b = left.blocks[atom.at]
        if atom.at in anchor:
            behind = anchor[atom.at] if right.blocks[anchor[atom.at]][0] == item else behind
            continue
        place = _anchor(right, item, behind)
        kind = "not-filled" if _waits(right, item, b) else "gone"
        found.setdefault((item, place), []).append(_line(kind, item, b, b.text, "", left))


def _cell(item: str, b: Block) -> str:
    """The row, the plan entry or the item that a cell of a column belongs to."""
    return b.row or b.entry or item


def _waits(right: _Side, item: str, b: Block) -> bool:
    """Whether the cell of a vanished text is there and empty: nobody has filled it yet."""
    there = (b.unit or b.entry or item) in right.places and b.column != right.snapshot.profile.plan_column.id
    return there and (_cell(item, b), b.column) not in right.filled


def _anchor(right: _Side, item: str, behind: int) -> int:
    """Where a vanished text stands among NEW's: behind its neighbour, or at the head of its item."""
    return behind if behind >= 0 and right.blocks[behind][0] == item else -1


def _moved(left: _Side, right: _Side, pairs: list[tuple[Atom, Atom]]) -> set[int]:
    """NEW's places of the texts that stand in another section, or in another order among those of their group."""
    found: set[int] = set()
    groups: dict[object, list[tuple[Atom, Atom]]] = {}
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


def _line(kind: LineClass, item: str, b: Block, old: str, new: str, side: _Side, came: str = "") -> Line:
    numbered = item in side.headings
    owner = "" if b.column in side.theirs else b.owner or next(iter(side.owners.get(item, ())), "")
    place = item if not numbered else b.section
    return Line(
        kind, item if numbered else "", place, b.column, b.id, old, new, came, owner, KIND_WORDS.get(b.kind, "")
    )


def _tables(left: _Side, right: _Side, found: dict[tuple[str, int], list[Line]], restated: list[Restatement]) -> None:
    years = left.snapshot.year, right.snapshot.year
    at = {id(b): n for side in (left, right) for n, (_, b) in enumerate(side.blocks)}
    for table in dict.fromkeys((*right.tables, *left.tables)):
        old, new = left.tables.get(table), right.tables.get(table)
        side = right if new else left
        item, b = new or old  # type: ignore[misc]
        where = (item, at[id(b)] if new else _table_anchor(right, item))
        olds, news = (t[1] if t else None for t in (old, new))
        waits = not new and _waits(right, item, b)
        kind = kind_of(olds.text if olds else "", news.text if news else "", stands=waits)
        rows = [_line(kind, item, b, olds.text if olds else "", news.text if news else "", side)]
        before, now = (Sheet.of(x.grid) if x and x.grid else None for x in (olds, news))
        for cell in compare_tables(before, now, years, waits=waits):
            line = _line(cell.kind, item, b, cell.old, cell.new, side)
            line = Line(
                cell.kind, line.item, line.section, line.column, cell.id, cell.old, cell.new, "", line.owner,
                f"{b.text}: {cell.label}", cell=True,
            )  # fmt: skip
            rows.append(line)
            if cell.restated:
                restated.append(
                    Restatement(cell.id, line.item, line.label, cell.period, cell.old, cell.new, line.owner)
                )
        found.setdefault(where, []).extend(rows)


def _table_anchor(right: _Side, item: str) -> int:
    return max((n for n, (there, _) in enumerate(right.blocks) if there == item), default=-1)


def _reading_order(found: Mapping[tuple[str, int], list[Line]], items: list[str]) -> Iterator[Line]:
    """Item after item, the places of the statements and the appendix last."""
    turn = {item: n for n, item in enumerate(items)}
    for key in sorted(found, key=lambda k: (turn.get(k[0], len(turn)), "" if k[0] in turn else k[0], k[1])):
        yield from found[key]


def _unanswered(old: Snapshot, new: Snapshot) -> Iterator[Unchanged]:
    if old.year >= new.year:
        return
    texts = [(item, b) for item, blocks in old.items.items() for b in blocks]
    columns = {}
    for asked in old.requests:
        homes = (b.column for item, b in texts if item == asked.item and asked.text in b.text)
        columns[asked.id] = next(homes, "")
    yield from unanswered(old, new.answers, columns)
