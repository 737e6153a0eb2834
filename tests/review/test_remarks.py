"""Remarks typed into the workbooks come back to their lines; those whose line changed or went are told."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from sample import sample_changes

from authoring.problems import Exit
from authoring.review.excel import render_excel
from authoring.review.remarks import OF_OLDER, read_remarks, with_remarks

SAMPLE = sample_changes(remarks={})
NUMBER, WORDING, GONE = "r0001.progress.1", "r0001.progress.2", "r0002.self.9"


@pytest.fixture
def typed(tmp_path):
    """Write the workbook with remarks typed into it, line id -> what was typed."""

    def write(name, remarks, changes=SAMPLE):
        book = openpyxl.load_workbook(io.BytesIO(render_excel(changes)))
        sheet = book["本文の増減"]
        heads = {cell.value: cell.column for cell in sheet[3]}
        for row in range(4, sheet.max_row + 1):
            if sheet.cell(row, heads["ID"]).value in remarks:
                sheet.cell(row, heads["意見"], remarks[sheet.cell(row, heads["ID"]).value])
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def laid(paths, changes=SAMPLE):
    remarks, problems = read_remarks(paths)
    assert problems == []
    found, problems = with_remarks(changes, remarks)
    return dict(found.remarks), [p.code for p in problems]


def changed(line_id, **more):
    lines = tuple(replace(line, **more) if line.id == line_id else line for line in SAMPLE.lines)
    return sample_changes(lines=lines, remarks={})


def test_a_remark_comes_back_to_its_line_with_the_name_of_its_file(typed):
    assert laid([typed("課長.xlsx", {NUMBER: "出典を書くこと。\n\n表も直す。", GONE: 5})]) == (
        {NUMBER: ("課長: 出典を書くこと。\n表も直す。",), GONE + ".old": ("課長: 5",)}, [],
    )  # fmt: skip


def test_several_files_are_joined_in_their_order(typed):
    paths = [typed("b.xlsx", {NUMBER: "二"}), typed("a.xlsx", {NUMBER: "一", WORDING: "三"})]
    assert laid(paths) == ({NUMBER: ("b: 二", "a: 一"), WORDING: ("a: 三",)}, [])


def test_a_workbook_made_with_remarks_carries_them_on_and_says_none_twice(typed):
    first = typed("一回目.xlsx", {NUMBER: "根拠は。"})
    before = with_remarks(SAMPLE, read_remarks([first])[0])[0]
    second = typed("二回目.xlsx", {NUMBER: "直りました。"}, before)
    assert laid([first, second]) == ({NUMBER: ("一回目: 根拠は。", "二回目: 直りました。")}, [])


def test_a_remark_on_a_line_that_changed_since_is_kept_and_marked(typed):
    path = typed("a.xlsx", {NUMBER: "直すこと。"})
    now = changed(NUMBER, new="〇納付率は69.4%となった。")
    assert laid([path], now) == ({NUMBER: (f"{OF_OLDER}a: 直すこと。",)}, ["remark-of-older"])


def test_a_remark_follows_its_paragraph_when_another_is_put_in_above(typed):
    path = typed("a.xlsx", {WORDING: "直すこと。"})
    below = next(line for line in SAMPLE.lines if line.id == WORDING)
    lines = (replace(below, kind="new", old="", new="〇別の文。"), replace(below, id="r0001.progress.7"))
    assert laid([path], sample_changes(lines=lines, remarks={})) == ({"r0001.progress.7": ("a: 直すこと。",)}, [])


def test_a_remark_whose_line_is_gone_is_a_warning_that_quotes_it(typed):
    path = typed("a.xlsx", {NUMBER: "直すこと。"})
    remarks, _ = read_remarks([path])
    found, problems = with_remarks(sample_changes(lines=(), remarks={}), remarks)
    assert (dict(found.remarks), [p.code for p in problems]) == ({}, ["remark-without-line"])
    assert "直すこと。" in problems[0].message
    assert (problems[0].origin.file, problems[0].origin.cell) == ("a.xlsx", "G5")


def test_a_file_that_is_no_such_workbook_is_one_problem_each(tmp_path, typed):
    other, odd = openpyxl.Workbook(), openpyxl.Workbook()
    other.save(tmp_path / "other.xlsx")
    odd.create_sheet("本文の増減")["A1"] = "意見"
    odd.save(tmp_path / "odd.xlsx")
    (tmp_path / "text.xlsx").write_text("意見", "utf-8")
    paths = [tmp_path / f"{name}.xlsx" for name in ("other", "odd", "text", "none")]
    remarks, problems = read_remarks([*paths, typed("a.xlsx", {NUMBER: "一"})])
    assert [r.text for r in remarks] == ["a: 一"]
    assert [p.code for p in problems] == ["remarks-foreign", "remarks-foreign", "file-not-zip", "file-missing"]
    assert {p.exit for p in problems} == {Exit.UNREADABLE}
