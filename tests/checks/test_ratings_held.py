"""Ratings against targets: questioned where the scale has thresholds, never where it has none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from readings import reading
from small import edition, indicator, profile

from authoring.checks.ratings_held import achievement, check_ratings_held
from authoring.edition.model import Cell, Keyed, Rating, Target
from authoring.edition.profile import Scale, Step
from authoring.problems import Origin

BOUNDS = (("S", "120"), ("A", "120"), ("B", "100"), ("C", "80"), ("D", ""))
AT = Origin("inputs/主務省/Ⅰ-1_評価.xlsx", "評価", "C3")


def rated(letter, goal, comparator="≧", *, bounds=BOUNDS):
    """The small edition: 納付率 69.3% against a target of its own value, and the item's rating."""
    made = profile()
    scales = tuple(Scale(s.id, tuple(Step(x, "", bound) for x, bound in bounds)) for s in made.scales)
    by = made.raters[0].id
    one = indicator(target=Target(Decimal(goal), comparator))
    of = replace(edition(), profile=replace(made, scales=scales), indicators=(one,))
    return replace(of, ratings=(Rating("e2", 2019, by, letter, AT),))


def codes(of):
    return [p.code for p in check_ratings_held(reading(of)) if p.code == "rating-not-carried"]


@pytest.mark.parametrize(
    ("letter", "goal", "asked"),
    [
        ("B", "69.0", False), ("A", "69.0", True), ("C", "69.0", True), ("A", "57.0", False), ("S", "57.0", False),
        ("B", "57.0", True), ("C", "80.0", False), ("D", "99.0", False), ("C", "99.0", True),
    ],
)  # fmt: skip
def test_a_rating_outside_of_the_band_of_its_targets_is_asked_about_and_s_and_a_are_not_told_apart(letter, goal, asked):
    assert codes(rated(letter, goal)) == (["rating-not-carried"] if asked else [])


def test_a_scale_without_thresholds_asks_nothing():
    assert codes(rated("D", "57.0", bounds=tuple((letter, "") for letter, _ in BOUNDS))) == []


def test_where_less_is_better_the_target_is_divided_by_the_value():
    one = indicator(target=Target(Decimal("34.65"), "≦"))
    assert achievement(one, 2019) == pytest.approx(Decimal("50.02"), abs=Decimal("0.01"))
    assert achievement(indicator(), 2019) is None  # a rise of points is no share of anything


def test_the_finding_stands_where_the_rating_was_typed():
    (found,) = [p for p in check_ratings_held(reading(rated("A", "69.0"))) if p.code == "rating-not-carried"]
    assert found.origin == AT
    assert "納付率 100.4%" in found.message


def test_a_target_that_the_reasons_pass_over_is_told_to_the_ministry_alone():
    def told(reason):
        cell = Cell(reason, Origin("inputs/主務省/Ⅰ-1_評価.xlsx", "評価", "E7"))
        of = replace(rated("B", "69.0"), keyed=(Keyed("v1", "e2", "e2", {"reason": cell}),))
        return [p for p in check_ratings_held(reading(of)) if p.code == "target-passed-over"]

    (found,) = told("〇行動計画に沿って進めている。")
    assert found.origin is not None
    assert found.origin.file.startswith("inputs/主務省/")
    assert "納付率" in found.message
    assert told("〇納付率は目標に達している。") == []
    assert told("〇実績は69.3%となっている。") == []
    assert told("") == []
