"""The workbooks of statements and appendix: written, read, rolled to the next year, opened again."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from small import with_annex

from authoring.archive.reopen import edition_of
from authoring.archive.roll import beside_of, next_year, with_spares
from authoring.edition.resolve import resolve
from authoring.workbooks.read_inputs import read_inputs
from authoring.workbooks.write_inputs import write_inputs

BOOK = "inputs/別表/財務部.xlsx"


def put(edition, root, beside=None):
    for name, data in write_inputs(edition, beside).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


@pytest.fixture
def made():
    return with_spares(with_annex())


def read(root, edition):
    found, _, problems = read_inputs(root, edition.year, edition.profile)
    return found, [p.code for p in problems if p.severity != "info"]


def test_reading_what_was_written_gives_it_back(made, tmp_path):
    found, problems = read(put(made, tmp_path), made)
    assert problems == []
    assert (found.places, found.rows, found.tables) == (made.places, made.rows, made.tables)


def test_each_owner_has_one_workbook_with_room_for_more(made, tmp_path):
    put(made, tmp_path)
    book = openpyxl.load_workbook(tmp_path / BOOK)
    places = [row[1].value for row in book["別表"].iter_rows(min_row=5) if row[0].value]
    assert {name: places.count(name) for name in places} == {"予算": 8, "参考資料-総括表": 8, "参考資料-三か年": 8}
    assert "表 予算の表" in book.sheetnames
    assert sum(name.startswith("表 t") for name in book.sheetnames) == 3


def test_last_years_text_stands_beside_the_empty_cell(made, tmp_path):
    past = resolve(made)[0]
    put(next_year(made, 2020, past), tmp_path, beside_of(past))
    sheet = openpyxl.load_workbook(tmp_path / BOOK)["別表"]
    first = next(row for row in sheet.iter_rows(min_row=5) if row[0].value == "p0003")
    assert [c.value for c in first[1:]] == ["参考資料-総括表", "予算の執行状況(総括表)", None, "〇執行の概要。"]


def test_a_snapshot_is_opened_again(made):
    snapshot = resolve(made)[0]
    assert resolve(edition_of(snapshot))[0] == snapshot


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("a1", "別表", "表題", "財務部"), "place-name"),
        (("別表1", "別表", "表題", "財務部"), "place-double"),
        (("別表2", "別表", "表題", None), "place-owner"),
    ],
)
def test_a_place_that_can_not_be_used_is_told_at_its_cell(made, tmp_path, typed, code):
    path = put(made, tmp_path) / "inputs" / "共通.xlsx"
    book = openpyxl.load_workbook(path)
    for column, value in enumerate(typed, 1):
        book["別表一覧"].cell(9, column, value)
    book.save(path)
    found, problems = read(tmp_path, made)
    assert code in problems
    assert found.places == made.places


def test_a_common_workbook_of_before_has_no_places(made, tmp_path):
    path = put(replace(made, places=()), tmp_path) / "inputs" / "共通.xlsx"
    book = openpyxl.load_workbook(path)
    del book["別表一覧"]
    book.save(path)
    found, problems = read(tmp_path, made)
    assert (found.places, problems) == ((), [])


def test_a_table_that_no_text_of_the_appendix_places_is_told(made):
    rows = tuple(replace(r, cells={}) if r.id == "p0001" else r for r in made.rows)
    problems = resolve(replace(made, rows=rows))[1]
    assert ("table-unplaced", "t2") in [(p.code, p.place) for p in problems]
