"""``build --pdf`` as a person starts it: what is written, what is told, and nothing at all without LibreOffice."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner
from small import PROFILE_FILE, edition

from authoring.archive.roll import with_spares
from authoring.archive.workspace import settings_text
from authoring.cli import main
from authoring.documents.pdf import office
from authoring.problems import Exit
from authoring.workbooks.write_inputs import write_inputs

posix = pytest.mark.skipif(os.name == "nt", reason="stands in for the office by a shell script")


def test_build_hands_on_that_a_pdf_is_wanted(run, verbs):
    run("build", "令和2年度", "--pdf")
    assert verbs.calls == [("build", Path("令和2年度"), "evaluation", None, None, "pdf")]


@pytest.fixture
def workspace(tmp_path):
    root = tmp_path / "令和元年度"
    files = write_inputs(with_spares(edition()))
    files["edition.toml"] = settings_text(2019, "架空", "past").encode()
    agency = PROFILE_FILE.read_text("utf-8").replace('agency = "日本年金機構"', 'agency = "試験の機関"')
    files["agency.toml"] = agency.encode()
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


@pytest.fixture
def no_office(tmp_path, monkeypatch):
    """A computer without LibreOffice; the folder is all of its PATH."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(office, "_usual_places", lambda: iter(()))
    return programs


def build(*words):
    return CliRunner().invoke(main, ["build", *map(str, words)], prog_name="authoring")


@pytest.mark.parametrize("more", [[], ["--draft", "第1案"], ["--stage", "report"]])
def test_without_libreoffice_it_says_so_and_writes_nothing(workspace, no_office, more):
    before = sorted(workspace.rglob("*"))
    done = build(workspace, "--pdf", *more)
    assert done.exit_code == Exit.UNWRITABLE
    assert "LibreOffice が見つからない" in done.stderr
    assert "[office-missing]" in done.stderr
    assert "--pdf を付けず" in done.stderr
    assert done.stdout == ""
    assert sorted(workspace.rglob("*")) == before


def test_without_libreoffice_a_plain_build_works_and_says_how_to_get_page_numbers(workspace, no_office):
    done = build(workspace)
    assert done.exit_code == Exit.DONE
    assert "--pdf" in done.stderr
    assert "F9" in done.stderr
    assert not list(workspace.rglob("*.pdf"))


@posix
def test_where_libreoffice_fails_nothing_is_written(workspace, no_office):
    program = no_office / "soffice"
    program.write_text("#!/bin/sh\necho 'no such filter'\nexit 1\n", "utf-8")
    program.chmod(0o755)
    done = build(workspace, "--pdf")
    assert done.exit_code == Exit.UNWRITABLE
    assert "no such filter" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (workspace / "out").exists()


@pytest.mark.office
def test_the_pdfs_lie_beside_the_word_files_and_a_missing_font_is_told_once(workspace, tmp_path):
    out = tmp_path / "出力"
    done = build(workspace, "--pdf", "--out", out)
    assert done.exit_code == Exit.DONE
    made = {p.name for p in out.iterdir()}
    assert made >= {"evaluation.docx", "evaluation.pdf", "evaluation.xlsx", "report.docx", "report.pdf", "edition"}
    assert {Path(line).name for line in done.stdout.splitlines()} >= {"evaluation.pdf", "report.pdf"}
    assert done.stderr.count("[font-missing]") <= 1
    assert ("[font-missing]" in done.stderr) == ("ＭＳ 明朝" in done.stderr)
    for name in ("evaluation", "report"):
        pages = pypdf.PdfReader(io.BytesIO((out / f"{name}.pdf").read_bytes())).pages
        assert all("架空" in page.extract_text() for page in pages)


@pytest.mark.office
def test_a_report_with_pdf_brings_the_report_alone(workspace):
    shutil.rmtree(workspace / "inputs" / "主務省")
    done = build(workspace, "--pdf", "--stage", "report")
    assert done.exit_code == Exit.DONE
    assert {p.name for p in (workspace / "out").iterdir()} == {"report.docx", "report.pdf", "edition"}
