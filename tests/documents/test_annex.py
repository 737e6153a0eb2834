"""Statements and appendix: what stands outside the wide table, in the tree, in Word, in Excel and in a snapshot."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from small import PROFILE_FILE, profile, with_annex

from authoring.archive.snapshot import read_snapshot, snapshot_files
from authoring.documents.content import Annex
from authoring.documents.excel import render_excel
from authoring.documents.tree import document_of
from authoring.documents.word import render_word
from authoring.edition.resolve import resolve

TEMPLATE = (PROFILE_FILE.parents[1] / "word" / "base.docx").read_bytes()


@pytest.fixture(scope="module")
def snapshot():
    found, problems = resolve(with_annex())
    assert [p.code for p in problems if p.severity != "info"] == []
    return found


@pytest.fixture(scope="module")
def tree(snapshot):
    return document_of(snapshot, next(d for d in snapshot.profile.documents if d.file == "evaluation"))


def annexes(tree):
    return [part for part in tree.parts if isinstance(part, Annex)]


def test_statements_stand_behind_the_wide_table_and_the_appendix_last(tree):
    assert [(a.title, a.appendix, [p.label for p in a.places]) for a in annexes(tree)] == [
        ("予算・収支計画・資金計画", False, ["予算"]),
        ("別表", True, ["別表1", "参考資料-総括表", "参考資料-三か年"]),
    ]


def test_the_appendix_has_contents_of_its_own_in_which_a_group_is_one_entry(tree):
    contents = annexes(tree)[1].contents
    assert [(line.level, line.text) for line in contents.lines] == [
        (1, "別表1 納付率の推移"),
        (1, "参考資料"),
        (2, "予算の執行状況(総括表)"),
        (2, "予算の執行状況(三か年)"),
    ]


def test_word_holds_every_place_once_with_a_heading_that_the_contents_lead_to(tree):
    file = docx.Document(io.BytesIO(render_word(tree, TEMPLATE)))
    headings = [p.text for p in file.paragraphs if p.style.name == "部の見出し"]
    assert [h for h in headings if h != "目次"][-4:] == [
        "令和元年度予算",
        "別表1 納付率の推移",
        "参考資料 予算の執行状況(総括表)",
        "参考資料 予算の執行状況(三か年)",
    ]
    xml = file.element.xml
    for line in annexes(tree)[1].contents.lines:
        assert f'w:name="{line.bookmark}"' in xml
        assert f"PAGEREF {line.bookmark} " in xml
    assert [p.text for p in file.paragraphs].count("〇執行の概要。") == 1


def test_the_appendix_counts_its_pages_from_its_own_title(tree):
    file = docx.Document(io.BytesIO(render_word(tree, TEMPLATE)))
    numbers = [s._sectPr.xpath("./w:pgNumType/@w:start") for s in file.sections]
    forms = [s._sectPr.xpath("./w:pgNumType/@w:fmt") for s in file.sections]
    assert numbers == [["1"], ["1"], ["1"]]
    assert forms == [["lowerRoman"], ["decimal"], ["decimal"]]


def test_excel_has_a_sheet_a_place_and_contents_that_lead_there(tree):
    book = openpyxl.load_workbook(io.BytesIO(render_excel(tree)))
    assert book.sheetnames[-5:] == ["予算", "別表 目次", "別表1", "参考資料-総括表", "参考資料-三か年"]
    words = [c.value for row in book["別表1"].iter_rows() for c in row if c.value]
    assert "〇推移は次のとおり。" in words
    cells = [c for row in book["別表 目次"].iter_rows() for c in row if c.hyperlink]
    assert {c.hyperlink.location.replace("'", "") for c in cells} >= {"別表1!A1", "参考資料-三か年!A1"}


def test_an_edition_without_places_prints_none():
    snapshot = resolve(with_annex().__class__(2019, profile(), with_annex().entries))[0]
    assert [p for p in document_of(snapshot, snapshot.profile.documents[-1]).parts if isinstance(p, Annex)] == []


def test_a_snapshot_keeps_places_their_texts_and_their_order(snapshot, tmp_path):
    files = snapshot_files(snapshot)
    assert b'"place":"\xe4\xba\x88\xe7\xae\x97"' in files["statements.jsonl"]
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert read_snapshot(tmp_path) == (snapshot, [])


def test_the_report_holds_statements_and_appendix_too(snapshot):
    from authoring.verbs.building import _for_stage

    assert _for_stage(snapshot, "report").items["別表1"] == snapshot.items["別表1"] != ()
