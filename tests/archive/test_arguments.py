"""What a person types for an edition names a workspace, a draft of it, a snapshot's folder or a year."""

from __future__ import annotations

from dataclasses import replace

import pytest
from generated_snapshots import AGENCY, PROFILE, SMALL, write

from authoring.archive.arguments import drafts_of, parse_argument, year_folder
from authoring.edition.profile import profile_from
from authoring.problems import Exit

OTHER = profile_from({**PROFILE.raw, "agency": "他機構"})


@pytest.fixture
def workspace(tmp_path):
    root = tmp_path / "令和2年度"
    for draft in ("第1案", "第2案"):
        write(SMALL, root / "drafts" / draft)
    (root / "drafts" / "書きかけ").mkdir()
    (root / "edition.toml").write_text('year = "令和2年度"\n', "utf-8")
    return root


def told(typed, here=None):
    found, problems = parse_argument(typed, here)
    return (found.kind, found.name) if found else [p.code for p in problems]


def test_a_folder_is_a_workspace_or_a_snapshot(workspace, tmp_path):
    assert told(workspace) == ("workspace", "令和2年度")
    write(SMALL, tmp_path / "r01")
    assert told(tmp_path / "r01") == ("snapshot", "r01")


def test_the_name_of_an_edition_holds_no_path(workspace, monkeypatch):
    monkeypatch.chdir(workspace)
    assert told(".") == ("workspace", "令和2年度")
    write(SMALL, workspace / "out/edition")
    assert told("out/edition") == ("snapshot", "令和2年度・out・edition")


def test_a_draft_is_called_the_same_by_its_name_and_by_its_folder(workspace):
    assert told(f"{workspace}@第1案") == told(workspace / "drafts/第1案") == ("snapshot", "令和2年度@第1案")
    assert told("@第2案", here=workspace) == ("snapshot", "令和2年度@第2案")


@pytest.mark.parametrize("name", ["第3案", "書きかけ", "", "../drafts/第1案", ".."])
def test_a_draft_that_is_not_there_is_told_with_those_that_are(workspace, name):
    found, problems = parse_argument(f"{workspace}@{name}")
    assert (found, [(p.code, p.exit) for p in problems]) == (None, [("draft-unknown", Exit.UNREADABLE)])
    assert "第1案、第2案" in problems[0].hint
    assert drafts_of(workspace) == ("第1案", "第2案")


@pytest.mark.parametrize("typed", ["r01", "R1", "令和元年度", "2019", "2019年度"])
def test_a_year_is_called_by_its_code_in_whatever_form_it_is_typed(typed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert told(typed) == ("year", "r01")


def test_a_folder_that_is_there_wins_over_a_year(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(SMALL, tmp_path / "r01")
    assert told("r01") == ("snapshot", "r01")


@pytest.mark.parametrize("typed", ["", "なし", "a\0b", "x" * 300, "なし@第1案", "なし/r01"])
def test_an_argument_that_is_nothing_is_told_with_the_forms_that_there_are(typed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found, problems = parse_argument(typed)
    assert (found, [(p.code, p.exit) for p in problems]) == (None, [("edition-unknown", Exit.UNREADABLE)])
    assert "r01" in problems[0].hint


def test_a_year_is_looked_up_for_the_agency_or_for_the_only_one_that_has_it(tmp_path):
    write(SMALL, tmp_path / "r01")
    write(replace(SMALL, year=2018), tmp_path / "h30")
    write(replace(SMALL, profile=OTHER), tmp_path / "other")
    assert year_folder(2019, [tmp_path], AGENCY) == (tmp_path / "r01", [])
    assert year_folder(2018, [tmp_path]) == (tmp_path / "h30", [])
    assert [p.code for p in year_folder(2019, [tmp_path])[1]] == ["past-year-of-several"]
    problems = year_folder(2018, [tmp_path], "他機構")[1]
    assert [p.code for p in problems] == ["past-year-unknown"]
    assert "令和元年度(r01)" in problems[0].hint


def test_a_past_year_that_is_damaged_is_told_where_it_is_asked_for(tmp_path):
    write(SMALL, tmp_path / "r01")
    (tmp_path / "r01/edition.json").write_text("{", "utf-8")
    problems = year_folder(2019, [tmp_path, tmp_path / "nothing"])[1]
    assert [p.code for p in problems] == ["past-year-unknown", "snapshot-damaged-line"]
