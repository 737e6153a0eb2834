"""What a sentence states of a noun is what the table of its item says of it."""

from __future__ import annotations

import pytest
from readings import reading
from tables_typed import at, table, with_tables

from authoring.checks.facts import check_facts
from authoring.edition.model import Axis

COLUMNS = [Axis("c1", ("平成30年度",), period="2018"), Axis("c2", ("令和元年度",), period="2019")]
VISITS = ("戸別訪問の件数|1,190件|1,234件", "窓口相談の件数|88件|91件")


def told(text, *rows):
    found = check_facts(reading(with_tables(table(COLUMNS, *(rows or VISITS)), text=text)))
    return [(p.code, p.also) for p in found if p.code == "fact-table"]


def test_a_figure_of_the_year_is_told_that_the_table_has_otherwise_with_its_cell():
    assert told("〇戸別訪問の件数は1,243件でした。") == [("fact-table", (at("r1", "c2"),))]


@pytest.mark.parametrize(
    "text",
    [
        "〇戸別訪問の件数は1,234件でした。",
        "〇戸別訪問の件数は約1.2千件でした。",  # rounded: another unit of count is no witness
        "〇平成30年度の戸別訪問の件数は1,190件でした。",
        "〇戸別訪問の件数は1,000件以上となりました。",
        "〇A支部の戸別訪問の件数は543件でした。",  # a part of it
        "〇戸別訪問の件数は12%増えました。",
        "〇電話案内の件数は543件でした。",
    ],
)
def test_what_the_table_does_not_speak_of_is_not_told(text):
    assert told(text) == []


def test_a_label_that_two_rows_have_names_nothing():
    assert told("〇戸別訪問の件数は1,243件でした。", *VISITS, "戸別訪問の件数|10件|20件") == []
