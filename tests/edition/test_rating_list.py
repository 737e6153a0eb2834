"""The rating list and the counts: an invented edition by its key, the published one by its figures, and laws."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rating_lists import LETTERS, TERMS, a_table, chapter, in_notation, item, list_of

from authoring.edition.model import Entry, Lineage, Rating
from authoring.edition.profile import MidTerm, profile_from
from authoring.edition.rating_list import rating_counts, rating_table

ROOT = Path(__file__).parents[2]
KEY = tomllib.loads((ROOT / "tests/keys/new_midterm.toml").read_text("utf-8"))
SOURCE = ROOT / "examples/source/r01"


# ------------------------------------------------------------------------------------------------ the invented edition


def of_the_key():
    outline = []
    for head in KEY["chapters"]:
        if not head["item"]:
            outline.append(chapter(head["number"], head["number"], head["title"]))
        for each in KEY["items"]:
            if each["chapter"] == head["number"]:
                own = {"item": True, "rated": each["rated"]}
                if head["item"]:
                    outline.append(chapter(each["id"], each["number"], each["title"], **own))
                else:
                    outline.append(
                        Entry(each["id"], head["number"], 2, each["number"], "heading", each["title"], **own)
                    )
    return {
        "outline": outline,
        "ratings": KEY["ratings"],
        "lineage": KEY["lineage"],
        "shown": KEY["years_shown"],
        "chapter_of": {each["id"]: each["chapter"] for each in KEY["old_items"]},
    }


def test_the_periods_here_are_those_of_the_key():
    assert TERMS.mid_terms == tuple(MidTerm(**term) for term in KEY["mid_terms"])


def test_the_list_equals_the_key_row_by_row():
    assert list_of(**of_the_key()) == [row["cells"] for row in KEY["list"]]


def test_the_cells_span_the_rows_that_the_key_says():
    body = a_table(**of_the_key()).grid.body
    assert [[cell.rowspan if cell else 0 for cell in row] for row in body] == [row["rowspan"] for row in KEY["list"]]


def test_the_list_equals_the_key_where_no_chapter_of_an_ended_item_is_known():
    known = of_the_key()
    known["chapter_of"] = {}
    assert list_of(**known) == [row["cells"] for row in KEY["list"]]


def test_the_periods_stand_over_their_columns_and_the_years_below():
    table = a_table(**of_the_key())
    first, second = in_notation(table.grid.header)
    assert first[1:] == KEY["head_groups"][1:]
    assert first[0] == "令和6年度計画の項目"
    assert second == ["^", "第二期の項目", *KEY["year_heads"]]
    assert table.year_columns == {2022: 2, 2023: 3, 2024: 4}


def test_the_counts_equal_the_key():
    ratings = [Rating(each[0], each[1], "r", each[2]) for each in KEY["ratings"]]
    counted = rating_counts(ratings, KEY["years_shown"], KEY["scale"], "r")
    assert counted == [{**each, "by": "r"} for each in KEY["counts"]]


def test_the_letters_of_a_column_add_up_to_the_counts():
    table = a_table(**of_the_key())
    for counts in KEY["counts"]:
        column = [row[table.year_columns[counts["year"]]] for row in table.grid.body]
        for letter in LETTERS:
            assert sum(cell is not None and cell.text == letter for cell in column) == counts[letter]


# ------------------------------------------------------------------------------------------------ the published edition


def published():
    """The example's source files as outline, ratings and lineage; ids are the printed numbers."""
    outline, ratings = [], []
    chapters = tomllib.loads((SOURCE / "00-outline.toml").read_text("utf-8"))["chapter"]
    files = [tomllib.loads(path.read_text("utf-8")) for path in sorted(SOURCE.glob("[1-6]*.toml"))]
    for head in chapters:
        inside = [each for each in files if each["chapter"] == head["number"]]
        itself = len(inside) == 1
        if not itself:
            outline.append(chapter(head["number"], head["number"], head["title"]))
        for each in inside:
            level, number, _, _, text = (part.strip() for part in each["plan"].strip().split("\n")[0].split("|"))
            id_ = head["number"] if itself else f"{head['number']}-{number.rstrip('.')}"
            outline.append(
                Entry(
                    id_, None, int(level), number, "heading", text,
                    item=True, rated=each.get("rated", ""), list_title=each.get("list_title", ""),
                )
            )  # fmt: skip
            if each.get("rating"):
                ratings.append(Rating(id_, 2019, "r", each["rating"]))
    lineage = []
    for each in tomllib.loads((SOURCE / "former.toml").read_text("utf-8"))["item"]:
        ratings += [Rating(each["id"], 2017, "r", each["h29"]), Rating(each["id"], 2018, "r", each["h30"])]
        lineage += [Lineage(2019, each["id"], new, "merged", each["title"]) for new in each["becomes"]]
    return outline, ratings, lineage


@pytest.fixture(scope="module")
def published_table():
    profile = profile_from(tomllib.loads((ROOT / "templates/profiles/nenkin.toml").read_text("utf-8")))
    outline, ratings, lineage = published()
    return rating_table(2019, profile, outline, ratings, lineage, (2017, 2018, 2019), {}, {}, "r")


def test_the_published_counts_are_computed():
    counted = rating_counts(published()[1], (2017, 2018, 2019), LETTERS, "r")
    assert [[each[key] for key in (*LETTERS, "total")] for each in counted] == [
        [0, 3, 18, 2, 1, 24],
        [0, 4, 17, 3, 0, 24],
        [0, 5, 13, 0, 0, 18],
    ]


@pytest.mark.parametrize(
    ("year", "numbers"), [(2017, [0, 3, 18, 2, 1]), (2018, [0, 4, 17, 3, 0]), (2019, [0, 5, 13, 0, 0])]
)
def test_the_published_list_shows_each_rating_once(published_table, year, numbers):
    column = [row[published_table.year_columns[year]] for row in published_table.grid.body]
    assert [sum(cell is not None and cell.text == letter for cell in column) for letter in LETTERS] == numbers


def test_a_published_rating_spans_the_rows_of_its_predecessors(published_table):
    rows = {row[0].text: n for n, row in enumerate(published_table.grid.body) if row[0]}
    spans = {text.split(" ")[0]: [] for text in rows}
    for text, n in rows.items():
        cell = published_table.grid.body[n][4]
        spans[text.split(" ")[0]].append(cell.rowspan if cell else 0)
    assert spans == {
        "Ⅰ": [0], "Ⅱ": [0], "Ⅲ": [0], "Ⅳ": [2], "Ⅴ": [0],
        "1.": [1, 2, 3], "2.": [1, 1, 1], "3.": [1, 1, 1], "4.": [1, 1, 1],
        "5.": [1], "6.": [2], "7.": [1], "8.": [3], "9.": [1],
    }  # fmt: skip


def test_the_published_rows_name_several_predecessors_and_none_that_is_called_as_today(published_table):
    body = in_notation(published_table.grid.body)
    start = next(n for n, row in enumerate(body) if row[0].startswith("6. "))
    assert [row[1:] for row in body[start : start + 6]] == [
        ["年金記録の確認等の対応", "B", "B", "B"],
        ["再発防止及び年金記録の正確な管理", "B", "B", "^"],
        ["", "B", "B", "B"],
        ["分かりやすい情報提供の推進", "B", "B", "B"],
        ["公的年金制度に対する理解の促進", "B", "B", "^"],
        ["お客様サービスの向上", "B", "B", "^"],
    ]
    assert [row[1:] for row in body if row[0].startswith(("3. 社会", "Ⅳ", "Ⅴ"))] == [
        ["", "B", "B", "B"],
        ["", "B", "B", "B"],
        ["", "^", "^", "^"],
    ]


def test_the_published_head_has_both_periods(published_table):
    first, second = in_notation(published_table.grid.header)
    assert first == ["令和元年度計画の評価項目", "第2期中期目標期間", "<", "<", "第3期中期目標期間"]
    assert second == ["^", "第2期中期目標期間中にあった評価項目", "平成29年度", "平成30年度", "令和元年度"]


# ------------------------------------------------------------------------------------------------------------- any data

IDS = st.sampled_from("abcdefg")
KINDS = st.sampled_from(["kept", "renamed", "moved", "merged", "split", "new", "ended"])
LINES = st.lists(
    st.builds(
        Lineage, st.integers(2021, 2026), IDS | st.just(""), IDS | st.just(""), KINDS, st.sampled_from(["", "題"])
    ),
    max_size=14,
)
RATED = st.dictionaries(st.tuples(IDS, st.integers(2021, 2025)), st.sampled_from(LETTERS), max_size=20)
RATEDS = st.sampled_from(["", "", "none", *"abc", "gone"])
OUTLINE = st.lists(
    st.one_of(
        st.builds(item, IDS, rated=RATEDS),
        st.builds(chapter, st.sampled_from(["c1", "c2", "c3"]), st.just("Ⅰ"), st.just("章")),
        st.builds(chapter, IDS, st.just("Ⅳ"), st.just("章"), item=st.just(True), rated=RATEDS),
    ),
    max_size=8,
)
SHOWN = st.lists(st.integers(2016, 2026), max_size=5)
HOMES = st.dictionaries(IDS, st.sampled_from(["c1", "c2", "gone"]))


@given(OUTLINE, RATED, LINES, SHOWN, HOMES)
@example([item("a"), replace(item("b"), parent="b")], {("a", 2024): "A"}, [Lineage(2024, "a", "a", "kept")], [2024], {})
@example([], {("a", 2023): "A"}, [Lineage(2024, "a", "b", "kept"), Lineage(2024, "b", "a", "kept")], [2023], {})
def test_whatever_the_lineage_each_rating_stands_in_one_cell_and_the_cells_tile_the_grid(
    outline, rated, lineage, shown, chapter_of
):
    ratings = [Rating(id_, year, "r", letter) for (id_, year), letter in rated.items()]
    table = rating_table(2024, TERMS, outline, ratings, lineage, shown, {}, chapter_of, "r")
    grid = table.grid
    widths = {len(row) for row in (*in_notation(grid.header), *in_notation(grid.body))}
    assert widths == {len(grid.column_keys)}
    assert len(grid.row_keys) == len(grid.body)
    assert list(table.year_columns) == sorted({year for year in shown if year < 2024} | {2024})
    for counts in rating_counts(ratings, list(table.year_columns), LETTERS, "r"):
        column = [row[table.year_columns[counts["year"]]] for row in grid.body]
        for letter in LETTERS:
            assert sum(cell is not None and cell.text == letter for cell in column) == counts[letter]
