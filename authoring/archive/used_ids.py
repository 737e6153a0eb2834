"""Every id that a workspace or its past years ever used, as far as they tell: a new one must be none of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from authoring.edition.blocks import Snapshot
from authoring.edition.model import Edition
from authoring.files import FileTrouble
from authoring.files.opening import open_package
from authoring.workbooks.layout import HEADER_ROW, plan_sheet
from authoring.workbooks.raw import read_raw
from authoring.workbooks.read_books import BookContent

__all__ = ["used_ids"]


def used_ids(
    frame: Edition, contents: Iterable[BookContent], past: Mapping[int, Snapshot], kept: Iterable[Path] = ()
) -> Iterator[str]:
    """The ids, in no order. ``kept``: common workbooks of earlier issues, whose entries may be gone since."""
    yield from (e.id for e in frame.entries)
    for line in frame.lineage:
        yield from (line.old, line.new)
    for content in contents:
        for group in (content.rows, content.keyed, content.tables, content.indicators, content.requests):
            yield from (one.id for one in group)
        yield from (row.unit for row in content.rows)
    for snapshot in past.values():
        yield from (e.id for e in snapshot.outline)
        yield from snapshot.titles
        yield from (str(i["id"]) for i in snapshot.indicators)
        yield from (r.id for r in snapshot.requests)
        for blocks in snapshot.items.values():
            for block in blocks:
                yield from (name for name in (block.row, block.unit, block.entry) if name)
                if block.grid:
                    yield block.grid.table
    for path in kept:
        yield from _plan_ids(path)


def _plan_ids(path: Path) -> Iterator[str]:
    """The ids of 年度計画 in a kept workbook; one that can't be read any more tells none."""
    try:
        book = read_raw(open_package(path, "xlsx"), path.name)
        sheet = book.sheets.get(plan_sheet().name)
    except FileTrouble:
        return
    if sheet is not None:
        yield from (str(sheet.at(r, 0).value or "") for r in range(HEADER_ROW, sheet.last_row + 1))
