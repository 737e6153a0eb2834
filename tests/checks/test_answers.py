"""Last year's requests and commitments: answered where there is text, or declined with a reason."""

from __future__ import annotations

import pytest
from readings import reading, with_text
from small import edition

from authoring.checks.answers import answering_units, check_answers
from authoring.edition.model import Request
from authoring.problems import Origin, Severity

ORIGIN = Origin("inputs/部署/Ⅰ-1_収納部.xlsx", "前年度からの宿題", "D5")


def asked(**more):
    base = {
        "id": "q0001", "item": "e2", "section": "e2", "kind": "request", "text": "窓口の環境の整備を進められたい。",
        "owner": "収納部", "kept": True, "origin": ORIGIN,
    }  # fmt: skip
    return Request(**(base | more))


def found(*requests, progress="〇窓口を整備しました。"):
    of = with_text(progress, of=edition(requests=requests))
    return list(check_answers(reading(of)))


@pytest.mark.parametrize(
    "answer",
    [
        {"answered_in": "e6"},
        {"answered_in": "e2"},  # the item: a unit below it has the text
        {"declined": "国の制度の見直しを待って判断するため。"},
        {"kept": False},
        {"kept": None, "answered_in": "e6"},
    ],
)
def test_what_is_answered_or_declined_or_not_kept_is_not_told(answer):
    assert found(asked(**answer)) == []


def test_a_request_that_was_kept_and_not_answered_is_told_at_the_cell_to_fill():
    (one,) = found(asked())
    assert (one.code, one.severity, one.place) == ("request-unanswered", Severity.WARNING, "q0001.answered_in")
    assert one.origin == Origin(ORIGIN.file, ORIGIN.sheet, "F5")
    assert "窓口の環境の整備" in one.message


def test_an_answer_in_an_entry_that_the_plan_no_longer_has_is_told():
    assert [p.code for p in found(asked(answered_in="e99"))] == ["request-answer-gone"]


def test_an_answer_in_a_unit_without_text_is_told():
    of = edition(requests=(asked(answered_in="e4"),), rows=(), keyed=())
    assert [p.code for p in check_answers(reading(of))] == ["request-answer-empty"]


def test_an_answer_that_shares_no_word_with_the_request_is_worth_a_remark():
    (one,) = found(asked(text="沖縄における口座振替の勧奨を進められたい。", answered_in="e6"))
    assert (one.code, one.severity) == ("request-answer-far", Severity.INFO)


def test_common_words_of_every_request_are_no_words_to_share():
    assert found(asked(text="今後とも着実に取組を推進されたい。", answered_in="e6")) == []


def test_a_reason_that_gives_none_is_told():
    assert [p.code for p in found(asked(declined="特になし"))] == ["request-no-reason"]


def test_those_not_yet_judged_are_counted_by_workbook():
    other = Origin("inputs/部署/Ⅰ-2_相談部.xlsx", "前年度からの宿題", "D5")
    told = found(
        asked(kept=None),
        asked(id="q0002", kept=None, origin=Origin(ORIGIN.file, ORIGIN.sheet, "D6")),
        asked(id="q0003", kept=None, origin=other),
    )
    assert [(p.code, p.severity, len(p.also)) for p in told] == [
        ("request-unjudged", Severity.INFO, 1),
        ("request-unjudged", Severity.INFO, 0),
    ]
    assert "2件" in told[0].message


def test_a_heading_is_answered_in_the_units_below_it():
    assert answering_units(edition(), "e4") == ("e4",)
    assert set(answering_units(edition(), "e2")) == {"e2", "e4", "e6"}
