"""Is the year rolled? Names of years that should have moved and those that should not, text and figures of last year.

Last year's edition is the witness; without it, only what a passage proves by itself is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from authoring.checks.reading import Reading
from authoring.checks.year_alone import check_alone, check_mentions
from authoring.checks.year_figures import check_figures, check_labels
from authoring.checks.year_known import known_of
from authoring.checks.year_moved import check_moved
from authoring.checks.year_pairs import pairs_of, sentences_of
from authoring.checks.year_same import check_same, common_figures, is_usual
from authoring.checks.year_text import check_after, check_text
from authoring.problems import Problem

__all__ = ["check_year_roll"]


def check_year_roll(reading: Reading) -> Iterator[Problem]:
    """Every finding of the family, passage by passage, then pairs, then figures."""
    for one in reading.passages:
        yield from check_text(one)
        yield from check_after(one, reading.year)
    yield from check_labels(reading)
    known = known_of(reading)
    told: set[tuple[str, str]] = set()
    if reading.before is not None:
        pairs = list(pairs_of(reading))
        common = common_figures(reading)
        usual = is_usual(pairs)
        moved = list(check_moved(reading, pairs, known, common, usual=usual))
        spoken = {(p.code, p.place) for p in moved}  # of a paragraph that was told of, its sentences are not told again
        single = check_moved(reading, sentences_of(reading, pairs), known, common, usual=usual)
        moved += [p for p in dict.fromkeys(single) if (p.code, p.place) not in spoken]
        same = list(check_same(reading, pairs, known, common))
        places = {p.place for p in (*moved, *same) if p.code in ("year-not-rolled", "year-text-left")}
        told = {(pair.new.place, pair.new.text) for pair in pairs if pair.new.place in places}
        yield from moved
        yield from same
        yield from check_figures(reading)
    yield from check_alone(reading, known, told)
    yield from dict.fromkeys(check_mentions(reading))
