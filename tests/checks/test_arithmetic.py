"""Totals, changes, shares and what is carried forward: what no rounding explains is told at its cell, else silence."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import reading
from small import indicator
from tables_typed import at, row, table, with_tables

from authoring.checks.arithmetic import check_arithmetic
from authoring.edition.model import Axis, Value
from authoring.edition.quantities import change, format_number, round_half_up, truncate

YEARS = [Axis("c1", ("平成30年度",), period="2018"), Axis("c2", ("令和元年度",), period="2019")]
CHANGE = Axis("c3", ("対前年度比",), "change", of=("c2", "-c1"))
PARTS = ("r1", "r2")


def told(*tables, before=None):
    found = check_arithmetic(reading(with_tables(*tables), before))
    return [(p.code, str(p.origin.cell)) for p in found]


def test_a_total_that_its_parts_miss_is_told_at_the_total_with_both_bounds():
    made = table(YEARS, "届出|10件|20件", "申請|5件|7件", row("合計|15件|28件", "total", "", *PARTS))
    (found,) = check_arithmetic(reading(with_tables(made)))
    assert (found.code, found.origin) == ("sum-differs", at("r3", "c2"))
    assert "からは 27 になります" in found.message
    assert "見えない桁" in found.message


def test_a_total_that_rounded_parts_miss_by_one_is_not_told():
    assert (
        told(
            table(
                YEARS, "届出|1.4億円|2.6億円", "申請|1.4億円|2.6億円", row("合計|2.9億円|5.1億円", "total", "", *PARTS)
            )
        )
        == []
    )


@pytest.mark.parametrize("label", ["合計", "計", "総計", "小計"])
def test_a_total_that_declares_no_parts_is_read_from_its_label(label):
    made = table(YEARS, "届出|10件|20件", "申請|5件|7件", row(f"{label}|15件|72件", "total"))
    assert told(made) == [("sum-differs", "r3c2")]


def test_a_row_that_is_called_otherwise_is_no_total_however_near_it_comes():
    assert told(table(YEARS, "届出|10件|20件", "申請|5件|7件", row("主なもの|15件|28件", "total"))) == []
    assert told(table(YEARS, "届出|10件|20件", "申請|5件|7件", "合わせて|15件|28件")) == []


def test_what_is_a_part_of_a_part_is_not_summed_twice():
    made = table(
        YEARS, "届出|10件|20件", row("うち電子|4件|9件", level=1), "申請|5件|7件", row("合計|15件|27件", "total"),
    )  # fmt: skip
    assert told(made) == []


@pytest.mark.parametrize(
    ("cells", "meaning"),
    [
        ("1,000件|1,034件|+3.4%", "relative"), ("1,000件|1,034件|103.4%", "ratio"), ("1,000件|1,034件|34件", "points"),
        ("68.1%|69.3%|+1.2ポイント", "points"), ("68.1%|69.3%|+1.1ポイント", "points"),
        ("68.1%|67.0%|▲1.1ポイント", "points"),
        ("1,000件|1,034件|+3.4%", ""), ("1,000件|1,034件|103.4%", ""), ("68.1%|69.3%|1.2%", "points"),
    ],
)  # fmt: skip
def test_a_change_holds_as_it_is_meant(cells, meaning):
    assert told(table([*YEARS, CHANGE], row(f"届出|{cells}", "value", meaning))) == []


@pytest.mark.parametrize(
    ("cells", "meaning"),
    [
        ("1,000件|1,034件|+3.6%", "relative"), ("68.1%|69.3%|+1.4ポイント", "points"),
        ("68.1%|67.0%|1.1ポイント", "points"),
        ("1,000件|1,034件|+34%", "relative"),
    ],
)  # fmt: skip
def test_a_change_that_no_unseen_digit_explains_is_told_at_the_change(cells, meaning):
    assert told(table([*YEARS, CHANGE], row(f"届出|{cells}", "value", meaning))) == [("change-differs", "r1c3")]


def test_a_lost_sign_and_a_moved_point_are_named():
    lost, moved = (
        next(
            iter(check_arithmetic(reading(with_tables(table([*YEARS, CHANGE], row(f"率|{cells}", "value", "points"))))))
        )
        for cells in ("68.1%|67.0%|1.1ポイント", "68.1%|69.3%|12ポイント")
    )
    assert "▲を付けると合います" in lost.message
    assert "位を移すと合います" in moved.message


def test_where_two_relations_meet_the_cell_in_both_is_to_blame():
    rows = "届出|100件|130件|+20.0%", "申請|50件|55件|+10.0%"
    made = table(
        [*YEARS, CHANGE], *(row(r, "value", "relative") for r in rows),
        row("合計|150件|175件|+16.7%", "total", "relative", *PARTS),
    )  # fmt: skip
    assert told(made) == [("change-differs", "r1c2")]


def test_a_change_of_shares_in_percent_is_told_where_the_table_says_points_elsewhere():
    rows = [row(f"率{n}|68.1%|69.3%|+1.2ポイント", "value", "points") for n in range(2)]
    odd = row("率|40.0%|44.0%|+4.0%", "value", "points")
    assert told(table([*YEARS, CHANGE], *rows, odd)) == [("change-unit", "r3c3")]
    assert told(table([*YEARS, CHANGE], odd)) == []  # a table that writes so throughout


def test_a_change_in_brackets_is_held_against_the_column_before():
    assert told(table(YEARS, "日数|5.2日|4.8日(▲0.4日)")) == []
    assert told(table(YEARS, "日数|5.2日|4.8日(▲0.6日)")) == [("change-differs", "r1c2")]
    assert told(table(YEARS, "受講した人|120人(95.2%)|130人(96.0%)")) == []


def test_a_share_is_held_against_the_total_where_that_says_a_hundred():
    columns = [Axis("c1", ("件数",)), Axis("c2", ("構成比",), "share")]
    rows = "届出|10件|66.7%", "申請|5件|33.3%"
    assert told(table(columns, *rows, row("合計|15件|100.0%", "total"))) == []
    assert told(table(columns, "届出|10件|67.7%", rows[1], row("合計|15件|100.0%", "total"))) == [
        ("share-differs", "r1c2")
    ]


def test_achievement_is_held_against_the_target_and_numbers_in_circles_name_columns():
    columns = [
        Axis("c1", ("目標(①)",), "target"),
        Axis("c2", ("実績(②)",)),
        Axis("c3", ("達成率(②/①)",), "achievement"),
    ]
    assert told(table(columns, "調査|1,000件|1,034件|103.4%")) == []
    assert told(table(columns, "調査|1,000件|1,034件|104.3%")) == [("share-differs", "r1c3")]


def test_the_opening_is_last_years_closing():
    rows = [
        row("前年度末|100件|120件", "value", "", "r4@-1"), "受付|50件|40件", "処理|30件|60件",
        row("年度末|120件|100件", "total", "", "r1", "r2", "-r3"),
    ]  # fmt: skip
    assert told(table(YEARS, *rows)) == []
    rows[0] = row("前年度末|100件|125件", "value", "", "r4@-1")
    assert told(table(YEARS, *rows)) == [("sum-differs", "r1c2")]


def test_a_cohort_is_held_against_its_start_or_the_year_before():
    columns = [Axis("c0", ("平成29年度",), period="2017"), *YEARS]
    rows = "平成29年度分|66.3%|73.4%|76.3%", row("(伸び幅)||+7.1ポイント|+10.0ポイント", "change", "points")
    assert told(table(columns, *rows)) == []
    later = "平成28年度分|66.3%|73.4%|76.3%", row("(伸び幅)||+9.1ポイント|+12.0ポイント", "change", "points")
    assert told(table(columns, *later)) == []  # its first year has left the table
    odd = row("(伸び幅)||+7.1ポイント|+9.0ポイント", "change", "points")
    assert told(table(columns, rows[0], odd)) == [("change-differs", "r2c2")]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.decimals(1, 99_999, places=4), min_size=2, max_size=6),
    st.lists(st.decimals(1, 99_999, places=4), min_size=6),
    st.integers(0, 2), st.booleans(),
)  # fmt: skip
def test_a_table_of_unseen_digits_is_never_told_however_it_is_rounded(before, now, decimals, cut):
    now = now[: len(before)]
    how = truncate if cut else round_half_up
    pairs = [*zip(before, now, strict=True), (sum(before), sum(now))]
    lines = []
    for n, (a, b) in enumerate(pairs):
        moved = change(Decimal(b), Decimal(a), "relative") or Decimal(0)
        cells = [format_number(how(Decimal(v), decimals), decimals) + "億円" for v in (a, b)]
        of = [f"r{m + 1}" for m in range(len(before))] if n == len(before) else []
        text = f"項目{n}|{cells[0]}|{cells[1]}|{format_number(how(moved, 1), 1)}%"
        lines.append(row(text, "total" if of else "value", "relative", *of))
    assert told(table([*YEARS, CHANGE], *lines, rounding="切捨て" if cut else "四捨五入")) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(100, 9_999), min_size=2, max_size=5), st.data())
def test_a_part_that_is_changed_is_told_at_that_part_where_its_own_change_agrees_with_the_old_one(values, data):
    odd = data.draw(st.integers(0, len(values) - 1))
    lines = []
    for n, value in enumerate(values):
        shown = value + 60 if n == odd else value
        lines.append(row(f"項目{n}|50件|{shown:,}件|{value - 50:,}件", "value", "points"))
    of = [f"r{n + 1}" for n in range(len(values))]
    total, start = sum(values), 50 * len(values)
    lines.append(row(f"合計|{start}件|{total:,}件|{total - start:,}件", "total", "points", *of))
    assert told(table([*YEARS, CHANGE], *lines)) == [("change-differs", f"r{odd + 1}c2")]


def test_a_count_of_which_more_is_known_than_is_printed_is_no_whole_number():
    """32,037.6 against 30,040.4 is +6.6%; of the printed 32,038 and 30,040 it would be +6.7%."""
    values = {"2018": Value(Decimal(30_040), Decimal("30040.4")), "2019": Value(Decimal(32_038), Decimal("32037.6"))}
    one = indicator(id="m9", name="訪問の件数", aliases=(), unit="件", decimals=0, target=None, values=values)
    made = table([*YEARS, CHANGE], "訪問の件数|||+6.6%")
    made = replace(made, rows=(replace(made.rows[0], indicator="訪問の件数"),))

    def told_of(values):
        of = with_tables(made)
        of = replace(of, indicators=(*of.indicators, replace(one, values=values)))
        return [p.code for p in check_arithmetic(reading(of))]

    assert told_of(values) == []
    assert told_of({period: Value(held.value) for period, held in values.items()}) == ["change-differs"]
