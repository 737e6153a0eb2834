"""What last year's edition printed in the same tables: the same figure of the same year, and the cell of a year before.

A table is the same where its id is, or else its name. A row or a column is named by its labels without names of years;
a change below a row is named with it. What two cells of a table would be called alike is no witness.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from authoring.checks.intervals import Interval
from authoring.checks.table_cells import At, exact_or_rounded
from authoring.edition.blocks import Grid as PrintedGrid
from authoring.edition.blocks import Snapshot
from authoring.edition.composites import Labelled, parse_composite
from authoring.edition.model import Axis, Edition
from authoring.edition.periods import fiscal_year_of_period
from authoring.files.texts import match_key

__all__ = ["Published", "main_part", "published"]

_YEARS = re.compile(
    r"(?:昭和|平成|令和)?(?:元|[0-9]{1,2})年(?:度|[0-9]{1,2}月)?(?:末|分)?|[HR](?:元|[0-9]{1,2})(?:\.[0-9]{1,2})?末?|(?:19|20)[0-9]{2}年?度?"
)
Name = tuple[str, str, str]  # period, row, column


@dataclass(frozen=True)
class Published:
    """Of one table: cell -> what last year printed for the same year, and what it printed in the cell's place."""

    same: Mapping[At, str] = field(default_factory=dict)
    place: Mapping[At, str] = field(default_factory=dict)
    unit: str = ""
    rounding: str = "四捨五入"

    def stands_for(self, at: At) -> Interval | None:
        """What last year's figure of the same year stands for."""
        part = main_part(self.same.get(at, ""))
        return exact_or_rounded(part, self.unit, self.rounding) if part else None


def main_part(text: str) -> Labelled | None:
    """The quantity that a text is about; None where it holds none."""
    parts = parse_composite(text) if text else ()
    plain = [p for p in parts if p.role == "value"]
    return plain[0] if plain else parts[0] if parts else None


def published(before: Snapshot | None, edition: Edition) -> dict[str, Published]:
    """Table id -> what last year's edition printed of it."""
    if before is None:
        return {}
    old = {b.grid.table: b.grid for blocks in before.items.values() for b in blocks if b.grid is not None}
    by_name = {match_key(g.name): g for g in old.values()}
    found: dict[str, Published] = {}
    for table in edition.tables:
        grid = old.get(table.id)
        if grid is None or match_key(grid.name) != match_key(table.name):
            grid = by_name.get(match_key(table.name), grid) if table.name else None
        if grid is not None:
            found[table.id] = _of(
                grid, [r for r in table.rows if r.used], [c for c in table.columns if c.used], edition.year
            )
    return found


def _of(grid: PrintedGrid, rows: list[Axis], columns: list[Axis], year: int) -> Published:
    shown = [c for c in grid.column_keys if c.role != "label"]
    skip = len(grid.column_keys) - len(shown)
    was: dict[Name, str] = {}
    last: dict[tuple[str, str], str] = {}
    for r, c, name in _once(list(_names(grid.row_keys, shown))):
        cell = grid.body[r][c + skip] if c + skip < len(grid.body[r]) else None
        if cell is not None and cell.text:
            was[name] = cell.text
            if not name[0] or _year(name[0]) == year - 1:
                last[name[1:]] = cell.text
    same: dict[At, str] = {}
    place: dict[At, str] = {}
    for r, c, name in _once(list(_names(rows, columns))):
        at = (rows[r].id, columns[c].id)
        if name[0] and name in was and _year(name[0]) < year:
            same[at] = was[name]
        if (not name[0] or _year(name[0]) == year) and name[1:] in last:
            place[at] = last[name[1:]]
    return Published(same, place, grid.unit, grid.rounding)


def _year(period: str) -> int:
    return fiscal_year_of_period(period)


def _once(names: list[tuple[int, int, Name]]) -> Iterator[tuple[int, int, Name]]:
    """Those whose name no other cell has."""
    often = Counter(name for _, _, name in names)
    return ((r, c, name) for r, c, name in names if often[name] == 1)


def _names(rows: Iterable[Axis], columns: Iterable[Axis]) -> Iterator[tuple[int, int, Name]]:
    columns = list(columns)
    above = ""
    band = 0
    for r, row in enumerate(rows):
        band += row.role == "header"
        own = f"{band}/{_called(row)}"
        if row.role != "change":
            above = own
        name = own if row.role != "change" else f"{above}/{own}"
        for c, column in enumerate(columns):
            yield r, c, (column.period or row.period, name, _called(column))


def _called(axis: Axis) -> str:
    """The labels without names of years where the period tells the year; 平成30年度分 of a cohort stays."""
    words = "/".join(axis.labels)
    return match_key(_YEARS.sub("", words) if axis.period or axis.role in ("change", "achievement", "share") else words)
