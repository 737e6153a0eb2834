"""One fact, one value: in a sentence, against 指標, elsewhere and in last year's edition."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import last_year, reading, with_text
from small import edition, indicator

from authoring.checks.facts import check_facts
from authoring.checks.reading import Reading
from authoring.edition.attachments import Attachments, Picture
from authoring.edition.model import FigureNumber
from authoring.edition.quantities import change, format_number
from authoring.edition.resolve import resolve
from authoring.problems import Origin


def codes(text, own="", before=None, of=None):
    found = check_facts(reading(with_text(text, own, of=of), before))
    return [p.code for p in found]


# --- a sentence with itself


@pytest.mark.parametrize(
    "text",
    [
        "届出は1,234件(前年度1,190件、3.7%増)でした。", "届出は、前年度の1,190件を44件上回る1,234件でした。",
        "割合は、前年度(68.1%)より1.2ポイント高い69.3%でした。", "割合は69.3%(前年度68.1%、1.3ポイント増)でした。",
        "割合は62.0%と、前年度の60.0%から3.3%の伸びとなりました。",
        "件数は1,234件(前年度1,190件)、対前年度比103.7%でした。",
        "対象は約9.1万人(前年度約8.7万人)でした。", "経費は12.3億円(1,230百万円)でした。",
        "目標9.0万事業所に対し9.1万事業所(達成率101.1%)でした。", "重点の事案は152件から122件へ減りました。",
        "届出は1,234件で、うち電子は1,324件の申請を含みます。", "割合は69.3%で、目標を0.1ポイント超えました。",
    ],
)  # fmt: skip
def test_what_some_unseen_digits_explain_is_not_told(text):
    assert codes(f"〇{text}") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("届出は1,243件(前年度1,190件、3.7%増)でした。", "fact-arithmetic"),
        ("届出は1,234件(前年度1,190件、3.7%減)でした。", "fact-arithmetic"),
        ("届出は、前年度の1,190件を45件上回る1,234件でした。", "fact-arithmetic"),
        ("届出は、前年度の1,190件を44件下回る1,234件でした。", "fact-arithmetic"),
        ("割合は69.3%(前年度68.1%、1.2%増)でした。", "fact-points"),
        ("割合は6.93%(前年度68.1%、1.2ポイント増)でした。", "fact-arithmetic"),
        ("経費は12.3百万円(前年度11.9億円、3.4%増)でした。", "fact-arithmetic"),
        ("対象は約9.1人(前年度約8.7万人)でした。", "fact-arithmetic"),
        ("件数は1,234件(前年度1,190件)、対前年度比130.7%でした。", "fact-arithmetic"),
        ("目標9.0万事業所に対し9.1万事業所(達成率110.1%)でした。", "fact-arithmetic"),
        ("被保険者は14人増えて4,051万人になりました。", "fact-arithmetic"),
        ("差押えは1.8件でした。", "fact-fraction"),
    ],
)  # fmt: skip
def test_what_no_unseen_digit_explains_is_told(text, code):
    assert codes(f"〇{text}")[:1] == [code]


def test_the_message_has_both_bounds_and_the_figures_that_disagree():
    (found,) = check_facts(reading(with_text("〇届出は1,243件(前年度1,190件、3.7%増)でした。")))
    assert "3.7%" in found.message
    assert "からは 4.454% になります" in found.message
    assert "見えない桁" in found.message


# --- against the indicator: 納付率 69.3% (68.1% last year)


def test_an_indicator_that_is_typed_with_another_value_is_told_with_its_cell():
    (found,) = check_facts(reading(with_text("〇納付率は69.8%でした。")))
    assert found.code == "fact-indicator"
    assert "69.3%" in found.message
    assert codes("〇納付率は69.3%(前年度68.7%)でした。") == ["fact-indicator"]
    assert codes("〇令和元年度の納付率は69.8%でした。") == ["fact-indicator"]


@pytest.mark.parametrize(
    "text",
    [
        "納付率は69.3%でした。", "納付率は約69%でした。", "沖縄県の納付率は55.4%でした。", "納付率の目標は70.0%です。",
        "納付率は70%以上を目指します。", "納付率は{{納付率}}でした。", "国の納付率は80.1%でした。",
        "平成27年度の納付率は63.4%でした。",
    ],
)  # fmt: skip
def test_another_thing_of_a_like_name_and_a_rounded_value_are_not_told(text):
    assert codes(f"〇{text}") == []


def test_a_rate_of_an_indicator_without_last_years_value_is_held_against_the_indicator():
    counted = indicator(name="届出の件数", unit="件", decimals=0, target=None, values=values("1190", "1234"))
    of = replace(edition(), indicators=(counted,))
    assert codes("〇届出の件数は1,234件(前年度比+3.7%)でした。", of=of) == []
    assert codes("〇届出の件数は1,234件(前年度比3.7%減)でした。", of=of) == ["fact-arithmetic"]


def values(before, now):
    return {"2018": edition().indicators[0].values["2018"].__class__(Decimal(before)),
            "2019": edition().indicators[0].values["2019"].__class__(Decimal(now))}  # fmt: skip


# --- other places, last year


def test_the_same_noun_in_two_places_has_one_value():
    assert codes("〇証明書の発行件数は1,234件でした。", "〇証明書の発行件数は1,243件でした。") == ["fact-twice"]
    assert codes("〇証明書の発行件数は1,234件でした。", "〇証明書の発行件数は約1.2千件でした。") == []
    assert codes("〇証明書の発行件数は1,234件でした。", "〇証明書の訂正件数は1,243件でした。") == []


def test_last_years_value_is_the_one_of_last_years_edition():
    before = with_text("〇証明書の発行件数は1,190件でした。", of=last_year())
    assert codes("〇証明書の発行件数は1,234件(前年度1,910件)でした。", before=before) == ["fact-published"]
    assert codes("〇証明書の発行件数は1,234件(前年度1,190件)でした。", before=before) == []
    assert codes("〇証明書の発行件数は1,134件(対前年度56件)でした。", before=before) == ["fact-arithmetic"]
    assert codes("〇証明書の発行件数は1,134件(対前年度▲56件)でした。", before=before) == []


def test_digits_in_another_order_and_another_power_of_ten_are_told_where_one_plan_entry_has_both():
    assert codes("〇35,902事業所を適用しました。", "〇39,502事業所を適用しました。") == ["fact-swapped"]
    assert codes("〇35,902事業所を適用しました。", "〇35,903事業所を調べました。") == []
    assert set(codes("〇納付は2.4億円でした。", "〇納付は2.4百万円でした。")) == {"fact-scale"}
    assert codes("〇納付は2.4億円でした。", "〇納付は240百万円でした。") == []


def test_the_figures_of_a_diagram_are_those_that_its_description_tells():
    attached = Attachments({"流れ": Picture("流れ.png", 40, 20, "納付率は69.8%である。", b"")})
    of = with_text("〇次のとおりです。\n{{図:流れ}}")
    snapshot, _ = resolve(of, attached=attached)
    (found,) = check_facts(Reading(of, snapshot, {}))
    assert (found.code, found.place) == ("fact-indicator", "r0002.progress")


def test_a_line_of_figures_in_pictures_is_held_against_the_indicators_and_told_at_its_own_cell():
    attached = Attachments({"流れ": Picture("流れ.png", 40, 20, "納付の流れ。", b"")})
    at = Origin("inputs/別表/収納部.xlsx", "図中の数値", "A4")
    for typed, codes_of in (("69.8", ["fact-indicator"]), ("69.3", [])):
        drawn = FigureNumber("流れ", "納付率", Decimal(typed), "%", "2019", "収納部", at)
        of = replace(with_text("〇次のとおりです。\n{{図:流れ}}"), figure_numbers=(drawn,))
        snapshot, _ = resolve(of, attached=attached)
        found = list(check_facts(Reading(of, snapshot, {})))
        assert [p.code for p in found] == codes_of
        assert all(p.origin == at for p in found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("〇電話案内の平均処理日数は21.1日(2.4日)でした。", True),
        ("〇電話案内の平均処理日数は21.1日(▲2.4日)でした。", False),
        ("〇電話案内の平均処理日数は25.9日(2.4日)でした。", False),  # a rise
        ("〇電話案内の平均処理日数は21.1日(23.5日)でした。", False),  # the value of last year
        ("〇電話案内の平均処理日数は21.1日(4.0日)でした。", False),
    ],
)  # fmt: skip
def test_a_difference_in_brackets_whose_sign_is_lost_is_told_by_last_year_s_value(text, told):
    before = with_text("〇電話案内の平均処理日数は23.5日でした。", of=last_year())
    found = [p for p in check_facts(reading(with_text(text), before)) if p.code == "fact-arithmetic"]
    assert [p.message.endswith("増減の向きが逆です。") or "向き" in f"{p.message}{p.hint}" for p in found] == [
        True
    ] * told


# --- laws


NUMBERS = st.integers(1_000, 99_999)


@settings(max_examples=60, deadline=None)
@given(NUMBERS, NUMBERS, st.integers(0, 4))
def test_a_sentence_made_of_two_values_is_never_told(now, before, form):
    a, b = Decimal(now), Decimal(before)
    if a == b or max(a, b) > 20 * min(a, b):  # a hundred times as much is asked about
        return
    way, more = ("増", "上回る") if a > b else ("減", "下回る")
    rate = format_number(abs(change(a, b, "relative") or Decimal(0)), 1)
    forms = (
        f"〇届出は{a:,}件(前年度{b:,}件、{rate}%{way})でした。",
        f"〇届出は前年度の{b:,}件を{abs(a - b):,}件{more}{a:,}件でした。",
        f"〇届出は{a:,}件(前年度{b:,}件)でした。",
        f"〇届出は前年度({b:,}件)から{abs(a - b):,}件{way}の{a:,}件でした。",
        f"〇令和元年度の届出は{a:,}件で、平成30年度の{b:,}件より{rate}%{way}となりました。",
    )  # fmt: skip
    assert codes(forms[form]) == []


@settings(max_examples=60, deadline=None)
@given(NUMBERS, NUMBERS, st.integers(1, 9))
def test_a_difference_that_is_off_by_one_digit_always_is(now, before, off):
    if abs(now - before) < 10:
        return
    gap, more = abs(now - before) + off, "上回る" if now > before else "下回る"
    assert codes(f"〇届出は前年度の{before:,}件を{gap:,}件{more}{now:,}件でした。") == ["fact-arithmetic"]
