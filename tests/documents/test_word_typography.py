"""Fonts, paper and tables on the page: what the template says, what an edition may change, what Word then shows."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pypdf
import pytest
from lxml import etree
from pictures import png
from small import PROFILE_FILE, TABLE, with_annex

from authoring.archive.workspace import PAPERS, open_workspace
from authoring.documents.pdf import find_office, fonts
from authoring.documents.pdf.office import to_pdf
from authoring.documents.tree import document_of
from authoring.documents.word import render_word
from authoring.documents.word.restyle import PAPERS as SIZES
from authoring.documents.word.restyle import restyled
from authoring.documents.word.widths import sheet_width
from authoring.edition.blocks import Grid, GridCell
from authoring.edition.model import PLACE_TEXT, Axis, Cell, Row, TableCell
from authoring.edition.resolve import resolve
from authoring.problems import ProblemError

BASE = (PROFILE_FILE.parents[1] / "word" / "base.docx").read_bytes()
NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
W = f"{{{NS['w']}}}"
SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
OTHER = {"body": "游明朝", "heading": "游ゴシック"}


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def named(data, name="word/styles.xml"):
    """Every set of fonts in a part, as (ascii, hAnsi, eastAsia, cs)."""
    return {tuple(each.get(f"{W}{slot}") for slot in SLOTS) for each in part(data, name).iter(f"{W}rFonts")}


def tree_of(edition):
    snapshot, _ = resolve(edition)
    return document_of(snapshot, next(d for d in snapshot.profile.documents if d.file == "evaluation"))


def charted():
    """The edition with a chart in its first row."""
    base = with_annex()
    return replace(base, rows=(replace(base.rows[0], cells={"progress": Cell("{{図:納付率}}")}), *base.rows[1:]))


LONG = replace(
    TABLE, id="t3", name="事項別の表", caption="", item="", owner="財務部",
    rows=tuple(Axis(f"r{n}", (f"事項{n}",)) for n in range(1, 81)),
    columns=(Axis("c1", ("予算額",)), Axis("c2", ("決算額",))),
    cells={(f"r{n}", c): TableCell(f"{n},{n:03d}") for n in range(1, 81) for c in ("c1", "c2")},
)  # fmt: skip


def with_long_table():
    base = with_annex()
    placed = Row("p0009", "参考資料-総括表", "財務部", {PLACE_TEXT: Cell("{{表:事項別の表}}\n※端数の関係がある。")})
    return replace(base, rows=(*base.rows, placed), tables=(*base.tables, LONG))


# --- fonts


def test_every_style_names_one_font_for_every_script_and_none_of_a_theme():
    assert named(BASE) == {(name,) * 4 for name in ("ＭＳ 明朝", "ＭＳ ゴシック")}
    assert not part(BASE, "word/styles.xml").xpath("//w:rFonts/@*[contains(local-name(), 'heme')]", namespaces=NS)
    default = part(BASE, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert default.get(f"{W}eastAsia") == "ＭＳ 明朝"


def test_no_run_names_a_font_of_its_own():
    assert not named(render_word(tree_of(charted()), BASE), "word/document.xml")


def test_an_editions_fonts_stand_in_styles_theme_font_table_and_charts():
    template = restyled(BASE, OTHER)
    assert named(template) == {(name,) * 4 for name in OTHER.values()}
    assert "ＭＳ" not in part(template, "word/theme/theme1.xml").xpath("string()")
    faces = part(template, "word/theme/theme1.xml").xpath("//a:font[@script='Jpan']/@typeface", namespaces=NS)
    assert faces == ["游ゴシック", "游明朝"]
    table = part(template, "word/fontTable.xml")
    assert [each.get(f"{W}name") for each in table] == ["游明朝", "游ゴシック"]
    assert not table.xpath("//w:altName", namespaces=NS)
    word = render_word(tree_of(charted()), template)
    chart = part(word, "word/charts/chart1.xml")
    for script in ("latin", "ea", "cs"):
        assert set(chart.xpath(f"//a:{script}/@typeface", namespaces=NS)) == {"游ゴシック"}
    assert fonts.fonts_of(template) == ["游ゴシック", "游明朝"]


def test_one_font_alone_leaves_the_other():
    assert named(restyled(BASE, {"heading": "游ゴシック"})) == {("ＭＳ 明朝",) * 4, ("游ゴシック",) * 4}


def test_fonts_of_a_theme_give_way_to_those_of_the_edition():
    with zipfile.ZipFile(io.BytesIO(BASE)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    themed = parts["word/styles.xml"].replace(
        b"<w:rFonts ", b'<w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" ', 1
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, data in (parts | {"word/styles.xml": themed}).items():
            target.writestr(name, data)
    assert named(restyled(out.getvalue(), OTHER)) == {(name,) * 4 for name in OTHER.values()}


def test_ms_mincho_is_found_by_word_however_its_name_was_typed():
    assert named(restyled(BASE, {"body": "MS P明朝", "heading": "ms ゴシック"})) == {
        ("ＭＳ Ｐ明朝",) * 4,
        ("ＭＳ ゴシック",) * 4,
    }


def test_nothing_asked_for_changes_no_byte():
    assert restyled(BASE, {}, "") is BASE


def test_a_template_that_is_no_word_file_is_told_here_too():
    with pytest.raises(ProblemError) as told:
        restyled(b"no zip", OTHER)
    assert told.value.problem.code == "word-template-broken"


def test_the_warning_names_the_fonts_that_stand_for_the_missing_ones(monkeypatch):
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(100, 100)
    page[pypdf.generic.NameObject("/Resources")] = pypdf.generic.DictionaryObject(
        {
            pypdf.generic.NameObject("/Font"): pypdf.generic.DictionaryObject(
                {
                    pypdf.generic.NameObject("/F1"): pypdf.generic.DictionaryObject(
                        {
                            pypdf.generic.NameObject("/BaseFont"): pypdf.generic.NameObject(
                                "/ABCDEF+NotoSerifCJKjp-Regular"
                            )
                        }
                    )
                }
            )
        }
    )
    out = io.BytesIO()
    writer.write(out)
    monkeypatch.setattr(fonts, "_installed", lambda: ["DejaVu Sans"])
    (told,) = fonts.check_fonts(BASE, [out.getvalue()])
    assert "NotoSerifCJKjp" in told.hint
    assert "ABCDEF" not in told.hint
    (told,) = fonts.check_fonts(BASE, [b"no pdf"])
    assert "似たフォント" in told.hint


# --- settings


def opened(tmp_path, settings):
    (tmp_path / "edition.toml").write_text(f'year = "令和元年度"\n{settings}', "utf-8")
    (tmp_path / "agency.toml").write_text(PROFILE_FILE.read_text("utf-8"), "utf-8")
    return open_workspace(tmp_path)


def test_fonts_and_paper_are_settings_of_an_edition(tmp_path):
    workspace, problems = opened(tmp_path, 'paper = "ａ3"\n[fonts]\nbody = "游明朝"\nheading = "游ゴシック"\n')
    assert (dict(workspace.fonts), workspace.paper, problems) == (OTHER, "A3", [])


def test_without_settings_the_template_stays(tmp_path):
    workspace, problems = opened(tmp_path, "")
    assert (dict(workspace.fonts), workspace.paper, problems) == ({}, "", [])


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ('paper = "B5"', "paper-unknown"),
        ('[fonts]\nbody = ""', "fonts-unknown"),
        ("[fonts]\nheading = 3", "fonts-unknown"),
        ('[fonts]\ntitle = "游明朝"', "fonts-unknown"),
        ('fonts = "游明朝"', "fonts-unknown"),
    ],
)
def test_a_setting_that_cannot_be_used_is_a_warning(tmp_path, settings, code):
    workspace, problems = opened(tmp_path, settings)
    assert workspace is not None
    assert [(p.code, str(p.severity)) for p in problems] == [(code, "warning")]
    assert (dict(workspace.fonts), workspace.paper) == ({}, "")


# --- paper


def test_the_papers_of_the_settings_are_those_that_can_be_made():
    assert set(PAPERS) == set(SIZES)


def test_on_a3_every_page_is_larger_and_tables_and_tabs_reach_its_margin():
    made = docx.Document(io.BytesIO(render_word(tree_of(with_annex()), restyled(BASE, {}, "A3"))))
    sizes = {(s.page_width.twips, s.page_height.twips) for s in made.sections}
    assert sizes == {(23811, 16838)}
    room = 23811 - 2 * 850
    wide = next(t for t in made.tables if t.style.name == "大表")
    assert sum(c.width.twips for c in wide.columns) == room
    assert {tab.position.twips for tab in made.styles["toc 1"].paragraph_format.tab_stops} == {room}


def test_a4_stays_as_it_is_on_a4():
    assert docx.Document(io.BytesIO(restyled(BASE, {}, "A4"))).sections[0].page_width.twips == 16838


# --- line breaking


def test_the_rules_of_line_breaking_are_on_for_every_paragraph():
    defaults = part(BASE, "word/styles.xml").find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
    assert [defaults.find(f"{W}{rule}").get(f"{W}val") for rule in ("kinsoku", "overflowPunct")] == ["1", "1"]
    off = "//w:style//w:kinsoku | //w:style//w:overflowPunct | //w:style//w:wordWrap"
    assert not part(BASE, "word/styles.xml").xpath(off, namespaces=NS)


def test_headings_outside_tables_are_kept_with_what_follows():
    styles = docx.Document(io.BytesIO(BASE)).styles
    assert all(styles[name].paragraph_format.keep_with_next for name in ("部の見出し", "部の見出し（続き）", "表の題"))


# --- tables on the page


def grid(columns, rows=3):
    head = (GridCell("区分", head=True), *(GridCell(f"令和{n}年度", head=True) for n in range(columns)))
    body = tuple(
        (GridCell("運営費交付金", head=True), *[GridCell("105,855", number=True)] * columns) for _ in range(rows)
    )
    return Grid("t", "予算", "", "百万円", (head,), body)


def test_a_statement_of_two_columns_is_not_drawn_out_over_the_page():
    assert sheet_width(grid(1), 15138, 90, 80) < 15138 // 2
    assert sheet_width(grid(12), 15138, 90, 80) == 15138


def test_a_narrow_tables_unit_ends_where_the_table_ends():
    base = with_annex()
    tables = tuple(replace(t, unit="百万円") if t.name == "予算の表" else t for t in base.tables)
    body = docx.Document(io.BytesIO(render_word(tree_of(replace(base, tables=tables)), BASE))).element.body
    unit = next(p for p in body.iter(f"{W}p") if "".join(t.text for t in p.iter(f"{W}t")) == "(単位:百万円)")
    width = int(unit.getnext().find(f"{W}tblPr/{W}tblW").get(f"{W}w"))
    assert width + int(unit.find(f"{W}pPr/{W}ind").get(f"{W}right")) == 16838 - 2 * 850


def test_a_cell_of_a_number_above_an_unknown_one_stands_right():
    base = with_annex()
    cells = {("r2", "c1"): TableCell("1.8%\n(…)"), ("r2", "c2"): TableCell("2.3%\n(+0.4%)")}
    made = render_word(tree_of(replace(base, tables=tuple(replace(t, cells=cells) for t in base.tables))), BASE)
    wanted = [
        p for t in docx.Document(io.BytesIO(made)).tables for c in t._cells for p in c.paragraphs if "(…)" in p.text
    ]
    assert wanted
    assert {p.style.name for p in wanted} == {"表内数字"}


def test_further_pages_of_a_long_table_say_so_in_their_header():
    made = docx.Document(io.BytesIO(render_word(tree_of(with_long_table()), BASE, {})))
    titles = ("参考資料 予算の執行状況(総括表)（続き）",)
    long = [s for s in made.sections if any(p.text in titles for p in s.header.paragraphs)]
    assert len(long) == 1
    assert [p.text for p in long[0].header.paragraphs] == ["架空", *titles]
    assert long[0].different_first_page_header_footer
    assert [p.text for p in long[0].first_page_header.paragraphs] == ["架空"]
    for footer in (long[0].footer, long[0].first_page_footer):
        assert [e.text.strip() for e in footer._element.iter(f"{W}instrText")] == ["PAGE"]
    starts = [s._sectPr.find(f"{W}pgNumType").get(f"{W}start") for s in made.sections]
    assert starts == ["1", "1", "1", None, None]  # front, body, appendix; its long table and what follows go on


@pytest.mark.office
def test_libreoffice_shows_the_line_on_further_pages_alone_and_no_page_is_empty():
    pdf = to_pdf(find_office(), render_word(tree_of(with_long_table()), BASE, {}))
    pages = ["".join(p.extract_text().split()) for p in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    first, last = (next(n for n, page in enumerate(pages) if word in page) for word in ("事項1", "事項80"))
    assert last > first
    assert [n for n, page in enumerate(pages) if "(総括表)（続き）" in page] == list(range(first + 1, last + 1))
    assert "(三か年)" in pages[last + 1]
    assert all(len(page) > len("架空1") for page in pages)


def without(data, *references):
    """The template without those references to a header or a footer."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name).decode() for name in source.namelist()}
    for each in references:
        assert each in parts["word/document.xml"]
        parts["word/document.xml"] = parts["word/document.xml"].replace(each, "")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, text in parts.items():
            target.writestr(name, text)
    return out.getvalue()


def test_a_template_without_a_header_gets_one_where_a_table_goes_on():
    bald = without(BASE, '<w:headerReference w:type="default" r:id="rId3"/>')
    made = docx.Document(io.BytesIO(render_word(tree_of(with_long_table()), bald)))
    told = ["（続き）" in "".join(p.text for p in s.header.paragraphs) for s in made.sections]
    assert told == [False, False, False, True, False]


def test_a_picture_in_the_templates_header_stands_in_the_further_ones_too():
    template = docx.Document(io.BytesIO(BASE))
    template.sections[0].header.paragraphs[0].insert_paragraph_before().add_run().add_picture(io.BytesIO(png(60, 30)))
    out = io.BytesIO()
    template.save(out)
    made = docx.Document(io.BytesIO(render_word(tree_of(with_long_table()), out.getvalue())))
    (long,) = [s for s in made.sections if "（続き）" in "".join(p.text for p in s.header.paragraphs)]
    (used,) = long.header._element.xpath(".//a:blip/@r:embed")
    assert long.header.part.related_parts[used].content_type == "image/png"
