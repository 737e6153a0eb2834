"""The workbook of a review: three sheets to filter and print, text that stays text, marks inside a cell."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from sample import sample_changes

from authoring.review.excel import render_excel

SAMPLE = sample_changes()


def opened(changes=SAMPLE, rich=False):
    return openpyxl.load_workbook(io.BytesIO(render_excel(changes)), rich_text=rich)


@pytest.fixture(scope="module")
def book():
    return opened()


def rows(sheet):
    head, *body = list(sheet.iter_rows(min_row=3, values_only=True))
    return [dict(zip(head, row, strict=True)) for row in body]


def test_the_sheets_are_those_promised(book):
    assert book.sheetnames == ["評定の増減", "指標の増減", "本文の増減"]


def test_each_sheet_can_be_filtered_has_its_header_on_each_page_and_prints_landscape_on_a4(book):
    for sheet in book:
        assert sheet.auto_filter.ref.startswith("A3:")
        assert sheet.freeze_panes == "B4"
        assert sheet.print_title_rows == "$3:$3"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)  # 1 is what is not said


def test_ratings_say_both_letters_and_which_way(book):
    assert [(r["番号"], r["前"], r["今"], r["増減"], r["対応"]) for r in rows(book["評定の増減"])][:3] == [
        ("Ⅰ-1", "B", "A", "上がった", "継続"), ("Ⅰ-2", "A", "B", "下がった", "統合"), ("Ⅰ-2", "B", "B", "同じ", "統合"),
    ]  # fmt: skip


def test_indicators_say_whether_they_are_better_and_whether_the_target_is_reached(book):
    told = [(r["指標"], r["良否"], r["達成"], r["状態"]) for r in rows(book["指標の増減"])]
    assert told[:2] == [("納付率", "良化", "達成", "確定"), ("待ち時間", "悪化", "未達", "速報")]
    assert told[3][3] == "廃止"


def test_every_change_of_the_text_is_a_row_with_an_empty_cell_to_fill(book):
    found = rows(book["本文の増減"])
    assert [r["ID"] for r in found if r["照合"]] == [
        line.id for line in SAMPLE.lines if line.kind != "same" or line.id in SAMPLE.remarks
    ]
    assert {r["区分"] for r in found} == {"数値", "文言", "追加", "削除", "移動", "未記入", "年度のみ"}
    assert all(r["意見"] is None for r in found)
    assert next(r for r in found if r["区分"] == "移動")["箇所"] == "相談 段落 (Ⅰ-1-(2) から)"


def test_only_the_remarks_can_be_typed_and_the_keys_are_hidden(book):
    sheet = book["本文の増減"]
    heads = {cell.value: cell for cell in sheet[3]}
    assert sheet.protection.sheet
    assert {h for h, cell in heads.items() if not sheet.cell(4, cell.column).protection.locked} == {"意見"}
    areas = [d for d in sheet.column_dimensions.values() if d.hidden]  # neighbours are one area
    hidden = {h for h, cell in heads.items() for d in areas if d.min <= cell.column <= d.max}
    assert hidden == {"ID", "照合"}


def test_a_text_that_begins_with_an_equals_sign_stays_text():
    lines = (replace(SAMPLE.lines[1], kind="new", old="", new='=HYPERLINK("http://x","y")'),)
    cell = opened(sample_changes(lines=lines, remarks={}))["本文の増減"]["F4"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x","y")')


def test_the_old_text_and_the_new_one_are_marked_where_they_differ():
    sheet = opened(rich=True)["本文の増減"]
    row = next(r for r in sheet.iter_rows(min_row=4) if "68.1" in str(r[4].value))
    assert any(part.font.strike and "68.1" in part.text for part in row[4].value if not isinstance(part, str))
    assert any(part.font.u and "69.3" in part.text for part in row[5].value if not isinstance(part, str))
    assert str(row[4].value) == SAMPLE.lines[1].old


def test_a_text_too_long_for_excel_is_cut_and_not_lost():
    lines = (replace(SAMPLE.lines[1], new="納" * 40000),)
    assert len(opened(sample_changes(lines=lines))["本文の増減"]["F4"].value) == 32001


def test_no_changes_are_said_so():
    empty = sample_changes(lines=(), ratings=(), indicators=(), remarks={})
    assert [sheet["A4"].value for sheet in opened(empty)] == ["ありません。"] * 3


def test_equal_changes_give_equal_bytes():
    assert render_excel(sample_changes()) == render_excel(sample_changes())
