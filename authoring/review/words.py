"""The Japanese words of the reports for what ``Changes`` holds in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from authoring.edition.profile import Profile
from authoring.edition.years import fiscal_year_name
from authoring.review.changes import Changes, LineClass

__all__ = ["CLASSES", "DIRECTIONS", "JUDGED", "STRUCTURE", "column_words", "edition_words", "number_of", "owned"]

StructureKind = Literal["added", "removed", "moved", "renumbered", "retitled"]
CLASSES: Mapping[LineClass, str] = {
    "number": "数値", "wording": "文言", "new": "追加", "gone": "削除", "moved": "移動", "not-filled": "未記入",
    "year-roll": "年度のみ", "same": "変更なし",
}  # fmt: skip
DIRECTIONS = {"up": "上がった", "down": "下がった", "same": "同じ", "": "－"}
JUDGED = {"better": "良化", "worse": "悪化", "same": "同じ", "": "－"}
STRUCTURE: Mapping[StructureKind, str] = {
    "added": "追加", "removed": "削除", "moved": "移動", "renumbered": "番号", "retitled": "表題",
}  # fmt: skip


def column_words(profile: Profile, column: str) -> str:
    """A column's heading on one line, without a year: it is the column of both years. "" for none."""
    found = next((c.heading for c in profile.columns if c.id == column), column)
    return found.replace("{year}", "").replace("\n", "・")


def number_of(changes: Changes, item: str) -> str:
    """The printed number of an outline id; a place of statements or appendix is its own name."""
    return changes.numbers.get(item, item)


def owned(changes: Changes, item: str) -> str:
    """The owners of an item, for a heading."""
    return "・".join(changes.owners.get(item, ()))


def edition_words(changes: Changes) -> tuple[str, str]:
    """How OLD and NEW are called, each with its year: r01(令和元年度)."""
    pairs = ((changes.old_name, changes.old_year), (changes.new_name, changes.new_year))
    old, new = (n if n == fiscal_year_name(y) else f"{n}({fiscal_year_name(y)})" for n, y in pairs)
    return old, new
