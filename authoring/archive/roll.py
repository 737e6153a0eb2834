"""From one year to the next: the frame carried over, rows emptied with their ids kept, last year's text beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from authoring.archive.windows import roll_table
from authoring.edition.blocks import Block, Snapshot
from authoring.edition.model import Axis, Edition, Indicator, Keyed, Lineage, Row, Table
from authoring.workbooks.layout import BLANK_TABLES, SPARE_AXES, SPARE_ROWS
from authoring.workbooks.write_inputs import Beside

__all__ = ["Mint", "beside_of", "next_year", "with_spares"]

SPARE_INDICATORS = 4
SPARE_KEYED = 4
YEARS_SHOWN = 3  # the rating list shows two years before this one


class Mint:
    """Mints ids: a letter and the next number that was never used with it."""

    def __init__(self, used: Iterator[str] | list[str]) -> None:
        self._last: dict[str, int] = {}
        for name in used:
            letter, digits = name[:1], name[1:]
            if digits.isdigit():
                self._last[letter] = max(self._last.get(letter, 0), int(digits))

    def __call__(self, letter: str) -> str:
        """A new id such as r0042."""
        self._last[letter] = self._last.get(letter, 0) + 1
        return f"{letter}{self._last[letter]:04d}"


def _ids(edition: Edition) -> list[str]:
    return [
        *(e.id for e in edition.entries), *(r.id for r in edition.rows), *(k.id for k in edition.keyed),
        *(t.id for t in edition.tables), *(i.id for i in edition.indicators), *(q.id for q in edition.requests),
    ]  # fmt: skip


def with_spares(edition: Edition, mint: Mint | None = None) -> Edition:
    """The edition with everything that people may need room for: spare rows, tables, axes, indicators, keys.

    What is there keeps its ids; a unit has at least eight rows for each of its owners, and one more than were filled.
    """
    mint = mint or Mint(_ids(edition))
    rows: list[Row] = []
    for unit in edition.units:
        for owner in unit.owners:
            own = edition.rows_of.get((unit.id, owner), ())
            rows += own
            if unit.answered:
                want = max(SPARE_ROWS, sum(r.filled for r in own) + 1)
                rows += [Row(mint("r"), unit.id, owner, {}) for _ in range(want - len(own))]
        rows += [r for r in edition.rows if r.unit == unit.id and r.owner not in unit.owners]
    for place in edition.places:
        own = edition.rows_of.get((place.id, place.owner), ())
        want = max(SPARE_ROWS, sum(r.filled for r in own) + 1)
        rows += [*own, *(Row(mint("p"), place.id, place.owner, {}) for _ in range(want - len(own)))]
        rows += [r for r in edition.rows if r.unit == place.id and r.owner != place.owner]
    keyed: list[Keyed] = []
    tables: list[Table] = []
    indicators: list[Indicator] = []
    for item in edition.items:
        own_keys = [k for k in edition.keyed if k.item == item.id]
        keyed += own_keys
        units = (u.id for u in edition.units if u.item == item.id and u.id != item.id and u.answered)
        for key in (item.id, *(u for u in units if edition.entry[u].number)):  # the others can't be named there
            if not any(k.key == key for k in own_keys):
                keyed.append(Keyed(mint("v"), item.id, key, {}))
        spare = sum(1 for k in own_keys if k.key == item.id and not k.cells)
        keyed += [Keyed(mint("v"), item.id, item.id, {}) for _ in range(SPARE_KEYED - spare)]
        for owner in _owners(edition, item.id):
            tables += _tables(edition, item.id, owner, mint)
            mine = [i for i in edition.indicators if i.item == item.id and i.owner == owner]
            blanks = sum(1 for i in mine if not i.name)
            indicators += mine
            indicators += [Indicator(mint("m"), item.id, owner, "") for _ in range(SPARE_INDICATORS - blanks)]
    for owner in dict.fromkeys([*(p.owner for p in edition.places), *(t.owner for t in edition.tables if not t.item)]):
        tables += _tables(edition, "", owner, mint)
    return replace(
        edition, rows=tuple(rows), keyed=tuple(keyed), tables=tuple(tables),
        indicators=tuple(indicators),
    )  # fmt: skip


def _owners(edition: Edition, item: str) -> Iterable[str]:
    """Everyone with something to fill in an item, once each: nothing of theirs may be lost."""
    units = [o for u in edition.units if u.item == item for o in u.owners]
    tables = [t.owner for t in edition.tables if t.item == item]
    return dict.fromkeys([*units, *tables, *(i.owner for i in edition.indicators if i.item == item)])


def _tables(edition: Edition, item: str, owner: str, mint: Mint) -> list[Table]:
    mine = [t for t in edition.tables if t.item == item and t.owner == owner]
    made = [_roomy(t) for t in mine]
    blank = sum(1 for t in mine if not t.name)
    for _ in range(BLANK_TABLES - blank):
        rows = tuple(Axis(f"r{n}", ()) for n in range(1, 11))
        columns = tuple(Axis(f"c{n}", ()) for n in range(1, 7))
        made.append(Table(mint("t"), "", item, owner, rows=rows, columns=columns))
    return made


def _roomy(table: Table) -> Table:
    """A table with spare rows and columns below and right of those that are used."""

    def more(axes: tuple[Axis, ...], letter: str, want: int) -> tuple[Axis, ...]:
        spare = 0
        for axis in reversed(axes):
            if axis.used:
                break
            spare += 1
        last = max((int(a.id[1:]) for a in axes if a.id[1:].isdigit()), default=0)
        return axes + tuple(Axis(f"{letter}{last + n}", ()) for n in range(1, want - spare + 1))

    return replace(table, rows=more(table.rows, "r", SPARE_AXES[0]), columns=more(table.columns, "c", SPARE_AXES[1]))


def _cell_texts(blocks: tuple[Block, ...], key: str) -> dict[str, dict[str, list[str]]]:
    """Row id (or key) -> column -> printed lines; a table is named."""
    found: dict[str, dict[str, list[str]]] = {}
    for b in blocks:
        owner = b.row if key == "row" else (b.entry or "")
        if owner is None or (key == "row" and not b.row):
            continue
        line = f"[表 {b.grid.name}]" if b.grid else b.printed
        found.setdefault(owner, {}).setdefault(b.column, []).append(line)
    return found


def beside_of(past: Snapshot) -> Beside:
    """Last year's printed text by row id, and the Ministry's by key (the item's id, or the entry's)."""
    rows: dict[str, Mapping[str, str]] = {}
    keyed: dict[str, Mapping[str, str]] = {}
    ministry = {c.id for c in past.profile.columns if c.side == "ministry"}
    for item, blocks in past.items.items():
        for row, columns in _cell_texts(blocks, "row").items():
            rows[row] = {c: "\n".join(lines) for c, lines in columns.items()}
        theirs = tuple(b for b in blocks if b.column in ministry)
        for key, columns in _cell_texts(theirs, "entry").items():
            keyed[key or item] = {c: "\n".join(lines) for c, lines in columns.items()}
    return Beside(rows, keyed)


def next_year(old: Edition, year: int, past: Snapshot | None = None) -> Edition:
    """The frame of ``year`` made of an earlier edition: rows emptied, windows of tables moved on, lineage kept.

    Ids stay. Text is never carried into a cell to fill: it stands beside (``beside_of``). The requests and commitments
    of ``past``, the same earlier year as it was printed, become those to answer; whether one is kept a person says.
    Where years lie between, 対応表 has lines for each of them: a former rating is found by going back year by year.
    """
    asked = past.requests if past else ()
    between = range(old.year + 1, year + 1)
    lineage = [Lineage(each, item.id, item.id, "kept", item.text) for each in between for item in old.items]
    shown = [y for y in range(year - YEARS_SHOWN + 1, year + 1) if y > old.year or y in old.years_shown]
    return with_spares(
        replace(
            old,
            year=year,
            rows=tuple(replace(r, cells={}) for r in old.rows),
            keyed=tuple(replace(k, cells={}) for k in old.keyed),
            tables=tuple(roll_table(t, old.year, year - old.year) for t in old.tables),
            indicators=tuple(replace(i, target=None) for i in old.indicators),
            ratings=(),
            figure_numbers=tuple(replace(n, value=None, period="") for n in old.figure_numbers),
            lineage=(*old.lineage, *lineage),
            years_shown=tuple(shown),
            requests=tuple(replace(r, kept=None, answered_in="", declined="") for r in asked),
        )
    )
