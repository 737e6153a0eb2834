"""Workbooks made anew: every typed word in its place, what has none on 行き先なし, the old files beside."""

from __future__ import annotations

import datetime
import os
import re
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from workspaces import ASKED, COMMON, MONEY, PAID, RATED, found_at, zipped

from authoring import verbs
from authoring.problems import ProblemError, exit_code
from authoring.workbooks.layout import work_sheet

HOMELESS = "行き先なし"


def sheet(desk, file, name):
    return openpyxl.load_workbook(desk.root / file)[name]


def below(desk, file, name, heading, count=8):
    """The values below a heading."""
    found = sheet(desk, file, name)
    at = found[found_at(found, heading, 1)]
    return [found.cell(at.row + n, at.column).value for n in range(count)]


def homeless(desk, file):
    """(sheet, cell, words, text) of every row of 行き先なし."""
    book = openpyxl.load_workbook(desk.root / file)
    if HOMELESS not in book.sheetnames:
        return []
    return [tuple(c.value for c in row[1:5]) for row in book[HOMELESS].iter_rows(min_row=5) if row[4].value]


def entry(desk, name, heading, value):
    """Change a cell of 年度計画 in the row of an entry."""
    with desk.opened(COMMON) as book:
        plan = book["年度計画"]
        column = plan[found_at(plan, heading, 0)].column
        row = next(r[0].row for r in plan.iter_rows(min_row=5) if r[0].value == name)
        plan.cell(row, column).value = value


def beside(desk, file, name, label, value):
    """Type right of a label."""
    with desk.opened(file) as book:
        book[name][found_at(book[name], label, 0)].offset(0, 1).value = value


def drop(desk, *names):
    """Delete the rows of entries from 年度計画."""
    with desk.opened(COMMON) as book:
        plan = book["年度計画"]
        for name in names:
            plan.delete_rows(next(r[0].row for r in plan.iter_rows(min_row=5) if r[0].value == name))


def refused(desk, code, exits, **more):
    before = desk.files()
    done = verbs.reissue(desk.root, **more)
    assert [p.code for p in done.problems] == [code]
    assert (done.written, int(exit_code(done.problems))) == ((), exits)
    assert desk.files() == before
    return done.problems[0]


def test_without_a_change_nothing_is_written_and_nothing_is_kept(desk):
    before = desk.files()
    done = verbs.reissue(desk.root)
    assert (done.written, done.problems) == ((), ())
    assert desk.files() == before


def test_what_excel_and_hands_did_to_cells_is_no_change(desk):
    desk.type(PAID, "指標", "令和元年度 実績", "約七割")
    desk.type(PAID, "指標", "目標", 0.685, form="0.0%")
    desk.type(PAID, "取組", "自己評価", datetime.datetime(2020, 4, 1), row=2, form="m/d")
    beside(desk, RATED, "評価", "評定", "優")
    desk.type(PAID, "指標", "出典", "業務月報", row=4)
    before = desk.files()
    assert verbs.reissue(desk.root).written == ()
    assert desk.files() == before


def test_such_cells_are_written_back_as_they_were_where_the_workbook_changes(desk):
    desk.type(PAID, "指標", "令和元年度 実績", "約七割")
    desk.type(PAID, "指標", "目標", 0.685, form="0.0%")
    desk.type(PAID, "取組", "自己評価", datetime.datetime(2020, 4, 1), row=2, form="m/d")
    desk.type(PAID, "指標", "出典", "業務月報", row=4)
    entry(desk, "e3", "本文", "納付率の向上")
    verbs.reissue(desk.root)
    assert below(desk, PAID, "指標", "令和元年度 実績", 1) == ["約七割"]
    assert below(desk, PAID, "指標", "出典", 4)[3] == "業務月報"
    target = sheet(desk, PAID, "指標")[found_at(sheet(desk, PAID, "指標"), "目標")]
    assert (target.value, target.number_format) == (0.685, "0.0%")
    assert below(desk, PAID, "取組", "自己評価", 2)[1] == datetime.datetime(2020, 4, 1)
    assert homeless(desk, PAID) == []


def test_the_mark_of_submission_and_an_unknown_rating_stay(desk):
    beside(desk, PAID, "基本情報", "提出日", datetime.datetime(2020, 6, 1))
    beside(desk, PAID, "基本情報", "提出者の役職", "課長")
    beside(desk, RATED, "評価", "評定", "優")
    entry(desk, "e3", "本文", "納付率の向上")
    verbs.reissue(desk.root)
    info, rated = sheet(desk, PAID, "基本情報"), sheet(desk, RATED, "評価")
    assert info[found_at(info, "提出日", 0)].offset(0, 1).value == datetime.datetime(2020, 6, 1)
    assert info[found_at(info, "提出者の役職", 0)].offset(0, 1).value == "課長"
    assert rated[found_at(rated, "評定", 0)].offset(0, 1).value == "優"
    assert homeless(desk, RATED) == []


def test_the_old_files_are_kept_under_a_running_number(desk):
    first = desk.files()
    entry(desk, "e3", "本文", "納付率の向上")
    done = verbs.reissue(desk.root)
    assert {p.name for p in done.written} >= {"Ⅰ-1_納付部.xlsx"}
    assert desk.files()["旧/001/部署/Ⅰ-1_納付部.xlsx"] == first[PAID]
    assert "旧/001" in done.next_step
    entry(desk, "e3", "本文", "納付率")
    verbs.reissue(desk.root)
    assert "旧/002/部署/Ⅰ-1_納付部.xlsx" in desk.files()


def test_a_new_owner_takes_rows_tables_and_indicators_of_the_one_who_left(desk):
    beside(desk, PAID, "基本情報", "提出日", "令和2年6月1日")
    entry(desk, "e2", "担当1", "徴収部")
    done = verbs.reissue(desk.root)
    new = "inputs/部署/Ⅰ-1_徴収部.xlsx"
    assert new in desk.files()
    assert PAID not in desk.files()
    assert below(desk, new, "取組", "取組状況", 1) == ["〇納付率は{{納付率}}でした。\n{{表:納付の推移}}"]
    assert below(desk, new, "取組", "前年度の取組状況", 1) == ["(1) 納付率\n〇去年の文です。"]
    assert below(desk, new, "指標", "指標名", 2) == ["納付率", "振替件数"]
    assert sheet(desk, new, "表 納付の推移")
    assert [row[3] for row in homeless(desk, new)] == ["令和2年6月1日"]
    assert [(p.code, p.origin.file) for p in done.problems] == [("reissue-homeless", new)]
    assert PAID in done.next_step
    assert {p.code for p in desk.check().problems if p.severity == "error"} == set()


def test_rows_without_one_heir_go_to_the_sheet_with_where_they_stood(desk):
    entry(desk, "e6", "担当1", "窓口部")
    entry(desk, "e6", "担当2", "電話部")
    verbs.reissue(desk.root)
    at = found_at(sheet_of_old(desk, ASKED), "取組状況")
    assert ("取組", at, "Ⅰ-2-(1) 取組状況", "〇待ち時間を短くしました。") in homeless(
        desk, "inputs/部署/Ⅰ-2_窓口部.xlsx"
    )


def sheet_of_old(desk, file):
    return openpyxl.load_workbook(desk.root / file.replace("inputs/", "旧/001/"))["取組"]


def test_what_hung_on_an_item_that_is_gone_stands_in_the_common_workbook(desk):
    drop(desk, "e6", "e7")
    verbs.reissue(desk.root)
    assert ASKED not in desk.files()
    assert {"〇待ち時間を短くしました。", "〇進めました。", "B"} <= {row[3] for row in homeless(desk, COMMON)}


def test_references_follow_the_numbers_and_a_vanished_target_is_named_as_it_was(desk):
    entry(desk, "e3", "番号", "(3)")
    verbs.reissue(desk.root)
    assert "〇{{参照:Ⅰ-1-(3)}}のとおり、{{振替件数}}でした。" in below(desk, PAID, "取組", "取組状況", 17)
    drop(desk, "e3", "e4")
    verbs.reissue(desk.root)
    assert "〇{{参照:旧Ⅰ-1-(3)}}のとおり、{{振替件数}}でした。" in below(desk, PAID, "取組", "取組状況", 17)


def test_words_outside_the_columns_and_in_added_sheets_have_a_place_too(desk):
    with desk.opened(PAID) as book:
        book["取組"]["T9"].value = "欄外のメモ"
        book["取組"]["E6"].value = "式の上の字"
        book["取組"]["D5"].value = book["取組"]["D5"].value + "(この文は古い)"
        book["指標"]["B40"].value = "IDのない指標"
        book["表 納付の推移"]["R30"].value = "表の外"
        book["目次"]["F2"].value = "目次のメモ"
        book.create_sheet("下書き")["A1"].value = "下書きの文"
    verbs.reissue(desk.root)
    found = {row[3]: row[:3] for row in homeless(desk, PAID)}
    assert {"欄外のメモ", "式の上の字", "IDのない指標", "表の外", "目次のメモ", "下書きの文"} <= set(found)
    assert any("この文は古い" in text for text in found)
    assert found["下書きの文"] == ("下書き", "A1", "足されたシート")
    assert found["欄外のメモ"][:2] == ("取組", "T9")


def test_what_stands_on_the_sheet_goes_on_until_a_person_deletes_it(desk):
    with desk.opened(PAID) as book:
        book.create_sheet("下書き")["A1"].value = "下書きの文"
    verbs.reissue(desk.root)
    first = desk.files()
    assert verbs.reissue(desk.root).written == ()
    assert desk.files() == first
    entry(desk, "e3", "本文", "納付率の向上")
    verbs.reissue(desk.root)
    assert homeless(desk, PAID) == [("下書き", "A1", "足されたシート", "下書きの文")]
    with desk.opened(PAID) as book:
        for cell in book[HOMELESS][5]:
            cell.value = None
    verbs.reissue(desk.root)
    assert homeless(desk, PAID) == []


def test_two_copies_become_one_and_the_second_of_two_different_texts_is_kept(desk):
    copy = desk.copy(PAID, "Ⅰ-1_納付部 - コピー.xlsx")
    desk.type(copy, "取組", "取組状況", "〇別の文です。")
    desk.type(copy, "取組", "取組状況", "〇足した文です。", row=3)
    verbs.reissue(desk.root)
    assert copy not in desk.files()
    assert below(desk, PAID, "取組", "取組状況", 3)[2] == "〇足した文です。"
    assert "〇別の文です。" in {row[3] for row in homeless(desk, PAID)}


def test_a_pasted_plan_is_paired_and_the_sheet_is_empty_afterwards(desk):
    lines = ["Ⅰ 仕事の進め方", "1. 納付", "(1) 納付率", "納付率を上げる。", "(2) 口座振替", "(3) 電子納付",
             "2. 相談と案内", "(1) 待ち時間", "Ⅱ お金"]  # fmt: skip
    with desk.opened(COMMON) as book:
        for index, line in enumerate(lines):
            book["計画案"].cell(5 + index, 1).value = line
    verbs.reissue(desk.root)
    assert below(desk, COMMON, "計画案", "本文", 9) == [None] * 9
    ids = dict(zip(below(desk, COMMON, "年度計画", "本文", 9), below(desk, COMMON, "年度計画", "ID", 9), strict=True))
    assert (ids["納付率"], ids["口座振替"], ids["待ち時間"]) == ("e3", "e5", "e7")
    assert ids["電子納付"] not in {f"e{n}" for n in range(1, 9)}
    assert below(desk, PAID, "取組", "取組状況", 1) == ["〇納付率は{{納付率}}でした。\n{{表:納付の推移}}"]


def test_an_id_that_an_earlier_plan_used_is_never_minted_again(desk):
    first = ["Ⅰ 仕事の進め方", "1. 納付", "(1) 納付率", "(9) まったく別の話題"]
    second = ["Ⅰ 仕事の進め方", "1. 納付", "(1) 納付率", "(9) ほかに似たもののない見出し"]
    minted = []
    for lines in (first, second):
        with desk.opened(COMMON) as book:
            for index, line in enumerate(lines):
                book["計画案"].cell(5 + index, 1).value = line
        verbs.reissue(desk.root)
        minted.append(below(desk, COMMON, "年度計画", "ID", 4)[3])
    assert len(set(minted)) == 2


def test_an_older_layout_is_read_by_its_headings(desk):
    """様式の版 0: 前年度 columns not there yet, 自己評価 before 取組状況, and a column that is no more."""
    with desk.opened(PAID) as book:
        info = book["基本情報"]
        info[found_at(info, "様式の版", 0)].offset(0, 1).value = "0"
        work = book["取組"]
        for area in list(work.merged_cells.ranges):
            work.unmerge_cells(str(area))
        columns = {c.value: c.column for c in work[4]}
        old = {name: [work.cell(r, columns[name]).value for r in range(5, 21)] for name in ("取組状況", "自己評価")}
        for name, other in (("取組状況", "自己評価"), ("自己評価", "取組状況")):
            work.cell(4, columns[name]).value = other
            for index, value in enumerate(old[other]):
                work.cell(5 + index, columns[name]).value = value
        work.cell(4, columns["前年度の自己評価"]).value = "備考"
        for row in range(5, 21):
            work.cell(row, columns["前年度の自己評価"]).value = None
        work.cell(6, columns["前年度の自己評価"]).value = "昔の備考"
    assert "workbook-layout" in {p.code for p in verbs.check(desk.root).problems}
    verbs.reissue(desk.root)
    headings = [f.heading for f in work_sheet(verbs.load(desk.root).workspace.profile).fields]
    assert [c.value for c in sheet(desk, PAID, "取組")[4]][: len(headings)] == headings
    assert below(desk, PAID, "取組", "取組状況", 1) == ["〇納付率は{{納付率}}でした。\n{{表:納付の推移}}"]
    assert below(desk, PAID, "取組", "自己評価", 1) == ["〇進めました。"]
    assert [row[2:] for row in homeless(desk, PAID)] == [("Ⅰ-1-(1) 備考", "昔の備考")]
    assert {p.code for p in desk.check().problems if p.severity == "error"} == set()


@pytest.mark.parametrize("lock", ["~$Ⅰ-1_納付部.xlsx", ".~lock.Ⅰ-1_納付部.xlsx#"])
def test_an_open_workbook_stops_it_and_is_named(desk, lock):
    entry(desk, "e3", "本文", "納付率の向上")
    (desk.root / "inputs/部署" / lock).write_bytes(b"x")
    told = refused(desk, "lock-file", 1)
    assert told.origin.file == PAID


def test_a_workbook_that_cannot_be_read_stops_it(desk):
    entry(desk, "e3", "本文", "納付率の向上")
    (desk.root / MONEY).write_bytes(b"PK broken")
    refused(desk, "file-damaged", 3)


def test_a_frame_at_fault_stops_it(desk):
    entry(desk, "e3", "ID", None)
    refused(desk, "id-missing", 1)


def test_an_empty_workspace_and_an_unknown_folder_are_told(desk, tmp_path):
    (desk.root / COMMON).unlink()
    refused(desk, "common-missing", 3)
    assert [p.code for p in verbs.reissue(tmp_path / "どこにもない").problems] == ["workspace-missing"]


def test_one_owner_alone_is_reissued(desk):
    entry(desk, "e3", "番号", "(3)")
    done = verbs.reissue(desk.root, for_="相談部")
    assert [p.name for p in done.written] == ["Ⅰ-2_相談部.xlsx"]
    told = refused(desk, "reissue-owner", 3, for_="相談分")
    assert "相談部" in told.hint


def test_a_write_that_fails_leaves_every_workbook_as_it_was(desk, monkeypatch):
    entry(desk, "e3", "本文", "納付率の向上")
    before = {name: data for name, data in desk.files().items() if name.startswith("inputs")}
    real, calls = os.replace, []

    def fail(source, target):
        calls.append(target)
        if "inputs" in str(target) and sum("inputs" in str(c) for c in calls) == 2:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(ProblemError, match="空き容量"):
        verbs.reissue(desk.root)
    assert {name: data for name, data in desk.files().items() if name.startswith("inputs")} == before


def test_a_blank_year_gets_its_plan_from_the_pasted_sheet(tmp_path):
    root = tmp_path / "令和2年度"
    verbs.new(2020, blank=True, profile="nenkin", out=root)
    with_lines = openpyxl.load_workbook(root / COMMON)
    for index, line in enumerate(["Ⅰ 仕事", "1. 納付", "(1) 納付率"]):
        with_lines["計画案"].cell(5 + index, 1).value = line
    with_lines.save(root / COMMON)
    done = verbs.reissue(root)
    assert done.problems == ()
    plan = openpyxl.load_workbook(root / COMMON)["年度計画"]
    assert [plan.cell(5 + n, 6).value for n in range(3)] == ["仕事", "納付", "納付率"]


@pytest.mark.parametrize(
    ("file", "name", "cell", "code"),
    [
        (PAID, "取組", None, "sheet-missing"),
        (RATED, "評価", None, "sheet-missing"),
        (PAID, "取組", "F4", "column-missing"),
    ],
)
def test_a_renamed_sheet_or_heading_stops_it_before_a_whole_sheet_is_homeless(desk, file, name, cell, code):
    with desk.opened(file) as book:
        if cell:
            book[name][cell].value = "言いかえ"
        else:
            book[name].title = f"{name}(修正)"
    refused(desk, code, 1)


def test_a_table_that_people_named_and_whose_tab_they_renamed_is_no_change(desk):
    with desk.opened(PAID) as book:
        blank = next(book[n] for n in book.sheetnames if n.startswith("表 t"))
        blank["B5"].value, blank.title = "口座の推移", "口座"
    before = desk.files()
    assert verbs.reissue(desk.root).written == ()
    assert desk.files() == before


def test_a_renamed_tab_leaves_nothing_of_ours_on_the_sheet(desk):
    with desk.opened(PAID) as book:
        blank = next(book[n] for n in book.sheetnames if n.startswith("表 t"))
        blank["B5"].value, blank.title = "口座の推移", "口座"
    entry(desk, "e4", "本文", "納付率をさらに上げる。")
    verbs.reissue(desk.root)
    assert homeless(desk, PAID) == []
    assert "表 口座の推移" in openpyxl.load_workbook(desk.root / PAID).sheetnames


def test_a_reworded_line_of_the_plan_leaves_nothing_on_the_sheet(desk):
    entry(desk, "e3", "本文", "納付率の向上")
    entry(desk, "e4", "本文", "納付率をさらに上げる。")
    assert verbs.reissue(desk.root).problems == ()
    assert homeless(desk, PAID) == []


def test_a_line_that_was_reworded_in_the_grey_cell_is_kept(desk):
    with desk.opened(PAID) as book:
        book["取組"]["D5"].value = "(1) 納付率の大幅な向上\n納付率を上げる。"
    entry(desk, "e5", "本文", "口座振替の利用")
    verbs.reissue(desk.root)
    assert [row[0::3] for row in homeless(desk, PAID)] == [("取組", "(1) 納付率の大幅な向上\n納付率を上げる。")]


def test_a_workbook_that_does_not_tell_its_issue_is_given_the_doubt(desk):
    with desk.opened(PAID) as book:
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]
    entry(desk, "e3", "本文", "納付率の向上")
    assert verbs.reissue(desk.root).problems == ()


def test_notes_of_people_go_to_the_sheet_and_ours_do_not(desk):
    desk.type(PAID, "取組", "自己評価", "あ" * 3)
    with desk.opened(PAID) as book:
        book["取組"]["G6"].comment = Comment("課長に確認中", "記入者")
        book["取組"]["G7"].comment = Comment("点検の言葉", "点検")
    entry(desk, "e4", "本文", "納付率をさらに上げる。")
    done = verbs.reissue(desk.root)
    assert [p.code for p in done.problems] == ["reissue-homeless"]
    assert homeless(desk, PAID) == [("取組", "G6", "メモ", "課長に確認中")]
    assert verbs.reissue(desk.root).written == ()


def test_what_is_drawn_in_a_workbook_is_told_when_it_is_made_anew(desk):
    with desk.opened(PAID) as book:
        book["取組"].add_chart(BarChart(), "K5")
        book["取組"].add_chart(BarChart(), "K25")
    assert verbs.reissue(desk.root).problems == ()  # nothing changes, so it stays where it is
    entry(desk, "e4", "本文", "納付率をさらに上げる。")
    told = verbs.reissue(desk.root).problems
    assert [(p.code, p.severity, p.origin.file, p.origin.sheet) for p in told] == [
        ("reissue-drawn", "info", PAID, "取組")
    ]
    assert "グラフなど 2個" in told[0].message
    assert "旧/001" in told[0].hint


def test_the_words_of_a_text_box_go_to_the_sheet(desk):
    with desk.opened(PAID) as book:
        book["取組"].add_chart(BarChart(), "K5")
    box_instead_of_chart(desk.root / PAID, "ここは後で直す")
    entry(desk, "e4", "本文", "納付率をさらに上げる。")
    verbs.reissue(desk.root)
    assert homeless(desk, PAID) == [("取組", "K5", "図形の文字", "ここは後で直す")]


def box_instead_of_chart(path, words):
    """Put a text box where openpyxl, which can write none, has put a chart."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    box = (
        '<xdr:sp xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:txBody>'
        '<a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:r><a:t>'
        f"{words}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    )
    drawing = parts["xl/drawings/drawing1.xml"].decode()
    drawing = re.sub(r"<(\w+:)?graphicFrame\b.*?</(\w+:)?graphicFrame>", box, drawing, flags=re.DOTALL)
    parts["xl/drawings/drawing1.xml"] = drawing.encode()
    path.write_bytes(zipped(parts))


def test_the_number_of_a_row_that_nobody_filled_is_no_typed_word(desk):
    drop(desk, "e5")
    done = verbs.reissue(desk.root)
    assert homeless(desk, RATED) == []
    assert RATED not in [p.origin.file for p in done.problems]


def test_of_two_entries_that_bear_one_number_for_a_while_each_keeps_its_viewpoints(desk):
    def typed_beside():
        rows = sheet(desk, RATED, "評価").iter_rows(min_row=7, values_only=True)
        return {row[2].split()[-1]: row[3] for row in rows if row[3]}

    with desk.opened(RATED) as book:
        for at in book["評価"].iter_rows(min_row=7):
            if at[1].value in ("Ⅰ-1-(1)", "Ⅰ-1-(2)"):
                at[3].value = f"〇{at[2].value.split()[-1]}は進んだか。"
    wanted = {"項目全体": "〇進めたか。", "納付率": "〇納付率は進んだか。", "口座振替": "〇口座振替は進んだか。"}
    assert typed_beside() == wanted
    entry(desk, "e5", "番号", "(1)")
    verbs.reissue(desk.root)
    assert typed_beside() == wanted
    assert verbs.reissue(desk.root).written == ()
    entry(desk, "e5", "番号", "(2)")
    verbs.reissue(desk.root)
    assert typed_beside() == wanted
