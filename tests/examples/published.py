"""The key of published places (``tests/keys``), and how it is held against a snapshot.

The key reads a damaged text: ``?`` alone is something that can't be read, ``?`` at the end of a string means that only
what stands before it can. There the example may have what it likes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from authoring.edition.blocks import Block, Grid, GridCell, Snapshot
from authoring.edition.model import Entry

KEY = tomllib.loads((Path(__file__).parents[1] / "keys" / "published_places.toml").read_text("utf-8"))
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x20: None, 0x3000: None}
Matrix = list[list[str]]


@dataclass(frozen=True)
class Place:
    """One [[place]] of the key."""

    item: str
    unit: str
    title: str
    entries: list[str]
    progress: list[str]
    figures: dict[str, list[str]]
    tables: list[dict[str, Any]]
    references: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.item}-{self.unit}".rstrip("-")


def places() -> list[Place]:
    """The places in the key's order."""
    return [
        Place(
            p["item"], p["unit"], p["title"], p["entries"], p["progress"], p["figures"], p.get("table", []),
            p.get("references", []),
        )
        for p in KEY["place"]
    ]  # fmt: skip


def squeeze(text: str) -> str:
    """As the key writes: half-width signs, no spaces."""
    return text.translate(_WIDE)


def agrees(key: str, ours: str) -> bool:
    """Whether a string is what the key could read of it."""
    key, ours = squeeze(key), squeeze(ours)
    return ours.startswith(key[:-1]) if key.endswith("?") else ours == key


# --- where a place stands in the snapshot


def printed_number(snapshot: Snapshot, entry: Entry) -> str:
    """Ⅰ-2-(1)-①."""
    by_id = {e.id: e for e in snapshot.outline}
    parts: list[str] = []
    at: Entry | None = entry
    while at is not None:
        parts.insert(0, at.number.rstrip("."))
        at = by_id.get(at.parent or "")
    return "-".join(filter(None, parts))


def item_of(snapshot: Snapshot, number: str) -> Entry:
    """The item with that printed number."""
    return next(e for e in snapshot.outline if e.item and printed_number(snapshot, e) == number)


def units_of(snapshot: Snapshot, place: Place) -> list[str]:
    """The unit that the place's entry opens, and those that follow it as far as the key lists entries."""
    opener = next(e for e in snapshot.outline if printed_number(snapshot, e) == str(place))
    plan = [b for b in snapshot.items[item_of(snapshot, place.item).id] if b.column == snapshot.profile.plan_column.id]
    start = next(i for i, b in enumerate(plan) if b.entry == opener.id)
    units: list[str] = []
    for block in plan[start:]:
        if block.unit not in units:
            if units and entries_agree(place.entries, _marks(plan, units)):
                break
            units.append(block.unit or "")
    return units


def _marks(plan: Sequence[Block], units: Sequence[str]) -> list[str]:
    return [b.mark for b in plan if b.unit in units]


def entries_agree(key: Sequence[str], ours: Sequence[str]) -> bool:
    """Whether the numbers of plan entries are the key's; ``?`` stands for one entry or more."""
    pattern = "".join("(?:[^\n]*\n)+" if k == "?" else re.escape(k) + "\n" for k in key)
    return re.fullmatch(pattern, "".join(f"{o}\n" for o in ours)) is not None


def blocks_of(snapshot: Snapshot, place: Place, column: str) -> list[Block]:
    """The blocks of the place's units in a column; texts that span an item are those of the whole item."""
    item = item_of(snapshot, place.item).id
    units = units_of(snapshot, place)
    blocks = [b for b in snapshot.items[item] if b.column == column]
    return [b for b in blocks if b.unit in units] or [b for b in blocks if b.unit is None]


# --- what the key says of it


def kinds(blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    """Kind and mark of each block as the key words them; a table's caption is a label before it."""
    for b in blocks:
        if b.grid is not None and b.grid.caption:
            yield "label", b
        yield ("label" if b.kind == "label" else f"{b.kind} {b.mark}".strip()), b


def runs_of_kinds(key: Sequence[str], blocks: Sequence[Block]) -> list[list[tuple[str, Block]]]:
    """Every run (kind, block) of the key's kinds: ``?`` stands for one block or more, ``note ?`` for any mark."""
    told = list(kinds(blocks))
    text = "".join(f"{kind}\n" for kind, _ in told)
    starts = [0]
    for kind, _ in told:
        starts.append(starts[-1] + len(kind) + 1)
    pattern = re.compile("".join(map(_kind_pattern, key)))
    found = []
    for index, start in enumerate(starts[:-1]):
        made = pattern.match(text, start)
        if made:
            found.append(told[index : starts.index(made.end())])
    return found


def _kind_pattern(key: str) -> str:
    if key == "?":
        return "(?:[^\n]*\n)+?"
    return f"{re.escape(key[:-1].strip())}[^\n]*\n" if key.endswith("?") else re.escape(key) + "\n"


def missing_figures(key: Sequence[str], text: str) -> list[str]:
    """The key's figures that the text doesn't have, in the key's order and as often; lost ones are passed over."""
    text, at, missing = squeeze(text), 0, []
    for figure in (squeeze(k) for k in key if "?" not in k):
        found = re.compile(rf"(?<![0-9.,▲+−]){re.escape(figure)}").search(text, at)
        if found is None:
            missing.append(figure)
        else:
            at = found.end()
    return missing


def matrix(lines: Sequence[Sequence[GridCell | None]]) -> Matrix:
    """Rows of a grid in the key's signs: ``<`` is covered from the left, ``^`` from above."""
    made = [[""] * len(line) for line in lines]
    for r, line in enumerate(lines):
        for c, cell in enumerate(line):
            if cell is None:
                continue
            for i in range(cell.rowspan):
                for j in range(cell.colspan):
                    made[r + i][c + j] = "<" if j else "^" if i else cell.text
    return made


def whole(grid: Grid) -> Matrix:
    """A grid, header and body."""
    return matrix(grid.header) + matrix(grid.body)


def table_agrees(key: dict[str, Any], ours: Matrix) -> bool:
    """Whether every cell is the key's, labels and spans too, where the key could read them."""
    lines = key["header"] + key["body"]
    return [len(line) for line in lines] == [len(line) for line in ours] and all(
        agrees(k, o) for line, mine in zip(lines, ours, strict=True) for k, o in zip(line, mine, strict=True)
    )
