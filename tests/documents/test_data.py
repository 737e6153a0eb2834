"""Data for machines: what stands in it, that nothing is lost or doubled, and that both forms are equal."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packages import SECOND, records, small_files, small_snapshot
from small import TABLE
from strategies import editions, texts

from authoring.documents.data import data_files
from authoring.documents.data.characters import dependent, guarded, number_of, plain, unguarded
from authoring.documents.data.opened import BOOK
from authoring.documents.data.shape import CSV_SHEETS, SHEETS, VERSION, fields_of
from authoring.edition.blocks import Block, Grid, GridCell
from authoring.edition.model import Axis, Lineage, Rating, TableCell
from authoring.edition.resolve import resolve
from authoring.problems import ProblemError

FILES = small_files()
TABLES = records(FILES, "tables")


def cells(table, row, column):
    """(value no., period, role, value, unit, text, state) of a cell's records."""
    names = ("value_no", "period", "role", "value", "unit", "text", "state")
    return [
        tuple(r[n] for n in names)
        for r in TABLES
        if (r["table_id"], r["row_id"], r["column_id"]) == (table, row, column)
    ]


# --- characters


@pytest.mark.parametrize(
    ("typed", "data"),
    [
        ("①と②", "(1)と(2)"), ("Ⅰ期・ⅲ期", "I期・iii期"), ("㈱年金", "(株)年金"), ("㊤", "(上)"), ("❶", "(1)"),
        ("⑴⒈", "(1)1."),
        ("5㎡と№3", "5m2とNo.3"), ("㍻31年㋿元年", "平成31年令和元年"), ("ﾈﾝｷﾝﾀﾞｲﾔﾙ", "ネンキンダイヤル"),
        ("\ue000田", "〓田"),
        ("納付率\n(％)", "納付率 (％)"), ("　件　　数　", "件 数"), ("▲1.2", "▲1.2"), ("髙﨑", "髙﨑"),
        ("全角１２", "全角１２"),
    ],
)  # fmt: skip
def test_what_one_platform_alone_shows_is_spelled_out(typed, data):
    assert plain(typed) == data


@given(st.text(st.one_of(st.characters(), st.characters(min_codepoint=0x2100, max_codepoint=0x33FF)), max_size=20))
def test_plain_text_holds_nothing_of_one_platform_and_stays_as_it_is(text):
    made = plain(text)
    assert not dependent(made)
    assert made == plain(made)
    assert made == " ".join(made.split())


def test_every_sign_of_the_families_is_spelled_out():
    signs = [chr(n) for r in (range(0x2160, 0x2180), range(0x2460, 0x2500), range(0x3200, 0x3400)) for n in r]
    assert [s for s in signs if dependent(plain(s))] == []
    assert [s for s in signs if "〓" in plain(s) and unicodedata.category(s) != "Cn"] == ["㉿"]  # a mark, not a letter


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM", "-A1", "＝A1", "'a", "''", "-", "ab", "", "▲1"])
def test_what_could_begin_a_formula_is_told_apart_and_comes_back(text):
    assert not guarded(text).startswith(("=", "+", "@", "\t", "＝"))
    assert unguarded(guarded(text)) == text


@given(texts())
def test_any_text_comes_back_from_its_harmless_form(text):
    assert unguarded(guarded(text)) == text


def test_a_printed_number_is_told_in_ascii():
    assert number_of("Ⅰ-2-(1)-①") == "I-2-(1)-1"
    assert number_of("Ⅳ") == "IV"


# --- what stands in it


def test_a_composite_cell_has_a_record_a_value_with_its_own_role_and_unit():
    assert cells("t1", "r2", "c2") == [
        ("1", "2019", "value", "12", "件", "", "number"), ("2", "2019", "target", "11", "件", "", "number"),
    ]  # fmt: skip
    assert cells("t2", "r1", "c2") == [
        ("1", "2019", "value", "8693", "人", "", "number"), ("2", "2019", "share", "79.0", "%", "", "number"),
    ]  # fmt: skip


def test_a_negative_number_has_a_plain_minus_and_the_tables_unit():
    assert cells("t2", "r1", "c1") == [("1", "2018", "value", "-1234", "件", "", "number")]


def test_nothing_unknown_zero_and_words_are_told_apart():
    assert [c[0][3:] for c in (cells("t2", "r2", "c1"), cells("t2", "r3", "c2"), cells("t2", "r3", "c1"))] == [
        ("", "", "", "none"), ("", "", "", "unknown"), ("0", "%", "", "number"),
    ]  # fmt: skip
    assert cells("t2", "r2", "c2") == [("1", "2019-04", "text", "", "", "'=件数は (株)へ 確認中", "text")]


def test_below_a_band_the_labels_and_periods_are_the_bands():
    labels = {(r["row_id"], r["column_id"]): (r["column_label_1"], r["column_label_2"]) for r in TABLES}
    assert labels["r1", "c2"] == ("令和元年度", "うち I期")
    assert labels["r2", "c2"] == ("H31.4", "")
    assert all(r["row_id"] != "b1" for r in TABLES)


def test_a_table_that_is_shown_twice_stands_once_with_the_item_that_fills_it():
    assert {(r["table_id"], r["item_id"], r["item_no"]) for r in TABLES} == {("t1", "e2", "I-1"), ("t2", "e2", "I-1")}
    keys = Counter((r["table_id"], r["row_id"], r["column_id"], r["value_no"]) for r in TABLES)
    assert max(keys.values()) == 1


def test_an_indicator_has_a_record_a_value_an_exact_value_and_a_target():
    names = ("kind", "period", "period_ja", "fiscal_year", "value", "unit", "status", "comparator", "base")
    found = [tuple(r[n] for n in names) for r in records(FILES, "indicators")]
    assert found == [
        ("value", "2018", "平成30年度", "2018", "68.1", "%", "unstated", "", ""),
        ("exact", "2018", "平成30年度", "2018", "68.13", "%", "unstated", "", ""),
        ("value", "2019", "令和元年度", "2019", "69.3", "%", "final", "", ""),
        ("exact", "2019", "令和元年度", "2019", "69.27", "%", "final", "", ""),
        ("target", "2019", "令和元年度", "2019", "1.0", "ポイント", "final", "ge", "difference"),
    ]


def test_a_merger_tells_both_predecessors_and_each_rating_once():
    lineage = (
        Lineage(2019, "f1", "e2", "merged", "納付"), Lineage(2019, "f2", "e2", "merged", "徴収"),
        Lineage(2019, "f3", "", "ended", "督促"),
    )  # fmt: skip
    ratings = (
        Rating("f1", 2018, "minister", "A"),
        Rating("f2", 2018, "minister", "B"),
        Rating("e2", 2019, "minister", "S"),
    )
    found = records(data_files(replace(small_snapshot(), ratings=ratings, lineage=lineage)), "ratings")
    assert [(r["item_id"], r["item_title"], r["fiscal_year"], r["rating"]) for r in found if r["kind"] == "rating"] == [
        ("f1", "納付", "2018", "A"), ("f2", "徴収", "2018", "B"), ("e2", "収納対策", "2019", "S"),
    ]  # fmt: skip
    assert [(r["item_id"], r["predecessor_id"], r["lineage"]) for r in found if r["kind"] == "lineage"] == [
        ("e2", "f1", "merged"), ("e2", "f2", "merged"), ("", "f3", "ended"),
    ]  # fmt: skip


def test_the_codes_tell_the_year_the_letters_of_each_rater_and_the_items():
    found = {(r["code_list"], r["scope"], r["code"]): (r["name_ja"], r["meaning_ja"]) for r in records(FILES, "codes")}
    assert found["edition", "", "2019"][0] == "令和元年度"
    assert found["rating", "minister", "S"][1] == "年度計画を大幅に上回っている。"
    assert found["item", "", "e2"] == ("収納対策", "I-1")
    assert ("symbol", "", "▲") in found


def test_a_draft_says_so_in_the_codes():
    made = data_files(small_snapshot(), "第1案")
    assert "案(第1案)" in next(r["meaning_ja"] for r in records(made, "codes") if r["code_list"] == "edition")


def test_a_letter_that_is_of_no_scale_is_told_and_stops_no_draft():
    made = data_files(replace(small_snapshot(), ratings=(Rating("e2", 2019, "minister", "Ａ＋"),)))
    assert [r["rating"] for r in records(made, "ratings") if r["kind"] == "rating"] == ["Ａ＋"]


def test_a_text_longer_than_a_cell_is_a_problem():
    table = replace(small_snapshot(), outline=tuple(
        replace(e, text="①" * 12000) if e.id == "e2" else e for e in small_snapshot().outline))  # fmt: skip
    with pytest.raises(ProblemError) as told:
        data_files(table)
    assert told.value.problem.code == "data-cell-long"


def test_the_format_is_that_of_version_1():
    """A change of a field is a new version (RULES.md, Data 28): the number and this list change together."""
    assert VERSION == 1
    assert {sheet: " ".join(f.name for f in fields_of(sheet)) for sheet in SHEETS} == {
        "indicators": "indicator_id indicator_name item_id item_no item_title kind period period_ja fiscal_year value "
        "unit comparator base status good source",
        "ratings": "kind item_id item_no item_title fiscal_year fiscal_year_ja rater rating predecessor_id lineage",
        "tables": "table_id table_name item_id item_no item_title row_id row_label_1 row_label_2 row_label_3 column_id "
        "column_label_1 column_label_2 column_label_3 value_no value_label period period_ja fiscal_year role meaning "
        "value unit text state",
        "definitions": "sheet field name_ja type meaning_ja unit code_list source history",
        "codes": "code_list scope code name_ja meaning_ja",
        "rules": "rule level title result reason",
    }


# --- laws


def excel_rows(files):
    book = openpyxl.load_workbook(io.BytesIO(files[BOOK]))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def numbers_of(snapshot):
    """(table, value) of every number of every table once, and (indicator, value) of every value, as printed."""
    grids = {b.grid.table: b.grid for blocks in snapshot.items.values() for b in blocks if b.grid is not None}
    of_tables = Counter(
        (table, Decimal(value["value"]))
        for table, grid in grids.items() for line in grid.body for cell in line if cell is not None and not cell.head
        for value in cell.values
    )  # fmt: skip
    of_indicators = Counter(
        (i["id"], period, Decimal(v["value"])) for i in snapshot.indicators for period, v in i["values"].items()
    )
    return of_tables, of_indicators


@settings(max_examples=30)
@given(editions())
def test_every_value_stands_exactly_once_and_both_forms_are_equal(edition):
    snapshot, _ = resolve(edition)
    files = data_files(snapshot)  # and no rule is broken
    of_tables, of_indicators = numbers_of(snapshot)
    told = records(files, "tables")
    assert Counter((r["table_id"], Decimal(r["value"])) for r in told if r["state"] == "number") == of_tables
    values = [r for r in records(files, "indicators") if r["kind"] == "value"]
    assert Counter((r["indicator_id"], r["period"], Decimal(r["value"])) for r in values) == of_indicators
    rows = excel_rows(files)
    assert tuple(rows) == SHEETS
    for name in CSV_SHEETS:
        text = files[f"data/{name}.csv"].decode("utf-8-sig")
        assert not [
            f for line in csv.reader(io.StringIO(text, newline="")) for f in line if f.startswith(("=", "+", "@", "\t"))
        ]
        for line, row in zip(csv.reader(io.StringIO(text, newline="")), rows[name], strict=True):
            assert all(map(same, line, row))


def same(text, value):
    if value is None or isinstance(value, str):
        return text == (value or "")
    return float(text) == value  # openpyxl reads a number as a float


def test_a_negative_number_shows_the_sign_of_its_table_by_its_format_alone():
    book = openpyxl.load_workbook(io.BytesIO(FILES[BOOK]))
    cell = next(c for row in book["tables"].iter_rows(min_row=2) for c in row if c.value == -1234)
    assert cell.number_format == '#,##0;"▲"#,##0'


def test_a_cell_that_looks_escaped_is_read_as_it_was_typed():
    snapshot = small_snapshot()
    named = replace(snapshot, indicators=({**snapshot.indicators[0], "name": "a_x0041_<&>b"},))
    files = data_files(named)
    assert "a_x005F_x0041_&lt;&amp;&gt;b" in shared(files)
    assert records(files, "indicators")[0]["indicator_name"] == "a_x0041_<&>b"


def shared(files):
    with zipfile.ZipFile(io.BytesIO(files[BOOK])) as archive:
        return archive.read("xl/sharedStrings.xml").decode()


def test_a_table_without_keys_is_told_by_its_places():
    """A past year that was read from a published text has no keys."""
    head = ((GridCell("", head=True), GridCell("令和元年度", colspan=2, head=True), None),
            (None, GridCell("計画", head=True), GridCell("実績", head=True)))  # fmt: skip
    value = {"label": "", "value": "5", "unit": "件", "role": "value"}
    body = ((GridCell("件数", head=True), GridCell("4件", values=(value | {"value": "4"},), number=True),
             GridCell("5件", values=(value,), number=True)),)  # fmt: skip
    block = Block("b1", "e2", "progress", "table", "", grid=Grid("", "件数", "", "", head, body))
    found = records(data_files(replace(small_snapshot(), items={"e2": (block,)})), "tables")
    names = ("table_id", "row_label_1", "column_label_1", "column_label_2", "value")
    assert [tuple(r[n] for n in names) for r in found] == [
        ("b1", "件数", "令和元年度", "計画", "4"), ("b1", "件数", "令和元年度", "実績", "5"),
    ]  # fmt: skip


def test_the_bytes_are_equal_under_another_hash_seed_and_zone():
    here = Path(__file__).parent
    words = (
        "import hashlib; from packages import small_files; "
        "print(hashlib.sha256(b''.join(n.encode() + d for n, d in small_files().items())).hexdigest())"
    )
    path = os.pathsep.join([str(here), str(here.parent), str(here.parents[1])])
    made = {
        subprocess.run(
            [sys.executable, "-c", words], check=True, capture_output=True, text=True,
            env=os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("0", "UTC"), ("7", "Asia/Tokyo"))
    }  # fmt: skip
    assert len(made) == 1


def test_a_number_takes_the_unit_that_stands_in_a_label_beside_it():
    rows = (Axis("r1", ("収納額", "億円")), Axis("r2", ("実施率", "%")), Axis("r3", ("伸び", "%"), "change", "points"))
    table = replace(SECOND, unit="", rows=rows, cells={(r.id, "c1"): TableCell("12.3") for r in rows})
    told = records(data_files(small_snapshot(tables=(TABLE, table))), "tables")
    found = [r["unit"] for r in told if (r["table_id"], r["column_id"]) == ("t2", "c1")]
    assert found == ["億円", "%", "ポイント"]


def test_h_mm_is_told_in_minutes():
    table = replace(SECOND, rows=(Axis("r1", ("時間外",)),), cells={("r1", "c1"): TableCell("27:05")})
    told = records(data_files(small_snapshot(tables=(TABLE, table))), "tables")
    assert next((r["value"], r["unit"]) for r in told if r["table_id"] == "t2") == ("1625", "分")
