"""The frame: sequence of numbers, titles, lineage, terms and notes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from readings import last_year, reading, with_text
from small import PLAN, edition

from authoring.checks.ordinals import ordinal_of
from authoring.checks.structure import check_structure
from authoring.edition.model import Lineage


def codes(of=None, before=None):
    return [p.code for p in check_structure(reading(of, before))]


def plan(**changed):
    """The small plan with some fields of its entries changed: e4={"number": "(2)"}."""
    return edition(entries=tuple(replace(e, **changed.get(e.id, {})) for e in PLAN))


def test_the_small_edition_has_nothing_to_tell():
    assert codes() == []


@pytest.mark.parametrize(
    ("number", "code", "expected"),
    [("(3)", "heading-number-skipped", "(2)"), ("(1)", "heading-number-twice", "(2)")],
)
def test_a_number_that_is_skipped_or_doubled_is_told_with_the_one_that_follows(number, code, expected):
    found = list(check_structure(reading(plan(e6={"number": number}))))
    assert [p.code for p in found] == [code]
    assert expected in found[0].message


def test_a_chapter_that_is_skipped_is_told_once():
    assert codes(plan(e8={"number": "Ⅲ"}, e9={"number": "Ⅳ"})) == ["heading-number-skipped"]


@pytest.mark.parametrize(
    ("number", "count", "next_one"),
    [
        ("Ⅰ", 1, "Ⅱ"), ("Ⅳ", 4, "Ⅴ"), ("1.", 1, "2."), ("(10)", 10, "(11)"), ("①", 1, "②"), ("ア", 1, "イ"),
        ("(ウ)", 3, "(エ)"), ("ⅰ", 1, "ii"), ("第1", 1, "第2"), ("iv", 4, "v"),
    ],
)  # fmt: skip
def test_a_number_of_each_level_is_counted_and_written(number, count, next_one):
    found = ordinal_of(number)
    assert found is not None
    assert (found.count, found.written(count + 1)) == (count, next_one)


def test_a_title_in_two_wordings_is_told_where_list_contents_heading_or_a_quotation_has_another():
    assert codes(plan(e2={"list_title": "収納の対策"})) == ["title-differs"]
    assert codes(plan(e2={"contents_title": "収納対策等"})) == ["title-differs"]
    long = {"e4": {"text": "厚生年金の行動計画の策定"}}
    assert codes(with_text("〇「厚生年金の行動計画の作定」に沿って進めました。", of=plan(**long))) == ["title-differs"]


def test_a_title_that_only_differs_in_width_or_is_another_thing_is_not_told():
    assert codes(plan(e2={"list_title": "収納 対策"})) == []
    long = {"e4": {"text": "厚生年金の行動計画の策定"}}
    assert codes(with_text("〇「厚生年金の行動計画の策定」に沿って進めました。", of=plan(**long))) == []
    assert codes(with_text("〇「お客様へのお約束」を掲げました。", of=plan(**long))) == []


def test_an_item_that_no_line_of_lineage_joins_to_last_year_is_told():
    renamed = plan(e7={"id": "e70"})
    assert sorted(codes(renamed, last_year())) == ["lineage-lost", "lineage-unknown"]
    told = replace(renamed, lineage=(Lineage(2019, "e7", "e70", "renamed"),))
    assert codes(told, last_year()) == []


def test_a_short_name_that_is_introduced_and_never_used_is_told():
    assert codes(with_text("〇年金事務所(以下「事務所」という。)で進めました。")) == ["term-unused"]
    assert codes(with_text("〇年金事務所(以下「事務所」という。)で進めました。\n〇事務所を増やしました。")) == []


def test_a_mark_without_its_note_is_told():
    assert codes(with_text("〇特別催告状(※2)を送りました。\n※1 前年度の分を含む。")) == ["note-missing"]
    assert codes(with_text("〇特別催告状(※)を送りました。\n※ 前年度の分を含む。")) == []
    assert codes(with_text("〇特別催告状(※)を送りました。\n≪用語解説≫\n(※)特別催告状・・・納付を促す文書")) == []
