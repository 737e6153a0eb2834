"""``authoring close`` as a person types it: with a verb that answers, and on a real workspace."""

from pathlib import Path

import pytest
from fakes import Outcome, started
from small import PROFILE_FILE, edition

from authoring.archive.roll import with_spares
from authoring.archive.workspace import settings_text
from authoring.problems import Origin, ProblemError, problem
from authoring.workbooks.write_inputs import write_inputs


def test_close_hands_its_options_on(run, verbs):
    run("close", "令和2年度", "--out", "過去年度/r02")
    run("close", "令和2年度")
    assert verbs.calls == [
        ("close", Path("令和2年度"), Path("過去年度/r02")),
        ("close", Path("令和2年度"), None),
    ]


def test_the_workspace_may_be_left_out_inside_one(run, verbs):
    verbs.around = Path("/作業/令和2年度")
    assert run("close").exit_code == 0
    assert verbs.calls == [("close", Path("/作業/令和2年度"), None)]


def test_outside_a_workspace_its_name_is_asked_for(run, verbs):
    done = run("close")
    assert (done.exit_code, verbs.calls) == (2, [])
    assert "edition.toml" in done.stderr


def test_the_folder_goes_to_stdout_and_the_next_step_to_stderr(run, verbs):
    verbs.answer = Outcome((), (Path("past_years/r02"),), "authoring new r03 で始めます。")
    done = run("close", "w")
    assert (done.exit_code, done.stdout) == (0, f"{Path('past_years/r02')}\n")
    assert done.stderr == "次の手順: authoring new r03 で始めます。\n"


def test_a_year_that_is_closed_already_is_told_with_exit_4(run, verbs):
    verbs.answer = ProblemError(problem("year-closed-already", Origin("r02"), folder="past_years/r02"))
    done = run("close", "w")
    assert (done.exit_code, done.stdout) == (4, "")
    assert "past_years/r02" in done.stderr


@pytest.fixture
def workspace(tmp_path):
    files = write_inputs(with_spares(edition()))
    files["edition.toml"] = settings_text(2019, "架空", "../past_years").encode()
    files["agency.toml"] = PROFILE_FILE.read_bytes()
    for name, data in files.items():
        path = tmp_path / "令和元年度" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "令和元年度"


def test_a_year_is_closed_and_the_next_one_begun_as_the_next_step_says(workspace, tmp_path):
    closed = started("close", str(workspace), PYTHONUTF8="1")
    assert closed.returncode == 0
    words = closed.stderr.decode("utf-8").split("次の年度は authoring ")[1].split(" で始めます")[0].split(" ")
    begun = started(*words[:-1], str(tmp_path / words[-1]), PYTHONUTF8="1")
    assert (begun.returncode, (tmp_path / "令和2年度" / "inputs" / "共通.xlsx").is_file()) == (0, True)
    again = started("close", str(workspace))
    assert (again.returncode, again.stdout) == (4, b"")


def test_an_earlier_year_than_the_old_one_is_told(workspace, tmp_path):
    done = started("new", "h30", "--from", str(workspace), "--out", str(tmp_path / "w"), PYTHONUTF8="1")
    assert done.returncode == 1
    assert "もとになる令和元年度より前の年度です" in done.stderr.decode("utf-8")
    assert not (tmp_path / "w").exists()
