"""Marks inside a sentence lose nothing, and stand where a reader would set them."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from authoring.review import tokens
from authoring.review.tokens import marks

PIECES = (
    "納付率は", "68.1%", "69.3%", "６９．３％", "▲0.4ポイント", "令和元年度", "平成30年度", "H31.3", "、", "。", "〇",
    "1,234人", "32兆9,209億円", "(", "\uff08", "取り組みました", "電話で勧め", "文書を送り", " ", "\n",
    "Ⅰ-2-(1)-①", "𠮷",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map("".join)


def joined(found, *kinds):
    return "".join(text for kind, text in found if kind in kinds)


@settings(max_examples=40)
@given(TEXTS, TEXTS)
def test_the_marks_hold_both_texts_whole(old, new):
    found = marks(old, new)
    assert joined(found, "old", "same") == old
    assert joined(found, "new", "same") == new


@settings(max_examples=40)
@given(TEXTS)
def test_equal_texts_have_no_marks(text):
    assert {kind for kind, _ in marks(text, text)} <= {"same"}


@settings(max_examples=40)
@given(TEXTS, TEXTS)
def test_neighbours_are_never_of_one_kind(old, new):
    kinds = [kind for kind, _ in marks(old, new)]
    assert all(one != other for one, other in pairwise(kinds))


def test_a_number_is_marked_with_its_sign_and_unit():
    old = "納付率は68.1%となり、前年度を▲0.4ポイント下回った。"
    new = "納付率は69.3%となり、前年度を1.2ポイント下回った。"
    assert marks(old, new) == (
        ("same", "納付率は"), ("old", "68.1%"), ("new", "69.3%"), ("same", "となり、前年度を"),
        ("old", "▲0.4ポイント"), ("new", "1.2ポイント"), ("same", "下回った。"),
    )  # fmt: skip


def test_this_years_figure_stands_beside_last_years_figure_and_not_beside_the_equal_one():
    old = "令和元年度の納付率は69.3%(平成30年度は68.1%)でした。"
    new = "令和2年度の納付率は70.6%(令和元年度は69.3%)でした。"
    changed = [text for kind, text in marks(old, new) if kind != "same"]
    assert changed == ["令和元年度", "令和2年度", "69.3%", "70.6%", "平成30年度", "令和元年度", "68.1%", "69.3%"]


def test_full_width_digits_and_short_year_names_are_tokens():
    assert marks("H31.3末で６９．３％", "R2.3末で７０．６％") == (
        ("old", "H31.3"), ("new", "R2.3"), ("same", "末で"), ("old", "６９．３％"), ("new", "７０．６％"),
    )  # fmt: skip


def test_words_are_marked_by_phrases():
    found = marks("未納者に電話で納付を勧めました。", "未納者に文書と電話で納付を勧めました。")
    assert found == (("same", "未納者に"), ("new", "文書と"), ("same", "電話で納付を勧めました。"))


def test_two_texts_with_nothing_in_common_are_marked_whole():
    assert marks("紙の台帳を使った。", "窓口を予約で受け付けることにした。") == (
        ("old", "紙の台帳を使った。"),
        ("new", "窓口を予約で受け付けることにした。"),
    )


def test_an_empty_side_is_marked_whole():
    assert marks("", "新しい文。") == (("new", "新しい文。"),)
    assert marks("古い文。", "") == (("old", "古い文。"),)


def test_no_phrase_is_cut_where_only_figures_differ(monkeypatch):
    monkeypatch.setattr(tokens, "_phrases", lambda text: [].pop())
    clause = "納付月数を増やすことに力を入れ、次のことに取り組みました。" * 50
    assert marks(f"{clause}納付率は68.1%でした。{clause}", f"{clause}納付率は69.3%でした。{clause}")[1:3] == (
        ("old", "68.1%"),
        ("new", "69.3%"),
    )


def test_a_counter_of_the_language_is_not_cut_and_no_crumb_is_left_between_two_changes():
    found = marks("9か国語の冊子を配り、説明会を開きました。", "15か国語の冊子を配り、説明会を開きました。")
    assert found[:2] == (("old", "9か国語"), ("new", "15か国語"))
    old = "節目の年齢の未加入者13万人に、漏れなく案内を届けました。"
    new = "節目の年齢の未加入者12万人への案内を、予定より1か月早く終えました。"
    assert [text for kind, text in marks(old, new) if kind == "same"] == ["節目の年齢の未加入者", "。"]


def test_the_end_of_a_sentence_and_words_between_two_figures_stay():
    found = marks("甲は10件が12件です。乙を決めました。丙も続けた。", "甲は11件が13件です。丁で始めます。丙も続けた。")
    kept = [text for kind, text in found if kind == "same"]
    assert "が" in kept
    assert "です。" in kept
