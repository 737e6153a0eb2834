"""README is what a newcomer types from: it has to be complete, and true of the commands that there are."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from authoring.cli import main
from authoring.problems import Exit

TOP = Path(__file__).resolve().parents[2]
README = (TOP / "README.md").read_text("utf-8")
MARKDOWN = sorted([*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md")])
JAPANESE, ENGLISH = README.split("## In English")


def block(number: int) -> str:
    command = [sys.executable, str(TOP / ".ci" / "readme_block"), str(number)]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def test_there_are_two_bash_blocks_and_no_other_fence_claims_to_be_a_shell():
    fences = re.findall(r"^```(\w*)$", README, re.MULTILINE)
    assert [f for f in fences if f] == ["bash", "text", "bash"]


def test_the_first_block_installs_and_builds_the_example():
    lines = block(1).splitlines()
    assert lines[0] == "python3 -m venv .venv"
    assert lines[-1] == "authoring build examples/r01"
    assert any("-c constraints.txt" in line for line in lines)


def test_the_second_block_installs_the_tests_and_runs_them():
    lines = block(2).splitlines()
    assert lines[0] == "python3 -m venv .venv"
    assert lines[-1] == "python3 -m pytest"
    assert any("-c constraints.txt '.[test]'" in line for line in lines)


def test_a_block_that_is_not_there_is_an_error():
    with pytest.raises(subprocess.CalledProcessError):
        block(3)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_in_both_languages(name):
    assert f"authoring {name} " in JAPANESE
    assert f"`{name}`" in ENGLISH or f"`authoring {name}`" in ENGLISH


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_option_of_a_command_is_in_the_table(name):
    rows = "\n".join(line for line in README.splitlines() if line.startswith(f"| `authoring {name} "))
    options = {o for p in main.commands[name].params for o in p.opts if o.startswith("--")}
    assert options - {"--quiet"} <= set(re.findall(r"--[a-z]+", rows))


def test_every_exit_code_is_told():
    assert re.findall(r"^\| (\d) \|", README, re.MULTILINE) == [str(int(code)) for code in Exit]


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda page: page.name)
def test_no_page_names_a_folder_of_one_machine_or_a_package_source(page):
    text = page.read_text("utf-8")
    assert not re.search(r"(?<![\w.:/)])/(work|home|root|tmp|usr|var|etc)/", text)
    assert not re.search(r"index-url|simple/", text)


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda page: page.name)
def test_every_link_and_picture_leads_to_a_file(page):
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_constraints_are_names_and_versions_and_nothing_else():
    lines = [x for x in (TOP / "constraints.txt").read_text("utf-8").splitlines() if x and not x.startswith("#")]
    assert lines
    assert [x for x in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9a-z.]*", x)] == []
