"""The page of NEW beside a change: of the PDF that shows that very edition, else none."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pypdf
import pytest
from small import edition
from years import AGENCY, put, sheet_of, snapshot_folder, workspace

from authoring import verbs
from authoring.archive.snapshot import fingerprint
from authoring.documents.pdf.stamp import stamp_of, stamped
from authoring.edition.model import Cell
from authoring.edition.profile import read_profile
from authoring.edition.resolve import resolve


def pdf_of(places: dict[str, int], edition: str) -> bytes:
    """A PDF of empty pages with our named places, stamped."""
    writer = pypdf.PdfWriter()
    for _ in range(max(places.values()) + 1):
        writer.add_blank_page(100, 100)
    for name, page in places.items():
        writer.add_named_destination(name.replace("_", "5F"), page)
    out = io.BytesIO()
    writer.write(out)
    return stamped(out.getvalue(), edition)


@pytest.fixture
def years(tmp_path):
    """(last year as it was closed, this year's workspace): one line of the latter is another."""
    profile, _ = read_profile(AGENCY, "agency.toml")
    before = edition(profile=profile, year=2018, ratings=(), lineage=(), years_shown=())
    rows = tuple(
        replace(r, cells={**r.cells, "progress": Cell("〇前の年の文でした。")}) if r.id == "r0001" else r
        for r in before.rows
    )
    old = snapshot_folder(resolve(replace(before, rows=rows))[0], tmp_path / "past_years" / "h30")
    root = workspace(tmp_path / "令和元年度")
    snapshot = verbs.load(root).snapshot
    assert snapshot is not None
    put({"evaluation.pdf": pdf_of({"p_1": 0, "h_e2": 2, "r_r0001": 3}, fingerprint(snapshot))}, root / "out")
    return old, root


def pages(old, root) -> set[str]:
    told = json.loads(verbs.diff(old, root, shape="json").shown)
    return {change["page"] for change in told["changes"] if "page" in change}


def test_a_change_tells_the_page_of_its_row_in_the_pdf_of_that_edition(years):
    old, root = years
    assert "4" in pages(old, root)
    html = verbs.diff(old, root, shape="html", out=root / "review.html").written[0].read_text("utf-8")
    assert "頁</small>" in html


def test_after_a_cell_was_changed_no_page_is_told(years):
    old, root = years
    path = root / "inputs" / "部署" / "Ⅰ-1_収納部.xlsx"
    sheet = sheet_of(root, "inputs/部署/Ⅰ-1_収納部.xlsx", "取組")
    cell = next(c for r in sheet.iter_rows() for c in r if c.value and "納付率" in str(c.value))
    cell.value = "〇書き直しました。"
    sheet.parent.save(path)
    assert pages(old, root) == set()


def test_a_pdf_without_the_stamp_or_broken_is_passed_over(years):
    old, root = years
    (root / "out" / "evaluation.pdf").write_bytes(b"%PDF-1.6\nbroken")
    assert pages(old, root) == set()


def test_the_stamp_is_read_back_and_the_pdf_can_still_be_read():
    made = pdf_of({"p_1": 0}, "a" * 64)
    assert stamp_of(made) == "a" * 64
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 1
    assert stamp_of(b"%PDF-1.6\n%%EOF\n") == ""
