"""What all tests share: which of them need an office, and how hypothesis behaves on a busy machine."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import settings

REQUIRE_OFFICE = (
    "AUTHORING_REQUIRE_OFFICE"  # set where LibreOffice has to be (.ci/run): a skipped office test fails then
)
OFFICE_PROGRAMS = ("soffice", "pdftoppm")

# How long an example takes is the machine's matter, and no law of ours. A gate gives the same answer twice: there the
# examples are the same each time; at a desk they are new ones.
settings.register_profile("authoring", deadline=None, derandomize=os.environ.get("CI", "") not in ("", "0"))
settings.load_profile("authoring")


def office_is_required() -> bool:
    return os.environ.get(REQUIRE_OFFICE, "") not in ("", "0")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test marked ``office`` where the programs are missing; fail it where they were promised."""
    if item.get_closest_marker("office") is None:
        return
    missing = "、".join(program for program in OFFICE_PROGRAMS if shutil.which(program) is None)
    if missing and office_is_required():
        pytest.fail(f"{REQUIRE_OFFICE} is set, but these are not installed: {missing}", pytrace=False)
    elif missing:
        pytest.skip(f"not installed: {missing}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """An office test that skips itself for any other reason fails too where an office was promised."""
    report = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if skipped and office_is_required() and item.get_closest_marker("office") is not None:
        report.outcome = "failed"
        report.longrepr = f"{REQUIRE_OFFICE} is set, but {item.nodeid} was skipped: {report.longrepr}"
    return report
