"""Marks of lines as they were typed, and signs in cells of tables."""

from __future__ import annotations

from dataclasses import replace

import pytest
from readings import reading, with_text
from small import edition
from tables_typed import table, with_tables

from authoring.checks.notation_cells import check_cells
from authoring.edition.model import Axis, Cell, Row
from authoring.problems import Origin

COLUMN = [Axis("c1", ("件数",))]


@pytest.mark.parametrize("mark", ["○", "◯", "O", "0", "\uff2f"])
def test_a_line_that_begins_with_a_look_alike_of_the_mark_is_told_once_a_cell(mark):
    found = list(check_cells(reading(with_text(f"{mark}整えました。\n{mark}始めました。"))))
    assert [p.code for p in found] == ["notation-mark"]
    assert f"「{mark}」→「〇」" in found[0].message


def test_a_workbook_that_has_another_sign_throughout_is_told_once():
    rows = tuple(
        Row(f"r{n:04d}", "e6", "収納部", {"progress": Cell("○整えました。", Origin("a.xlsx", "取組", f"F{n}"))})
        for n in range(10, 20)
    )
    (found,) = check_cells(reading(replace(edition(), rows=rows)))
    assert (found.code, len(found.also)) == ("notation-mark", 9)
    assert "ほかに9個のセル" in found.message


@pytest.mark.parametrize(
    "text", ["〇整えました。", "・整えました。", "Office365を使いました。", "0.5日でした。", "① 整えました。"]
)
def test_the_marks_of_the_house_and_words_that_begin_so_are_not(text):
    assert list(check_cells(reading(with_text(text)))) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("１,234件", "notation-width"),
        ("l,234件", "notation-lookalike"),
        ("-5.9%", "notation-minus"),
        ("1234,567", "notation-grouping"),
    ],
)
def test_a_sign_of_a_table_that_only_looks_right_is_told(text, code):
    assert [p.code for p in check_cells(reading(with_tables(table(COLUMN, f"届出|{text}"))))] == [code]


@pytest.mark.parametrize("text", ["1,234件", "▲5.9%", "-", "10-20", "令和2年", "3:05", "A4"])
def test_what_a_table_may_say_is_not(text):
    assert list(check_cells(reading(with_tables(table(COLUMN, f"届出|{text}"))))) == []
