"""Reissue of the workbooks of statements and appendix: made when 別表一覧 names a place, and nothing typed is lost."""

from __future__ import annotations

import openpyxl
import pytest
from test_reissue import HOMELESS, homeless, sheet
from workspaces import COMMON

from authoring import verbs

PLACES = (("予算", "予算等", "予算の表題", "財務部"), ("別表1", "別表", "別表の表題", "財務部"))
MONEY = "inputs/別表/財務部.xlsx"
GENERAL = "inputs/別表/総務部.xlsx"
TEXT = "〇執行の概要です。\n{{表:予算の表}}\n{{参照:Ⅰ-1-(1)}}を参照。"


def listed(desk, *lines):
    """Type lines into 別表一覧, from the first row on."""
    with desk.opened(COMMON) as book:
        for row in range(2):
            for column in range(5):
                line = lines[row] if row < len(lines) else ()
                book["別表一覧"].cell(5 + row, 1 + column).value = line[column] if column < len(line) else None


def texts(desk, file):
    """Place and text of every filled row of 別表."""
    return [(r[1].value, r[3].value) for r in sheet(desk, file, "別表").iter_rows(min_row=5) if r[3].value]


@pytest.fixture
def placed(desk):
    """A workspace with one workbook of two places, the first one filled and with a table."""
    listed(desk, *PLACES)
    verbs.reissue(desk.root)
    with desk.opened(MONEY) as book:
        table = next(book[name] for name in book.sheetnames if name.startswith("表 "))
        table["B5"].value = "予算の表"
        table.title = "表 予算の表"  # as the next issue names it
        book["別表"]["D5"].value = TEXT
        book["基本情報"]["B9"].value = "令和2年6月1日"
    return desk


def test_a_place_of_the_list_gets_its_workbook(desk):
    listed(desk, *PLACES)
    done = verbs.reissue(desk.root)
    assert done.problems == ()
    assert (desk.root / MONEY).is_file()
    rows = [r[0].value for r in sheet(desk, COMMON, "別表一覧").iter_rows(min_row=5) if r[0].value]
    assert rows == ["予算", "別表1"]
    assert verbs.reissue(desk.root).written == ()


def test_without_a_change_a_filled_workbook_stays_as_it_is(placed):
    before = placed.files()
    done = verbs.reissue(placed.root)
    assert (done.written, done.problems) == ((), ())
    assert placed.files() == before


def test_a_place_goes_to_its_new_owner_with_its_table(placed):
    listed(placed, ("予算", "予算等", "予算の表題", "総務部"), PLACES[1])
    verbs.reissue(placed.root)
    assert texts(placed, GENERAL) == [("予算", TEXT)]
    assert texts(placed, MONEY) == []
    assert "表 予算の表" in openpyxl.load_workbook(placed.root / GENERAL).sheetnames
    assert [row for file in (MONEY, GENERAL, COMMON) for row in homeless(placed, file)] == []


def test_what_a_vanished_place_held_stands_on_the_sheet(placed):
    listed(placed, PLACES[1])
    done = verbs.reissue(placed.root)
    assert [p.code for p in done.problems] == ["reissue-homeless"]
    assert [row[0::3] for row in homeless(placed, MONEY)] == [("別表", TEXT)]
    assert HOMELESS in openpyxl.load_workbook(placed.root / MONEY).sheetnames


def test_the_last_place_of_an_owner_leaves_its_words_in_the_common_workbook(placed):
    listed(placed)
    verbs.reissue(placed.root)
    assert not (placed.root / MONEY).exists()
    assert TEXT in [row[3] for row in homeless(placed, COMMON)]


def test_a_new_title_of_a_place_leaves_nothing_on_the_sheet(placed):
    listed(placed, ("予算", "予算等", "新しい表題", "財務部"), PLACES[1])
    done = verbs.reissue(placed.root)
    assert done.problems == ()
    assert sheet(placed, MONEY, "別表")["C5"].value == "新しい表題"
    assert texts(placed, MONEY) == [("予算", TEXT)]


def test_one_owner_of_a_place_alone_is_reissued(placed):
    listed(placed, ("予算", "予算等", "新しい表題", "財務部"), PLACES[1])
    done = verbs.reissue(placed.root, for_="財務部")
    assert placed.root / MONEY in done.written
