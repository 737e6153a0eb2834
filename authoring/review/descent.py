"""Which heading or paragraph of OLD became which of NEW: by id, and by 対応表 where ids were merged or split."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from authoring.edition.blocks import Snapshot
from authoring.edition.model import Lineage

__all__ = ["Descent", "Link", "descent"]


@dataclass(frozen=True, slots=True)
class Link:
    """One pair between OLD and NEW; "" where there is none. ``kind``: the last in between that says more than 継続."""

    old: str
    new: str
    kind: str
    old_title: str = ""


@dataclass(frozen=True, slots=True)
class Descent:
    """``lines``: the pairs that 対応表 tells; ``home``: id of either edition -> a name that relatives share."""

    lines: tuple[Link, ...]
    home: Mapping[str, str]

    def home_of(self, name: str) -> str:
        """The name shared by everything that was merged or split with this id; the id itself where nothing was."""
        return self.home.get(name, name)


def descent(old: Snapshot, new: Snapshot) -> Descent:
    """The pairs of the years between the two editions, whichever is the earlier."""
    earlier, later = (old, new) if old.year <= new.year else (new, old)
    pairs: list[Link] = []
    for year in range(earlier.year + 1, later.year + 1):
        step = [x for x in later.lineage if x.year == year] or [x for x in earlier.lineage if x.year == year]
        pairs = list(_onward(pairs, step)) if pairs else [Link(x.old, x.new, x.kind, x.old_title) for x in step]
    if earlier is new:
        pairs = [Link(x.new, x.old, _TURNED.get(x.kind, x.kind)) for x in pairs]
    return Descent(tuple(dict.fromkeys(pairs)), _homes(pairs, _ids(old), _ids(new)))


_TURNED = {"merged": "split", "split": "merged", "new": "ended", "ended": "new"}


def _onward(pairs: Sequence[Link], step: Sequence[Lineage]) -> Iterator[Link]:
    """The pairs, one year on."""
    following: dict[str, list[Lineage]] = {}
    for line in step:
        if line.old:
            following.setdefault(line.old, []).append(line)
    for pair in pairs:
        if not pair.new or pair.new not in following:
            yield pair
        for line in following.get(pair.new, ()):
            kind = line.kind if line.kind != "kept" else pair.kind
            yield Link(pair.old, line.new, kind, pair.old_title)
    yield from (Link("", line.new, line.kind) for line in step if not line.old)


def _ids(snapshot: Snapshot) -> set[str]:
    entries = {b.entry for blocks in snapshot.items.values() for b in blocks if b.entry}
    return {e.id for e in snapshot.outline} | entries


def _homes(pairs: Iterable[Link], olds: set[str], news: set[str]) -> dict[str, str]:
    """Ids that one edition alone has stand with what they came from or went into."""
    home: dict[str, str] = {}

    def find(name: str) -> str:
        while name in home:
            name = home[name]
        return name

    for pair in pairs:
        if pair.old and pair.new and pair.old != pair.new and not (pair.old in news and pair.new in olds):
            first, second = sorted((find(pair.old), find(pair.new)))
            if first != second:
                home[second] = first
    return {name: find(name) for name in home}
