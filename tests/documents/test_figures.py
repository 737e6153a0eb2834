"""Figures: what a name stands for, and how pictures and charts come into Word, Excel and a snapshot."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator
from pictures import jpeg, png
from small import PROFILE_FILE, edition, indicator, with_annex

from authoring.archive.reopen import edition_of
from authoring.archive.snapshot import read_snapshot, snapshot_files
from authoring.documents.charting import number_format, pictured
from authoring.documents.excel import render_excel
from authoring.documents.tree import document_of
from authoring.documents.word import render_word
from authoring.edition.attachments import NOTHING, Attachments, Letter, Picture
from authoring.edition.blocks import GridCell
from authoring.edition.model import PLACE_TEXT, Cell, Place, Target, Value
from authoring.edition.resolve import resolve

TEMPLATE = (PROFILE_FILE.parents[1] / "word" / "base.docx").read_bytes()
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PNG, TALL, JPEG = png(800, 400, 300), png(300, 1200), jpeg(60, 30)
ATTACHED = Attachments(
    {
        "組織図": Picture("組織図.png", 800, 400, "部と課の関係を示す\"図\"。", PNG),
        "流れ": Picture("流れ.png", 300, 1200, "相談の流れ。", TALL),
        "地図": Picture("地図.jpg", 60, 30, "拠点の地図。", JPEG),
        "壊れた図": None,
    },
    {"別表9": Letter(
        "inputs/添付/通知.txt", ("令和2年3月31日", "", "〇{{通知}}", ((GridCell("区分"), GridCell("1")),)),
    )},
)  # fmt: skip
VISITORS = indicator(
    id="m2", name="窓口利用者数", aliases=("来訪者",), unit="人", decimals=0, target=Target(Decimal(900), "≧", ""),
    values={"2016": Value(Decimal(800)), "2018": Value(Decimal(850)), "2019": Value(Decimal(912))},
)  # fmt: skip
WAITING = indicator(
    id="m3", name="待ち時間", aliases=(), unit="h:mm", decimals=0, target=None,
    values={"2018": Value(Decimal(95)), "2019": Value(Decimal(48))},
)  # fmt: skip


def placing(*lines, base=None):
    """An edition whose first row, and whose 別表1, hold those lines."""
    base = base or with_annex()
    text = Cell("\n".join(lines))
    rows = tuple(
        replace(r, cells={"progress": text}) if r.id == "r0001" else replace(r, cells={PLACE_TEXT: text})
        if r.id == "p0002" else r
        for r in base.rows
    )  # fmt: skip
    places = (*base.places, Place("別表9", "appendix", "通知", "財務部", "通知.txt"))
    return replace(base, rows=rows, places=places, indicators=(*base.indicators, VISITORS, WAITING))


def figures_of(made, attached=ATTACHED):
    snapshot, problems = resolve(made, attached=attached)
    return [b.figure for b in snapshot.items["e2"] if b.figure], [p for p in problems if p.severity != "info"]


def codes(problems):
    return [(p.code, p.place) for p in problems if p.code != "table-unplaced"]


def tree_of(snapshot, pictures=None):
    kind = next(d for d in snapshot.profile.documents if d.file == "evaluation")
    return document_of(snapshot, kind, pictures=ATTACHED.data if pictures is None else pictures)


ALL = ("〇次のとおり。", "{{図:組織図}}", "{{図:来訪者}}", "※注", "{{図:流れ.png}}", "{{図:地図}}", "{{図:待ち時間}}")


@pytest.fixture(scope="module")
def snapshot():
    return resolve(placing(*ALL), attached=ATTACHED)[0]


@pytest.fixture(scope="module")
def word(snapshot):
    return render_word(tree_of(snapshot), TEMPLATE)


@pytest.fixture(scope="module")
def excel(snapshot):
    return render_excel(tree_of(snapshot))


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_a_name_is_a_picture_of_the_folder_with_its_size_and_words():
    (found, *_), problems = figures_of(placing("{{図:組織図}}"))
    assert (found.kind, found.file, found.width, found.height) == ("picture", "組織図.png", 800, 400)
    assert found.words == '部と課の関係を示す"図"。'
    assert codes(problems) == []


def test_else_it_is_the_trend_of_an_indicator_with_its_target_as_a_line_of_its_own():
    (found, *_), problems = figures_of(placing("{{図:来訪者}}"))
    assert found.title == "窓口利用者数の推移(単位:人)"
    assert found.periods == ("平成28年度", "平成29年度", "平成30年度", "令和元年度")
    assert [(s.name, s.values) for s in found.series] == [
        ("窓口利用者数", (800, None, 850, 912)),
        ("目標", (None, None, None, 900)),
    ]
    assert found.words == (
        "窓口利用者数の推移。平成28年度 800人、平成30年度 850人、令和元年度 912人。令和元年度の目標 900人以上。"
    )
    assert codes(problems) == []


def test_a_target_that_is_a_change_is_no_line():
    (found, *_), _ = figures_of(placing("{{図:納付率}}"))
    assert [s.name for s in found.series] == ["納付率"]


def test_months_stand_in_their_order_and_this_years_target_at_the_latest():
    one = indicator(
        values={"2020-03": Value(Decimal(3)), "2019-09": Value(Decimal(2)), "2018": Value(Decimal(1))},
        target=Target(Decimal(4)),
    )
    base = replace(with_annex(), indicators=(one,))
    (found, *_), _ = figures_of(placing("{{図:納付率}}", base=base))
    assert found.periods == ("平成30年度", "令和元年9月", "令和2年3月")
    assert found.series[1].values == (None, None, 4)


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("{{図:組織}}", "figure-unknown", ("inputs/添付/組織.png", "「組織図」")),
        ("{{図:窓口利用者}}", "figure-unknown", ("「窓口利用者数」",)),
        ("{{図:../組織図}}", "figure-name", ()),
        ("{{図:C\\図}}", "figure-name", ()),
        ("{{図:}}", "figure-name", ()),
    ],
)
def test_an_unknown_name_is_told_where_it_is_typed_and_the_line_stays(typed, code, words):
    snapshot, problems = resolve(placing(typed), attached=ATTACHED)
    found = [p for p in problems if p.code == code]
    assert [p.place for p in found] == ["r0001.progress", "p0002.text"]
    assert all(word in found[0].hint for word in words)
    assert typed in [b.text for b in snapshot.items["e2"]]


def test_a_picture_that_can_not_be_read_was_told_at_its_file_and_not_again():
    figures, problems = figures_of(placing("{{図:壊れた図}}"))
    assert (figures, codes(problems)) == ([], [])


def test_an_indicator_without_values_makes_no_chart():
    base = replace(with_annex(), indicators=(indicator(values={}),))
    assert "figure-empty" in [p.code for p in figures_of(placing("{{図:納付率}}", base=base))[1]]


def test_a_picture_without_words_is_a_warning_and_its_name_stands_for_them():
    attached = Attachments({"図": Picture("図.png", 40, 20, "", png())})
    (found, *_), problems = figures_of(placing("{{図:図}}"), attached)
    assert found.words == "図"
    assert ("figure-without-words", "r0001.progress") in codes(problems)


def test_a_letter_stands_unchanged_behind_the_texts_of_its_place(snapshot):
    blocks = snapshot.items["別表9"]
    assert [(b.kind, b.mark, b.text, b.origin) for b in blocks] == [
        ("paragraph", "", "令和2年3月31日", "inputs/添付/通知.txt#L1"),
        ("paragraph", "", "〇{{通知}}", "inputs/添付/通知.txt#L3"),
        ("table", "", "別表9の表1", "inputs/添付/通知.txt#L4"),
    ]
    assert len({b.id for b in blocks}) == 3


def test_a_snapshot_keeps_figures_and_letters_without_the_bytes_of_pictures(snapshot, tmp_path):
    for name, data in snapshot_files(snapshot).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
        assert b"PNG" not in data
    assert read_snapshot(tmp_path) == (snapshot, [])


def test_a_snapshot_is_opened_again_with_its_figures_and_without_the_letter_as_typed_text(snapshot):
    again = edition_of(snapshot)
    assert [r.id for r in again.rows if r.unit == "別表9"] == []
    assert [t.id for t in again.tables] == ["t2"]
    assert resolve(again, attached=ATTACHED)[0] == snapshot


def test_word_holds_every_figure_with_its_words_and_a_number_of_its_own(word):
    body = docx.Document(io.BytesIO(word)).element
    numbers = body.xpath("//wp:docPr/@id")
    assert len(set(numbers)) == len(numbers) == 10
    words = Counter(body.xpath("//wp:docPr/@descr"))
    assert words['部と課の関係を示す"図"。'] == words["相談の流れ。"] == words["拠点の地図。"] == 2
    assert sum(w.startswith("窓口利用者数の推移。平成28年度 800人") for w in words) == 1


def test_a_picture_in_word_keeps_its_ratio_and_fits_its_cell_and_its_page(word):
    body = docx.Document(io.BytesIO(word)).element
    shown = {}
    for place in body.xpath("//wp:inline[.//pic:pic]"):
        extent = place.xpath("./wp:extent")[0]
        size = int(extent.get("cx")), int(extent.get("cy"))
        shown.setdefault(place.xpath("./wp:docPr/@descr")[0][:2], []).append(size)
    for words, (across, down) in {"部と": (800, 400), "相談": (300, 1200), "拠点": (60, 30)}.items():
        for width, height in shown[words]:
            assert abs(width / height - across / down) < 0.01
            assert height <= 16 * 360_000  # the page has 18 cm of room
    widths = [int(w) * 635 for w in body.xpath("//w:tbl/w:tblGrid/w:gridCol/@w:w")]
    assert shown["部と"][0][0] < max(widths) < shown["部と"][1][0]  # in the wide table, on the page of 別表1
    assert shown["拠点"][0] == (60 * 9525, 30 * 9525)  # never larger than it is


def test_a_picture_shown_twice_is_in_the_word_file_once(word):
    assert sorted(data for name, data in parts(word).items() if "/media/" in name) == sorted([PNG, TALL, JPEG])


def test_a_chart_in_word_has_its_values_in_a_workbook_that_word_can_open(word):
    files = parts(word)
    charts = [
        etree.fromstring(files[name]) for name in sorted(files) if re.fullmatch(r"word/charts/chart\d+\.xml", name)
    ]
    assert len(charts) == 4
    told = [[v.text for v in line.iter(f"{C}v")] for line in charts[0].iter(f"{C}ser")]
    periods = ["平成28年度", "平成29年度", "平成30年度", "令和元年度"]
    assert told == [["窓口利用者数", *periods, "800", "850", "912"], ["目標", *periods, "900"]]
    assert b"embeddings/Microsoft_Excel_Worksheet1.xlsx" in files["word/charts/_rels/chart1.xml.rels"]
    book = openpyxl.load_workbook(io.BytesIO(files["word/embeddings/Microsoft_Excel_Worksheet1.xlsx"]))
    assert list(book["データ"].values) == [
        ("期間", "窓口利用者数", "目標"), ("平成28年度", 800, None), ("平成29年度", None, None),
        ("平成30年度", 850, None), ("令和元年度", 912, 900),
    ]  # fmt: skip
    assert [f.text for f in charts[0].iter(f"{C}f")][:3] == ["データ!$B$1", "データ!$A$2:$A$5", "データ!$B$2:$B$5"]


def test_the_line_above_a_figure_stays_with_it_and_is_read_once(word):
    file = docx.Document(io.BytesIO(word))
    found = [p for p in file.element.xpath("//w:p") if "".join(p.xpath("./w:r/w:t/text()")) == "組織図"]
    assert len(found) == 2
    assert all(p.xpath("./w:pPr/w:keepNext") and p.getnext().xpath(".//wp:inline") for p in found)


def test_word_files_have_no_finding(word, excel, tmp_path):
    for name, data in (("a.docx", word), ("a.xlsx", excel)):
        (tmp_path / name).write_bytes(data)
        assert [str(e) for e in OpenXmlValidator().validate(str(tmp_path / name)).errors] == []
    for name, data in parts(word).items():
        if name.endswith(".xlsx"):
            (tmp_path / "in.xlsx").write_bytes(data)
            assert [str(e) for e in OpenXmlValidator().validate(str(tmp_path / "in.xlsx")).errors] == []


def test_excel_has_native_charts_and_pictures_with_their_words(excel):
    files = parts(excel)
    drawn = "".join(files[name].decode() for name in files if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name))
    words = Counter(re.findall(r'<xdr:cNvPr [^>]*descr="([^"]*)"', drawn))
    assert words["相談の流れ。"] == words["部と課の関係を示す&quot;図&quot;。"] == words["拠点の地図。"] == 2
    assert sum(n for w, n in words.items() if "の推移。" in w) == 4
    assert len([name for name in files if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]) == 4
    assert all("<a:ea " in files[name].decode() for name in files if name.startswith("xl/charts/chart"))


def test_the_values_of_the_charts_stand_on_the_last_sheet_each_figures_once(excel):
    book = openpyxl.load_workbook(io.BytesIO(excel))
    assert book.sheetnames[-1] == "図のデータ"
    assert [row for row in book["図のデータ"].values if any(row)][:6] == [
        ("窓口利用者数の推移(単位:人)", None, None), ("期間", "窓口利用者数", "目標"), ("平成28年度", 800, None),
        ("平成29年度", None, None), ("平成30年度", 850, None), ("令和元年度", 912, 900),
    ]  # fmt: skip
    assert [c.value for c in book["図のデータ"]["A"]].count("待ち時間の推移(時間:分)") == 1


def test_without_charts_there_is_no_sheet_for_their_values():
    made = render_excel(tree_of(resolve(edition())[0]))
    assert "図のデータ" not in openpyxl.load_workbook(io.BytesIO(made)).sheetnames


def test_a_picture_in_excel_is_as_large_as_was_laid_out_whatever_its_dots_an_inch(excel):
    drawings = [data for name, data in parts(excel).items() if name.startswith("xl/drawings/drawing")]
    sizes = [
        (int(e.get("cx")) // 9525, int(e.get("cy")) // 9525)
        for data in drawings
        for p in etree.fromstring(data).iter("{*}pic")
        for e in p.iter("{*}ext")
        if e.get("cx")
    ]
    assert len(sizes) == 6
    assert all(0.4 < w / h * 2 / 4 < 1.1 or 0.2 < w / h < 0.3 for w, h in sizes)
    assert max(sizes)[0] == 800


def test_without_the_bytes_only_the_line_above_a_picture_is_shown(snapshot):
    tree = tree_of(snapshot, {})
    body = docx.Document(io.BytesIO(render_word(tree, TEMPLATE))).element
    assert len(body.xpath("//wp:inline")) == 4
    assert body.xpath("//w:p/w:r/w:t/text()").count("組織図") == 2
    assert not any("/media/" in name for name in parts(render_excel(tree)))


def test_equal_editions_give_equal_bytes(snapshot, word, excel):
    again = resolve(placing(*ALL), attached=ATTACHED)[0]
    assert render_word(tree_of(again), TEMPLATE) == word
    assert render_excel(tree_of(again)) == excel


def test_the_bytes_of_a_picture_are_no_part_of_an_editions_equality(snapshot):
    other = {key: p and replace(p, data=b"x") for key, p in ATTACHED.pictures.items()}
    assert resolve(placing(*ALL), attached=replace(ATTACHED, pictures=other))[0] == snapshot
    assert resolve(placing(*ALL), attached=NOTHING)[0] != snapshot


@settings(max_examples=20)
@given(st.lists(st.sampled_from(["{{図:組織図}}", "{{図:来訪者}}", "{{図:待ち時間}}", "〇文"]), max_size=6))
def test_however_figures_follow_each_other_each_has_its_own_number_and_its_line(lines):
    made, _ = resolve(placing(*lines), attached=ATTACHED)
    body = docx.Document(io.BytesIO(render_word(tree_of(made), TEMPLATE))).element
    numbers = body.xpath("//wp:docPr/@id")
    assert len(numbers) == len(set(numbers)) == 2 * sum("図" in line for line in lines)
    book = openpyxl.load_workbook(io.BytesIO(render_excel(tree_of(made))))
    told = [str(c.value) for row in book["Ⅰ-1"].iter_rows() for c in row if c.value]
    assert sum(t.split("\n").count("組織図") for t in told) == lines.count("{{図:組織図}}")


@given(st.tuples(*[st.integers(1, 5000)] * 2), st.integers(50, 3000), st.integers(50, 3000))
def test_a_picture_is_shown_within_its_room_never_larger_than_it_is(size, width, height):
    across, down = pictured(size, width, height)
    assert 0 < across <= min(size[0], width)
    assert 0 < down <= min(size[1], height)
    assert across in (size[0], width) or down in (size[1], height)


def test_values_print_as_the_document_prints_them():
    def shown(unit, decimals):
        return number_format(replace(figures_of(placing("{{図:来訪者}}"))[0][0], unit=unit, decimals=decimals))

    assert shown("%", 1) == '#,##0.0"%";"▲"#,##0.0"%"'
    assert shown("億円", 0) == '#,##0;"▲"#,##0'
    assert shown("h:mm", 0) == '[h]:mm;"▲"[h]:mm'


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_shows_the_pictures_and_the_words_of_the_charts(word, excel, tmp_path):
    for name, data in (("a.docx", word), ("b.xlsx", excel)):
        (tmp_path / name).write_bytes(data)
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / name)], check=True, timeout=180,
                       capture_output=True)  # fmt: skip
        made = (tmp_path / name).with_suffix(".pdf")
        text = subprocess.run(["pdftotext", str(made), "-"], capture_output=True, check=True).stdout.decode()
        assert text.replace(" ", "").count("912") >= 2  # the label of the last value, in the text and in the appendix
        images = subprocess.run(["pdfimages", "-list", str(made)], capture_output=True, check=True).stdout.decode()
        assert images.count(" image ") >= 4
