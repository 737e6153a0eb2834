"""The key of a pair of editions whose edits are known: what a comparison has to say, and what it may say besides."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ANY", "Expected"]

ANY = "*"
"""As a kind: whatever is said about that place is explained (a table that has gone with its item)."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing that a comparison has to find.

    ``list``: the list of ``Changes`` that it belongs to (lines, structure, ratings, indicators, restatements, targets,
    requests). ``kind``: class of change; ``also``: others that are right too. ``id``: the block's in NEW (in OLD for
    what has gone), table/row/column, or the id of a heading, item, indicator or request; ``other``: the same thing's id
    in OLD. ``moved_from``: the section in OLD of a text that stands elsewhere now. ``optional``: it explains what is
    reported there, and need not be. ``why``: the edit that brought it about.
    """

    list: str
    kind: str
    why: str
    id: str
    old: str = ""
    new: str = ""
    column: str = ""
    section: str = ""
    moved_from: str = ""
    other: str = ""
    also: tuple[str, ...] = ()
    optional: bool = False
