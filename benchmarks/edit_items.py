"""The plan of the next year in the making, and edits of its items: merged, split, ended, renamed, new."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from authoring.edition.model import Edition, Entry, Lineage, Row
from benchmarks.outline import CIRCLED
from benchmarks.prose import Prose

__all__ = ["ITEM", "SECTION", "Outline", "add_section", "end", "merge", "new_item", "rename", "split"]

ITEM, SECTION = 2, 3


@dataclass
class Outline:
    """The plan of NEW in the making. ``why``: heading -> the edit that it underwent."""

    rng: random.Random
    edition: Edition
    entries: list[Entry]
    year: int
    lineage: list[Lineage] = field(default_factory=list)
    why: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)  # rows of the sections that were added
    taken: set[str] = field(default_factory=set)  # headings that have had their edit, and items that shall not change
    minted: int = 9000

    def mint(self, letter: str) -> str:
        """A new id."""
        self.minted += 1
        return f"{letter}{self.minted}"

    def at(self, entry_id: str) -> int:
        """Where an entry stands."""
        return next(i for i, e in enumerate(self.entries) if e.id == entry_id)

    def span(self, entry_id: str) -> list[Entry]:
        """A heading with everything below it."""
        start = self.at(entry_id)
        level = self.entries[start].level
        end = start + 1
        while end < len(self.entries) and self.entries[end].level > level:
            end += 1
        return self.entries[start:end]

    def sections(self, item: str) -> list[Entry]:
        """The sections (1), (2) … of an item."""
        return [e for e in self.span(item) if e.level == SECTION and e.kind == "heading"]

    def cut(self, entry_id: str) -> list[Entry]:
        """Take a heading out with everything below it."""
        span = self.span(entry_id)
        start = self.at(entry_id)
        del self.entries[start : start + len(span)]
        return span

    def owned(self, span: list[Entry]) -> list[Entry]:
        """The same, its owners written down, so that it can stand elsewhere."""
        return [replace(span[0], owners=self.edition.owners_of(span[0].id)), *span[1:]]

    def append(self, item: str, span: list[Entry]) -> None:
        """Put a section behind the last one of an item."""
        at = self.at(item) + len(self.span(item))
        self.entries[at:at] = [replace(span[0], parent=item), *span[1:]]


def _line(made: Outline, old: str, new: str, kind: str) -> None:
    title = made.edition.entry[old].text if old else ""
    made.lineage.append(Lineage(made.year, old, new, kind, title))  # type: ignore[arg-type]


def merge(made: Outline, items: list[str]) -> None:
    """An item gives its sections to the one before it in its chapter, and is no more."""
    pairs = [(a, b) for a in items for b in items if made.at(a) + len(made.span(a)) == made.at(b)]
    stays, goes = made.rng.choice([p for p in pairs if made.entries[made.at(p[1])].level == ITEM])
    for section in made.sections(goes):
        made.append(stays, made.owned(made.cut(section.id)))
        made.why[section.id] = "item merged"
    made.cut(goes)
    made.why[goes] = "item merged"
    _line(made, stays, stays, "merged")
    _line(made, goes, stays, "merged")
    items[:] = [i for i in items if i not in (stays, goes)]


def split(made: Outline, items: list[str]) -> None:
    """The last sections of an item become an item of their own behind it."""
    whole = next(i for i in items if len(made.sections(i)) >= 2)
    sections = made.sections(whole)
    born = made.mint("e")
    top = made.edition.entry[whole]
    prose = Prose(made.rng)
    lead = Entry(made.mint("e"), born, SECTION, "", "paragraph", prose.plain("plan"))
    span = [replace(top, id=born, text=f"{top.text}の充実", list_title="", contents_title=""), lead]
    for section in sections[-max(1, len(sections) // 2) :]:
        moved = made.owned(made.cut(section.id))
        span += [replace(moved[0], parent=born), *moved[1:]]
        made.why[section.id] = "item split"
    at = made.at(whole) + len(made.span(whole))
    made.entries[at:at] = span
    made.why[born] = made.why[lead.id] = "item split"
    _line(made, whole, whole, "split")
    _line(made, whole, born, "split")
    items.remove(whole)


def end(made: Outline, items: list[str]) -> None:
    """An item with few blocks ends."""
    ended = min(items, key=lambda i: (len(made.span(i)), i))
    for e in made.cut(ended):
        made.why[e.id] = "item ended"
    _line(made, ended, "", "ended")
    items.remove(ended)


def rename(made: Outline, items: list[str]) -> None:
    """An item gets another title."""
    one = items.pop()
    at = made.at(one)
    made.entries[at] = replace(made.entries[at], text=f"{made.entries[at].text}の高度化")
    made.why[one] = "item renamed"
    _line(made, one, one, "renamed")


def new_item(made: Outline) -> None:
    """A new item at the end of the last chapter that has items."""
    last = [e for e in made.entries if e.item and e.level == ITEM][-1]
    born = replace(last, id=made.mint("e"), text="災害への備え", list_title="", contents_title="")
    at = made.at(last.id) + len(made.span(last.id))
    made.entries[at:at] = [born]
    made.why[born.id] = "new item"
    _line(made, "", born.id, "new")
    add_section(made, born.id, front=False, why="new item")


def add_section(made: Outline, item: str, *, front: bool, why: str = "section added") -> None:
    """A section with its plan and a row of text."""
    prose, born = Prose(made.rng), made.mint("e")
    owners = made.entries[made.at(item)].owners or ("企画部",)
    heading = Entry(born, item, SECTION, "(0)", "heading", f"{prose.title()}等", True, owners[:1])
    below = [
        Entry(made.mint("e"), born, SECTION + 1, "", "paragraph", prose.plain("plan")),
        Entry(made.mint("e"), born, SECTION + 1, CIRCLED[0], "paragraph", prose.plain("plan")),
    ]
    sections = made.sections(item)
    span = [heading, *below]
    if front and sections:
        at = made.at(sections[0].id)
        made.entries[at:at] = span
    else:
        made.append(item, span)
    for e in span:
        made.why[e.id] = why
    made.rows.append(Row(made.mint("r"), born, owners[0], {}))
