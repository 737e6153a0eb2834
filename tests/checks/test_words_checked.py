"""上回る, 下回る, 達成 beside figures that say otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest
from readings import reading, with_text
from small import edition, indicator

from authoring.checks.words import check_words
from authoring.edition.model import Cell, Keyed


def codes(text, of=None):
    return [p.code for p in check_words(reading(with_text(text, of=of)))]


@pytest.mark.parametrize(
    "text",
    [
        "届出は1,150件と、前年度(1,200件)を上回りました。", "納付率は69.3%と、前年度を下回りました。",
        "納付率は前年度より減少しました。", "届出は前年度(1,200件)から増加し、1,150件となりました。",
        "納付率は、前年度の実績を下回る69.3%でした。", "前年度を下回る1,250件(前年度1,200件)の届出がありました。",
    ],
)  # fmt: skip
def test_a_direction_that_the_figures_belie_is_told(text):
    assert codes(f"〇{text}") == ["words-direction"]


@pytest.mark.parametrize(
    "text",
    [
        "届出は1,150件と、前年度(1,200件)を下回りました。", "納付率は69.3%と、前年度を上回りました。",
        "届出は、前年度(1,200件)を上回ることはできず1,150件でした。", "納付率は、前年度を下回る月もありました。",
        "届出は1,150件で、前年度の1,200件を上回る水準を目指しましたが届きませんでした。",
        "減少率は3.2%と、前年度(2.8%)を上回りました。", "納付率は69.3%で、待ち時間は前年度より短くなりました。",
        "届出は1,200件と、前年度(1,200件)を下回りませんでした。",
    ],
)  # fmt: skip
def test_a_direction_that_holds_is_denied_or_is_said_of_something_else_is_not_told(text):
    assert codes(f"〇{text}") == []


def with_target(good="up", goal="70.0", comparator="≧"):
    target = replace(indicator().target, value=type(indicator().target.value)(goal), comparator=comparator, base="")
    return replace(edition(), indicators=(indicator(target=target, good=good),))


def test_a_target_that_was_missed_is_not_met_and_one_that_was_met_not_missed():
    assert codes("〇納付率は69.3%となり、目標を達成しました。", with_target()) == ["words-target"]
    assert codes("〇納付率は69.3%となり、目標を達成できませんでした。", with_target()) == []
    assert codes("〇納付率は69.3%となり、目標に届きませんでした。", with_target(goal="69.0")) == ["words-target"]
    assert codes("〇納付率は69.3%となり、目標(69.0%)を達成しました。", with_target(goal="69.0")) == []


def test_below_is_good_where_less_is_better():
    down = with_target("down", "70.0", "≦")
    assert codes("〇納付率は69.3%と、目標を下回りました。", down) == []
    assert codes("〇納付率は69.3%と、目標を上回りました。", down) == ["words-target"]


def test_a_part_of_a_target_under_a_hundred_is_not_met():
    assert codes("〇3,985人で、目標の97.2%にとどまり、目標を達成しました。") == ["words-target"]
    assert codes("〇3,985人で、目標の103.1%に当たり、目標を達成しました。") == []
    assert codes("〇いずれも95.3%で、目標の90%を超えました。") == []


def test_what_is_only_aimed_at_is_no_claim():
    assert codes("〇納付率の目標の達成に向けて、行動計画を作りました。", with_target()) == []


def test_a_finding_about_the_ministrys_text_stands_at_that_text():
    of = with_target()
    keyed = Keyed("v1", "e2", "e2", {"reason": Cell("〇納付率は69.3%となり、目標を達成している。")})
    (found,) = check_words(reading(replace(of, keyed=(keyed,))))
    assert (found.code, found.place) == ("words-target", "v1.reason")
