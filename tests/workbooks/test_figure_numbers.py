"""図中の数値: what is drawn in a picture stands in the workbook of 別表, and goes with it into the snapshot."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from pictures import png
from small import PROFILE_FILE, with_annex
from workspaces import Desk

from authoring import verbs
from authoring.archive.reopen import edition_of
from authoring.archive.roll import next_year, with_spares
from authoring.archive.snapshot import read_snapshot, snapshot_files
from authoring.archive.workspace import settings_text
from authoring.edition.attachments import Attachments, Picture
from authoring.edition.model import PLACE_TEXT, Cell, FigureNumber
from authoring.edition.resolve import resolve
from authoring.workbooks.read_inputs import read_inputs
from authoring.workbooks.write_inputs import write_inputs

BOOK, SHEET = "inputs/別表/収納部.xlsx", "図中の数値"
NUMBERS = (
    FigureNumber("流れ", "未納者", Decimal("125.5"), "万人", "2019", "収納部"),
    FigureNumber("流れ", "納付率", Decimal("69.30"), "%", "2020-03", "収納部"),
)
ATTACHED = Attachments({"流れ": Picture("流れ.png", 40, 20, "相談の流れ。", png(40, 20))})


def drawn(numbers=NUMBERS, line="{{図:流れ}}"):
    """An edition whose 別表1 shows the picture, with those numbers."""
    base = with_annex()
    rows = (replace(r, cells={PLACE_TEXT: Cell(line)}) if r.id == "p0002" else r for r in base.rows)
    return replace(base, rows=tuple(rows), figure_numbers=tuple(numbers))


def put(edition, root):
    files = write_inputs(with_spares(edition))
    files["edition.toml"] = settings_text(2019, "架空", "../過年度").encode()
    files["agency.toml"] = PROFILE_FILE.read_text("utf-8").replace("日本年金機構", "試験の機関").encode()
    files["inputs/添付/流れ.png"] = png(40, 20)
    files["inputs/添付/流れ.txt"] = "相談の流れ。".encode()
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return Desk(root)


@pytest.fixture
def desk(tmp_path):
    return put(drawn(), tmp_path / "令和元年度")


def read(desk):
    edition, _, problems = read_inputs(desk.root, 2019, with_annex().profile)
    return edition.figure_numbers, [p.code for p in problems if p.severity != "info"]


def figure_codes(desk):
    return [(p.code, p.origin.cell) for p in verbs.check(desk.root).problems if p.code.startswith("figure-number")]


def test_reading_what_was_written_gives_it_back(desk):
    assert read(desk) == (NUMBERS, [])
    assert verbs.load(desk.root).snapshot is not None
    assert figure_codes(desk) == []


def test_a_workbook_of_before_has_no_such_sheet_and_is_valid(desk):
    with desk.opened(BOOK) as book:
        del book[SHEET]
    assert read(desk) == ((), [])


def test_the_numbers_stand_beside_the_picture_in_the_snapshot_and_come_back_from_it(tmp_path):
    snapshot, _ = resolve(drawn(), attached=ATTACHED)
    for name, data in snapshot_files(snapshot).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    again, problems = read_snapshot(tmp_path)
    assert (again, problems) == (snapshot, [])
    assert [b.figure.numbers for b in again.items["別表1"] if b.figure] == [NUMBERS]
    assert edition_of(again).figure_numbers == NUMBERS


def test_a_snapshot_whose_picture_tells_no_number_is_as_it_was():
    assert b'"numbers"' not in snapshot_files(resolve(drawn(()), attached=ATTACHED)[0])["appendix.jsonl"]


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("図", "流", "figure-number-unknown"),
        ("名前", None, "figure-number-empty"),
        ("値", None, "figure-number-empty"),
    ],
)
def test_what_is_wrong_is_told_at_its_row(desk, heading, value, code):
    desk.type(BOOK, SHEET, heading, value)
    assert figure_codes(desk) == [(code, "A5")]


def test_a_value_that_is_no_number_and_a_time_that_is_none_are_told(desk):
    at = desk.type(BOOK, SHEET, "値", "約百", 2)
    when = desk.type(BOOK, SHEET, "時点・年度", "先月", 1)
    told = [(p.code, p.origin.cell) for p in verbs.check(desk.root).problems if p.origin and p.origin.sheet == SHEET]
    assert {("not-a-number", at), ("period-unknown", when)} <= set(told)


def test_a_percentage_that_excel_stores_as_a_part_is_read_as_it_is_shown(desk):
    desk.type(BOOK, SHEET, "値", 0.712, 2, "0.0%")
    assert read(desk)[0][1].value == Decimal("71.2")


def test_one_number_with_two_values_is_told(desk):
    with desk.opened(BOOK) as book:
        for column, value in zip("ABCDE", ("流れ", "未納者", 130, "万人", "令和元年度"), strict=True):
            book[SHEET][f"{column}7"] = value
    assert figure_codes(desk) == [("figure-number-differs", "A7")]


def test_the_numbers_of_a_picture_that_no_text_places_are_told(tmp_path):
    desk = put(drawn(line="〇文だけ。"), tmp_path / "令和元年度")
    assert figure_codes(desk) == [("figure-number-unplaced", "A5"), ("figure-number-unplaced", "A6")]


def test_two_copies_are_merged_and_told_where_they_differ(desk):
    desk.copy(BOOK, "収納部 - コピー.xlsx")
    desk.type(BOOK, SHEET, "値", None, 2)
    assert read(desk) == (NUMBERS, ["copies-merged"])
    desk.type(BOOK, SHEET, "値", 70, 2)
    assert read(desk)[1] == ["copies-differ"]


def test_a_reissue_keeps_them_and_what_is_no_number_goes_to_the_homeless(desk):
    desk.type(BOOK, SHEET, "値", "約百", 2)
    desk.type("inputs/共通.xlsx", "別表一覧", "表題", "納付率の移り変わり", 2)
    assert verbs.reissue(desk.root).written
    book = openpyxl.load_workbook(desk.root / BOOK)
    assert [c.value for c in book[SHEET][5]] == ["流れ", "未納者", 125.5, "万人", "令和元年度"]
    assert [c.value for c in book[SHEET][6]][:2] == ["流れ", "納付率"]
    assert "約百" in [c.value for row in book["行き先なし"].iter_rows() for c in row]


def test_the_next_year_keeps_the_names_and_waits_for_the_values():
    rolled = next_year(drawn(), 2020).figure_numbers
    assert [(n.figure, n.name, n.value, n.unit, n.period) for n in rolled] == [
        ("流れ", "未納者", None, "万人", ""), ("流れ", "納付率", None, "%", ""),
    ]  # fmt: skip
