"""Which rows the rating list has, and in what order: descent by 対応表, ended items, chapters.

A node is an item in a year. A row is one line of descent: an item of today (or one that ended) and what it was in each
earlier year. Every step of 対応表 leads to the year before, so that no line of it, however wrong, makes a circle.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from authoring.edition.model import Entry, Lineage, Rating

__all__ = ["Descent", "ListRow", "Section", "descent_of", "letters_given", "list_sections"]

Node = tuple[int, str]  # year, item id


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of descent: today's item ("" where it has ended), and year -> what it was; no year, no such item."""

    item: str
    nodes: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the list; without heading where the chapter is an item itself, or for what has no chapter."""

    heading: Entry | None
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class Descent:
    """対応表 by year, from ``first`` on. ``came_from``: node -> ids of the year before, in order; () if it is new."""

    first: int
    lines: Mapping[int, Sequence[Lineage]]
    came_from: Mapping[Node, Sequence[str]]
    left: Mapping[int, Collection[str]]
    rated: Collection[Node]
    rated_years: Collection[int]

    def predecessors(self, year: int, item: str) -> Sequence[str]:
        """The ids of the year before that became the item.

        An item that 対応表 is silent about is kept, if the year before knew its id; so is each item of a year whose
        ratings nobody has entered: not known is not the same as never there.
        """
        if year <= self.first:
            return ()
        if (year, item) in self.came_from:
            return self.came_from[year, item]
        if item in self.left.get(year, ()):
            return ()
        return (item,) if year - 1 not in self.rated_years or self._was_there(year - 1, item) else ()

    def is_new(self, year: int, item: str) -> bool:
        """Whether 対応表 says that the item began in that year."""
        return (year, item) in self.came_from and not self.came_from[year, item]

    def old_title(self, year: int, item: str) -> str:
        """The title of an item of that year, as the first later line that gives one says it; "" if none does."""
        later = (line for each in sorted(self.lines) if each > year for line in self.lines[each])
        return next((line.old_title.strip() for line in later if line.old == item and line.old_title.strip()), "")

    def unmoved(self, year: int, item: str, today: int) -> str:
        """The id that the item of that year has today, if it never changed its chapter; else ""."""
        for step in range(year + 1, today + 1):
            if item in self.left.get(step, ()):
                line = next(line for line in self.lines[step] if line.old == item)
                if not line.new or line.kind == "moved":
                    return ""
                item = line.new
        return item

    def _was_there(self, year: int, item: str) -> bool:
        while year >= self.first:
            if (year, item) in self.rated or (year, item) in self.came_from:
                return True
            if item in self.left.get(year, ()):
                return False
            year -= 1
        return False


def letters_given(ratings: Sequence[Rating], by: str) -> dict[Node, str]:
    """(year, item) -> the rater's letter; the first one where there are several, so that each item counts once."""
    given: dict[Node, str] = {}
    for rating in ratings:
        if rating.by == by and rating.rating.strip():
            given.setdefault((rating.year, rating.item), rating.rating.strip())
    return given


def descent_of(lineage: Sequence[Lineage], ratings: Sequence[Rating], first: int, today: int) -> Descent:
    """Sort 対応表 by its steps, from the year ``first`` to this year."""
    lines: dict[int, list[Lineage]] = {}
    came_from: dict[Node, dict[str, None]] = {}
    left: dict[int, dict[str, None]] = {}
    for line in lineage:
        if not first <= line.year <= today:
            continue
        lines.setdefault(line.year, []).append(line)
        if line.new:
            olds = came_from.setdefault((line.year, line.new), {})
            olds |= {line.old: None} if line.old else {}
        if line.old:
            left.setdefault(line.year, {})[line.old] = None
    rated = {(r.year, r.item) for r in ratings if r.rating.strip()}
    return Descent(
        first, lines, {node: tuple(olds) for node, olds in came_from.items()}, left, rated, {year for year, _ in rated}
    )


def list_sections(
    today: int,
    outline: Sequence[Entry],
    descent: Descent,
    printed: Collection[Node],
    chapter_of: Mapping[str, str],
) -> tuple[Section, ...]:
    """The list's rows by chapter, as they are printed.

    ``printed`` are the nodes whose ratings the list shows: whatever has ended, or is not rated today, has rows only
    for their sake. Ended items stand last in the chapter that ``chapter_of`` names; else in that of the line before
    in 対応表 whose item kept its chapter; else at the end of the list.
    """
    walk = _Walk(descent, printed)
    chapter = ""
    heads: dict[str, Entry | None] = {"": None}
    rows: dict[str, list[ListRow]] = {"": []}
    home: dict[str, str] = {}
    for entry in outline:
        if entry.kind != "heading" or entry.id in home or entry.id in heads:
            continue
        if entry.level == 1:
            chapter = entry.id
            heads[chapter], rows[chapter] = (None if entry.item else entry), []
        if entry.item:
            home[entry.id] = chapter
            paths, told = walk.paths_from(today, entry.id)
            if told or entry.rated != "none":
                rows[chapter] += [ListRow(entry.id, path) for path in paths]
    ended: dict[str, list[ListRow]] = {}
    for year, item in _leaves(today, descent, printed):
        if (year, item) in walk.last:
            continue
        paths, told = walk.paths_from(year, item)
        if told:
            at = chapter_of.get(item, "")
            at = at if at and at in heads else _neighbours_chapter(year, item, today, descent, home, heads)
            ended.setdefault(at, []).extend(ListRow("", path) for path in paths)
    # What stands before the first chapter comes first; what has no chapter any more, last.
    made = [Section(heads[at], (*rows[at], *(ended.get(at, ()) if at else ()))) for at in heads]
    return tuple(section for section in (*made, Section(None, tuple(ended.get("", ())))) if section.rows)


class _Walk:
    """Lines of descent, depth first. A node is unfolded once, so that there are never more rows than pairs."""

    def __init__(self, descent: Descent, printed: Collection[Node]) -> None:
        self.descent = descent
        self.printed = printed
        self.last: dict[Node, dict[int, str]] = {}  # node -> its last path

    def paths_from(self, year: int, item: str) -> tuple[list[dict[int, str]], bool]:
        """The paths of an item, and whether they show a rating that no path before showed."""
        before = len(self.last)
        paths = self._paths(year, item)
        return paths, any(node in self.printed for node in list(self.last)[before:])

    def _paths(self, year: int, item: str) -> list[dict[int, str]]:
        if (year, item) in self.last:
            # The other half of a split: it goes on where the first half's last row went, and is merged with it there.
            return [self.last[year, item]]
        older = [path for old in self.descent.predecessors(year, item) for path in self._paths(year - 1, old)]
        made = [{year: item, **path} for path in older or [{}]]
        self.last[year, item] = made[-1]
        return made


def _leaves(today: int, descent: Descent, printed: Collection[Node]) -> Iterator[Node]:
    """Items that may have ended, the latest first; within a year as 対応表 has them."""
    for year in range(today, descent.first - 1, -1):
        yield from ((year, old) for old in descent.left.get(year + 1, ()))
        yield from sorted(node for node in printed if node[0] == year)


def _neighbours_chapter(
    year: int, item: str, today: int, descent: Descent, home: Mapping[str, str], heads: Mapping[str, Entry | None]
) -> str:
    lines = descent.lines.get(year + 1, ())
    at = next((n for n, line in enumerate(lines) if line.old == item), 0)
    for line in reversed(lines[:at]):
        new = descent.unmoved(year + 1, line.new, today) if line.new and line.kind != "moved" else ""
        if new in home:
            # A chapter that is an item itself is not one to guess: it may share its rating with the next one.
            return home[new] if heads[home[new]] else ""
    return ""
