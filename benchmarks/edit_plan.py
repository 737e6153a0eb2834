"""Edits of the plan's paragraphs, which have ids of their own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from authoring.edition.blocks import Block, Snapshot
from authoring.edition.model import Edition, Entry
from benchmarks.edit_key import Expected
from benchmarks.edit_words import APART, alike, classify, renumbered, reworded, rolled
from benchmarks.prose import Prose

__all__ = ["edit_plan", "expected_plan"]

COUNTS = {"wording": 6, "number": 5, "year-roll": 6, "gone": 4, "new": 4, "moved": 4}


def edit_plan(
    edition: Edition, rng: random.Random, scale: Fraction, why: dict[str, str], before: list[str]
) -> tuple[Edition, dict[str, str]]:
    """The plan with some paragraphs edited, and entry -> edit. ``why``: headings and entries that have had their edit.

    ``before``: texts of the plan that have gone already.
    """
    entries = list(edition.entries)
    done = dict(why)
    texts = {e.text for e in entries}
    gone: list[str] = list(before)
    for kind, most in COUNTS.items():
        for _ in range(max(1, round(most * scale))):
            fit = [e for e in entries if _loose(e, done)]
            rng.shuffle(fit)
            _edit(entries, fit, kind, rng, done, texts, gone)
    return replace(edition, entries=tuple(entries)), done


def _loose(e: Entry, done: dict[str, str]) -> bool:
    """A paragraph without a number, below a section, whose section has had no edit."""
    untouched = e.id not in done and (e.parent or "") not in done
    return e.kind == "paragraph" and not e.number and e.level > 3 and not e.opens_unit and untouched


def _edit(
    entries: list[Entry],
    fit: list[Entry],
    kind: str,
    rng: random.Random,
    done: dict[str, str],
    texts: set[str],
    gone: list[str],
) -> None:
    change = {
        "wording": lambda t: reworded(rng, t), "number": lambda t: renumbered(rng, t),
        "year-roll": lambda t: rolled(t, rng.choice((1, -1))),
    }.get(kind)  # fmt: skip
    if change:
        for e in fit:
            text = change(e.text)
            if classify(e.text, text) == kind and text not in texts:
                entries[entries.index(e)] = replace(e, text=text)
                done[e.id] = kind
                texts.add(text)
                return
        return
    e = next(f for f in fit if sum(x.parent == f.parent for x in entries) > 1)
    if kind == "new":
        text = ""
        while not text or any(alike(text, t) > APART for t in gone):
            text = Prose(rng).plain("plan")
        born = replace(e, id=f"e{9500 + len(done)}", text=text)
        entries.insert(entries.index(e) + 1, born)
        done[born.id] = done[e.parent or ""] = "new"
        return
    entries.remove(e)
    done[e.id] = done[e.parent or ""] = kind
    gone.append(e.text)
    if kind == "moved":
        other = next(f for f in fit if f.parent != e.parent and f.level == e.level)
        entries.insert(entries.index(other) + 1, replace(e, parent=other.parent))
        done[other.parent or ""] = kind


def expected_plan(old: Snapshot, new: Snapshot, why: dict[str, str]) -> Iterator[Expected]:
    """What a comparison has to say about the plan's paragraphs: each is known by its entry."""
    was, now = _plan(old), _plan(new)
    for entry, b in now.items():
        if entry not in was:
            yield _expected("new", why.get(entry, "new"), None, b)
        elif kind := classify(was[entry].text, b.text) or ("moved" if was[entry].section != b.section else ""):
            yield _expected(kind, f"plan: {why.get(entry, kind)}", was[entry], b)
    for entry, b in was.items():
        if entry not in now:
            yield _expected("gone", why.get(entry, "gone"), b, None)


def _plan(snapshot: Snapshot) -> dict[str, Block]:
    return {
        b.entry: b for blocks in snapshot.items.values() for b in blocks
        if b.column == snapshot.profile.plan_column.id and b.kind != "heading" and b.entry
    }  # fmt: skip


def _expected(kind: str, why: str, was: Block | None, now: Block | None) -> Expected:
    here = now or was
    if here is None:
        raise ValueError(kind)
    old, new = (was.text if was else ""), (now.text if now else "")
    moved = was.section if was and now and was.section != now.section else ""
    return Expected("lines", kind, why, here.id, old, new, here.column, here.section, moved, was.id if was else "")
