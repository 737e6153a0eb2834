"""``authoring diff`` as a person types it: workspaces, drafts, past years; files where they are promised; bad input."""

from __future__ import annotations

import json
from dataclasses import replace

import openpyxl
import pytest
from click.testing import CliRunner
from small import PROFILE_FILE, edition

from authoring import compare
from authoring.archive.snapshot import snapshot_files
from authoring.archive.workspace import settings_text
from authoring.cli import main
from authoring.edition.model import Lineage
from authoring.edition.profile import profile_from
from authoring.edition.resolve import resolve
from authoring.verbs.comparing import lineage_conflict
from authoring.workbooks.write_inputs import Beside, write_inputs

SMALL = resolve(edition())[0]


def put(files, folder):
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def reworded(snapshot, block_id, text):
    items = {
        item: tuple(replace(b, text=text) if b.id == block_id else b for b in blocks)
        for item, blocks in snapshot.items.items()
    }
    return replace(snapshot, items=items)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A workspace of 令和元年度 with two drafts (the second rewords a line) and 平成30年度 among its past years."""
    root = tmp_path / "令和元年度"
    put({"agency.toml": PROFILE_FILE.read_bytes()}, root)
    put({"edition.toml": settings_text(2019, "", "../過年度").encode()}, root)
    put(write_inputs(edition(), Beside()), root)
    put(snapshot_files(SMALL), root / "drafts/第1案")
    put(snapshot_files(reworded(SMALL, "r0003.progress.1", "読み替えました。")), root / "drafts/第2案")
    put(snapshot_files(replace(SMALL, year=2018)), tmp_path / "過年度/h30")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args):
    return CliRunner().invoke(main, ["diff", *args], prog_name="authoring")


def test_a_screen_of_text_and_how_to_go_on(place):
    done = run("令和元年度@第1案", "令和元年度@第2案")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (
        0, "令和元年度@第1案(令和元年度) → 令和元年度@第2案(令和元年度) の増減",
    )  # fmt: skip
    assert "全体" in done.stdout
    assert "--format html" in done.stderr
    assert run("令和元年度@第1案", "令和元年度@第2案", "--quiet").stderr == ""


def test_json_is_one_document_with_the_changes(place):
    done = run("令和元年度@第1案", "令和元年度@第2案", "--format", "json")
    changes = json.loads(done.stdout)["changes"]
    assert {(c["item"], c["id"]) for c in changes} == {("Ⅰ-1", "r0003.progress.1")}
    assert changes[-1]["new"] == "読み替えました。"


def test_a_year_is_looked_up_in_the_past_years_of_the_other_argument(place):
    for old, new in (("h30", "令和元年度"), ("平成30年度", "令和元年度@第1案"), ("h30", "令和元年度/drafts/第1案")):
        done = run(old, new, "--format", "json")
        assert done.exit_code == 0, done.stderr
        assert json.loads(done.stdout)["unchanged"]


def test_a_workspace_in_the_making_is_compared_and_its_state_told(place):
    done = run("令和元年度@第1案", "令和元年度", "--format", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["changes"] == []


def test_a_workbook_that_can_not_be_read_is_told_and_the_rest_compared(place):
    book = next((place / "令和元年度/inputs/部署").glob("*.xlsx"))
    book.write_bytes(b"")
    done = run("令和元年度@第1案", "令和元年度")
    assert done.exit_code == 0
    assert "file-empty" in done.stderr
    assert f"令和元年度/inputs/部署/{book.name}" in done.stderr


def test_inside_a_workspace_a_draft_needs_its_name_alone(place, monkeypatch):
    monkeypatch.chdir(place / "令和元年度")
    assert run("@第1案", ".").exit_code == 0


@pytest.mark.parametrize("shape", ["html", "xlsx"])
def test_a_file_goes_to_out_of_the_workspace_with_a_stable_name(place, shape):
    done = run("h30", "令和元年度", "--format", shape)
    path = place / f"令和元年度/out/差分-h30-令和元年度.{shape}"
    assert (done.exit_code, done.stdout.strip()) == (0, str(path))
    before = path.read_bytes()
    assert run("平成30年度", str(place / "令和元年度"), "--format", shape).exit_code == 0
    assert path.read_bytes() == before


def test_outside_a_workspace_a_file_goes_to_the_current_folder_or_where_it_is_told(place):
    put(snapshot_files(SMALL), place / "r01")
    assert run("過年度/h30", "r01", "--format", "xlsx").exit_code == 0
    assert (place / "差分-h30-r01.xlsx").is_file()
    assert run("過年度/h30", "r01", "--for", "収納部", "--format", "json", "--out", "a/b.json").exit_code == 0
    assert json.loads((place / "a/b.json").read_text("utf-8"))["ratings"] == []


def test_remarks_come_back_and_are_never_written_over(place):
    args = ("h30", "令和元年度", "--format", "xlsx")
    path = place / "令和元年度/out/差分-h30-令和元年度.xlsx"
    assert run("令和元年度@第1案", "令和元年度@第2案", "--format", "xlsx", "--out", str(path)).exit_code == 0
    book = openpyxl.load_workbook(path)
    book["本文の増減"]["G4"] = "出典を書くこと。"
    book.save(path)
    done = run(*args)
    assert (done.exit_code, "write-over-remarks" in done.stderr) == (4, True)
    assert openpyxl.load_workbook(path)["本文の増減"]["G4"].value == "出典を書くこと。"
    changes, problems = compare("令和元年度@第1案", "令和元年度@第2案", remarks=[path])
    assert list(changes.remarks.values()) == [("差分-h30-令和元年度: 出典を書くこと。",)]
    assert problems == ()


def test_a_remark_on_a_text_that_is_gone_is_not_lost(place):
    gone = replace(
        SMALL, items={i: tuple(b for b in found if b.id != "r0003.progress.1") for i, found in SMALL.items.items()}
    )
    put(snapshot_files(gone), place / "令和元年度/drafts/第3案")
    args = ("令和元年度@第1案", "令和元年度@第3案")
    assert run(*args, "--format", "xlsx", "--out", "a.xlsx").exit_code == 0
    book = openpyxl.load_workbook("a.xlsx")
    book["本文の増減"]["G4"] = "残すこと。"
    book.save("a.xlsx")
    changes, _ = compare(*args, remarks=["a.xlsx"])
    assert [(line.kind, changes.remarks[line.key]) for line in changes.changed] == [("not-filled", ("a: 残すこと。",))]


OTHER = replace(SMALL, profile=profile_from({**SMALL.profile.raw, "agency": "架空機構"}))
TWICE = replace(SMALL, lineage=(Lineage(2019, "e2", "e2", "kept"), Lineage(2019, "e2", "e7", "renamed")))
NEWER = {"edition.json": b'{"format":2}'}


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["令和元年度@第3案", "令和元年度"], "draft-unknown", "第1案、第2案"),
        (["なし", "令和元年度"], "edition-unknown", "r01"),
        (["h20", "令和元年度"], "past-year-unknown", "平成30年度(h30)"),
        (["other", "令和元年度"], "editions-of-two-agencies", "架空機構"),
        (["twice", "令和元年度"], "lineage-contradicts", "「e2」"),
        (["newer", "令和元年度"], "snapshot-newer", "2"),
        (["damaged", "令和元年度"], "snapshot-damaged-line", "2"),
        (["h30", "令和元年度", "--for", "収納課"], "owner-unknown", "収納部"),
        (["h30", "令和元年度", "--remarks", "other"], "file-not-a-file", "other"),
    ],
)
@pytest.mark.parametrize("shape", ["html", "json"])
def test_bad_input_is_one_clear_problem_and_nothing_is_written(place, args, code, words, shape):
    put(snapshot_files(OTHER), place / "other")
    put(snapshot_files(TWICE), place / "twice")
    put(NEWER, place / "newer")
    files = snapshot_files(SMALL)
    put(files | {"items/e2.jsonl": files["items/e2.jsonl"].split(b"\n")[0] + b"\n{\n"}, place / "damaged")
    done = run(*args, "--format", shape)
    assert (done.exit_code, done.stderr.count(f"[{code}]")) == (3, 1), done.stderr
    assert words in done.stderr
    assert not (place / "令和元年度/out").exists()
    if shape == "json":
        assert [p["code"] for p in json.loads(done.stdout)["problems"]] == [code]


def pair(old, new, kind):
    return Lineage(2019, old, new, kind)


@pytest.mark.parametrize(
    ("pairs", "wrong"),
    [
        ([("a", "a", "kept"), ("b", "c", "renamed"), ("", "d", "new"), ("e", "", "ended")], ""),
        ([("a", "c", "merged"), ("b", "c", "merged")], ""),
        ([("a", "a", "kept"), ("a", "b", "split")], ""),
        ([("a", "a", "kept"), ("a", "a", "kept")], ""),
        ([("a", "a", "kept"), ("a", "a", "renamed")], "a"),
        ([("a", "b", "kept"), ("c", "b", "moved")], "b"),
        ([("a", "b", "kept"), ("a", "", "ended")], "a"),
        ([("a", "b", "split"), ("", "b", "new")], "b"),
    ],
)
def test_an_id_that_is_mapped_in_two_ways_is_told_and_mergers_and_splits_are_not(pairs, wrong):
    found = lineage_conflict("r01", replace(SMALL, lineage=tuple(pair(*each) for each in pairs)))
    assert (f"「{wrong}」" in found.message) if wrong else found is None
