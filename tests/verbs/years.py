"""Workspaces of the small edition for the tests of ``close`` and ``new``; hands that type into them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
from small import PROFILE_FILE, edition

from authoring.archive.roll import with_spares
from authoring.archive.snapshot import snapshot_files
from authoring.archive.workspace import settings_text
from authoring.workbooks.write_inputs import write_inputs

# Another agency's name: the project's own past years are not this one's.
AGENCY = (
    PROFILE_FILE.read_text("utf-8")
    .replace('agency = "日本年金機構"', 'agency = "試験の機関"')
    .replace("default = true\n", "")
)
COMMON = "inputs/共通.xlsx"


def put(files, folder):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def workspace(folder, past="../past_years", agency=AGENCY, **more):
    """A finished year."""
    files = write_inputs(with_spares(edition(**more)))
    files["edition.toml"] = settings_text(2019, "架空", past).encode()
    files["agency.toml"] = agency.encode()
    return put(files, folder)


def snapshot_folder(snapshot, folder):
    return put(snapshot_files(snapshot), folder)


def digest(folder):
    files = sorted(p for p in Path(folder).rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def codes(outcome, *wanted):
    """The codes of the problems of these severities (errors and warnings where none is named)."""
    return [p.code for p in outcome.problems if p.severity in (wanted or ("error", "warning"))]


def sheet_of(root, file, sheet):
    return openpyxl.load_workbook(root / file)[sheet]


def column(sheet, heading, head):
    return next(c.column for c in sheet[head] if c.value == heading)


def type_in(root, file, sheet, cells, head=4):
    """Type values: {(heading, row below the headings): value}."""
    book = openpyxl.load_workbook(root / file)
    page = book[sheet]
    for (heading, row), value in cells.items():
        page.cell(head + row, column(page, heading, head)).value = value
    book.save(root / file)
