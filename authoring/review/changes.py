"""What two editions have to do with each other: one value, ``Changes``, which every report shows and none computes.

Ids are those of the outline; what people see of them (numbers, titles) stands in ``numbers`` and ``titles``. A line is
one paragraph, note, label or one cell of a table, old beside new; those that did not change are lines too, so that a
report can show an item whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Literal

from authoring.edition.profile import Profile

__all__ = [
    "CHANGED", "SETTLED", "Changes", "IndicatorChange", "Line", "LineClass", "RatingChange", "Restatement",
    "StructureChange", "Unchanged", "for_owner",
]  # fmt: skip

LineClass = Literal["year-roll", "number", "wording", "new", "gone", "moved", "not-filled", "same"]
CHANGED: tuple[LineClass, ...] = ("number", "wording", "new", "gone", "moved", "not-filled", "year-roll")
"""The classes of change (DESIGN.md, "Diff"), those first that a reviewer reads first. ``same`` is none of them."""
SETTLED = "確定"
"""The status of a figure that no longer moves (the choices of 指標: 速報, 確定)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or table cell in both editions, in NEW's order (``gone``, ``not-filled``: where they stood in OLD).

    ``item`` and ``section`` are outline ids of NEW (of OLD for ``gone``); for statements and appendix ``item`` is ""
    and ``section`` their place. ``id``: the block's, or table/row/column. ``moved_from``: the old section, where the
    text stands elsewhere now. ``label``: for a cell, its table, row and column in words; for a block its kind.
    """

    kind: LineClass
    item: str
    section: str
    column: str
    id: str
    old: str
    new: str
    moved_from: str = ""
    owner: str = ""
    label: str = ""
    cell: bool = False

    @property
    def key(self) -> str:
        """The line's name within a comparison: what only OLD has may bear the id of another text of NEW."""
        return f"{self.id}.old" if self.kind in ("gone", "not-filled") else self.id


@dataclass(frozen=True, slots=True)
class RatingChange:
    """One pair of 対応表 with both ratings. ``kind``: the pair's; ``direction``: "" where one is missing.

    ``item`` is NEW's id, OLD's where the item has ended.
    """

    item: str
    old_item: str
    title: str
    old_title: str
    by: str
    old: str
    new: str
    kind: str
    direction: Literal["up", "down", "same", ""]


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """An indicator in both years; texts are printed with their unit. ``series``: (period, value) of all known years.

    ``direction``: better, worse or same by the indicator's good direction; "" where there is none or a value is
    missing. ``met``: whether the target is reached, None where it can't be told.
    """

    id: str
    item: str
    owner: str
    name: str
    unit: str
    old: str
    new: str
    change: str
    target: str
    status: str
    direction: Literal["better", "worse", "same", ""]
    met: bool | None
    series: tuple[tuple[str, Decimal], ...] = ()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Restatement:
    """A figure of an earlier period that NEW prints otherwise than OLD did. ``id``: indicator or table/row/column."""

    id: str
    item: str
    name: str
    period: str
    published: str
    now: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class StructureChange:
    """A heading of the plan: added, removed, moved (another parent or order), renumbered, retitled."""

    id: str
    kind: Literal["added", "removed", "moved", "renumbered", "retitled"]
    old_number: str
    new_number: str
    old_title: str
    new_title: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What did not change: text carried over whole, a target equal to last year's result, a request not answered."""

    kind: Literal["text", "target", "request"]
    item: str
    section: str
    column: str
    id: str
    text: str
    owner: str = ""


@dataclass(frozen=True)
class Changes:
    """Everything that a reviewer is shown. ``old_name`` and ``new_name`` are how the editions were called."""

    old_year: int
    new_year: int
    old_name: str
    new_name: str
    profile: Profile
    items: tuple[str, ...]  # NEW's items in order, then those that have ended
    numbers: Mapping[str, str]  # outline id -> printed number (NEW's, else OLD's)
    titles: Mapping[str, str]  # outline id -> title (NEW's, else OLD's)
    owners: Mapping[str, tuple[str, ...]]  # item id -> owners
    lines: tuple[Line, ...] = ()
    structure: tuple[StructureChange, ...] = ()
    ratings: tuple[RatingChange, ...] = ()
    indicators: tuple[IndicatorChange, ...] = ()
    restatements: tuple[Restatement, ...] = ()
    targets: tuple[Unchanged, ...] = ()
    requests: tuple[Unchanged, ...] = ()
    notice: str = ""
    remarks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # key of a line -> what reviewers wrote
    pages: Mapping[str, str] = field(default_factory=dict)  # bookmark of NEW's PDF -> the number printed on its page

    def page(self, line: Line) -> str:
        """The page of NEW on which a line's row begins; "" where NEW has no PDF, or OLD alone has the line."""
        if line.kind in ("gone", "not-filled"):
            return ""
        row = line.id.partition("." if "." in line.id else "/")[0]
        return self.pages.get(f"r_{row}") or self.pages.get(f"h_{line.section}") or self.pages.get(f"h_{line.item}", "")

    @cached_property
    def changed(self) -> tuple[Line, ...]:
        """The lines that changed."""
        return tuple(line for line in self.lines if line.kind != "same")

    @cached_property
    def unchanged(self) -> tuple[Unchanged, ...]:
        """Text carried over whole, then targets, then requests."""
        texts = (
            Unchanged("text", x.item, x.section, x.column, x.id, x.new, x.owner)
            for x in self.lines
            if x.kind == "same" and not x.cell and x.column != self.profile.plan_column.id
        )
        return (*texts, *self.targets, *self.requests)

    @property
    def missed(self) -> tuple[IndicatorChange, ...]:
        """The indicators that missed their target."""
        return tuple(i for i in self.indicators if i.met is False)

    @property
    def unsettled(self) -> tuple[IndicatorChange, ...]:
        """The figures that may still move, and those not there yet; a past year that tells no status is settled."""
        settled = {SETTLED} if any(i.status for i in self.indicators) else {SETTLED, ""}
        return tuple(i for i in self.indicators if not i.gone and (not i.new or i.status not in settled))

    def counts(self) -> dict[str, dict[LineClass, int]]:
        """Item id -> how many lines of each class."""
        found: dict[str, dict[LineClass, int]] = {}
        for line in self.changed:
            of_item = found.setdefault(line.item, {})
            of_item[line.kind] = of_item.get(line.kind, 0) + 1
        return found


def for_owner(changes: Changes, owner: str) -> Changes:
    """What concerns one owner: its items and its own places outside of them, and nothing that the Ministry wrote.

    Last year's requests are published: those that this owner has to answer stay, wherever they stand.
    """
    theirs = {c.id for c in changes.profile.columns if c.side == "ministry"}
    mine = {item for item, owners in changes.owners.items() if owner in owners}

    def here(item: str, own: str) -> bool:
        return item in mine if item else own == owner

    lines = tuple(x for x in changes.lines if here(x.item, x.owner) and x.column not in theirs)
    kept = {x.id for x in lines}

    return replace(
        changes,
        items=tuple(i for i in changes.items if i in mine),
        lines=lines,
        structure=tuple(s for s in changes.structure if s.item in mine),
        ratings=(),
        indicators=tuple(i for i in changes.indicators if here(i.item, i.owner)),
        restatements=tuple(
            r for r in changes.restatements if here(r.item, r.owner) and ("/" not in r.id or r.id in kept)
        ),
        targets=tuple(t for t in changes.targets if here(t.item, t.owner)),
        requests=tuple(r for r in changes.requests if r.owner == owner or (not r.owner and r.item in mine)),
        remarks={},
    )
