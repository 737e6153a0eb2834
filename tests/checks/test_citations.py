"""References as people type them: each hits something, and the title is that one's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from readings import last_year, reading, with_text
from small import edition

from authoring.checks.citations import check_citations
from authoring.edition.model import Place

APPENDIX = (
    Place("別表1", "appendix", "国民年金保険料の納付状況", "収納部"),
    Place("別表2", "appendix", "行動計画の取組状況", "収納部"),
    Place("別表3", "appendix", "未統合記録の解明状況", "収納部"),
)


def codes(text, *, places=(), before=None):
    of = with_text(text, of=edition(places=places))
    return [p.code for p in check_citations(reading(of, before)) if p.code != "appendix-uncited"]


@pytest.mark.parametrize("typed", ["Ⅰ-1-(1)", "I - 1 - (1)", "Ⅰ−1−（１）", "Ⅰ-1-(1)-①", "Ⅱ", "Ⅰ-2"])
def test_a_number_that_the_plan_has_is_a_hit_however_it_is_typed(typed):
    assert codes(f"※取組状況は{typed}に記載") == []


@pytest.mark.parametrize("typed", ["Ⅰ-1-(5)", "Ⅰ-9", "Ⅲ-2-(1)", "Ⅰ-1-(1)-③"])
def test_a_number_that_the_plan_does_not_have_is_an_error(typed):
    assert codes(f"※取組状況は{typed}に記載") == ["citation-gone"]


@pytest.mark.parametrize(
    "typed",
    [
        "〇AI-OCR技術を使いました。",
        "〇I-OCRを試しました。",
        "〇10-20人の班で進めました。",
        "〇Ⅰ-2型の機器を入れました。",
    ],
)
def test_what_only_looks_like_a_number_of_the_plan_is_none(typed):
    assert codes(typed) == []


def test_the_title_behind_a_number_is_that_entrys():
    assert codes("※取組状況はⅠ-1-(1)「行動計画」に記載") == []
    assert codes("※取組状況はⅠ-1-(1)「環境の整備」に記載") == ["citation-title"]
    assert codes("※取組状況は{{参照:e4}}に記載") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("〇進めました。【別表1:国民年金保険料の納付状況】", []),
        ("〇進めました。【別表 １：国民年金保険料の納付状況】", []),
        ("〇進めました。【別表2】", []),
        ("〇進めました。(別表2参照)", []),
        ("〇進めました。【別表4:解明の状況】", ["appendix-gone"]),
        ("〇進めました。【別表1:未統合記録の解明状況】", ["appendix-other"]),
        ("〇進めました。【別表1:国民年金保険料の納付の状況】", ["appendix-title"]),
    ],
)
def test_a_table_of_the_appendix_is_there_and_called_by_its_title(typed, found):
    assert codes(typed, places=APPENDIX) == found


def test_without_an_appendix_nothing_is_said_of_one():
    assert codes("〇進めました。【別表4:解明の状況】") == []


def test_the_sentence_of_last_year_that_now_points_to_another_table_is_told():
    before = with_text("〇対象10人に送りました。【別表1】", of=last_year(places=APPENDIX))
    assert codes("〇対象12人に送りました。【別表1】", places=APPENDIX, before=before) == []
    assert codes("〇対象12人に送りました。【別表3】", places=APPENDIX, before=before) == ["appendix-moved"]
    moved = (APPENDIX[0], replace(APPENDIX[2], id="別表2"), replace(APPENDIX[1], id="別表3"))
    assert codes("〇対象12人に送りました。【別表3】", places=moved, before=before) == []


def test_a_table_of_the_appendix_that_no_text_cites_is_information():
    of = with_text("〇進めました。【別表1】【別表2】", of=edition(places=APPENDIX))
    found = [(p.code, p.place, p.severity) for p in check_citations(reading(of))]
    assert found == [("appendix-uncited", "別表3", "info")]
