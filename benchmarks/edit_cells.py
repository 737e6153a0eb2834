"""What a comparison has to say about tables, indicators and ratings, read off the two editions place by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from authoring.edition.blocks import Grid, Snapshot
from authoring.edition.lookup import linked
from authoring.edition.model import Edition, Lineage
from authoring.edition.periods import fiscal_year_of_period, value_in_year
from authoring.edition.printing import print_value
from benchmarks.edit_key import ANY, Expected
from benchmarks.edit_tables import origin_axes
from benchmarks.edit_words import classify

__all__ = ["expected_cells", "expected_figures", "expected_ratings"]


def _grids(snapshot: Snapshot) -> dict[str, tuple[Grid, str]]:
    return {b.grid.table: (b.grid, b.column) for blocks in snapshot.items.values() for b in blocks if b.grid}


def _texts(grid: Grid) -> dict[tuple[str, str], str]:
    """(row, column) -> printed text."""
    return {
        (row.id, column.id): cell.text
        for row, cells in zip(grid.row_keys, grid.body, strict=True)
        for column, cell in zip(grid.column_keys, cells, strict=True)
        if column.role != "label" and cell is not None
    }


def expected_cells(old: Snapshot, new: Snapshot, why: dict[str, str]) -> Iterator[Expected]:
    """Cell by cell: at its place in the window the newest, by its period what was published before."""
    was, now = _grids(old), _grids(new)
    for table in (*now, *(t for t in was if t not in now)):
        if table not in was or table not in now:
            yield Expected("lines", ANY, "table with its item", table, optional=True)
            continue
        yield from _table(was[table][0], *now[table], old.year, why)


def _table(was: Grid, now: Grid, column: str, year: int, why: dict[str, str]) -> Iterator[Expected]:
    before, after = _texts(was), _texts(now)
    rows, columns = origin_axes(now.row_keys, was.row_keys), origin_axes(now.column_keys, was.column_keys)
    old_axes = {a.id: a for a in (*was.row_keys, *was.column_keys)}
    axes = {a.id: a for a in (*now.row_keys, *now.column_keys)}
    for (r, c), text in after.items():
        place, edit = f"{now.table}/{r}/{c}", _why(why, now.table, r, c)
        at = (rows[r], columns[c])
        period = axes[r].period or axes[c].period
        if at[0] not in old_axes or at[1] not in old_axes:
            if text:
                yield Expected("lines", "new", edit or "new cell", place, "", text, column)
            continue
        published = before.get(at, "")
        if published == text:
            continue
        if period and period in {old_axes[a].period for a in at} and fiscal_year_of_period(period) <= year:
            shown = linked(axes[r], axes[c]) is not None
            yield Expected("restatements", "restatement", edit or "indicator shown", place, published, text, period,
                           other=f"{now.table}/{at[0]}/{at[1]}", optional=shown)  # fmt: skip
            yield Expected("lines", ANY, "restated", place, published, text, column, optional=True)
            continue
        kind = "new" if not published else "not-filled" if not text else classify(published, text)
        newest = "newest of a window" if period else "cell"
        yield Expected("lines", kind, edit or newest, place, published, text, column)
    yield from _labels(was, now)
    shown_periods = {a.period for a in axes.values()}
    for (r, c), text in before.items():
        if text and (r not in axes or c not in axes):
            period = old_axes[r].period or old_axes[c].period
            dropped = bool(period) and period not in shown_periods
            place = f"{now.table}/{r}/{c}"
            yield Expected("lines", "gone", _why(why, now.table, r, c) or "gone", place, text, "", column,
                           optional=dropped)  # fmt: skip


def _labels(was: Grid, now: Grid) -> Iterator[Expected]:
    """What may be said about the labels of rows and columns: that they came, went, or moved on by a year."""
    for old_axes, axes, form in (
        (was.row_keys, now.row_keys, "{}/label"), (was.column_keys, now.column_keys, "label/{}"),
    ):  # fmt: skip
        before, after = {a.id: a for a in old_axes}, {a.id: a for a in axes}
        for one in {**before, **after}:
            place = f"{now.table}/{form.format(one)}"
            kind = "new" if one not in before else "gone" if one not in after else "year-roll"
            if kind != "year-roll" or before[one].period != after[one].period:
                yield Expected("lines", kind, "label", place, optional=True)


def _why(why: dict[str, str], table: str, row: str, column: str) -> str:
    for place in (f"{table}/{row}/{column}", f"{table}/{row}", f"{table}/{column}"):
        if place in why and why[place] != "moved row":
            return why[place]
    return ""


def expected_figures(old: Edition, new: Edition) -> Iterator[Expected]:
    """Indicators, what of them was restated, and targets that ask for no more than last year's result."""
    before = {i.id: i for i in old.indicators if i.name}
    after = {i.id: i for i in new.indicators if i.name}
    for one in (*after.values(), *(i for i in before.values() if i.id not in after)):
        was, now = before.get(one.id), after.get(one.id)
        last = value_in_year(was, old.year)[1] if was else None
        value = value_in_year(now, new.year)[1] if now else None
        texts = [print_value(one, v.value) if v else "" for v in (last, value)]
        direction = ""
        if last and value and one.good:
            up = value.value > last.value
            direction = "same" if value.value == last.value else "better" if up == (one.good == "up") else "worse"
        why = "indicator gone" if now is None else "new indicator" if was is None else "indicator"
        also = (direction,) if last and value and last.exact is None else ()
        yield Expected("indicators", "indicator", why, one.id, texts[0], texts[1], also=also)
        if was is None or now is None:
            continue
        for period, published in was.values.items():
            held = now.values[period]
            if held.value != published.value:
                yield Expected("restatements", "restatement", "restated indicator", one.id,
                               print_value(one, published.value), print_value(one, held.value), period)  # fmt: skip
        if now.target and last and not now.target.base and now.target.value in (last.value, last.exact):
            yield Expected("targets", "target", "target no higher than the result", one.id)


def expected_ratings(old: Edition, new: Edition, lineage: Sequence[Lineage]) -> Iterator[Expected]:
    """One rating for each pair of 対応表."""
    was, now = ({r.item: r.rating for r in e.ratings if r.year == e.year} for e in (old, new))
    letters = old.profile.scale_of(old.profile.raters[0].id).letters
    for line in lineage:
        before, after = was.get(line.old, ""), now.get(line.new, "")
        direction = ""
        if before and after:
            moved = Decimal(letters.index(before) - letters.index(after))
            direction = "up" if moved > 0 else "down" if moved < 0 else "same"
        yield Expected("ratings", line.kind, f"rating: {line.kind}", line.new or line.old, before, after,
                       other=line.old, also=(direction,), optional=not before and not after)  # fmt: skip
