"""What a person types reaches the verbs; what the verbs answer is printed where it was promised."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fakes import Outcome

from authoring.files import FileTrouble
from authoring.problems import Origin, Problem, ProblemError, Severity, problem, put_aside

CELL = Origin("inputs/部署/1-2.xlsx", "取組", "C12")
WRONG = Problem("rating-unknown", Severity.ERROR, "評定が違います。", "SからDを選びます。", CELL, "Ⅰ-2", "r1.self")
ODD = Problem(
    "unit-empty", Severity.WARNING, "記入がありません。", "記入します。", Origin("inputs/共通.xlsx", "年度計画")
)
TOLD = Problem("wide-digits", Severity.INFO, "全角数字を読みました。", "", CELL)
UNREADABLE = problem("file-empty", Origin("inputs/共通.xlsx"), name="共通.xlsx")
UNWRITABLE = problem("write-disk-full", Origin("令和2年度"), name="令和2年度")


@pytest.mark.parametrize("typed", ["r02", "令和2年度", "R2", "2020"])
def test_a_year_is_typed_in_every_form(run, verbs, typed):
    assert run("new", typed, "--blank").exit_code == 0
    assert verbs.calls == [("new", 2020, None, True, None, None, None)]


def test_new_hands_its_options_on(run, verbs):
    run("new", "r02", "--from", "r01", "--profile", "nenkin", "--plan", "計画.docx", "--out", "令和2年度")
    assert verbs.calls == [("new", 2020, "r01", False, "nenkin", Path("計画.docx"), Path("令和2年度"))]


@pytest.mark.parametrize(
    "args",
    [
        ["new", "令和02月", "--blank"],
        ["new", "", "--blank"],
        ["new", "r02"],
        ["new", "r02", "--from", "r01", "--blank"],
        ["new"],
        ["check", "--format", "xml"],
        ["build", "w", "--stage", "half"],
        ["build", "w", "extra"],
        ["bild"],
    ],
)
def test_wrong_usage_is_told_in_japanese_with_exit_2(run, verbs, args):
    done = run(*args)
    assert (done.exit_code, done.stdout, verbs.calls) == (2, "", [])
    assert "誤り: " in done.stderr
    assert "使い方: " in done.stderr


def test_reissue_hands_its_options_on(run, verbs):
    run("reissue", "令和2年度", "--for", "相談部")
    run("reissue", "令和2年度")
    assert verbs.calls == [("reissue", Path("令和2年度"), "相談部"), ("reissue", Path("令和2年度"), None)]


def test_build_hands_its_options_on(run, verbs):
    run("build", "令和2年度", "--stage", "report", "--out", "出力", "--draft", "第1案")
    run("build", "令和2年度")
    assert verbs.calls == [
        ("build", Path("令和2年度"), "report", Path("出力"), "第1案"),
        ("build", Path("令和2年度"), "evaluation", None, None),
    ]


@pytest.mark.parametrize("command", ["check", "build"])
def test_the_workspace_may_be_left_out_inside_one(run, verbs, command):
    verbs.around = Path("/作業/令和2年度")
    assert run(command).exit_code == 0
    assert verbs.calls[0][:2] == (command, Path("/作業/令和2年度"))


@pytest.mark.parametrize("command", ["check", "build"])
def test_outside_a_workspace_its_name_is_asked_for(run, verbs, command):
    done = run(command)
    assert (done.exit_code, verbs.calls) == (2, [])
    assert "edition.toml" in done.stderr


def test_check_prints_problems_by_file_then_counts_then_the_next_step(run, verbs):
    verbs.answer = Outcome((WRONG, ODD, TOLD), next_step="直して、もう一度 check を実行します。")
    done = run("check", "w")
    assert done.exit_code == 1
    assert done.stdout == (
        "inputs/部署/1-2.xlsx\n"
        "  誤り 取組!C12 評定が違います。 [rating-unknown]\n"
        "    → SからDを選びます。\n"
        "  情報 取組!C12 全角数字を読みました。 [wide-digits]\n"
        "\n"
        "inputs/共通.xlsx\n"
        "  注意 年度計画 記入がありません。 [unit-empty]\n"
        "    → 記入します。\n"
        "\n"
        "誤り 1件、注意 1件、情報 1件\n"
    )
    assert done.stderr == "次の手順: 直して、もう一度 check を実行します。\n"


def test_check_without_problems_still_tells_the_counts(run):
    assert run("check", "w").stdout == "誤り 0件、注意 0件、情報 0件\n"


def test_what_is_set_aside_is_listed_and_does_not_count(run, verbs):
    verbs.answer = Outcome((put_aside(WRONG),))
    done = run("check", "w")
    assert done.exit_code == 0
    assert "誤り（確認済み） 取組!C12" in done.stdout
    assert done.stdout.endswith("誤り 0件、注意 0件、情報 0件（ほかに確認済み 1件）\n")


def test_other_places_of_a_finding_are_named(run, verbs):
    twice = Problem(
        "x", Severity.WARNING, "食い違います。", "", CELL, also=(Origin("inputs/共通.xlsx", "年度計画", "B3"),)
    )
    verbs.answer = Outcome((twice,))
    assert "    ほかの箇所: inputs/共通.xlsx 年度計画!B3\n" in run("check", "w").stdout


@pytest.mark.parametrize(("found", "code"), [((ODD,), 0), ((WRONG, put_aside(ODD)), 1), ((WRONG, UNREADABLE), 3)])
def test_json_is_one_document_whatever_the_exit_code(run, verbs, found, code):
    verbs.answer = Outcome(found, next_step="次")
    done = run("check", "w", "--format", "json")
    assert done.exit_code == code
    shape = json.loads(done.stdout_bytes.decode("utf-8"))
    assert shape["problems"] == [each.as_json() for each in found]
    assert list(shape) == ["problems", "counts"]
    assert list(shape["counts"]) == ["error", "warning", "info", "set_aside"]


def test_json_counts_what_is_set_aside_apart(run, verbs):
    verbs.answer = Outcome((WRONG, put_aside(WRONG), ODD))
    shape = json.loads(run("check", "w", "--format", "json").stdout)
    assert shape["counts"] == {"error": 1, "warning": 1, "info": 0, "set_aside": 1}


@pytest.mark.parametrize(
    ("error", "code", "name"), [(ProblemError(UNREADABLE), 3, "file-empty"), (ValueError(), 1, "internal")]
)
def test_json_is_one_document_when_a_verb_raises(run, verbs, error, code, name):
    verbs.answer = error
    done = run("check", "w", "--format", "json")
    assert done.exit_code == code
    assert [each["code"] for each in json.loads(done.stdout)["problems"]] == [name]
    assert done.stderr == ""


@pytest.mark.parametrize("args", [["new", "r02", "--blank"], ["build", "w"]])
def test_files_are_results_and_all_else_goes_to_stderr(run, verbs, args):
    verbs.answer = Outcome((ODD,), (Path("out/evaluation.docx"), Path("out/evaluation.xlsx")), "開いて確かめます。")
    done = run(*args)
    assert done.exit_code == 0
    assert done.stdout.split() == [str(Path("out/evaluation.docx")), str(Path("out/evaluation.xlsx"))]
    assert "注意 年度計画 記入がありません。" in done.stderr
    assert done.stderr.endswith("誤り 0件、注意 1件、情報 0件\n次の手順: 開いて確かめます。\n")


@pytest.mark.parametrize("args", [["--quiet", "build", "w"], ["build", "w", "--quiet"]])
def test_quiet_leaves_results_and_errors(run, verbs, args):
    verbs.answer = Outcome((WRONG, ODD, put_aside(WRONG)), (Path("out/report.docx"),), "次")
    done = run(*args)
    assert (done.exit_code, done.stdout) == (1, f"{Path('out/report.docx')}\n")
    assert done.stderr.count("\n") == 3
    assert "[rating-unknown]" in done.stderr


def test_a_quiet_check_prints_its_results_without_the_next_step(run, verbs):
    verbs.answer = Outcome((ODD,), next_step="次")
    done = run("check", "w", "--quiet")
    assert "[unit-empty]" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(("found", "code"), [(UNREADABLE, 3), (UNWRITABLE, 4), (WRONG, 1)])
@pytest.mark.parametrize("args", [["new", "r02", "--blank"], ["check", "w"], ["build", "w"]])
def test_a_raised_problem_is_printed_with_its_exit_code(run, verbs, found, code, args):
    verbs.answer = ProblemError(found)
    done = run(*args)
    assert (done.exit_code, done.stdout) == (code, "")
    assert found.message in done.stderr
    assert f"→ {found.hint}" in done.stderr


def test_trouble_with_a_file_is_a_problem_too(run, verbs):
    verbs.answer = FileTrouble("file-missing", name="共通.xlsx")
    done = run("build", "w")
    assert done.exit_code == 3
    assert "ファイル「共通.xlsx」がありません。 [file-missing]" in done.stderr


def test_a_mistake_of_ours_is_one_line_that_says_whom_to_tell(run, verbs):
    verbs.answer = ZeroDivisionError("secret of a cell")
    done = run("build", "w")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("内部の誤りです（ZeroDivisionError、")
    assert "管理担当者に知らせてください" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_traceback_is_shown_when_asked_for(run, verbs, monkeypatch):
    monkeypatch.setenv("AUTHORING_DEBUG", "1")
    verbs.answer = ZeroDivisionError("why")
    assert "Traceback" in run("build", "w").stderr


def test_an_interrupt_is_told_in_japanese(run, verbs):
    verbs.answer = KeyboardInterrupt()
    done = run("build", "w")
    assert done.exit_code == 1
    assert done.stderr.strip() == "中止しました。"


def test_escape_sequences_of_a_cell_are_shown_and_not_obeyed(run, verbs):
    verbs.answer = Outcome((Problem("x", Severity.ERROR, "\x1b[2J値", "一行目\n二行目", Origin("a\x07.xlsx")),))
    shown = run("check", "w").stdout
    assert "\\x1b[2J値" in shown
    assert "a\\x07.xlsx" in shown
    assert "    → 一行目\n    　 二行目\n" in shown
