"""The wide table: which block stands in which cell, and how many rows a cell spans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from authoring.documents.content import Body, BodyCell, BodyColumn, BodyItem, BodyRow
from authoring.edition.blocks import Block, Snapshot
from authoring.edition.model import Entry
from authoring.edition.outline import printed_numbers
from authoring.edition.profile import Column
from authoring.edition.years import fiscal_year_name

__all__ = ["body_of"]


def body_of(snapshot: Snapshot, column_ids: Sequence[str]) -> Body:
    """The body with those columns of the profile, in their order."""
    year = fiscal_year_name(snapshot.year)
    columns = [snapshot.profile.column(c) for c in column_ids]
    heads = tuple(BodyColumn(c.id, c.heading.format(year=year), c.width) for c in columns)
    by_id = {e.id: e for e in snapshot.outline}
    numbers = printed_numbers(snapshot.outline)
    printed: set[str] = set()
    items = []
    for item in (e for e in snapshot.outline if e.item):
        rows: list[BodyRow] = []
        chapter = by_id.get(item.parent or "")
        if chapter and chapter.id not in printed:
            printed.add(chapter.id)
            rows.append(_heading_row(columns, [chapter], {}))
        sharing = [item, *(e for e in snapshot.outline if e.rated == item.id)]
        if len(sharing) > 1:
            rows.append(_heading_row(columns, sharing, {c.id: _rating(snapshot, item, c) for c in columns}))
        shared = len(sharing) > 1 or item.rated not in ("", "none")
        rows += _item_rows(snapshot, columns, item, shared)
        items.append(BodyItem(item.id, numbers[item.id], f"{item.number} {item.text}", tuple(rows)))
    return Body(heads, tuple(items))


def _heading_row(columns: Sequence[Column], headings: list[Entry], ratings: Mapping[str, list[Block]]) -> BodyRow:
    """A row that holds headings alone: a chapter's, or those of chapters that share one rating."""
    cells: list[BodyCell | None] = []
    for column in columns:
        if column.fills == "plan":
            cells.append(BodyCell(tuple(_heading(e, column.id) for e in headings)))
        else:
            cells.append(BodyCell(tuple(ratings.get(column.id, ()))))
    return BodyRow(tuple(cells))


def _heading(e: Entry, column: str) -> Block:
    return Block(f"{e.id}.{column}.0", e.id, column, "heading", e.text, e.number, e.level, entry=e.id)


def _rating(snapshot: Snapshot, item: Entry, column: Column) -> list[Block]:
    """The line 評価:B on top of the column of ratings, one a rater of it; it waits open while there is no rating."""
    if column.fills != "rating":
        return []
    made: list[Block] = []
    for rater in snapshot.profile.raters:
        if snapshot.profile.rating_column(rater) != column:
            continue
        letters = [r.rating for r in snapshot.ratings if (r.item, r.year, r.by) == (item.id, snapshot.year, rater.id)]
        text = f"{rater.label}:{letters[0] if letters else ''}"
        made.append(Block(f"{item.id}.{column.id}.0{len(made) or ''}", item.id, column.id, "label", text))
    return made


def _item_rows(snapshot: Snapshot, columns: Sequence[Column], item: Entry, shared: bool) -> list[BodyRow]:
    blocks = snapshot.items.get(item.id, ())
    units = list(dict.fromkeys(b.unit for b in blocks if b.unit and b.column == snapshot.profile.plan_column.id))
    lines: list[tuple[str, str | None]] = []  # (unit, row id) of each printed row
    first_of: dict[str, int] = {}
    for unit in units:
        first_of[unit] = len(lines)
        rows = list(dict.fromkeys(b.row for b in blocks if b.unit == unit and b.row))
        lines += [(unit, row) for row in rows] or [(unit, None)]
    lines = lines or [("", None)]
    grid: list[list[BodyCell | None]] = [[None] * len(columns) for _ in lines]
    for c, column in enumerate(columns):
        mine = [b for b in blocks if b.column == column.id]
        starts: dict[int, list[Block]] = {}
        if column.fills == "plan":
            for b in mine:
                starts.setdefault(first_of[b.unit or ""], []).append(_repeated(b, item, shared))
        elif column.spans == "row":
            lead = [] if shared or item.rated else _rating(snapshot, item, column)
            rows_at = {row: i for i, (_, row) in enumerate(lines) if row}
            starts = {i: list(lead) if i == 0 else [] for i in range(len(lines))}
            for b in mine:
                starts[rows_at[b.row] if b.row else first_of.get(b.unit or "", 0)].append(_repeated(b, item, shared))
        else:
            starts = {0: [] if shared or item.rated else _rating(snapshot, item, column)}
            for b in mine:
                starts.setdefault(first_of.get(b.unit or "", 0), []).append(b)
        order = sorted(starts)
        for at, following in zip(order, [*order[1:], len(lines)], strict=True):
            grid[at][c] = BodyCell(tuple(starts[at]), following - at)
    return [BodyRow(tuple(cells), f"r_{row}" if row else "") for cells, (_, row) in zip(grid, lines, strict=True)]


def _repeated(b: Block, item: Entry, shared: bool) -> Block:
    """The heading of a chapter that stood already in the shared row is repeated in brackets, and is no heading."""
    if not (shared and b.kind == "heading" and (b.entry == item.id or item.id in b.targets)):
        return b
    return Block(
        b.id, b.section, b.column, "paragraph", f"({b.mark} {b.text})", unit=b.unit, row=b.row, origin=b.origin
    )
