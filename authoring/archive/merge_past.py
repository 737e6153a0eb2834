"""Merge the past into an edition: prior values and ratings, what last year's requests were about, former titles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from authoring.archive.past import series
from authoring.edition.blocks import Snapshot
from authoring.edition.model import Edition, Indicator, Rating, Request
from authoring.edition.periods import fiscal_year_of_period
from authoring.edition.years import fiscal_year_name
from authoring.problems import Problem, problem

__all__ = ["Past", "known_ratings", "merge_past", "past_of", "settle_ratings"]

Given = tuple[str, int, str]  # item, year, rater


@dataclass(frozen=True)
class Past:
    """What past years add: ratings of the years shown, titles of former items."""

    ratings: tuple[Rating, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


def known_ratings(past: Mapping[int, Snapshot]) -> dict[Given, Rating]:
    """Every rating of past years, oldest first: as its own year has it; of a year without one, as the next tells it."""
    found: dict[int, dict[Given, Rating]] = {}
    for told in sorted(past):
        for r in past[told].ratings:
            if r.year == told or (r.year < told and r.year not in past):
                found.setdefault(r.year, {}).setdefault((r.item, r.year, r.by), r)
    return {at: r for year in sorted(found) for at, r in found[year].items()}


def past_of(edition: Edition, past: Mapping[int, Snapshot]) -> Past:
    """Ratings of the years shown (each from its own year's snapshot) and every former item's last title."""
    titles: dict[str, str] = {}
    for year in sorted(past):
        for e in past[year].outline:
            if e.item:
                titles[e.id] = e.text
        titles |= {k: v for k, v in past[year].titles.items() if k not in titles}
    ratings = tuple(r for r in known_ratings(past).values() if r.year in edition.years_shown and r.year < edition.year)
    return Past(ratings, titles)


def merge_past(edition: Edition, past: Mapping[int, Snapshot]) -> Edition:
    """The edition with prior values from past years; where a past year knows one, what a workbook shows is not used."""

    def merged(one: Indicator) -> Indicator:
        known = {p: v for p, v in series(past, one.id).items() if fiscal_year_of_period(p) < edition.year}
        return replace(one, values={**one.values, **known}) if known else one

    asked = {(r.id, r.text): r.section for r in past[max(past)].requests} if past else {}

    def about(one: Request) -> Request:
        """A workbook shows the number that a request was about, which may be another one by now."""
        return replace(one, section=asked.get((one.id, one.text), one.section))

    return replace(
        edition,
        indicators=tuple(merged(i) for i in edition.indicators),
        requests=tuple(about(r) for r in edition.requests),
    )


def settle_ratings(edition: Edition, past: Mapping[int, Snapshot]) -> tuple[Edition, list[Problem]]:
    """The edition without the typed prior ratings that a past year knows; one that differs from it is told.

    In a first year, where no past year is known, the years that ratings were typed for are shown.
    """
    known = known_ratings(past)
    problems: list[Problem] = []
    kept: list[Rating] = []
    for r in edition.ratings:
        twin = known.get((r.item, r.year, r.by))
        name = f"{fiscal_year_name(r.year)}の{r.item}"
        place = f"{r.item}.{r.by}"
        if r.year >= edition.year or twin is None:
            kept.append(r)
        elif twin.rating != r.rating:
            problems.append(
                problem("rating-prior-differs", r.origin, place=place, name=name, value=r.rating, known=twin.rating)
            )
    years = edition.years_shown
    if not past and years:
        years = tuple(sorted({*years, *(r.year for r in kept)}))
    return replace(edition, ratings=tuple(kept), years_shown=years), problems
