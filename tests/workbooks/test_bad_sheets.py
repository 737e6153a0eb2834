"""Sheets, rows and words that do not fit: told at their place, with what is near."""

import pytest
from workspaces import ASKED, COMMON, MONEY, PAID, RATED, found_at

from authoring import verbs
from authoring.problems import exit_code

WORK, FIGURES, TABLE, PLAN = "取組", "指標", "表 納付の推移", "年度計画"


@pytest.mark.parametrize(
    ("file", "sheet", "also"),
    [
        (MONEY, FIGURES, ()),
        (MONEY, WORK, ("unit-unanswered",)),
        (MONEY, "前年度からの宿題", ()),
        (MONEY, "番号表", ()),
        (RATED, "評価", ("rating-missing",)),
        (COMMON, PLAN, ()),
        (COMMON, "対応表", ()),
        (COMMON, "表示年度", ()),
    ],
)
def test_a_missing_sheet_is_an_error_and_the_sheets_that_are_there_are_told(desk, file, sheet, also):
    with desk.opened(file) as book:
        del book[sheet]
    told = desk.tells("sheet-missing", file, sheet, also=also)
    assert sheet in told.message
    assert "基本情報" in told.message


def test_a_renamed_sheet_is_an_error_that_shows_the_new_name(desk):
    with desk.opened(MONEY) as book:
        book[FIGURES].title = "指標 (2)"
    assert "指標 (2)" in desk.tells("sheet-missing", MONEY, FIGURES).message


def test_a_renamed_sheet_of_a_table_is_still_that_table(desk):
    with desk.opened(PAID) as book:
        book[TABLE].title = "推移"
    assert {p.code for p in desk.check().problems} == {"marks-read"}


@pytest.mark.parametrize(
    ("file", "sheet", "column", "also"),
    [(PAID, FIGURES, 11, ("indicator-unknown",)), (MONEY, WORK, 6, ("unit-unanswered",)), (COMMON, "対応表", 2, ())],
)
def test_a_column_put_in_moves_the_others_and_is_one_error(desk, file, sheet, column, also):
    with desk.opened(file) as book:
        at = book[sheet].cell(4, column).coordinate
        heading, now = book[sheet][at].value, book[sheet].cell(4, column + 1).coordinate
        book[sheet].insert_cols(column)
    told = desk.tells("column-moved", file, sheet, at, also=also)
    assert heading in told.message
    assert now in told.message


def test_two_columns_that_changed_places_are_an_error(desk):
    with desk.opened(MONEY) as book:
        sheet = book[FIGURES]
        sheet["K4"], sheet["L4"] = sheet["L4"].value, sheet["K4"].value
    told = desk.tells("column-moved", MONEY, FIGURES, "K4")
    assert [at.cell for at in told.also] == ["L4"]


@pytest.mark.parametrize("typed", ["実績", None])
def test_a_renamed_or_emptied_heading_is_an_error(desk, typed):
    with desk.opened(MONEY) as book:
        book[FIGURES]["K4"] = typed
    assert "令和元年度 実績" in desk.tells("column-missing", MONEY, FIGURES, "K4").message


def test_a_row_copied_with_its_id_is_an_error_that_names_the_first(desk):
    with desk.opened(PAID) as book:
        sheet = book[WORK]
        for column in (1, 2, 6):
            sheet.cell(21, column, sheet.cell(13, column).value)
    assert "取組!A13" in desk.tells("id-double", PAID, WORK, "A21").message


@pytest.mark.parametrize(
    ("file", "sheet", "source", "at"),
    [(PAID, FIGURES, "A5", "A6"), (COMMON, PLAN, "A7", "A8"), (PAID, TABLE, "A23", "A24"), (PAID, TABLE, "K12", "M12")],
)
def test_an_id_that_stands_twice_is_an_error_wherever_it_stands(desk, file, sheet, source, at):
    with desk.opened(file) as book:
        book[sheet][at] = book[sheet][source].value
    told = [p for p in desk.check().problems if p.code == "id-double"]
    assert [(p.origin.file, p.origin.sheet, p.origin.cell) for p in told] == [(file, sheet, at)]


@pytest.mark.parametrize(
    ("file", "sheet", "at"),
    [
        (PAID, WORK, "F21"),
        (PAID, WORK, "G40"),
        (PAID, FIGURES, "B11"),
        (RATED, "評価", "E20"),
        (PAID, TABLE, "H30"),
        (PAID, TABLE, "Q23"),
        (PAID, TABLE, "Q19"),
    ],
)
def test_text_beside_an_empty_id_is_an_error_that_says_where_it_belongs(desk, file, sheet, at):
    with desk.opened(file) as book:
        book[sheet][at] = "〇はみ出した文"
    assert "行" in desk.tells("id-missing", file, sheet, at).hint


@pytest.mark.parametrize(
    ("typed", "code", "near"),
    [
        ("〇{{納付立}}", "indicator-unknown", "「納付率」"),
        ("〇{{納付率:前年度さ}}", "ask-unknown", "「前年度差」"),
        ("〇{{参照:Ⅰ-1-(3)}}", "reference-unknown", "「Ⅰ-1-(1)」"),
        ("{{表:納付の水位}}", "table-unknown", "「納付の推移」"),
        ("{{図:納付の推移}}", "figure-unknown", "添付"),
        ("〇次の{{表:納付の推移}}を見る", "reference-not-alone", "改行"),
    ],
)
def test_a_reference_to_an_unknown_name_is_an_error_that_offers_the_nearest(desk, typed, code, near):
    at = desk.type(PAID, WORK, "自己評価", typed, row=2)
    assert near in desk.tells(code, PAID, WORK, at).hint


def test_a_reference_is_read_in_any_width(desk):
    desk.type(PAID, WORK, "自己評価", "〇｛｛納付率：前年度差｝｝、｛｛参照：I－1－（2）｝｝、{{ 納付率 }}", row=2)
    assert {p.code for p in desk.check().problems} == {"marks-read"}


def test_an_indicator_unknown_to_a_table_is_an_error(desk):
    with desk.opened(PAID) as book:
        book[TABLE]["E24"] = "納付立"
    assert "「納付率」" in desk.tells("indicator-unknown", PAID, TABLE, "E24").hint


def test_an_indicator_without_a_value_is_a_warning(desk):
    with desk.opened(PAID) as book:
        book[FIGURES]["K6"] = None
    desk.tells("indicator-empty", PAID, WORK, "F13", severity="warning")


def test_a_table_placed_nowhere_is_a_warning_that_tells_the_words(desk):
    desk.type(PAID, WORK, "取組状況", "〇表を忘れました。")
    assert "{{表:納付の推移}}" in desk.tells("table-unplaced", PAID, TABLE, "B5", severity="warning").hint


def test_a_unit_that_nothing_answers_is_a_warning_and_stops_a_plain_build_only(desk):
    with desk.opened(ASKED) as book:
        book[WORK]["F5"] = book[WORK]["G5"] = None
    told = desk.tells("unit-unanswered", ASKED, WORK, "F5", severity="warning")
    assert "相談部" in told.message
    refused = desk.refused()
    assert [str(p.severity) for p in refused.problems if p.code == "unit-unanswered"] == ["error"]
    assert exit_code(refused.problems) == 1
    assert exit_code(desk.refused(stage="report").problems) == 1
    drafted = verbs.build(desk.root, draft="第1案")
    assert drafted.written
    assert exit_code(drafted.problems) == 0


def test_a_unit_answered_by_a_reference_alone_is_answered(desk):
    with desk.opened(ASKED) as book:
        book[WORK]["F5"], book[WORK]["G5"] = "{{参照:Ⅰ-1-(1)}}のとおり", None
    assert {p.code for p in desk.check().problems} == {"marks-read"}


def test_a_missing_rating_is_information_and_stops_an_evaluation_only(desk):
    with desk.opened(RATED) as book:
        book["評価"]["C3"] = None
    assert "--stage report" in desk.tells("rating-missing", RATED, "評価", "C3", severity="info").hint
    refused = desk.refused()
    assert [str(p.severity) for p in refused.problems if p.code == "rating-missing"] == ["error"]
    assert exit_code(refused.problems) == 1
    report = verbs.build(desk.root, stage="report")
    assert exit_code(report.problems) == 0
    assert "report.docx" in {p.name for p in report.written}


@pytest.mark.parametrize(
    ("file", "sheet", "at", "typed", "code", "also"),
    [
        (COMMON, PLAN, "C8", None, "level-missing", ("grey-changed",)),
        (COMMON, PLAN, "E7", "表題", "choice-unknown", ()),
        (COMMON, "表示年度", "A5", "令和X年度", "year-unknown", ()),
        (PAID, FIGURES, "F5", "上", "choice-unknown", ()),
        (PAID, FIGURES, "G6", "来年の春", "period-unknown", ()),
        (PAID, FIGURES, "G6", "平成30年3月", "period-unknown", ()),
        (PAID, FIGURES, "B7", "納付率", "indicator-name-double", ()),
        (PAID, TABLE, "K17", "来年の春", "period-unknown", ()),
        (PAID, TABLE, "K13", "合計値", "choice-unknown", ()),
        (PAID, TABLE, "B9", "－", "choice-unknown", ()),
        (PAID, TABLE, "G23", "深い", "not-a-number", ()),
        (PAID, "表 t0002", "B5", "納付の推移", "table-name-double", ()),
        (RATED, "評価", "B7", "Ⅰ-1-(9)", "key-unknown", ()),
        (RATED, "評価", "B7", "Ⅰ-2-(1)", "key-unknown", ()),
    ],
)
def test_other_things_that_can_not_be_understood_are_errors_at_their_cell(desk, file, sheet, at, typed, code, also):
    with desk.opened(file) as book:
        book[sheet][at] = typed
    told = [p for p in desk.check().problems if p.code == code]
    assert [(p.origin.file, p.origin.sheet, str(p.severity)) for p in told] == [(file, sheet, "error")]
    assert {p.code for p in desk.check().problems} == {"marks-read", code, *also}


def test_the_value_of_a_nameless_indicator_is_an_error(desk):
    with desk.opened(PAID) as book:
        at = found_at(book[FIGURES], "令和元年度 実績", 3)
        book[FIGURES][at] = 5
    desk.tells("indicator-nameless", PAID, FIGURES, "B7")
