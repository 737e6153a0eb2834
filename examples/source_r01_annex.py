"""What stands behind the wide table of 令和元年度: the statements and the appendix, from ``examples/source/r01/annex``.

One file a place, in printed order. Titles, labels and figures are published ones, the texts are ours (見本); what the
published text has lost is printed as … and told at the top of its file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from authoring.edition.model import PLACE_TEXT, Cell, Place, Row, Table

__all__ = ["Annex", "annex"]

SOURCE = Path(__file__).resolve().parent / "source" / "r01" / "annex"


@dataclass(frozen=True, slots=True)
class Annex:
    """The places in printed order, their texts and their tables."""

    places: tuple[Place, ...]
    rows: tuple[Row, ...]
    tables: tuple[Table, ...]


def annex(mint: Callable[[str], str], table: Callable[[dict[str, Any], str, str], Table]) -> Annex:
    """Every place; ``table`` makes a table of its data, its item ("": of no item) and its owner."""
    places, rows, tables = [], [], []
    for path in sorted(SOURCE.glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        place = Place(data["id"], data["part"], data["title"], data["owner"])
        places.append(place)
        rows.append(Row(mint("p"), place.id, place.owner, {PLACE_TEXT: Cell(data["text"].strip())}))
        for one in data.get("table", ()):
            tables.append(replace(table(one, "", place.owner), sign=one.get("sign", "▲")))
    return Annex(tuple(places), tuple(rows), tuple(tables))
