"""A second agency (架空), by its profile alone: four columns, two raters, other marks and order of parts."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from made_example import TOP, Built
from notices import excel_notices, word_notices
from read_back import WordBody, cells_of, content_of, excel_items, rows_of, words_of

from authoring import verbs
from authoring.archive.snapshot import read_snapshot
from authoring.documents.content import Body
from authoring.documents.tree import document_of
from authoring.problems import Severity

EXAMPLE = TOP / "examples" / "dokuho"
HEADINGS = ["年度計画", "業務実績", "自己評価", "主務大臣による評価"]
PLAN, RESULTS, OWN, MINISTER = range(4)


@pytest.fixture(scope="module")
def dokuho(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The committed example, copied and built."""
    root = copied(tmp_path_factory.mktemp("dokuho"))
    outcome = verbs.build(root)
    snapshot, problems = read_snapshot(root / "out" / "edition")
    assert snapshot is not None, problems
    return Built(root, outcome, snapshot)


def copied(folder: Path) -> Path:
    root = folder / "w"
    for path in (p for p in EXAMPLE.rglob("*") if p.is_file() and "out" not in p.relative_to(EXAMPLE).parts):
        copy = root / path.relative_to(EXAMPLE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return root


def type_into(path: Path, sheet: str, address: str, value: str | None) -> None:
    book = openpyxl.load_workbook(path)
    book[sheet][address] = value
    book.save(path)


def own_rating_of(root: Path, number: str) -> str:
    """The address of the agency's own rating of an item (heading of level 2) in 年度計画."""
    sheet = openpyxl.load_workbook(root / "inputs" / "共通.xlsx")["年度計画"]
    column = next(c.column_letter for c in sheet[4] if c.value == "評定(法人の自己評価)")
    rows = (r for r in range(5, sheet.max_row + 1) if sheet.cell(r, 6).value == number)
    return f"{column}{next(rows)}"


def pieces(path: Path) -> list[str]:
    """Paragraphs outside of tables, and the first cells of each table's header, in order."""
    body = docx.Document(str(path)).element.body
    found = []
    for child in body.iterchildren(qn("w:p"), qn("w:tbl")):
        words = words_of(child) if child.tag == qn("w:p") else "|".join(map(words_of, cells_of(next(rows_of(child)))))
        found += [words] if words else []
    return found


def tables_after(path: Path, heading: str) -> list[list[str]]:
    body = docx.Document(str(path)).element.body
    at = next(p for p in body.iterchildren(qn("w:p")) if words_of(p) == heading)
    table = next(at.itersiblings(qn("w:tbl")))
    return [[words_of(cell) for cell in cells_of(row)] for row in rows_of(table)]


def lines_of_tree(built: Built) -> Iterator[str]:
    kind = next(d for d in built.snapshot.profile.documents if d.stage == "evaluation")
    for part in document_of(built.snapshot, kind).parts:
        for item in part.items if isinstance(part, Body) else ():
            for row in item.rows:
                for cell in row.cells:
                    for b in cell.blocks if cell else ():
                        cells = [c.text for line in (*b.grid.header, *b.grid.body) for c in line if c] if b.grid else []
                        yield from [b.printed, *filter(None, cells)]


# --- what it is


def test_the_committed_example_has_no_error_and_no_warning():
    assert [p.message for p in verbs.check(EXAMPLE).problems if p.severity is not Severity.INFO] == []


def test_every_page_of_every_document_says_that_it_is_invented(dokuho: Built):
    told = [*word_notices(dokuho.out / "hyoka.docx"), *word_notices(dokuho.out / "jiseki.docx")]
    told += excel_notices(dokuho.out / "hyoka.xlsx")
    assert len(told) > len(dokuho.snapshot.items)
    assert all("架空" in notice for notice in told)
    assert "架空" in tomllib.loads((EXAMPLE / "agency.toml").read_text("utf-8"))["agency"]


def test_the_document_has_its_four_columns_and_the_agencys_document_its_three(dokuho: Built):
    assert WordBody(dokuho.out / "hyoka.docx", HEADINGS).rows
    assert WordBody(dokuho.out / "jiseki.docx", HEADINGS[:3]).rows
    assert sorted(excel_items(dokuho.out / "hyoka.xlsx")) == ["第1-1", "第1-2", "第2-1", "第2-2", "第3"]
    for item in excel_items(dokuho.out / "hyoka.xlsx").values():
        assert len(item.bounds) == 4


def test_the_parts_stand_in_the_order_of_the_profile(dokuho: Built):
    found = pieces(dokuho.out / "hyoka.docx")
    order = [
        "独立行政法人 架空資料センター\n令和6年度 業務実績等報告書及び評価書",
        "目 次", "評定別の項目数(法人の自己評価)", "評定別の項目数(主務大臣評価)",
        "令和6年度 項目別評定総括表(法人の自己評価)", "令和6年度 項目別評定総括表(主務大臣評価)",
        "|".join(HEADINGS), "評定の区分",
    ]  # fmt: skip
    at = [found.index(words) for words in order]
    assert at == sorted(at)
    assert docx.Document(str(dokuho.out / "hyoka.docx")).core_properties.title == order[0].replace("\n", " ")


# --- two raters


def test_each_rater_has_a_list_and_counts_of_its_own(dokuho: Built):
    counts = {(c["by"], c["year"]): [c[x] for x in "SABCD"] for c in dokuho.snapshot.counts}
    assert counts["corporation", 2024] == [0, 1, 3, 1, 0]
    assert counts["competent_minister", 2024] == [0, 0, 4, 1, 0]
    for name, letters in (("法人の自己評価", ["B", "A", "A"]), ("主務大臣評価", ["B", "B", "B"])):
        listed = tables_after(dokuho.out / "hyoka.docx", f"令和6年度 項目別評定総括表({name})")
        (row,) = (r for r in listed if r[0] == "1 資料の収集及び保存")
        assert row[1:] == ["資料の受入れ及び保存", *letters]


def test_each_rating_stands_on_top_of_its_raters_column(dokuho: Built):
    items = excel_items(dokuho.out / "hyoka.xlsx")
    assert (items["第1-1"].texts(OWN)[0], items["第1-1"].texts(MINISTER)[0]) == ("評定:A", "評定:B")
    assert [i.texts(OWN)[0] for i in items.values()] == ["評定:A", "評定:B", "評定:B", "評定:C", "評定:B"]


def test_the_agencys_document_has_its_own_ratings_and_nothing_of_the_minister(tmp_path: Path):
    root = copied(tmp_path)
    outcome = verbs.build(root, stage="report")
    assert [p.name for p in outcome.written] == ["jiseki.docx", "edition"]
    found = pieces(root / "out" / "jiseki.docx")
    assert "令和6年度 項目別評定総括表" in found
    assert not [words for words in found if "主務大臣" in words]
    snapshot, _ = read_snapshot(root / "out" / "edition")
    assert snapshot is not None
    assert {r.by for r in snapshot.ratings if r.year == 2024} == {"corporation"}


def test_an_own_rating_that_is_missing_is_told_where_it_is_typed_and_stops_both_documents(tmp_path: Path):
    root = copied(tmp_path)
    at = own_rating_of(root, "経費の削減")
    type_into(root / "inputs" / "共通.xlsx", "年度計画", at, None)
    for stage in ("report", "evaluation"):
        told = [p for p in verbs.build(root, stage=stage).problems if p.severity is Severity.ERROR]
        assert [(p.code, str(p.origin)) for p in told] == [("rating-own-missing", f"inputs/共通.xlsx#年度計画!{at}")]


def test_an_own_rating_beside_a_heading_that_is_no_item_is_told(tmp_path: Path):
    root = copied(tmp_path)
    type_into(root / "inputs" / "共通.xlsx", "年度計画", own_rating_of(root, "資料の収集"), "B")
    assert [p.code for p in verbs.check(root).problems if p.severity is not Severity.INFO] == ["grey-changed"]


def test_a_reissue_keeps_the_ratings_of_both(tmp_path: Path):
    root = copied(tmp_path)
    before = verbs.load(root)
    common = root / "inputs" / "共通.xlsx"
    at = own_rating_of(root, "経費の削減")
    type_into(common, "年度計画", at, "S")
    # Another owner: the workbooks of the item are made anew.
    sheet = openpyxl.load_workbook(common)["年度計画"]
    owner = next(c.column_letter for c in sheet[4] if c.value == "担当1")
    type_into(common, "年度計画", f"{owner}{at.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}", "財務部")
    assert verbs.reissue(root).written
    after = verbs.load(root)
    assert before.edition is not None
    assert after.edition is not None
    changed = set(after.edition.ratings) - set(before.edition.ratings)
    assert [(r.by, r.rating) for r in changed] == [("corporation", "S")]
    assert len(after.edition.ratings) == len(before.edition.ratings)


# --- every text once


def test_word_and_excel_hold_every_text_as_often_as_the_tree(dokuho: Built):
    wanted = Counter(lines_of_tree(dokuho))
    word: Counter[str] = Counter()
    for row in WordBody(dokuho.out / "hyoka.docx", HEADINGS).rows:
        for piece in (p for cell in cells_of(row) for p in content_of(cell)):
            word.update([piece] if isinstance(piece, str) else [c for line in piece for c in line if c not in "<^"])
    excel: Counter[str] = Counter()
    for item in excel_items(dokuho.out / "hyoka.xlsx").values():
        excel.update(text for lane in range(4) for text in item.texts(lane))
    texts = [text for text in wanted if len(text) > 8]  # shorter ones are units and labels of tables
    assert len(texts) > 40
    assert {t: word[t] for t in texts} == {t: wanted[t] for t in texts} == {t: excel[t] for t in texts}


def test_the_numbers_of_its_plan_are_headings_where_they_are_typed(dokuho: Built):
    (item,) = (e.id for e in dokuho.snapshot.outline if e.text == "調達の合理化")
    typed = [(b.kind, b.printed) for b in dokuho.snapshot.items[item] if b.column == "results"]
    assert typed[0] == ("heading", "2 調達の合理化")
    assert [printed for _, printed in typed].count("2 調達の合理化") == 1  # what repeats the plan's heading replaces it
    headings = {b.printed for blocks in dokuho.snapshot.items.values() for b in blocks if b.kind == "heading"}
    assert {"第3 その他業務運営に関する重要事項", "ア 保存の処置", "(ア) 紙の資料"} <= headings


def test_the_next_year_is_made_of_it(dokuho: Built, tmp_path: Path):
    outcome = verbs.new(2025, from_=dokuho.root, out=tmp_path / "令和7年度")
    assert [p.code for p in outcome.problems if p.severity is Severity.ERROR] == []
    loaded = verbs.load(tmp_path / "令和7年度")
    assert loaded.edition is not None
    assert [i.id for i in loaded.edition.items] == list(dokuho.snapshot.items)
    work = openpyxl.load_workbook(tmp_path / "令和7年度" / "inputs" / "部署" / "第2-2_総務部.xlsx")["取組"]
    assert any("84.2%" in str(c.value) for c in work[5])
