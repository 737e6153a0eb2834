"""Where paragraphs may be edited: each unique in its column, so that one answer alone is right."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from authoring.edition.blocks import Block
from authoring.edition.model import Row
from benchmarks.edit_pieces import Piece, Spot, Texts
from benchmarks.edit_words import APART, alike, without_years
from benchmarks.prose import Prose

__all__ = ["Lines", "bare"]

MARKS = ("〇", "・")
MIN_NEW = 20  # letters
Zone = tuple[str, str]  # unit or key, column: one edit each of those that put, take or rewrite


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """The text without years and figures."""
    return "".join(c for c in without_years(text) if c not in "0123456789,.▲+△−")


@dataclass
class Lines:
    """The lines in the making. ``blocks``: what OLD prints for each; ``item_of``: unit -> item in NEW."""

    rng: random.Random
    texts: Texts
    blocks: dict[Piece, Block]
    item_of: dict[str, str]
    spare: list[Row]  # rows in which OLD has nothing
    first: set[str]  # the first filled row of each unit: the plan's heading is repeated there
    zones: set[Zone] = field(default_factory=set)
    taken: list[tuple[str, str]] = field(default_factory=list)  # (column, text) that has gone
    put: list[tuple[str, str]] = field(default_factory=list)  # (column, text) that is new
    known: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for (_, column), pieces in self.texts.before.items():
            self.known.update((column, bare(p.old or "")) for p in pieces)

    def zone(self, spot: Spot) -> Zone:
        """The zone of a cell."""
        return self.texts.unit[spot[0]], spot[1]

    def candidates(self, fit: Callable[[Spot, Piece], bool]) -> Iterator[tuple[Spot, Piece]]:
        """Paragraphs with a mark that nothing has touched, no second of which stands in the column; in random order."""
        found = [(spot, p) for spot, pieces in self.texts.after.items() for p in pieces if not p.edit]
        self.rng.shuffle(found)
        for spot, p in found:
            b, text = self.blocks.get(p), p.old or ""
            if b is None or b.kind != "paragraph" or b.mark not in MARKS or "{{" in text:
                continue
            if self.known[spot[1], bare(text)] == 1 and fit(spot, p):
                yield spot, p

    def plain(self, spot: Spot) -> bool:
        """A cell without a glossary box, in which a line may stand anywhere."""
        pieces = self.texts.after.get(spot, [])
        return bool(pieces) and all(
            p.new and (p not in self.blocks or self.blocks[p].kind != "glossary") for p in pieces
        )

    def open(self, spot: Spot) -> bool:
        """Whether lines may still be put into a cell or taken from it."""
        return self.plain(spot) and self.zone(spot) not in self.zones

    def fresh(self, column: str, text: str, against: list[tuple[str, str]]) -> bool:
        """Whether a text is like none that there is, and unlike those that go the other way."""
        return not self.known[column, bare(text)] and self.apart(column, text, against)

    def apart(self, column: str, text: str, against: list[tuple[str, str]]) -> bool:
        """Whether a text is unlike all of these of its column, whether their figures count or not."""
        plain = bare(text)
        return all(max(alike(text, t), alike(plain, bare(t))) < APART for c, t in against if c == column)

    def sentence(self, column: str) -> str:
        """A new paragraph, unlike all that has gone."""
        while True:
            text = f"〇{Prose(self.rng).sentence(column)}"
            if len(text) >= MIN_NEW and self.fresh(column, text, self.taken):
                self.put.append((column, text))
                self.known[column, bare(text)] += 1
                return text

    def place(self, spot: Spot, piece: Piece, at: int = 0) -> None:
        """Put a line somewhere into a cell, never before a typed heading."""
        pieces = self.texts.after[spot]
        pieces.insert(at or self.rng.randint(1, len(pieces)), piece)
        self.known[spot[1], bare(piece.new or "")] += 1
        self.zones.add(self.zone(spot))

    def rewrite(self, piece: Piece, column: str, text: str, edit: str) -> None:
        """Give a line another text."""
        piece.new, piece.edit = text, edit
        self.known[column, bare(text)] += 1
