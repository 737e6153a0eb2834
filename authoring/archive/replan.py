"""A plan pasted into 計画案 in the middle of a year: entries paired with today's, lineage proposed anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from authoring.archive.paste import repaste
from authoring.archive.roll import Mint
from authoring.edition.model import Edition, Lineage
from authoring.files.texts import match_key

__all__ = ["replan"]


def replan(edition: Edition, lines: Sequence[str], mint: Mint) -> Edition:
    """The edition with the pasted plan; ids come from ``mint``, which knows all that were ever used.

    The 対応表 of the year pairs with the year before, not with the plan of yesterday: what people said of merged, split
    and moved items stays, titles are compared with last year's, an item that was new is still new.
    """
    new = repaste(edition, lines, mint)
    return replace(new, lineage=(*(x for x in edition.lineage if x.year != edition.year), *_proposed(edition, new)))


def _proposed(old: Edition, new: Edition) -> list[Lineage]:
    of_year = [line for line in old.lineage if line.year == old.year]
    before = {e.id for e in old.items}
    made: list[Lineage] = []
    for item in new.items:
        own = [line for line in of_year if line.new == item.id]
        if own:
            made += [_compared(line, item.text) for line in own]
        elif item.id not in before:
            made.append(Lineage(new.year, "", item.id, "new"))
        elif not of_year:  # the first plan of a workspace whose 対応表 is still empty
            twin = old.entry[item.id]
            same = match_key(twin.text) == match_key(item.text)
            made.append(Lineage(new.year, item.id, item.id, "kept" if same else "renamed", twin.text))
    there = {item.id for item in new.items}
    goes_on = {line.old for line in of_year if line.new in there}
    gone = [line for line in of_year if line.old and line.old not in goes_on]
    made += [replace(line, new="", kind="ended") for line in gone]
    if not of_year:
        made += [Lineage(new.year, e.id, "", "ended", e.text) for e in old.items if e.id not in there]
    return made


def _compared(line: Lineage, title: str) -> Lineage:
    if line.kind not in ("kept", "renamed") or not line.old_title:
        return line
    return replace(line, kind="kept" if match_key(line.old_title) == match_key(title) else "renamed")
