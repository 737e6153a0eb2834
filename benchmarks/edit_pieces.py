"""The typed lines of two editions, each line once with what it is in either: the truth of what became of what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from authoring.edition.blocks import Block, Snapshot
from authoring.edition.model import Cell, Edition, Keyed, Row
from benchmarks.edit_key import Expected
from benchmarks.edit_words import classify

__all__ = ["Piece", "Spot", "Texts", "expected_lines", "same_lines"]

Spot = tuple[str, str]  # id of a row, or key of a text of the Ministry; column
SILENT = ("table", "figure")


@dataclass(eq=False, slots=True)
class Piece:
    """One line. ``old`` and ``new``: as typed; None where an edition has it not. ``edit``: what was done to it."""

    old: str | None
    new: str | None
    edit: str = ""


@dataclass
class Texts:
    """All lines by the cell that holds them. ``kinds``: the block that OLD prints for a line."""

    before: dict[Spot, list[Piece]]
    after: dict[Spot, list[Piece]]
    unit: dict[str, str]  # row or key -> unit that it belongs to
    kinds: dict[Piece, Block] = field(default_factory=dict)

    @classmethod
    def of(cls, edition: Edition) -> Texts:
        """The lines of an edition, equal before and after."""
        cells = [(r.id, c, x.text) for r in edition.rows for c, x in r.cells.items()]
        cells += [(k.key, c, x.text) for k in edition.keyed for c, x in k.cells.items()]
        before = {(i, c): [Piece(line, line) for line in text.split("\n")] for i, c, text in cells}
        unit = {r.id: r.unit for r in edition.rows} | {k.key: k.key for k in edition.keyed}
        return cls(before, {spot: list(lines) for spot, lines in before.items()}, unit)

    def cells(self, spots: Mapping[Spot, list[Piece]], place: str, *, old: bool) -> dict[str, Cell]:
        """The cells of a row or key, columns in the order of OLD."""
        found: dict[str, Cell] = {}
        for (owner, column), pieces in spots.items():
            lines = [(p.old if old else p.new) or "" for p in pieces]
            if owner == place and any(lines):
                found[column] = Cell("\n".join(lines))
        return found

    def written(self, edition: Edition, *, old: bool) -> Edition:
        """The edition with these lines in its rows and keys."""
        spots: dict[str, dict[Spot, list[Piece]]] = {}
        for spot, pieces in (self.before if old else self.after).items():
            spots.setdefault(spot[0], {})[spot] = pieces

        def row(one: Row) -> Row:
            return replace(one, cells=self.cells(spots.get(one.id, {}), one.id, old=old))

        def keyed(one: Keyed, first: bool) -> Keyed:
            return replace(one, cells=self.cells(spots.get(one.key, {}), one.key, old=old) if first else {})

        seen: set[str] = set()
        keys = []
        for one in edition.keyed:
            keys.append(keyed(one, one.key not in seen))
            seen.add(one.key)
        return replace(edition, rows=tuple(map(row, edition.rows)), keyed=tuple(keys))


def blocks_of(texts: Mapping[Spot, list[Piece]], snapshot: Snapshot) -> dict[Piece, Block]:
    """The block that each line prints as. What repeats the plan's heading before the first line is no line."""
    printed: dict[Spot, list[Block]] = {}
    for blocks in snapshot.items.values():
        for b in blocks:
            owner, column, _ = b.id.split(".")
            printed.setdefault((owner, column), []).append(b)
    found: dict[Piece, Block] = {}
    for spot, pieces in texts.items():
        lines = [p for p in pieces if (p.new if p.old is None else p.old).strip()]  # type: ignore[union-attr]
        blocks = printed.get(spot, [])
        found.update(zip(lines, blocks[len(blocks) - len(lines) :], strict=True))
    return found


def _known(texts: Texts, old: Snapshot, new: Snapshot) -> Iterator[tuple[Spot, Piece, Block | None, Block | None]]:
    """Every line with its cell (in NEW, else OLD) and both its blocks."""
    was, now = blocks_of(texts.before, old), blocks_of(texts.after, new)
    for spot, pieces in texts.after.items():
        for p in pieces:
            if p in was or p in now:
                yield spot, p, was.get(p), now.get(p)
    for spot, pieces in texts.before.items():
        for p in pieces:
            if p.new is None and p in was:
                yield spot, p, was[p], None


def _is_silent(was: Block | None, now: Block | None, titles: set[str]) -> bool:
    """A table's line, or a typed heading that says what the plan says: structure tells that."""
    blocks = [b for b in (was, now) if b is not None]
    return any(b.kind in SILENT or (b.kind == "heading" and b.text in titles) for b in blocks)


def expected_lines(texts: Texts, old: Snapshot, new: Snapshot) -> Iterator[Expected]:
    """What a comparison has to say about the lines of rows and of the Ministry."""
    titles = _titles(old, new)
    for spot, p, was, now in _known(texts, old, new):
        silent = _is_silent(was, now, titles)
        if was is None and now is not None:
            yield _line("new", p.edit or "new", "", now, spot, silent)
            continue
        if now is None and was is not None:
            empty = spot in texts.after and not texts.after[spot]
            yield _line("not-filled" if empty else "gone", p.edit or "gone", was, "", spot, silent)
            continue
        if was is None or now is None or silent:
            continue
        kind = "moved" if p.edit == "moved" else classify(was.text, now.text)
        refers = "{{参照" in (p.new or "")
        if not kind or (refers and not p.edit):
            continue
        elsewhere = p.edit in ("moved", "wording and moved")
        yield Expected(
            "lines", kind, p.edit or "figure of 指標", now.id, was.text, now.text, now.column, now.section,
            was.section if elsewhere else "", was.id,
        )  # fmt: skip


def _titles(*snapshots: Snapshot) -> set[str]:
    return {e.text for s in snapshots for e in s.outline}


def _line(kind: str, why: str, was: Block | str, now: Block | str, spot: Spot, optional: bool) -> Expected:
    here = was if isinstance(was, Block) else now
    if isinstance(here, str):
        raise TypeError(here)
    texts = [b.text if isinstance(b, Block) else "" for b in (was, now)]
    return Expected("lines", kind, why, here.id, texts[0], texts[1], spot[1], here.section, "", here.id,
                    optional=optional)  # fmt: skip


def same_lines(texts: Texts, old: Snapshot, new: Snapshot) -> Iterator[Expected]:
    """The lines that nobody touched, and which print the same but for the numbers of what they refer to."""
    titles = _titles(old, new)
    for _, p, was, now in _known(texts, old, new):
        if was is None or now is None or p.edit or _is_silent(was, now, titles):
            continue
        if "{{参照" in (p.new or "") or was.text == now.text:
            why = "unchanged" if was.text == now.text else "printed number of a reference"
            yield Expected("lines", "same", why, now.id, was.text, now.text, now.column, now.section, "", was.id)
