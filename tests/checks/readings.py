"""Readings for the tests of checks: the small edition with other text in it, and a last year that said otherwise."""

from __future__ import annotations

from dataclasses import replace

from small import edition

from authoring.checks.reading import Reading
from authoring.edition.model import Cell, Edition, Row
from authoring.edition.resolve import resolve


def with_text(progress="〇整えました。", self_="", *, of: Edition | None = None, row="r0002") -> Edition:
    """The small edition with this text in one row."""
    of = of or edition()
    rows = tuple(
        replace(r, cells={"progress": Cell(progress, r.origin), "self": Cell(self_, r.origin)}) if r.id == row else r
        for r in of.rows
    )
    if all(r.id != row for r in of.rows):
        rows = (*rows, Row(row, "e6", "収納部", {"progress": Cell(progress), "self": Cell(self_)}))
    return replace(of, rows=rows)


def reading(of: Edition | None = None, before: Edition | None = None) -> Reading:
    """An edition to check; ``before`` is what last year was closed with."""
    of = of or edition()
    snapshot, _ = resolve(of)
    past = {}
    if before is not None:
        closed, _ = resolve(before)
        past = {closed.year: closed}
    return Reading(of, snapshot, past)


def last_year(**more) -> Edition:
    """The small edition a year earlier."""
    return edition(year=2018, ratings=(), lineage=(), years_shown=(), **more)
