"""Quantities: numbers are read strictly, rounded half up on decimals, and printed as the document prints them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.edition.quantities import (
    Rounding,
    change,
    format_number,
    format_quantity,
    has_full_width,
    in_units_of,
    narrow,
    parse_number,
    round_half_up,
    rounded,
    truncate,
)

D = Decimal
DECIMALS = st.integers(0, 6)
NUMBERS = st.decimals(-(10**16), 10**16, allow_nan=False, allow_infinity=False, places=8)


@pytest.mark.parametrize(
    ("value", "decimals", "half_up", "cut"),
    [
        ("0.5", 0, "1", "0"), ("1.5", 0, "2", "1"), ("2.5", 0, "3", "2"), ("-2.5", 0, "-3", "-2"),
        ("1.005", 2, "1.01", "1.00"),
        ("57.55", 1, "57.6", "57.5"), ("57.549", 1, "57.5", "57.5"), ("-0.04", 1, "0.0", "0.0"),
        ("69.3", 2, "69.30", "69.30"),
    ],
)  # fmt: skip
def test_half_up_and_cutting_off_differ_only_in_what_is_lost(value, decimals, half_up, cut):
    assert str(round_half_up(D(value), decimals)) == half_up
    assert str(truncate(D(value), decimals)) == cut
    assert rounded(D(value), decimals, Rounding.HALF_UP) == D(half_up)
    assert rounded(D(value), decimals, "切捨て") == D(cut)


def test_an_unknown_rounding_is_refused():
    with pytest.raises(ValueError, match="切り上げ"):
        rounded(D(1), 0, "切り上げ")


@given(NUMBERS, DECIMALS)
def test_half_up_is_never_further_than_half_a_unit_and_the_half_goes_away_from_zero(value, decimals):
    unit = D(1).scaleb(-decimals)
    made = round_half_up(value, decimals)
    assert abs(made - value) <= unit / 2
    if abs(made - value) == unit / 2:
        assert abs(made) > abs(value)
    assert round_half_up(-value, decimals) == -made


@given(NUMBERS, DECIMALS)
def test_cutting_off_goes_towards_zero_by_less_than_a_unit(value, decimals):
    made = truncate(value, decimals)
    assert D(0) <= abs(value) - abs(made) < D(1).scaleb(-decimals)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0", "0"), ("91,342", "91342"), ("91342", "91342"), ("69.3", "69.3"), ("1,956,087", "1956087"),
        (" 12 ", "12"),
        ("▲1.2", "-1.2"), ("△3", "-3"), ("−0.5", "-0.5"), ("-7", "-7"), ("＋1.1", "1.1"), ("－２", "-2"),
        ("▲ 5.7", "-5.7"),
        ("９１，３４２．５", "91342.5"), ("▲0.0", "0.0"), ("9.1万", "91000"), ("3億5,000万", "350000000"),
        ("32兆9,209億", "32920900000000"), ("10 兆 1,063 億", "10106300000000"), ("1億2,345万6,789", "123456789"),
        ("12,345万", "123450000"), ("1兆5,000万", "1000050000000"), ("2.75億", "275000000"), ("▲3万", "-30000"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_type_it(typed, value):
    assert str(parse_number(typed)) == value


@pytest.mark.parametrize(
    "typed",
    ["", "-", "…", "▲", "1,23", "12,34,567", "1.", ".5", "1.2.3", "6百万", "5人", "69.3%", "(3)", "1e5", "NaN",
     "3万5億",
     "3億12,345万", "1.5億20万", "32兆9,209", "万", "--1", "①", "٣", "1 000", "1_000", "三", "9" * 41],
)  # fmt: skip
def test_what_is_not_one_number_is_none(typed):
    assert parse_number(typed) is None


def test_full_width_in_a_number_is_told_and_a_full_width_bracket_is_not():
    assert all(has_full_width(text) for text in ("９1", "9，342", "－5", "69．3%"))
    assert not any(has_full_width(text) for text in ("91,342", "（目標）80", "▲1.2", "名－簿"))


@given(st.text())
def test_narrowing_keeps_the_length(text):
    assert len(narrow(text)) == len(text)


@given(st.text() | st.text(alphabet="0123456789,.▲-+ 兆億万１，．"))
def test_reading_a_number_never_raises(text):
    value = parse_number(text)
    assert value is None or value.is_finite()


def test_a_number_is_printed_with_commas_and_its_sign():
    assert format_number(D("1908943"), 0) == "1,908,943"
    assert format_number(D("-2.44"), 1) == "▲2.4"
    assert format_number(D("-2.44"), 1, sign="△") == "△2.4"
    assert format_number(D("1.13"), 1, plus=True) == "+1.1"
    assert format_number(D("-0.04"), 1) == format_number(D("0.04"), 1, plus=True) == "0.0"


def test_a_quantity_is_printed_with_its_unit():
    assert format_quantity(D("69.25"), "%", 1) == "69.3%"
    assert format_quantity(D("91342"), "事業所", 0) == "91,342事業所"
    assert format_quantity(D("1.1"), "ポイント", 1, plus=True) == "+1.1ポイント"
    assert format_quantity(D("-5"), "件", 0, "−") == "−5件"
    assert format_quantity(D("1625"), "h:mm", 0) == "27:05"
    assert format_quantity(D("-15"), "h:mm", 0) == "▲0:15"


@given(NUMBERS, DECIMALS, st.sampled_from("▲△−-"), st.booleans())
def test_a_printed_number_is_read_back(value, decimals, sign, plus):
    printed = format_number(value, decimals, sign=sign, plus=plus)
    assert parse_number(printed) == round_half_up(value, decimals)
    assert format_number(parse_number(printed), decimals, sign=sign, plus=plus) == printed


@pytest.mark.parametrize(
    ("value", "step", "printed"),
    [
        ("91342", "万", "9.1万"), ("80000", "万", "8万"), ("79960", "万", "8万"), ("-25000", "万", "▲2.5万"),
        ("400", "万", "0万"),
        ("277800000000", "億", "2,778億"), ("4320000000", "億", "43.2億"), ("32920900000000", "億", "32兆9,209億"),
        ("999995000000", "億", "1兆"), ("350000000", "万", "3億5,000万"), ("99999999", "万", "1億"),
        ("-10524900000000", "億", "▲10兆5,249億"), ("1234500000000", "万", "1兆2,345億"),
    ],
)  # fmt: skip
def test_prose_counts_in_ten_thousands_and_hundred_millions(value, step, printed):
    assert in_units_of(D(value), step) == printed


@given(st.integers(-(10**17), 10**17), st.sampled_from([("万", 10**4), ("億", 10**8)]))
def test_what_prose_says_is_read_back_within_half_a_unit(value, step):
    name, size = step
    said = parse_number(in_units_of(D(value), name))
    assert abs(said - value) <= (D(size) / 2 if abs(said) >= 10_000 * size else D(size) / 20)


def test_a_change_is_points_relative_or_a_ratio():
    now, before = D("69.34"), D("68.15")
    assert change(now, before, "points") == D("1.19")
    assert round_half_up(change(D(1908943), D(1956087), "relative"), 1) == D("-2.4")
    assert round_half_up(change(D("64.2"), D("66.4"), "points"), 1) == D("-2.2")
    assert round_half_up(change(D(121), D(100), "ratio"), 1) == D("121.0")


def test_nothing_is_compared_with_zero_except_in_points():
    assert change(D(5), D(0), "points") == 5
    assert change(D(5), D(0), "relative") is None
    assert change(D(5), D(0), "ratio") is None


def test_an_unknown_meaning_is_refused():
    with pytest.raises(ValueError, match="growth"):
        change(D(1), D(1), "growth")


@given(st.integers(1, 10**12), st.integers(1, 10**12))
def test_a_ratio_is_the_relative_change_and_a_hundred(now, before):
    ratio, relative = change(D(now), D(before), "ratio"), change(D(now), D(before), "relative")
    assert round_half_up(ratio - relative, 12) == 100
