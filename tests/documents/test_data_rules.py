"""The 30 rules: a violation planted for each turns its result, and a clean package breaks none."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from packages import at, results, small_files, small_snapshot, with_book

from authoring.documents import data
from authoring.documents.data import data_files
from authoring.documents.data.opened import BOOK
from authoring.documents.data.rules import rule_sheet, rules
from authoring.problems import ProblemError

FILES = small_files()


def second_table(book):
    sheet = book["ratings"]
    sheet.append([cell.value for cell in sheet[1]])
    sheet.append([cell.value for cell in sheet[2]])


def note_beside(book):
    book["tables"].cell(2, 40).value = "注: 速報"


def put(sheet, field, value, row=2):
    def change(book):
        at(book[sheet], field, row).value = value

    return change


def comment(book):
    book["tables"]["A2"].comment = Comment("速報", "x")


def page_header(book):
    book["tables"].oddHeader.center.text = "案"


def chart(book):
    book["tables"].add_chart(BarChart(), "A1")


def bold(book):
    book["tables"]["A2"].font = Font(bold=True)


def yellow(book):
    book["tables"]["A2"].fill = PatternFill("solid", "FFFF00")


def hidden_column(book):
    book["tables"].column_dimensions["B"].hidden = True


def hidden_row(book):
    book["tables"].row_dimensions[3].hidden = True


def hidden_sheet(book):
    book["codes"].sheet_state = "hidden"


def without(page_name, /, **wanted):
    """Delete the rows that have these values."""

    def change(book):
        page = book[page_name]
        rows = range(page.max_row, 1, -1)
        for row in [r for r in rows if all(at(page, f, r).value == v for f, v in wanted.items())]:
            page.delete_rows(row)

    return change


def untold_sign(book):
    without("codes", code_list="symbol", code="†")(book)
    put("tables", "row_label_1", "†件数")(book)


def swapped(book):
    sheet = book["ratings"]
    sheet["A1"].value, sheet["B1"].value = sheet["B1"].value, sheet["A1"].value


def other(book):
    book["codes"].append(["kind", None, "other", "その他", None])


def a_year_a_column(book):
    book["indicators"].cell(1, 17).value = "value_2019"


def twice(book):
    sheet = book["indicators"]
    sheet.append([cell.value for cell in sheet[2]])


PLANTED = [
    (2, second_table), (2, lambda book: book.create_sheet("memo")),
    (3, lambda book: book["tables"].insert_rows(3)),
    (4, note_beside), (4, comment), (4, page_header),
    (5, put("tables", "text", None, 1)),
    (6, put("tables", "row_label_1", "件　数")), (6, put("tables", "row_label_1", "件\n数")),
    (6, put("tables", "row_label_1", "  件数")),
    (7, put("tables", "value", "8,693人 (79.0%)")), (7, put("tables", "role", "value、target")),
    (8, put("tables", "row_label_1", "①件数")), (8, put("tables", "table_name", "㈱の件数")),
    (9, put("tables", "state", "blank")), (9, put("tables", "value", None)),
    (10, chart), (11, bold), (11, yellow),
    (12, lambda book: book["tables"].merge_cells("A2:A3")),
    (13, hidden_column), (13, hidden_row), (13, hidden_sheet),
    (14, put("tables", "row_label_1", "別の語")),
    (15, put("tables", "value", "▲12")), (15, put("indicators", "value", "68.1")),
    (16, put("tables", "value", "12件")), (16, put("tables", "unit", "value_unit", 1)),
    (17, put("tables", "table_id", None, 3)),
    (18, put("tables", "text", "value", 1)),
    (19, put("tables", "role", "実績")), (19, put("ratings", "rating", "Z")),
    (20, other),
    (21, put("tables", "value", "=1+1")), (21, put("tables", "table_name", "=A1")),
    (22, lambda book: book["tables"].insert_rows(1)), (22, put("tables", "text", "文字", 1)),
    (23, without("codes", code_list="role")),
    (24, without("codes", code_list="symbol", code="▲")), (24, untold_sign),
    (25, put("indicators", "unit", None)), (25, put("definitions", "unit", None, 10)),
    (26, put("indicators", "period", "令和元年度")), (26, put("indicators", "period_ja", "令和2年度")),
    (26, put("ratings", "fiscal_year_ja", "平成元年度")),
    (27, lambda book: setattr(book["indicators"].cell(1, 17), "value", "area_name")),
    (28, swapped), (29, without("definitions", sheet="tables", field="role")),
    (29, put("definitions", "history", None)),
    (30, a_year_a_column), (30, twice),
]  # fmt: skip


def test_a_clean_package_passes_every_rule_that_applies():
    found = results(FILES)
    assert list(found) == list(range(1, 31))
    assert [number for number, result in found.items() if result != "適合"] == [20, 27]
    assert {found[20], found[27]} == {"該当なし"}


def test_opening_and_saving_the_workbook_elsewhere_breaks_no_rule():
    assert results(with_book(FILES, lambda book: None)) == results(FILES)


@pytest.mark.parametrize(("rule", "plant"), PLANTED, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(PLANTED)])
def test_a_planted_violation_turns_the_result_of_its_rule(rule, plant):
    assert results(with_book(FILES, plant))[rule] == "不適合"


def in_csv(name, old, new):
    assert old in FILES[f"data/{name}.csv"]
    return FILES | {f"data/{name}.csv": FILES[f"data/{name}.csv"].replace(old, new, 1)}


PLANTED_FILES = {
    "another kind of file": (1, FILES | {"data/tables.pdf": b"%PDF"}),
    "a comma not quoted": (14, in_csv("ratings", "収納対策".encode(), "収納,対策".encode())),
    "a record on two lines": (14, in_csv("ratings", "収納対策".encode(), '"収納\r\n対策"'.encode())),
    "lines that end otherwise": (14, in_csv("ratings", b"\r\n", b"\n")),
    "no byte order mark": (14, in_csv("codes", b"\xef\xbb\xbf", b"")),
    "another value than in the workbook": (14, in_csv("indicators", b"68.13", b"68.14")),
}


@pytest.mark.parametrize(("rule", "files"), PLANTED_FILES.values(), ids=PLANTED_FILES)
def test_a_violation_planted_in_a_file_turns_the_result_of_its_rule(rule, files):
    assert results(files)[rule] == "不適合"


def test_a_macro_in_the_workbook_turns_rule_1():
    out = io.BytesIO(FILES[BOOK])
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert results(FILES | {BOOK: out.getvalue()})[1] == "不適合"


def test_every_rule_that_applies_has_a_planted_violation():
    planted = {rule for rule, _ in PLANTED} | {rule for rule, _ in PLANTED_FILES.values()}
    assert planted == set(range(1, 31))


def test_the_sheet_of_rules_has_a_row_for_each_and_a_reason():
    sheet = rule_sheet()
    assert [record[0] for record in sheet.records] == list(range(1, 31))
    assert all(all(record) for record in sheet.records)
    levels = [rule.level for rule in rules()]
    assert [levels.count(level) for level in (1, 2, 3)] == [14, 7, 9]
    assert [rule.number for rule in rules() if not rule.applies] == [20, 27]


def test_a_rule_that_fails_fails_the_build_with_a_problem(monkeypatch):
    def broken(sheets, title, agency):
        return with_book(FILES, bold)[BOOK]

    monkeypatch.setattr(data, "workbook_bytes", broken)
    with pytest.raises(ProblemError) as told:
        data_files(small_snapshot())
    assert told.value.problem.code == "data-rule"
    assert "ルール11" in told.value.problem.message
