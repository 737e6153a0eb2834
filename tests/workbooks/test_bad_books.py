"""Whole workbooks that do not belong, can't be read, or are there twice; and settings that can't be read."""

import sys
from pathlib import Path

import pytest
from workspaces import ASKED, COMMON, PAID, RATED

from authoring import verbs
from authoring.problems import exit_code

sys.path.append(str(Path(__file__).parents[1] / "files"))
from hostile import compound, document, with_flag, workbook

WORK = "取組"


@pytest.mark.parametrize(
    ("at", "typed", "code", "also"),
    [
        ("B5", "平成30年度", "workbook-year", ("unit-unanswered",)),
        ("B5", None, "workbook-year", ("unit-unanswered",)),
        ("B6", "2", "workbook-layout", ("unit-unanswered",)),
        ("B7", "e99", "workbook-item", ("unit-unanswered",)),
        ("B7", None, "workbook-item", ("unit-unanswered",)),
    ],
)
def test_a_workbook_of_another_year_layout_or_item_is_an_error_at_the_cell_that_says_so(desk, at, typed, code, also):
    with desk.opened(ASKED) as book:
        book["基本情報"][at] = typed
    desk.tells(code, ASKED, "基本情報", at, also=also)


def test_a_workbook_of_another_year_names_both_years(desk):
    with desk.opened(RATED) as book:
        book["基本情報"]["B5"] = "令和2年度"
    told = desk.tells("workbook-year", RATED, "基本情報", "B5", also=("rating-missing",))
    assert "令和2年度" in told.message
    assert "令和元年度" in told.message


def test_a_workbook_of_another_owner_is_a_warning(desk):
    with desk.opened(ASKED) as book:
        book["基本情報"]["B9"] = "総務部"
    desk.tells("workbook-owner", ASKED, "基本情報", "B7", severity="warning")


def both_named(told, first, second):
    assert first in told.message
    assert second in told.message


@pytest.mark.parametrize("name", ["Ⅰ-2_相談部 - コピー.xlsx", "Ⅰ-2_相談部_2.xlsx", "Ⅰ-2_相談部(最終).xlsx"])
def test_two_equal_copies_are_a_warning_that_names_both(desk, name):
    second = desk.copy(ASKED, name)
    told = desk.tells("copies-merged", second, severity="warning")
    both_named(told, ASKED, second)
    assert "内容は同じ" in told.message


def test_two_copies_that_fill_different_cells_are_merged_with_a_warning(desk):
    second = desk.copy(ASKED, "Ⅰ-2_相談部_2.xlsx")
    desk.type(second, WORK, "取組状況", "〇二人目の文です。", row=2)
    with desk.opened(second) as book:
        figures = book["指標"]
        figures["B5"], figures["E5"], figures["K5"] = "待ち時間", 0, 5
        table = next(s for s in book if s.title.startswith("表 "))
        table["B5"], table["H23"], table["K19"], table["K23"] = "待ち", "分", "今年度", "5"
    desk.type(ASKED, WORK, "取組状況", "〇{{待ち時間}}\n{{表:待ち}}", row=3)
    told = desk.tells("copies-merged", second, severity="warning")
    both_named(told, ASKED, second)
    assert "それぞれに記入" in told.message
    merged = verbs.load(desk.root).edition
    texts = [row.cells["progress"].text for row in merged.rows if row.unit == "e7" and row.filled]
    assert texts == ["〇待ち時間を短くしました。", "〇二人目の文です。", "〇{{待ち時間}}\n{{表:待ち}}"]
    table = next(t for t in merged.tables if t.name == "待ち")
    assert [a.labels for a in table.rows if a.used] == [("分",)]
    assert [c.text for c in table.cells.values()] == ["5"]


@pytest.mark.parametrize(
    ("file", "name", "sheet", "at", "typed"),
    [
        (ASKED, "Ⅰ-2_相談部 - コピー.xlsx", WORK, "F5", "〇ほかの文です。"),
        (PAID, "Ⅰ-1_納付部_2.xlsx", "指標", "K5", 70.1),
        (PAID, "Ⅰ-1_納付部_2.xlsx", "表 納付の推移", "L23", "91件"),
        (RATED, "Ⅰ-1_評価_2.xlsx", "評価", "C3", "B"),
        (RATED, "Ⅰ-1_評価_2.xlsx", "評価", "E7", "〇ほかの理由です。"),
    ],
)
def test_two_copies_that_fill_one_cell_differently_are_one_error_that_says_which(desk, file, name, sheet, at, typed):
    second = desk.copy(file, name)
    with desk.opened(second) as book:
        book[sheet][at] = typed
    told = desk.tells("copies-differ", second, sheet, at)
    both_named(told, file, second)
    assert f"{sheet}!{at}" in told.message


def test_all_cells_in_which_two_copies_differ_are_told(desk):
    second = desk.copy(ASKED, "Ⅰ-2_相談部_2.xlsx")
    with desk.opened(second) as book:
        book[WORK]["F5"], book[WORK]["G5"] = "〇ほかの文です。", "〇ほかの評価です。"
    told = desk.tells("copies-differ", second, WORK, "F5")
    assert "取組!F5、取組!G5" in told.message
    assert [at.cell for at in told.also] == ["G5"]


BROKEN = {
    "file-damaged": lambda good: good[: len(good) // 2],
    "file-empty": lambda _: b"",
    "file-not-zip": lambda _: "取組状況".encode("cp932"),
    "file-old-format": lambda _: compound("Workbook"),
    "file-encrypted": lambda _: compound("EncryptedPackage"),
    "file-wrong-kind": lambda _: document(),
}


@pytest.mark.parametrize("code", BROKEN)
@pytest.mark.parametrize(("file", "also"), [(ASKED, ("unit-unanswered",)), (RATED, ("rating-missing",)), (COMMON, ())])
def test_a_file_that_can_not_be_read_is_one_error_and_exit_3(desk, code, file, also):
    path = desk.root / file
    path.write_bytes(BROKEN[code](path.read_bytes()))
    assert path.name in desk.tells(code, file, exits=3, also=also).message


@pytest.mark.parametrize("name", ["古い.xls", "バイナリ.xlsb"])
def test_an_old_workbook_is_told_by_what_it_is(desk, name):
    (desk.root / "inputs/部署" / name).write_bytes(compound("Workbook"))
    desk.tells("file-old-format", f"inputs/部署/{name}", exits=3)


def test_a_zip_with_a_password_is_told(desk):
    path = desk.root / ASKED
    path.write_bytes(with_flag(path.read_bytes(), 1))
    desk.tells("file-encrypted", ASKED, exits=3, also=("unit-unanswered",))


def test_a_damaged_sheet_is_one_error_and_the_other_workbooks_are_read(desk):
    parts = desk.parts(ASKED)
    parts["xl/worksheets/sheet4.xml"] = parts["xl/worksheets/sheet4.xml"][:900]
    desk.pack(ASKED, parts)
    desk.tells("file-damaged", ASKED, exits=3, also=("unit-unanswered",))


def test_a_foreign_workbook_is_an_error_and_exit_3(desk):
    (desk.root / "inputs/部署/予定表.xlsx").write_bytes(workbook())
    desk.tells("workbook-foreign", "inputs/部署/予定表.xlsx", "基本情報", exits=3)


def test_a_workbook_whose_kind_is_unknown_is_foreign(desk):
    with desk.opened(ASKED) as book:
        book["基本情報"]["B4"] = "支部"
    desk.tells("workbook-foreign", ASKED, "基本情報", "B4", exits=3, also=("unit-unanswered",))


def test_a_workbook_with_macros_is_read_with_a_warning(desk):
    parts = desk.parts(ASKED)
    types = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    (desk.root / ASKED).unlink()
    file = ASKED.replace(".xlsx", ".xlsm")
    desk.pack(file, parts | {"[Content_Types].xml": types, "xl/vbaProject.bin": compound("VBA")})
    desk.tells("file-macros", file, severity="warning")


@pytest.mark.parametrize("name", ["~$Ⅰ-2_相談部.xlsx", ".~lock.Ⅰ-2_相談部.xlsx#"])
def test_the_lock_of_a_program_is_information(desk, name):
    (desk.root / "inputs/部署" / name).write_bytes(b"\x06lock")
    desk.tells("lock-file", f"inputs/部署/{name}", severity="info")


def test_a_document_beside_the_workbooks_is_information(desk):
    (desk.root / "inputs/部署/連絡.docx").write_bytes(document())
    desk.tells("file-unknown", "inputs/部署/連絡.docx", severity="info")


def test_without_the_common_workbook_nothing_has_a_place_but_the_rest_is_checked(desk):
    (desk.root / COMMON).unlink()
    desk.tells("common-missing", COMMON, exits=3)
    at = desk.type(PAID, "指標", "目標", "七十")
    desk.tells("common-missing", COMMON, exits=3, also=("not-a-number",))
    desk.tells("not-a-number", PAID, "指標", at, exits=3, also=("common-missing",))


def test_an_empty_plan_is_an_error(desk):
    with desk.opened(COMMON) as book:
        book["年度計画"].delete_rows(5, 20)
    desk.tells("plan-empty", COMMON, "年度計画")


def test_two_common_workbooks_are_an_error(desk):
    second = desk.copy(COMMON, "共通 - コピー.xlsx")
    desk.tells("common-double", second)


def test_text_of_a_unit_that_left_the_plan_is_an_error(desk):
    with desk.opened(COMMON) as book:
        book["年度計画"]["A11"] = "e77"
    desk.tells("unit-unknown", ASKED, WORK, "F5", also=("unit-unanswered",))


@pytest.mark.parametrize("file", ["edition.toml", "agency.toml"])
@pytest.mark.parametrize("damage", [b"year = = 1", b"\xff\xfe\x00", None])
def test_damaged_settings_are_one_error_and_exit_3(desk, file, damage):
    path = desk.root / file
    path.write_bytes(damage) if damage else path.unlink()
    done = desk.refused()
    assert [p.origin.file for p in done.problems] == [file]
    assert exit_code(done.problems) == 3
    assert done.problems[0].code in ("settings-broken", "workspace-missing")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("edition.toml", 'year = "令和元年度"', 'year = "来年"'),
        ("agency.toml", 'agency = "見本機構"', ""),
        ("agency.toml", 'side = "agency"', 'sides = "agency"'),
    ],
)
def test_incomplete_settings_are_one_error_and_exit_3(desk, file, old, new):
    path = desk.root / file
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    done = desk.refused()
    assert [(p.code, p.origin.file) for p in done.problems] == [("settings-incomplete", file)]
    assert exit_code(done.problems) == 3
