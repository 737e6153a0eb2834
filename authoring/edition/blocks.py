"""What is printed, block by block: the form of a snapshot's ``items/ID.jsonl``, in memory.

A block is a paragraph, note, label, heading, glossary line, table or figure of one cell, with its references resolved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from authoring.edition.model import Axis, Entry, FigureNumber, Lineage, Place, Rating, Request
from authoring.edition.profile import Profile

__all__ = ["Block", "Figure", "Grid", "GridCell", "Series", "Snapshot"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A printed cell; ``values`` are the quantities read in it, as {label, value, unit, role}."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    values: tuple[Mapping[str, str], ...] = ()
    number: bool = False  # right-aligned: it holds a number and nothing that reads as words
    head: bool = False  # a label of a row or of a band


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table: header and body rows of equal length; None where a span covers the cell.

    ``row_keys`` is as long as ``body``; ``column_keys`` as a row (label columns have the role ``label``). ``item`` and
    ``owner`` say in whose workbook it is filled ("" where that is not known), wherever it is shown.
    """

    table: str
    name: str
    caption: str
    unit: str
    header: tuple[tuple[GridCell | None, ...], ...]
    body: tuple[tuple[GridCell | None, ...], ...]
    row_keys: tuple[Axis, ...] = ()
    column_keys: tuple[Axis, ...] = ()
    item: str = ""
    owner: str = ""
    sign: str = "▲"
    rounding: str = "四捨五入"


@dataclass(frozen=True, slots=True)
class Series:
    """A line of a chart: its name, and a value for each period; None where none is known."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of ``inputs/添付`` or a line chart. ``words`` say what is seen on it, to those who can't see it.

    A picture has its file's name and its size in pixels; its bytes travel beside the edition. A chart has the printed
    names of its periods and its lines; ``unit`` and ``decimals`` say how its values print.
    """

    name: str
    kind: Literal["picture", "chart"]
    words: str
    file: str = ""
    width: int = 0
    height: int = 0
    unit: str = ""
    decimals: int = 0
    periods: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    numbers: tuple[FigureNumber, ...] = ()  # of a picture

    @property
    def title(self) -> str:
        """The line above it. A chart's tells the unit, which its values then need not repeat; % is short enough."""
        if self.kind == "picture":
            return self.name
        told = {"": "", "%": "", "\uff05": "", "h:mm": "(時間:分)"}.get(self.unit)
        return f"{self.name}の推移" + (f"(単位:{self.unit})" if told is None else told)


@dataclass(frozen=True, slots=True)
class Block:
    """One block. ``text`` is without its mark, references resolved; ``typed`` is kept where it differs.

    kind: paragraph, note, label, heading, glossary, table, figure. ``section`` is the deepest heading above.
    ``owners``: those of a paragraph of the plan that has its own; ``keyed``: id of the row of 評価 that it stands in.
    """

    id: str
    section: str
    column: str
    kind: str
    text: str
    mark: str = ""
    level: int = 0
    unit: str | None = None
    entry: str | None = None
    row: str | None = None
    owner: str | None = None
    typed: str | None = None
    targets: tuple[str, ...] = ()
    origin: str | None = field(default=None, compare=False)
    grid: Grid | None = None
    owners: tuple[str, ...] = ()
    keyed: str | None = None
    figure: Figure | None = None

    @property
    def printed(self) -> str:
        """The line as it is read: mark and text. A bullet touches its text; a number stands apart from it."""
        if not self.mark:
            return self.text
        if self.kind == "label" and len(self.mark) == 2:
            return f"{self.mark[0]}{self.text}{self.mark[1]}"
        return f"{self.mark}{' ' if self.gap else ''}{self.text}"

    @property
    def gap(self) -> bool:
        """Whether a blank stands between mark and text."""
        if not self.mark or self.kind == "heading":
            return bool(self.mark)
        first, last = self.mark[0], self.mark[-1]
        number = first.isdecimal() or first in "(ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ第" or "ア" <= first <= "ン" or first in "iv"
        return number or last in ".)"


@dataclass(frozen=True)
class Snapshot:
    """A year as it is printed: the one form of a past year, a draft and a build. ``items``: item id -> its blocks.

    ``requests`` are those of this year's text, which the next year answers; ``answers`` those of the year before, as
    this year answered them. The blocks of ``places`` stand in ``items`` under their names.
    """

    year: int
    profile: Profile
    outline: tuple[Entry, ...]
    items: Mapping[str, tuple[Block, ...]]
    ratings: tuple[Rating, ...] = ()
    lineage: tuple[Lineage, ...] = ()
    counts: tuple[Mapping[str, Any], ...] = ()
    indicators: tuple[Mapping[str, Any], ...] = ()
    requests: tuple[Request, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)  # ids of former items -> their titles
    notice: str = ""
    answers: tuple[Request, ...] = ()
    places: tuple[Place, ...] = ()
