"""What people and Excel do to single cells: each is one problem at its cell, and says how to mend it."""

import datetime

import pytest
from workspaces import ASKED, COMMON, MONEY, PAID, RATED, Desk, errors

from authoring import verbs
from authoring.problems import exit_code

WORK, FIGURES, TABLE = "取組", "指標", "表 納付の推移"


def read(desk: Desk):
    return verbs.load(desk.root).edition


def test_the_workspace_has_no_fault_before_it_is_spoiled(desk):
    assert {p.code for p in desk.check().problems} == {"marks-read"}
    assert verbs.build(desk.root).written


@pytest.mark.parametrize("typed", ["Ａ", "a", "E", "A+", "優"])
def test_an_unknown_rating_is_an_error_that_names_the_letters(desk, typed):
    with desk.opened(RATED) as book:
        book["評価"]["C3"] = typed
    told = desk.tells("rating-unknown", RATED, "評価", "C3", also=("rating-missing",))
    assert typed in told.message
    assert "S・A・B・C・D" in told.hint


@pytest.mark.parametrize(("heading", "typed"), [("目標", "70以上"), ("正確な値", "約69"), ("小数桁", "一つ")])
def test_text_where_a_number_belongs_is_an_error(desk, heading, typed):
    at = desk.type(PAID, FIGURES, heading, typed)
    assert typed in desk.tells("not-a-number", PAID, FIGURES, at).message


def test_an_impossible_number_of_decimals_is_an_error(desk):
    at = desk.type(PAID, FIGURES, "小数桁", 1e30)
    desk.tells("not-a-number", PAID, FIGURES, at)


def test_full_width_digits_are_read_and_told(desk):
    at = desk.type(PAID, FIGURES, "令和元年度 実績", "１，２３５", row=2)
    told = desk.tells("digits-full-width", PAID, FIGURES, at, severity="info")
    assert "１，２３５" in told.message
    assert "1235" in told.message
    assert str(read(desk).indicators[1].values["2019"].value) == "1235"


@pytest.mark.parametrize(
    ("value", "form", "original"),
    [
        (datetime.datetime(2020, 1, 2), 'm"月"d"日"', "1-2 または 1/2"),
        (datetime.datetime(2020, 1, 2), "d-mmm", "1-2 または 1/2"),
        (datetime.datetime(2020, 3, 31), "yyyy/m/d", "2020/3/31"),
        (datetime.datetime(2020, 3, 31), 'yyyy"年"m"月"d"日"', "2020年3月31日"),
        (datetime.datetime(2020, 3, 1), 'yyyy"年"m"月"', "2020年3月"),
        (datetime.datetime(2019, 5, 1), "[$-411]ge.m.d", "R1.5.1"),
        (datetime.datetime(2019, 4, 30), '[$-411]ggge"年"m"月"d"日"', "平成31年4月30日"),
        (datetime.datetime(2020, 3, 31, 9, 5), "yyyy/m/d h:mm", "2020/3/31 9:05"),
        (datetime.time(4, 30), "h:mm", "4:30"),
        (datetime.timedelta(hours=25, minutes=10), "[h]:mm", "25:10"),
        (True, "General", "TRUE"),
    ],
)
@pytest.mark.parametrize(("sheet", "heading"), [(WORK, "取組状況"), (FIGURES, "正確な値")])
def test_a_value_that_excel_converted_is_an_error_with_the_likely_original(desk, sheet, heading, value, form, original):
    at = desk.type(PAID, sheet, heading, value, row=2, form=form)
    assert f"「{original}」" in desk.tells("value-converted", PAID, sheet, at).message


def test_a_date_of_a_japanese_excel_is_known_by_the_number_of_its_format(desk):
    at = desk.type(PAID, WORK, "取組状況", datetime.datetime(2020, 1, 2), row=2, form='m"月"d"日"')
    parts = desk.parts(PAID)
    styles = parts["xl/styles.xml"].decode()
    number = styles.split('formatCode="m&quot;月')[0].rsplit('numFmtId="', 1)[1].split('"')[0]
    parts["xl/styles.xml"] = (
        styles.replace(f'numFmtId="{number}"', 'numFmtId="56"')
        .replace('<numFmt numFmtId="56" formatCode="m&quot;月&quot;d&quot;日&quot;"/>', "")
        .encode()
    )
    assert b'numFmtId="56"' in parts["xl/styles.xml"]
    desk.pack(PAID, parts)
    assert "1-2" in desk.tells("value-converted", PAID, WORK, at).message


@pytest.mark.parametrize(("sheet", "heading"), [(WORK, "自己評価"), (FIGURES, "正確な値")])
def test_a_formula_without_a_value_is_an_error(desk, sheet, heading):
    at = desk.type(PAID, sheet, heading, "=1+1", row=2)
    desk.tells("formula-uncached", PAID, sheet, at)


def with_value(desk: Desk, part: str, at: str, value: str) -> None:
    """Give a formula the value that Excel would have kept beside it."""
    parts = desk.parts(PAID)
    cell = parts[part].decode().split(f'r="{at}"')[1].split("</c>")[0]
    formula = cell[cell.index("<f>") : cell.index("</f>") + 4]
    parts[part] = parts[part].replace(cell.encode(), f' t="str">{formula}<v>{value}</v>'.encode())
    desk.pack(PAID, parts)


def test_a_formula_with_a_value_is_no_figure(desk):
    at = desk.type(PAID, FIGURES, "正確な値", "=1+1", row=2)
    with_value(desk, "xl/worksheets/sheet5.xml", at, "2")
    desk.tells("formula-in-input", PAID, FIGURES, at, severity="warning")
    assert read(desk).indicators[1].values["2019"].exact is None


def test_a_formula_with_a_value_is_read_as_text_and_told(desk):
    at = desk.type(PAID, WORK, "自己評価", '="〇"&"進めた"', row=2)
    with_value(desk, "xl/worksheets/sheet4.xml", at, "〇進めた")
    desk.tells("formula-read", PAID, WORK, at, severity="info")


def test_text_that_begins_with_an_equals_sign_is_text(desk):
    with desk.opened(PAID) as book:
        book[WORK]["F6"].value = "=は等号です"
        book[WORK]["F6"].data_type = "s"
    assert not errors(desk.check())


@pytest.mark.parametrize(("sheet", "heading"), [(WORK, "取組状況"), (FIGURES, "正確な値")])
def test_an_error_cell_is_an_error(desk, sheet, heading):
    at = desk.type(PAID, sheet, heading, "#REF!", row=2)
    assert "#REF!" in desk.tells("cell-error", PAID, sheet, at).message


@pytest.mark.parametrize(
    ("file", "sheet", "area"),
    [
        (PAID, WORK, "F6:F8"),
        (PAID, WORK, "G6:H6"),
        (PAID, WORK, "G4:G6"),
        (PAID, FIGURES, "P6:Q6"),
        (PAID, TABLE, "M23:M24"),
        (PAID, TABLE, "M19:N19"),
        (RATED, "評価", "C3:D3"),
        (COMMON, "年度計画", "L6:L7"),
    ],
)
def test_a_merged_input_cell_is_an_error(desk, file, sheet, area):
    with desk.opened(file) as book:
        book[sheet].merge_cells(area)
    assert area in desk.tells("cell-merged", file, sheet, area.split(":")[0]).message


def test_a_percentage_is_read_as_it_is_shown(desk):
    at = desk.type(PAID, FIGURES, "令和元年度 実績", 0.693, form="0.0%")
    told = desk.tells("percent-stored", PAID, FIGURES, at, severity="info")
    assert "69.3%" in told.message
    assert str(read(desk).indicators[0].values["2019"].value) == "69.3"


def test_a_percentage_in_a_cell_of_a_plain_format_is_seen_from_last_year(desk):
    at = desk.type(PAID, FIGURES, "令和元年度 実績", 0.693, form="#,##0.###")
    desk.tells("percent-stored", PAID, FIGURES, at, severity="info")
    assert str(read(desk).indicators[0].values["2019"].value) == "69.3"


def test_marks_are_read_and_told(desk):
    at = desk.type(MONEY, WORK, "取組状況", "○一つ\nO二つ\n0三つ\n・四つ")
    told = [p for p in desk.check().problems if p.code == "marks-read" and p.origin.file == MONEY]
    assert [(p.origin.cell, str(p.severity)) for p in told] == [(at, "info"), ("G5", "info")]
    assert "〇3 ・1" in told[0].message
    assert "○・O・0 を 〇 と読みました" in told[0].message


@pytest.mark.parametrize(
    ("file", "sheet", "at", "typed", "what"),
    [
        (PAID, WORK, "D5", "書きかえた計画", "共通ブック"),
        (PAID, WORK, "H5", "書きかえた去年", "過去年度"),
        (PAID, WORK, "E5", "済", "式"),
        (PAID, FIGURES, "J5", 99.9, "過去年度"),
        (PAID, FIGURES, "J5", "なし", "過去年度"),
        (PAID, FIGURES, "S5", 1.2, "式"),
    ],
)
def test_a_grey_cell_that_someone_changed_is_told_and_not_read(desk, file, sheet, at, typed, what):
    before = read(desk)
    with desk.opened(file) as book:
        book[sheet][at] = typed
    assert what in desk.tells("grey-changed", file, sheet, at, severity="warning").hint
    assert read(desk).rows == before.rows
    assert read(desk).indicators[0] == before.indicators[0]


def test_a_figure_typed_over_a_cell_that_shows_an_indicator_is_told(desk):
    with desk.opened(PAID) as book:
        sheet = book[TABLE]
        sheet["E24"], sheet["H24"], sheet["L24"] = "納付率", "率", "70.0%"
    told = desk.tells("grey-changed", PAID, TABLE, "L24", severity="warning")
    assert "指標" in told.hint


def test_several_faults_are_told_in_one_run(desk):
    with desk.opened(RATED) as book:
        book["評価"]["C3"] = "X"
    with desk.opened(PAID) as book:
        book[WORK]["F6"] = "〇{{納付立}}"
        book[WORK]["F7"] = "#DIV/0!"
        book[FIGURES]["M5"] = "七十"
        book[WORK]["F8"], book[WORK]["F8"].number_format = datetime.datetime(2020, 1, 2), "m/d"
    with desk.opened(ASKED) as book:
        del book["指標"]
    (desk.root / "inputs/部署/壊れた.xlsx").write_bytes(b"PK\3\4")
    done = desk.refused()
    assert errors(done) == {
        "rating-unknown", "rating-missing", "indicator-unknown", "cell-error", "not-a-number", "value-converted",
        "sheet-missing", "file-damaged",
    }  # fmt: skip
    assert exit_code(done.problems) == 3
