"""The next year has last year's frame and ids; windows of tables move on, and nothing to fill holds old text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import TABLE, edition, indicator

from authoring.archive.roll import beside_of, next_year, with_spares
from authoring.archive.windows import later_period, roll_table, roll_words
from authoring.edition.model import Axis, Cell, Request, Row, Table, TableCell
from authoring.edition.resolve import resolve


def table(columns, rows, cells: Mapping[tuple[str, str], str]):
    return Table(
        "t1", "表", "e2", "収納部", rows=rows, columns=columns, cells={k: TableCell(v) for k, v in cells.items()}
    )


def column(name, label, period="", **more):
    return Axis(name, tuple(label.split("/")), period=period, **more)


def rolled(old, years=1):
    return roll_table(old, 2019, years)


def texts(of):
    return {at: cell.text for at, cell in of.cells.items()}


def labels(axes):
    return ["/".join(a.labels) for a in axes if a.used]


YEARS = (
    column("c1", "平成30年度", "2018"),
    column("c2", "令和元年度", "2019"),
    column("c3", "対前年度比", role="change", of=("c2", "-c1")),
)
ONE = (Axis("r1", ("件数",)),)


def test_this_years_column_becomes_last_years_and_the_newest_is_empty():
    new = rolled(table(YEARS, ONE, {("r1", "c1"): "10件", ("r1", "c2"): "12件", ("r1", "c3"): "20.0%"}))
    assert labels(new.columns) == ["令和元年度", "令和2年度", "対前年度比"]
    assert [a.period for a in new.columns] == ["2019", "2020", ""]
    assert texts(new) == {("r1", "c1"): "12件"}


def test_years_as_rows_move_on_too():
    old = table((Axis("c1", ("件数",)), Axis("c2", ("備考",), role="text")),
                (Axis("r1", ("令和元年度",), period="2019"), Axis("r2", ("平成30年度",), period="2018")),
                {("r1", "c1"): "12", ("r2", "c1"): "10", ("r1", "c2"): "新しい年が上"})  # fmt: skip
    new = rolled(old)
    assert labels(new.rows) == ["令和2年度", "令和元年度"]
    assert texts(new) == {("r2", "c1"): "12", ("r2", "c2"): "新しい年が上"}


def test_two_columns_of_one_period_are_told_apart_by_their_other_labels():
    old = table(
        (column("c1", "電子/H30.4", "2018-04"), column("c2", "電子/H31.4", "2019-04"),
         column("c3", "紙/H30.4", "2018-04"), column("c4", "紙/H31.4", "2019-04")),
        ONE, {("r1", "c1"): "4.5日", ("r1", "c2"): "3.3日", ("r1", "c3"): "7.7日", ("r1", "c4"): "4.2日"},
    )  # fmt: skip
    new = rolled(old)
    assert labels(new.columns) == ["電子/H31.4", "電子/R2.4", "紙/H31.4", "紙/R2.4"]
    assert texts(new) == {("r1", "c1"): "3.3日", ("r1", "c3"): "4.2日"}


def test_a_reference_column_takes_over_this_years_figures_though_its_label_says_more():
    old = table((column("c1", "令和元年度", "2019"), column("c2", "(参考：平成30年度)", "2018")),
                ONE, {("r1", "c1"): "12", ("r1", "c2"): "10"})  # fmt: skip
    new = rolled(old)
    assert labels(new.columns) == ["令和2年度", "(参考：令和元年度)"]
    assert texts(new) == {("r1", "c2"): "12"}


def test_the_labels_of_a_second_band_move_with_their_columns():
    rows = (*ONE, Axis("r2", ("年度",), role="header"), Axis("r3", ("人数",)))
    old = table(YEARS[:2], rows, {("r2", "c1"): "平成30年度", ("r2", "c2"): "令和元年度", ("r3", "c2"): "5人"})
    assert texts(rolled(old)) == {("r2", "c1"): "令和元年度", ("r2", "c2"): "令和2年度", ("r3", "c1"): "5人"}


def test_a_base_year_stays_where_it_is():
    columns = (
        column("c1", "平成26年度", "2014"),
        column("c2", "平成30年度", "2018"),
        column("c3", "令和元年度", "2019"),
    )
    new = rolled(table(columns, ONE, {("r1", "c1"): "350件", ("r1", "c2"): "52件", ("r1", "c3"): "56件"}))
    assert labels(new.columns) == ["平成26年度", "令和元年度", "令和2年度"]
    assert texts(new) == {("r1", "c1"): "350件", ("r1", "c2"): "56件"}


def test_cohorts_with_a_period_on_both_sides_move_along_both():
    cohorts = (Axis("r1", ("平成30年度分",), period="2018"), Axis("r2", ("令和元年度分",), period="2019"))
    old = table(YEARS[:2], cohorts, {("r1", "c1"): "68.1%", ("r1", "c2"): "74.9%", ("r2", "c2"): "69.3%"})
    new = rolled(old)
    assert labels(new.rows) == ["令和元年度分", "令和2年度分"]
    assert texts(new) == {("r1", "c1"): "69.3%"}


def test_what_belongs_to_no_period_is_emptied_and_its_labels_stay():
    old = table((column("c1", "令和2年度以降の予定", role="text"),), ONE, {("r1", "c1"): "5回"})
    new = rolled(old)
    assert labels(new.columns) == ["令和2年度以降の予定"]
    assert texts(new) == {}


def test_rows_that_were_cleared_stand_last_with_the_spare_ones():
    rows = (Axis("r1", ()), Axis("r2", ("令和元年度分",)), Axis("r3", ()))
    assert [a.id for a in rolled(table(YEARS, rows, {("r2", "c2"): "69.3%"})).rows] == ["r2", "r1", "r3"]


@pytest.mark.parametrize(
    ("label", "period", "now"),
    [
        ("令和元年度末", "2019", "令和2年度末"),
        ("平成31年度計画", "2019", "令和2年度計画"),
        ("H31年度", "2019", "R2年度"),
        ("元年度", "2019", "2年度"),
        ("R元年度", "2019", "R2年度"),
        ("H30", "2018", "R元"),
        ("H31.4", "2019-04", "R2.4"),
        ("R2.4", "2020-04", "R3.4"),
        ("令和2年3月末", "2020-03", "令和3年3月末"),
        ("(参考：平成31年4月1日現在)", "2019-04-01", "(参考：令和2年4月1日現在)"),
        ("令和元年度末", "2020-03", "令和2年度末"),
        ("2019年度", "2019", "2020年度"),
        ("令和12年度と令和2年度", "2020", "令和12年度と令和3年度"),
        ("平成2年度", "2020", "平成2年度"),
        ("H30.10", "2018-01", "H30.10"),
        ("令和5年度までに15%削減", "2019", "令和5年度までに15%削減"),
        ("機構全体目標", "2019", "機構全体目標"),
    ],
)
def test_a_label_prints_its_own_period_anew_in_the_same_form(label, period, now):
    assert roll_words(label, period, later_period(period, 1)) == now


LABELS = st.sampled_from(["件数", "電子/令和元年度", "平成30年度", "(参考：令和元年度)", "H31.4", ""])
PERIODS = st.sampled_from(["", "2014", "2018", "2019", "2020", "2019-04", "2020-03-31"])
ROLES = st.sampled_from(["value", "total", "text", "header"])


@st.composite
def any_tables(draw):
    def axes(letter, roles):
        count = draw(st.integers(1, 5))
        return tuple(
            Axis(f"{letter}{n}", tuple(filter(None, draw(LABELS).split("/"))), draw(roles), period=draw(PERIODS))
            for n in range(1, count + 1)
        )

    rows, columns = axes("r", ROLES), axes("c", st.just("value"))
    places = draw(st.sets(st.tuples(st.sampled_from([a.id for a in rows]), st.sampled_from([a.id for a in columns]))))
    return table(columns, rows, {at: f"{at[0]}{at[1]}" for at in places})


@given(any_tables(), st.integers(1, 3))
def test_no_axis_loses_or_changes_its_id_and_none_comes_twice(old, years):
    new = rolled(old, years)
    assert sorted(a.id for a in new.rows) == sorted(a.id for a in old.rows)
    assert sorted(a.id for a in new.columns) == sorted(a.id for a in old.columns)


@given(any_tables())
def test_no_figure_stands_under_another_period_than_before(old):
    def dated(of, at):
        row, side = next(a for a in of.rows if a.id == at[0]), next(a for a in of.columns if a.id == at[1])
        return row.period, side.period

    bands = {a.id for a in old.rows if a.role == "header"}
    origin = {text: dated(old, at) for at, text in texts(old).items()}
    for at, text in texts(rolled(old)).items():
        if at[0] not in bands:
            assert dated(rolled(old), at) == origin[text]
            assert any(dated(rolled(old), at))


def test_rows_keep_their_ids_and_hold_nothing_of_last_year():
    old = with_spares(edition())
    new = next_year(old, 2020)
    assert [r.id for r in old.rows] == [r.id for r in new.rows]
    assert [(k.id, k.key) for k in old.keyed] == [(k.id, k.key) for k in new.keyed]
    assert not any(x.cells for x in (*new.rows, *new.keyed))
    assert new.ratings == ()
    assert all(i.target is None and not any(p >= "2020" for p in i.values) for i in new.indicators)


def test_a_unit_has_at_least_eight_rows_for_each_owner_and_one_more_than_were_filled():
    filled = tuple(Row(f"r{n:04}", "e7", "相談部", {"progress": Cell("〇相談しました。")}) for n in range(11, 21))
    old = with_spares(edition(rows=(*edition().rows, *filled)))
    count = {(u, o): sum(r.unit == u and r.owner == o for r in old.rows) for u, o in
             (("e4", "収納部"), ("e6", "収納部"), ("e6", "システム部"), ("e7", "相談部"))}  # fmt: skip
    assert count == {("e4", "収納部"): 8, ("e6", "収納部"): 8, ("e6", "システム部"): 8, ("e7", "相談部"): 12}
    assert len({r.id for r in old.rows}) == len(old.rows)


def test_spare_things_are_added_once():
    once = with_spares(edition())
    assert with_spares(once) == once
    mine = next(t for t in once.tables if t.id == "t1")
    assert (len(mine.rows), len(mine.columns)) == (6, 4)
    assert sum(t.owner == "収納部" and not t.name for t in once.tables) == 3


def test_tables_and_indicators_of_an_owner_without_a_unit_are_kept_once():
    guests = (
        replace(TABLE, id="t8", name="客の表", owner="客部"),
        replace(TABLE, id="t9", name="客の表二", owner="客部"),
    )
    new = next_year(
        edition(tables=(TABLE, *guests), indicators=(indicator(), indicator(id="m9", name="別", owner="別部"))), 2020
    )
    assert [t.id for t in new.tables if t.name] == ["t1", "t8", "t9"]
    assert [i.id for i in new.indicators if i.name] == ["m1", "m9"]


def test_items_are_kept_in_the_lineage_and_two_earlier_years_are_shown():
    new = next_year(edition(), 2020)
    assert [(x.year, x.old, x.new, x.kind) for x in new.lineage if x.year == 2020] == [
        (2020, e, e, "kept") for e in ("e2", "e7", "e8", "e9")
    ]
    assert new.years_shown == (2018, 2019, 2020)


def test_last_years_text_stands_beside_by_row_and_by_key():
    snapshot, _ = resolve(edition())
    beside = beside_of(snapshot)
    assert beside.rows["r0001"]["progress"].splitlines()[-2:] == ["〇69.3%でした。", "[表 納付率の推移]"]
    assert beside.keyed["e2"] == {"viewpoint": "〇取り組んだか。", "reason": "〇取り組んでいる。"}
    assert beside.keyed["e6"] == {"viewpoint": "〇整えたか。"}


def test_last_years_requests_are_to_answer_and_nobody_has_judged_them_yet():
    snapshot, _ = resolve(edition())
    asked = Request(
        "q0001", "e2", "e4", "request", "広げられたい。", "収納部", kept=True, answered_in="e4", declined="済"
    )
    new = next_year(edition(), 2020, replace(snapshot, requests=(asked,)))
    assert new.requests == (replace(asked, kept=None, answered_in="", declined=""),)
