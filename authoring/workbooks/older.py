"""A workbook of an older layout, or one whose columns were moved, brought into today's shape for the readers.

Columns are found by their headings; one that is missing is empty, one that the layout does not know is left out (its
words go to 行き先なし). The cells themselves are not changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from authoring.edition.profile import Profile
from authoring.workbooks.layout import Sheet
from authoring.workbooks.raw import RawBook, RawCell, RawSheet, Sheets
from authoring.workbooks.typed import columns_of, sheets_of

__all__ = ["as_today"]


class _Today(Sheets):
    """The sheets of a workbook, some of them in another shape."""

    def __init__(self, old: Sheets, change: Callable[[RawSheet], RawSheet]) -> None:
        self._old, self._change = old, change
        self._seen: dict[str, RawSheet] = {}

    def __getitem__(self, name: str) -> RawSheet:
        if name not in self._seen:
            self._seen[name] = self._change(self._old[name])
        return self._seen[name]

    def narrow(self, name: str, columns: int | None) -> RawSheet:
        """The whole sheet: its first columns may have stood elsewhere."""
        del columns
        return self[name]

    def __contains__(self, name: object) -> bool:
        return name in self._old

    def __iter__(self) -> Iterator[str]:
        return iter(self._old)

    def __len__(self) -> int:
        return len(self._old)


def as_today(book: RawBook, kind: str, profile: Profile, year: int) -> RawBook:
    """The workbook with every sheet of the layout in today's order of columns. ``kind``: 共通, 部署, 主務省."""
    return RawBook(book.file, _Today(book.sheets, partial(_sheet, sheets_of(kind, profile, year))))


def _sheet(known: dict[str, Sheet], sheet: RawSheet) -> RawSheet:
    wanted = known.get(sheet.name)
    if wanted is None:
        return sheet
    found = columns_of(sheet, wanted)
    there = {field.id: column for column, field in found.fields.items()}
    head = wanted.header_row - 1
    if found.head == head and all(there.get(f.id) == index for index, f in enumerate(wanted.fields)):
        return sheet
    places = {there[f.id]: index for index, f in enumerate(wanted.fields) if f.id in there}
    cells = {(r, c): raw for (r, c), raw in sheet.cells.items() if r < min(head, found.head)}
    cells |= {(head, index): RawCell(field.heading) for index, field in enumerate(wanted.fields)}
    below = ((r, c, raw) for (r, c), raw in sheet.cells.items() if r > found.head and c in places)
    cells |= {(r - found.head + head, places[c]): raw for r, c, raw in below}
    # What was merged is told by the text that it left empty: areas of another order of columns mean nothing here.
    return RawSheet(sheet.name, cells)
