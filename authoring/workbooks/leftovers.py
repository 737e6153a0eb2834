"""What was typed: put back in its place, and what has none any more told for 行き先なし.

Nothing is lost by construction: every cell of the old workbooks that is not ours has an equal at its key in the new
ones, or it is a leftover.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from authoring.edition.model import Edition
from authoring.edition.references import parse_references
from authoring.files.texts import clean_text, match_key
from authoring.problems import Origin
from authoring.workbooks import layout
from authoring.workbooks.book import Kept, Value
from authoring.workbooks.extras import plan_mark
from authoring.workbooks.raw import RawCell
from authoring.workbooks.read_old import OldBook, issued_numbers
from authoring.workbooks.reassign import Reassigned
from authoring.workbooks.sheets import cell
from authoring.workbooks.typed import Key, Typed, typed_cells
from authoring.workbooks.values import as_text, likely_original

__all__ = ["Cells", "Leftover", "cells_of", "leftovers", "lines_of", "put_back"]

Leftover = Mapping[str, Value]
_FILLED = frozenset({"text", "number", "choice", "prose", "target", "mark", "cell"})
_REQUESTS, _LINEAGE = layout.requests_sheet().name, layout.lineage_sheet().name
_LISTS = (_LINEAGE, layout.years_sheet().name, layout.places_sheet().name)  # of 共通: lines without an id
_PLAN, _TEXTS = layout.plan_sheet().name, layout.texts_sheet().name
_GONE = "旧"  # before the number of a target that the plan has no more


class _Nothing:
    """A cell that can't be put back: an error, a formula without a value."""


@dataclass(frozen=True)
class Cells:
    """The cells of an old workbook and the numbers that it was issued with."""

    book: OldBook
    typed: tuple[Typed, ...]
    numbers: Mapping[str, tuple[str, str]]

    def number_now(self, words: str, edition: Edition) -> str:
        """The number that the target of a typed number has today; as typed where it is still right or unknown."""
        known = self.numbers.get(match_key(words))
        if known is None:
            return words
        now = edition.printed_number(known[0]) or _GONE + known[1]
        return words if match_key(now) == match_key(words) else now


def cells_of(books: Iterable[OldBook], frame: Edition, *, first: bool = False) -> list[Cells]:
    """The cells of every old workbook; ``frame`` is the edition as the common workbook gives it."""
    return [
        Cells(
            book,
            tuple(typed_cells(book.raw, book.who, frame.profile, frame.year, older=book.older, first=first)),
            issued_numbers(book, frame),
        )
        for book in books
    ]


def _key(one: Typed, book: OldBook, moved: Reassigned) -> Key | None:
    """The key in the new workbooks: a request goes with its owner's successor."""
    if one.key and one.key[0] == _REQUESTS:
        who = book.who
        return (_REQUESTS, moved.owner_now.get((who.item, who.owner), who.owner), *one.key[2:])
    return one.key


def _value(one: Typed, cells: Cells, edition: Edition) -> Value | _Nothing:
    """What is written for a typed cell: as it was typed, references by today's numbers."""
    raw = one.raw
    if raw.error or (raw.formula and raw.value is None):
        return _Nothing()
    if isinstance(raw.value, str):
        text = clean_text(raw.value)[0]
        if one.kind == "target":
            text = cells.number_now(text, edition)
        elif one.kind == "prose":
            text = _renumbered(text, cells, edition)
        return text or None
    if isinstance(raw.value, Decimal):
        if one.kind != "number" or "%" in raw.number_format:
            return Kept(raw.value, raw.number_format)
        whole = one.key is not None and one.key[-1] == "decimals" and raw.value == int(raw.value)
        return int(raw.value) if whole else raw.value
    return None if raw.value is None else Kept(raw.value, raw.number_format)


def _renumbered(text: str, cells: Cells, edition: Edition) -> str:
    out, at = [], 0
    for ref in parse_references(text):
        now = cells.number_now(ref.name, edition) if ref.kind == "entry" else ref.name
        if now != ref.name:
            out += [text[at : ref.start], f"{{{{参照:{now}{':' + ref.ask if ref.ask else ''}}}}}"]
            at = ref.end
    return "".join([*out, text[at:]])


def put_back(
    old: Iterable[Cells], edition: Edition, moved: Reassigned, *, replanned: bool, priors: bool
) -> dict[Key, Value]:
    """Key -> what to write there. ``priors``: last year's text too, because no past year knows it."""
    made: dict[Key, Value] = {}
    for cells in old:
        for one in cells.typed:
            key = _key(one, cells.book, moved)
            grey = one.kind in ("prior", "label") and (key or ("",))[0] == _REQUESTS
            grey = grey or (priors and one.kind == "prior" and (key or ("",))[-1].startswith("prior_"))
            if key is None or not (one.kind in _FILLED or grey) or key[0] in _LISTS:
                continue
            if (replanned and key[0] == _PLAN) or (one.kind == "cell" and one.raw.formula):
                continue
            value = _value(one, cells, edition)
            if made.get(key) is None:
                made[key] = None if isinstance(value, _Nothing) else value
    return made


def lines_of(common: Cells, edition: Edition) -> dict[str, list[dict[str, Value]]]:
    """The rows of 対応表, 表示年度 and 別表一覧 as they were typed, row by row; the titles of today beside them."""
    titles = {e.id: e.text for e in edition.entries if e.kind == "heading"}
    made: dict[str, dict[int, dict[str, Value]]] = {name: {} for name in _LISTS}
    first: dict[str, int] = {}
    for one in common.typed:
        if one.key and one.key[0] in made:
            first.setdefault(one.key[0], one.row)
        if one.key and one.key[0] in made and one.kind in _FILLED and not one.empty:
            value = _value(one, common, edition)
            row = made[one.key[0]].setdefault(one.row, {})
            row[one.key[-1]] = None if isinstance(value, _Nothing) else value
    found: dict[str, list[dict[str, Value]]] = {}
    for name, rows in made.items():
        found[name] = [dict(rows.get(r, {})) for r in range(first.get(name, 0), max(rows, default=-1) + 1)]
        for row in found[name]:
            if name == _LINEAGE and row:
                row["new_title"] = titles.get(str(row.get("new") or ""), "")
    return found


def leftovers(
    old: Iterable[Cells], new: Iterable[Typed], edition: Edition, moved: Reassigned, *, replanned: bool,
    home: Callable[[OldBook], str],
) -> dict[str, list[Leftover]]:  # fmt: skip
    """Path of a new workbook -> the rows of its 行き先なし: those of before, then what ``new`` has no place for."""
    written: dict[Key, list[RawCell]] = {}
    for one in new:
        if one.key:
            written.setdefault(one.key, []).append(one.raw)
    judge = _Judge(written, edition, moved, replanned)
    found: dict[str, list[Leftover]] = {}
    for cells in old:
        rows = found.setdefault(home(cells.book), [])
        rows += [row for row in (*carried(cells), *_beside_cells(cells.book)) if row not in rows]
        answered = {one.key[:-1] for one in cells.typed if one.key and one.kind == "prose" and not one.empty}
        for one in cells.typed:
            if one.key and one.key[-1] == "key" and one.key[:-1] not in answered and _is_number(one, cells):
                continue  # a row of 評価 that was issued with the number of a unit, and that nobody filled
            if not one.empty and not judge.placed(one, cells):
                at = cell(one.column, one.row)
                row = {"file": cells.book.raw.file, "sheet": one.sheet, "cell": at, "words": one.words,
                       "text": shown(one.raw)}  # fmt: skip
                rows.append(row)
    return {path: rows for path, rows in found.items() if rows}


def _is_number(one: Typed, cells: Cells) -> bool:
    return isinstance(one.raw.value, str) and match_key(one.raw.value) in cells.numbers


def _beside_cells(book: OldBook) -> Iterator[Leftover]:
    """Notes and words of shapes, which a new workbook has none of."""
    for each in book.extras.words:
        yield {"file": book.raw.file, "sheet": each.sheet, "cell": each.cell, "words": each.what, "text": each.text}


def carried(cells: Cells) -> list[Leftover]:
    """The rows of an earlier 行き先なし, as they stand there."""
    fields = layout.homeless_sheet().fields
    rows: dict[int, dict[str, Value]] = {}
    for one in cells.typed:
        if one.kind == "homeless" and not one.empty:
            rows.setdefault(one.row, {})[fields[one.column].id] = shown(one.raw)
    return list(rows.values())


def shown(raw: RawCell) -> str:
    """The words of a cell as a person sees them."""
    if raw.error:
        return raw.error
    if raw.formula and raw.value is None:
        return "(計算結果のない式)"
    if isinstance(raw.value, (bool, datetime.date, datetime.time, datetime.timedelta)):
        return likely_original(raw)
    return clean_text(raw.value)[0] if isinstance(raw.value, str) else as_text(raw, Origin(""))[0]


class _Judge:
    """Whether a cell of an old workbook stands in a new one, or was never typed."""

    def __init__(
        self, written: Mapping[Key, list[RawCell]], edition: Edition, moved: Reassigned, replanned: bool
    ) -> None:
        self.written, self.edition, self.moved, self.replanned = written, edition, moved, replanned
        self.plan = [match_key(f"{e.number}{e.text}") for e in edition.entries]
        self.plan_lines = {*self.plan, *(match_key(e.text) for e in edition.entries)}
        self.old_titles = {line.old_title for line in edition.lineage}

    def placed(self, one: Typed, cells: Cells) -> bool:
        """Whether nothing of this cell has to go to 行き先なし."""
        if one.kind in ("mark", "line", "homeless"):
            return True
        if one.kind == "stray":
            return False
        if one.kind in ("formula", "cell") and one.raw.formula:
            return True
        if one.kind == "plan":
            mark = cells.book.extras.plan.get(one.key[2]) if one.key else None
            text = str(one.raw.value)
            return mark == plan_mark(text) or self._is_plan(text, cells, told=bool(mark))
        key = _key(one, cells.book, self.moved) or ("",)
        if self.replanned and key[0] == _LINEAGE:
            return key[-1] != "old_title" or shown(one.raw) in self.old_titles
        there = self.written.get(key)
        if one.kind == "label":
            return self._is_label(one, cells) or self._same(one, cells, there or [])
        if one.kind == "prior" and there is None:
            return True
        return self._same(one, cells, there or [])

    def _same(self, one: Typed, cells: Cells, there: list[RawCell]) -> bool:
        value = _value(one, cells, self.edition)
        if isinstance(value, _Nothing):
            return False
        wanted = comparable(value.value if isinstance(value, Kept) else value)
        return any(not raw.formula and comparable(raw.value) == wanted for raw in there)

    def _is_label(self, one: Typed, cells: Cells) -> bool:
        """Numbers and titles of ours change with the frame; words that are none of them were typed."""
        if one.sheet == _TEXTS:
            return True  # names and titles of 別表一覧, which may have changed there
        text = match_key(str(one.raw.value))
        if one.sheet == _LINEAGE:
            return any((one.key or ())[1:-1])  # the title of today beside a pair; beside none it was typed
        if text in cells.numbers or text in ("(前文)", "項目全体"):
            return True
        return any(text.startswith(key) for key in cells.numbers)

    def _is_plan(self, text: str, cells: Cells, *, told: bool) -> bool:
        """Whether every line of a plan cell is one of today's plan.

        ``told``: the workbook tells how the cell was issued, and it was another text. Where it does not (one of
        before), a line that begins with a number of its issue has the doubt: it was reworded in 年度計画, not here.
        """
        for line in map(match_key, text.split("\n")):
            if not line or line in self.plan_lines:
                continue
            if told or any(len(known) > 3 and line.startswith(known) for known in self.plan_lines):
                return False
            if not any(line.startswith(_last(number)) for number in cells.numbers):
                return False
        return True


def _last(number: str) -> str:
    """The part of a number that an entry prints itself: (1) of Ⅰ-2-(1)."""
    return number.rpartition("-")[2]


def comparable(value: object) -> object:
    """A value by which two cells are equal, whether a figure is held as a number or as text."""
    if isinstance(value, str):
        return clean_text(value)[0]
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return f"{Decimal(value).normalize():f}"
    return value
