"""Tests marked ``office`` or ``browser`` are skipped where there is none, and fail where one was promised."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
TESTS = """
import pytest

@pytest.mark.office
def test_that_needs_the_office():
    pass

@pytest.mark.office
def test_that_skips_itself():
    pytest.skip("no reason")

@pytest.mark.browser
def test_that_needs_the_browser():
    pass

def test_that_needs_none():
    pass
"""


@pytest.fixture
def run(tmp_path):
    """Run those tests with the programs of PATH or with none, and tell how many did what."""
    shutil.copy(CONFTEST, tmp_path / "conftest.py")
    (tmp_path / "test_it.py").write_text(TESTS, "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    office: x\n    browser: x\n", "utf-8")
    programs = tmp_path / "programs"
    programs.mkdir()

    def go(*, office: bool, required: bool) -> str:
        for name in ("soffice", "pdftoppm", "chromium") if office else ():
            (programs / name).write_text("#!/bin/sh\n", "utf-8")
            (programs / name).chmod(0o755)
        environment = {**os.environ, "PATH": str(programs)}
        environment.pop("AUTHORING_REQUIRE_OFFICE", None)
        if required:
            environment["AUTHORING_REQUIRE_OFFICE"] = "1"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, check=False, capture_output=True, encoding="utf-8"
        )
        return done.stdout.splitlines()[-1].split(" in ")[0]

    return go


def test_without_an_office_they_are_skipped(run):
    assert run(office=False, required=False) == "1 passed, 3 skipped"


def test_without_a_promised_office_they_fail(run):
    assert run(office=False, required=True) == "1 passed, 3 errors"


def test_with_an_office_they_run(run):
    assert run(office=True, required=False) == "3 passed, 1 skipped"


def test_with_a_promised_office_no_other_reason_to_skip_counts(run):
    assert run(office=True, required=True) == "1 failed, 3 passed"
