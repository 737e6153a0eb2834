"""What stands in a cell of the rating list: the title of an item, of its predecessor, the rating of a year.

The rules are those of ``tests/keys/new_midterm.toml``, whose letters the comments name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from authoring.edition.model import Entry
from authoring.edition.profile import MidTerm
from authoring.edition.rating_rows import Descent, ListRow, Node

__all__ = ["NEVER", "Ratings", "Slot", "Titles", "numbered"]

NEVER = "-"  # (e) no such item in that year, or one that is not rated; an item without a rating yet is ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell before it is merged: its text, and what it is about. Neighbours about the same are one cell."""

    text: str
    about: tuple[str, int, str] | None = None


def numbered(entry: Entry) -> str:
    """The title as the list prints it, with its number."""
    return f"{entry.number} {entry.list_title or entry.text}".strip()


class Titles:
    """The titles of the rows: today's, and those of the former periods."""

    def __init__(
        self, rows: Iterable[ListRow], items: Mapping[str, Entry], descent: Descent, last_titles: Mapping[str, str]
    ) -> None:
        """Take the rows of the whole list; ``items``: today's by id; ``last_titles``: those of former items by id."""
        self.items, self.descent, self.last_titles = items, descent, last_titles
        self.rows: dict[str, list[ListRow]] = {}
        for row in rows:
            self.rows.setdefault(row.item, []).append(row)

    def today(self, row: ListRow, terms: Sequence[MidTerm]) -> Slot:
        """Today's title. (f) An ended item has none, unless no column of former titles could hold its own."""
        if row.item:
            return Slot(numbered(self.items[row.item]), ("item", 0, row.item))
        if any(self._bearer(row, term) for term in terms):
            return Slot("")
        newest = max(row.nodes)
        return Slot(self._title(newest, row.nodes[newest]))

    def former(self, row: ListRow, term: MidTerm) -> Slot:
        """The title in a former period: of what ended, and (d) where it differs or there are several."""
        bearer = self._bearer(row, term)
        title = self._title(*bearer) if bearer else ""
        if bearer is None or not title:
            return Slot("")
        if row.item and len({self._bearer(each, term) for each in self.rows[row.item]}) == 1:
            item = self.items[row.item]
            if _plain(title) in (_plain(item.text), _plain(item.list_title)):
                return Slot("")
        return Slot(title, ("title", *bearer))

    def _bearer(self, row: ListRow, term: MidTerm) -> Node | None:
        """Whose title a row shows: (c) the last one in the period, (b) but of several predecessors each its own."""
        years = sorted((year for year in row.nodes if term.first <= year <= term.last), reverse=True)
        if not years:
            return None
        at = years[0]
        for newer, older in pairwise(years):
            if len(self.descent.predecessors(newer, row.nodes[newer])) > 1:
                at = older
        return at, row.nodes[at]

    def _title(self, year: int, item: str) -> str:
        known = self.descent.old_title(year, item) or self.last_titles.get(item, "").strip()
        today = self.items.get(item)
        return known or (today.list_title or today.text if today else "")


class Ratings:
    """The ratings of the rows, year by year."""

    def __init__(
        self,
        rows: Sequence[ListRow],
        items: Mapping[str, Entry],
        descent: Descent,
        given: Mapping[Node, str],
        today: int,
    ) -> None:
        """Take the rows of the whole list in order; ``given``: the letters of one rater."""
        self.items, self.descent, self.given, self.today = items, descent, given, today
        self.order: dict[str, int] = {}
        self.spans: dict[str, tuple[ListRow, ListRow]] = {}  # item -> its first and its last row
        for row in rows:
            if row.item:
                self.order.setdefault(row.item, len(self.order))
                self.spans[row.item] = (self.spans.get(row.item, (row, row))[0], row)

    def slot(self, row: ListRow, year: int) -> Slot:
        """The rating of a row in a year."""
        node = self._node(row, year)
        if node is None:
            return Slot(NEVER)
        unrated = year == self.today and node[1] in self.items and self.items[node[1]].rated == "none"
        return Slot(self.given.get(node, NEVER if unrated else ""), ("rating", *node))

    def _node(self, row: ListRow, year: int) -> Node | None:
        """Whose rating it is: (j) one that shares another's, does so in every year in which it has none of its own."""
        own = (year, row.nodes[year]) if year in row.nodes else None
        partner = self._partner(row.item)
        if own in self.given or not partner:
            return own
        oldest = min(row.nodes)
        if own is None and self.descent.is_new(oldest, row.nodes[oldest]):
            return None
        first, last = self.spans[partner]
        nodes = (last if self.order[partner] < self.order[row.item] else first).nodes
        return (year, nodes[year]) if year in nodes else own

    def _partner(self, item: str) -> str:
        """The item that rates another one, through any number of steps; "" where it rates itself, or nothing does."""
        passed: set[str] = set()
        at = item
        while at in self.items and at not in passed and self.items[at].rated not in ("", "none"):
            passed.add(at)
            at = self.items[at].rated
        rates = at in self.spans and not self.items[at].rated
        return at if rates and at != item else ""


def _plain(title: str) -> str:
    return "".join(title.split())
