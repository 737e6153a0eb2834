"""The list of answers as a part of a document."""

from __future__ import annotations

from dataclasses import replace

from small import PROFILE_FILE, edition

from authoring.documents.content import Annex
from authoring.documents.tree import document_of
from authoring.edition.model import Request
from authoring.edition.profile import PARTS, profile_from, read_profile
from authoring.edition.resolve import resolve


def request(name, text, **more):
    return Request(name, "e2", "e2", "request", text, "収納部", **more)


REQUESTS = (
    request("q1", "窓口を整備されたい。", kept=True, answered_in="e6"),
    request("q2", "研修を広げられたい。", kept=True, declined="架空の理由のため。"),
    request("q3", "引き続き努められたい。", kept=False),
    request("q4", "続けられたい。", kept=None),
)


def with_answers(requests):
    base = edition(requests=requests)
    raw = base.profile.raw
    raw = {
        **raw,
        "words": {**raw["words"], "answers": "前年度の指摘事項等への対応"},
        "documents": [{**d, "parts": [*d["parts"], "answers"]} for d in raw["documents"]],
    }
    return replace(base, profile=profile_from(raw))


def lists(requests):
    snapshot, _ = resolve(with_answers(requests))
    document = document_of(snapshot, snapshot.profile.documents[0])
    return [p for p in document.parts if isinstance(p, Annex) and p.title == "前年度の指摘事項等への対応"]


def test_the_list_has_a_row_for_each_request_that_was_kept():
    (part,) = lists(REQUESTS)
    (block,) = part.places[0].rows[0].cells[0].blocks
    assert [[cell.text for cell in row] for row in block.grid.body] == [
        ["Ⅰ-1 収納対策", "窓口を整備されたい。", "Ⅰ-1-(2)", ""],
        ["Ⅰ-1 収納対策", "研修を広げられたい。", "", "架空の理由のため。"],
    ]


def test_without_a_request_there_is_no_list():
    assert lists(()) == []


def test_a_profile_that_names_the_part_has_to_have_its_heading():
    assert "answers" in PARTS
    text = PROFILE_FILE.read_text("utf-8").replace('"body"', '"body", "answers"', 1)
    found, problems = read_profile(text, "agency.toml")
    assert found is None
    assert "words に answers がありません" in problems[0].message
