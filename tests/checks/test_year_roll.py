"""Is the year rolled? Names of years, figures and text of last year, with last year's edition behind them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import last_year, reading, with_text
from small import TABLE, edition, indicator

from authoring.checks.reading import PLAN, Passage
from authoring.checks.year_roll import check_year_roll
from authoring.checks.year_text import check_text
from authoring.edition.model import Cell, Keyed, TableCell, Value
from authoring.problems import Severity

QUIET = "year-text-same"  # the small edition's other rows are the same in both years


def found(now: str, before: str, **more):
    """Findings where the row says ``now`` in 令和元年度 and said ``before`` in 平成30年度."""
    there = reading(with_text(now, **more), with_text(before, of=last_year(), **more))
    return [p for p in check_year_roll(there) if p.place and p.place.startswith("r0002.")]


def codes(now: str, before: str, **more):
    return [p.code for p in found(now, before, **more)]


@pytest.mark.parametrize(
    ("now", "before"),
    [
        # the figure is new, its year is not
        ("〇平成30年度は1,234件を処理しました。", "〇平成30年度は1,198件を処理しました。"),
        ("〇平成31年3月末:95,214件", "〇平成31年3月末:63,377件"),
        # one of two years moved
        ("〇平成29年度の34件に対し、令和元年度は51件でした。", "〇平成29年度の30件に対し、平成30年度は34件でした。"),
        ("〇平成30年6月から令和2年1月までに12回開きました。", "〇平成30年6月から平成31年1月までに9回開きました。"),
        # in a sentence of a paragraph that was otherwise reworded
        (
            "〇窓口の案内を大きく改めました。平成30年度は対象の52,114人に送付しました。",
            "〇平成30年度は対象の48,020人に送付しました。",
        ),
    ],
)  # fmt: skip
def test_a_year_that_did_not_move_with_its_sentence_is_told(now, before):
    assert codes(now, before) == ["year-not-rolled"]


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("〇令和元年度は1,234件を処理しました。", "〇平成30年度は1,198件を処理しました。"),
        ("〇令和元年度は1,234件(平成30年度は1,198件)でした。", "〇平成30年度は1,198件(平成29年度は1,177件)でした。"),
        ("〇平成30年4月の施行から2年目となり、1,234件でした。", "〇平成30年4月の施行から1年目となり、1,198件でした。"),
        ("〇平成30年4月から受け付け、累計は8,120件です。", "〇平成30年4月から受け付け、累計は3,998件です。"),
        ("〇平成27年3月末の約97万件から約23万件に減りました。", "〇平成27年3月末の約97万件から約28万件に減りました。"),
        ("〇82件を移しました(平成30年度は79件)。", "〇79件を移しました(平成29年度は75件)。"),
    ],
)  # fmt: skip
def test_a_year_that_moved_or_belongs_to_the_thing_is_not_told(now, before):
    assert codes(now, before) == []


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("〇平成28年3月末の約97万件から約23万件に減りました。", "〇平成27年3月末の約97万件から約28万件に減りました。"),
        ("〇納付猶予(H18.4~)の周知を行いました。", "〇納付猶予(H17.4~)の周知を行いました。"),
        ("〇平成19年法律第51号に基づき委託しました。", "〇平成18年法律第51号に基づき委託しました。"),
        ("〇平成26年度から続く事業で、1,234件でした。", "〇平成25年度から続く事業で、1,198件でした。"),
        ("〇平成30年4月から現金でも申し込めます。", "〇平成29年4月から現金でも申し込めます。"),
    ],
)
def test_a_base_year_that_moved_is_told(now, before):
    assert codes(now, before) == ["year-base-moved"]


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("〇平成29年度分の最終納付率は76.3%でした。", "〇平成28年度分の最終納付率は74.6%でした。"),
        ("〇昭和33年4月2日以後に生まれた方に送りました。", "〇昭和32年4月2日以後に生まれた方に送りました。"),
        ("〇平成29年度末より2.6%減っています。", "〇平成28年度末より3.4%減っています。"),
        ("〇平成25年度から令和元年度までの推移を示しました。", "〇平成24年度から平成30年度までの推移を示しました。"),
        ("〇平成31年4月と比べて短くなりました。", "〇平成30年4月と比べて短くなりました。"),
    ],
)  # fmt: skip
def test_a_window_of_years_or_of_birth_dates_moves(now, before):
    assert codes(now, before) == []


@pytest.mark.parametrize(
    ("now", "before", "value"),
    [
        ("〇処理は1,234件(5.2%増)でした。", "〇処理は1,234件(3.1%増)でした。", "1,234件"),
        ("〇令和元年度末は1,234件でした。", "〇平成30年度末は1,234件でした。", "1,234件"),
        ("〇処理は1,301件(前年度1,198件)でした。", "〇処理は1,234件(前年度1,198件)でした。", "1,198件"),
        ("〇納付率は68.1%で、前年度差+1.2ポイントでした。", "〇納付率は68.1%で、前年度差+0.9ポイントでした。", "68.1%"),
    ],
)
def test_a_figure_that_stayed_where_the_others_moved_is_told(now, before, value):
    (one,) = found(now, before)
    assert (one.code, one.severity) == ("year-figure-left", Severity.WARNING)
    assert value in one.message


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("〇目標1,550件に対し1,301件でした。", "〇目標1,550件に対し1,234件でした。"),
        ("〇65歳の方1,301人に送りました。", "〇65歳の方1,234人に送りました。"),
        ("〇平成27年3月末の1,972件から1,301件に減りました。", "〇平成27年3月末の1,972件から1,234件に減りました。"),
        ("〇被保険者501人以上の1,301か所を訪ねました。", "〇被保険者501人以上の1,234か所を訪ねました。"),
        ("〇納付率は69.3%で、前年度の68.1%を上回りました。", "〇納付率は68.1%で、前年度の66.3%を上回りました。"),
    ],
)
def test_targets_bounds_and_facts_of_a_year_that_is_over_stay(now, before):
    assert codes(now, before) == []


@pytest.mark.parametrize(
    "text",
    [
        "〇平成30年度は、対象の方に漏れなく案内を届けました。",
        "〇平成31年3月末までに、全ての拠点へ配り終えました。",
        "〇窓口の待ち時間は、平均で12,345秒となりました。",
        "〇令和元年度へ向け、関係する部署と調整しました。",
    ],
)
def test_last_years_paragraph_pasted_unchanged_is_told(text):
    assert codes(text, text) == ["year-text-left"]


@pytest.mark.parametrize(
    "text",
    [
        "※国税の情報とは、源泉徴収の義務がある事業所の情報をいいます。",
        "〇取組状況はⅠ-1-(1)に記載。",
        "〇次のことに取り組みました。",
        "〇令和元年度は、全ての拠点で実施しました。",
        "【実績】",
    ],
)
def test_standing_text_and_text_of_this_year_are_no_pasted_paragraphs(text):
    assert [p.code for p in found(text, text) if p.severity is not Severity.INFO and p.code != QUIET] == []


def test_the_same_work_told_in_the_same_words_is_one_remark_a_cell():
    text = "〇関係する部署と連携し、窓口の案内を丁寧に行いました。\n〇説明会を各地で開き、制度の周知に努めました。"
    (one,) = found(text, text)
    assert one.code == QUIET
    assert "2件" in one.message


def test_a_criterion_that_names_last_year_is_told_at_the_ministrys_cell():
    def keyed(of, text):
        return replace(of, keyed=(Keyed("v0001", "e2", "e2", {"viewpoint": Cell(text)}),))

    text = "〇平成30年度の行動計画に沿って取り組んだか。"
    there = reading(keyed(edition(), text), keyed(last_year(), text))
    assert [p.place for p in check_year_roll(there) if p.code == "year-text-left"] == ["v0001.viewpoint"]


@pytest.mark.parametrize(
    "text",
    [
        "〇平成30年度も、全ての拠点で研修を行いました。",
        "〇国税委任は平成30年度も最優先で扱い、82件を委任しました(平成30年度は79件)。",
        "〇平成30年度の納付率は69.3%でした。",
    ],
)
def test_last_year_as_the_year_of_the_report_is_told_without_a_paragraph_of_last_year(text):
    there = reading(with_text(text))
    assert "year-of-last-year" in [p.code for p in check_year_roll(there)]


@pytest.mark.parametrize(
    "text",
    [
        "〇令和元年度も、全ての拠点で研修を行いました。",
        "〇平成30年度は79件でしたが、令和元年度は82件を委任しました。",
        "〇82件を委任しました(平成30年度は79件)。",
        "〇平成30年度の納付率は68.1%でした。令和元年度は69.3%です。",
        "〇平成27年度に始めてから5年目となり、順調に進みました。",
    ],
)
def test_last_year_beside_this_year_is_fine(text):
    there = reading(with_text(text))
    assert [p.code for p in check_year_roll(there)] == []


def test_a_count_of_years_that_does_not_fit_its_beginning_is_told():
    (one,) = check_year_roll(reading(with_text("〇平成28年度に始めてから5年目となり、順調に進みました。")))
    assert one.code == "year-count"
    assert "4年目" in one.message


def test_one_event_a_year_apart_in_two_cells_is_told_with_both():
    there = reading(
        with_text(
            "〇雇用保険の情報の提供を平成30年6月から受けました。",
            "〇雇用保険の情報の提供を令和元年6月から受け、生かしました。",
        )
    )
    assert [p.code for p in check_year_roll(there) if p.code == "year-two-ways"] == ["year-two-ways"]


def of_value(value, **more):
    now = {"2018": Value(Decimal("68.13")), "2019": Value(Decimal(value))}
    return edition(indicators=(indicator(values=now, **more),))


@pytest.mark.parametrize(("value", "expected"), [("68.13", ["year-value-same"]), ("68.14", [])])
def test_an_indicator_that_is_last_years_to_the_last_digit_is_told(value, expected):
    there = reading(of_value(value), last_year())
    assert [p.code for p in check_year_roll(there) if p.code == "year-value-same"] == expected


def typed(last: str, now: str):
    cells = {("r2", "c1"): TableCell(last), ("r2", "c2"): TableCell(now)}
    return edition(tables=(replace(TABLE, cells=cells),))


@pytest.mark.parametrize(
    ("last", "now", "told"),
    [
        ("8,693件", "8,693件", True),
        ("69.3%", "69.3%", True),
        ("8,693件", "8,694件", False),
        ("10件", "10件", False),
        ("8,693件\n(目標)9,000件", "8,701件\n(目標)9,000件", False),
    ],
)
def test_a_cell_of_this_year_that_is_last_years_is_told(last, now, told):
    found = [p for p in check_year_roll(reading(typed(last, now), last_year())) if p.code == "year-cell-same"]
    assert bool(found) == told
    assert [p.place for p in found] == (["t1/r2/c2"] if told else [])


def test_a_label_of_another_year_than_its_period_is_told():
    columns = (TABLE.columns[0], replace(TABLE.columns[1], labels=("平成30年度",)))
    there = reading(edition(tables=(replace(TABLE, columns=columns),)))
    assert [p.place for p in check_year_roll(there) if p.code == "year-label"] == ["t1/c2"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("昭和66年から使っている。", "year-impossible"),
        ("平成31年6月31日に終えた。", "year-impossible"),
        ("令和2年13月に始めた。", "year-impossible"),
        ("平成31年10月に始めた。", "year-era-ended"),
        ("平成32年度の計画を作った。", "year-era-ended"),
        ("令和元年4月1日に始めた。", "year-era-early"),
        ("令和1年度の実績は次のとおり。", "year-first"),
        ("令和元年8月から平成31年3月までに15回行った。", "year-backwards"),
        ("平成31年度の目標と、令和元年度の実績を比べた。", "year-mixed"),
    ],
)
def test_what_a_line_alone_proves_is_told(text, code):
    assert [p.code for p in check_text(Passage(text))] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "令和元年度は平成31年4月から始まる。",
        "平成31年(2019年)9月末に終えた。",
        "平成31年度(令和元年度)の計画である。",
        "令和2年2月29日に終えた。",
        "令和元年5月に始めた。",
        "昭和64年1月7日まで。",
        "平成29年1月~12月の30回から、令和元年は7回に減った。",
    ],
)
def test_right_names_of_years_are_not_told(text):
    assert list(check_text(Passage(text))) == []


def test_an_approved_plan_keeps_the_old_name_of_the_era():
    assert list(check_text(Passage("平成32年4月の実施を目指す。", side=PLAN))) == []
    assert [p.code for p in check_text(Passage("平成31年6月31日までに行う。", side=PLAN))] == ["year-impossible"]


def test_what_was_done_after_the_year_is_marked_and_allowed():
    (one,) = check_year_roll(reading(with_text("〇令和2年4月に組織を改め、専門の部署を置きました。")))
    assert (one.code, one.severity) == ("year-after-end", Severity.INFO)
    assert list(check_year_roll(reading(with_text("〇令和2年4月の実施へ向けて準備しました。")))) == []


@settings(max_examples=30, deadline=None)
@given(st.integers(1001, 98_000), st.integers(1001, 98_000))
def test_a_rolled_sentence_is_never_told_and_a_figure_left_in_it_always_is(last, now):
    before = f"〇平成30年度末の対象は{last:,}件となりました。"
    rolled = f"〇令和元年度末の対象は{now:,}件となりました。"
    same = last == now and len(str(last).rstrip("0")) > 2
    assert bool(codes(rolled, before)) == same


def test_what_last_year_announced_is_not_told_of_a_year_earlier():
    before = "〇平成31年4月には、難しい事案を扱う専門チームを本部に置きます。"
    assert "year-announced" in codes("〇平成30年4月に本部へ置いた専門チームは、58件を扱いました。", before)
    assert "year-announced" not in codes("〇平成31年4月に本部へ置いた専門チームは、58件を扱いました。", before)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("平成30年度は、次のことに取り組む。", True),
        ("令和元年度は、次のことに取り組む。", False),
        ("平成30年度は目標を下回ったため、次のことに取り組む。", False),
        ("平成30年度末までに整えた手順を使う。", False),
    ],
)
def test_a_plan_that_is_about_last_year_is_told(text, told):
    base = edition()
    entries = tuple(replace(e, text=text) if e.id == "e5" else e for e in base.entries)
    found = [p for p in check_year_roll(reading(replace(base, entries=entries))) if p.place == "e5.plan"]
    assert [p.code for p in found] == (["year-of-last-year"] if told else [])


def test_what_a_figure_is_held_against_is_of_the_year_that_it_says():
    """68.1 is 納付率 of the year before, 69.3 of the year: a base value may be like another fact's by chance."""
    before = "〇率を集計しました。"
    assert "year-of-last-year" in codes("〇平成30年度末の率は69.3%となりました。", before)
    for against in ("に対し", "より", "から"):
        assert codes(f"〇率は、平成30年度の69.3%{against}令和元年度は70.4%となりました。", before) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("〇平成30年度分の平成30年度末における納付率は、平成30年度末から6.8ポイント上がりました。", True),
        ("〇平成30年度分の令和元年度末における納付率は、平成30年度末から6.8ポイント上がりました。", False),
        ("〇令和元年度末の件数は減りました。令和元年度末から様式を変えます。", False),
    ],
)
def test_the_end_of_a_year_is_not_compared_with_itself(text, told):
    assert ("year-with-itself" in [p.code for p in check_year_roll(reading(with_text(text)))]) == told
