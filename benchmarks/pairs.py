"""The same document of two years, a year apart in everything that they state."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from authoring.edition.model import PLACE_TEXT, Cell, Edition, Lineage, Place, Rating, Row
from benchmarks.drafts import Draft
from benchmarks.generate import APPENDIX, FORMER, YEAR, draft, entered
from benchmarks.outline import former
from benchmarks.prose import Prose
from benchmarks.telling import PLACE

__all__ = ["pair", "pair_of"]


def pair(seed: int = 1, *, scale: Fraction | float = 1) -> tuple[Edition, Edition]:
    """The same document of two years: (the year before, the year), as their own workbooks hold them.

    What both state of one thing and year is the same, whether in a table, an indicator or a sentence. About half of
    the sentences without figures are carried over as they are; the others were written anew.
    """
    return pair_of(draft(seed, scale))


def pair_of(made: Draft) -> tuple[Edition, Edition]:
    """The same of a draft. Each item has one title, wherever it is printed."""
    alike = tuple(replace(e, list_title="", contents_title="") for e in made.edition.entries)
    edition = now = replace(made.edition, entries=alike)
    rated, rater = [i for i in edition.items if not i.rated], edition.profile.raters[0].id
    before = replace(
        edition, rows=tuple(replace(r, cells=_renewed(made.seed, r.cells)) for r in edition.rows),
        keyed=tuple(replace(k, cells=_renewed(made.seed, k.cells)) for k in edition.keyed), requests=(),
    )  # fmt: skip
    lineage, prior = former(random.Random(made.seed), rated, rater, YEAR - 1, FORMER)
    same = tuple(Lineage(YEAR, i.id, i.id, "kept", i.text) for i in edition.items)
    letters = random.Random(made.seed)
    ratings = tuple(Rating(i.id, YEAR - 1, rater, letters.choice("AABBBBB")) for i in rated)
    then = replace(
        _with_appendix(made.told(YEAR - 1, before)),
        ratings=(*prior, *ratings),
        lineage=lineage,
        years_shown=(YEAR - 2, YEAR - 1),
    )
    today = replace(_with_appendix(made.told(YEAR, now)), lineage=same, years_shown=(YEAR - 2, YEAR - 1, YEAR))
    return then, entered(today)


def _with_appendix(edition: Edition) -> Edition:
    """Nine parts of an appendix, each a line of text: what the body cites has its title."""
    owner = edition.items[0].owners[0]
    places = tuple(Place(f"別表{n}", "appendix", title, owner) for n, title in enumerate(APPENDIX, 1))
    rows = [
        Row(f"x{n:04d}", p.id, owner, {PLACE_TEXT: Cell("図は省いています(架空)。")}) for n, p in enumerate(places, 1)
    ]
    return replace(edition, places=places, rows=(*edition.rows, *rows))


def _renewed(seed: int, now: Mapping[str, Cell]) -> dict[str, Cell]:
    """The cells as another hand wrote them a year before: about half of the plain sentences are others."""
    return {
        column: Cell("\n".join(_other_line(seed, column, line) for line in cell.text.split("\n")))
        for column, cell in now.items()
    }


def _other_line(seed: int, column: str, line: str) -> str:
    rng = random.Random(f"{seed}/{line}")
    plain = line[:1] in "〇・" and line.endswith("。") and "{{" not in line
    if not plain or rng.random() < (0.75 if PLACE.search(line) else 0.45):
        return line
    return line[0] + Prose(rng).plain(column)
