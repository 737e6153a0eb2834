"""The promised JSON of ``status``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from authoring.checks.progress import Line, Progress, total
from authoring.problems import Problem

__all__ = ["as_json"]

_COUNTS = ("units", "filled", "empty", "changed", "unchanged")
_FIGURES = ("preliminary", "final")
_PROBLEMS = ("error", "warning", "set_aside", "unanswered")
_MORE = ("no_value", "unstated")


def as_json(found: Progress | None, problems: Iterable[Problem] = ()) -> bytes:
    """One document, UTF-8. ``problems``: those of no line's workbook; all there are where nothing could be read."""
    shape: dict[str, Any] = {"year": None, "deadline": None, "lines": [], "totals": _totals(None, ())}
    if found is not None:
        shape = {
            "year": found.year,
            "deadline": found.deadline.isoformat() if found.deadline else None,
            "lines": [_line(found, line) for line in found.lines],
            "totals": {
                **_totals(found, [x for x in found.lines if x.side == "agency"]),
                "ministry": _totals(found, [x for x in found.lines if x.side == "ministry"]),
                "items": [
                    {"item": x[0].number or x[0].item, "title": x[0].title, **_totals(found, x)}
                    for x in found.by_item().values()
                ],
                "owners": [{"owner": owner, **_totals(found, x)} for owner, x in found.by_owner().items()],
            },
            "figures": {"told": found.figures[0], "alone": found.figures[1]},
        }
    shape["problems"] = [p.as_json() for p in problems]
    return (json.dumps(shape, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _line(found: Progress, line: Line) -> dict[str, Any]:
    counts = _counts(found, line)
    return {
        "item": line.number or line.item, "title": line.title, "owner": line.owner, "file": line.file,
        **{name: counts[name] for name in _COUNTS},
        "submitted": line.submitted or None, "role": line.role or None,
        **{name: counts[name] for name in (*_FIGURES, *_PROBLEMS, *_MORE)},
        "side": line.side, "state": line.state,
        "missing": {
            "units": [*line.gaps.units], "columns": [*line.gaps.columns], "figures": [*line.gaps.figures],
            "parts": [*line.gaps.parts],
        },
    }  # fmt: skip


def _counts(found: Progress | None, line: Line) -> dict[str, Any]:
    return _known(found, asdict(line.counts))


def _totals(found: Progress | None, lines: Sequence[Line]) -> dict[str, Any]:
    whole = total(lines)
    counts = _known(found, asdict(whole.counts))
    names = (*_COUNTS, *_FIGURES, *_PROBLEMS, *_MORE)
    return {"books": whole.books, "submitted": whole.submitted, **{name: counts[name] for name in names}}


def _known(found: Progress | None, counts: dict[str, Any]) -> dict[str, Any]:
    """Without last year's text nobody knows what changed: null, not nought."""
    unknown = {} if found and found.compared else {"changed": None, "unchanged": None}
    return counts | unknown
