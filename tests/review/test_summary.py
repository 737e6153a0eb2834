"""The summary on a terminal fits a screen, and says first what a reviewer asks first."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from sample import sample_changes

from authoring.files.widths import display_width
from authoring.review.terminal import summary

SAMPLE = sample_changes()
WORDS = st.text("納付率の対象aⅠ\n\x1b…", min_size=1, max_size=60)


def test_the_names_come_first_then_ratings_targets_restatements_requests_and_classes():
    text = summary(SAMPLE)
    order = [
        "h30(平成30年度) → r01@draft1(令和元年度)", "上がった 1件: Ⅰ-1 B→A", "下がった 1件: Ⅰ-2 A→B",
        "目標未達 1件: 待ち時間 15分", "未確定の数値 2件: 待ち時間 15分、相談件数 値なし",
        "公表と違う 2件: 納付率 平成29年度 66.3%→66.4%",
        "応えていない 1件: Ⅰ-2 待ち時間を短くすること。", "見出し", "数値 文言 追加 削除 移動 未記入 年度のみ",
        "Ⅰ-1 収納対策",
    ]  # fmt: skip
    places = [text.index(each) for each in order]
    assert places == sorted(places)


def test_items_stand_in_order_of_their_changes():
    lines = summary(SAMPLE).splitlines()
    items = [line.split()[0] for line in lines[lines.index("") :] if line.startswith("  Ⅰ")]
    assert items == ["Ⅰ-1", "Ⅰ-2", "Ⅰ-4"]


def test_what_nobody_has_filled_yet_brings_no_item_up():
    empty = next(line for line in SAMPLE.lines if line.kind == "not-filled")
    waiting = tuple(replace(empty, id=f"r0004.progress.{n}", item="e5") for n in range(20))
    lines = summary(replace(SAMPLE, lines=(*SAMPLE.lines, *waiting))).splitlines()
    items = [line.split()[0] for line in lines[lines.index("") :] if line.startswith("  Ⅰ")]
    assert items == ["Ⅰ-1", "Ⅰ-2", "Ⅰ-4"]


def test_a_rating_that_neither_edition_has_is_none_that_one_alone_has():
    none = replace(SAMPLE.ratings[0], old="", new="", direction="")
    assert "片方にだけある 2件、どちらにもない 1件" in summary(replace(SAMPLE, ratings=(*SAMPLE.ratings, none)))


@settings(max_examples=30)
@given(st.lists(WORDS, min_size=1, max_size=4), st.integers(0, 40))
def test_the_summary_fits_a_screen_whatever_the_editions_hold(words, more):
    name = words[0]
    items = tuple(f"i{n}" for n in range(more))
    changes = replace(
        SAMPLE, old_name=name, new_name=words[-1], items=(*SAMPLE.items, *items),
        titles={**SAMPLE.titles, **dict.fromkeys(items, name)}, owners=dict.fromkeys(items, tuple(words)),
        lines=(*SAMPLE.lines, *(replace(SAMPLE.lines[1], item=i) for i in items)),
        indicators=tuple(replace(i, name=name) for w in words for i in SAMPLE.indicators),
        restatements=tuple(replace(r, name=w) for w in words for r in SAMPLE.restatements),
        requests=tuple(replace(r, text=w) for w in words for r in SAMPLE.requests),
        ratings=SAMPLE.ratings * (more + 1),
    )  # fmt: skip
    text = summary(changes)
    assert text.count("\n") <= 24
    assert max(map(display_width, text.splitlines())) <= 80
    assert "\x1b" not in text


def test_two_equal_editions_have_nothing_to_show():
    text = summary(
        sample_changes(lines=(), structure=(), ratings=(), indicators=(), restatements=(), targets=(), requests=())
    )
    assert "上がった" not in text
    assert "目標未達 0件" in text
    assert "見出し        変更なし" in text
