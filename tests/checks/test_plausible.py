"""Figures far outside their own history, and what answers the question."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from readings import reading, with_text
from small import edition, indicator

from authoring.checks.plausible import check_plausible, far_out, power_of_ten
from authoring.edition.model import Value


def history(*values, now):
    """The small edition whose indicator had those values, the last of them last year."""
    years = {str(2018 - n): Value(Decimal(v)) for n, v in enumerate(reversed(values))}
    one = indicator(values={**years, "2019": Value(Decimal(now))}, target=None)
    return replace(edition(), indicators=(one,))


def codes(of):
    return [p.code for p in check_plausible(reading(of))]


def test_a_jump_by_ten_from_a_flat_history_is_told_and_one_from_a_history_that_jumps_is_not():
    assert codes(history("61.0", "62.5", now="6.31")) == ["value-magnitude"]
    assert codes(history("61.0", "62.5", now="631")) == ["value-magnitude"]
    assert codes(history("6.0", "62.5", now="631")) == []


def test_a_value_outside_of_the_band_is_told_only_where_five_values_make_one():
    assert codes(history("60", "61", "62", "61", "60", now="93")) == ["value-outlier"]
    assert codes(history("61", "62", "61", "60", now="93")) == []
    assert codes(history("60", "61", "62", "61", "60", now="64")) == []


def test_a_sentence_that_names_the_figure_and_gives_a_reason_answers():
    of = history("60", "61", "62", "61", "60", now="93")
    assert codes(with_text("〇納付率は、制度の改正の影響で上がりました。", of=of)) == []
    assert codes(with_text("〇納付率は上がりました。", of=of)) == ["value-outlier"]


@pytest.mark.parametrize(
    ("value", "words"), [(1_000, ""), (1_300, ""), (10_200, "10倍"), (98, "10分の1"), (120_000, "100倍"), (4_000, "")]
)
def test_about_ten_times_the_last_value_is_said_in_words(value, words):
    assert power_of_ten(Decimal(value), [Decimal(1_100), Decimal(1_000)]) == words


def test_a_falling_history_that_goes_on_is_in_its_band():
    values = [Decimal(n) for n in (474, 492, 565, 481, 326)]
    assert not far_out(Decimal(263), values)
    assert far_out(Decimal(26), values)
