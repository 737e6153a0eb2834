"""The rows of the report: every line of an item in order, unchanged ones folded into runs, cells under their table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from authoring.review.changes import Changes, Line, LineClass
from authoring.review.tokens import Mark, marks

__all__ = [
    "Change", "Group", "ItemPart", "Maker", "Run", "Section", "TableHead", "anchor_of", "heading_of", "safe",
    "title_of",
]  # fmt: skip

_TABLE_ENDS = ": "  # in the label of a cell: the table's name, then row and column (review/compare)
_UNSAFE = re.compile(r"[^a-z0-9_.]")


@dataclass(frozen=True, slots=True)
class Change:
    """A line that changed. ``column`` and ``owner``: places in the lists of ``Page``; "" for none."""

    anchor: str
    kind: LineClass
    column: int | str
    owner: int | str
    label: str
    old: str
    new: str
    marks: tuple[Mark, ...]
    from_: str
    remarks: tuple[str, ...]
    cell: bool
    what: str = "change"


@dataclass(frozen=True, slots=True)
class TableHead:
    """The lines below are cells of this table."""

    title: str
    column: int | str
    owner: int | str
    what: str = "table"


@dataclass(frozen=True, slots=True)
class Group:
    """Unchanged lines of one column and owner: (label, text)."""

    column: int | str
    owner: int | str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Unchanged lines between two changes."""

    count: int
    cell: bool
    groups: tuple[Group, ...]
    what: str = "run"


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading, in order."""

    title: str
    rows: tuple[Change | TableHead | Run, ...]
    page: str = ""  # of NEW, where its PDF is known


@dataclass(frozen=True, slots=True)
class ItemPart:
    """An item (or, with ``item`` "", what belongs to none) with all its lines; ``count`` of them changed."""

    item: str
    anchor: str
    title: str
    owners: tuple[str, ...]
    count: int
    sections: tuple[Section, ...]
    page: str = ""

    @property
    def rows(self) -> int:
        """How many rows the item is drawn in, about: a browser plans with it what it has not drawn yet."""
        return sum(1 + len(section.rows) for section in self.sections)


def safe(name: str) -> str:
    """The id as an anchor: letters, digits, _ and . stay, everything else becomes -code-."""
    return _UNSAFE.sub(lambda found: "-" if found[0] == "/" else f"-{ord(found[0]):x}-", name)


def heading_of(changes: Changes, entry: str) -> str:
    """Number and title of an outline id; a place that is none names itself."""
    number, title = changes.numbers.get(entry, ""), changes.titles.get(entry, "")
    return " ".join(filter(None, (number, title))) or entry


def title_of(changes: Changes, item: str) -> str:
    """The heading of an item; statements and appendix belong to none."""
    return heading_of(changes, item) if item else "項目によらない表と文"


def anchor_of(item: str) -> str:
    """The anchor of an item."""
    return f"item-{safe(item)}" if item else "item-none"


@dataclass
class Maker:
    """Makes rows, and remembers which anchors and remarks it has given out.

    ``columns`` and ``owners``: column id and owner -> place in the lists of the page.
    """

    changes: Changes
    columns: dict[str, int]
    owners: dict[str, int]
    given: dict[str, int] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)

    def part(self, item: str, lines: Sequence[Line]) -> ItemPart:
        """An item with its lines by section."""
        sections = tuple(
            self._section(item, section, list(of_section))
            for section, of_section in groupby(lines, lambda x: x.section)
        )
        count = sum(line.kind != "same" for line in lines)
        owners = self.changes.owners.get(item, ())
        page = self.changes.pages.get(f"h_{item}", "")
        return ItemPart(item, anchor_of(item), title_of(self.changes, item), owners, count, sections, page)

    def _section(self, item: str, section: str, lines: list[Line]) -> Section:
        title = "" if section == item else heading_of(self.changes, section)
        page = self.changes.pages.get(f"h_{section}") or next(filter(None, map(self.changes.page, lines)), "")
        return Section(title, tuple(self._rows(lines)), page)

    def _rows(self, lines: Iterable[Line]) -> Iterator[Change | TableHead | Run]:
        for table, of_table in groupby(lines, lambda x: x.id.partition("/")[0] if x.cell else ""):
            cells = list(of_table)
            if table:
                yield TableHead(cells[0].label.partition(_TABLE_ENDS)[0], *self._place(cells[0]))
            for kept, run in groupby(cells, self._folds):
                if kept:
                    yield self._run(list(run))
                else:
                    yield from map(self._change, run)

    def _folds(self, line: Line) -> bool:
        """A line that did not change is folded away, unless somebody has remarked on it."""
        return line.kind == "same" and line.key not in self.changes.remarks

    def _run(self, lines: Sequence[Line]) -> Run:
        groups: list[Group] = []
        for place, of_place in groupby(lines, self._place):
            groups.append(Group(*place, tuple((self._label(x) if x.cell else "", x.new) for x in of_place)))
        return Run(len(lines), lines[0].cell, tuple(groups))

    def _place(self, line: Line) -> tuple[int | str, int | str]:
        return self.columns.get(line.column, ""), self.owners.get(line.owner, "")

    def _label(self, line: Line) -> str:
        """Row and column of a cell, without the table; the kind of a block."""
        table, _, place = line.label.partition(_TABLE_ENDS) if line.cell else ("", "", line.label)
        return place or table

    def _change(self, line: Line) -> Change:
        anchor = f"c-{safe(line.key)}"
        again = self.given[anchor] = self.given.get(anchor, 0) + 1
        self.shown.add(line.key)
        return Change(
            anchor if again == 1 else f"{anchor}--{again}",
            line.kind,
            *self._place(line),
            self._label(line),
            line.old,
            line.new,
            marks(line.old, line.new) if line.kind in ("number", "wording", "year-roll") else (),
            heading_of(self.changes, line.moved_from) if line.moved_from not in ("", line.section) else "",
            self.changes.remarks.get(line.key, ()),
            line.cell,
        )
