"""Cells are read as openpyxl, the second witness, reads them; and more is told of each."""

import datetime
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from authoring.files.opening import open_package
from authoring.workbooks.raw import read_raw


def saved(tmp_path, fill, name="a.xlsx"):
    book = openpyxl.Workbook()
    fill(book.active)
    book.save(tmp_path / name)
    return read_raw(open_package(tmp_path / name, "xlsx"), name).sheets["Sheet"]


def test_every_kind_of_value_is_read_as_openpyxl_reads_it(tmp_path):
    values = [
        "文字", "改行\nあり", 12, 0.1, 69.3, -5, 1e-7, True, datetime.datetime(2020, 3, 31), datetime.time(7, 30),
        datetime.timedelta(hours=27, minutes=5), "=1+1", "00123",
    ]  # fmt: skip

    def fill(sheet):
        for row, value in enumerate(values, 1):
            sheet.cell(row, 1, value)
        sheet.cell(12, 1).data_type = "s"

    sheet = saved(tmp_path, fill)
    witness = openpyxl.load_workbook(tmp_path / "a.xlsx")["Sheet"]
    for row in range(1, len(values) + 1):
        mine, theirs = sheet.at(row - 1, 0).value, witness.cell(row, 1).value
        assert (float(mine) if isinstance(mine, Decimal) else mine) == theirs


def test_a_number_is_the_decimal_that_was_typed(tmp_path):
    sheet = saved(tmp_path, lambda s: s.append([69.3, 1234567, 0.07]))
    assert [str(sheet.at(0, c).value) for c in range(3)] == ["69.3", "1234567", "0.07"]


def test_a_formula_and_an_error_are_told_beside_the_value(tmp_path):
    def fill(sheet):
        sheet["A1"] = "=SUM(B1:B2)"
        sheet["A2"] = "#REF!"
        sheet["A2"].data_type = "e"

    sheet = saved(tmp_path, fill)
    assert (sheet.at(0, 0).value, sheet.at(0, 0).formula) == (None, True)
    assert sheet.at(1, 0).error == "#REF!"


def test_merged_areas_and_rich_text_are_read(tmp_path):
    def fill(sheet):
        sheet.merge_cells("B2:C4")
        sheet["B2"] = "結合"
        sheet["A1"] = CellRichText("はじめ", TextBlock(InlineFont(b=True), "太字"), "おわり")

    sheet = saved(tmp_path, fill)
    assert sheet.merged == ((1, 1, 3, 2),)
    assert sheet.at(0, 0).value == "はじめ太字おわり"


def test_the_old_calendar_of_the_mac_gives_the_same_day(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = datetime.datetime(2020, 3, 31)
    book.save(tmp_path / "mac.xlsx")
    sheet = read_raw(open_package(tmp_path / "mac.xlsx", "xlsx"), "mac.xlsx").sheets["Sheet"]
    assert sheet.at(0, 0).value == datetime.datetime(2020, 3, 31)


def test_a_sheet_that_is_formatted_to_the_bottom_ends_with_its_values(tmp_path):
    def fill(sheet):
        sheet["A1"] = "上"
        sheet["A1048576"] = "下"

    assert saved(tmp_path, fill).last_row == 0


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.one_of(st.integers(-(10**14), 10**14), st.decimals(-(10**6), 10**6, places=3)), min_size=1, max_size=8)
)
def test_any_decimal_comes_back_as_it_was_typed(values):
    book = openpyxl.Workbook()
    book.active.append([float(v) if isinstance(v, Decimal) else v for v in values])
    buffer = io.BytesIO()
    book.save(buffer)
    package = type("P", (), {})()
    with zipfile.ZipFile(buffer) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    package.names, package.read = tuple(parts), parts.__getitem__
    sheet = read_raw(package, "x").sheets["Sheet"]
    assert [sheet.at(0, c).value for c in range(len(values))] == [Decimal(v) for v in values]


def test_parts_that_do_not_fit_together_are_one_trouble(tmp_path):
    from authoring.files import FileTrouble

    saved(tmp_path, lambda s: s.append(["あ"]))
    package = open_package(tmp_path / "a.xlsx", "xlsx")
    parts = {n: package.read(n) for n in package.names}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData>"
    broken = type("P", (), {"names": tuple(parts), "read": staticmethod(parts.__getitem__)})()
    with pytest.raises(FileTrouble) as told:
        read_raw(broken, "a.xlsx").sheets["Sheet"]
    assert told.value.code == "file-damaged"
