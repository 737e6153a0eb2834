"""A finished year is closed: its snapshot becomes a past year, or nothing is written."""

import shutil
from pathlib import Path

import pytest
from small import edition
from years import codes, digest, workspace

from authoring import verbs
from authoring.archive.snapshot import read_snapshot
from authoring.edition.model import Cell, Row
from authoring.problems import Exit, ProblemError, exit_code

TOP = Path(__file__).resolve().parents[2]


def test_a_closed_year_lies_in_the_first_folder_of_past_years(tmp_path):
    root = workspace(tmp_path / "令和元年度", past=("../過年度", "../past_years"))
    outcome = verbs.close(root)
    assert (codes(outcome), outcome.written) == ([], (tmp_path / "過年度" / "r01",))
    assert "authoring new r02 --from" in outcome.next_step
    assert read_snapshot(tmp_path / "過年度" / "r01") == (verbs.load(root).snapshot, [])


def test_a_closed_year_can_lie_where_it_is_said(tmp_path):
    root = workspace(tmp_path / "w")
    assert verbs.close(root, out=tmp_path / "x" / "y").written == (tmp_path / "x" / "y",)
    assert {p.name for p in (tmp_path / "x" / "y").iterdir()} == {"edition.json", "indicators.jsonl", "items"}
    assert not (tmp_path / "past_years").exists()


def test_closing_changes_no_input_and_writes_the_same_bytes_again(tmp_path):
    root = workspace(tmp_path / "w")
    before = digest(root)
    verbs.close(root, out=tmp_path / "one")
    verbs.close(root, out=tmp_path / "two")
    assert digest(root) == before
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_a_folder_that_holds_anything_is_refused(tmp_path):
    root = workspace(tmp_path / "w")
    verbs.close(root)
    before = digest(tmp_path)
    with pytest.raises(ProblemError) as told:
        verbs.close(root)
    assert (told.value.problem.code, told.value.problem.exit) == ("year-closed-already", Exit.UNWRITABLE)
    assert digest(tmp_path) == before


def test_an_edition_with_errors_is_not_closed_and_all_of_them_are_told(tmp_path):
    bad = Row("r0001", "e4", "収納部", {"progress": Cell("〇{{知らない名前}}です。")})
    root = workspace(tmp_path / "w", rows=(bad, *edition().rows[2:]), ratings=edition().ratings[1:])
    outcome = verbs.close(root)
    assert sorted(codes(outcome, "error")) == ["indicator-unknown", "rating-missing"]
    assert (exit_code(outcome.problems), outcome.written) == (Exit.PROBLEMS, ())
    assert not (tmp_path / "past_years").exists()


def test_a_unit_without_an_answer_is_an_error_when_a_year_is_closed(tmp_path):
    outcome = verbs.close(workspace(tmp_path / "w", rows=edition().rows[:-1]))
    assert codes(outcome, "error") == ["unit-unanswered"]


def test_a_folder_that_is_no_workspace_is_one_problem(tmp_path):
    outcome = verbs.close(tmp_path)
    assert codes(outcome) == ["workspace-missing"]
    assert exit_code(outcome.problems) is Exit.UNREADABLE


def test_the_past_year_of_the_project_is_its_example_closed(tmp_path):
    shutil.copytree(TOP / "past_years", tmp_path / "past_years", ignore=shutil.ignore_patterns("r01"))
    shutil.copytree(
        TOP / "examples" / "r01", tmp_path / "examples" / "r01", ignore=shutil.ignore_patterns("out", "drafts")
    )
    verbs.close(tmp_path / "examples" / "r01")
    assert digest(tmp_path / "past_years" / "r01") == digest(TOP / "past_years" / "r01")
