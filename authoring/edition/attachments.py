"""What lies in ``inputs/添付``, read: pictures by name, and the letters that stand unchanged in the appendix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from authoring.edition.blocks import Block, Grid, GridCell
from authoring.edition.model import PLACE_TEXT, Axis, Place

__all__ = ["NOTHING", "Attachments", "Letter", "LetterTable", "Picture", "letter_blocks"]

LetterTable = tuple[tuple[GridCell | None, ...], ...]
"""A table of a letter: rows of equal length, None where a span covers the cell."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: name of its file, pixels, and what is seen on it ("" where nobody has written that)."""

    file: str
    width: int
    height: int
    words: str = ""
    data: bytes = field(default=b"", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: its file relative to the workspace, its paragraphs and tables in order."""

    file: str
    pieces: tuple[str | LetterTable, ...]


@dataclass(frozen=True)
class Attachments:
    """``pictures``: key of the name (``match_key``) -> picture, None where it can't be read (which was told already).

    ``letters``: id of the place -> letter.
    """

    pictures: Mapping[str, Picture | None] = field(default_factory=dict)
    letters: Mapping[str, Letter] = field(default_factory=dict)

    @property
    def data(self) -> dict[str, bytes]:
        """Name of a picture's file -> its bytes, for those who draw."""
        return {p.file: p.data for p in self.pictures.values() if p is not None}


NOTHING = Attachments()


def letter_blocks(place: Place, letter: Letter, number: int) -> Iterator[Block]:
    """The letter as it is: nothing in it is read as a mark, a heading or a reference. Empty lines print nothing.

    ``number``: of the place in the edition; it makes the ids of the letter's tables.
    """
    tables = 0
    for at, piece in enumerate(letter.pieces, 1):
        if not piece:
            continue
        table, text = None, str(piece)
        if not isinstance(piece, str):
            tables += 1
            text = f"{place.id}の表{tables}"
            table = _grid(piece, f"letter{number}_{tables}", text)
        yield Block(
            f"{place.id}.{PLACE_TEXT}.{at}", place.id, PLACE_TEXT, "table" if table else "paragraph", text,
            owner=place.owner, origin=f"{letter.file}#L{at}", grid=table,
        )  # fmt: skip


def _grid(lines: LetterTable, ident: str, name: str) -> Grid:
    columns = tuple(Axis(f"c{n}", (), "text") for n in range(1, len(lines[0]) + 1))
    rows = tuple(Axis(f"r{n}", ()) for n in range(1, len(lines) + 1))
    return Grid(ident, name, "", "", (), lines, rows, columns)
