"""A small data package, and ways to plant a violation in it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
from small import TABLE, edition

from authoring.documents.data import data_files
from authoring.documents.data.opened import BOOK, open_data
from authoring.documents.data.rules import judge
from authoring.edition.model import Axis, Cell, Row, TableCell
from authoring.edition.resolve import resolve

SECOND = replace(
    TABLE, id="t2", name="①相談の件数", caption="", unit="件",
    rows=(
        Axis("r1", ("窓口",)), Axis("b1", ("方法",), "header"), Axis("r2", ("電話",)), Axis("r3", ("割合",), "share"),
    ),
    columns=(Axis("c1", ("平成30年度",)), Axis("c2", ("令和元年度", "うち Ⅰ期"))),
    cells={
        ("r1", "c1"): TableCell("▲1,234"), ("r1", "c2"): TableCell("8,693人 (79.0%)"),
        ("b1", "c1"): TableCell("H30.4"), ("b1", "c2"): TableCell("H31.4"),
        ("r2", "c1"): TableCell("-"), ("r2", "c2"): TableCell("=件数は\n㈱へ　確認中"),
        ("r3", "c1"): TableCell("0"), ("r3", "c2"): TableCell("…"),
    },
)  # fmt: skip


def small_snapshot(**more):
    """The small edition with a second table and both tables placed; ``more`` replaces fields of the edition."""
    base = edition()
    rows = (*base.rows, Row("r0009", "e7", "相談部", {"progress": Cell("{{表:①相談の件数}}\n{{表:納付率の推移}}")}))
    snapshot, _ = resolve(replace(base, **({"rows": rows, "tables": (TABLE, SECOND)} | more)))
    return snapshot


def small_files():
    return data_files(small_snapshot())


def records(files, name):
    """The records of a CSV file, by field name."""
    return list(csv.DictReader(io.StringIO(files[f"data/{name}.csv"].decode("utf-8-sig"), newline="")))


def with_book(files, change):
    """The package with its workbook opened, changed and saved."""
    book = openpyxl.load_workbook(io.BytesIO(files[BOOK]))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return files | {BOOK: out.getvalue()}


def results(files):
    """Rule number -> 適合, 該当なし or 不適合."""
    return {verdict.rule.number: verdict.result for verdict in judge(open_data(files))}


def at(sheet, field, row=2):
    """The cell of a field in that row."""
    return sheet.cell(row, next(c.column for c in sheet[1] if c.value == field))
