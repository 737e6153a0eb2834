"""Edition -> snapshot: every cell into its blocks in printed order, references looked up, tables made into grids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from authoring.edition.attachments import NOTHING, Attachments, letter_blocks
from authoring.edition.blocks import Block, Snapshot
from authoring.edition.figures import check_numbers, find_figure
from authoring.edition.grids import make_grid
from authoring.edition.lookup import Lookup
from authoring.edition.model import PLACE_TEXT, Cell, Edition, Entry, Place, Rating, Row, Unit
from authoring.edition.paragraphs import Paragraph, number_key, parse_cell, split_dot
from authoring.edition.profile import Column
from authoring.edition.rating_list import rating_counts
from authoring.edition.references import parse_references, unbind
from authoring.edition.requests import requests_of
from authoring.edition.summaries import indicator_records
from authoring.files.texts import match_key
from authoring.problems import Problem, problem

__all__ = ["resolve"]


def resolve(
    edition: Edition, *, past_ratings: tuple[Rating, ...] = (), titles: Mapping[str, str] | None = None,
    attached: Attachments = NOTHING,
) -> tuple[Snapshot, list[Problem]]:  # fmt: skip
    """The year as it is printed, and every problem that looking things up brought to light."""
    maker = _Maker(edition, attached)
    items = {item.id: tuple(maker.item(item)) for item in edition.items}
    items |= {place.id: tuple(maker.place(place)) for place in edition.places}
    ratings = (*past_ratings, *edition.ratings)
    counts = [
        record
        for rater in edition.profile.raters
        for record in rating_counts(ratings, edition.years_shown, edition.profile.scale_of(rater.id).letters, rater.id)
    ]
    snapshot = Snapshot(
        year=edition.year, profile=edition.profile, outline=tuple(e for e in edition.entries if e.kind == "heading"),
        items=items, ratings=ratings, lineage=edition.lineage, counts=tuple(counts),
        indicators=tuple(indicator_records(edition)),
        requests=tuple(requests_of(edition, items)), titles=titles or {}, notice=edition.notice,
        answers=edition.requests, places=edition.places,
    )  # fmt: skip
    maker.unplaced()
    shown = {match_key(b.figure.name) for blocks in items.values() for b in blocks if b.figure}
    return snapshot, maker.problems + check_numbers(edition.figure_numbers, attached, shown)


class _Maker:
    """Makes the blocks of one item after another; gathers the problems."""

    def __init__(self, edition: Edition, attached: Attachments) -> None:
        self.edition = edition
        self.attached = attached
        self.lookup = Lookup(edition)
        self.problems: list[Problem] = []
        self._counts: dict[str, int] = {}

    def item(self, item: Entry) -> Iterator[Block]:
        """The item's blocks: unit after unit (plan, then its rows), then the texts keyed to the item or an entry."""
        edition = self.edition
        for unit in edition.units:
            if unit.item != item.id:
                continue
            yield from self._plan(unit)
            rows = [r for r in edition.rows if r.unit == unit.id and r.filled]
            yield from self._rows(unit, rows)
            if unit.answered and not any(c.text.strip() for r in rows for c in r.cells.values()):
                words = edition.printed_number(unit.id) or edition.entry[unit.id].text[:20]
                # Told in the workbook of the first owner, at the first cell to fill; else where the plan has the entry.
                empty = next((r.origin for r in edition.rows if r.unit == unit.id and r.origin), None)
                where = empty or edition.entry[unit.id].origin
                self.problems.append(
                    problem("unit-unanswered", where, item=edition.printed_number(item.id),
                            place=unit.id, unit=words, owners="、".join(unit.owners))
                )  # fmt: skip
        for keyed in edition.keyed:
            if keyed.item == item.id:
                for column_id, cell in keyed.cells.items():
                    column = edition.profile.column(column_id)
                    entry = None if keyed.key == item.id else keyed.key
                    base = Block(
                        "",
                        self._section(keyed.key),
                        column.id,
                        "",
                        "",
                        entry=entry,
                        unit=edition.unit_of.get(keyed.key) if entry else None,
                        keyed=keyed.id,
                    )
                    yield from self._cell(cell, base, keyed.key, self._numbers(keyed.key), f"{keyed.id}.{column.id}")

    def place(self, place: Place) -> Iterator[Block]:
        """The texts and tables of a statement or of a part of the appendix, in their order; its letter last."""
        for row in self.edition.rows:
            cell = row.cells.get(PLACE_TEXT) if row.unit == place.id else None
            if cell is not None:
                base = Block("", place.id, PLACE_TEXT, "", "", row=row.id, owner=row.owner)
                yield from self._cell(cell, base, row.id, {}, f"{row.id}.{PLACE_TEXT}")
        if letter := self.attached.letters.get(place.id):
            yield from letter_blocks(place, letter, self.edition.places.index(place) + 1)

    def _plan(self, unit: Unit) -> Iterator[Block]:
        column = self.edition.profile.plan_column
        for entry_id in unit.entries:
            e = self.edition.entry[entry_id]
            mark, text = (e.number, e.text) if e.number else split_dot(e.text)
            yield Block(
                id=self._id(e.id, column.id), section=self._section(e.id), column=column.id,
                kind="heading" if e.kind == "heading" else "paragraph", text=text, mark=mark, level=e.level,
                unit=unit.id, entry=e.id, origin=str(e.origin) if e.origin else None,
                owners=() if e.kind == "heading" else e.owners,  # a heading's stand in the outline
            )  # fmt: skip

    def _rows(self, unit: Unit, rows: list[Row]) -> Iterator[Block]:
        edition = self.edition
        numbers = self._numbers(unit.id)
        columns = [c for c in edition.profile.columns if c.side == "agency" and c.spans == "row" and c.fills != "plan"]
        opener = edition.entry[unit.id]
        echoed = opener.kind == "heading" and not self._stands_in_shared_row(opener)
        for column in columns:
            if column.echo and not rows and echoed and (opener.item or not unit.answered):
                yield self._echo(opener, column, None, unit)
        sections = {c.id: self._section(unit.id) for c in columns}
        for index, row in enumerate(rows):
            for column in columns:
                cell = row.cells.get(column.id)
                typed = parse_cell(cell.text, numbers) if cell else []
                repeated = any(p.kind == "heading" and p.entry == number_key(opener.number) for p in typed)
                if index == 0 and column.echo and echoed and not repeated:
                    yield self._echo(opener, column, row.id, unit)
                if cell is None:
                    continue
                base = Block("", sections[column.id], column.id, "", "", unit=unit.id, row=row.id, owner=row.owner)
                for block in self._cell(cell, base, row.id, numbers, f"{row.id}.{column.id}", typed):
                    sections[column.id] = block.section
                    yield block

    def _stands_in_shared_row(self, e: Entry) -> bool:
        """Chapters that share one rating have a row of their own for their headings; nothing repeats them beside it."""
        sharing = {x.rated: x.id for x in self.edition.items if x.rated not in ("", "none")}
        return e.id in sharing or e.id in sharing.values()

    def _echo(self, e: Entry, column: Column, row: str | None, unit: Unit) -> Block:
        return Block(
            id=self._id(row or e.id, column.id), section=self._section(e.id), column=column.id, kind="heading",
            text=e.text, mark=e.number, level=e.level, unit=unit.id, row=row, targets=(e.id,),
        )  # fmt: skip

    def _cell(
        self, cell: Cell, base: Block, owner_id: str, numbers: Mapping[str, str], place: str,
        typed: list[Paragraph] | None = None,
    ) -> Iterator[Block]:  # fmt: skip
        """The blocks of one cell; a heading line moves the section on."""
        section = base.section
        paragraphs = parse_cell(cell.text, numbers) if typed is None else typed
        self._tell_marks(paragraphs, cell, place)
        for p in paragraphs:
            targets: tuple[str, ...] = ()
            kind, text, level, grid, typed_as, figure = p.kind, p.text, p.level, None, None, None
            if p.kind == "heading":
                section = numbers[p.entry]
                level, targets = self.edition.entry[section].level, (section,)
                if self.edition.entry[section].kind != "heading":
                    section = self._section(section)
            if p.kind == "figure":
                name = parse_references(p.text)[0].name
                figure, text, targets, problems = find_figure(self.lookup, self.attached, name, cell.origin, place)
                self.problems += problems
                kind, text = ("figure", text) if figure else ("paragraph", p.text)  # a draft shows it as typed
                typed_as = p.text if figure else None
            elif p.kind == "table":
                ref = parse_references(p.text)[0]
                table = self.lookup.tables.get(match_key(ref.name))
                if table is None:
                    near = "、".join(f"「{n}」" for n in self.lookup._near(ref)) or "なし"
                    self.problems.append(problem("table-unknown", cell.origin, place=place, name=ref.name, near=near))
                    kind = "paragraph"  # a draft shows the line as it was typed, and loses nothing
                else:
                    self.lookup.placed.add(table.id)
                    grid = make_grid(table, self.lookup.shown)
                    text, targets, typed_as = table.caption or table.name, (table.id,), p.text
            else:
                text, found, problems = self.lookup.text(p.text, cell.origin, place)
                self.problems += problems
                targets += found
                typed_as = unbind(p.text, self.edition.printed_number) if text != p.text else None
            yield replace(
                base, id=self._id(owner_id, base.column), section=section, kind=kind, text=text, mark=p.mark,
                level=level, typed=typed_as, targets=targets, grid=grid, figure=figure,
                origin=str(cell.origin) if cell.origin else None,
            )  # fmt: skip

    def _tell_marks(self, paragraphs: list[Paragraph], cell: Cell, place: str) -> None:
        """What was read of the cell's lines, as information."""
        if not paragraphs or cell.origin is None:
            return
        marks = [
            p.mark or {"table": "表", "figure": "図", "glossary": "用語"}.get(p.kind, "印なし") for p in paragraphs
        ]
        fixed = "(○・O・0 を 〇 と読みました)" if any(p.fixed for p in paragraphs) else ""
        words = " ".join(f"{m}{marks.count(m)}" for m in dict.fromkeys(marks))
        self.problems.append(problem("marks-read", cell.origin, place=place, marks=words, fixed=fixed))

    def _numbers(self, entry_id: str) -> dict[str, str]:
        """Keys of the own numbers of the entries of a unit (the first of each) -> entry id."""
        unit = self.edition.unit_of.get(entry_id)
        found: dict[str, str] = {}
        for u in self.edition.units:
            if u.id == unit:
                for e in u.entries:
                    if self.edition.entry[e].number:
                        found.setdefault(number_key(self.edition.entry[e].number), e)
        return found

    def _section(self, entry_id: str) -> str:
        """The deepest heading at or above an entry."""
        e = self.edition.entry[entry_id]
        while e.kind != "heading" and e.parent:
            e = self.edition.entry[e.parent]
        return e.id

    def _id(self, owner: str, column: str) -> str:
        key = f"{owner}.{column}"
        self._counts[key] = self._counts.get(key, 0) + 1
        return f"{key}.{self._counts[key]}"

    def unplaced(self) -> None:
        """Tables with a name and a content that no text places, once there is text of their owner; and their names."""
        item_of = self.edition.item_of
        writing = {(item_of.get(r.unit, ""), r.owner) for r in self.edition.rows if r.filled}
        for table in self.edition.tables:
            started = (table.item, table.owner) in writing
            self.problems += self.lookup.unknown_axes(table)
            content = table.cells or any(a.indicator for a in (*table.rows, *table.columns))
            if table.name and content and started and table.id not in self.lookup.placed:
                item = self.edition.printed_number(table.item)
                self.problems.append(
                    problem("table-unplaced", table.origin, item=item, place=table.id, name=table.name)
                )
