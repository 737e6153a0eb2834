"""What the checks look at: an edition with its print, and last year's; cut once into passages and figures of tables.

Checks are pure: a ``Reading`` goes in, problems come out. A passage is one printed block of text, with the cell that it
was typed in; the published text of a year that nobody entered can be passages too, line by line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from authoring.edition.blocks import Block, Snapshot
from authoring.edition.composites import Labelled, parse_composite
from authoring.edition.lookup import Lookup
from authoring.edition.model import PLACE_TEXT, Axis, Edition, FigureNumber, Table
from authoring.edition.outline import printed_numbers
from authoring.edition.years import print_period
from authoring.files.texts import match_key
from authoring.problems import Origin

if TYPE_CHECKING:
    from authoring.checks.named import NamedIndicators
    from authoring.checks.table_cells import Grid
    from authoring.checks.table_past import Published

__all__ = [
    "AGENCY", "ANNEX", "DRAWN", "MINISTRY", "PLAN", "CellFigure", "Passage", "Reading", "origin_of", "passages_of",
]  # fmt: skip

PLAN, AGENCY, MINISTRY, ANNEX = "plan", "agency", "ministry", "annex"
DRAWN = "drawn"
"""The kind of a passage that 図中の数値 states."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of text. ``side``: who wrote it (the approved plan, the agency, the Ministry, a statement or 別表).

    ``item`` is a printed number, ``place`` made of ids (row.column), ``section`` the id of the deepest heading above.
    """

    text: str
    where: Origin | None = None
    item: str = ""
    place: str = ""
    column: str = ""
    side: str = AGENCY
    kind: str = "paragraph"
    section: str = ""
    block: Block | None = field(default=None, compare=False)

    @property
    def prose(self) -> bool:
        """Whether it states something of the year: no plan, and no heading; a point may be numbered like one."""
        return self.side != PLAN and (self.kind != "heading" or self.text.endswith("。"))


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A cell of a table: where it stands and the quantities in it; ``indicator``: id of the one that it shows.

    ``where`` is the cell that a person types in: the table's own, or the indicator's where the cell only shows it.
    ``rounded``: it shows a value of which more digits are known than are printed, so that it is no whole count.
    """

    table: Table
    row: Axis
    column: Axis
    text: str
    parts: tuple[Labelled, ...]
    where: Origin | None = None
    indicator: str = ""
    item: str = ""
    rounded: bool = False

    @property
    def place(self) -> str:
        """Table, row and column, as a changed cell is named in a comparison."""
        return f"{self.table.id}/{self.row.id}/{self.column.id}"


@dataclass(frozen=True)
class Reading:
    """One edition to be checked. ``past``: year -> its snapshot, as far as past years are known."""

    edition: Edition
    snapshot: Snapshot
    past: Mapping[int, Snapshot] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The western fiscal year."""
        return self.edition.year

    @cached_property
    def before(self) -> Snapshot | None:
        """Last year as it was published."""
        return self.past.get(self.year - 1)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every printed text of the year, in printed order: plan, agency's, Ministry's, statements and appendix."""
        return tuple(passages_of(self.snapshot))

    @cached_property
    def passages_before(self) -> tuple[Passage, ...]:
        """Those of last year; empty where it is not known."""
        return tuple(passages_of(self.before)) if self.before else ()

    @cached_property
    def lookup(self) -> Lookup:
        """Names of indicators and tables."""
        return Lookup(self.edition)

    @cached_property
    def named(self) -> NamedIndicators:
        """The indicators by the names that prose calls them."""
        from authoring.checks.named import NamedIndicators

        return NamedIndicators(self.edition)

    @cached_property
    def published(self) -> dict[str, Published]:
        """What last year's edition printed of each table."""
        from authoring.checks.table_past import published

        return published(self.before, self.edition)

    @cached_property
    def figures(self) -> tuple[CellFigure, ...]:
        """Every cell of every table that holds a quantity, table by table, row by row."""
        return tuple(self._figures())

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """The tables in which figures stand, each with its own."""
        from authoring.checks.table_cells import grids

        return tuple(grids(self.figures))

    def _figures(self) -> Iterator[CellFigure]:
        names = self.lookup.indicators
        for table in self.edition.tables:
            number = self.edition.printed_number(table.item) if table.item else ""
            for row in table.rows:
                for column in table.columns:
                    shown = self.lookup.shown(row, column)
                    typed = table.cells.get((row.id, column.id))
                    text = shown if shown is not None else typed.text if typed else ""
                    parts = parse_composite(text) if text else ()
                    if not parts:
                        continue
                    one = names.get(match_key(row.indicator or column.indicator)) if shown is not None else None
                    held = one.values.get(column.period or row.period) if one else None
                    where = held.origin if held else typed.origin if typed else table.origin
                    yield CellFigure(
                        table, row, column, text, parts, where, one.id if one else "", number,
                        rounded=held is not None and held.rounded,
                    )  # fmt: skip


def passages_of(snapshot: Snapshot) -> Iterator[Passage]:
    """The texts of a snapshot in printed order: of a table its caption, of a picture what it shows."""
    plan = snapshot.profile.plan_column.id
    sides = {c.id: c.side for c in snapshot.profile.columns} | {PLACE_TEXT: ANNEX, plan: PLAN}
    headings = {e.id: e for e in snapshot.outline}
    numbers = printed_numbers(snapshot.outline)
    for item, blocks in snapshot.items.items():
        number = numbers.get(item, "") if item in headings else item
        for b in blocks:
            place = f"{b.row or b.keyed or b.entry or b.unit or item}.{b.column}"
            side = sides.get(b.column, AGENCY)
            text = b.figure.words if b.figure is not None and b.figure.kind == "picture" else b.text
            at = origin_of(b)
            yield Passage(text, at, number, place, b.column, side, b.kind, b.section, b)
            for drawn in b.figure.numbers if b.figure is not None else ():
                yield Passage(_sentence(drawn), drawn.origin or at, number, place, b.column, side, DRAWN, b.section, b)


def _sentence(drawn: FigureNumber) -> str:
    """What a line of 図中の数値 states, as a sentence would."""
    value = "" if drawn.value is None else f"{drawn.value:f}{drawn.unit}"
    when = f"{print_period(drawn.period)}の" if drawn.period else ""
    return f"{when}{drawn.name}は{value}"


def origin_of(block: Block) -> Origin | None:
    """Where a block was typed, from how a snapshot writes it: ``FILE#SHEET!A1``."""
    if not block.origin:
        return None
    file, _, rest = block.origin.partition("#")
    sheet, _, cell = rest.rpartition("!")
    return Origin(file, sheet or rest or None, cell if sheet else None)
