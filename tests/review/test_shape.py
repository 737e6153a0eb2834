"""The JSON of ``diff`` has the promised keys, in the promised order."""

from __future__ import annotations

import json

from sample import sample_changes

from authoring.review.shape import as_json, shape_of

SHAPE = shape_of(sample_changes())


def starts(found, keys):
    return all(list(each)[: len(keys)] == keys for each in found)


def test_the_lists_and_their_keys_are_those_promised():
    assert list(SHAPE) == ["changes", "ratings", "indicators", "restatements", "unchanged", "structure"]
    assert starts(SHAPE["changes"], ["class", "item", "section", "column", "id", "old", "new"])
    assert starts(SHAPE["ratings"], ["item", "title", "old", "new", "kind"])
    assert starts(SHAPE["indicators"], ["id", "name", "old", "new", "target", "status"])
    assert starts(SHAPE["restatements"], ["id", "period", "published", "now"])
    assert starts(SHAPE["unchanged"], ["class", "item", "section", "column", "id", "text"])
    assert starts(SHAPE["structure"], ["id", "kind", "old_number", "new_number", "old_title", "new_title"])


def test_every_class_is_there_and_lines_that_did_not_change_are_no_changes():
    classes = {each["class"] for each in SHAPE["changes"]}
    assert classes == {"year-roll", "number", "wording", "new", "gone", "moved", "not-filled"}
    assert {each["class"] for each in SHAPE["unchanged"]} == {"text", "target", "request"}


def test_an_item_is_a_printed_number_and_a_section_an_id():
    first = SHAPE["changes"][1]
    assert (first["item"], first["section"], first["id"]) == ("Ⅰ-1", "e3", "r0001.progress.1")


def test_statements_and_appendix_have_no_item_and_their_place_as_section():
    assert [(each["item"], each["section"]) for each in SHAPE["changes"] if each["id"] == "t9/r1/c1"] == [
        (None, "別表3")
    ]


def test_only_what_was_moved_says_from_where():
    assert [(each["class"], each["from"]) for each in SHAPE["changes"] if "from" in each] == [("moved", "e4")]


def test_the_bytes_are_utf_8_whatever_the_text():
    damaged = sample_changes(
        notice="", lines=(sample_changes().lines[1].__class__("new", "e2", "e3", "self", "a.self.1", "", "\ud83d"),)
    )
    assert json.loads(as_json(damaged))["changes"][0]["new"] == "\ud83d"
    assert "納付率" in as_json(sample_changes()).decode("utf-8")
