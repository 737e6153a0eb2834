"""The PDF read back with pypdf: alternative texts, headings in their order, header cells, language and title."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pypdf
import pytest
from pictures import png
from small import PROFILE_FILE, indicator, with_annex

from authoring.documents.pdf import find_office, lay_out
from authoring.documents.pdf.tagged import chart_words, mended
from authoring.documents.tree import document_of
from authoring.edition.attachments import Attachments, Picture
from authoring.edition.model import PLACE_TEXT, Cell, Value
from authoring.edition.resolve import resolve

pytestmark = pytest.mark.office
BASE = (PROFILE_FILE.parents[1] / "word" / "base.docx").read_bytes()
WORDS = "部と課の関係を示す図。"
VISITORS = indicator(
    id="m2", name="窓口利用者数", aliases=(), unit="人", decimals=0, target=None, values={"2019": Value(Decimal(912))}
)
ATTACHED = Attachments({"組織図": Picture("組織図.png", 800, 400, WORDS, png(800, 400))}, {})


@pytest.fixture(scope="module")
def tree():
    """A chart in the wide table, a picture and the chart again in the appendix."""
    base = with_annex()
    placed = {"r0001": {"progress": Cell("〇次のとおり。\n{{図:納付率}}\n{{表:納付率の推移}}")},
              "p0002": {PLACE_TEXT: Cell("{{図:組織図}}\n{{図:窓口利用者数}}")}}  # fmt: skip
    rows = tuple(replace(r, cells=placed.get(r.id, r.cells)) for r in base.rows)
    snapshot, _ = resolve(replace(base, rows=rows, indicators=(*base.indicators, VISITORS)), attached=ATTACHED)
    kind = next(d for d in snapshot.profile.documents if d.file == "evaluation")
    return document_of(snapshot, kind, pictures=ATTACHED.data)


@pytest.fixture(scope="module")
def reader(tree):
    laid, problems = lay_out(tree, BASE, find_office(), "evaluation.pdf")
    assert problems == []
    return pypdf.PdfReader(io.BytesIO(laid.pdf))


@pytest.fixture(scope="module")
def tags(reader):
    """Every element of the tree of tags in the order of reading: (kind, the element)."""
    root = reader.root_object["/StructTreeRoot"]
    roles = root.get("/RoleMap", {})

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                yield from walk(each)
        elif isinstance(node, dict) and "/S" in node:
            yield roles.get(node["/S"], node["/S"]), node
            yield from walk(node.get("/K", []))

    return list(walk(root["/K"]))


def test_every_chart_and_picture_is_a_figure_with_its_words(tags):
    told = [str(node.get("/Alt", "")) for kind, node in tags if kind == "/Figure"]
    assert told == [
        "納付率の推移。平成30年度 68.1%、令和元年度 69.3%。",
        WORDS,
        "窓口利用者数の推移。令和元年度 912人。",
    ]


def test_the_words_of_the_charts_are_told_in_the_order_of_the_document(tree):
    assert [words[:6] for words in chart_words(tree)] == ["納付率の推移", "窓口利用者数"]


def test_a_pdf_with_another_number_of_figures_keeps_none_of_the_words_and_says_so(reader):
    reader.stream.seek(0)
    plain = reader.stream.read()
    assert mended(plain, ["図"] * 2) == (plain, [])  # as many as there are, all told already
    untold = plain.replace(b"/Alt", b"/Alx")
    same, problems = mended(untold, ["図"], "evaluation.pdf")
    assert [(p.code, str(p.severity), str(p.origin)) for p in problems] == [
        ("pdf-figures", "warning", "evaluation.pdf")
    ]
    assert same == untold


def test_headings_are_tagged_by_their_level_and_none_is_skipped(tags):
    levels = [int(kind[2:]) for kind, _ in tags if kind[:2] == "/H" and kind[2:].isdigit()]
    assert {1, 2, 3} <= set(levels)
    assert all(below <= above + 1 for above, below in zip([0, *levels], levels, strict=False))


def test_every_table_with_a_header_has_header_cells_and_the_wide_one_too(tags):
    found = Counter(kind for kind, _ in tags)
    assert found["/TH"] >= found["/Table"] > 5


def test_language_title_and_the_wish_to_show_it(reader, tree):
    assert reader.root_object["/Lang"] == "ja-JP"
    assert reader.metadata.title == tree.title
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.root_object["/MarkInfo"]["/Marked"]


def test_the_order_of_the_tab_key_is_that_of_the_tags(reader):
    pages = [page for page in reader.pages if page.get("/Annots")]
    assert pages
    assert {page.get("/Tabs") for page in pages} == {"/S"}


def test_the_bookmarks_name_every_part_and_item(reader, tree):
    todo, titles = list(reader.outline), []
    while todo:
        each = todo.pop(0)
        if isinstance(each, list):
            todo = each + todo
        else:
            titles.append("".join(each.title.split()))
    items = [i.title for part in tree.parts for i in (*getattr(part, "items", ()), *getattr(part, "places", ()))]
    assert {"".join(title.split()) for title in items} <= set(titles)
