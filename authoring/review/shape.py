"""Changes -> the promised JSON of ``diff`` (DESIGN.md, "Outside"). Keys stand in fixed order; new ones come last."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from authoring.review.changes import Changes, IndicatorChange, Line, RatingChange, Restatement, Unchanged

__all__ = ["as_json", "shape_of"]

Shape = dict[str, Any]


def shape_of(changes: Changes) -> Shape:
    """The promised document. ``item`` is a printed number (null for statements and appendix), ``section`` an id."""
    numbers = changes.numbers
    return {
        "changes": [_change(line, numbers, changes.page(line)) for line in changes.changed],
        "ratings": [_rating(each, numbers) for each in changes.ratings],
        "indicators": [_indicator(each, numbers) for each in changes.indicators],
        "restatements": [_restatement(each, numbers) for each in changes.restatements],
        "unchanged": [_unchanged(each, numbers) for each in changes.unchanged],
        "structure": [
            {
                "id": s.id, "kind": s.kind, "old_number": s.old_number, "new_number": s.new_number,
                "old_title": s.old_title, "new_title": s.new_title,
            }
            for s in changes.structure
        ],
    }  # fmt: skip


def as_json(changes: Changes) -> bytes:
    """The document as UTF-8; half a character of a damaged text stays a JSON escape."""
    return (json.dumps(shape_of(changes), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _item(item: str, numbers: Mapping[str, str]) -> str | None:
    return numbers.get(item, item) if item else None


def _change(line: Line, numbers: Mapping[str, str], page: str) -> Shape:
    shape: Shape = {
        "class": line.kind, "item": _item(line.item, numbers), "section": line.section, "column": line.column,
        "id": line.id, "old": line.old, "new": line.new,
    }  # fmt: skip
    told = {"from": line.moved_from, "page": page}  # only where there is something to tell
    return shape | {name: words for name, words in told.items() if words}


def _rating(each: RatingChange, numbers: Mapping[str, str]) -> Shape:
    return {
        "item": _item(each.item, numbers), "title": each.title or each.old_title, "old": each.old, "new": each.new,
        "kind": each.kind, "by": each.by, "direction": each.direction, "old_title": each.old_title,
    }  # fmt: skip


def _indicator(each: IndicatorChange, numbers: Mapping[str, str]) -> Shape:
    return {
        "id": each.id, "name": each.name, "old": each.old, "new": each.new, "target": each.target,
        "status": each.status, "item": _item(each.item, numbers), "unit": each.unit, "change": each.change,
        "direction": each.direction, "met": each.met, "gone": each.gone,
    }  # fmt: skip


def _restatement(each: Restatement, numbers: Mapping[str, str]) -> Shape:
    return {
        "id": each.id, "period": each.period, "published": each.published, "now": each.now,
        "item": _item(each.item, numbers), "name": each.name,
    }  # fmt: skip


def _unchanged(each: Unchanged, numbers: Mapping[str, str]) -> Shape:
    return {
        "class": each.kind, "item": _item(each.item, numbers), "section": each.section, "column": each.column,
        "id": each.id, "text": each.text,
    }  # fmt: skip
