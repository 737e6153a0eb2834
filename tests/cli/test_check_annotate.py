"""``check --annotate`` as a person types it: where copies are written, what is said, and what is refused."""

import json
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

sys.path.append(str(Path(__file__).parents[1] / "workbooks"))

from annotating import decide
from workspaces import ASKED, Desk, make

from authoring.cli import main


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return make(tmp_path_factory.mktemp("good"))


@pytest.fixture
def desk(good, tmp_path):
    return Desk(shutil.copytree(good, tmp_path / "令和元年度"))


def run(*args):
    return CliRunner().invoke(main, [str(a) for a in args], prog_name="authoring")


def books(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_every_workbook_is_copied_under_its_folder_and_the_workspace_stays_as_it_was(desk):
    before = desk.files()
    out = desk.root.parent / "点検" / "第1回"
    done = run("check", desk.root, "--annotate", out)
    assert done.exit_code == 0
    assert books(out) == {f.removeprefix("inputs/") for f in before if f.startswith("inputs/")}
    assert desk.files() == before
    assert f"ブックの写しを書きました: {out}" in done.stderr
    assert done.stdout.endswith("件\n")


def test_json_stays_one_document(desk):
    done = run("check", desk.root, "--format", "json", "--annotate", desk.root / "点検")
    assert json.loads(done.stdout)["counts"]["error"] == 0
    assert (desk.root / "点検" / "共通.xlsx").is_file()


@pytest.mark.parametrize("inside", ["inputs", "inputs/部署", "inputs/新しい", "点検/../inputs"])
def test_copies_are_never_written_among_the_inputs(desk, inside):
    before = desk.files()
    done = run("check", desk.root, "--annotate", desk.root / inside)
    assert (done.exit_code, desk.files()) == (4, before)
    assert done.stdout.count("annotate-into-inputs") == 1


def test_a_folder_that_can_not_be_made_is_one_problem(desk):
    (desk.root.parent / "点検").write_text("ファイル", "utf-8")
    done = run("check", desk.root, "--format", "json", "--annotate", desk.root.parent / "点検")
    assert done.exit_code == 4
    assert [p["code"] for p in json.loads(done.stdout)["problems"]][-1] == "write-folder"


def test_a_workbook_that_can_not_be_opened_has_no_copy_and_is_told_as_usual(desk):
    (desk.root / ASKED).write_bytes(b"broken")
    out = desk.root.parent / "点検"
    done = run("check", desk.root, "--annotate", out)
    assert done.exit_code == 3
    assert "file-not-zip" in done.stdout
    assert ASKED.removeprefix("inputs/") not in books(out)
    assert "共通.xlsx" in books(out)


def test_an_older_copy_is_written_over(desk):
    out = desk.root.parent / "点検"
    run("check", desk.root, "--annotate", out)
    first = {name: (out / name).read_bytes() for name in books(out)}
    run("check", desk.root, "--annotate", out)
    assert {name: (out / name).read_bytes() for name in books(out)} == first


def test_an_older_copy_with_decisions_that_nobody_read_is_not_written_over(desk):
    desk.type(ASKED, "取組", "取組状況", "〇{{ない指標}}でした。")
    out = desk.root.parent / "写し"
    decide(desk, ASKED, "indicator-unknown")
    (out / ASKED.removeprefix("inputs/")).write_bytes((desk.root / ASKED).read_bytes())
    assert run("check", desk.root, "--annotate", out).exit_code == 0  # it stands in inputs too
    desk.type(ASKED, "点検結果", "理由", "別の理由")
    (out / ASKED.removeprefix("inputs/")).write_bytes((desk.root / ASKED).read_bytes())
    desk.type(ASKED, "点検結果", "理由", "原票のとおり")
    before = {name: (out / name).read_bytes() for name in books(out)}
    done = run("check", desk.root, "--annotate", out)
    assert done.exit_code == 4
    assert "annotate-over-decisions" in done.stdout
    assert {name: (out / name).read_bytes() for name in books(out)} == before


def test_a_copy_that_can_not_be_made_is_told(desk):
    parts = desk.parts(ASKED)
    styles = next(n for n in parts if n.endswith("styles.xml"))
    desk.pack(ASKED, parts | {styles: parts[styles].replace(b"cellXfs", b"cellXxx")})
    out = desk.root.parent / "点検"
    done = run("check", desk.root, "--annotate", out)
    assert "annotate-failed" in done.stdout
    assert ASKED.removeprefix("inputs/") not in books(out)
    assert "共通.xlsx" in books(out)


def test_two_workbooks_that_differ_in_their_ending_have_a_copy_each(desk):
    other = (desk.root / ASKED).with_suffix(".xlsm")
    other.write_bytes((desk.root / ASKED).read_bytes())
    out = desk.root.parent / "点検"
    run("check", desk.root, "--annotate", out)
    assert {f"部署/{other.stem}.xlsx", f"部署/{other.name}.xlsx"} <= books(out)


def test_check_says_that_it_wrote_decisions_and_lists_what_is_set_aside(desk):
    desk.type(ASKED, "取組", "取組状況", "〇{{ない指標}}でした。")
    decide(desk, ASKED, "indicator-unknown")
    done = run("check", desk.root, "--format", "json")
    assert "checks.toml に書きました" in done.stderr
    shape = json.loads(done.stdout)
    assert shape["counts"] == {"error": 0, "warning": 0, "info": shape["counts"]["info"], "set_aside": 1}
    assert [p["code"] for p in shape["problems"] if p["set_aside"]] == ["indicator-unknown"]
    assert done.exit_code == 0
    again = run("check", desk.root)
    assert "checks.toml" not in again.stderr
    assert "誤り（確認済み）" in again.stdout
    assert run("build", desk.root).exit_code == 0
