"""A snapshot -> the edition that it was made of, so that a closed year can be filled in again or begin the next one.

The reverse of ``edition.resolve``: resolving what is made here gives the snapshot again. Spare rows, tables that no
text places are not in a snapshot, and so are not made. An imported snapshot lacks the keys that say where things were
typed; what can be told without them is made, and the rest is minted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from authoring.archive.past import value_of
from authoring.archive.reopen_cells import cell_text
from authoring.archive.reopen_tables import table_of
from authoring.archive.roll import Mint
from authoring.edition.blocks import Block, Snapshot
from authoring.edition.lookup import linked
from authoring.edition.model import (
    PLACE_TEXT,
    Axis,
    Cell,
    Edition,
    Entry,
    FigureNumber,
    Indicator,
    Keyed,
    Row,
    Table,
    Target,
)
from authoring.edition.paragraphs import number_key
from authoring.files.texts import match_key

__all__ = ["edition_of"]


def edition_of(snapshot: Snapshot) -> Edition:
    """The edition of a snapshot: plan, rows, texts of the Ministry, tables, indicators, ratings, lineage, requests.

    ``ratings`` are all that the snapshot knows, prior years' too; whoever has the past years leaves theirs out.
    """
    mint = Mint(_ids(snapshot))
    frame = Edition(
        snapshot.year, snapshot.profile, tuple(_entries(snapshot, mint)), ratings=snapshot.ratings,
        lineage=snapshot.lineage, years_shown=_years(snapshot), requests=snapshot.answers, notice=snapshot.notice,
        places=snapshot.places,
    )  # fmt: skip
    indicators = tuple(_indicator(told, frame) for told in snapshot.indicators)
    texts = _Texts(snapshot, frame, mint)
    return Edition(
        **{name: getattr(frame, name) for name in ("year", "profile", "entries", "ratings", "lineage", "years_shown")},
        places=frame.places, rows=(*texts.rows(), *texts.places()), keyed=tuple(texts.keyed()),
        tables=tuple(_tables(snapshot, frame, indicators)),
        indicators=indicators, requests=frame.requests, notice=frame.notice, figure_numbers=tuple(_drawn(snapshot)),
    )  # fmt: skip


def _ids(snapshot: Snapshot) -> list[str]:
    blocks = [b for item in snapshot.items.values() for b in item]
    tables = [b.grid.table for b in blocks if b.grid]
    told = [*(e.id for e in snapshot.outline), *tables, *(name for b in blocks for name in (b.entry, b.row, b.keyed))]
    return [name for name in told if name]


def _years(snapshot: Snapshot) -> tuple[int, ...]:
    """The years shown, as the counts have them; a report's draft has no count of its own year."""
    years = tuple(dict.fromkeys(int(c["year"]) for c in snapshot.counts))
    return (*years, snapshot.year) if years and max(years) < snapshot.year else years


def _entries(snapshot: Snapshot, mint: Mint) -> Iterator[Entry]:
    """The plan in its order: each heading of the outline, and behind it the paragraphs that its item has there."""
    plan = snapshot.profile.plan_column.id
    below: dict[str, list[Block]] = {}
    for item, blocks in snapshot.items.items():
        at = item
        for b in blocks:
            if b.column != plan:
                continue
            if b.kind == "heading":
                at = b.entry or b.section
            else:
                below.setdefault(at, []).append(b)
    above: list[Entry] = []
    for heading in snapshot.outline:
        above = [*(h for h in above if h.level < heading.level), heading]
        yield heading
        for b in below.get(heading.id, ()):
            parent = next((h.id for h in reversed(above) if h.level < b.level), None)
            number, text = ("", b.mark + b.text) if b.mark == "・" else (b.mark, b.text)
            name = b.entry or mint("e")
            yield Entry(name, parent, b.level, number, "paragraph", text, b.unit == name, b.owners)


class _Texts:
    """The rows of 取組 and of 評価, put together from their blocks."""

    def __init__(self, snapshot: Snapshot, frame: Edition, mint: Mint) -> None:
        self.snapshot, self.frame, self.mint = snapshot, frame, mint
        columns = [c for c in frame.profile.columns if c.fills != "plan"]
        self.agency = [c.id for c in columns if c.side == "agency" and c.spans == "row"]
        self.ministry = [c.id for c in columns if c.side == "ministry"]
        self.numbers: dict[str, dict[str, str]] = {u.id: {} for u in frame.units}
        for entry, unit in frame.unit_of.items():
            if number := frame.entry[entry].number:
                self.numbers[unit].setdefault(number_key(number), entry)

    def rows(self) -> Iterator[Row]:
        """The rows in printed order, those of an imported snapshot one a unit and owner."""
        found: dict[tuple[str, str, str], list[Block]] = {}
        for item in self.frame.items:
            for b in self.snapshot.items.get(item.id, ()):
                if b.column not in self.agency or (b.row is None and b.owner is None and b.kind == "heading"):
                    continue
                unit = b.unit or self.frame.unit_of.get(b.section, item.id)
                found.setdefault((b.row or "", unit, "" if b.row else b.owner or ""), []).append(b)
        for (name, unit, _), blocks in found.items():
            typed = [b for b in blocks if not (b.kind == "heading" and b.owner is None)]  # without what echoes the plan
            owner = next((b.owner for b in typed if b.owner is not None), self._first_owner(unit))
            yield Row(name or self.mint("r"), unit, owner, self._cells(typed, self.agency, unit))

    def keyed(self) -> Iterator[Keyed]:
        """The rows of 評価 in printed order, those of an imported snapshot one a key."""
        for item in self.frame.items:
            blocks = [b for b in self.snapshot.items.get(item.id, ()) if b.column in self.ministry]
            found: dict[tuple[str, str], list[Block]] = {}
            for b in blocks:
                found.setdefault((b.keyed or "", b.entry or item.id), []).append(b)
            for (name, key), texts in found.items():
                unit = self.frame.unit_of.get(key, "")
                yield Keyed(name or self.mint("v"), item.id, key, self._cells(texts, self.ministry, unit))

    def places(self) -> Iterator[Row]:
        """The rows of statements and appendix in printed order, those of an imported snapshot one a place."""
        for place in self.frame.places:
            found: dict[str, list[Block]] = {}
            for b in self.snapshot.items.get(place.id, ()):
                if not (place.file and b.row is None):  # a letter is no text that anybody typed here
                    found.setdefault(b.row or "", []).append(b)
            for name, blocks in found.items():
                owner = blocks[0].owner or place.owner
                text = cell_text(blocks, {}, self.frame)
                yield Row(name or self.mint("p"), place.id, owner, {PLACE_TEXT: Cell(text)})

    def _first_owner(self, unit: str) -> str:
        return next(iter(self.frame.owners_of(unit)), "")

    def _cells(self, blocks: Sequence[Block], columns: Iterable[str], unit: str) -> Mapping[str, Cell]:
        numbers = self.numbers.get(unit, {})
        by_column = {column: [b for b in blocks if b.column == column] for column in columns}
        return {c: Cell(cell_text(mine, numbers, self.frame)) for c, mine in by_column.items() if mine}


def _drawn(snapshot: Snapshot) -> Iterable[FigureNumber]:
    """What 図中の数値 tells of the pictures, once where one is shown in two places."""
    figures = (b.figure for blocks in snapshot.items.values() for b in blocks if b.figure is not None)
    return dict.fromkeys(number for figure in figures for number in figure.numbers)


def _tables(snapshot: Snapshot, frame: Edition, indicators: Sequence[Indicator]) -> Iterator[Table]:
    """Every table that is shown, once; where a snapshot does not tell its home, it is that of the row it stands in."""
    known = {match_key(name) for one in indicators for name in (one.name, *one.aliases)}

    def shows(row: Axis, column: Axis) -> bool:
        link = linked(row, column)
        return link is not None and match_key(link[0]) in known

    homes = [*((item.id, item.id) for item in frame.items), *((place.id, "") for place in frame.places)]
    letters = {place.id for place in frame.places if place.file}  # whose tables are in the letter, not in a workbook
    placed = (
        (item, b)
        for key, item in homes
        for b in snapshot.items.get(key, ())
        if b.grid is not None and not (key in letters and b.row is None)
    )
    seen: set[str] = set()
    for item, block in placed:
        if block.grid is not None and block.grid.table not in seen:
            seen.add(block.grid.table)
            owner = block.owner or next(iter(frame.owners_of(block.unit or item)), "")
            yield table_of(block.grid, item, owner, shows)


def _indicator(told: Mapping[str, Any], frame: Edition) -> Indicator:
    item, goal = told.get("item") or "", told.get("target")
    values = {period: value_of(each) for period, each in told.get("values", {}).items()}
    longest = max((max(0, -int(v.value.as_tuple().exponent)) for v in values.values()), default=0)
    target = None
    if goal:
        target = Target(Decimal(goal["value"]), goal.get("comparator") or "≧", goal.get("base") or "")
    return Indicator(
        told["id"], item, told.get("owner") or next(iter(frame.owners_of(item)), ""), told.get("name") or "",
        tuple(told.get("aliases") or ()), told.get("unit") or "", told.get("decimals", longest) or 0,
        told.get("good") or "", values, target,
    )  # fmt: skip
