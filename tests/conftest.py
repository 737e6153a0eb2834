"""What all tests share: which of them need an office or a browser, and how hypothesis behaves on a busy machine."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import settings

REQUIRE_OFFICE = (
    "AUTHORING_REQUIRE_OFFICE"  # set where LibreOffice and Chromium have to be (.ci/run): a skipped test fails then
)
PROGRAMS = {"office": ("soffice", "pdftoppm"), "browser": ("chromium",)}  # marker -> what its tests need

# How long an example takes is the machine's matter, and no law of ours. A gate gives the same answer twice: there the
# examples are the same each time; at a desk they are new ones.
settings.register_profile("authoring", deadline=None, derandomize=os.environ.get("CI", "") not in ("", "0"))
settings.load_profile("authoring")


def office_is_required() -> bool:
    return os.environ.get(REQUIRE_OFFICE, "") not in ("", "0")


def _needed(item: pytest.Item) -> tuple[str, ...]:
    """The programs of the markers of a test."""
    return tuple(p for marker, programs in PROGRAMS.items() if item.get_closest_marker(marker) for p in programs)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test marked ``office`` or ``browser`` where its programs are missing; fail it where they were promised."""
    missing = "、".join(program for program in _needed(item) if shutil.which(program) is None)
    if missing and office_is_required():
        pytest.fail(f"{REQUIRE_OFFICE} is set, but these are not installed: {missing}", pytrace=False)
    elif missing:
        pytest.skip(f"not installed: {missing}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """Such a test that skips itself for any other reason fails too where the programs were promised."""
    report = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if skipped and office_is_required() and _needed(item):
        report.outcome = "failed"
        report.longrepr = f"{REQUIRE_OFFICE} is set, but {item.nodeid} was skipped: {report.longrepr}"
    return report
