"""The verbs that the commands are made of, on a small workspace."""

import hashlib
from pathlib import Path

import openpyxl
import pytest
from small import PROFILE_FILE, edition

from authoring import verbs
from authoring.archive.roll import with_spares
from authoring.archive.snapshot import read_snapshot
from authoring.archive.workspace import settings_text
from authoring.problems import Exit, ProblemError, exit_code
from authoring.workbooks.write_inputs import write_inputs


def make(folder, **more):
    files = write_inputs(with_spares(edition(**more)))
    files["edition.toml"] = settings_text(2019, "架空", "past").encode()
    # Another agency's name: the project's own past years are not this one's.
    files["agency.toml"] = (
        PROFILE_FILE.read_text("utf-8").replace('agency = "日本年金機構"', 'agency = "試験の機関"').encode()
    )
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.fixture
def workspace(tmp_path):
    return make(tmp_path / "令和元年度")


def digest(folder):
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def codes(outcome, least="warning"):
    order = ["info", "warning", "error"]
    return [p.code for p in outcome.problems if order.index(p.severity) >= order.index(least)]


def test_an_evaluation_brings_the_documents_the_printed_workbook_and_the_snapshot(workspace):
    outcome = verbs.build(workspace)
    assert codes(outcome) == []
    out = workspace / "out"
    names = {"evaluation.docx", "evaluation.xlsx", "report.docx", "data.xlsx", "data", "edition"}
    assert {p.name for p in out.iterdir()} == names
    tables = {f"{name}.csv" for name in ("indicators", "ratings", "tables", "definitions", "codes")}
    assert {p.name for p in (out / "data").iterdir()} == tables
    snapshot, problems = read_snapshot(out / "edition")
    assert problems == []
    assert snapshot == verbs.load(workspace).snapshot


def test_a_report_holds_nothing_that_the_ministry_wrote(workspace):
    verbs.build(workspace, stage="report")
    out = workspace / "out"
    assert {p.name for p in out.iterdir()} == {"report.docx", "edition"}
    text = "".join(p.read_text("utf-8") for p in (out / "edition").rglob("*.json*"))
    assert "取り組んでいる" not in text
    assert '"rating":' not in text


def test_building_and_checking_change_no_input(workspace):
    before = digest(workspace / "inputs")
    verbs.check(workspace)
    verbs.build(workspace)
    assert digest(workspace / "inputs") == before


def test_two_builds_of_equal_inputs_are_byte_equal(workspace, tmp_path):
    verbs.build(workspace)
    other = make(tmp_path / "別の場所" / "x")
    verbs.build(other)
    assert digest(workspace / "out") == digest(other / "out")


def test_a_build_leaves_nothing_of_an_older_record(workspace):
    record = workspace / "out" / "edition"
    (record / "items").mkdir(parents=True)
    for name in ("requests.jsonl", "items/e99.jsonl", "items/メモ.jsonl", "note.txt"):
        (record / name).write_text("", "utf-8")
    verbs.build(workspace)
    assert not (record / "items" / "e99.jsonl").exists()
    assert (record / "items" / "メモ.jsonl").exists()
    assert (record / "note.txt").exists()
    assert read_snapshot(record)[1] == []


def test_errors_stop_a_plain_build_and_nothing_is_written(tmp_path):
    from authoring.edition.model import Cell, Row

    bad = Row("r0001", "e4", "収納部", {"progress": Cell("〇{{知らない名前}}です。")})
    workspace = make(tmp_path / "w", rows=(bad, *edition().rows[1:]))
    outcome = verbs.build(workspace)
    assert "indicator-unknown" in codes(outcome, "error")
    assert exit_code(outcome.problems) is Exit.PROBLEMS
    assert not (workspace / "out").exists()


def test_a_draft_is_built_in_spite_of_errors_and_kept(tmp_path):
    workspace = make(tmp_path / "w", rows=edition().rows[:2], ratings=())
    assert "unit-unanswered" in codes(verbs.build(workspace), "error")
    outcome = verbs.build(workspace, draft="第1案")
    assert (workspace / "out" / "evaluation.docx").is_file()
    assert (workspace / "drafts" / "第1案" / "edition.json").is_file()
    assert workspace / "drafts" / "第1案" in outcome.written


def test_a_missing_rating_asks_for_itself_at_the_stage_that_needs_it(tmp_path):
    workspace = make(tmp_path / "w", ratings=edition().ratings[1:])
    assert [(p.code, p.severity) for p in verbs.check(workspace).problems if p.code == "rating-missing"] == [
        ("rating-missing", "info")
    ]
    assert codes(verbs.build(workspace), "error") == ["rating-missing"]
    assert codes(verbs.build(workspace, stage="report"), "error") == []


def test_a_new_year_has_empty_cells_and_last_years_text_beside_them(workspace, tmp_path):
    out = tmp_path / "令和2年度"
    outcome = verbs.new(2020, from_=workspace, out=out)
    assert outcome.written == (out,)
    sheet = openpyxl.load_workbook(out / "inputs" / "部署" / "Ⅰ-1_収納部.xlsx")["取組"]
    head = {sheet.cell(4, c).value: c for c in range(1, sheet.max_column + 1)}
    assert sheet.cell(5, 1).value == "r0001"
    assert sheet.cell(5, head["取組状況"]).value is None
    assert "69.3%でした。" in sheet.cell(5, head["前年度の取組状況"]).value
    loaded = verbs.load(out)
    assert loaded.edition.year == 2020
    assert not any(r.filled for r in loaded.edition.rows)
    assert [p.code for p in loaded.problems if p.severity == "error"] == []


def test_a_first_year_is_made_of_a_pasted_plan(tmp_path):
    plan = tmp_path / "計画.txt"
    plan.write_text(
        "Ⅰ 業務の質\n1. 収納対策\n次のことに取り組む。\n(1) 行動計画\n① 計画を作る。\nⅡ 予算\n予算を執行する。\n",
        "utf-8",
    )
    verbs.new(2024, blank=True, profile="nenkin", plan=plan, out=tmp_path / "w")
    made = verbs.load(tmp_path / "w").edition
    assert [(e.level, e.number, e.kind, e.item) for e in made.entries] == [
        (1, "Ⅰ", "heading", False), (2, "1.", "heading", True), (3, "", "paragraph", False),
        (3, "(1)", "heading", False), (4, "①", "paragraph", False),
        (1, "Ⅱ", "heading", True), (2, "", "paragraph", False),
    ]  # fmt: skip


def test_a_folder_that_holds_anything_is_refused(workspace, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x")
    with pytest.raises(ProblemError) as told:
        verbs.new(2020, from_=workspace, out=tmp_path / "full")
    assert (told.value.problem.code, told.value.problem.exit) == ("write-not-empty", Exit.UNWRITABLE)


def test_a_folder_that_is_no_workspace_is_one_problem(tmp_path):
    outcome = verbs.check(tmp_path)
    assert [p.code for p in outcome.problems] == ["workspace-missing"]
    assert exit_code(outcome.problems) is Exit.UNREADABLE


@pytest.mark.parametrize("file", sorted(PROFILE_FILE.parent.glob("*.toml")), ids=lambda p: p.stem)
def test_no_name_of_an_agency_and_no_column_of_ours_stands_in_the_package(file):
    import tomllib

    profile = tomllib.loads(file.read_text("utf-8"))
    told = [c["id"] for c in (*profile["columns"], *profile["raters"], *profile["scales"])]
    names = [profile["agency"], profile["ministry"], *(r["name"] for r in profile["raters"])]
    names += [f'"{name}"' for name in told if name not in ("plan", "self")]  # these are words of Python and of ours
    for path in Path(verbs.__file__).parents[1].rglob("*.py"):
        text = path.read_text("utf-8")
        assert [n for n in names if n in text] == [], path


def test_the_verbs_are_offered_to_people_who_script():
    import authoring

    assert authoring.load is verbs.load
    assert authoring.build is verbs.build


def test_a_problem_of_a_cell_tells_the_item_and_a_place_made_of_ids(workspace):
    path = workspace / "inputs" / "部署" / "Ⅰ-1_収納部.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["指標"]
    head = {sheet.cell(4, c).value: c for c in range(1, sheet.max_column + 1)}
    sheet.cell(5, head["令和元年度 実績"]).value = "未定"
    book.save(path)
    (told,) = [p for p in verbs.check(workspace).problems if p.code == "not-a-number"]
    assert (told.item, told.place, told.origin.cell) == ("Ⅰ-1", "m1.value", "K5")
