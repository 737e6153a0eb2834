"""What writer and reader of a snapshot share: file names, the order of keys, and what is not stored but known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from authoring.edition.composites import is_numeric_cell
from authoring.edition.model import Axis

__all__ = [
    "ANSWERS", "APPENDIX", "EDITION", "FORMAT", "INDICATORS", "INDICATOR_KEYS", "INDICATOR_VALUE_KEYS", "REQUESTS",
    "ROUNDING", "SIGN", "STATEMENTS", "TARGET_KEYS", "TEXT_KEYS", "VALUE_KEYS", "is_appendix", "is_head", "is_id",
    "is_number", "item_file", "ordered",
]  # fmt: skip

FORMAT = 1
"""The number of the form; a reader refuses newer ones."""

EDITION, INDICATORS, REQUESTS = "edition.json", "indicators.jsonl", "requests.jsonl"
ANSWERS = "answers.jsonl"  # not promised: last year's requests as this year answered them
STATEMENTS, APPENDIX = "statements.jsonl", "appendix.jsonl"

INDICATOR_KEYS = ("id", "item", "owner", "name", "aliases", "unit", "good", "values", "target", "decimals")
INDICATOR_VALUE_KEYS = ("value", "exact", "text", "status", "origin")  # and "source", where there is one
TARGET_KEYS = ("value", "comparator", "base", "text")
VALUE_KEYS = ("label", "value", "unit", "role")
SIGN, ROUNDING = "▲", "四捨五入"  # of a table that does not say otherwise
TEXT_KEYS = ("id", "section", "unit", "entry", "row", "owner", "column", "kind", "mark", "level", "text")

_ID = re.compile("[a-z0-9_]{1,30}")
_APPENDIX_PLACES = ("別表", "参考資料")  # the promised places; every other one is a statement


_numeric = lru_cache(maxsize=1 << 15)(is_numeric_cell)  # a year's figures recur in the years read beside it


def is_id(text: str) -> bool:
    """Whether the text is an id, and so safe as a file's name; places (予算, 別表3) are none."""
    return _ID.fullmatch(text) is not None


def is_appendix(place: str) -> bool:
    """Whether the blocks of a place stand in ``appendix.jsonl``; else in ``statements.jsonl``."""
    return place.startswith(_APPENDIX_PLACES)


def item_file(item: str) -> str:
    """The relative path of an item's blocks."""
    return f"items/{item}.jsonl"


def ordered(shape: Mapping[str, Any], first: Sequence[str] = (), last: Iterable[str] = ()) -> dict[str, Any]:
    """The mapping with its keys in fixed order: those of ``first``, the others by name, those of ``last``."""
    last = tuple(last)
    others = sorted(key for key in shape if key not in first and key not in last)
    return {key: shape[key] for key in (*first, *others, *last) if key in shape}


def is_head(row: Axis | None, column: Axis | None) -> bool:
    """Whether a cell of the body is a label, as its axes say (``grids`` makes them so)."""
    return (row is not None and row.role == "header") or (column is not None and column.role == "label")


def is_number(text: str, row: Axis | None, column: Axis | None) -> bool:
    """Whether a cell of the body that is no label is aligned as a number, as its axes and its text say."""
    words = any(axis is not None and axis.role == "text" for axis in (row, column))
    return not words and _numeric(text)
