"""What references print."""

from decimal import Decimal

import pytest
from small import edition, indicator

from authoring.edition.lookup import Lookup
from authoring.edition.model import Target, Value


def printed(text, **more):
    words, targets, problems = Lookup(edition(**more)).text(text, None, "r0001.progress")
    return words, targets, [p.code for p in problems]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("{{納付率}}", "69.3%"),
        ("{{現年度の納付率}}", "69.3%"),
        ("{{納付率:前年度}}", "68.1%"),
        ("{{納付率:前年度差}}", "+1.1ポイント"),  # of the unrounded values: 69.27 - 68.13
        ("{{納付率:前年度比}}", "+1.7%"),
        ("{{納付率:目標}}", "1.0ポイント"),
        ("{{納付率:目標差}}", "+0.1ポイント"),
        ("{{納付率:達成率}}", "114.0%"),
    ],
)
def test_a_question_after_the_colon_is_answered_from_unrounded_values(typed, words):
    assert printed(typed) == (words, ("m1",), [])


def test_large_figures_are_told_in_man():
    one = indicator(name="事業所数", unit="事業所", decimals=0, values={"2019": Value(Decimal(91342))},
                    target=Target(Decimal(80000)))  # fmt: skip
    assert (
        printed("約{{事業所数:万}}(目標{{事業所数:目標}})", indicators=(one,))[0] == "約9.1万事業所(目標80,000事業所)"
    )


def test_a_reference_to_an_entry_prints_the_number_or_the_title_that_it_has_now():
    assert printed("{{参照:e4}}と{{参照:e4:表題}}") == ("Ⅰ-1-(1)と行動計画", ("e4", "e4"), [])


def test_an_unknown_name_offers_the_nearest_ones():
    _, _, problems = Lookup(edition()).text("{{納付律}}", None, "x")
    assert problems[0].code == "indicator-unknown"
    assert "納付率" in problems[0].hint


def test_a_value_that_is_missing_prints_an_ellipsis_and_is_told():
    empty = indicator(values={})
    assert printed("{{納付率}}", indicators=(empty,)) == ("…", ("m1",), ["indicator-empty"])


def test_nothing_is_evaluated():
    words, _, codes = printed("{{7*7}}と{{納付率.__class__}}")
    assert words == "{{7*7}}と{{納付率.__class__}}"
    assert codes == ["indicator-unknown", "indicator-unknown"]
