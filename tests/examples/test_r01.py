"""The example edition of 令和元年度, from workbooks to documents: counts, notice, references, what stays inside."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
from counted import COUNTS, excel_counts, snapshot_counts, word_counts
from made_example import TOP, Built, words_in
from notices import excel_notices, word_notices
from published import item_of
from read_back import WordBody, excel_items

from authoring import verbs
from authoring.archive.snapshot import read_snapshot
from authoring.edition.blocks import Snapshot
from authoring.edition.model import Cell
from authoring.problems import Severity

PROGRESS = 1  # the column of progress in the wide table
ELSEWHERE = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "PYTHONPATH": str(TOP), "PATH": os.environ.get("PATH", "")}
CANARY = "この行は今年度の主務省だけのものです"


def files_of(folder: Path) -> dict[str, bytes]:
    """Path below a folder -> bytes, without what a build leaves there."""
    paths = (p for p in folder.rglob("*") if p.is_file())
    told = ((p.relative_to(folder).as_posix(), p) for p in paths)
    return {name: p.read_bytes() for name, p in told if name.split("/")[0] not in ("out", "drafts")}


def copy_of(built: Built, folder: Path) -> Path:
    """A workspace of its own with the example's inputs."""
    root = folder / "examples" / "r01"
    shutil.copytree(built.root, root, ignore=shutil.ignore_patterns("out"))
    return root


def type_into(path: Path, sheet: str, cells: dict[str, str]) -> None:
    """Change cells of a workbook as a person does; the addresses are A1."""
    book = openpyxl.load_workbook(path)
    for address, text in cells.items():
        book[sheet][address] = text
    book.save(path)


def row_where(path: Path, sheet: str, **wanted: str) -> int:
    """The row of a sheet whose cells (column letter -> text) are those."""
    page = openpyxl.load_workbook(path)[sheet]
    rows = [r for r in range(1, page.max_row + 1) if all(page[f"{c}{r}"].value == text for c, text in wanted.items())]
    return rows[0]


def built_again(root: Path) -> tuple[Path, Snapshot]:
    """Build; the folder of the results and the snapshot read back. No error may stop it."""
    outcome = verbs.build(root)
    assert [p for p in outcome.problems if p.severity is Severity.ERROR and not p.set_aside] == []
    snapshot, _ = read_snapshot(root / "out" / "edition")
    assert snapshot is not None
    return root / "out", snapshot


def word_body(out: Path, snapshot: Snapshot) -> WordBody:
    return WordBody(out / "evaluation.docx", [c.heading.format(year="令和元年度") for c in snapshot.profile.columns])


# --- the committed files


def test_the_script_makes_the_committed_examples_and_past_years_again_in_any_folder_zone_and_hash_seed(tmp_path):
    script = TOP / "examples" / "make.py"
    subprocess.run([sys.executable, script, "--to", tmp_path], env=ELSEWHERE, cwd=tmp_path, check=True)
    for name in ("examples/r01", "examples/r02", "examples/dokuho", "past_years"):
        made, committed = files_of(tmp_path / name), files_of(TOP / name)
        assert sorted(made) == sorted(committed)
        assert [file for file in made if made[file] != committed[file]] == []


def test_the_committed_example_has_no_error_and_no_warning_that_is_not_set_aside():
    told = verbs.check(TOP / "examples" / "r01").problems
    assert [p.message for p in told if p.severity is not Severity.INFO and not p.set_aside] == []


# --- the counts


def test_the_counts_are_the_published_ones_in_the_snapshot_in_word_and_in_excel(built: Built):
    assert snapshot_counts(built.snapshot) == COUNTS
    assert word_counts(built.out / "evaluation.docx") == COUNTS
    cached, computed = excel_counts(built.out / "evaluation.xlsx")
    assert cached == computed == COUNTS


def test_a_rating_changed_in_a_workbook_changes_the_counts_everywhere(built: Built, tmp_path):
    root = copy_of(built, tmp_path)
    ministry = root / "inputs" / "主務省" / "Ⅰ-2_評価.xlsx"
    type_into(ministry, "評価", {f"C{row_where(ministry, '評価', B='評定')}": "C"})  # it was A
    out, snapshot = built_again(root)
    changed = COUNTS | {"令和元年度": [0, 4, 13, 1, 0, 18]}
    cached, computed = excel_counts(out / "evaluation.xlsx")
    assert snapshot_counts(snapshot) == word_counts(out / "evaluation.docx") == cached == computed == changed


# --- every page says what it is


def test_every_page_of_the_word_files_says_that_it_is_a_sample(built: Built):
    for name in ("evaluation.docx", "report.docx"):
        headers = word_notices(built.out / name)
        assert headers
        assert all("見本" in header for header in headers)


def test_every_page_of_the_excel_file_says_that_it_is_a_sample(built: Built):
    headers = excel_notices(built.out / "evaluation.xlsx")
    assert len(headers) >= len(built.snapshot.items)
    assert all("見本" in header for header in headers)


@pytest.mark.office
@pytest.mark.parametrize("name", ["evaluation.docx", "report.docx", "evaluation.xlsx"])
def test_every_page_that_libreoffice_prints_says_that_it_is_a_sample(built: Built, tmp_path, name):
    from pypdf import PdfReader

    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    words = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, built.out / name]
    subprocess.run(words, check=True, capture_output=True, timeout=300)
    pages = PdfReader(tmp_path / f"{Path(name).stem}.pdf").pages
    assert [n for n, page in enumerate(pages, 1) if "見本" not in page.extract_text()] == []


# --- references and order


def test_a_reference_prints_the_new_number_when_its_target_is_renumbered(built: Built, tmp_path):
    root = copy_of(built, tmp_path)
    common = root / "inputs" / "共通.xlsx"
    target = item_of(built.snapshot, "Ⅱ-1")
    type_into(common, "年度計画", {f"D{row_where(common, '年度計画', A=target.id)}": "5."})
    out, snapshot = built_again(root)
    before, after = (words_in(s, "Ⅱ-1-(1)-③-ア") for s in (built.snapshot, snapshot))
    assert before
    assert not after
    assert words_in(snapshot, "Ⅱ-5-(1)-③-ア") == [w.replace("Ⅱ-1-", "Ⅱ-5-") for w in before]
    printed = [line for line in excel_items(out / "evaluation.xlsx")["Ⅰ-7"].texts(PROGRESS) if "Ⅱ-5-(1)-③-ア" in line]
    assert len(printed) == 2  # ① of (1) and ③ of (2)


def test_bullet_table_bullet_note_and_glossary_of_one_cell_come_out_in_that_order(built: Built, tmp_path):
    root = copy_of(built, tmp_path)
    owner = root / "inputs" / "部署" / "Ⅰ-2_国民年金部.xlsx"
    typed = ["〇表の前の箇条です。", "{{表:2年前納の申込状況}}", "〇表の後の箇条です。", "※注の行です。"]
    box = ["≪用語解説≫", "前納・・・先の期間の分を前もって納めることです。"]
    at = row_where(owner, "取組", C="Ⅰ-2-(7)")
    row = openpyxl.load_workbook(owner)["取組"][f"A{at}"].value
    type_into(owner, "取組", {f"F{at}": "\n".join([*typed, *box])})
    out, snapshot = built_again(root)
    table = [["", "平成29年度", "平成30年度", "令和元年度"], ["申込件数", "32万件", "34万件", "38万件"]]
    above, caption, below = ["(7) 徴収職員の育成", typed[0]], "(参考)「2年前納の申込状況」", typed[2:]
    assert word_body(out, snapshot).cell(row, PROGRESS) == [*above, caption, table, *below, *box]
    texts = excel_items(out / "evaluation.xlsx")["Ⅰ-2"].texts(PROGRESS)
    start = texts.index(typed[0])
    flat = [cell for line in table for cell in line if cell]
    assert texts[start - 1 :][: 3 + len(flat) + 4] == [*above, caption, *flat, *below, *box]


# --- what stays inside, what stays equal


def holds_canary(path: Path) -> bool:
    """Whether a file says the canary's words, in any part of it where it is a package."""
    if not zipfile.is_zipfile(path):
        return CANARY in path.read_text("utf-8")
    with zipfile.ZipFile(path) as package:
        return any(CANARY in package.read(name).decode("utf-8", "replace") for name in package.namelist())


def test_what_the_ministry_writes_this_year_is_in_no_departments_file_and_in_no_report(
    make: ModuleType, tmp_path: Path
):
    plain = make.edition_r01()
    keyed = tuple(replace(k, cells={c: Cell(f"〇{CANARY}。") for c in ("viewpoint", "reason")}) for k in plain.keyed)
    root = tmp_path / "examples" / "r01"
    make.workspace(replace(plain, keyed=keyed), root)
    inputs = root / "inputs"
    assert all(holds_canary(p) for p in (inputs / "主務省").iterdir() if not p.name.startswith("Ⅵ"))
    assert not any(map(holds_canary, [inputs / "共通.xlsx", *(inputs / "部署").iterdir()]))
    verbs.build(root, stage="report", out=tmp_path / "report")
    report = [p for p in (tmp_path / "report").rglob("*") if p.is_file()]
    assert {"report.docx", "edition.json"} <= {p.name for p in report}
    assert not any(map(holds_canary, report))
    verbs.build(root, out=tmp_path / "evaluation")
    held = {p.name: holds_canary(p) for p in (tmp_path / "evaluation").iterdir() if p.is_file()}
    assert held == {"evaluation.docx": True, "evaluation.xlsx": True, "report.docx": False, "data.xlsx": False}


def test_two_builds_of_equal_inputs_are_byte_equal_in_any_folder_zone_and_hash_seed(built: Built, tmp_path):
    root = copy_of(built, tmp_path / "another")
    words = "import sys; from pathlib import Path; from authoring import verbs; verbs.build(Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", words, root], env=ELSEWHERE, cwd=tmp_path, check=True)
    mine, other = files_of(built.out), files_of(root / "out")
    assert "evaluation.docx" in mine
    assert sorted(mine) == sorted(other)
    assert [file for file in mine if mine[file] != other[file]] == []
