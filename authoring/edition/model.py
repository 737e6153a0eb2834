"""The edition as people entered it: frozen values, each with its origin. Knows no file format.

The plan is the frame: entries, units (what is answered together) and rows. Text is kept as typed; ``blocks`` makes
paragraphs of it, ``resolve`` looks references up. Equality ignores origins.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from authoring.edition.outline import printed_numbers
from authoring.edition.profile import Profile
from authoring.files.texts import match_key
from authoring.problems import Origin

__all__ = [
    "PLACE_TEXT", "Axis", "Cell", "Edition", "Entry", "Indicator", "Keyed", "Lineage", "Place", "Rating", "Request",
    "Row", "Table", "TableCell", "Target", "Unit", "Value",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell as typed (LF between lines); any number of paragraphs."""

    text: str
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One heading or paragraph of the approved plan, in the plan's order.

    ``level`` begins at 1 (Ⅰ 1. (1) ① ア (ア) i); a paragraph has the level of its mark, or one below the heading that
    it stands under. ``owners`` empty means those of the nearest heading above. ``rated`` says how an item is rated: by
    itself (""), with another (its id), or not at all ("none").
    """

    id: str
    parent: str | None
    level: int
    number: str
    kind: Literal["heading", "paragraph"]
    text: str
    opens_unit: bool = False
    owners: tuple[str, ...] = ()
    item: bool = False
    rated: str = ""
    list_title: str = ""
    contents_title: str = ""
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Unit:
    """記入単位: the entries that are answered together; its id is the id of the entry that opens it."""

    id: str
    item: str
    entries: tuple[str, ...]
    owners: tuple[str, ...]
    answered: bool = True  # False: the lead of an item before its first mark; nobody answers it


@dataclass(frozen=True, slots=True)
class Row:
    """One row of 取組: column id -> cell, for the columns that span a row. Empty rows print nothing."""

    id: str
    unit: str
    owner: str
    cells: Mapping[str, Cell]
    origin: Origin | None = field(default=None, compare=False)  # its first cell to fill

    @property
    def filled(self) -> bool:
        """Whether anything is typed in it."""
        return any(cell.text.strip() for cell in self.cells.values())


PLACE_TEXT = "text"
"""The one column of what stands outside the wide table."""


@dataclass(frozen=True, slots=True)
class Place:
    """What stands outside the wide table: a statement (予算) or a part of the appendix (別表3, 参考資料-総括表).

    ``id`` is the name that it is called by; what stands before a hyphen in it is the entry of the contents that it
    belongs to. Its texts are rows whose unit it is, with the one column ``PLACE_TEXT``; the tables of an owner's
    places have no item, since any of its texts may place them.
    ``file``: a letter of ``inputs/添付`` that is placed unchanged.
    """

    id: str
    part: Literal["statement", "appendix"]
    title: str
    owner: str
    file: str = ""
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class FigureNumber:
    """A figure that is drawn in a picture; ``value`` in its unit, None while nobody has typed it.

    ``figure``: the name of the picture's file without its ending; ``owner``: in whose workbook it stands.
    """

    figure: str
    name: str
    value: Decimal | None
    unit: str = ""
    period: str = ""
    owner: str = ""
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Keyed:
    """One row of 評価: the Ministry's texts, keyed to an item or a plan entry; column id -> cell."""

    id: str
    item: str
    key: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Axis:
    """A row or a column of a table. ``role`` header (rows only): a band begins, its cells are labels."""

    id: str
    labels: tuple[str, ...]
    role: str = "value"
    meaning: str = ""
    of: tuple[str, ...] = ()
    indicator: str = ""
    period: str = ""
    level: int = 0
    origin: Origin | None = field(default=None, compare=False)

    @property
    def used(self) -> bool:
        """A spare axis has neither label nor role."""
        return any(self.labels) or self.role != "value" or bool(self.indicator)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table as typed: what is printed. Lines are separated by LF."""

    text: str
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an owner's workbook, placed by ``{{表:NAME}}``. ``cells``: (row id, column id) -> cell."""

    id: str
    name: str
    item: str
    owner: str
    caption: str = ""
    corner: str = ""
    unit: str = ""
    sign: str = "▲"
    rounding: str = "四捨五入"
    rows: tuple[Axis, ...] = ()
    columns: tuple[Axis, ...] = ()
    cells: Mapping[tuple[str, str], TableCell] = field(default_factory=dict)
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator's value in one period; ``exact`` is the unrounded form where it is known."""

    value: Decimal
    exact: Decimal | None = None
    status: str = ""
    source: str = ""
    origin: Origin | None = field(default=None, compare=False)

    @property
    def rounded(self) -> bool:
        """Whether more digits are known than are printed: then a count is no whole number."""
        return self.exact is not None and self.exact != self.value


@dataclass(frozen=True, slots=True)
class Target:
    """A target: ``comparator`` of ≧ ＞ ≦ ＜, against the value ("") or its change on last year (前年度差, 前年度比)."""

    value: Decimal
    comparator: str = "≧"
    base: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: period ("2019", "2020-03", "2020-03-31") -> value. ``good``: up, down or "" (no direction)."""

    id: str
    item: str
    owner: str
    name: str
    aliases: tuple[str, ...] = ()
    unit: str = ""
    decimals: int = 0
    good: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    target: Target | None = None
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating: item id, western fiscal year, rater (profile), letter."""

    item: str
    year: int
    by: str
    rating: str
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Lineage:
    """One pair of 対応表; ``year`` is the newer year. new "" = ended, old "" = new."""

    year: int
    old: str
    new: str
    kind: Literal["kept", "renamed", "moved", "merged", "split", "new", "ended"]
    old_title: str = ""
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Request:
    """A request of the Ministry or a commitment of the agency, to be answered next year."""

    id: str
    item: str
    section: str
    kind: Literal["request", "commitment"]
    text: str
    owner: str = ""
    kept: bool | None = None
    answered_in: str = ""
    declined: str = ""
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Edition:
    """Everything that people entered for one year, and what past years add to it."""

    year: int
    profile: Profile
    entries: tuple[Entry, ...]
    rows: tuple[Row, ...] = ()
    keyed: tuple[Keyed, ...] = ()
    tables: tuple[Table, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    ratings: tuple[Rating, ...] = ()
    lineage: tuple[Lineage, ...] = ()
    years_shown: tuple[int, ...] = ()
    requests: tuple[Request, ...] = ()
    notice: str = ""  # printed on every page, e.g. 見本
    places: tuple[Place, ...] = ()  # in printed order, statements first
    figure_numbers: tuple[FigureNumber, ...] = ()  # what is drawn in pictures

    @cached_property
    def entry(self) -> dict[str, Entry]:
        """Entry by id."""
        return {e.id: e for e in self.entries}

    @cached_property
    def items(self) -> tuple[Entry, ...]:
        """The headings that are items, in order; chapters that are items themselves too."""
        return tuple(e for e in self.entries if e.item)

    @cached_property
    def item_of(self) -> dict[str, str]:
        """Entry id -> id of the item that it belongs to (itself for an item; chapters above have none)."""
        found: dict[str, str] = {}
        for e in self.entries:
            if e.item:
                found[e.id] = e.id
            elif e.parent in found:
                found[e.id] = found[e.parent]
        return found

    def owners_of(self, entry_id: str) -> tuple[str, ...]:
        """The owners of an entry: its own, or those of the nearest heading above."""
        at: Entry | None = self.entry.get(entry_id)
        while at is not None:
            if at.owners:
                return at.owners
            at = self.entry.get(at.parent) if at.parent else None
        return ()

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The units in the plan's order; an item's entries before its first mark are its lead, which nobody answers."""
        made: list[Unit] = []
        for item in self.items:
            run: list[str] = []
            opener: Entry | None = None

            def close(run: list[str], opener: Entry | None, item: Entry = item) -> None:
                if run:
                    made.append(Unit(run[0], item.id, tuple(run), self.owners_of(run[0]), opener is not None))

            for e in self.entries_of(item.id):
                if e.opens_unit:
                    close(run, opener)
                    run, opener = [], e
                run.append(e.id)
            close(run, opener)
        return tuple(made)

    def entries_of(self, item: str) -> Iterator[Entry]:
        """The plan entries of an item, itself first."""
        return (e for e in self.entries if self.item_of.get(e.id) == item)

    @cached_property
    def unit_of(self) -> dict[str, str]:
        """Entry id -> id of its unit."""
        return {entry: unit.id for unit in self.units for entry in unit.entries}

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Key (``match_key``) of each entry's printed number of today -> its id; what a new 番号表 holds."""
        return {match_key(self.printed_number(e.id)): e.id for e in self.entries if e.number}

    @cached_property
    def numbering(self) -> str:
        """A short print of all numbers: a workbook issued with an equal one has today's 番号表."""
        lines = "\n".join(f"{key} {name}" for key, name in self.numbers.items())
        return hashlib.sha256(lines.encode()).hexdigest()[:12]

    @cached_property
    def rows_of(self) -> dict[tuple[str, str], tuple[Row, ...]]:
        """(unit, owner) -> their rows in order."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.rows:
            found.setdefault((row.unit, row.owner), []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    def printed_number(self, entry_id: str) -> str:
        """Ⅰ-2-(1)-①: the numbers of the headings above and its own, joined; "" where it has none."""
        return self._printed_numbers.get(entry_id, "")

    @cached_property
    def _printed_numbers(self) -> dict[str, str]:
        return printed_numbers(self.entries)
