"""One fact in two tables, or in a table and an indicator that it is not linked to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from readings import reading
from small import indicator
from tables_typed import at, table, with_tables

from authoring.checks.table_twins import check_table_twins
from authoring.edition.model import Axis, Value

OF_TABLE = ("業務経費|2,075.5億円|1,880.4億円", "一般管理費|1,058.6億円|998.1億円")
OF_SUMMARY = ("予算額|1,058.6億円|2,075.5億円", "決算額|998.1億円|1,880.4億円")


def budget(*rows):
    return table([Axis("c1", ("予算額",)), Axis("c2", ("決算額",))], *(rows or OF_TABLE), name="予算額と決算額")


def summary(*rows, labels=("一般管理費 計", "業務経費 計"), **more):
    columns = [Axis(f"c{n}", tuple(label.split())) for n, label in enumerate(labels, 1)]
    return replace(table(columns, *(rows or OF_SUMMARY), name="総括表", **more), id="t8")


def told(*tables, **indicators):
    made = with_tables(*tables)
    if indicators:
        made = replace(made, indicators=(*made.indicators, indicator(id="m9", aliases=(), target=None, **indicators)))
    return list(check_table_twins(reading(made)))


def test_a_table_and_its_transposed_summary_that_agree_are_not_told():
    assert told(budget(), summary()) == []


def test_a_cell_that_the_other_table_has_otherwise_is_told_with_both_places():
    (found,) = told(budget(), summary("予算額|1,058.6億円|2,075.6億円", OF_SUMMARY[1]))
    assert (found.code, found.severity.value) == ("table-twice", "warning")
    assert found.origin == at("r1", "c1")
    assert found.also
    assert "2,075.5億円" in found.message
    assert "2,075.6億円" in found.message


def test_the_same_fact_in_a_coarser_unit_is_no_contradiction():
    assert told(budget(), summary("予算額|1,059億円|207,550百万円", OF_SUMMARY[1])) == []
    assert len(told(budget(), summary("予算額|1,060億円|207,550百万円", OF_SUMMARY[1]))) == 1


@pytest.mark.parametrize(
    "rows",
    [
        ("予算額|700億円|800億円", "決算額|600億円|900億円"),  # agrees in nothing: other things by the same words
        ("予算額|1,058.6億円|800億円", "決算額|600億円|900億円"),
        ("予算額|1,058.6件|2,075.6件", "決算額|998.1件|1,880.4件"),  # another unit
    ],
)
def test_tables_that_do_not_agree_in_most_of_what_is_called_alike_are_about_other_things(rows):
    assert told(budget(), summary(*rows)) == []


def test_two_of_four_is_too_little_to_judge_by():
    assert told(budget(), summary("予算額|1,058.6億円|2,075.6億円", "決算額|998.2億円|1,880.4億円")) == []


def rates():
    rows = ("実績|58.1%|57.5%", "件数|120件|90件", "前期|10.0%|10.0%")
    return summary(*rows, labels=("対象", "2 事業所調査 臨場調査 指摘率"))


def test_a_row_of_which_all_letters_stand_in_an_indicator_s_name_is_held_against_it_where_the_value_is_near():
    value = {"2019": Value(Decimal("57.6"))}
    (found,) = told(rates(), name="臨場調査指摘事業所率", unit="%", decimals=1, values=value)
    assert found.origin == at("r1", "c2")
    assert "57.6%" in found.message
    assert told(rates(), name="臨場調査指摘事業所率", unit="%", decimals=1, values={"2019": Value(Decimal(75))}) == []
    assert told(rates(), name="電話相談指摘事業所率", unit="%", decimals=1, values=value) == []
