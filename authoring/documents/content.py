"""The content tree: what is shown, in order, for any renderer. Renderers draw it and decide nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from authoring.edition.blocks import Block, Grid

__all__ = [
    "Annex", "Body", "BodyCell", "BodyColumn", "BodyItem", "BodyRow", "Contents", "ContentsLine", "Counts", "Criteria",
    "Document", "Part", "RatingList", "Title",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Title:
    """The cover: the document's title, the agency, the year's name, and the line of the draft where it is one."""

    text: str
    draft: str = ""


@dataclass(frozen=True, slots=True)
class RatingList:
    """業務実績評価一覧 as a grid; ``year_columns``: fiscal year -> index of the column that holds its ratings."""

    heading: str
    grid: Grid
    year_columns: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Criteria:
    """判定基準: (letter, wording), best first; ``name`` tells the rater where there are several, else ""."""

    heading: str
    steps: tuple[tuple[str, str], ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """The count of each rating: ``numbers[year][letter]``; years as (western, printed), letters best first."""

    heading: str
    years: tuple[tuple[int, str], ...]
    letters: tuple[str, ...]
    numbers: Mapping[int, Mapping[str, int]]
    total_label: str
    list_rater: str = ""


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """One line of the contents: level (1, 2), text as printed, bookmark of the heading (``h_`` and the entry's id)."""

    level: int
    text: str
    bookmark: str


@dataclass(frozen=True, slots=True)
class Contents:
    """目次: lines in order; page numbers are the renderer's fields."""

    heading: str
    left_label: str
    page_label: str
    lines: tuple[ContentsLine, ...]


@dataclass(frozen=True, slots=True)
class BodyColumn:
    """A column of the wide table: id, heading (may hold LF), relative width."""

    id: str
    heading: str
    width: int


@dataclass(frozen=True, slots=True)
class BodyCell:
    """A cell of the wide table: its blocks in order, and how many rows it spans."""

    blocks: tuple[Block, ...]
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row of the wide table; a cell is None where one above spans it. ``bookmark``: ``r_`` and its id, or ""."""

    cells: tuple[BodyCell | None, ...]
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class BodyItem:
    """An item's rows; ``label`` (Ⅰ-2) names its sheet in Excel; ``title`` is its heading as printed."""

    id: str
    label: str
    title: str
    rows: tuple[BodyRow, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The wide table. Blocks of kind heading whose entry is set carry the bookmark ``h_`` and the entry's id."""

    columns: tuple[BodyColumn, ...]
    items: tuple[BodyItem, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows the wide table: the statements, or the appendix with a title page, contents and page numbers.

    Each place is an item with one row of one cell; its label is the name that it is called by (別表3), its title what
    stands above it. ``contents`` is None where the document's own contents tell it or nothing does.
    """

    title: str
    appendix: bool
    contents: Contents | None
    places: tuple[BodyItem, ...]


Part = Title | RatingList | Criteria | Counts | Contents | Body | Annex


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: title property, running notice (見本, draft) for every page, parts in order.

    ``pictures``: name of a picture's file -> its bytes, for the figures in it.
    """

    title: str
    agency: str
    notice: str
    parts: tuple[Part, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)
