"""Tables one year later: windows moved on, the newest figures, some restated, rows and columns edited."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

from authoring.archive.windows import roll_table
from authoring.edition.lookup import linked
from authoring.edition.model import Axis, Edition, Table, TableCell
from authoring.edition.periods import fiscal_year_of_period
from benchmarks.edit_words import alike, classify, renumbered, reworded, rolled

__all__ = ["edit_tables", "origin_axes"]

Cells = dict[tuple[str, str], TableCell]


def origin_axes(now: Iterable[Axis], was: Iterable[Axis]) -> dict[str, str]:
    """Axis of NEW -> axis of OLD in which its period stood; the same id where the period is new or there is none."""
    was = list(was)
    found = {}
    for axis in now:
        twins = [a for a in was if axis.period and a.period == axis.period and _alike(a, axis)]
        same = [a.id for a in twins if a.id == axis.id]
        found[axis.id] = same[0] if same else twins[0].id if len(twins) == 1 else axis.id
    return found


def _alike(one: Axis, two: Axis) -> bool:
    """Whether two axes measure the same thing in the same period: role, indicator, labels."""
    return (one.role, one.indicator, one.labels) == (two.role, two.indicator, two.labels)


@dataclass
class _Work:
    """A table of NEW in the making beside that of OLD. ``touched``: cells that have had their edit."""

    rng: random.Random
    was: Table
    now: Table
    touched: set[tuple[str, str]]

    def put(self, at: tuple[str, str], text: str) -> None:
        """Write a cell."""
        self.now = replace(self.now, cells={**self.now.cells, at: TableCell(text)})
        self.touched.add(at)

    def drop(self, at: tuple[str, str]) -> None:
        """Empty a cell."""
        self.now = replace(self.now, cells={k: c for k, c in self.now.cells.items() if k != at})
        self.touched.add(at)

    def free(self) -> list[tuple[str, str]]:
        """Cells with a text that stand at the same place in both, and are not what 指標 shows."""
        rows = origin_axes(self.now.rows, self.was.rows)
        columns = origin_axes(self.now.columns, self.was.columns)
        header = {r.id for r in self.now.rows if r.role == "header"}
        return [
            at for at, cell in self.now.cells.items()
            if at not in self.touched and at[0] not in header and cell.text
            and (rows.get(at[0]), columns.get(at[1])) == at and at in self.was.cells
        ]  # fmt: skip

    def prior(self) -> list[tuple[str, str]]:
        """Cells of last year's column (or row), which OLD had as its newest."""
        columns = origin_axes(self.now.columns, self.was.columns)
        rows = origin_axes(self.now.rows, self.was.rows)
        return [
            at for at, cell in self.now.cells.items()
            if at not in self.touched and cell.text and (rows.get(at[0]), columns.get(at[1])) != at
        ]  # fmt: skip


def _next(rng: random.Random, was: Table, year: int) -> _Work:
    """The window a year on; cells without a period as they were, the newest ones as they were or with new figures."""
    now = roll_table(was, year, 1)
    periods = {a.id: a.period for a in (*was.rows, *was.columns)}
    header = {r.id for r in was.rows if r.role == "header"}
    by_id = {a.id: a for a in (*now.rows, *now.columns)}
    cells: Cells = dict(now.cells)
    fresh = rng.random() < 0.5
    for at, cell in was.cells.items():
        row, column = by_id[at[0]], by_id[at[1]]
        if at in cells or at[0] in header or linked(row, column):
            continue
        dated = row.period or column.period
        if dated and periods[at[0]] == row.period and periods[at[1]] == column.period:
            continue  # an old place of the window that the new one leaves empty
        if dated and fiscal_year_of_period(dated) != year + 1:
            continue
        cells[at] = TableCell(renumbered(rng, cell.text) if dated and fresh else cell.text)
    # In the order of OLD's axes, spare ones not yet put last.
    now = replace(now, cells=cells, rows=_as(now.rows, was.rows), columns=_as(now.columns, was.columns))
    return _Work(rng, was, now, set())


def _as(now: tuple[Axis, ...], was: tuple[Axis, ...]) -> tuple[Axis, ...]:
    by_id = {a.id: a for a in now}
    return tuple(by_id[a.id] for a in was)


def edit_tables(
    edition: Edition, rng: random.Random, counts: dict[str, int]
) -> tuple[tuple[Table, ...], dict[str, str]]:
    """The tables of the next year, and table, table/row, table/column or table/row/column -> its edit."""
    works = [_next(rng, t, edition.year) for t in edition.tables if t.name]
    why: dict[str, str] = {}
    plain = [w for w in works if not any(r.period or r.role == "header" for r in w.was.rows)]
    rng.shuffle(plain)
    for kind, edit in _AXES:
        for _ in range(counts[kind]):
            if plain:
                work = plain.pop()
                why.update({f"{work.was.id}/{name}".rstrip("/"): kind for name in edit(work)})
    for kind, edit_cell in _CELLS:
        done = 0
        for work in [rng.choice(works) for _ in range(counts[kind] * 40)]:
            at = edit_cell(work)
            if at:
                why["/".join((work.was.id, *at))] = kind
                done += 1
            if done >= counts[kind]:
                break
    made = {w.was.id: w.now for w in works}
    return tuple(made.get(t.id, t) for t in edition.tables), why


def _add_row(work: _Work) -> list[str]:
    """A row more in the middle."""
    rows = list(work.now.rows)
    like = next(r for r in rows if r.used)
    rows.insert(1, Axis("r90", ("新たな区分", *like.labels[1:])))
    work.now = replace(work.now, rows=tuple(rows))
    for n, column in enumerate(c for c in work.now.columns if c.used):
        work.put(("r90", column.id), f"{work.rng.randint(100, 999) * 7 + n:,}件")
    return ["r90"]


def _add_column(work: _Work) -> list[str]:
    """A column more in front, of no period."""
    columns = list(work.now.columns)
    depth = len(columns[0].labels)
    columns.insert(1, Axis("c90", ("備考の数",) * depth))
    work.now = replace(work.now, columns=tuple(columns))
    for n, row in enumerate(r for r in work.now.rows if r.used and not r.indicator):
        work.put((row.id, "c90"), f"{work.rng.randint(100, 999) * 7 + n:,}件")
    return ["c90"]


def _move_row(work: _Work) -> list[str]:
    """The first row goes below the last one."""
    used = [r for r in work.now.rows if r.used]
    rest = [r for r in work.now.rows if not r.used]
    work.now = replace(work.now, rows=(*used[1:], used[0], *rest))
    return [used[0].id]


def _drop_row(work: _Work) -> list[str]:
    """The last row goes."""
    gone = [r for r in work.now.rows if r.used][-1].id
    work.now = replace(
        work.now, rows=tuple(r for r in work.now.rows if r.id != gone),
        cells={at: c for at, c in work.now.cells.items() if at[0] != gone},
    )  # fmt: skip
    return [gone]


def _drop_column(work: _Work) -> list[str]:
    """A column without a period goes, where there is one."""
    loose = [c.id for c in work.now.columns if c.used and not c.period]
    if len([c for c in work.now.columns if c.used]) < 2 or not loose:
        return []
    work.now = replace(
        work.now, columns=tuple(c for c in work.now.columns if c.id != loose[-1]),
        cells={at: c for at, c in work.now.cells.items() if at[1] != loose[-1]},
    )  # fmt: skip
    return [loose[-1]]


_AXES = (
    ("added row", _add_row), ("added column", _add_column), ("moved row", _move_row), ("removed row", _drop_row),
    ("removed column", _drop_column),
)  # fmt: skip


def _write(work: _Work, places: list[tuple[str, str]], kind: str) -> tuple[str, str] | None:
    """Write one of the cells anew, so that it differs in just that way."""
    work.rng.shuffle(places)
    for at in places:
        text = work.now.cells[at].text
        if kind == "number":
            now = renumbered(work.rng, text)
        elif kind == "wording":
            now = reworded(work.rng, text, letters=10)
        else:
            now = rolled(text, work.rng.choice((1, 1, -1)))
        if classify(text, now) == kind and (kind != "wording" or alike(text, now) > 0.6):
            work.put(at, now)
            return at
    return None


def _empty(work: _Work) -> tuple[str, str] | None:
    places = work.free()
    if not places or len(work.now.cells) < 6:
        return None
    at = work.rng.choice(places)
    work.drop(at)
    return at


_CELLS = (
    ("number in a cell", lambda w: _write(w, w.free(), "number")),
    ("wording in a cell", lambda w: _write(w, w.free(), "wording")),
    ("year-roll in a cell", lambda w: _write(w, w.free(), "year-roll")),
    ("restated cell", lambda w: _write(w, w.prior(), "number")),
    ("emptied cell", _empty),
)  # fmt: skip
