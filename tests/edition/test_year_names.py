"""Names of years in a running text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from authoring.edition.year_names import year_names
from authoring.edition.years import fiscal_year_name, print_period


def read(text):
    return [(n.text, n.kind, n.year, n.month) for n in year_names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和元年度は", [("令和元年度", "fiscal", 2019, 0)]),
        ("平成 31 年 4 月と", [("平成 31 年 4 月", "month", 2019, 4)]),
        ("令和２年３月３１日に", [("令和２年３月３１日", "date", 2020, 3)]),
        ("(H17.4~)", [("H17.4", "month", 2005, 4)]),
        ("R元年度とH30年度", [("R元年度", "fiscal", 2019, 0), ("H30年度", "fiscal", 2018, 0)]),
        ("2019年度", [("2019年度", "fiscal", 2019, 0)]),
        ("30年度から元年度へ", [("30年度", "fiscal", 2018, 0), ("元年度", "fiscal", 2019, 0)]),
        ("平成31年(2019年)4月", [("平成31年(2019年)4月", "month", 2019, 4)]),
    ],
)
def test_a_name_is_found_in_every_form_that_people_type(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "第3年度",
        "3年度間の計画",
        "2か年度",
        "3年連続",
        "R2.13",
        "令和の時代",
        "5年間",
        "別表3",
        "2,019年度版ではない1,2019",
    ],
)
def test_what_only_looks_like_a_year_is_none(text):
    assert [n for n in year_names(text) if n.text not in ("2019",)] == []


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("昭和66年", "none"), ("昭和64年", ""), ("平成31年6月31日", "none"), ("令和3年2月29日", "none"),
        ("令和2年2月29日", ""), ("令和2年13月", "none"), ("令和2年0月", "none"), ("平成31年4月", ""),
        ("平成31年5月", "ended"), ("平成31年度", ""), ("平成32年度", "ended"), ("令和元年4月", "early"),
        ("令和元年5月", ""), ("平成元年1月", ""), ("大正16年", "none"),
    ],
)  # fmt: skip
def test_days_that_do_not_exist_and_eras_that_were_over_are_told(text, trouble):
    assert [n.trouble for n in year_names(text)] == [trouble]


def test_the_end_of_a_month_is_a_state_of_that_day():
    assert [n.as_of for n in year_names("令和2年3月末と令和2年4月")] == [True, False]


@settings(max_examples=40, deadline=None)
@given(st.integers(1990, 2050), st.text("あいうえおの、", max_size=6))
def test_a_fiscal_year_is_read_back_from_how_it_is_printed(year, beside):
    text = f"{beside}{fiscal_year_name(year)}{beside}"
    (name,) = year_names(text)
    assert (name.fiscal, name.kind, text[name.start : name.end]) == (year, "fiscal", fiscal_year_name(year))


@settings(max_examples=40, deadline=None)
@given(st.integers(1990, 2050), st.integers(1, 12))
def test_a_month_lies_in_the_fiscal_year_that_began_in_april(year, month):
    (name,) = year_names(print_period(f"{year}-{month:02}"))
    assert name.fiscal == (year if month >= 4 else year - 1)
    assert name.trouble == ""
