"""What the workbooks hold, brought to today's frame: units that moved, owners that changed, items that are gone.

A row follows its unit's first entry, and its owner to the one who came for the one who left. What has no home any more
is left out here; ``leftovers`` finds it again, since it stands in no new workbook.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from authoring.edition.model import Edition, Keyed, Row, Unit
from authoring.edition.references import parse_references
from authoring.files.texts import match_key
from authoring.workbooks.layout import APPENDIX, DEPARTMENT
from authoring.workbooks.read_books import BookContent

__all__ = ["Reassigned", "reassign"]

Home = tuple[str, str]  # item ("": the workbook of 別表), owner


@dataclass
class Reassigned:
    """The contents under today's frame, and which workbooks (item, owner) took what each (kind, item, owner) held."""

    contents: list[BookContent] = field(default_factory=list)
    took: dict[tuple[str, str, str], list[Home]] = field(default_factory=dict)
    owner_now: dict[Home, str] = field(default_factory=dict)


def reassign(frame: Edition, contents: tuple[BookContent, ...]) -> Reassigned:
    """Bring every content to the units, owners and items of ``frame``."""
    made = Reassigned()
    units = {u.id: u for u in frame.units}
    items = {e.id for e in frame.items}
    heirs = _heirs(frame, contents, units)
    seen: set[tuple[str, str]] = set()

    def once(kind: str, name: str) -> bool:
        """Whether an id is met for the first time: a second bearer of it has no place."""
        first = (kind, name) not in seen
        seen.add((kind, name))
        return first

    for content in contents:
        who = content.identity
        if who.kind == APPENDIX:
            _take_places(content, frame, once, made)
            continue
        rows = [r for row in content.rows if (r := _row(row, frame, units, heirs)) and once("row", r.id)]
        homes = [(units[r.unit].item, r.owner) for r in rows]
        there = who.item in items
        owner = _owner(content, units, homes) if there and who.kind == DEPARTMENT else who.owner
        if there:
            homes.append((who.item, owner))
            made.owner_now[who.item, who.owner] = owner
        keyed = [k for one in content.keyed if (k := _keyed(one, frame, items)) and once("keyed", k.id)]
        item = who.item if there else next((home for home, _ in homes), "")
        homes += [(k.item, "") for k in keyed]
        made.took[who.kind, who.item, who.owner] = list(dict.fromkeys(homes))
        if not item:
            continue
        new = BookContent(replace(who, item=item, owner=owner), content.file, rows=rows, keyed=keyed)
        if there:
            new.tables = [replace(t, owner=owner) for t in content.tables if once("table", t.id)]
            new.indicators = [replace(i, owner=owner) for i in content.indicators if once("indicator", i.id)]
            new.requests = [replace(r, owner=owner) for r in content.requests if once(f"request {owner}", r.id)]
            new.ratings = [] if frame.entry[item].rated else content.ratings
        made.contents.append(new)
    return made


def _take_places(content: BookContent, frame: Edition, once: Callable[[str, str], bool], made: Reassigned) -> None:
    """A workbook of statements and appendix: rows go with their place to its owner, a table with the text it is in."""
    who = content.identity
    owners = {place.id: place.owner for place in frame.places}
    rows = [replace(r, owner=owners[r.unit]) for r in content.rows if r.unit in owners and once("row", r.id)]
    there = list(dict.fromkeys(r.owner for r in rows if r.filled))
    rest = who.owner if who.owner in owners.values() else next(iter(there), who.owner)
    shown_by = {name: r.owner for r in rows for cell in r.cells.values() for name in _tables_in(cell.text)}
    made.owner_now["", who.owner] = rest
    made.took[who.kind, "", who.owner] = [("", owner) for owner in dict.fromkeys([*there, rest])]
    new = BookContent(replace(who, owner=rest), content.file, rows=rows)
    new.tables = [
        replace(t, owner=shown_by.get(match_key(t.name), rest)) for t in content.tables if once("table", t.id)
    ]
    new.figure_numbers = [replace(n, owner=rest) for n in content.figure_numbers]
    made.contents.append(new)


def _tables_in(text: str) -> list[str]:
    return [match_key(ref.name) for ref in parse_references(text) if ref.kind == "table"]


Heirs = Mapping[tuple[str, str], str]  # unit, owner who left -> owner who came


def _heirs(frame: Edition, contents: tuple[BookContent, ...], units: Mapping[str, Unit]) -> Heirs:
    held: dict[str, list[str]] = {}
    for content in contents:
        for row in content.rows:
            unit = frame.unit_of.get(row.unit)
            if unit and row.owner not in held.setdefault(unit, []):
                held[unit].append(row.owner)
    found: dict[tuple[str, str], str] = {}
    for unit, owners in held.items():
        left = [o for o in owners if o not in units[unit].owners]
        came = [o for o in units[unit].owners if o not in owners]
        if len(left) == 1 and len(came) == 1:
            found[unit, left[0]] = came[0]
    return found


def _row(row: Row, frame: Edition, units: Mapping[str, Unit], heirs: Heirs) -> Row | None:
    unit = frame.unit_of.get(row.unit)
    if unit is None or not units[unit].answered:
        return None
    if unit != row.unit and not row.filled:  # a unit that became part of another brings its words, not its room
        return None
    owner = row.owner if row.owner in units[unit].owners else heirs.get((unit, row.owner))
    return replace(row, unit=unit, owner=owner) if owner else None


def _owner(content: BookContent, units: Mapping[str, Unit], homes: list[Home]) -> str:
    """Who has the item's tables, indicators and requests of a workbook now: its owner, until all its units left."""
    who = content.identity
    owners = [o for u in units.values() if u.item == who.item for o in u.owners]
    if who.owner in owners or not content.rows or not owners:
        return who.owner
    return next((owner for item, owner in homes if item == who.item), owners[0])


def _keyed(one: Keyed, frame: Edition, items: set[str]) -> Keyed | None:
    item = frame.item_of.get(one.key)
    if item is None or item not in items:
        return None
    if one.key != item and not frame.entry[one.key].number:  # what has no number can't be named in 評価
        return None
    return one if item == one.item else replace(one, item=item)
