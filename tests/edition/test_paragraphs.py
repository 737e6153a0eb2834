"""A cell as typed -> its paragraphs."""

from hypothesis import given
from hypothesis import strategies as st

from authoring.edition.paragraphs import number_key, parse_cell, split_dot
from authoring.files.texts import match_key

UNIT = {match_key("(1)"), match_key("①")}


def kinds(text, numbers=()):
    return [(p.kind, p.mark, p.text) for p in parse_cell(text, numbers)]


def test_a_bullet_a_table_a_bullet_a_note_and_a_glossary_box_come_out_in_that_order():
    typed = "〇はじめ\n{{表:状況}}\n〇つぎ\n※ただし書き\n≪用語解説≫\n用語とは、言葉です。\n続きです。"
    assert kinds(typed) == [
        ("paragraph", "〇", "はじめ"),
        ("table", "", "{{表:状況}}"),
        ("paragraph", "〇", "つぎ"),
        ("note", "※", "ただし書き"),
        ("glossary", "", "≪用語解説≫"),
        ("glossary", "", "用語とは、言葉です。"),
        ("glossary", "", "続きです。"),
    ]


def test_a_glossary_box_ends_at_an_empty_line_or_a_circle():
    assert [k for k, _, _ in kinds("≪用語解説≫\nあ\n\nい")] == ["glossary", "glossary", "paragraph"]
    assert [k for k, _, _ in kinds("≪用語解説≫\nあ\n〇い")] == ["glossary", "glossary", "paragraph"]


def test_a_circle_mis_keyed_as_another_sign_is_read_as_one_and_told():
    for sign in "○◯O0O":
        (p,) = parse_cell(f"{sign}取り組みました。")
        assert (p.mark, p.text, p.fixed) == ("〇", "取り組みました。", True)


def test_a_line_that_begins_with_a_number_or_a_word_keeps_its_first_letter():
    assert kinds("0120の番号") == [("paragraph", "", "0120の番号")]
    assert kinds("OJTを行いました。") == [("paragraph", "", "OJTを行いました。")]
    assert kinds("O20歳到達者") == [("paragraph", "〇", "20歳到達者")]


def test_a_numbered_line_is_a_heading_only_if_it_is_the_number_of_an_entry_of_the_unit():
    assert kinds("(1) 行動計画の策定\n①前年\n②今年", UNIT) == [
        ("heading", "(1)", "行動計画の策定"),
        ("heading", "①", "前年"),
        ("paragraph", "②", "今年"),
    ]


def test_the_marks_of_another_agency_are_headings_where_its_plan_has_them_and_words_elsewhere():
    unit = {number_key(number) for number in ("第1", "1", "ア", "(ア)")}
    typed = "第1 業務の質\n1 窓口\n１　窓口\n①窓口\nア 受付\n(ア) 午前\n2 電話\n1日に受けた"
    assert kinds(typed, unit) == [
        ("heading", "第1", "業務の質"),
        ("heading", "1", "窓口"),
        ("heading", "１", "窓口"),
        ("paragraph", "①", "窓口"),  # a bare 1 is another number than ①
        ("heading", "ア", "受付"),
        ("heading", "(ア)", "午前"),
        ("paragraph", "", "2 電話"),
        ("paragraph", "", "1日に受けた"),
    ]
    assert kinds("1 窓口\n第1 業務の質", UNIT) == [("paragraph", "", "1 窓口"), ("paragraph", "", "第1 業務の質")]


def test_notes_are_told_by_their_marks():
    for mark in ("※", "※2", "(※)", "(※1)", "(注1)", "(注記2)", "(※3)"):
        assert kinds(f"{mark} 説明") == [("note", mark, "説明")]


def test_a_line_in_brackets_alone_is_a_label():
    assert kinds("【主な数値目標】") == [("label", "【】", "主な数値目標")]
    assert kinds("【別表1】を参照") == [("paragraph", "", "【別表1】を参照")]


def test_a_line_without_a_mark_takes_the_level_of_the_bullet_above_it():
    levels = [p.level for p in parse_cell("〇一\n続き\n・二\n続き\n〇三")]
    assert levels == [1, 1, 2, 2, 1]


def test_a_dot_typed_before_a_plan_paragraph_is_its_mark():
    assert split_dot("・ 電話を減らす。") == ("・", "電話を減らす。")
    assert split_dot("窓口・電話を整える。") == ("", "窓口・電話を整える。")


def test_a_reference_inside_a_sentence_places_no_table():
    assert kinds("次の{{表:状況}}のとおり") == [("paragraph", "", "次の{{表:状況}}のとおり")]


@given(st.text(alphabet="〇・※①(1)≪用語解説≫\n {}表:あいO0", max_size=60))
def test_no_letter_is_lost_whatever_is_typed(text):
    read = "".join(
        (p.mark[0] + p.text + p.mark[1]) if p.kind == "label" else p.mark + p.text for p in parse_cell(text, UNIT)
    )

    def bare(words):
        return [c for c in words.replace("〇", "O").replace("0", "O") if not c.isspace()]

    assert bare(read) == bare(text)
