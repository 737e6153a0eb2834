"""How far the workbooks are: a line an item and owner, one an owner of 別表, one an item for the Ministry. Pure values.

What is to fill: each unit in each column that spans a row, each indicator's value of this year; a text for each place
of 別表; on the Ministry's side the rating and its texts (``checks.filled`` counts them).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from authoring.checks.filled import Counts, Gaps, Text, appendix, department, ministry
from authoring.edition.blocks import Snapshot
from authoring.edition.model import Edition
from authoring.edition.years import parse_date
from authoring.problems import Problem, Severity
from authoring.workbooks.identity import Identity
from authoring.workbooks.layout import APPENDIX, DEPARTMENT, MINISTRY
from authoring.workbooks.read_books import BookContent
from authoring.workbooks.write_inputs import department_path, ministry_path, owners_of_item
from authoring.workbooks.write_places import appendix_owners, appendix_path

__all__ = ["STATES", "Line", "Progress", "State", "Total", "progress_of", "total"]

Side = Literal["agency", "ministry"]
State = Literal["missing", "unreadable", "untouched", "filling", "doubtful", "unsubmitted", "done"]
STATES: tuple[State, ...] = ("missing", "unreadable", "untouched", "filling", "doubtful", "unsubmitted", "done")
Key = tuple[str, str, str]  # kind of workbook, item ("" for 別表), owner ("" for the Ministry)
_APPENDIX_TITLE = "予算等・別表"


@dataclass(frozen=True, slots=True)
class Line:
    """One workbook. ``found``: whether it is there and could be read; ``errors``: those that nobody set aside."""

    item: str
    number: str
    title: str
    owner: str
    side: Side
    file: str
    found: Literal["read", "missing", "unreadable"]
    counts: Counts
    gaps: Gaps
    submitted: str = ""  # a date as 2021-06-30 where it is one, else as typed
    role: str = ""
    errors: tuple[Problem, ...] = ()

    @property
    def state(self) -> State:
        """The one word for it, by what has to be done next."""
        if self.found != "read":
            return self.found
        count = self.counts
        if self.submitted:
            open_ = self.gaps.units or self.gaps.figures or self.gaps.parts or count.error or count.unanswered
            return "doubtful" if open_ else "done"
        if not count.filled and count.empty:
            return "untouched"
        return "filling" if count.empty or count.unanswered or count.error else "unsubmitted"


@dataclass(frozen=True, slots=True)
class Total:
    """The sum over the lines of an owner, an item or all: ``books`` of which ``submitted`` are handed in."""

    books: int
    submitted: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of a workspace. ``compared``: last year's text is known; ``others``: problems of no line's workbook."""

    year: int
    deadline: datetime.date | None
    lines: tuple[Line, ...]
    compared: bool
    others: tuple[Problem, ...] = ()
    ministry: str = ""
    figures: tuple[int, int] = (0, 0)  # numbers in prose, and those of them that nothing else tells

    def side(self, side: Side) -> tuple[Line, ...]:
        """The lines of a side, those that are furthest behind first, equal ones in the plan's order."""
        return tuple(sorted((x for x in self.lines if x.side == side), key=lambda x: STATES.index(x.state)))

    def by_owner(self) -> dict[str, tuple[Line, ...]]:
        """Each department's lines, in the plan's order."""
        return _grouped(self.lines, "owner")

    def by_item(self) -> dict[str, tuple[Line, ...]]:
        """Each item's lines of the departments, in the plan's order."""
        return _grouped(self.lines, "item")


def _grouped(lines: Iterable[Line], by: str) -> dict[str, tuple[Line, ...]]:
    found: dict[str, tuple[Line, ...]] = {}
    for line in lines:
        if line.side == "agency":
            found[getattr(line, by)] = (*found.get(getattr(line, by), ()), line)
    return found


def total(lines: Sequence[Line]) -> Total:
    """The sum over some lines."""
    return Total(len(lines), sum(bool(x.submitted) for x in lines), sum((x.counts for x in lines), Counts()))


def progress_of(
    edition: Edition, snapshot: Snapshot | None, contents: Iterable[BookContent], problems: Iterable[Problem],
    before: Snapshot | None = None, deadline: datetime.date | None = None,
) -> Progress:  # fmt: skip
    """Every item and owner of the plan, and every workbook besides that was read.

    Args:
        edition: what was read.
        snapshot: the same as it is printed.
        contents: the workbooks that were read (only who they are, and their files, are looked at).
        problems: every problem of the workspace.
        before: last year as it was printed; None where it is not known.
        deadline: when the departments have to hand in.
    """
    books = {_key(c.identity): c for c in contents}
    every = dict.fromkeys([*_planned(edition), *books])
    keys = [k for k in every if k[0] != MINISTRY or _judged(edition, k[1])]
    files = {key: books[key].file if key in books else _path(edition, key) for key in keys}
    told, others = _told(files, problems)
    now, old = Text(edition, snapshot), Text(edition, before)

    def counted(key: Key) -> tuple[Counts, Gaps]:
        kind, item, owner = key
        if kind == MINISTRY:
            return ministry(edition, edition.entry[item])
        spared = frozenset(p.place for p in told.get(key, ()) if p.set_aside and p.place)
        return appendix(edition, owner) if kind == APPENDIX else department(edition, item, owner, now, old, spared)

    def line(key: Key) -> Line:
        kind, item, owner = key
        counts, gaps = counted(key)
        mine, book = told.get(key, []), books.get(key)
        failed = any(p.severity is Severity.ERROR for p in mine)
        return Line(
            item=item,
            number=edition.printed_number(item) if item else APPENDIX,
            title=edition.entry[item].text if item else _APPENDIX_TITLE,
            owner=owner or edition.profile.ministry,
            side="ministry" if kind == MINISTRY else "agency",
            file=files[key],
            found="read" if book else "unreadable" if failed else "missing",
            counts=counts + _weighed(mine),
            gaps=gaps,
            submitted=_date(book.identity.submitted) if book else "",
            role=book.identity.role if book else "",
            errors=tuple(p for p in mine if p.severity is Severity.ERROR and not p.set_aside),
        )

    lines = tuple(line(key) for key in keys)
    return Progress(edition.year, deadline, lines, before is not None, tuple(others), edition.profile.ministry)


def _planned(edition: Edition) -> Iterator[Key]:
    """Every workbook that there should be: the departments' first, then 別表, then the Ministry's."""
    for item in edition.items:
        yield from ((DEPARTMENT, item.id, owner) for owner in owners_of_item(edition, item.id))
    yield from ((APPENDIX, "", owner) for owner in appendix_owners(edition))
    yield from ((MINISTRY, item.id, "") for item in edition.items)


def _key(who: Identity) -> Key:
    """Which line a workbook belongs to, by what its kind goes by."""
    return who.kind, "" if who.kind == APPENDIX else who.item, "" if who.kind == MINISTRY else who.owner


def _judged(edition: Edition, item: str) -> bool:
    """Whether the Ministry has to judge an item, or has written something all the same."""
    texts = (c.text for k in edition.keyed if k.item == item for c in k.cells.values())
    return edition.entry[item].rated != "none" or any(text.strip() for text in texts)


def _path(edition: Edition, key: Key) -> str:
    kind, item, owner = key
    if kind == APPENDIX:
        return appendix_path(owner)
    return department_path(edition, item, owner) if kind == DEPARTMENT else ministry_path(edition, item)


def _told(files: Mapping[Key, str], problems: Iterable[Problem]) -> tuple[dict[Key, list[Problem]], list[Problem]]:
    """The problems of each workbook, and those of none. A copy's name begins with that of the workbook."""
    by_file = {file: key for key, file in files.items()}
    stems = sorted(((PurePosixPath(f).stem, k) for f, k in by_file.items()), key=lambda pair: -len(pair[0]))
    told: dict[Key, list[Problem]] = {}
    others: list[Problem] = []
    for p in problems:
        file = p.origin.file if p.origin else ""
        key = by_file.get(file)
        if key is None and file.startswith("inputs/"):
            name = PurePosixPath(file).name.removeprefix("~$")
            key = next((k for stem, k in stems if name.startswith(stem)), None)
        if key is None:
            others.append(p)
        else:
            told.setdefault(key, []).append(p)
    return told, others


def _weighed(found: Iterable[Problem]) -> Counts:
    weights = [("set_aside" if p.set_aside else str(p.severity)) for p in found]
    return Counts(error=weights.count("error"), warning=weights.count("warning"), set_aside=weights.count("set_aside"))


def _date(typed: str) -> str:
    day = parse_date(typed) if typed else None
    return day.isoformat() if day else typed
