"""Rows and cells of the rating list where the key is silent or the data is not as it should be."""

import pytest
from rating_lists import LETTERS, TERMS, a_profile, a_table, chapter, in_notation, item, list_of

from authoring.edition.model import Rating
from authoring.edition.profile import MidTerm
from authoring.edition.rating_list import rating_counts, rating_table


def test_without_an_earlier_period_there_is_no_column_of_former_titles():
    table = a_table([chapter("c1", "Ⅰ", "章"), item("a")], [("a", 2024, "A")], shown=(2024,))
    assert in_notation(table.grid.body) == [["Ⅰ 章", "<"], ["1. a", "A"]]
    assert in_notation(table.grid.header) == [["令和6年度計画の項目", "第三期"], ["^", "令和6年度"]]


def test_each_earlier_period_has_its_own_column_of_titles():
    lines = [(2019, "x", "y", "renamed", "一"), (2024, "y", "z", "renamed", "二")]
    table = a_table([item("z")], [("x", 2018, "C"), ("y", 2023, "B"), ("z", 2024, "A")], lines, (2018, 2023, 2024))
    assert in_notation(table.grid.header)[0][1:] == ["第一期", "<", "第二期", "<", "第三期"]
    assert in_notation(table.grid.body) == [["1. z", "一", "C", "二", "B", "A"]]


def test_a_year_without_a_period_has_its_head_over_both_rows():
    table = a_table([item("a")], shown=(2024,), profile=a_profile())
    assert in_notation(table.grid.header) == [["令和6年度計画の項目", "令和6年度"], ["^", "^"]]


def test_equal_ids_are_kept_where_the_lineage_is_missing():
    given_ = [("a", 2022, "C"), ("a", 2023, "B"), ("a", 2024, "A"), ("b", 2023, "B"), ("b", 2024, "S")]
    assert list_of([item("a"), item("b")], given_) == [["1. a", "", "C", "B", "A"], ["1. b", "", "-", "B", "S"]]


def test_a_year_whose_ratings_nobody_entered_is_empty_and_not_never():
    assert list_of([item("a")], [("a", 2024, "A")]) == [["1. a", "", "", "", "A"]]


def test_the_list_has_its_own_wording_of_a_title():
    assert list_of([item("a", text="本文の題", list_title="一覧の題")], shown=())[0][0] == "1. 一覧の題"


@pytest.mark.parametrize("old_title", ["本文の題", "一覧の題", "一覧 の題"])
def test_a_former_title_that_is_one_of_todays_two_wordings_is_not_printed(old_title):
    today = item("a", text="本文の題", list_title="一覧の題")
    assert list_of([today], [("a", 2023, "B")], [(2024, "a", "a", "kept", old_title)], (2023,))[0][1] == ""


def test_the_last_title_of_a_former_item_stands_in_for_a_missing_one():
    lines = [(2024, "x", "a", "renamed", ""), (2024, "y", "", "ended", "")]
    given_ = [("x", 2023, "B"), ("y", 2023, "C")]
    assert list_of([item("a")], given_, lines, (2023,), {"x": "旧題", "y": "終題"}) == [
        ["1. a", "旧題", "B", ""],
        ["", "終題", "C", "-"],
    ]


def test_a_split_whose_halves_are_apart_repeats_the_old_rating_in_brackets():
    outline = [chapter("c1", "Ⅰ", "章"), item("a"), chapter("c2", "Ⅱ", "章"), item("b", parent="c2")]
    lines = [(2024, "x", "a", "split", "旧"), (2024, "x", "b", "split", "旧")]
    assert list_of(outline, [("x", 2023, "B"), ("a", 2024, "A"), ("b", 2024, "C")], lines, (2023,)) == [
        ["Ⅰ 章", "<", "<", "<"],
        ["1. a", "旧", "B", "A"],
        ["Ⅱ 章", "<", "<", "<"],
        ["1. b", "旧", "(B)", "C"],
    ]


def test_an_item_that_ended_within_this_period_is_named_in_the_first_column():
    profile = a_profile(MidTerm("今期", 2020, 2024))
    lines = [(2024, "x", "", "ended", "終題")]
    assert list_of([item("a")], [("x", 2023, "B")], lines, (2023,), profile=profile) == [
        ["1. a", "-", ""],
        ["終題", "B", "-"],
    ]


def test_an_ended_item_stands_last_in_the_chapter_of_the_line_before_it():
    outline = [chapter("c1", "Ⅰ", "章"), item("a"), item("b"), chapter("c2", "Ⅱ", "章"), item("c", parent="c2")]
    lines = [
        (2024, "a", "a", "kept"),
        (2024, "x", "", "ended", "終"),
        (2024, "b", "b", "kept"),
        (2024, "c", "c", "kept"),
    ]
    rows = list_of(outline, [("x", 2023, "B")], lines, (2023,))
    assert [row[:2] for row in rows] == [
        ["Ⅰ 章", "<"], ["1. a", ""], ["1. b", ""], ["", "終"], ["Ⅱ 章", "<"], ["1. c", ""],
    ]  # fmt: skip


@pytest.mark.parametrize("chapter_of", [{}, {"x": "gone"}])
def test_an_ended_item_whose_chapter_nobody_knows_stands_at_the_end(chapter_of):
    outline = [chapter("c1", "Ⅰ", "章"), item("a"), chapter("c2", "Ⅱ", "章"), item("c", parent="c2")]
    rows = list_of(outline, [("x", 2023, "B")], [], (2023,), {"x": "終"}, chapter_of)
    assert rows[-1] == ["", "終", "B", "-"]


def test_an_ended_plan_entry_that_was_never_rated_has_no_row():
    lines = [(2024, "p", "", "ended", "段落"), (2024, "a", "a", "kept")]
    assert list_of([item("a")], [("a", 2024, "B")], lines, (2024,)) == [["1. a", "B"]]


def test_an_item_that_is_not_rated_any_more_shows_what_it_was_rated():
    assert list_of([item("a", rated="none")], [("a", 2023, "B")], (), (2023,)) == [["1. a", "", "B", "-"]]


def test_a_chapter_without_a_rated_item_has_no_heading():
    assert list_of([chapter("c1", "Ⅰ", "章"), item("a", rated="none")]) == []


def test_an_item_that_began_to_share_a_rating_keeps_its_own_of_before():
    outline = [item("a"), item("b", rated="a")]
    given_ = [("a", 2023, "B"), ("b", 2023, "C"), ("a", 2024, "A")]
    assert list_of(outline, given_, (), (2023,)) == [["1. a", "", "B", "A"], ["1. b", "", "C", "^"]]


def test_an_item_that_is_new_shares_no_rating_of_before():
    lines = [(2024, "a", "a", "kept"), (2024, "", "b", "new")]
    rows = list_of([item("a"), item("b", rated="a")], [("a", 2023, "B"), ("a", 2024, "A")], lines, (2023,))
    assert rows == [["1. a", "", "B", "A"], ["1. b", "", "-", "^"]]


def test_items_that_share_each_others_rating_are_rated_by_themselves():
    rows = list_of([item("a", rated="b"), item("b", rated="a"), item("c", rated="gone")], [("a", 2024, "A")], shown=())
    assert rows == [["1. a", "A"], ["1. b", ""], ["1. c", ""]]


def test_other_raters_and_later_years_are_not_shown():
    given_ = [Rating("a", 2024, "agency", "S"), Rating("a", 2024, "r", "B"), Rating("a", 2025, "r", "A")]
    table = rating_table(2024, TERMS, [item("a")], given_, [], (2024, 2025), {}, {}, "r")
    assert in_notation(table.grid.body) == [["1. a", "B"]]
    assert rating_counts(given_, (2024,), LETTERS, "r")[0]["total"] == 1


def test_a_rating_that_stands_twice_counts_once():
    twice = [Rating("a", 2024, "r", "B"), Rating("a", 2024, "r", "B")]
    assert rating_counts(twice, (2024,), LETTERS, "r")[0]["B"] == 1


def test_items_that_split_and_merge_through_many_years_have_no_more_rows_than_pairs():
    ids, years = "abcde", range(1990, 2025)
    lines = [(year, old, new, "merged") for year in years for new in ids for old in ids]
    table = a_table([item(each) for each in ids], [], lines, tuple(years))
    assert len(table.grid.body) <= len(lines)
