"""Numbers in prose that nothing else tells."""

from __future__ import annotations

from readings import last_year, reading, with_text

from authoring.checks.fact_alone import alone, check_alone
from authoring.checks.run import run_checks


def told(text, own="", before=None):
    return [[g.text for g in gaps] for _, gaps in alone(reading(with_text(text, own), before))]


def test_a_number_of_an_indicator_a_table_or_another_text_is_not_alone():
    assert told("〇納付率は69.3%で、68.1%から伸びました。") == []
    assert told("〇35か所で行いました。", "〇35か所での取組を終えました。") == []
    assert told("〇35か所で行いました。") == [["35か所"]]


def test_last_years_edition_is_another_place_and_a_plan_none():
    before = with_text("〇35か所で行いました。", of=last_year())
    assert told("〇35か所で行いました。", before=before) == []


def test_the_rule_is_silent_unless_an_edition_asks_for_it():
    read = reading(with_text("〇35か所で行い、1,234人が受けました。"))
    assert [p.code for p in run_checks(read) if p.code == "fact-alone"] == []
    (found,) = [p for p in run_checks(read, on=("fact-alone",)) if p.code == "fact-alone"]
    assert "35か所、1,234人" in found.message
    assert [p.code for p in check_alone(read)] == ["fact-alone"]
