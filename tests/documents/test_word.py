"""The Word document: what the tree says stands in it, in order, marked up as Word and screen readers need it."""

import io
import runpy
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from authoring.documents.content import (
    Body,
    BodyCell,
    BodyColumn,
    BodyItem,
    BodyRow,
    Contents,
    ContentsLine,
    Counts,
    Criteria,
    Document,
    RatingList,
    Title,
)  # fmt: skip
from authoring.documents.word import render_word
from authoring.documents.word.widths import grid_widths, shared
from authoring.edition.blocks import Block, Grid, GridCell
from authoring.edition.model import Axis
from authoring.problems import ProblemError

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
BASE = (TEMPLATES / "word" / "base.docx").read_bytes()
NS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
W = f"{{{NS['w']}}}"


def label(text, rowspan=1, colspan=1):
    return GridCell(text, rowspan, colspan, head=True)


def number(text):
    return GridCell(text, number=True)


RATES = Grid(
    "t1", "納付率の推移", "(納付率の推移)", "%",
    header=(
        (label("区分", rowspan=2, colspan=2), None, label("実績", colspan=2), None),
        (None, None, label("平成30年度"), label("令和元年度")),
    ),
    body=(
        (label("内訳", rowspan=2), label("現年度"), number("68.1"), number("69.3\n(目標)69.1")),
        (None, label("過年度"), number("73.4"), number("▲2.2")),
        (label("合計", colspan=2), None, number("74.6"), GridCell("検討中")),
    ),
)  # fmt: skip


def block(kind, text, mark="", column="progress", level=0, entry=None, grid=None):
    return Block(f"{column}.{kind}.{text}", "e2", column, kind, text, mark, level, entry=entry, grid=grid)


def plan_heading(text="収納対策", mark="1.", level=2, entry="e2"):
    return block("heading", text, mark, "plan", level, entry)


def echo(text="収納対策", mark="1.", level=2, entry="e2"):
    return block("heading", text, mark, "progress", level, entry)


def cell(*blocks, rows=1):
    return BodyCell(blocks, rows)


def body(*rows):
    """A wide table of three columns with one item."""
    columns = (BodyColumn("plan", "令和元年度計画", 22), BodyColumn("progress", "取組状況", 46))
    return Body((*columns, BodyColumn("reason", "標語\n評価の理由", 20)), (BodyItem("e2", "Ⅰ-1", "1. 収納対策", rows),))


def one_cell(*blocks):
    """The same, with those blocks in the middle cell of its only row."""
    return document(body(BodyRow((cell(plan_heading()), cell(*blocks), cell()), "r_r0001")))


def document(*parts, **more):
    return Document(**{"title": "業務実績の評価", "agency": "試験機構", "notice": "架空", "parts": parts} | more)


MIXED = (
    block("paragraph", "納付を進めました。", "〇", level=1),
    block("table", "", grid=RATES),
    block("paragraph", "文書を送りました。", "・", level=2),
    block("note", "速報値です。", "※", level=2),
    block("glossary", "≪用語解説≫"),
    block("glossary", "特別催告状とは、色の付いた封筒の文書です。"),
)

WHOLE = document(
    Title("業務実績の評価", "案(第1稿)"),
    RatingList("業務実績評価一覧", replace(RATES, caption="", unit=""), {2018: 2, 2019: 3}),
    Criteria("判定基準", (("S", "大幅に上回っている。"), ("A", "上回っている。"))),
    Counts("評定の数", ((2018, "平成30年度"), (2019, "令和元年度")), ("S", "A"), {2018: {"S": 0, "A": 4}}, "計"),
    Contents("目次", "年度計画", "頁", (ContentsLine(1, "Ⅰ 業務の質", "h_e1"), ContentsLine(2, "1. 収納対策", "h_e2"))),
    body(
        BodyRow((cell(plan_heading("業務の質", "Ⅰ", 1, "e1")), cell(), cell())),
        BodyRow(
            (cell(plan_heading(), rows=2), cell(echo(), *MIXED), cell(block("label", "評価:A"), rows=2)), "r_r0001"
        ),
        BodyRow((None, cell(block("table", "", grid=RATES)), None), "r_r0002"),
    ),
)


def opened(tree, template=BASE):
    return docx.Document(io.BytesIO(render_word(tree, template)))


def find(tree, path):
    """Elements of word/document.xml by XPath."""
    return etree.fromstring(etree.tostring(opened(tree).element)).xpath(path, namespaces=NS)


def text_of(element):
    """The text that is read in an element: line breaks as LF."""
    marks = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(e.text or "" if e.tag == f"{W}t" else marks.get(e.tag, "") for e in element.iter(f"{W}t", *marks))


def paragraphs(tree):
    return [text_of(p) for p in find(tree, "//w:p")]


def test_a_bullet_a_table_a_bullet_a_note_and_a_box_come_in_the_order_of_their_cell():
    (middle,) = find(one_cell(*MIXED), "/w:document/w:body/w:tbl/w:tr[2]/w:tc[2]")
    seen = ["table" if child.tag == f"{W}tbl" else text_of(child) for child in middle if child.tag != f"{W}tcPr"]
    assert [each for each in seen if each] == [
        "〇納付を進めました。",
        "(納付率の推移)",
        "(単位:%)",
        "table",
        "・文書を送りました。",
        "※速報値です。",
        "≪用語解説≫",
        "特別催告状とは、色の付いた封筒の文書です。",
    ]


def test_no_cell_ends_with_a_table_and_no_two_tables_touch():
    tree = one_cell(block("table", "", grid=RATES), block("table", "", grid=replace(RATES, caption="", unit="")))
    assert {each[-1].tag for each in find(tree, "//w:tc")} == {f"{W}p"}
    assert not find(tree, "//w:tbl/following-sibling::*[1][self::w:tbl]")


def test_each_mark_hangs_by_its_own_style():
    names = {p.text: p.style.name for p in opened(one_cell(*MIXED)).tables[0].cell(1, 1).paragraphs if p.text}
    assert names["〇納付を進めました。"] == "本文〇"
    assert names["・文書を送りました。"] == "本文・"
    assert names["※速報値です。"] == "注記"
    assert names["≪用語解説≫"] == names["特別催告状とは、色の付いた封筒の文書です。"] == "用語解説"
    hanging = opened(one_cell()).styles["本文〇"].paragraph_format.first_line_indent
    assert hanging is not None
    assert hanging < 0


def test_a_line_without_a_mark_continues_the_bullet_of_its_level():
    tree = one_cell(block("paragraph", "前文です。"), MIXED[0], block("paragraph", "また、続けました。", level=1))
    names = [p.style.name for p in opened(tree).tables[0].cell(1, 1).paragraphs]
    assert names == ["本文無印", "本文〇", "本文〇続き"]


def test_headings_of_the_plan_are_headings_and_their_echoes_only_look_so():
    table = opened(one_cell(echo())).tables[0]
    assert [table.cell(1, column).paragraphs[0].style.name for column in (0, 1)] == ["Heading 2", "再掲見出し2"]
    assert [each.get(f"{W}name") for each in find(one_cell(echo()), "//w:bookmarkStart")] == ["r_r0001", "h_e2"]


def property_of(cell_element, name):
    """The value of a property of a table cell, "" where it has none."""
    return "".join(cell_element.xpath(f"w:tcPr/w:{name}/@w:val", namespaces=NS))


def test_the_spans_of_a_table_are_merged_cells():
    (table,) = find(one_cell(block("table", "", grid=RATES)), "//w:tc/w:tbl")
    rows = [row.findall(f"{W}tc") for row in table.findall(f"{W}tr")]
    shape = [[(text_of(tc), property_of(tc, "gridSpan"), property_of(tc, "vMerge")) for tc in row] for row in rows]
    assert shape == [
        [("区分", "2", "restart"), ("実績", "2", "")],
        [("", "2", "continue"), ("平成30年度", "", ""), ("令和元年度", "", "")],
        [("内訳", "", "restart"), ("現年度", "", ""), ("68.1", "", ""), ("69.3\n(目標)69.1", "", "")],
        [("", "", "continue"), ("過年度", "", ""), ("73.4", "", ""), ("▲2.2", "", "")],
        [("合計", "2", ""), ("74.6", "", ""), ("検討中", "", "")],
    ]


def test_numbers_stand_right_and_words_left():
    (table,) = (row.cells[1].tables[0] for row in opened(one_cell(block("table", "", grid=RATES))).tables[0].rows[1:])
    assert [table.cell(4, column).paragraphs[0].style.name for column in (1, 2, 3)] == ["表内", "表内数字", "表内"]


def test_header_rows_are_flagged_in_every_table_and_no_other_row_is():
    for table in find(WHOLE, "//w:tbl"):
        flags = [bool(row.xpath("w:trPr/w:tblHeader", namespaces=NS)) for row in table.findall(f"{W}tr")]
        assert flags[0]
        assert flags == sorted(flags, reverse=True)
        assert not all(flags)


def test_rows_of_the_wide_table_may_break_over_pages_and_none_has_a_fixed_height():
    assert not find(WHOLE, "//w:trHeight")
    wide = [row for row in find(WHOLE, "//w:tr[not(w:trPr/w:tblHeader)]") if row.find(f".//{W}tbl") is not None]
    assert wide
    assert not [row for row in wide if row.find(f"{W}trPr/{W}cantSplit") is not None]


def test_a_row_of_figures_stays_whole_and_one_that_is_full_of_words_may_break():
    grid = replace(RATES, header=((label("区分"), label("概要")),), body=((number("1"), GridCell("短い説明")),
                   (number("2"), GridCell("長い説明の言葉" * 10))))  # fmt: skip
    rows = find(one_cell(block("table", "", grid=grid)), "//w:tc/w:tbl/w:tr[not(w:trPr/w:tblHeader)]")
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, False]


def test_a_header_row_stays_whole_unless_it_is_full_of_words():
    wordy = replace(
        RATES, header=((label("長い見出しの言葉" * 12), label("短い")),), body=((number("1"), number("2")),)
    )
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in find(WHOLE, "//w:tr[w:trPr/w:tblHeader]"))
    (nested,) = find(one_cell(block("table", "", grid=wordy)), "//w:tc/w:tbl/w:tr[w:trPr/w:tblHeader]")
    assert nested.find(f"{W}trPr/{W}cantSplit") is None


def test_a_second_band_of_a_table_looks_like_a_header():
    banded = replace(RATES, row_keys=(Axis("r1", ("内訳",)), Axis("r2", ("",), role="header"), Axis("r3", ("合計",))))
    rows = find(one_cell(block("table", "", grid=banded)), "//w:tc/w:tbl/w:tr")
    shaded = [bool(row.xpath(".//w:shd", namespaces=NS)) for row in rows]
    assert shaded == [True, True, False, True, False]


def test_every_table_has_an_alternative_text():
    for table in find(WHOLE, "//w:tbl"):
        title, description = table.xpath("w:tblPr/w:tblCaption/@w:val | w:tblPr/w:tblDescription/@w:val", namespaces=NS)
        assert title
        assert description


def test_bookmarks_are_unique_and_every_link_and_page_field_leads_to_one():
    starts = find(WHOLE, "//w:bookmarkStart")
    names = [each.get(f"{W}name") for each in starts]
    assert sorted(names) == ["h_e1", "h_e2", "r_r0001", "r_r0002"]
    assert len({each.get(f"{W}id") for each in starts}) == len(starts)
    assert [each.get(f"{W}anchor") for each in find(WHOLE, "//w:hyperlink")] == ["h_e1", "h_e2"]
    fields = [each.text.split() for each in find(WHOLE, "//w:instrText")]
    assert fields == [["PAGEREF", "h_e1", "\\h"], ["PAGEREF", "h_e2", "\\h"]]


def test_page_numbers_not_yet_known_are_dots_and_word_is_not_told_to_ask():
    assert "Ⅰ 業務の質\t…" in paragraphs(WHOLE)
    assert "updateFields" not in etree.tostring(opened(WHOLE).settings.element).decode()


def test_a_line_of_the_contents_without_its_heading_is_no_dead_link():
    tree = document(Contents("目次", "年度計画", "頁", (ContentsLine(1, "Ⅰ 業務の質", "h_e1"),)), body())
    assert not find(tree, "//w:hyperlink | //w:instrText")
    assert "Ⅰ 業務の質\t…" in paragraphs(tree)


def test_the_body_is_a_section_of_its_own_that_begins_with_a_paragraph_and_counts_from_one():
    front, wide = find(WHOLE, "//w:sectPr")
    assert [each.find(f"{W}pgNumType").get(f"{W}fmt") for each in (front, wide)] == ["lowerRoman", "decimal"]
    assert {each.find(f"{W}pgNumType").get(f"{W}start") for each in (front, wide)} == {"1"}
    assert front.getparent().getparent().getnext().tag == f"{W}p"
    assert {each.find(f"{W}pgSz").get(f"{W}orient") for each in (front, wide)} == {"landscape"}


def test_the_counts_are_printed_with_their_totals():
    table = opened(WHOLE).tables[1]
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["", "S", "A", "計"],
        ["平成30年度", "0", "4", "4"],
        ["令和元年度", "0", "0", "0"],
    ]


def test_language_title_and_author_are_the_documents_own():
    made = opened(WHOLE)
    properties = made.core_properties
    assert (properties.title, properties.author, properties.language) == ("業務実績の評価", "試験機構", "ja-JP")
    assert properties.last_modified_by == "試験機構"
    language = made.styles.element.find(f"{W}docDefaults//{W}lang")
    assert (language.get(f"{W}val"), language.get(f"{W}eastAsia")) == ("ja-JP", "ja-JP")


def test_every_page_shows_the_notice_above_and_its_number_alone_below():
    for section in opened(WHOLE).sections:
        assert [p.text for p in section.header.paragraphs] == ["架空"]
        footer = section.footer._element
        assert [each.text.strip() for each in footer.iter(f"{W}instrText")] == ["PAGE"]
        assert [each.text for each in footer.iter(f"{W}t")] == ["1"]


def test_equal_trees_give_equal_bytes():
    assert render_word(WHOLE, BASE) == render_word(WHOLE, BASE)


# Everything that XML allows; a CR is a line end, which the readers make LF of.
XML_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t<>&\"' 　"),
    min_size=1,
)


@given(text=XML_TEXT)
def test_any_text_is_found_again_as_it_was(text):
    tree = one_cell(block("paragraph", text), block("table", "", grid=replace(RATES, caption=text, name=text)))
    seen = paragraphs(replace(tree, title=text, notice=text))
    assert seen.count(text) == 2


@given(weights=st.lists(st.integers(1, 100), min_size=1, max_size=12), total=st.integers(2000, 20000))
def test_column_widths_add_up_to_the_table(weights, total):
    assert sum(shared(total, weights)) == total
    widths, _ = grid_widths(RATES, total, 90, 80)
    assert sum(widths) == total


def test_a_wide_table_takes_smaller_letters_before_it_breaks_numbers():
    years = tuple(label(f"{year}年") for year in range(18, 32))
    counts = tuple(number("34,567") for _ in years)
    many = Grid("t2", "推移", "", "", ((label("年度"), *years),), ((label("件数"), *counts),))
    nested = opened(one_cell(block("table", "", grid=many))).tables[0].cell(1, 1).tables[0]
    styles = {paragraph.style.name for paragraph in nested.cell(1, 1).paragraphs}
    assert styles == {"表内数字（小）"}


def test_the_template_is_what_its_script_makes():
    script = runpy.run_path(str(TEMPLATES / "make_word_template.py"))
    assert script["make"]() == BASE


def renamed(data, old, new):
    """A Word file with a text of its styles replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).decode().replace(old, new))
    return out.getvalue()


def test_styles_are_found_by_name_whatever_ids_word_gave_them():
    japanese = renamed(renamed(BASE, '"Heading2"', '"2"'), '"RunningNotice"', '"af3"')
    made = opened(one_cell(), japanese)
    assert made.tables[0].cell(1, 0).paragraphs[0].style.name == "Heading 2"
    assert made.sections[0].header.paragraphs[0].text == "架空"


def test_a_template_without_a_style_is_told_by_the_styles_name():
    with pytest.raises(ProblemError) as told:
        render_word(WHOLE, renamed(BASE, '"用語解説"', '"別の名"'))
    assert told.value.problem.code == "word-template-styles"
    assert "用語解説" in told.value.problem.message


def test_a_template_that_is_no_word_file_is_told():
    with pytest.raises(ProblemError) as told:
        render_word(WHOLE, b"no zip")
    assert told.value.problem.code == "word-template-broken"


@pytest.mark.office
def test_every_page_of_the_wide_table_repeats_its_header(tmp_path):
    import pypdf

    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not here")
    long = tuple(
        block("paragraph", f"{n}件目の取組を、計画に沿って着実に進めました。" * 3, "〇", level=1) for n in range(60)
    )
    (tmp_path / "long.docx").write_bytes(render_word(one_cell(*long, block("table", "", grid=RATES), *long), BASE))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    call = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "long.docx"),
    ]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "long.pdf").pages]
    assert len(pages) > 3
    assert all("令和元年度計画" in page and "取組状況" in page and "標語" in page and "架空" in page for page in pages)
    assert all(str(number) in page.split() for number, page in enumerate(pages, 1))
