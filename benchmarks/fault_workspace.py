"""A generated pair of years as a workspace: settings, input workbooks, and the year before as it was published."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from authoring.archive.places import project_templates
from authoring.archive.roll import beside_of
from authoring.archive.snapshot import snapshot_files
from authoring.archive.workspace import settings_text
from authoring.edition.blocks import Snapshot
from authoring.edition.model import Edition
from authoring.edition.resolve import resolve
from authoring.edition.years import year_code
from authoring.workbooks.write_inputs import write_inputs

__all__ = ["clean_workspace", "write_edition", "write_files"]


def clean_workspace(root: Path, then: Edition, now: Edition) -> None:
    """Settings, past year and workbooks of a pair."""
    agency = (project_templates() / "profiles" / "nenkin.toml").read_bytes()
    settings = settings_text(now.year, now.notice, "past_years") + "project_past_years = false\n"
    write_files(root, {"edition.toml": settings.encode(), "agency.toml": agency}.items())
    folder = f"past_years/{year_code(then.year)}"
    write_files(root, ((f"{folder}/{name}", data) for name, data in snapshot_files(_published(then)).items()))
    write_edition(root, now, then)


def write_edition(root: Path, now: Edition, then: Edition) -> None:
    """The input workbooks alone, instead of those that are there."""
    shutil.rmtree(root / "inputs", ignore_errors=True)
    write_files(root, write_inputs(now, beside_of(_published(then))).items())


def _published(then: Edition) -> Snapshot:
    return resolve(then)[0]


def write_files(root: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Files below a folder."""
    for name, data in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
