"""The width of digits: one throughout an edition, in what is typed (told) and in what is looked up (printed)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import PROFILE_FILE, edition

from authoring.edition.digits import DIGIT_WIDTHS, in_width, other_widths
from authoring.edition.profile import read_profile
from authoring.edition.quantities import narrow
from authoring.edition.resolve import resolve


@pytest.mark.parametrize(
    ("text", "half", "full", "one"),
    [
        ("３月に12件", "3月に12件", "３月に１２件", "３月に12件"),
        ("１，２３４人(69.3％)", "1,234人(69.3%)", "１，２３４人(６９．３％)", "1,234人(69.3%)"),
        ("Ⅰ-2と(1)とA4とH30.4", "Ⅰ-2と(1)とA4とH30.4", "Ⅰ-2と(1)とA4とH30.4", "Ⅰ-2と(1)とA4とH30.4"),
        ("8%", "8%", "８％", "８％"),
    ],
)
def test_numbers_stand_in_the_width_that_the_agency_chose_and_names_stay(text, half, full, one):
    assert [in_width(text, width) for width in DIGIT_WIDTHS] == [half, full, one]


@given(st.text("0123456789０１２３,.，%％人件年-()（）AⅠ。"), st.sampled_from(DIGIT_WIDTHS))
def test_a_text_in_its_width_stays_and_says_the_same(text, width):
    made = in_width(text, width)
    assert in_width(made, width) == made
    assert not list(other_widths(made, width))
    assert narrow(made) == narrow(text)


def test_what_is_looked_up_is_printed_in_the_width_of_the_edition_and_tables_stay_half():
    base = edition()
    for width, printed in (("半角", "69.3%"), ("全角", "６９．３％")):
        of = replace(base, profile=replace(base.profile, digits=width))
        snapshot, _ = resolve(of)
        texts = [b.text for blocks in snapshot.items.values() for b in blocks]
        assert any(f"{printed}でした" in text for text in texts)
        (grid,) = [b.grid for blocks in snapshot.items.values() for b in blocks if b.grid is not None]
        assert grid.body[0][-1].text == "69.3%"


def test_another_word_than_the_three_is_a_problem():
    text = PROFILE_FILE.read_text("utf-8")
    assert read_profile('digits = "一桁は全角"\n' + text, "agency.toml")[0].digits == "一桁は全角"
    profile, (problem,) = read_profile('digits = "大きく"\n' + text, "agency.toml")
    assert (profile, problem.code) == (None, "settings-incomplete")
    assert "半角・全角・一桁は全角" in problem.message
