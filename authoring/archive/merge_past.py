"""Merge the past into an edition: prior values of indicators, former titles and ratings of the years shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from authoring.archive.past import series
from authoring.edition.blocks import Snapshot
from authoring.edition.model import Edition, Indicator, Rating
from authoring.edition.periods import fiscal_year_of_period

__all__ = ["Past", "merge_past", "past_of"]


@dataclass(frozen=True)
class Past:
    """What past years add: ratings of the years shown, titles of former items."""

    ratings: tuple[Rating, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


def past_of(edition: Edition, past: Mapping[int, Snapshot]) -> Past:
    """Ratings of the years shown (each from its own year's snapshot) and every former item's last title."""
    ratings: list[Rating] = []
    titles: dict[str, str] = {}
    for year in sorted(past):
        for e in past[year].outline:
            if e.item:
                titles[e.id] = e.text
        titles |= {k: v for k, v in past[year].titles.items() if k not in titles}
        if year in edition.years_shown:
            ratings += [r for r in past[year].ratings if r.year == year]
    return Past(tuple(ratings), titles)


def merge_past(edition: Edition, past: Mapping[int, Snapshot]) -> Edition:
    """The edition with prior values from past years; where a past year knows one, what a workbook shows is not used."""

    def merged(one: Indicator) -> Indicator:
        known = {p: v for p, v in series(past, one.id).items() if fiscal_year_of_period(p) < edition.year}
        return replace(one, values={**one.values, **known}) if known else one

    return replace(edition, indicators=tuple(merged(i) for i in edition.indicators))
