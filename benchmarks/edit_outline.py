"""Edits of the plan's headings: sections moved, added, removed, retitled; numbers anew."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from authoring.edition.model import Edition, Entry, Keyed, Lineage
from benchmarks.edit_items import ITEM, SECTION, Outline, add_section, end, merge, new_item, rename, split
from benchmarks.edit_key import ANY, Expected
from benchmarks.edit_words import APART, alike
from benchmarks.prose import Prose

__all__ = ["edit_outline", "expected_headings", "rekeyed"]

_COUNTED = re.compile(r"\(([0-9]+)\)|([0-9]+)\.")


def edit_outline(edition: Edition, rng: random.Random, counts: dict[str, int]) -> Outline:
    """The plan one year later. ``counts``: how many sections are moved, added, removed, retitled, put elsewhere."""
    made = Outline(rng, edition, list(edition.entries), edition.year + 1)
    items = [e.id for e in edition.items if e.level == ITEM]
    rng.shuffle(items)
    for edit in (merge, split, end, rename, rename):
        edit(made, items)
    new_item(made)
    changed = {line.old for line in made.lineage} | {line.new for line in made.lineage}
    for e in edition.items:
        if e.id not in changed:
            made.lineage.append(Lineage(made.year, e.id, e.id, "kept", e.text))
    made.taken |= changed
    for _ in range(counts["moved"]):
        _move(made, [i for i in items if i not in made.taken])
    for _ in range(counts["reordered"]):
        _reorder(made, [i for i in items if i not in made.taken])
    for _ in range(counts["removed"]):
        _remove(made, [i for i in items if i not in made.taken])
    for _ in range(counts["added"]):
        add_section(made, rng.choice([i for i in items if i not in made.taken]), front=rng.random() < 0.5)
    for _ in range(counts["retitled"]):
        _retitle(made)
    made.entries = list(_renumbered(_apart(made)))
    return made


def _apart(made: Outline) -> Iterator[Entry]:
    """The entries, new paragraphs worded so that they are like none that has gone."""
    here = {e.id for e in made.entries}
    gone = [e.text for e in made.edition.entries if e.id not in here]
    for e in made.entries:
        while e.kind == "paragraph" and e.id not in made.edition.entry and any(alike(e.text, t) > APART for t in gone):
            e = replace(e, text=Prose(made.rng).plain("plan"))
        yield e


def _quiet(made: Outline, items: list[str]) -> list[Entry]:
    """Sections without tables, indicators and texts of the Ministry, of items that keep others."""
    edition = made.edition
    loud = {k.key for k in edition.keyed if k.cells}
    loud |= {r.unit for r in edition.rows for c in r.cells.values() if "{{" in c.text}
    return [
        s
        for i in items
        for s in made.sections(i)
        if len(made.sections(i)) > 2
        and s.id not in made.why
        and s.id not in made.taken
        and not any(e.id in loud for e in made.span(s.id))
    ]


def _move(made: Outline, items: list[str]) -> None:
    """A section moves to the end of another item."""
    quiet = _quiet(made, items)
    if not quiet:
        return
    one = made.rng.choice(quiet)
    elsewhere = made.rng.choice([i for i in items if i != one.parent])
    made.append(elsewhere, made.owned(made.cut(one.id)))
    made.why[one.id] = "section moved"


def _reorder(made: Outline, items: list[str]) -> None:
    """The first section of an item goes behind all others."""
    fit = [i for i in items if len(made.sections(i)) >= 3 and made.sections(i)[0].id not in made.why]
    if not fit:
        return
    item = made.rng.choice(fit)
    first = made.sections(item)[0].id
    made.append(item, made.cut(first))
    made.why[first] = "section moved"
    made.taken.add(item)


def _remove(made: Outline, items: list[str]) -> None:
    """A section goes, with its plan and its text."""
    quiet = _quiet(made, items)
    if quiet:
        for e in made.cut(made.rng.choice(quiet).id):
            made.why[e.id] = "section removed"


def _retitle(made: Outline) -> None:
    """A heading below an item gets another title."""
    fit = [e for e in made.entries if e.kind == "heading" and e.level >= SECTION and e.id not in made.why]
    one = made.rng.choice(fit)
    made.entries[made.at(one.id)] = replace(one, text=f"{one.text}と点検")
    made.why[one.id] = "retitled"


def _renumbered(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Items and sections numbered in their order; deeper numbers stay."""
    counts: dict[tuple[str | None, int], int] = {}
    for e in entries:
        if e.kind == "heading" and e.level in (ITEM, SECTION) and _COUNTED.fullmatch(e.number):
            n = counts[e.parent, e.level] = counts.get((e.parent, e.level), 0) + 1
            e = replace(e, number=f"{n}." if e.level == ITEM else f"({n})")
        yield e


def expected_headings(old: Edition, new: Edition, why: dict[str, str]) -> Iterator[Expected]:
    """The changes of headings; what a heading's own block may be said to have undergone besides."""

    def one(kind: str, e: Entry, optional: bool = False, also: tuple[str, ...] = ()) -> Expected:
        was, now = old.entry.get(e.id), new.entry.get(e.id)
        return Expected("structure", kind, why.get(e.id, "renumbered"), e.id, was.text if was else "",
                        now.text if now else "", also=also, optional=optional)  # fmt: skip

    for e in new.entries:
        was = old.entry.get(e.id)
        if e.kind != "heading":
            continue
        if was is None:
            yield one("added", e)
            continue
        edit = why.get(e.id, "")
        if edit in ("section moved", "item split"):
            yield one("moved", e)
        if edit == "item merged":
            yield one("moved", e, also=("renumbered",))
        if was.text != e.text:
            yield one("retitled", e)
        if was.number != e.number:
            yield one("renumbered", e, optional=edit != "")
        elif old.printed_number(e.id) != new.printed_number(e.id):
            yield one("renumbered", e, optional=True)
    for e in old.entries:
        if e.kind == "heading" and e.id not in new.entry:
            yield one("removed", e)
    for e in (*new.entries, *old.entries):
        if e.kind == "heading" and why.get(e.id, "retitled") != "retitled":
            # The heading's own line where it has come, gone or moved: structure tells it.
            yield Expected("lines", ANY, "heading", f"{e.id}.{old.profile.plan_column.id}.1", optional=True)


def rekeyed(keyed: tuple[Keyed, ...], new: Edition) -> tuple[Keyed, ...]:
    """The Ministry's rows under the items that their keys belong to now, in the order of the items."""
    return tuple(replace(k, item=new.item_of[k.key]) for k in keyed if k.key in new.item_of)
