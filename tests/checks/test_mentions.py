"""What each quantity is in its sentence."""

from __future__ import annotations

import pytest

from authoring.checks.comparing import claims
from authoring.checks.mentions import said


def parts(text):
    """(value, [(figure, role, way)]) of every stretch of a text of 令和元年度."""
    return [(s.value.text, [(m.text, m.role, m.way) for m in s.others]) for s in said(text, 2019)]


@pytest.mark.parametrize(
    ("text", "value", "others"),
    [
        ("届出は1,234件(前年度1,190件、3.7%増)でした。", "1,234件", [("1,190件", "prior", 0), ("3.7%", "rate", 1)]),
        (
            "届出は、前年度の1,190件を44件上回る1,234件でした。", "1,234件",
            [("1,190件", "prior", 0), ("44件", "difference", 1)],
        ),
        (
            "割合は、前年度(68.1%)より1.2ポイント高い69.3%でした。", "69.3%",
            [("68.1%", "prior", 0), ("1.2ポイント", "difference", 1)],
        ),
        ("割合は69.3%(対前年度▲1.2ポイント)です。", "69.3%", [("▲1.2ポイント", "difference", -1)]),
        ("件数は1,234件、対前年度比103.7%でした。", "1,234件", [("103.7%", "ratio", 0)]),
        ("件数は1,234件(前年度比▲3.7%)でした。", "1,234件", [("▲3.7%", "rate", -1)]),
        ("平成30年度末の1,190件に対し、令和元年度末は1,234件でした。", "1,234件", [("1,190件", "prior", 0)]),
        ("平成27年度末の1,190件から、令和元年度末は1,234件になりました。", "1,234件", [("1,190件", "base", 0)]),
        (
            "目標9.0万事業所に対し9.1万事業所(達成率101.1%)でした。", "9.1万事業所",
            [("9.0万事業所", "target", 0), ("101.1%", "achieved", 0)],
        ),
        ("実施率は33.1%と前年度を0.4ポイント下回りました。", "33.1%", [("0.4ポイント", "difference", -1)]),
        ("割合は59.3%となり、前年度の57.6%も上回りました。", "59.3%", [("57.6%", "prior", 1)]),
        ("割合は69.3%で、目標を0.1ポイント超えました。", "69.3%", [("0.1ポイント", "other", 1)]),
    ],
)  # fmt: skip
def test_a_figure_is_the_value_or_something_that_is_said_of_it(text, value, others):
    assert parts(text) == [(value, others)]


def test_two_values_of_one_sentence_have_each_its_own_bracket():
    found = parts("届出は1,234件(前年度1,190件)、申請は56件(前年度60件)でした。")
    assert found == [("1,234件", [("1,190件", "prior", 0)]), ("56件", [("60件", "prior", 0)])]


def test_the_target_in_percent_and_the_part_of_a_target_are_two_things():
    assert parts("いずれも95.3%で、目標の90%を超えました。") == [("95.3%", [("90%", "target", 0)])]
    assert parts("3,985人で、目標の97.2%にとどまりました。") == [("3,985人", [("97.2%", "achieved", 0)])]


def test_numbers_of_headings_references_dates_and_laws_are_no_quantities():
    assert parts("Ⅰ-2-(3)に記載した平成18年法律第51号により、令和2年3月に第2回を開きました。") == []


@pytest.mark.parametrize(
    ("text", "way", "against"),
    [
        ("前年度を上回りました。", 1, "prior"), ("前年度の水準を下回っている。", -1, "prior"),
        ("前年度より増加しました。", 1, "prior"), ("前年度(5件)から減少し、4件でした。", -1, "prior"),
        ("前年度を上回ることはできず、4件でした。", -1, "prior"), ("目標を上回りました。", 1, "target"),
        ("前年度を下回らなかった。", 1, "prior"),
    ],
)  # fmt: skip
def test_a_word_of_comparison_says_which_way_and_against_what(text, way, against):
    assert [(c.way, c.against) for c in claims(text)] == [(way, against)]


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("目標を達成しました。", True), ("目標を達成できませんでした。", False), ("目標は達成している。", True),
        ("目標に届きませんでした。", False), ("目標に届いていないが、", False), ("目標に及ばなかった。", False),
    ],
)  # fmt: skip
def test_a_target_is_met_or_missed(text, met):
    assert [(c.met, c.against) for c in claims(text)] == [(met, "target")]


@pytest.mark.parametrize(
    "text",
    [
        "前年度を上回る水準を確保したか。", "前年度を上回るよう取り組みました。", "目標の達成に向けて進めました。",
        "前年度を上回ることを目指します。", "増加傾向にあります。", "目標を達成するため、計画を作りました。",
        "減少率は3%でした。", "件数は増加しました。",
    ],
)  # fmt: skip
def test_what_is_aimed_at_or_held_against_nothing_claims_nothing(text):
    assert claims(text) == ()
