"""The workbook of ``status``: what is printed, and reminders that name everything however much it is."""

import datetime
import io

import openpyxl

from authoring.checks.filled import Counts, Gaps
from authoring.checks.progress import Line, Progress
from authoring.documents.progress.excel import render_progress
from authoring.documents.progress.reminders import reminder
from authoring.files.widths import lines_of

TODAY = datetime.date(2020, 6, 1)


def lines(number: int, owner: str, gaps: Gaps) -> tuple[Line, ...]:
    """So many workbooks of an owner with the same gaps."""
    return tuple(
        Line(f"e{n}", f"Ⅰ-{n}", "架空の項目", owner, "agency", f"inputs/部署/Ⅰ-{n}_{owner}.xlsx", "read",
             Counts(units=2, filled=1, empty=1), gaps)
        for n in range(1, number + 1)
    )  # fmt: skip


MUCH = Gaps(units=("Ⅰ-1-(1)",), figures=("架空率",))
FOUND = Progress(
    2019, None,
    (*lines(2, "人事部", Gaps(units=("Ⅰ-1-(1)",))), *lines(12, "総務部", MUCH)),
    compared=True,
)  # fmt: skip


def sheets():
    return openpyxl.load_workbook(io.BytesIO(render_progress(FOUND, TODAY)))


def test_a_long_reminder_names_all_and_its_rows_show_it_whole():
    sheet = sheets()["依頼文"]
    (area,) = [a for a in sheet.merged_cells.ranges if a.min_col == 4]
    text = sheet.cell(area.min_row, 4).value
    assert text == reminder(FOUND, "総務部", TODAY)
    assert text.count("Ⅰ-1-(1)") == text.count("架空率") == 12
    heights = [sheet.row_dimensions[r].height for r in range(area.min_row, area.max_row + 1)]
    width = int(sheet.column_dimensions["D"].width)
    assert max(heights) <= 409
    assert sum(heights) >= 16 * lines_of(text, width)
    assert {(a.min_row, a.max_row) for a in sheet.merged_cells.ranges} == {(area.min_row, area.max_row)}


def test_a_reminder_of_endless_length_still_fits_a_cell_and_says_that_it_is_cut():
    many = Progress(2019, None, lines(900, "総務部", MUCH), compared=True)
    text = reminder(many, "総務部", TODAY)
    assert len(text) < 32_767
    assert "以下は略します" in text
    assert text.endswith("ご容赦ください。")


def test_the_print_ends_with_what_is_missing_and_the_rest_stands_to_the_right():
    sheet = sheets()["進捗"]
    heads = [c.value for c in sheet[3]]
    assert heads.index("足りないもの") == 11
    assert sheet.print_area.endswith("$L$17")
    row = dict(zip(heads, [c.value for c in sheet[4]], strict=True))
    assert (row["記入単位"], row["記入済"], row["空欄"], row["ファイル"]) == (2, 1, 1, "部署/Ⅰ-1_人事部.xlsx")
    assert row["足りないもの"] == "記入のない単位: Ⅰ-1-(1)"
