"""Cells with several quantities, as the published tables have them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.edition.composites import is_numeric_cell, parse_composite
from authoring.edition.quantities import format_quantity, round_half_up


def read(text):
    return [(each.label, str(each.value), each.unit, each.role) for each in parse_composite(text)]


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("76.3%", [("", "76.3", "%", "value")]),
        ("8,693人 (79.0%)", [("", "8693", "人", "value"), ("", "79.0", "%", "share")]),
        ("3.3日\n(▲1.2日)", [("", "3.3", "日", "value"), ("", "-1.2", "日", "change")]),
        ("2.5日（＋０．１日）", [("", "2.5", "日", "value"), ("", "0.1", "日", "change")]),
        (
            "91,342事業所\n(目標)80,000事業所",
            [("", "91342", "事業所", "value"), ("目標", "80000", "事業所", "target")],
        ),
        ("57.6%（目標 40%）", [("", "57.6", "%", "value"), ("目標", "40", "%", "target")]),
        ("80,000事業所(目標)", [("目標", "80000", "事業所", "target")]),
        ("目標達成率 112%", [("目標達成率", "112", "%", "value")]),
        ("2回(56名出席)", [("", "2", "回", "value"), ("出席", "56", "名", "value")]),
        ("99.1%（前年度 99.0%）", [("", "99.1", "%", "value"), ("前年度", "99.0", "%", "value")]),
        ("69.3%\n(前年度比 +1.1ポイント)", [("", "69.3", "%", "value"), ("前年度比", "1.1", "ポイント", "change")]),
        (
            "最終催告送付 142,871件\n督促状送付 89,615件",
            [("最終催告送付", "142871", "件", "value"), ("督促状送付", "89615", "件", "value")],
        ),
        ("令和元年度移管分 54事業所", [("令和元年度移管分", "54", "事業所", "value")]),
        ("+1.1ポイント", [("", "1.1", "ポイント", "value")]),
        ("▲ 2.2%", [("", "-2.2", "%", "value")]),
        ("32兆9,209億円", [("", "32920900000000", "円", "value")]),
        ("4,575百万円", [("", "4575", "百万円", "value")]),
        ("約27.7万事業所", [("", "277000", "事業所", "value")]),
        ("9,999万 人", [("", "99990000", "人", "value")]),
        ("27:05", [("", "1625", "h:mm", "value")]),
        ("1:10\n(▲0:15)", [("", "70", "h:mm", "value"), ("", "-15", "h:mm", "change")]),
        ("(324)", [("", "324", "", "value")]),
        ("95事業所(※)", [("", "95", "事業所", "value")]),
        ("100件～200件", [("", "100", "件", "value"), ("", "200", "件", "value")]),
        ("12号機", [("", "12", "号機", "value")]),
    ],
)
def test_a_cell_is_read_as_its_quantities(cell, values):
    assert read(cell) == values


@pytest.mark.parametrize(
    "cell",
    ["", "-", "…", "なし", "令和2年3月31日", "平成 30 年度", "H31. 4", "2019/4/30", "2020年3月末", "30年度",
     "4月1日", "10月末",
     "※Ⅱ-1-(1)-③に関連事項を記載", "別表3", "第2", "(1) 申請", "①＋②", "10-20", "1/2", "1,23", "1.2.3", "3万5億",
     "5人が来た。"],
)  # fmt: skip
def test_words_dates_references_and_sentences_hold_no_quantity(cell):
    assert read(cell) == []


def test_the_text_of_a_quantity_is_as_typed():
    assert [each.text for each in parse_composite("３．３日（▲ １．２日）\n(目標) 80,000 事業所")] == [
        "３．３日", "▲ １．２日", "80,000 事業所",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cell",
    ["76.3%", "8,693人 (79.0%)", "3.3日\n(▲1.2日)", "91,342事業所\n(目標)80,000事業所", "27:05", "▲0.0", "-", "…",
     "５，０００",
     "32兆9,209億円", "約9.1万事業所", "5,071百万円(※)", "5人以上", "1.8%\n(…)", "…\n34,046件\n-", "-\n(-)"],
)  # fmt: skip
def test_a_cell_of_numbers_is_numeric(cell):
    assert is_numeric_cell(cell)


@pytest.mark.parametrize(
    "cell",
    ["", " ", "計", "2回(56名出席)", "最終催告送付 142,871件", "平成30年度", "令和2年3月31日", "第2四半期",
     "3つの課題", "Ⅰ-2", "B",
     "①", "1,23", "\n", "-\n件"],
)  # fmt: skip
def test_a_cell_with_words_is_not_numeric(cell):
    assert not is_numeric_cell(cell)


CELL_SIGNS = "0123456789０９,.．:：▲△−-+＋%％()（）【】\n 　兆億万円人件月日年度平成令和元目標第※注別表ⅠHRa/～①。、"


@given(st.text() | st.text(alphabet=CELL_SIGNS))
def test_no_text_makes_the_reader_raise_or_invent(text):
    for each in parse_composite(text):
        assert each.text in text
        assert each.role in {"value", "target", "change", "share"}
        assert each.value.is_finite()
    assert is_numeric_cell(text) in {True, False}


@given(
    st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=4),
    st.sampled_from(["%", "人", "件", "事業所", "か月", "百万円", "ポイント", "h:mm", ""]),
    st.integers(0, 3),
    st.sampled_from("▲△−-"),
)
def test_a_printed_quantity_is_read_back(value, unit, decimals, sign):
    if unit == "h:mm":
        value, decimals = value % 50_000, 0
    (found,) = parse_composite(format_quantity(value, unit, decimals, sign))
    assert (found.value, found.unit) == (round_half_up(value, decimals), unit)
    assert is_numeric_cell(found.text)


def test_a_very_long_cell_is_read_in_time():
    assert parse_composite("1," * 16_000) == ()
    assert len(parse_composite("12,345件 " * 3_000)) == 3_000
    assert Decimal(12345) == parse_composite("12,345件 " * 3_000)[-1].value
