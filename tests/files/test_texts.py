"""Text from cells: XML takes it, a reader sees the same; names match however they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from authoring.files import texts
from authoring.files.texts import clean_text, match_key

ANY = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("\r\n\u200b\ufeff\u00a0\u2028\x85\ud800\ufffe_x0D5F")
)
NAME = st.text(st.characters(exclude_categories=()) | st.sampled_from("ー－‐−Ⅰ（) 　\u0301\u00b4ｶﾞ"))


@pytest.mark.parametrize(
    ("typed", "clean", "told"),
    [
        ("○ 納付率は\r\n向上した。\rよい", "○ 納付率は\n向上した。\nよい", (texts.LINE_ENDS,)),
        ("一行_x000D_\n二行", "一行\n二行", (texts.ESCAPED_CR,)),
        ("一行_x000D_二行", "一行\n二行", (texts.ESCAPED_CR,)),
        ("一行\u2028二行\x85三行", "一行\n二行\n三行", (texts.LINE_ENDS,)),
        ("76.3\u00a0%", "76.3 %", (texts.NO_BREAK_SPACE,)),
        ("\ufeff納\u200b付", "納付", (texts.INVISIBLE,)),
        ("納\x00付\x0b\ud800\uffff", "納付", (texts.CONTROL,)),
        ("\x07\u200b\u00a0\r\n", " \n", (texts.CONTROL, texts.INVISIBLE, texts.NO_BREAK_SPACE, texts.LINE_ENDS)),
    ],
)
def test_what_is_mended_is_told(typed, clean, told):
    assert clean_text(typed) == (clean, told)


@pytest.mark.parametrize(
    "text", ["", "７６．３％　①㈱ｱ\tⅠ−2（1）\n〇・※", "_x005F_x000D_", "𠮷野家", "葛\U000e0100飾区"]
)
def test_what_is_allowed_stays_as_typed(text):
    assert clean_text(text) == (text, ())


@given(ANY)
def test_xml_takes_any_cleaned_text_and_gives_it_back(text):
    node = etree.Element("t")
    node.text = clean_text(text)[0]
    assert (etree.fromstring(etree.tostring(node)).text or "") == (node.text or "")


@given(ANY)
def test_cleaning_twice_changes_nothing_and_a_change_is_always_told(text):
    once, told = clean_text(text)
    assert clean_text(once) == (once, ())
    assert bool(told) == (once != text)
    assert not set(once) & set("\r\u200b\ufeff\u00a0\u2028")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ⅰ－9－(1)", "I-9-(1)"),
        ("Ⅰー9ー（１）", "ⅰ‐9−⑴"),
        ("Ⅰ — 9", "Ⅰ–9"),
        ("表─1", "表ー１"),
        ("現年度 納付率", "現年度\u3000納付率\u200b\n"),
        ("ﾈﾝｷﾝﾈｯﾄ", "ねんきんネット".replace("ねんきん", "ネンキン")),
        ("コールセンター", "コールセンタｰ"),
        ("PDCAサイクル", "ｐｄｃａサイクル"),
        ("4月～6月", "4月〜6月"),
    ],
)
def test_two_spellings_of_a_name_match(one, other):
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ⅰ-1", "Ⅰ-11"),
        ("センター", "センタ-"),
        ("らーめん", "ら-めん"),
        ("Ⅰ-2", "Ⅰ2"),
        ("納付率", "納付月数"),
        ("", "-"),
    ],
)
def test_two_names_stay_two(one, other):
    assert match_key(one) != match_key(other)


def test_a_long_vowel_mark_stays_in_its_word():
    assert match_key("サーバーー1") == "サーバーー1"
    assert match_key("1ーー2") == "1--2"


@given(NAME)
def test_a_key_is_its_own_key_and_has_no_spaces(name):
    key = match_key(name)
    assert match_key(key) == key
    assert key == "".join(key.split())
