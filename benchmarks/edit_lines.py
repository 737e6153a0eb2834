"""Edits of paragraphs, at places that a seed chooses: each unique in its column, so that one answer alone is right."""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.edit_pieces import Piece, Spot
from benchmarks.edit_places import Lines, bare
from benchmarks.edit_words import (
    YEAR_PHRASES,
    alike,
    classify,
    other_name,
    renumbered,
    reworded,
    rolled,
)

__all__ = ["LINE_EDITS", "dated"]


def dated(lines: Lines, count: int) -> None:
    """In both editions: years in every form at the beginning of some paragraphs, to be rolled later."""
    for (spot, p), phrase in zip(
        list(lines.candidates(lambda s, _: s[1] != "viewpoint"))[:count], YEAR_PHRASES * count, strict=False
    ):
        mark, rest = (p.old or "")[:1], (p.old or "")[1:]
        lines.known[spot[1], bare(p.old or "")] -= 1
        p.old = p.new = f"{mark}{phrase}{rest}"
        lines.known[spot[1], bare(p.old)] += 1


def _number(lines: Lines) -> bool:
    roll = lines.rng.random() < 0.25
    for spot, p in lines.candidates(lambda _s, p: not p.edit):
        text = rolled(p.old or "", 1) if roll else p.old or ""
        text = renumbered(lines.rng, text)
        if classify(p.old or "", text) == "number":
            lines.rewrite(p, spot[1], text, "number")
            return True
    return False


def _year_roll(lines: Lines) -> bool:
    for spot, p in lines.candidates(lambda _s, _p: True):
        if lines.rng.random() < 0.15:
            text = other_name(p.old or "")
        else:
            text = rolled(p.old or "", lines.rng.choice((1, 1, 1, -1)))
        if classify(p.old or "", text) == "year-roll":
            lines.rewrite(p, spot[1], text, "year-roll")
            return True
    return False


def _wording(lines: Lines) -> bool:
    for spot, p in lines.candidates(lambda s, _: lines.open(s)):
        text = _other_words(lines.rng, p.old or "")
        if classify(p.old or "", text) == "wording" and lines.fresh(spot[1], text, []):
            lines.rewrite(p, spot[1], text, "wording")
            lines.zones.add(lines.zone(spot))
            return True
    return False


def _other_words(rng: random.Random, text: str) -> str:
    now = reworded(rng, text)
    if now != text and rng.random() < 0.25:
        now = renumbered(rng, now, 1)
    return rolled(now, 1) if now != text and rng.random() < 0.25 else now


def _new(lines: Lines) -> bool:
    rng = lines.rng
    spot = rng.choice([s for s in lines.texts.after if lines.open(s)])
    if rng.random() < 0.2:
        row = next(r for r in lines.spare if (r.unit, "progress") not in lines.zones and r.unit in lines.item_of)
        spot = (row.id, "progress")
    text = lines.sentence(spot[1])
    if spot in lines.texts.after:
        lines.place(spot, Piece(None, text, "new"))
        return True
    lines.texts.after[spot] = [Piece(None, text, "new row")]
    lines.zones.add(lines.zone(spot))
    return True


def _gone(lines: Lines) -> bool:
    for spot, p in lines.candidates(lambda s, _: lines.open(s) and len(lines.texts.after[s]) >= 3):
        if lines.apart(spot[1], p.old or "", lines.put):
            lines.texts.after[spot].remove(p)
            p.new, p.edit = None, "gone"
            lines.taken.append((spot[1], p.old or ""))
            lines.zones.add(lines.zone(spot))
            return True
    return False


def _not_filled(lines: Lines) -> bool:
    def fit(spot: Spot) -> bool:
        pieces = lines.texts.after[spot]
        whole = [p for p in pieces if p in lines.blocks]
        return (
            lines.open(spot)
            and spot in lines.texts.before
            and len(whole) <= 5
            and (spot[1] != "progress" or spot[0] not in lines.first)
            and all(not p.edit and lines.blocks[p].kind not in ("heading", "table") for p in whole)
            and all(lines.apart(spot[1], p.old or "", lines.put) for p in whole)
        )

    spots = [s for s in lines.texts.after if lines.texts.after[s] and fit(s)]
    if not spots:
        return False
    spot = lines.rng.choice(spots)
    for p in lines.texts.after[spot]:
        p.new, p.edit = None, "not-filled"
        lines.taken.append((spot[1], p.old or ""))
    lines.texts.after[spot] = []
    lines.zones.add(lines.zone(spot))
    return True


def _targets(lines: Lines, spot: Spot, where: str) -> list[Spot]:
    """Other cells of the column: of the same unit, another unit of the item, or another item."""
    unit, column = lines.zone(spot)
    item = lines.item_of[unit]

    def fits(other: Spot) -> bool:
        there = lines.texts.unit[other[0]]
        if other == spot or other[1] != column or there not in lines.item_of:
            return False
        if where == "row":
            return there == unit and lines.plain(other)
        return lines.open(other) and there != unit and (lines.item_of[there] == item) == (where == "unit")

    return [s for s in lines.texts.after if fits(s)]


def _moved(lines: Lines) -> bool:
    where = lines.rng.choice(("order", "row", "unit", "unit", "item"))
    for spot, p in lines.candidates(lambda s, _: lines.open(s) and len(lines.texts.after[s]) >= 4):
        pieces = lines.texts.after[spot]
        if where == "order":
            lead = 1 if lines.blocks[pieces[0]].kind == "heading" else 0
            at = pieces.index(p)
            if at < lead or any(lines.blocks[x].kind == "heading" for x in pieces[lead:]):
                continue
            to = len(pieces) - 1 if at - lead < len(pieces) - 1 - at else lead
            crossed = [x for x in pieces[min(at, to) : max(at, to) + 1] if lines.blocks[x].kind == "paragraph"]
            if len(crossed) < 4 or any(x.edit for x in pieces):
                continue
            pieces.remove(p)
            pieces.insert(to, p)
            p.edit = "moved"
            lines.zones.add(lines.zone(spot))
            return True
        if _elsewhere(lines, spot, p, where, p.old or "", "moved"):
            return True
    return False


def _elsewhere(lines: Lines, spot: Spot, p: Piece, where: str, text: str, edit: str) -> bool:
    targets = _targets(lines, spot, where)
    if not targets:
        return False
    before = _run(lines, spot)
    target = lines.rng.choice(targets)
    at = lines.rng.randint(1, len(lines.texts.after[target]))
    if where == "row":  # far enough that it and nothing else has moved
        there, here = before.index(lines.texts.after[target][at - 1]), before.index(p)
        crossed = before[there + 1 : here] if there < here else before[here + 1 : there + 1]
        if len([x for x in crossed if x in lines.blocks and lines.blocks[x].kind == "paragraph"]) < 3:
            return False
    lines.texts.after[spot].remove(p)
    lines.zones.add(lines.zone(spot))
    p.new, p.edit = text, edit
    lines.place(target, p, at)
    return True


def _run(lines: Lines, spot: Spot) -> list[Piece]:
    """The lines of a column of a unit, row after row."""
    zone = lines.zone(spot)
    return [p for s, pieces in lines.texts.after.items() if lines.zone(s) == zone for p in pieces]


def _moved_wording(lines: Lines) -> bool:
    where = lines.rng.choice(("unit", "unit", "item"))
    for spot, p in lines.candidates(lambda s, _: lines.open(s) and len(lines.texts.after[s]) >= 3):
        text = reworded(lines.rng, p.old or "", most=2)  # what stands elsewhere too has to be known again
        fine = len(text) >= 30 and classify(p.old or "", text) == "wording" and alike(p.old or "", text) >= 0.8
        if not fine or not lines.fresh(spot[1], text, lines.taken):
            continue
        if not lines.apart(spot[1], p.old or "", lines.put):
            continue
        if _elsewhere(lines, spot, p, where, text, "wording and moved"):
            lines.taken.append((spot[1], p.old or ""))
            lines.put.append((spot[1], text))
            return True
    return False


LINE_EDITS: dict[str, Callable[[Lines], bool]] = {
    "not-filled": _not_filled, "moved": _moved, "wording and moved": _moved_wording, "gone": _gone, "new": _new,
    "wording": _wording, "number": _number, "year-roll": _year_roll,
}  # fmt: skip
