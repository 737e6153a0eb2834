"""What became of the headings: added, removed, moved, renumbered, retitled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from authoring.edition.blocks import Snapshot
from authoring.edition.model import Entry
from authoring.edition.outline import printed_numbers
from authoring.review.align import in_order
from authoring.review.changes import StructureChange
from authoring.review.descent import Descent

__all__ = ["compare_structure", "items_of_headings"]


def items_of_headings(outline: tuple[Entry, ...]) -> dict[str, str]:
    """Id of a heading -> the item that it belongs to; chapters above the items have none."""
    found: dict[str, str] = {}
    for e in outline:
        if e.item:
            found[e.id] = e.id
        elif e.parent in found:
            found[e.id] = found[e.parent]
    return found


def compare_structure(old: Snapshot, new: Snapshot, lines: Descent) -> tuple[StructureChange, ...]:
    """Every heading that changed, in NEW's order, then those that are gone. A heading may change in several ways."""
    before, now = {e.id: e for e in old.outline}, {e.id: e for e in new.outline}
    partner = _partners(before, now, lines)
    numbers = printed_numbers(old.outline), printed_numbers(new.outline)
    items = items_of_headings(old.outline) | items_of_headings(new.outline)
    moved = set(_moved(before, now, partner))
    found = []

    def tell(kind: str, first: Entry | None, second: Entry | None) -> None:
        there = second or first
        assert there is not None  # noqa: S101 - one of the two is always given
        found.append(
            StructureChange(
                there.id, kind,  # type: ignore[arg-type]
                numbers[0].get(first.id, "") if first else "", numbers[1].get(second.id, "") if second else "",
                first.text if first else "", second.text if second else "", items.get(there.id, ""),
            )
        )  # fmt: skip

    for e in new.outline:
        first = before.get(partner.get(e.id, ""))
        if first is None:
            tell("added", None, e)
            continue
        if e.id in moved:
            tell("moved", first, e)
        if first.number != e.number:
            tell("renumbered", first, e)
        if first.text != e.text:
            tell("retitled", first, e)
    kept = set(partner.values())
    for e in old.outline:
        if e.id not in kept:
            tell("removed", e, None)
    return tuple(found)


def _partners(before: Mapping[str, Entry], now: Mapping[str, Entry], lines: Descent) -> dict[str, str]:
    """NEW's id -> OLD's: the same id, else the only one that 対応表 names."""
    partner = {name: name for name in now if name in before}
    told: dict[str, set[str]] = {}
    back: dict[str, set[str]] = {}
    for line in lines.lines:
        if line.old in before and line.new in now and line.old not in now and line.new not in before:
            told.setdefault(line.new, set()).add(line.old)
            back.setdefault(line.old, set()).add(line.new)
    for name, olds in told.items():
        if len(olds) == 1 and len(back[next(iter(olds))]) == 1:
            partner[name] = next(iter(olds))
    return partner


def _moved(before: Mapping[str, Entry], now: Mapping[str, Entry], partner: Mapping[str, str]) -> Iterator[str]:
    """Headings under another parent, or in another order among those that stayed under theirs."""
    position = {name: n for n, name in enumerate(before)}
    families: dict[str | None, list[str]] = {}
    for name, e in now.items():
        first = before.get(partner.get(name, ""))
        if first is None:
            continue
        above = partner.get(e.parent, e.parent) if e.parent else None
        if first.parent != above and not (first.parent not in before and e.parent not in now):
            yield name
        else:
            families.setdefault(above, []).append(name)
    for children in families.values():
        kept = in_order([position[partner[name]] for name in children])
        yield from (name for n, name in enumerate(children) if n not in kept)
