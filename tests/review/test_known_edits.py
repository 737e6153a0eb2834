"""The comparison held against a key that knows nothing of it: a generated edition, its next year, known edits."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from authoring.review.changes import CHANGED
from authoring.review.compare import compare
from benchmarks.edits import Pair, known_edits
from benchmarks.score_edits import Score, score, score_pair

SCALE = Fraction(1, 4)
FULL_AT_LEAST = 20  # of each class in the full-size pair


@pytest.fixture(scope="module")
def pair() -> Pair:
    return known_edits(1, scale=SCALE)


@pytest.fixture(scope="module")
def scored(pair: Pair) -> Score:
    return score(pair)


def test_the_key_has_edits_of_every_class(pair: Pair) -> None:
    counts = Counter(e.kind for e in pair.key if e.list == "lines" and not e.optional)
    assert {kind: counts[kind] for kind in CHANGED if counts[kind] < FULL_AT_LEAST * SCALE} == {}
    lists = {e.list for e in pair.key if not e.optional}
    assert lists == {"lines", "structure", "ratings", "indicators", "restatements", "targets", "requests"}


def test_ninety_nine_in_a_hundred_known_edits_are_found_at_their_place_and_in_their_class(scored: Score) -> None:
    assert scored.share() >= 0.99, "\n".join(map(str, [*scored.wrong, *scored.missed]))


def test_what_nobody_touched_is_reported_as_the_same(scored: Score) -> None:
    assert scored.share(same=True) >= 0.99


def test_a_wrong_class_a_lost_line_and_an_invented_one_are_seen(pair: Pair) -> None:
    changes = compare(pair.old, pair.new, old_name="OLD", new_name="NEW")
    wanted = {(e.old, e.new) for e in pair.key if e.kind == "number" and not e.optional}
    first, second, *rest = (x for x in changes.lines if (x.old, x.new) in wanted)
    others = [x for x in changes.lines if (x.old, x.new) not in wanted]
    spoilt = [replace(first, kind="wording"), replace(second, old="架空の行", new="架空の一行"), *rest, *others]
    made = score_pair(pair.key, replace(changes, lines=tuple(spoilt)))
    assert [s.kind for _, s in made.wrong] == ["wording"]
    assert [(e.old, e.new) for e in made.missed] == [(second.old, second.new)]
    assert [s.old for s in made.false] == ["架空の行"]


def test_nothing_is_reported_that_no_edit_explains(scored: Score) -> None:
    assert scored.false == []


def test_equal_seeds_give_equal_pairs(pair: Pair) -> None:
    again = known_edits(1, scale=SCALE)
    assert (again.key, again.old.items, again.new.items) == (pair.key, pair.old.items, pair.new.items)
