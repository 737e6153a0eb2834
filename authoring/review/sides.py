"""One edition laid out for comparing: its texts in reading order with their homes, its tables, who wrote where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from authoring.edition.blocks import Block, Snapshot
from authoring.review.align import Atom
from authoring.review.descent import Descent
from authoring.review.texts import canonical

__all__ = ["Side", "cell_of", "side_of"]


@dataclass(frozen=True)
class Side:
    """One edition's texts in reading order: (item, block); and what each place holds."""

    snapshot: Snapshot
    blocks: tuple[tuple[str, Block], ...]
    atoms: tuple[Atom, ...]
    tables: Mapping[str, int]  # id -> the place of its first showing
    owners: Mapping[str, tuple[str, ...]]
    headings: frozenset[str]  # ids of the outline
    theirs: frozenset[str]  # the Ministry's columns
    filled: frozenset[tuple[str, str]]  # (row or key, column) with any text
    places: frozenset[str]  # units, entries and items that there are

    def waits(self, item: str, b: Block) -> bool:
        """Whether the cell of a text that this edition lacks is there and empty: nobody has filled it yet."""
        there = (b.unit or b.entry or item) in self.places and b.column != self.snapshot.profile.plan_column.id
        return there and (cell_of(item, b), b.column) not in self.filled


def side_of(snapshot: Snapshot, lines: Descent) -> Side:
    """Lay an edition out; ``lines``: which ids are relatives of which in the other one."""
    plan = snapshot.profile.plan_column.id
    titles = {e.id: e.text for e in snapshot.outline}
    blocks = tuple((item, b) for item, found in snapshot.items.items() for b in found)
    atoms: list[Atom] = []
    tables: dict[str, int] = {}
    for at, (item, b) in enumerate(blocks):
        if b.grid is not None:
            tables.setdefault(b.grid.table, at)
        elif b.kind == "heading" and (b.column == plan or b.text == titles.get(next(iter(b.targets), ""))):
            continue  # headings are the outline's, and what repeats them
        else:
            atoms.append(_atom(at, item, b, plan, lines))
    filled = {(cell_of(item, b), b.column) for item, b in blocks if b.kind != "heading"}
    places = {home for item, b in blocks for home in (item, b.unit, b.entry, b.section) if home}
    return Side(
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


def cell_of(item: str, b: Block) -> str:
    """The row, the plan entry or the item that a cell of a column belongs to."""
    return b.row or b.entry or item
