"""The printed workbook, read back with openpyxl."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from copy import deepcopy

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

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
    Part,
    RatingList,
    Title,
)
from authoring.documents.excel import render_excel, workbook
from authoring.documents.excel.flow import Pages, Paragraph, pour
from authoring.documents.excel.measure import LINE, line_count, split_lines, width_in
from authoring.documents.excel.names import sheet_name
from authoring.documents.excel.pen import FONT
from authoring.edition.blocks import Block, Grid, GridCell
from authoring.edition.model import Axis

COLUMNS = (BodyColumn("plan", "計画", 22), BodyColumn("done", "取組状況", 46), BodyColumn("view", "視点\n理由", 20))
LONG = "事業所の調査を計画に沿って進め、届出の処理にかかる日数を前年度より短くしました。" * 60  # about 2,400 signs


def block(text: str, mark: str = "", kind: str = "paragraph", grid: Grid | None = None, entry: str = "") -> Block:
    return Block("b", "s", "c", kind, text, mark=mark, grid=grid, entry=entry or None)


def grid(*rows: str, header: int = 1, caption: str = "", unit: str = "") -> Grid:
    """A grid of words between bars; cells with digits only are numbers."""
    cells = tuple(tuple(GridCell(t, number=t.replace(",", "").isdigit()) for t in row.split("|")) for row in rows)
    return Grid("t", "表", caption, unit, cells[:header], cells[header:])


def row(*cells: list[Block] | None, spans: tuple[int, ...] = (1, 1, 1)) -> BodyRow:
    return BodyRow(tuple(None if c is None else BodyCell(tuple(c), s) for c, s in zip(cells, spans, strict=True)))


def document(*rows: BodyRow, front: tuple[Part, ...] = (), notice: str = "見本") -> Document:
    item = BodyItem("i2", "Ⅰ-2", "Ⅰ-2 収納対策", rows)
    return Document("業務実績の評価", "ある機構", notice, (*front, Body(COLUMNS, (item,))))


def ratings() -> tuple[Part, ...]:
    """Two former items, merged into one of today, and a third that stayed as it was."""
    former = tuple(tuple(GridCell(t) for t in line.split("|")) for line in ("旧い項目一|B|A", "旧い項目二|A|B"))
    body = (
        (GridCell("1. 合わせた項目", 2), *former[0], GridCell("A", 2)),
        (None, *former[1], None),
        (GridCell("2. 同じ項目"), GridCell(""), GridCell("B"), GridCell("B"), GridCell("=B")),
    )
    head = tuple(GridCell(t) for t in ("項目", "前の項目", "平成29年度", "平成30年度", "令和元年度"))
    shown = Grid("ratings", "", "", "", (head,), body)
    numbers = {2017: {"A": 1, "B": 2}, 2018: {"A": 1, "B": 2}, 2019: {"A": 1, "B": 0}}
    years = ((2017, "平成29年度"), (2018, "平成30年度"), (2019, "令和元年度"))
    return (
        Title("ある機構の評価", "草案1"),
        RatingList("評価一覧", shown, {2017: 2, 2018: 3, 2019: 4}),
        Criteria("判定基準", (("A", "上回っている。"), ("B", "達成している。"))),
        Counts("評定数", years, ("A", "B"), numbers, "計"),
        Contents("目次", "計画", "頁", (ContentsLine(1, "Ⅰ 章", "h_ch"), ContentsLine(2, "2. 収納対策", "h_i2"))),
    )


def read(data: bytes, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def lanes(sheet: Worksheet) -> list[list[str]]:
    """The texts of each column of the wide table, from the top, from the left."""
    starts = [cell.column for cell in sheet[2] if cell.value]
    found: list[list[str]] = [[] for _ in starts]
    for line in sheet.iter_rows(min_row=3):
        for cell in line:
            if cell.value is not None:
                found[sum(start <= cell.column for start in starts) - 1].append(cell.value)
    return found


def expected(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every text of a cell in order."""
    for each in blocks:
        if each.grid is None:
            yield each.printed
        else:
            yield from (each.grid.caption, each.grid.unit)
            yield from (c.text for line in (*each.grid.header, *each.grid.body) for c in line if c is not None)


def area(sheet: Worksheet, row: int, column: int) -> tuple[int, int]:
    """First and last row of the (merged) cell."""
    for merged in sheet.merged_cells.ranges:
        if (merged.min_row, merged.min_col) == (row, column):
            return merged.min_row, merged.max_row
    return row, row


def test_a_bullet_a_table_a_bullet_a_note_and_a_glossary_box_stand_in_that_order() -> None:
    done = [
        block("調査しました。", "〇"),
        block("", kind="table", grid=grid("区分|件数", "調査|1,234", caption="調査の件数", unit="件")),
        block("続けました。", "・"),
        block("速報値です。", "※", "note"),
        block("≪用語解説≫", kind="glossary"),
        block("届出：書類を出すこと", kind="glossary"),
    ]
    sheet = read(render_excel(document(row([], done, []))))["Ⅰ-2"]
    assert lanes(sheet)[1] == [
        "〇調査しました。", "調査の件数", "(単位:件)", "区分", "件数", "調査", "1,234",
        "・続けました。\n※速報値です。\n≪用語解説≫\n届出：書類を出すこと",
    ]  # fmt: skip


def test_a_number_in_a_nested_table_stays_as_printed_and_stands_right() -> None:
    table = block("", kind="table", grid=grid("区分|件数", "調査|1,234"))
    sheet = read(render_excel(document(row([], [table], []))))["Ⅰ-2"]
    number = next(cell for line in sheet.iter_rows() for cell in line if cell.value == "1,234")
    assert (number.data_type, number.alignment.horizontal) == ("s", "right")


def test_a_band_in_a_table_is_shaded_like_its_header_and_a_deeper_row_is_set_in() -> None:
    plain = grid("区分|件数", "計|10", "うち新規|4", "区分|割合", "計|5")
    keys = (Axis("a", ("計",)), Axis("b", ("新規",), level=1), Axis("c", ("区分",), role="header"), Axis("d", ("計",)))
    bands = Grid("t", "表", "", "", plain.header, plain.body, keys)
    sheet = read(render_excel(document(row([], [block("", kind="table", grid=bands)], []))))["Ⅰ-2"]
    found = {cell.value: cell for line in sheet.iter_rows(min_row=3) for cell in line if cell.value}
    assert found["割合"].fill.fgColor.rgb == found["件数"].fill.fgColor.rgb != found["5"].fill.fgColor.rgb
    assert found["うち新規"].alignment.indent == 1


def test_spans_of_a_nested_table_are_merged() -> None:
    head = ((GridCell("届書", 2), GridCell("日数", 1, 2), None), (None, GridCell("電子"), GridCell("紙")))
    spanned = Grid("t", "表", "", "", head, ((GridCell("取得届"), GridCell("3.3日"), GridCell("4.2日")),))
    sheet = read(render_excel(document(row([], [block("", kind="table", grid=spanned)], []))))["Ⅰ-2"]
    place = {cell.value: (cell.row, cell.column) for line in sheet.iter_rows(min_row=3) for cell in line if cell.value}
    assert area(sheet, *place["届書"]) == (place["日数"][0], place["電子"][0])
    assert place["日数"][1] == place["電子"][1] < place["紙"][1]


def test_the_rating_list_is_merged_as_its_grid_says() -> None:
    sheet = read(render_excel(document(front=ratings())))["評価一覧"]
    assert [sheet.cell(r, 1).value for r in (1, 2, 3, 4)] == ["ある機構の評価", "草案1", "評価一覧", "項目"]
    assert {"A5:A6", "E5:E6"} <= {str(merged) for merged in sheet.merged_cells.ranges}
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$4:$4", "A5")


def test_counts_are_live_formulas_with_their_values() -> None:
    data = render_excel(document(front=ratings()))
    live, cached = read(data)["判定基準・評定数"], read(data, values=True)["判定基準・評定数"]
    top = next(cell.row for cell in live["A"] if cell.value == "平成29年度")
    assert live.cell(top, 2).value == f"=COUNTIF('評価一覧'!$C$5:$C$7,B${top - 1})"
    assert live.cell(top, 4).value == f"=SUM(B{top}:C{top})"
    assert [[cached.cell(top + r, c).value for c in (2, 3, 4)] for r in range(3)] == [[1, 2, 3], [1, 2, 3], [1, 0, 1]]


def test_the_contents_lead_to_the_items() -> None:
    book = read(render_excel(document(front=ratings())))
    link = next(cell for line in book["目次"].iter_rows() for cell in line if cell.hyperlink)
    assert (link.value, link.hyperlink.location) == ("2. 収納対策", "'Ⅰ-2'!A1")


def test_a_document_without_a_rating_list_has_the_items_only() -> None:
    contents = ratings()[-1]
    assert read(render_excel(document(row([block("文")], [], []), front=(contents,)))).sheetnames == ["Ⅰ-2"]


def test_an_item_prints_its_header_on_every_page_and_fits_the_width_of_landscape_a4() -> None:
    sheet = read(render_excel(document(row([block("文")], [], []), notice="見本 A&B")))["Ⅰ-2"]
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$2:$2", "A3")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # one page wide is the default
    assert sheet.oddFooter.center.text == "&P"
    assert sheet.oddHeader.right.text == "見本 A&&B"


def test_a_long_cell_continues_on_further_rows_and_joins_again() -> None:
    sheet = read(render_excel(document(row([block(LONG)], [], [block("短い文", "・")]))))["Ⅰ-2"]
    parts = lanes(sheet)[0]
    assert len(parts) > 2
    assert "".join(parts) == LONG


def test_text_that_looks_like_a_formula_or_a_link_is_text() -> None:
    odd = ["=1+1", "{=A1}", "@SUM(A1)", "http://example.jp/", "0012"]
    sheet = read(render_excel(document(*(row([block(text)], [], []) for text in odd))))["Ⅰ-2"]
    found = [cell for line in sheet.iter_rows(min_row=3) for cell in line if cell.value is not None]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in found] == [(text, "s", None) for text in odd]


def test_equal_trees_give_equal_bytes() -> None:
    assert render_excel(document(row([block(LONG)], [], []), front=ratings())) == render_excel(
        document(row([block(LONG)], [], []), front=ratings())
    )


def test_a_workbook_made_before_has_no_part_in_the_next() -> None:
    before = deepcopy(workbook._OPTIONS)
    render_excel(document())
    assert before == workbook._OPTIONS


def test_the_workbook_names_its_title_and_language_and_no_person() -> None:
    properties = read(render_excel(document())).properties
    assert (properties.title, properties.language, properties.creator) == ("業務実績の評価", "ja-JP", "ある機構")


@pytest.mark.parametrize(
    ("wanted", "taken", "given_name"),
    [
        ("Ⅰ-2", [], "Ⅰ-2"),
        ("Ⅰ-2", ["Ⅰ-2"], "Ⅰ-2(2)"),
        ("a", ["A", "a(2)"], "a(3)"),
        ("予算/収支[案]", [], "予算_収支_案_"),
        ("", [], "_"),
        ("history", [], "history(2)"),
        ("あ" * 40, ["あ" * 31], "あ" * 28 + "(2)"),
    ],
)
def test_names_of_sheets_are_valid_and_unique(wanted: str, taken: list[str], given_name: str) -> None:
    assert sheet_name(wanted, taken) == given_name


SIGNS = st.text(alphabet="あ事Ａa0１,.。「」（）%▲〇㎡𠮷 ", min_size=1, max_size=25)
TEXTS = st.builds(lambda text, times: text * times, SIGNS, st.sampled_from((1, 1, 3, 30, 90)))
BLOCKS = st.one_of(
    st.builds(block, TEXTS, st.sampled_from(("", "〇", "①", "(1)"))),
    st.builds(
        lambda cells, width, caption: block(
            "", kind="table", grid=grid(*("|".join(cells[:width]) for _ in range(4)), caption=caption)
        ),
        st.lists(SIGNS, min_size=12, max_size=12),
        st.integers(1, 12),
        st.sampled_from(("", "表の題")),
    ),
)
CELLS = st.lists(BLOCKS, max_size=5)


@st.composite
def bodies(draw: st.DrawFn) -> tuple[BodyRow, ...]:
    """Rows whose first column spans one and whose last column spans all."""
    count = draw(st.integers(1, 4))
    last = draw(CELLS)
    return tuple(row(draw(CELLS), draw(CELLS), last if at == 0 else None, spans=(1, 1, count)) for at in range(count))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(bodies())
def test_every_text_stands_in_its_column_as_often_and_in_the_order_of_the_tree(rows: tuple[BodyRow, ...]) -> None:
    found = lanes(read(render_excel(document(*rows)))["Ⅰ-2"])
    for lane in range(3):
        wanted = "".join(text for r in rows if (cell := r.cells[lane]) for text in expected(cell.blocks))
        assert "".join(found[lane]).replace("\n", "") == wanted


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(bodies())
def test_every_row_is_high_enough_and_no_cell_reaches_over_a_page(rows: tuple[BodyRow, ...]) -> None:
    sheet = read(render_excel(document(*rows)))["Ⅰ-2"]
    heights = {r: sheet.row_dimensions[r].height for r in range(1, sheet.max_row + 1)}
    breaks = {each.id for each in sheet.row_breaks.brk}
    assert max(heights.values()) <= 409
    for line in sheet.iter_rows(min_row=3):
        for cell in line:
            if cell.value is None:
                continue
            first, last = area(sheet, cell.row, cell.column)
            assert not any(first <= at < last for at in breaks)
            if cell.font.sz == 9.0 and cell.column == 1:  # a text of the first column: 340 pixels at least
                needed = line_count(cell.value, width_in(340)) * LINE
                assert sum(heights[r] for r in range(first, last + 1)) >= needed


@given(st.text(alphabet="あa0。（ \n", max_size=200), st.integers(20, 200), st.integers(0, 12))
def test_a_split_text_joins_again_and_its_first_part_fits(text: str, width: int, lines: int) -> None:
    first, rest = split_lines(text, width, lines)
    assert (first + rest).replace("\n", "") == text.replace("\n", "")
    assert not first or line_count(first, width) <= lines


def test_a_line_does_not_begin_with_a_closing_sign_and_a_word_is_not_torn() -> None:
    assert split_lines("ああああ。", 80, 1) == ("あああ", "あ。")
    assert split_lines("あああABC", 80, 1) == ("あああ", "ABC")


def test_a_paragraph_is_broken_only_where_no_page_holds_it() -> None:
    boxes, _ = pour([Paragraph("あ" * 40)] * 6, 0, 208, 1, Pages(12))  # three lines each
    assert [box.text.count("\n") + 1 for box in boxes] == [4, 2]


def soffice(folder: str, target: str, name: str) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", target]
    subprocess.run([*command, "--outdir", f"{folder}/out", f"{folder}/{name}"], check=True, capture_output=True)


needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")


@pytest.mark.office
@needs_office
def test_libreoffice_computes_the_counts_that_are_cached(tmp_path) -> None:
    data = render_excel(document(front=ratings()))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(tmp_path / "bare.xlsx", "w") as new:
        for name in old.namelist():  # without cached values LibreOffice has to compute
            new.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", old.read(name)))
    soffice(str(tmp_path), "xlsx", "bare.xlsx")
    cached = read(data, values=True)["判定基準・評定数"]
    computed = read((tmp_path / "out/bare.xlsx").read_bytes(), values=True)["判定基準・評定数"]
    numbers = [(c.row, c.column, c.value) for line in cached.iter_rows() for c in line if isinstance(c.value, int)]
    assert len(numbers) == 9
    assert [(r, c, computed.cell(r, c).value) for r, c, _ in numbers] == numbers


@pytest.mark.office
@needs_office
def test_libreoffice_needs_no_more_height_than_is_estimated(tmp_path) -> None:
    texts = [
        LONG[at : at + length] + "（▲1.2%）、ABC-XYZ 12,345件。"
        for at, length in zip(range(150), range(1, 451, 3), strict=True)
    ]
    book = xlsxwriter.Workbook(tmp_path / "heights.xlsx")
    sheet = book.add_worksheet()
    sheet.set_column_pixels(0, 0, 190)
    form = book.add_format({"font_name": FONT, "font_size": 9, "text_wrap": True})
    for at, text in enumerate(texts):
        sheet.write_string(at, 0, text, form)
    book.close()
    soffice(str(tmp_path), "ods", "heights.xlsx")
    (tmp_path / "out/heights.ods").rename(tmp_path / "heights.ods")
    soffice(str(tmp_path), "xlsx", "heights.ods")
    found = read((tmp_path / "out/heights.xlsx").read_bytes()).worksheets[0]
    for at, text in enumerate(texts, 1):
        assert found.row_dimensions[at].height <= max(15.0, line_count(text, width_in(190)) * LINE + 0.5)
