"""Years and eras: every form is read, one is printed, and the days around a change of era are told apart."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.edition.years import (
    era_name,
    era_year_name,
    fiscal_year_name,
    fiscal_year_of,
    parse_date,
    parse_period,
    parse_year,
    previous_period,
    print_period,
    year_code,
)

YEARS = st.integers(1868, 2117)
DAYS = st.dates(date(1873, 1, 1), date(2117, 12, 31))


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("r02", 2020), ("R2", 2020), ("R元", 2019), ("R1", 2019), ("H31", 2019), ("h29", 2017), ("S63", 1988),
        ("令和2年度", 2020), ("令和2年", 2020), ("令和2", 2020), ("令和元年度", 2019), ("元年度", 2019),
        ("令和1年度", 2019), ("平成31年度", 2019), ("平成 31 年度", 2019), (" 令和 元 年度 ", 2019),
        ("平成元年度", 1989), ("2020", 2020), ("2020年度", 2020), ("２０２０年度", 2020), ("Ｒ２", 2020),
        ("平成３１年度", 2019), ("平成三十一年度", 2019), ("平成三一年度", 2019), ("平成十年度", 1998),
        ("昭和二十年", 1945), ("二〇二〇年度", 2020), ("㍻30年度", 2018), ("㋿2年度", 2020), ("昭和64年度", 1989),
        ("大正15年度", 1926), ("明治45年", 1912),
    ],
)  # fmt: skip
def test_a_year_is_read_from_every_form(typed, year):
    assert parse_year(typed) == year


@pytest.mark.parametrize("typed", ["平成32年度", "平成33年度"])
def test_a_heisei_name_of_an_older_plan_is_read_but_not_printed(typed):
    assert fiscal_year_name(parse_year(typed)).startswith("令和")


@pytest.mark.parametrize(
    "typed",
    ["", "年度", "令和", "昭和65年度", "昭和66", "平成34年度", "大正16", "令和0年度", "R0", "X2", "30年度",
     "令和2年度計画", "20 20", "1600", "平成十一十年度", "令和2年3月", "R②", "R٣", "令和100年度"],
)  # fmt: skip
def test_what_names_no_year_is_none(typed):
    assert parse_year(typed) is None


def test_the_whole_fiscal_year_2019_is_reiwa_gannen():
    assert fiscal_year_name(2019) == "令和元年度"
    assert fiscal_year_name(2019, style="short") == "元年度"
    assert fiscal_year_name(2018) == "平成30年度"
    assert fiscal_year_name(2018, "short") == "30年度"
    assert (year_code(2019), year_code(2018), year_code(1988)) == ("r01", "h30", "s63")
    assert fiscal_year_of(date(2019, 4, 1)) == fiscal_year_of(date(2020, 3, 31)) == 2019
    assert fiscal_year_of(date(2019, 3, 31)) == 2018


@pytest.mark.parametrize(
    ("day", "era", "year"),
    [
        (date(1926, 12, 24), "大正", "大正15年"),
        (date(1926, 12, 25), "昭和", "昭和元年"),
        (date(1989, 1, 7), "昭和", "昭和64年"),
        (date(1989, 1, 8), "平成", "平成元年"),
        (date(2019, 4, 30), "平成", "平成31年"),
        (date(2019, 5, 1), "令和", "令和元年"),
    ],
)
def test_an_era_changes_on_its_first_day(day, era, year):
    assert (era_name(day), era_year_name(day)) == (era, year)
    printed = print_period(day.isoformat())
    assert printed == f"{year}{day.month}月{day.day}日"
    assert parse_date(printed) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)), ("平成31年4月30日", date(2019, 4, 30)), ("H31.4.30", date(2019, 4, 30)),
        ("r2/3/31", date(2020, 3, 31)), ("2019-04-30", date(2019, 4, 30)), ("2019/4/30", date(2019, 4, 30)),
        ("2019.4.30", date(2019, 4, 30)), ("2019年4月30日", date(2019, 4, 30)),
        ("昭和 33 年 4 月 2 日", date(1958, 4, 2)),
        ("令和２年３月３１日", date(2020, 3, 31)), ("平成三十一年四月三十日", date(2019, 4, 30)),
        ("平成31年5月1日", date(2019, 5, 1)), ("平成33年12月31日", date(2021, 12, 31)),
    ],
)  # fmt: skip
def test_a_date_is_read_from_every_form(typed, day):
    assert parse_date(typed) == day


@pytest.mark.parametrize(
    "typed",
    ["昭和66年1月1日", "昭和64年1月8日", "平成元年1月7日", "令和元年4月30日", "平成34年1月1日", "令和2年2月30日",
     "2019-02-29", "2019-4/30", "令和2年3月", "2019", "", "令和2年3月31日まで", "大正15年12月25日"],
)  # fmt: skip
def test_a_day_that_never_was_is_none(typed):
    assert parse_date(typed) is None


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("令和元年度", "2019"), ("H31", "2019"), ("2019年度", "2019"), ("令和2年3月末", "2020-03"),
        ("令和2年3月", "2020-03"), ("R2.3", "2020-03"), ("H30. 4", "2018-04"), ("H31.3末時点", "2019-03"),
        ("令和2年3月末現在", "2020-03"),
        ("2020-03", "2020-03"), ("2020年3月", "2020-03"), ("平成31年4月", "2019-04"), ("平成31年5月", "2019-05"),
        ("令和元年度末", "2020-03"), ("平成 30 年度末時点", "2019-03"), ("令和2年3月31日", "2020-03-31"),
        ("令和2年4月1日現在", "2020-04-01"), ("昭和64年1月", "1989-01"), ("平成元年1月", "1989-01"),
    ],
)  # fmt: skip
def test_a_period_is_read_as_year_month_or_date(typed, period):
    assert parse_period(typed) == period


@pytest.mark.parametrize(
    "typed", ["2019.4", "令和元年4月", "昭和64年2月", "令和2年13月", "令和2年0月", "令和年度末", "計", "末"]
)
def test_what_is_no_period_is_none(typed):
    assert parse_period(typed) is None


def test_a_period_is_printed_with_gannen_and_never_with_year_one():
    assert print_period("2019") == "令和元年度"
    assert print_period("2019-04") == "平成31年4月"
    assert print_period("2019-05") == "令和元年5月"
    assert print_period("1989-01") == "平成元年1月"
    assert print_period("2020-03-31") == "令和2年3月31日"


def test_the_previous_period_is_a_year_earlier_and_of_the_same_kind():
    assert previous_period("2019") == "2018"
    assert previous_period("2020-03") == "2019-03"
    assert previous_period("2020-03-31") == "2019-03-31"
    assert previous_period("2020-02-29") == "2019-02-28"


@pytest.mark.parametrize("wrong", ["", "令和元年度", "2020-13", "2019-02-29", "20-03"])
def test_a_string_that_is_no_period_is_refused(wrong):
    with pytest.raises(ValueError):  # noqa: PT011 - datetime words some of them
        print_period(wrong)
    with pytest.raises(ValueError):  # noqa: PT011
        previous_period(wrong)


def test_a_day_before_meiji_has_no_era():
    with pytest.raises(ValueError, match="no era"):
        era_name(date(1868, 1, 24))


@given(YEARS)
def test_a_printed_year_is_read_back(year):
    assert parse_year(fiscal_year_name(year)) == parse_year(year_code(year)) == parse_year(str(year)) == year


@given(DAYS)
def test_a_printed_period_is_read_back(day):
    for period in (str(day.year), day.isoformat()[:7], day.isoformat()):
        assert parse_period(print_period(period)) == period


@given(DAYS)
def test_a_day_lies_in_the_fiscal_year_that_holds_it(day):
    year = fiscal_year_of(day)
    assert date(year, 4, 1) <= day <= date(year + 1, 3, 31)


@given(st.text(alphabet="令和平成元年度月日末0123456789０１HRr.-/ 十三〇現在時点") | st.text())
def test_no_text_makes_the_readers_raise(text):
    parse_date(text)
    period = parse_period(text)
    assert period is None or parse_period(print_period(period)) == period
