"""What a department is given: its own items and places, last year's requests to it, and nothing of the Ministry's."""

from __future__ import annotations

from dataclasses import replace

from sample import sample_changes

from authoring.review.changes import Line, Restatement, Unchanged, for_owner

MINISTRY = Line("number", "e2", "e2", "reason", "t9/r1/c1", "10件", "11件", label="理由の表: 件数", cell=True)
PLACES = (
    Line("number", "", "予算", "text", "予算.text.1", "100円", "200円", owner="財務部", label="段落"),
    Line("number", "", "別表3", "text", "別表3.text.1", "1円", "2円", owner="収納部", label="段落"),
)


def test_an_extract_has_the_owners_items_alone_and_no_column_or_rating_of_the_ministry():
    found = for_owner(sample_changes(), "収納部")
    assert {line.item for line in found.lines} == {"e2"}
    assert {line.column for line in found.lines} == {"plan", "progress", "self"}
    assert (found.ratings, found.remarks) == ((), {})
    assert {i.item for i in found.indicators} == {"e2"}


def test_a_figure_restated_in_a_column_of_the_ministry_is_left_out():
    told = Restatement("t9/r1/c1", "e2", "理由の表: 件数", "2018", "10件", "11件")
    changes = sample_changes(lines=(MINISTRY,), restatements=(told, replace(told, id="m1")))
    assert [r.id for r in for_owner(changes, "収納部").restatements] == ["m1"]


def test_statements_and_appendix_go_to_the_owner_who_fills_them():
    changes = sample_changes(lines=PLACES)
    assert [line.section for line in for_owner(changes, "財務部").lines] == ["予算"]


def test_requests_that_the_owner_answers_stay_wherever_they_stand_and_those_of_others_do_not():
    asked = [("q1", "x9", "収納部"), ("q2", "e2", ""), ("q3", "e2", "システム部"), ("q4", "e5", "")]
    requests = tuple(Unchanged("request", item, item, "", name, "求め。", owner) for name, item, owner in asked)
    assert [r.id for r in for_owner(sample_changes(requests=requests), "収納部").requests] == ["q1", "q2"]


def test_a_year_that_tells_no_status_is_settled_and_a_figure_without_one_beside_others_is_not():
    indicators = [replace(i, status="", new="1件", gone=False) for i in sample_changes().indicators[:2]]
    assert sample_changes(indicators=tuple(indicators)).unsettled == ()
    settled = replace(indicators[0], status="確定")
    assert sample_changes(indicators=(settled, indicators[1])).unsettled == (indicators[1],)
