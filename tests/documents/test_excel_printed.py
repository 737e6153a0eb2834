"""The printed workbook on paper: no page of LibreOffice's PDF is empty, and no text of a cell is cut or lost.

The columns get the widths that Excel gives them, and every text begins at the top of its cell: LibreOffice then leaves
lines away that lie below the end of their cell, and what is cut is missing.
"""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, pairwise
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet
from small import PROFILE_FILE
from test_excel import block as a_block
from test_excel import document, grid, ratings

from authoring import verbs
from authoring.documents.content import Annex, BodyCell, BodyItem, BodyRow, Document
from authoring.documents.excel import render_excel
from authoring.documents.excel.flow import Pages
from authoring.documents.excel.nested import plan_columns
from authoring.documents.excel.pen import FONT
from authoring.documents.tree import document_of
from authoring.edition.blocks import Block, Snapshot
from authoring.edition.resolve import resolve
from benchmarks.generate import entered, full_size

EXAMPLES = PROFILE_FILE.parents[2] / "examples"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DIGIT = 7  # pixels, the width of a digit in Excel's standard font of our workbooks


def tree_of(snapshot: Snapshot) -> Document:
    return document_of(snapshot, next(kind for kind in snapshot.profile.documents if kind.excel))


def example(name: str) -> Document:
    loaded = verbs.load(EXAMPLES / name)
    assert loaded.snapshot is not None
    return tree_of(loaded.snapshot)


def full() -> Document:
    return tree_of(resolve(entered(full_size()))[0])


# --- printing


def printed(book: bytes, folder: Path) -> list[str]:
    """The text of each page that LibreOffice prints, as it stands in the file: cell after cell."""
    (folder / "book.xlsx").write_bytes(patched(book, digit_of(folder)))
    convert(folder, "pdf", "book.xlsx")
    done = subprocess.run(["pdftotext", "-raw", folder / "book.pdf", "-"], check=True, capture_output=True)
    return done.stdout.decode("utf-8").split("\f")[:-1]


def convert(folder: Path, target: str, name: str) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    words = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", folder, folder / name]
    subprocess.run(words, check=True, capture_output=True, timeout=240)


def digit_of(folder: Path) -> float:
    """The pixels that a digit of the standard font has here; it is another font where Arial is missing."""
    book = xlsxwriter.Workbook(
        folder / "wide.xlsx", {"default_format_properties": {"font_name": "Arial", "font_size": 10}}
    )
    sheet = book.add_worksheet()
    sheet.set_column_pixels(0, 0, 100 * DIGIT)
    sheet.write_string(0, 0, "文")
    book.close()
    convert(folder, "fods", "wide.xlsx")
    width = re.search(r'style:column-width="([\d.]+)(in|cm|mm)"', (folder / "wide.fods").read_text("utf-8"))
    assert width
    return float(width[1]) / {"in": 1, "cm": 2.54, "mm": 25.4}[width[2]] * 96 / 100


def patched(book: bytes, digit: float) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode("utf-8") if name.endswith(".xml") else ""
            if name == "xl/styles.xml":
                data = re.sub(' vertical="(center|bottom)"', ' vertical="top"', data)
            elif name.startswith("xl/worksheets/"):
                data = re.sub(
                    r'(<col [^>]*?width=")([\d.]+)', lambda m: f"{m[1]}{float(m[2]) * DIGIT / digit:.4f}", data
                )
            new.writestr(name, data.encode("utf-8") or old.read(name))
    return made.getvalue()


# --- comparing


def squashed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def cells_of(book: bytes) -> list[str]:
    """The text of every cell without blanks, of formulas their value, numbers with a comma every three digits."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        shared = [squashed("".join(s.itertext())) for s in etree.fromstring(parts.read("xl/sharedStrings.xml"))]
        sheets = [etree.fromstring(parts.read(n)) for n in parts.namelist() if n.startswith("xl/worksheets/")]
    cells = [(cell.get("t"), cell.find(f"{MAIN}v")) for sheet in sheets for cell in sheet.iter(f"{MAIN}c")]
    found = [shared[int(v.text)] if kind == "s" else f"{Decimal(v.text):,}" for kind, v in cells if v is not None]
    return [text for text in found if text]


class Text:
    """The letters of all pages in a row; each is taken once."""

    def __init__(self, pages: list[str]) -> None:
        words = [squashed(word) or "\f" for page in pages for word in (*page.split(), "\f")]
        self.letters = "".join(words)
        self.ends = set(accumulate(map(len, words), initial=0))
        self.taken = bytearray(len(self.letters))

    def take(self, text: str, times: int) -> int:
        """Take a text that often, first where it stands between two blanks; returns how often it is not there."""
        places = list(self._places(text))
        whole = [at for at in places if at in self.ends and at + len(text) in self.ends]
        for at in (*whole, *places):
            if times and self.taken.find(1, at, at + len(text)) < 0:
                self.taken[at : at + len(text)] = b"\1" * len(text)
                times -= 1
        return times

    def _places(self, text: str) -> Iterator[int]:
        at = self.letters.find(text)
        while at >= 0:
            yield at
            at = self.letters.find(text, at + 1)


def missing(book: bytes, pages: list[str]) -> dict[str, int]:
    """The texts of cells that are not printed as often as there are cells that hold them, and how often they lack."""
    text, cells = Text(pages), Counter(cells_of(book))
    lacking = {cell: text.take(cell, cells[cell]) for cell in sorted(cells, key=len, reverse=True)}
    return {cell: times for cell, times in lacking.items() if times}


def empty(book: Document, pages: list[str]) -> list[int]:
    """The pages that hold nothing but the notice and their number."""
    notice = squashed(book.notice)
    return [n for n, page in enumerate(pages, 1) if squashed(page).replace(notice, "") in ("", str(n))]


@pytest.mark.office
@pytest.mark.parametrize(
    "make", [lambda: example("r01"), lambda: example("dokuho"), full], ids=["r01", "dokuho", "full"]
)
def test_no_page_is_empty_and_no_text_is_cut(make, tmp_path) -> None:
    tree = make()
    book = render_excel(tree)
    pages = printed(book, tmp_path)
    assert empty(tree, pages) == []
    assert missing(book, pages) == {}


@pytest.mark.office
def test_a_row_that_is_too_low_and_a_lost_sheet_would_be_seen(tmp_path) -> None:
    """Planted: a row of one line for a text of many, in a cell that is centred."""
    table = grid("項目|説明", "届出|" + "届出の処理にかかる日数を短くしました。" * 30)
    book = render_excel(document(BodyRow((BodyCell((a_block("", kind="table", grid=table),)),))))
    assert missing(book, ["".join(cells_of(book))]) == {}
    low = re.compile(r'(<row r="4"[^>]* ht=")[^"]*')
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            sheet = name == "xl/worksheets/sheet1.xml"
            assert not sheet or low.search(data.decode("utf-8"))
            new.writestr(name, low.sub(r"\g<1>15", data.decode("utf-8")) if sheet else data)
    assert [len(cell) for cell in missing(made.getvalue(), printed(made.getvalue(), tmp_path))] == [570]
    assert len(missing(book, [])) == len(set(cells_of(book)))


# --- what later pages repeat


def place(*blocks: Block) -> Document:
    """A document with one part of the appendix."""
    item = BodyItem("t", "別表1", "別表1 納付率", (BodyRow((BodyCell(blocks),)),))
    return Document("業務実績の評価", "ある機構", "", (Annex("別表", appendix=True, contents=None, places=(item,)),))


def long_table(unit: str = "件") -> Block:
    rows = ["区分|計画|", "|件数|率", *(f"第{n}区|{n}|{n}" for n in range(1, 120))]
    return a_block("", kind="table", grid=grid(*rows, header=2, unit=unit))


def sheet_of(made: Document) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(render_excel(made)))["別表1"]


def test_later_pages_of_a_table_repeat_its_title_its_unit_and_its_header() -> None:
    assert sheet_of(place(long_table())).print_title_rows == "$1:$5"
    assert sheet_of(place(long_table(unit=""))).print_title_rows == "$1:$4"


def test_where_words_or_two_tables_stand_on_a_sheet_the_title_is_repeated_alone() -> None:
    assert sheet_of(place(a_block("説明。"), long_table())).print_title_rows == "$1:$2"
    assert sheet_of(place(long_table(), long_table())).print_title_rows == "$1:$2"
    assert sheet_of(place(a_block("説明。"))).print_title_rows == "$1:$2"


def test_no_page_is_higher_than_the_paper_with_what_it_repeats() -> None:
    sheet = sheet_of(place(long_table()))
    breaks = [0, *(b.id for b in sheet.row_breaks.brk), sheet.max_row]
    assert len(breaks) > 3
    heights = [sum(sheet.row_dimensions[r].height for r in range(a + 1, b + 1)) for a, b in pairwise(breaks)]
    repeated = sum(sheet.row_dimensions[r].height for r in range(1, 6))
    assert max(heights[0], *(h + repeated for h in heights[1:])) <= (595.3 - 86.4) / 0.76


@pytest.mark.office
def test_each_page_of_a_table_shows_its_header(tmp_path) -> None:
    made = place(long_table())
    pages = printed(render_excel(made), tmp_path)
    assert len(pages) > 2
    for page in map(squashed, pages):
        assert all(page.count(text) == 1 for text in ("別表1納付率", "(単位:件)", "件数", "区分"))


@given(st.integers(10, 60), st.integers(0, 9), st.integers(0, 300))
def test_a_first_page_that_is_higher_ends_where_the_next_begins(height: int, more: int, at: int) -> None:
    pages = Pages(height, more)
    starts = [0, *range(height + more, 400, height)]
    assert [n for n in range(400) if pages.starts(n)] == starts
    following = min(s for s in [*starts, 400 + height] if s > at)
    if following < 400:
        assert pages.room(at) == following - at
        assert pages.next(at) == (at if at in starts else following)


# --- what an edition settles, and widths


@pytest.mark.parametrize(("paper", "code"), [("", 9), ("A4", 9), ("A3", 8)])
def test_every_sheet_is_on_the_paper_of_the_edition(paper, code) -> None:
    made = openpyxl.load_workbook(io.BytesIO(render_excel(document(front=ratings()), {}, paper)))
    assert {sheet.page_setup.paperSize for sheet in made} == {code}


def test_on_larger_paper_the_columns_are_wider_and_the_letters_as_large() -> None:
    row = BodyRow((BodyCell((a_block("文"),)),) * 3)
    small, large = (sheet_widths(render_excel(document(row), {}, paper)) for paper in ("A4", "A3"))
    assert large == pytest.approx(small * 2**0.5, rel=0.01)


def sheet_widths(book: bytes) -> float:
    return sum(c.width for c in openpyxl.load_workbook(io.BytesIO(book))["Ⅰ-2"].column_dimensions.values())


def test_words_and_headings_have_the_fonts_of_the_edition_and_ours_where_it_names_none() -> None:
    def fonts(chosen: dict[str, str]) -> tuple[set[str], set[str]]:
        book = openpyxl.load_workbook(io.BytesIO(render_excel(document(front=ratings()), chosen)))
        cells = [c.font for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
        return {f.name for f in cells if not f.b}, {f.name for f in cells if f.b}

    assert fonts({}) == ({FONT}, {FONT})
    assert fonts({"body": "MS 明朝"}) == ({"ＭＳ 明朝"}, {FONT})
    assert fonts({"body": "游明朝", "heading": "游ゴシック"}) == ({"游明朝"}, {"游ゴシック"})


def test_in_a_wide_table_one_long_label_leaves_room_for_the_numbers() -> None:
    years = "|".join(f"令和{n}年度" for n in range(1, 10))
    table = grid(f"事項|{years}", "とても長い事項の名" * 6 + "|" + "|".join(["1,234"] * 9))
    bounds = plan_columns(table, 1360, 226).bounds
    assert bounds[1] <= 226 * 3 // 10
    assert bounds[2] - bounds[1] >= 16


def test_no_column_is_wider_than_the_page() -> None:
    """LibreOffice does not scale such a column down: it cuts it."""
    widths = [c.width * DIGIT for c in sheet_of(place(a_block("見本では省いています。"))).column_dimensions.values()]
    assert max(widths) <= (841.9 - 57.6) / 0.75
