"""What is filled and what is missing in one workbook: cells to fill, figures, requests; changed since last year.

A cell that may rightly be empty is not counted: a unit that only refers to another place needs no further column, and
a column that was empty in that unit last year beside a filled one may be so again.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, fields

from authoring.edition.blocks import Block, Snapshot
from authoring.edition.model import Edition, Entry, Indicator, Unit
from authoring.edition.periods import value_in_year
from authoring.edition.profile import Column
from authoring.files.texts import match_key
from authoring.workbooks.layout import work_sheet

__all__ = ["Counts", "Gaps", "Text", "appendix", "department", "ministry"]


@dataclass(frozen=True, slots=True)
class Counts:
    """What can be added up. ``units`` are to answer; ``filled`` and ``empty`` are cells; the figures are indicators."""

    units: int = 0
    filled: int = 0
    empty: int = 0
    changed: int = 0
    unchanged: int = 0
    preliminary: int = 0
    final: int = 0
    unstated: int = 0  # a value without 速報 or 確定
    no_value: int = 0
    error: int = 0
    warning: int = 0
    set_aside: int = 0
    unanswered: int = 0

    def __add__(self, other: Counts) -> Counts:
        """The sums, field by field."""
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is missing, in words that its owner knows: numbers of units, names of indicators, headings."""

    units: tuple[str, ...] = ()  # nothing is answered
    columns: tuple[str, ...] = ()  # answered, but not in every column
    figures: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()  # the Ministry's: rating, viewpoint, reason; of 別表: places


class Text:
    """A year's printed text: (row, column) -> what stands there without headings; and which units it answers."""

    def __init__(self, edition: Edition, snapshot: Snapshot | None) -> None:
        self.cells: dict[tuple[str, str], list[str]] = {}
        self.answered: dict[tuple[str, str], set[str]] = {}  # (unit, owner) -> its columns with text
        self._referring: dict[tuple[str, str], bool] = {}
        plan = snapshot.profile.plan_column.id if snapshot else ""
        for b in (b for blocks in snapshot.items.values() for b in blocks) if snapshot else ():
            if not b.row or b.column == plan or b.kind == "heading":  # a number printed anew is no change of text
                continue
            self.cells.setdefault((b.row, b.column), []).append(f"[{b.grid.name}]" if b.grid else b.printed)
            place = (b.unit or "", b.owner or "")
            self.answered.setdefault(place, set()).add(b.column)
            self._referring[place] = self._referring.get(place, True) and _refers(edition, b)

    def key(self, row: str, column: str) -> str:
        """By which two texts are equal."""
        return match_key("\n".join(self.cells.get((row, column), ())))

    def refers_only(self, unit: str, owner: str) -> bool:
        """Whether all that is answered says where the answer stands."""
        return self._referring.get((unit, owner), False)


def _refers(edition: Edition, block: Block) -> bool:
    return any(target in edition.entry for target in block.targets)


def department(
    edition: Edition, item: str, owner: str, now: Text, old: Text, spared: Container[str] = frozenset()
) -> tuple[Counts, Gaps]:
    """What an owner has filled of an item, and what is missing.

    Args:
        edition: what was read.
        item: the id of the item.
        owner: whose workbook.
        now: this year's text.
        old: last year's.
        spared: units, and ``ID.value`` of indicators, that somebody decided to leave as they are: nothing is missing.
    """
    columns = [c for c in edition.profile.typed("agency") if c.spans == "row"]
    headings = {f.id: f.heading for f in work_sheet(edition.profile).fields}
    units = [u for u in edition.units if u.item == item and u.answered and owner in u.owners]
    counts = Counts(units=len(units))
    whole: list[str] = []
    partly: list[str] = []
    for unit in units:
        filled, empty = _cells(edition, unit, owner, columns, now, old)
        if not filled and unit.id in spared:
            continue
        counts += Counts(filled=len(filled), empty=len(empty))
        if not filled:
            whole.append(_unit_words(edition, unit))
        elif empty:
            partly.append(f"{_unit_words(edition, unit)}の{'・'.join(headings[c.id] for c in empty)}")
    for row in (r for u in units for r in edition.rows_of.get((u.id, owner), ())):
        for column in columns:
            if column.id in row.cells and row.cells[column.id].text.strip():
                same = now.key(row.id, column.id) == old.key(row.id, column.id) != ""
                counts += Counts(unchanged=int(same), changed=int(not same))
    measures = [i for i in edition.indicators if i.item == item and i.owner == owner and i.name]
    measures = [i for i in measures if value_in_year(i, edition.year)[1] is not None or f"{i.id}.value" not in spared]
    for one in measures:
        counts += _figure(one, edition.year)
    asked = [r for r in edition.requests if r.item == item and r.owner == owner]
    left = sum(r.kept is not False and not r.answered_in and not r.declined.strip() for r in asked)
    figures = tuple(i.name for i in measures if value_in_year(i, edition.year)[1] is None)
    return counts + Counts(unanswered=left), Gaps(tuple(whole), tuple(partly), figures)


def _cells(
    edition: Edition, unit: Unit, owner: str, columns: Sequence[Column], now: Text, old: Text
) -> tuple[list[Column], list[Column]]:
    """The columns of a unit that are filled, and those that are still to fill."""
    rows = edition.rows_of.get((unit.id, owner), ())
    filled = [c for c in columns if any(c.id in r.cells and r.cells[c.id].text.strip() for r in rows)]
    left = [c for c in columns if c not in filled]
    if filled and now.refers_only(unit.id, owner):
        return filled, []
    before = old.answered.get((unit.id, owner))
    return filled, [c for c in left if before is None or c.id in before]


def _unit_words(edition: Edition, unit: Unit) -> str:
    """The number of a unit; the beginning of its text where it has none of its own."""
    first = edition.entry[unit.id]
    words = edition.printed_number(unit.id)
    return words if first.number else f"{words}「{first.text[:12]}…」"


def _figure(one: Indicator, year: int) -> Counts:
    value = value_in_year(one, year)[1]
    if value is None:
        return Counts(empty=1, no_value=1)
    status = {"速報": "preliminary", "確定": "final"}.get(value.status, "unstated")
    return Counts(filled=1) + Counts(**{status: 1})


def ministry(edition: Edition, item: Entry) -> tuple[Counts, Gaps]:
    """The Ministry's parts: a rating of each rater where the item has one of its own, and each column's text."""
    parts: list[tuple[str, bool]] = []
    profile = edition.profile
    if not item.rated:
        given = {r.by for r in edition.ratings if r.item == item.id and r.year == edition.year}
        raters = profile.raters_of("ministry")
        several = len(raters) > 1
        parts += [(f"評定({r.name})" if several else "評定", r.id in given) for r in raters]
    for column in profile.typed("ministry"):
        texts = (k.cells[column.id].text for k in edition.keyed if k.item == item.id and column.id in k.cells)
        parts.append((column.heading.replace("\n", "・"), any(text.strip() for text in texts)))
    missing = tuple(words for words, there in parts if not there)
    return Counts(filled=len(parts) - len(missing), empty=len(missing)), Gaps(parts=missing)


def appendix(edition: Edition, owner: str) -> tuple[Counts, Gaps]:
    """An owner's statements and parts of the appendix: a text each, but for letters, which are placed unchanged."""
    places = [p.id for p in edition.places if p.owner == owner and not p.file]
    missing = tuple(p for p in places if not any(row.filled for row in edition.rows_of.get((p, owner), ())))
    counts = Counts(units=len(places), filled=len(places) - len(missing), empty=len(missing))
    return counts, Gaps(parts=missing)
