"""A fault, planted: what changes in an edition, and the cell in which a person would have to mend it.

Faults are told by number, as in the list of kinds. A *twin* looks like one and is none: nothing may be said of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from authoring.edition.model import Cell, Edition, TableCell, Value
from authoring.problems import Origin
from authoring.workbooks.book import column_name
from authoring.workbooks.layout import plan_sheet, requests_sheet

__all__ = [
    "KINDS", "Plant", "Spot", "planted", "with_cells", "with_entry", "with_line", "with_more", "with_request",
    "with_value",
]  # fmt: skip

KINDS: Mapping[int, str] = {
    1: "digit changed in a table cell", 2: "digits swapped in prose", 3: "total not updated", 4: "sign lost",
    5: "percent against points", 6: "unit changed", 7: "decimal moved", 8: "last year's value left",
    9: "restated prior value", 10: "year name not rolled", 11: "baseline year rolled by mistake",
    12: "last year's paragraph pasted", 13: "上回る where it fell short", 14: "達成 where the target was missed",
    15: "request unanswered", 16: "reference to a vanished entry", 17: "別表 reference to the wrong table",
    18: "title in two wordings", 19: "heading number skipped or doubled", 20: "full-width or look-alike character",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell to fill, by what stands in it.

    ``row`` and ``keyed`` (id, column), ``cell`` (table, row, column), ``value`` (indicator, period), ``number`` and
    ``title`` (entry), ``request`` (id).
    """

    kind: str
    ids: tuple[str, ...]

    def origins(self, edition: Edition) -> tuple[Origin | None, ...]:
        """Where it stands in the workbooks that the edition was read from; several where a finding may choose."""
        a, *more = self.ids
        if self.kind == "row":
            row = next(r for r in edition.rows if r.id == a)
            return (row.cells[more[0]].origin,)
        if self.kind == "keyed":
            return (next(k for k in edition.keyed if k.id == a).cells[more[0]].origin,)
        if self.kind == "cell":
            table = next(t for t in edition.tables if t.id == a)
            return (table.cells[more[0], more[1]].origin,)
        if self.kind == "value":
            return (next(i for i in edition.indicators if i.id == a).values[more[0]].origin,)
        if self.kind == "request":
            return _beside(next(q.origin for q in edition.requests if q.id == a), requests_sheet().index("answered_in"))
        at = edition.entry[a].origin
        return (at, *_beside(at, plan_sheet(edition.profile).index("number")))


def _beside(at: Origin | None, column: int) -> tuple[Origin | None, ...]:
    """The cell of another column in the same row; and itself."""
    if at is None or at.cell is None:
        return (at,)
    row = at.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return (replace(at, cell=f"{column_name(column)}{row}"), at)


@dataclass(frozen=True, slots=True)
class Plant:
    """A planted fault, or a clean twin. ``also``: further cells at which a finding hits it as well."""

    kind: int
    spot: Spot
    edit: Callable[[Edition], Edition]
    words: str
    twin: bool = False
    also: tuple[Spot, ...] = ()


def planted(edition: Edition, plants: Sequence[Plant]) -> Edition:
    """The edition with all of them."""
    for plant in plants:
        edition = plant.edit(edition)
    return edition


def with_line(edition: Edition, spot: Spot, index: int, line: str) -> Edition:
    """Another line in a cell of text."""

    def other(text: str) -> str:
        lines = text.split("\n")
        lines[index] = line
        return "\n".join(lines)

    return _texted(edition, spot, other)


def with_more(edition: Edition, spot: Spot, line: str) -> Edition:
    """One more line at the end of a cell of text."""
    return _texted(edition, spot, lambda text: f"{text}\n{line}")


def _texted(edition: Edition, spot: Spot, change: Callable[[str], str]) -> Edition:
    name, column = spot.ids
    if spot.kind == "row":
        rows = tuple(
            replace(r, cells={**r.cells, column: Cell(change(r.cells[column].text))}) if r.id == name else r
            for r in edition.rows
        )
        return replace(edition, rows=rows)
    keyed = tuple(
        replace(k, cells={**k.cells, column: Cell(change(k.cells[column].text))}) if k.id == name else k
        for k in edition.keyed
    )
    return replace(edition, keyed=keyed)


def with_cells(edition: Edition, table: str, texts: Mapping[tuple[str, str], str]) -> Edition:
    """Other texts in cells of a table."""
    tables = tuple(
        replace(t, cells={**t.cells, **{at: TableCell(text) for at, text in texts.items()}}) if t.id == table else t
        for t in edition.tables
    )
    return replace(edition, tables=tables)


def with_value(edition: Edition, indicator: str, period: str, value: Decimal) -> Edition:
    """Another value of an indicator; what was known of its unseen digits is forgotten."""
    found = tuple(
        replace(i, values={**i.values, period: Value(value, status=i.values[period].status)})
        if i.id == indicator
        else i
        for i in edition.indicators
    )
    return replace(edition, indicators=found)


def with_entry(edition: Edition, entry: str, **fields: str) -> Edition:
    """Another number or text of a plan entry."""
    return replace(
        edition,
        entries=tuple(replace(e, **fields) if e.id == entry else e for e in edition.entries),  # type: ignore[arg-type]
    )


def with_request(edition: Edition, request: str, **fields: str) -> Edition:
    """Another answer to a request."""
    return replace(
        edition,
        requests=tuple(replace(q, **fields) if q.id == request else q for q in edition.requests),  # type: ignore[arg-type]
    )
