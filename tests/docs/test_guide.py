"""The guides are run: every command in them works, in a copy of the example."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
GUIDES = sorted((TOP / "docs" / "guide").glob("*.md"))
FENCE = re.compile(r"^```(?:console|bash)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LARGEST_PICTURE = 150_000


def commands(guide: Path) -> list[list[str]]:
    """The lines marked ``$ `` of its console blocks, in order."""
    blocks = FENCE.findall(guide.read_text("utf-8"))
    return [shlex.split(line[2:]) for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def authoring(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", "from authoring.cli import main; main(prog_name='authoring')"]
    environment = {**os.environ, "PYTHONPATH": str(TOP), "PYTHONUTF8": "1"}
    return subprocess.run(
        [*program, *words], cwd=cwd, env=environment, check=False, capture_output=True, encoding="utf-8"
    )


def test_there_is_a_guide_for_each_role():
    assert {g.stem for g in GUIDES} == {"記入者", "取りまとめ担当", "査読者"}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda g: g.stem)
def test_every_command_of_a_guide_works_in_a_copy_of_the_example(guide, tmp_path):
    shutil.copytree(TOP / "examples" / "r01", tmp_path / "令和元年度", ignore=shutil.ignore_patterns("out", "drafts"))
    for program, *words in commands(guide):
        assert program == "authoring"
        done = authoring(*words, cwd=tmp_path)
        assert done.returncode == 0, f"{words}: {done.stderr[-2000:]}"


def test_what_the_coordinators_guide_promises_is_written(tmp_path):
    shutil.copytree(TOP / "examples" / "r01", tmp_path / "令和元年度", ignore=shutil.ignore_patterns("out", "drafts"))
    builds = [words for _, *words in commands(TOP / "docs" / "guide" / "取りまとめ担当.md") if words[0] == "build"]
    for words in builds:
        authoring(*words, cwd=tmp_path)
    made = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.docx")}
    out = {"令和元年度/out/evaluation.docx", "令和元年度/out/report.docx"}
    assert made == {*out, "報告書/report.docx"}
    assert (tmp_path / "令和元年度" / "drafts" / "第1案" / "edition.json").is_file()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda g: g.stem)
def test_a_guide_shows_pictures_that_are_small(guide):
    pictures = [guide.parent / p for p in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", guide.read_text("utf-8"))]
    assert all(p.stat().st_size <= LARGEST_PICTURE for p in pictures)


def test_every_picture_is_shown_somewhere():
    pages = "".join(p.read_text("utf-8") for p in [TOP / "README.md", *(TOP / "docs").rglob("*.md")])
    assert [p.name for p in (TOP / "docs" / "pictures").iterdir() if p.name not in pages] == []
