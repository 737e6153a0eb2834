"""What the input workbooks look like to Excel: limits, protection, lists, formulas with their values."""

import io
import re
import subprocess
import zipfile

import openpyxl
import pytest
from lxml import etree
from small import edition

from authoring.archive.roll import with_spares
from authoring.workbooks.write_inputs import write_inputs

M = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture(scope="module")
def books():
    return write_inputs(with_spares(edition()))


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_there_is_a_workbook_for_each_item_and_owner_and_one_for_the_ministry(books):
    assert sorted(books) == sorted([
        "inputs/共通.xlsx",
        "inputs/部署/Ⅰ-1_収納部.xlsx", "inputs/部署/Ⅰ-1_システム部.xlsx", "inputs/部署/Ⅰ-2_相談部.xlsx",
        "inputs/部署/Ⅱ_財務部.xlsx", "inputs/部署/Ⅲ_財務部.xlsx",
        "inputs/主務省/Ⅰ-1_評価.xlsx", "inputs/主務省/Ⅰ-2_評価.xlsx",
        "inputs/主務省/Ⅱ_評価.xlsx", "inputs/主務省/Ⅲ_評価.xlsx",
    ])  # fmt: skip


def test_a_department_has_the_promised_sheets(books):
    names = opened(books["inputs/部署/Ⅰ-1_収納部.xlsx"]).sheetnames
    assert names[:5] == ["目次", "記入要領", "基本情報", "取組", "指標"]
    assert {"番号表", "前年度からの宿題", "表 納付率の推移"} <= set(names)
    assert sum(n.startswith("表 ") for n in names) == 4  # its table and three blank ones


def test_every_unit_has_at_least_eight_rows_with_ids(books):
    sheet = opened(books["inputs/部署/Ⅰ-1_収納部.xlsx"])["取組"]
    ids = [sheet.cell(r, 1).value for r in range(5, sheet.max_row + 1)]
    assert all(ids)
    units = [sheet.cell(r, 2).value for r in range(5, sheet.max_row + 1)]
    assert units.count("e4") >= 8
    assert units.count("e6") >= 8


def test_cells_to_fill_are_open_and_text_and_all_others_are_locked(books):
    sheet = opened(books["inputs/部署/Ⅰ-1_収納部.xlsx"])["取組"]
    head = {sheet.cell(4, c).value: c for c in range(1, sheet.max_column + 1)}
    assert not sheet.cell(5, head["取組状況"]).protection.locked
    assert sheet.cell(5, head["取組状況"]).number_format == "@"
    for locked in ("ID", "年度計画", "前年度の取組状況"):
        assert sheet.cell(5, head[locked]).protection.locked
    assert sheet.protection.sheet
    assert not sheet.protection.formatRows
    assert not sheet.protection.autoFilter


def test_the_style_normal_is_open_so_that_pasting_locks_no_cell(books):
    for data in books.values():
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            tree = etree.fromstring(z.read("xl/styles.xml"))
        assert tree.xpath("m:cellStyleXfs/m:xf/m:protection/@locked", namespaces=M) == ["0"]


def test_lists_and_messages_keep_the_limits_of_excel(books):
    seen = 0
    for data in books.values():
        for sheet in opened(data).worksheets:
            for rule in sheet.data_validations.dataValidation:
                seen += 1
                assert len((rule.formula1 or "").strip('"')) <= 255
                assert len(rule.promptTitle or "") <= 32
                assert len(rule.prompt or "") <= 255
                assert len(rule.errorTitle or "") <= 32
                assert len(rule.error or "") <= 224
    assert seen > 50


def test_the_rating_stands_right_of_its_label_and_a_shared_one_says_where(books):
    sheet = opened(books["inputs/主務省/Ⅰ-1_評価.xlsx"])["評価"]
    assert (sheet["B3"].value, sheet["C3"].value) == ("評定", "A")
    assert not sheet["C3"].protection.locked
    shared = opened(books["inputs/主務省/Ⅲ_評価.xlsx"])["評価"]
    assert shared["C3"].value == "Ⅱ に記入"
    assert shared["C3"].protection.locked


def test_a_cell_that_shows_an_indicator_is_a_locked_formula_with_its_value(books):
    data = books["inputs/部署/Ⅰ-1_収納部.xlsx"]
    live, cached = (
        opened(data)["表 納付率の推移"],
        openpyxl.load_workbook(io.BytesIO(data), data_only=True)["表 納付率の推移"],
    )
    (place,) = [
        c.coordinate
        for row in live
        for c in row
        if isinstance(c.value, str) and "指標" in c.value and c.value.startswith("=")
    ]
    assert live[place].protection.locked
    assert cached[place].value == 69.3


def test_text_is_never_live(books):
    e = edition()
    row = e.rows[0]
    from dataclasses import replace

    from authoring.edition.model import Cell

    made = write_inputs(replace(e, rows=(replace(row, cells={"progress": Cell("=1+1")}), *e.rows[1:])))
    sheet = opened(made["inputs/部署/Ⅰ-1_収納部.xlsx"])["取組"]
    (typed,) = [c for line in sheet for c in line if c.value == "=1+1"]
    with zipfile.ZipFile(io.BytesIO(made["inputs/部署/Ⅰ-1_収納部.xlsx"])) as z:
        assert b">=1+1<" in z.read("xl/sharedStrings.xml")
        assert b"<f>1+1" not in z.read("xl/worksheets/sheet4.xml")
    assert typed.row == 5


def test_missing_figures_are_told_in_words_and_not_by_colour_alone(books):
    filled = openpyxl.load_workbook(io.BytesIO(books["inputs/部署/Ⅰ-1_システム部.xlsx"]), data_only=True)["取組"]
    head = {filled.cell(4, c).value: c for c in range(1, filled.max_column + 1)}
    assert not filled.cell(5, head["状態"]).value
    blank = write_inputs(with_spares(edition(rows=())))
    sheet = openpyxl.load_workbook(io.BytesIO(blank["inputs/部署/Ⅰ-1_収納部.xlsx"]), data_only=True)["取組"]
    assert sheet.cell(5, head["状態"]).value == "未記入"


def test_equal_editions_give_equal_bytes(books):
    assert write_inputs(with_spares(edition())) == books


@pytest.mark.office
def test_every_formula_computes_to_its_cached_value_in_libreoffice(books, tmp_path):
    name = "inputs/部署/Ⅰ-1_収納部.xlsx"
    (tmp_path / "in.xlsx").write_bytes(books[name])
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "ods",
         "--outdir", str(tmp_path / "ods"), str(tmp_path / "in.xlsx")], check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "out"), str(tmp_path / "ods" / "in.ods")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    live = opened(books[name])
    cached = openpyxl.load_workbook(io.BytesIO(books[name]), data_only=True)
    computed = openpyxl.load_workbook(tmp_path / "out" / "in.xlsx", data_only=True)
    seen = 0
    for sheet in live.worksheets:
        for row in sheet:
            for c in row:
                if isinstance(c.value, str) and re.match(r"=[A-Z(']", c.value) and c.data_type == "f":
                    seen += 1
                    mine, theirs = cached[sheet.title][c.coordinate].value, computed[sheet.title][c.coordinate].value
                    same = mine == theirs or (mine or "") == (theirs or "")
                    assert same or float(mine) == pytest.approx(float(theirs), abs=1e-9), (sheet.title, c.coordinate)
    assert seen > 20
