"""Rules over a published text without structure: what they find in lines as a scan leaves them (all of it 架空)."""

from __future__ import annotations

import pytest

from benchmarks.real_groups import groups_in
from benchmarks.real_shares import shares_in
from benchmarks.real_text import lines_of
from benchmarks.real_words import words_in


def raws(rules, *lines):
    return [(raw.line, raw.rule) for raw in rules(lines_of("\n".join(lines)))]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("利用の割合\t30.5%\t32. 0%\t+1.5%", True), ("利用の割合\t30.5%\t32.0%\t+4.9%", False),
        ("割合は41.2%(前年同期比+2.1%)でした。", True), ("割合は41.2%(前年度 39.1%)でした。", False),
        ("割合は41.2%(対前年度1.0%減)でした。", True), ("割合は41.2%(前年度比+2.1ポイント)でした。", False),
    ],
)  # fmt: skip
def test_the_difference_of_two_rates_is_points(line, told):
    assert raws(shares_in, line) == ([(1, "fact-points")] if told else [])


def test_a_year_s_end_is_not_compared_with_itself():
    column = ("\t\t\t・平成30年度末における", "\t\t\t実施率は、平成30年度末から+6.1ポイントです。")
    assert raws(shares_in, *column) == [(1, "year-with-itself")]
    assert raws(shares_in, column[0].replace("30", "31"), column[1]) == []


THREE_YEARS = (
    "事業費\t110\t{}\t330\t440",
    "\tア\t広報の経費\t60\t120\t180\t240", "\t1\t印刷\t20\t50\t80\t90", "\t2\t郵送\t40\t70\t100\t150", "",
    "項\t事項\t平成29年度",
    "\tイ\t調査の経費\t50\t100\t150\t200", "\t1\t委託\t30\t40\t70\t80", "\t2\t旅費\t20\t60\t80\t120",
)  # fmt: skip


def test_totals_of_totals_are_added_up_over_a_page_s_end():
    assert raws(groups_in, *(line.format("220") for line in THREE_YEARS)) == []
    assert raws(groups_in, *(line.format("1,220") for line in THREE_YEARS)) == [(1, "sum-differs")]


def test_long_figures_that_are_one_apart_are_told_of_two_lines_and_never_of_one():
    assert raws(groups_in, "予算額は2,075.5億円です。", "", "予算額\t2,075.6億円") == [(1, "fact-twice")]
    assert raws(groups_in, "12,345\t12,346") == []
    assert raws(groups_in, "約6,345万人です。", "約6,346万件です。") == [(1, "fact-twice")]


def test_persons_of_a_kind_are_as_many_in_the_text_as_in_the_table():
    table = "広報企画専門職\t275 人\t227 人"
    assert raws(groups_in, "広報企画専門職247名を置きました。", table) == [(1, "fact-twice")]
    assert raws(groups_in, "広報企画専門職275名を置きました。", table) == []


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["① 必要な機材の確保\t① 必要な機材確保"], [(1, "title-differs")]),
        (["① 必要な機材の確保\t① 必要な機材の確保に"], []),  # the other column is wider
        (["(4) 様式の見直し\t(4) 様式の見直し(令和2年4月施行)"], [(1, "title-differs")]),
        (["整備にするととともに、"], [(1, "notation-doubled")]),
        (["委託費の減(2.6億)"], [(1, "unit-missing")]),
        (["通知を2448 回送りました。"], [(1, "notation-grouping")]),
        (["\t\t\tことを、平成31年度の計画に沿って"], [(1, "year-old-era")]),
        ([*["①費用の見直し等 ③事業内容の変更等"] * 4, "②事業内容の変更等"], [(5, "mark-differs")]),
        (["実地監査の旅費交通費の減(0.2億円)", "実地検査の旅費交通費の減 (0.2億円)"], [(2, "name-differs")]),
        ([*["情報保護委員会に報告"] * 3, "情報保護員会に報告"], [(4, "name-differs")]),
    ],
)
def test_words_in_two_wordings_and_slips_of_the_hand(lines, told):
    assert raws(words_in, *lines) == told


def test_titles_of_the_list_and_of_the_contents_are_one():
    text = (
        "Ⅰ 質の向上", "1. 適用の促進\tB\tB", "2. 案内の推進\tA\tA", "Ⅱ 効率化", "1. 見直し\tB\tB", "", "目 次",
        "Ⅰ 質の向上", "1. 適用の促進\t1", "2. 案内の促進\t3", "Ⅱ 効率化", "1. 見直し\t5",
    )  # fmt: skip
    assert raws(words_in, *text) == [(3, "title-differs")]


def test_no_sentence_of_a_text_stands_in_a_finding():
    text = ["〇地方の拠点で、相談の窓口を広げるととともに、「窓口の案内に関する連絡の会議」を開きました。"] * 2
    text += ["「窓口の案内に関する連絡会議」"]
    values = [raw.values for rule in (shares_in, groups_in, words_in) for raw in rule(lines_of("\n".join(text)))]
    assert values
    assert all(len(value) <= 10 for value in values)
