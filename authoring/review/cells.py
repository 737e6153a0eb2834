"""Two states of a table, cell by cell by the ids of rows and columns.

A window that moved on by a year (``archive/windows.py``): the newest column keeps its id, so this year's figure stands
beside last year's. A figure of an earlier period stands beside what was published for that very period, wherever that
stood then; equal there, it did not change, and different, it was restated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from authoring.edition.blocks import Grid
from authoring.edition.model import Axis
from authoring.edition.periods import fiscal_year_of_period
from authoring.review.changes import LineClass
from authoring.review.texts import NUMBERS, classify, masked_years

__all__ = ["CellPair", "Sheet", "compare_tables", "kind_of"]

LABELS = "label"


@dataclass(frozen=True, slots=True)
class CellPair:
    """A cell in both states; ``period`` where the two are of one and the same earlier period."""

    id: str
    label: str
    kind: LineClass
    old: str
    new: str
    period: str = ""

    @property
    def restated(self) -> bool:
        """Whether an earlier figure is printed otherwise than it was published."""
        if not (self.period and self.old and self.new):
            return False
        was, now = (Counter(NUMBERS.findall(text)) for text in (self.old, self.new))
        return bool(was - now and now - was)  # a figure that is left out, or a word, restates nothing


@dataclass(frozen=True)
class Sheet:
    """A printed table by ids; ``cells``: (row id, column id) -> text, empty ones left out."""

    table: str
    rows: Mapping[str, Axis]
    columns: Mapping[str, Axis]
    cells: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @staticmethod
    def of(grid: Grid) -> Sheet:
        """A grid without keys (an imported year) has its rows and columns numbered."""
        rows = grid.row_keys or tuple(Axis(f"r{n + 1}", ()) for n in range(len(grid.body)))
        wide = max((len(line) for line in (*grid.header, *grid.body)), default=0)
        columns = grid.column_keys or tuple(Axis(f"c{n + 1}", ()) for n in range(wide))
        cells: dict[tuple[str, str], str] = {}
        for row, line in zip(rows, grid.body, strict=True):
            if row.labels and row.role != "header":
                cells[row.id, LABELS] = " ".join(row.labels)
            for column, cell in zip(columns, line, strict=True):
                if cell is not None and cell.text and column.role != "label":
                    cells[row.id, column.id] = cell.text
        for column in columns:
            if any(column.labels):
                cells[LABELS, column.id] = " ".join(filter(None, column.labels))
        return Sheet(
            grid.table,
            {a.id: a for a in rows},
            {a.id: a for a in columns if a.role != "label"},
            cells,
        )

    def period(self, row: str, column: str) -> str:
        """The period of a cell: its column's, else its row's."""
        if row not in self.rows or column not in self.columns:
            return ""
        return self.columns[column].period or self.rows[row].period

    def words(self, row: str, column: str) -> str:
        """What a person calls the cell."""
        if LABELS in (row, column):
            return "列の見出し" if row == LABELS else "行の見出し"
        across = " ".join(filter(None, self.columns[column].labels))
        return " / ".join(filter(None, (" ".join(self.rows[row].labels), across)))

    @cached_property
    def by_period(self) -> dict[tuple[object, ...], str]:
        """(family, period) of a column or a row -> its id; the first where there are several alike."""
        found: dict[tuple[object, ...], str] = {}
        for side, axes in enumerate((self.rows, self.columns)):
            for axis in axes.values():
                if axis.period:
                    found.setdefault((side, *_family(axis), axis.period), axis.id)
                    found.setdefault((side, axis.role, axis.meaning, axis.indicator, axis.period), axis.id)
        return found

    def same_period(self, there: Sheet, row: str, column: str) -> tuple[str, str] | None:
        """The cell of this table that is of the same period as a cell of ``there``, which stands elsewhere in it."""
        axis, side = (there.columns[column], 1) if there.columns[column].period else (there.rows[row], 0)
        for family in (_family(axis), (axis.role, axis.meaning, axis.indicator)):
            found = self.by_period.get((side, *family, axis.period))
            if found:
                at = (row, found) if side else (found, column)
                return at if at[0] in self.rows and at[1] in self.columns else None
        return None


def _family(axis: Axis) -> tuple[object, ...]:
    return (tuple(masked_years(label) for label in axis.labels), axis.role, axis.meaning, axis.indicator)


def kind_of(old: str, new: str, *, stands: bool) -> LineClass:
    """The class of a pair; ``stands``: the place is still there to be filled."""
    if not old:
        return "new"
    if not new:
        return "not-filled" if stands else "gone"
    return classify(old, new)


def compare_tables(
    old: Sheet | None, new: Sheet | None, years: tuple[int, int], *, waits: bool = False
) -> Iterator[CellPair]:
    """Every cell that has a text in one of them, in NEW's order, then those that only OLD has.

    ``years``: the fiscal years of OLD and NEW. ``waits``: NEW's text that will place the table is not written yet.
    """
    earlier, later = (old, new) if years[0] <= years[1] else (new, old)
    keys = [*(_keys(new) if new else ()), *(_keys(old) if old else ())]
    for at in dict.fromkeys(keys):
        before, now = (sheet.cells.get(at, "") if sheet else "" for sheet in (earlier, later))
        period = ""
        if earlier and later and years[0] != years[1] and LABELS not in at:
            before, now, period = _through_window(earlier, later, at, (before, now), min(years))
        first, second = (before, now) if years[0] <= years[1] else (now, before)
        if first or second:
            there = new if new and _has(new, at) else old
            words = there.words(*at) if there else ""
            kind = kind_of(first, second, stands=waits or bool(new and _has(new, at)))
            yield CellPair(f"{(new or old).table}/{at[0]}/{at[1]}", words, kind, first, second, period)  # type: ignore[union-attr]


def _through_window(
    earlier: Sheet, later: Sheet, at: tuple[str, str], texts: tuple[str, str], published: int
) -> tuple[str, str, str]:
    """The texts to compare at a place of the later table, and their period where it was published before."""
    before, now = texts
    if not _has(later, at):
        return before, now, ""
    period = later.period(*at)
    if not period or fiscal_year_of_period(period) > published:
        return before, now, ""
    if _has(earlier, at) and earlier.period(*at) == period:
        return before, now, period
    then = earlier.same_period(later, *at)
    if then is None or not now:
        # Not yet in the window then, or not filled now: what slid out of the window is no change.
        return ("" if then is None else earlier.cells.get(then, "")), now, ""
    return earlier.cells.get(then, ""), now, period


def _has(sheet: Sheet, at: tuple[str, str]) -> bool:
    rows, columns = {*sheet.rows, LABELS}, {*sheet.columns, LABELS}
    return at[0] in rows and at[1] in columns


def _keys(sheet: Sheet) -> Iterator[tuple[str, str]]:
    yield from ((LABELS, c) for c in sheet.columns if (LABELS, c) in sheet.cells)
    for row in sheet.rows:
        yield from ((row, c) for c in (LABELS, *sheet.columns) if (row, c) in sheet.cells)
