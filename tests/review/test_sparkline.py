"""The small trend line shows the series and says it in words."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from authoring.review.sparkline import sparkline

SERIES = st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=8).map(
    lambda values: tuple((str(2010 + n), value) for n, value in enumerate(values))
)


def test_a_rising_series_goes_from_the_lower_left_to_the_upper_right():
    drawn = etree.fromstring(sparkline((("2018", Decimal("68.1")), ("2019", Decimal("69.3"))), "納付率", "%"))
    assert drawn.find("polyline").get("points") == "3.0,21.0 93.0,3.0"
    assert drawn.get("role") == "img"


def test_its_alternative_text_says_every_value():
    drawn = etree.fromstring(sparkline((("2018", Decimal("68.1")), ("2019-03", Decimal(1234))), "納付率", "%"))
    assert drawn.find("title").text == "納付率の推移: 平成30年度 68.1%、平成31年3月 1,234%"


def test_equal_values_lie_in_the_middle_and_one_value_is_a_dot():
    flat = etree.fromstring(sparkline((("2018", Decimal(5)), ("2019", Decimal(5))), "件数"))
    assert flat.find("polyline").get("points") == "3.0,12.0 93.0,12.0"
    alone = etree.fromstring(sparkline((("2019", Decimal(5)),), "件数"))
    assert alone.find("polyline") is None
    assert (alone.find("circle").get("cx"), alone.find("circle").get("cy")) == ("48.0", "12.0")


def test_an_empty_series_draws_nothing():
    assert sparkline((), "件数") == ""


def test_a_name_and_a_period_of_another_shape_are_text():
    assert "&lt;b&gt;の推移: 上半期 1" in sparkline((("上半期", Decimal(1)),), "<b>")


@settings(max_examples=30)
@given(SERIES)
def test_every_point_lies_inside_the_picture(series):
    drawn = etree.fromstring(sparkline(series, "値"))
    line = drawn.find("polyline")
    points = line.get("points").split() if line is not None else ["3,3"]
    assert len(points) == len(series)
    for point in points:
        x, y = map(Decimal, point.split(","))
        assert 0 <= x <= 96
        assert 0 <= y <= 24
