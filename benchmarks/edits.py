"""A generated edition, the same a year later with seeded known edits, and the key: what a comparison has to find.

In a real next year all text is there; so NEW begins as a copy of OLD with its year and its tables' windows moved on,
and what no edit names is equal in both. Everything is 架空.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from fractions import Fraction

from authoring.edition.blocks import Block, Snapshot
from authoring.edition.model import Edition, Rating, Request
from authoring.edition.references import parse_references
from authoring.edition.resolve import resolve
from benchmarks.edit_cells import expected_cells, expected_figures, expected_ratings
from benchmarks.edit_indicators import edit_indicators
from benchmarks.edit_items import Outline
from benchmarks.edit_key import Expected
from benchmarks.edit_lines import LINE_EDITS, dated
from benchmarks.edit_outline import edit_outline, expected_headings, rekeyed
from benchmarks.edit_pieces import Piece, Texts, blocks_of, expected_lines, same_lines
from benchmarks.edit_places import Lines
from benchmarks.edit_plan import edit_plan, expected_plan
from benchmarks.edit_tables import edit_tables
from benchmarks.generate import entered, full_size

__all__ = ["Expected", "Pair", "known_edits"]

COUNTS = {
    "not-filled": 22, "moved": 28, "wording and moved": 20, "gone": 26, "new": 30, "wording": 34, "number": 34,
    "year-roll": 34,
}  # fmt: skip
HEADINGS = {"moved": 4, "reordered": 2, "removed": 4, "added": 4, "retitled": 8}
TABLES = {
    "added row": 5, "added column": 4, "moved row": 5, "removed row": 4, "removed column": 3, "number in a cell": 26,
    "wording in a cell": 6, "year-roll in a cell": 8, "restated cell": 20, "emptied cell": 5,
}  # fmt: skip
RESTATED, DATED = 20, 50


@dataclass(frozen=True)
class Pair:
    """Two years as they are printed, and what a comparison of them has to find."""

    old: Snapshot
    new: Snapshot
    key: list[Expected]


def known_edits(seed: int = 1, *, scale: Fraction | float = 1) -> Pair:
    """The pair of a seed. ``scale`` is that of ``full_size``, and multiplies the numbers of edits too."""
    rng = random.Random(seed * 7919)
    first = entered(full_size(seed, scale=scale))

    def counts(of: dict[str, int]) -> dict[str, int]:
        return {name: max(1, round(count * Fraction(scale))) for name, count in of.items()}

    outline = edit_outline(first, rng, counts(HEADINGS))
    old = _pointing(first, outline, rng)
    old = replace(old, requests=())
    new = _frame(old, outline)
    texts = Texts.of(old)
    blocks = blocks_of(texts.before, resolve(old)[0])
    _without_twins(texts, blocks)
    lines = _lines(rng, old, new, texts, blocks)
    dated(lines, counts({"dated": DATED})["dated"])
    old = texts.written(old, old=True)
    was, _ = resolve(old)
    lines.blocks = blocks_of(texts.before, was)
    _carry(lines, old, new, outline)
    for name, count in counts(COUNTS).items():
        _repeat(lines, name, count)
    new, plan = edit_plan(
        new, rng, Fraction(scale), outline.why, [e.text for e in old.entries if e.id not in new.entry]
    )
    ended = {line.old for line in outline.lineage if line.kind == "ended"}
    indicators = edit_indicators(replace(new, year=old.year), rng, counts({"restated": RESTATED})["restated"], ended)
    tables, axes = edit_tables(replace(new, year=old.year), rng, counts(TABLES))
    new = texts.written(replace(new, indicators=indicators, tables=tables), old=False)
    new = replace(new, ratings=_rated(rng, old, new), requests=_answered(rng, was, new))
    now, _ = resolve(new, past_ratings=old.ratings, titles={e.id: e.text for e in old.items})
    key = [
        *expected_lines(texts, was, now), *same_lines(texts, was, now), *expected_plan(was, now, plan),
        *expected_headings(old, new, outline.why), *expected_cells(was, now, axes), *expected_figures(old, new),
        *expected_ratings(old, new, outline.lineage), *_expected_requests(was, new),
    ]  # fmt: skip
    return Pair(was, now, key)


def _pointing(edition: Edition, outline: Outline, rng: random.Random) -> Edition:
    """Both editions: nothing refers to a heading that goes or gets another title, nor to one below it."""
    stays = {e.id: e for e in outline.entries}
    fit = [
        u.id for u in edition.units
        if u.id in stays and stays[u.id].kind == "heading" and stays[u.id].text == edition.entry[u.id].text
    ]  # fmt: skip

    def line(text: str) -> str:
        for target in dict.fromkeys(r.name for r in parse_references(text) if r.kind == "entry"):
            if target not in fit:
                text = re.sub(f"参照:{target}(?=[:}}])", f"参照:{rng.choice(fit)}", text)
                text = _one_target(text)
        return text

    rows = tuple(
        replace(r, cells={c: replace(x, text="\n".join(map(line, x.text.split("\n")))) for c, x in r.cells.items()})
        for r in edition.rows
    )
    return replace(edition, rows=rows)


def _one_target(text: str) -> str:
    """A line that names number and title names those of one heading."""
    targets = [r.name for r in parse_references(text) if r.kind == "entry"]
    return re.sub("参照:e[0-9]+", f"参照:{targets[0]}", text)


def _frame(old: Edition, outline: Outline) -> Edition:
    """NEW before its texts: plan, rows, keys, and what belongs to which item."""
    new = replace(old, year=old.year + 1, entries=tuple(outline.entries), lineage=(*old.lineage, *outline.lineage),
                  years_shown=tuple(y + 1 for y in old.years_shown))  # fmt: skip
    heirs = {line.old: line.new for line in outline.lineage if line.kind == "merged"}
    placed = {
        ref.name: r.unit for r in old.rows for x in r.cells.values() for ref in parse_references(x.text)
        if ref.kind == "table" and r.unit in new.entry
    }  # fmt: skip
    tables = tuple(
        replace(t, item=new.item_of.get(placed.get(t.name, ""), heirs.get(t.item, t.item))) for t in old.tables
    )
    return replace(
        new, tables=tuple(t for t in tables if t.item in new.entry),
        rows=(*(r for r in old.rows if r.unit in new.entry), *outline.rows), keyed=rekeyed(old.keyed, new),
        indicators=tuple(replace(i, item=heirs.get(i.item, i.item)) for i in old.indicators),
    )  # fmt: skip


def _lines(rng: random.Random, old: Edition, new: Edition, texts: Texts, blocks: dict[Piece, Block]) -> Lines:
    firsts: dict[str, str] = {}
    for r in old.rows:
        if r.filled:
            firsts.setdefault(r.unit, r.id)
    spare = [r for r in new.rows if not r.filled and r.unit in firsts]
    rng.shuffle(spare)
    texts.unit |= {r.id: r.unit for r in new.rows}
    item_of = {u: i for u, i in new.item_of.items() if u in old.entry}
    return Lines(rng, texts, blocks, item_of, spare, set(firsts.values()))


def _without_twins(texts: Texts, blocks: dict[Piece, Block]) -> None:
    """Both editions: no cell prints one sentence twice; else nobody could say which of the two has changed."""
    for spot, pieces in texts.before.items():
        seen: set[str] = set()
        for p in list(pieces):
            twin = p in blocks and blocks[p].kind == "paragraph" and blocks[p].text in seen
            if twin:
                pieces.remove(p)
                texts.after[spot].remove(p)
            elif p in blocks:
                seen.add(blocks[p].text)


def _carry(lines: Lines, old: Edition, new: Edition, outline: Outline) -> None:
    """What the headings do to the texts: those of units that end go, typed headings follow, new ones are written."""
    texts = lines.texts
    for spot in list(texts.after):
        unit = texts.unit[spot[0]]
        if unit not in new.entry:
            for p in texts.after.pop(spot):
                p.new, p.edit = None, outline.why.get(unit, "gone")
                lines.taken.append((spot[1], p.old or ""))
            continue
        was, now = old.entry[unit], new.entry[unit]
        for p in texts.after[spot]:
            if p.old == f"{was.number} {was.text}":
                p.new = f"{now.number} {now.text}"
    for row in outline.rows:
        for column, count in (("progress", 2), ("self", 1)):
            texts.after[row.id, column] = [
                Piece(None, lines.sentence(column), outline.why[row.unit]) for _ in range(count)
            ]


def _repeat(lines: Lines, name: str, count: int) -> None:
    tries = 0
    while count and tries < 3000:
        tries += 1
        count -= LINE_EDITS[name](lines)


def _rated(rng: random.Random, old: Edition, new: Edition) -> tuple[Rating, ...]:
    """A rating for each rated item, as often up or down as not."""
    by = old.profile.raters[0].id
    before = {r.item: r.rating for r in old.ratings}
    letters = old.profile.scale_of(by).letters
    made = []
    for item in new.items:
        if not item.rated:
            at = letters.index(before.get(item.id, "B")) + rng.choice((-1, 0, 0, 1))
            made.append(Rating(item.id, new.year, by, letters[min(max(at, 0), len(letters) - 1)]))
    return tuple(made)


def _answered(rng: random.Random, was: Snapshot, new: Edition) -> tuple[Request, ...]:
    """OLD's requests as NEW answers them: some with a place, some declined, some judged to be none, some not at all."""
    units = [u.id for u in new.units if u.answered]
    made = []
    for n, asked in enumerate(was.requests):
        answer = (
            {"answered_in": rng.choice(units)}, {"declined": "架空の理由による。"}, {}, {"kept": False}, {"kept": True},
        )[n % 5]  # fmt: skip
        made.append(replace(asked, kept=answer.get("kept"), answered_in=str(answer.get("answered_in", "")),  # type: ignore[arg-type]
                            declined=str(answer.get("declined", ""))))  # fmt: skip
    return tuple(made)


def _expected_requests(was: Snapshot, new: Edition) -> list[Expected]:
    answers = {r.id: r for r in new.requests}
    return [
        Expected("requests", "request", "unanswered request", r.id, r.text, r.text)
        for r in was.requests
        if not (answers[r.id].answered_in or answers[r.id].declined or answers[r.id].kept is False)
    ]
