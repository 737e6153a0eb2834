"""``authoring status`` as a person starts it: the screen, the document for scripts, the workbook with reminders."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import openpyxl
import pytest
from click.testing import CliRunner
from small import PROFILE_FILE, edition

from authoring.archive.roll import with_spares
from authoring.archive.workspace import open_workspace, settings_text
from authoring.cli import main
from authoring.edition.model import Cell, Keyed, Rating, Request, Row
from authoring.files.widths import display_width, lines_of
from authoring.workbooks.write_inputs import write_inputs

CANARY = "主務省だけの文"
LINE_KEYS = [
    "item", "title", "owner", "file", "units", "filled", "empty", "changed", "unchanged", "submitted", "role",
    "preliminary", "final", "error", "warning", "set_aside", "unanswered",
]  # fmt: skip
MONEY, TALK = "inputs/部署/Ⅱ_財務部.xlsx", "inputs/部署/Ⅰ-2_相談部.xlsx"


def half_done():
    """The small edition in the middle of its year: 相談部 has not begun, the Ministry has written already."""
    rows = tuple(replace(r, cells={}) if r.owner == "相談部" else r for r in edition().rows)
    rows = tuple(Row(r.id, r.unit, r.owner, {**r.cells, "self": Cell("〇しました。")}) if r.cells else r for r in rows)
    written = Keyed("v1", "e7", "e7", {"viewpoint": Cell(f"〇{CANARY}か。"), "reason": Cell(f"〇{CANARY}ている。")})
    asked = Request("q1", "e7", "e7", "request", "取り組まれたい。", "相談部", True)
    ratings = (Rating("e7", 2019, "minister", "S"),)
    return edition(rows=rows, keyed=(written,), requests=(asked,), ratings=ratings)


@pytest.fixture
def workspace(tmp_path):
    root = tmp_path / "令和元年度"
    files = write_inputs(with_spares(half_done()))
    files["edition.toml"] = settings_text(2019, "架空", "past").replace("# deadline", "deadline").encode()
    # Another agency's name: the project's own past years are not this one's.
    other = PROFILE_FILE.read_text("utf-8").replace('agency = "日本年金機構"', 'agency = "試験の機関"')
    files["agency.toml"] = other.encode()
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def run(*args):
    return CliRunner().invoke(main, ["status", *map(str, args)], prog_name="authoring")


def document(workspace):
    done = run(workspace, "--format", "json")
    return done, json.loads(done.stdout_bytes.decode("utf-8"))


def write_fact(path, label, value):
    book = openpyxl.load_workbook(path)
    sheet = book["基本情報"]
    row = next(r for r in range(1, 20) if sheet.cell(r, 1).value == label)
    sheet.cell(row, 2).value = value
    book.save(path)


def reminders(workspace, *more):
    done = run(workspace, "--format", "xlsx", *more)
    assert done.exit_code == 0, done.stderr
    sheet = openpyxl.load_workbook(workspace / "out" / "進捗.xlsx")["依頼文"]
    return {row[0].value: row[3] for row in sheet.iter_rows(min_row=4) if row[0].value}


def test_the_screen_fits_80_columns_and_the_one_who_has_not_begun_stands_first(workspace):
    done = run(workspace, "--today", "2020-07-03")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert "提出期限 令和2年6月30日、3日過ぎています" in lines[0]
    assert lines[3].split()[:3] == ["未着手", "Ⅰ-2", "相談部"]
    assert max(map(display_width, lines)) <= 80
    assert "依頼文は --format xlsx" in done.stderr


def test_long_names_of_many_owners_fit_the_screen_too(workspace):
    (workspace / MONEY).unlink()
    for path in (workspace / "inputs" / "部署").iterdir():
        write_fact(path, "提出日", "令和2年の六月の末ごろに出しました")
    assert max(map(display_width, run(workspace).stdout.splitlines())) <= 80


def test_days_are_counted_from_the_day_that_is_told(workspace):
    assert "あと10日" in run(workspace, "--today", "令和2年6月20日").stdout
    assert "、今日" in run(workspace, "--today", "R2.6.30").stdout
    assert run(workspace, "--today", "来週").exit_code == 2


def test_json_is_one_document_with_a_line_a_workbook(workspace):
    done, shape = document(workspace)
    assert done.exit_code == 0
    assert (shape["year"], shape["deadline"]) == (2019, "2020-06-30")
    assert all(list(line)[: len(LINE_KEYS)] == LINE_KEYS for line in shape["lines"])
    line = next(x for x in shape["lines"] if x["file"] == TALK)
    assert (line["item"], line["units"], line["filled"], line["empty"]) == ("Ⅰ-2", 1, 0, 2)
    assert (line["submitted"], line["role"], line["unanswered"], line["changed"]) == (None, None, 1, None)
    assert [x["owner"] for x in shape["totals"]["owners"]] == ["収納部", "システム部", "相談部", "財務部"]
    assert shape["totals"]["units"] == sum(x["units"] for x in shape["lines"])


def test_json_does_not_depend_on_the_day(workspace):
    one, other = (
        run(workspace, "--format", "json", "--today", day).stdout_bytes for day in ("2020-06-01", "2021-01-01")
    )
    assert one == other


def test_a_mark_of_submission_is_read_as_text_and_as_a_date_of_excel(workspace):
    write_fact(workspace / MONEY, "提出日", datetime.date(2020, 6, 25))
    write_fact(workspace / MONEY, "提出者の役職", "課長")
    write_fact(workspace / TALK, "提出日", "令和2年6月26日")
    lines = {x["file"]: x for x in document(workspace)[1]["lines"]}
    assert (lines[MONEY]["submitted"], lines[MONEY]["role"], lines[MONEY]["state"]) == ("2020-06-25", "課長", "done")
    assert (lines[TALK]["submitted"], lines[TALK]["state"]) == ("2020-06-26", "doubtful")


def test_a_mark_in_the_second_of_two_copies_is_not_lost(workspace):
    copy = (workspace / MONEY).with_name("Ⅱ_財務部 - コピー.xlsx")
    copy.write_bytes((workspace / MONEY).read_bytes())
    write_fact(copy, "提出日", "2020-06-25")
    line = next(x for x in document(workspace)[1]["lines"] if x["file"] == MONEY)
    assert (line["submitted"], line["warning"]) == ("2020-06-25", 1)


def test_a_workbook_that_is_lost_or_broken_stops_nothing(workspace):
    (workspace / MONEY).unlink()
    (workspace / TALK).write_bytes(b"PK\x03\x04")
    done, shape = document(workspace)
    states = {x["file"]: x["state"] for x in shape["lines"]}
    assert (done.exit_code, states[MONEY], states[TALK]) == (0, "missing", "unreadable")
    assert "ファイルなし" in run(workspace).stdout
    assert TALK in done.stderr


@pytest.mark.parametrize("shape", ["text", "xlsx"])
def test_without_a_plan_nothing_can_be_read(workspace, shape):
    (workspace / "inputs" / "共通.xlsx").unlink()
    done = run(workspace, "--format", shape)
    assert (done.exit_code, done.stdout) == (3, "")
    assert "共通.xlsx" in done.stderr
    assert not (workspace / "out").exists()


@pytest.mark.parametrize("lost", ["edition.toml", "inputs/共通.xlsx"])
def test_json_is_one_document_even_where_nothing_can_be_read(workspace, lost):
    (workspace / lost).unlink()
    done, shape = document(workspace)
    assert (done.exit_code, shape["lines"], shape["totals"]["books"]) == (3, [], 0)
    assert lost in [p["file"] for p in shape["problems"]]


def test_a_deadline_that_is_no_date_is_told_and_stops_nothing(workspace):
    text = (workspace / "edition.toml").read_text("utf-8").replace("deadline = 2020-06-30", 'deadline = "六月ごろ"')
    (workspace / "edition.toml").write_text(text, "utf-8")
    done = run(workspace)
    assert (done.exit_code, "deadline-unknown" in done.stderr) == (0, True)
    assert document(workspace)[1]["deadline"] is None


@pytest.mark.parametrize("typed", ["2020-06-30", '"令和2年6月30日"', '"R2.6.30"', "2020-06-30T17:00:00"])
def test_a_deadline_is_read_in_every_form(workspace, typed):
    text = (workspace / "edition.toml").read_text("utf-8").replace("deadline = 2020-06-30", f"deadline = {typed}")
    (workspace / "edition.toml").write_text(text, "utf-8")
    opened, problems = open_workspace(workspace)
    assert (str(opened.deadline), problems) == ("2020-06-30", [])


def test_new_settings_show_how_a_deadline_is_written():
    assert "# deadline = 2021-06-30" in settings_text(2020, "", "past")


def test_a_reminder_says_what_is_missing_until_when(workspace):
    text = reminders(workspace, "--today", "2020-06-01")["相談部"].value
    assert "相談部 ご担当者様" in text
    assert "提出期限の令和2年6月30日までに" in text
    assert "■ Ⅰ-2 相談(Ⅰ-2_相談部.xlsx)" in text
    assert "取組の記入がない単位: Ⅰ-2" in text
    assert "対応箇所も対応しない理由もない行: 1件" in text
    assert "過ぎております" in reminders(workspace, "--today", "2020-07-01")["相談部"].value


def test_a_reminder_names_indicators_without_a_value_and_errors(workspace):
    path = workspace / "inputs" / "部署" / "Ⅰ-1_収納部.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["指標"]
    heads = {c.value: c.column for c in sheet[4]}
    sheet.cell(5, heads["令和元年度 実績"]).value = None
    book["取組"]["F5"] = "〇{{納付}}でした。"
    book.save(path)
    text = reminders(workspace)["収納部"].value
    assert "今年度の値がない指標: 納付率" in text
    assert "取組!F5" in text


def test_a_reminder_has_nothing_of_the_ministrys(workspace):
    reminders(workspace)
    book = openpyxl.load_workbook(workspace / "out" / "進捗.xlsx")
    cells = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value]
    assert not [c for c in cells if CANARY in c]
    sent = "".join(str(row[3].value) for row in book["依頼文"].iter_rows(min_row=4))
    assert not [word for word in ("評定", "厚生労働省", "視点", "取り組まれたい") if word in sent]


def test_a_department_that_is_done_is_asked_for_nothing(workspace):
    write_fact(workspace / "inputs" / "部署" / "Ⅰ-1_システム部.xlsx", "提出日", "2020-06-01")
    assert reminders(workspace)["システム部"].value == "お願いすることはありません。"


def test_a_row_of_reminders_is_as_high_as_its_text_and_its_text_may_be_changed(workspace):
    for cell in reminders(workspace).values():
        sheet = cell.parent
        width = sheet.column_dimensions["D"].width
        assert sheet.row_dimensions[cell.row].height >= min(400, 16 * lines_of(cell.value, int(width)))
        assert not cell.protection.locked


def test_the_sheet_of_progress_can_be_filtered_and_says_each_state_in_words(workspace):
    (workspace / MONEY).unlink()
    reminders(workspace)
    sheet = openpyxl.load_workbook(workspace / "out" / "進捗.xlsx")["進捗"]
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=3)]
    assert rows[0][:4] == ["状態", "項目", "表題", "担当"]
    assert sheet.auto_filter.ref.startswith("A3:")
    assert rows[1][0] == "ファイルなし"
    assert {row[0] for row in rows[1:]} == {"ファイルなし", "未着手", "記入済・未提出"}
    assert len({sheet.cell(r, 1).fill.fgColor.rgb for r in (4, 5)}) == 2


def test_equal_days_give_an_equal_workbook(workspace, tmp_path):
    for name in ("一", "二"):
        run(workspace, "--format", "xlsx", "--today", "2020-06-01", "--out", tmp_path / name)
    assert (tmp_path / "一").read_bytes() == (tmp_path / "二").read_bytes()


def test_status_changes_nothing_in_the_workspace(workspace):
    def files():
        return {p: p.read_bytes() for p in workspace.rglob("*") if p.is_file()}

    before = files()
    run(workspace)
    run(workspace, "--format", "json")
    assert files() == before


def test_a_workbook_is_never_written_onto_an_input(workspace):
    done = run(workspace, "--format", "xlsx", "--out", workspace / MONEY)
    assert done.exit_code == 4
