"""Figures of prior years: the published one, or a note that is printed."""

from __future__ import annotations

from dataclasses import replace

from readings import reading
from tables_typed import at, row, table, with_tables

from authoring.checks.restated import check_restated
from authoring.edition.model import Axis

NOW = [Axis("c1", ("平成30年度",), period="2018"), Axis("c2", ("令和元年度",), period="2019")]
THEN = [Axis("c1", ("平成29年度",), period="2017"), Axis("c2", ("平成30年度",), period="2018")]


def told(now, then, text=""):
    before = replace(with_tables(then, year=2018), ratings=(), lineage=(), years_shown=())
    return [(p.code, p.origin) for p in check_restated(reading(with_tables(now, text=text), before))]


def test_a_figure_of_last_year_that_was_published_otherwise_is_told_at_its_cell():
    found = told(table(NOW, "届出|1,243件|1,300件"), table(THEN, "届出|1,200件|1,234件"))
    assert found == [("restated-figure", at("r1", "c1"))]


def test_the_published_figure_rounded_or_in_another_unit_is_the_same():
    assert told(table(NOW, "届出|1,234件|1,300件"), table(THEN, "届出|1,200件|1,234件")) == []
    assert told(table(NOW, "経費|1.2億円|1.3億円"), table(THEN, "経費|119百万円|123百万円")) == []
    assert told(table(NOW, "率|57.6%|58.0%"), table(THEN, "率|57.0%|57.5%")) == [("restated-figure", at("r1", "c1"))]


def test_a_note_below_the_table_that_is_printed_declares_it():
    now, then = table(NOW, "届出|1,243件|1,300件"), table(THEN, "届出|1,200件|1,234件")
    assert told(now, then, "※平成30年度の値は、集計方法の見直しにより修正しています。") == []
    assert told(now, then, "※平成30年度の値には電子を含みます。") == [("restated-figure", at("r1", "c1"))]


def test_rows_are_known_again_by_their_names_and_what_is_called_alike_twice_is_not():
    moved = table(NOW, "申請|7件|8件", "届出|1,234件|1,300件")
    assert told(moved, table(THEN, "届出|1,200件|1,234件", "申請|6件|7件")) == []
    twice = table(NOW, "届出|1件|2件", "届出|3件|4件")
    assert told(twice, table(THEN, "届出|1,200件|1,234件", "届出|6件|7件")) == []


def test_a_change_that_follows_from_a_restated_figure_is_not_told_once_more():
    now = table(NOW, "率|57.6%|58.0%", row("(増減)|+0.7ポイント|+0.4ポイント", "change", "points"))
    then = table(THEN, "率|57.0%|57.5%", row("(増減)|+0.1ポイント|+0.5ポイント", "change", "points"))
    assert told(now, then) == [("restated-figure", at("r1", "c1"))]
