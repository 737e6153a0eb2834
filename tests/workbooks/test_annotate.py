"""An annotated copy: notes, colours and 点検結果 are put in; everything else stays as it was, and is read as it was."""

import io
import subprocess
import zipfile
from dataclasses import replace
from functools import cache

import openpyxl
import openpyxl.comments
import pytest
import xlsxwriter
from annotating import copies, decide, told
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.cell.rich_text import CellRichText
from workspaces import ASKED, COMMON, MONEY, PAID, RATED, Desk, zipped

from authoring import verbs
from authoring.problems import Origin, Problem, Severity
from authoring.workbooks.annotate import annotate
from authoring.workbooks.findings import Finding, related_of

FILE = "inputs/部署/Ⅰ-1.xlsx"
STYLES, BOOK, TYPES = "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"


def finding(sheet, cell, severity=Severity.ERROR, code="not-a-number", message="誤った値です。", **more) -> Finding:
    at = Origin(FILE, sheet, cell)
    return Finding(Problem(code, severity, message, "直してください。", at, **more), "r1.value", "約三割")


@cache
def filled() -> bytes:
    """A workbook with all that openpyxl's load and save would lose, on 取組; and two sheets beside it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, other = book.add_worksheet("取組"), book.add_worksheet("It's 指標")
    red = book.add_format({"bg_color": "#DDEEFF", "num_format": "0.0", "border": 1})
    sheet.write_rich_string("A1", "太い", book.add_format({"bold": True}), "字", "です")
    sheet.write_formula("B1", "=SUM(C1:C2)", red, 42)
    sheet.write_number("C1", 40, red)
    sheet.write_comment("D4", "前からのメモ", {"author": "係長"})
    sheet.write_comment("E4", "もう一つのメモ", {"author": "係長"})
    sheet.insert_textbox("G2", "テキストボックス")
    sheet.insert_checkbox("A9", True)
    sheet.merge_range("B6:C8", "結合", red)
    sheet.conditional_format("C1:C9", {"type": "cell", "criteria": ">", "value": 3, "format": red})
    sheet.data_validation("D1", {"validate": "list", "source": ["〇", "×"]})
    sheet.protect("", {"format_rows": True})
    sheet.set_column("K:K", 30, book.add_format({"bg_color": "#ABCDEF"}))
    sheet.autofilter("A1:C3")
    other.write("A1", "中身")
    other.insert_textbox("B2", "ほかの箱")
    other.insert_button("B9", {"caption": "ボタン"})  # a form control is drawn where notes are
    book.add_worksheet("別").insert_textbox("B2", "三つ目の箱")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "='取組'!$C$1:$C$2"})
    book.add_chartsheet("図").set_chart(chart)
    book.close()
    return out.getvalue()


FOUND = [
    finding("取組", "B1"),
    finding("取組", "B1", Severity.WARNING, message="= で始まる <文> & 【】"),
    finding("取組", "D4", Severity.WARNING),
    finding("取組", "C7", Severity.INFO),
    finding("取組", "K20"),
    finding("取組", "A2", Severity.INFO, code="marks-read"),
    finding(None, None, Severity.WARNING, message="セルのない問題"),
    finding("ないシート", None),
]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def cells(data: bytes, sheet="取組"):
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)[sheet]


def test_only_the_parts_that_must_change_do():
    old, new = parts(filled()), parts(annotate(filled(), FOUND))
    changed = {name for name in old if old[name] != new.get(name)}
    assert changed == {
        TYPES, BOOK, "xl/_rels/workbook.xml.rels", STYLES, "xl/worksheets/sheet1.xml", "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip
    assert set(new) - set(old) == {"xl/worksheets/sheet4.xml"}


def test_a_sheet_without_a_problem_and_the_rest_of_the_sheet_stay():
    was, now = cells(filled()), cells(annotate(filled(), FOUND))
    assert isinstance(now["A1"].value, CellRichText)
    assert now["A1"].value == was["A1"].value
    assert (now["B1"].value, now.protection.sheet, now["D4"].comment.author) == ("=SUM(C1:C2)", True, "係長")
    assert b"<v>42</v>" in parts(annotate(filled(), FOUND))["xl/worksheets/sheet1.xml"]
    assert [str(r) for r in now.merged_cells.ranges] == ["B6:C8"]
    assert now.data_validations.dataValidation[0].formula1 == was.data_validations.dataValidation[0].formula1
    assert len(now.conditional_formatting) == 1


def test_a_cell_gets_a_colour_by_its_worst_problem_and_keeps_its_format():
    was, now = cells(filled()), cells(annotate(filled(), FOUND))
    colours = {a: now[a].fill.fgColor.rgb for a in ("B1", "D4", "B6", "K20", "C1")}
    assert colours == {
        "B1": "FFFFC7CF", "D4": "FFFFE8A3", "B6": "FFCFE8FF", "K20": "FFFFC7CF", "C1": was["C1"].fill.fgColor.rgb,
    }  # fmt: skip
    assert (now["B1"].number_format, now["B1"].border.left.style) == ("0.0", "thin")


def test_a_note_says_the_weight_in_words_and_joins_the_note_that_is_there():
    now = cells(annotate(filled(), FOUND))
    assert now["B1"].comment.author == "点検"
    assert now["B1"].comment.text == (
        "【誤り】誤った値です。\n→ 直してください。\n【注意】= で始まる <文> & 【】\n→ 直してください。"
    )
    assert now["D4"].comment.text.startswith("前からのメモ")
    assert "【注意】誤った値です。" in now["D4"].comment.text
    assert now["E4"].comment.text == "もう一つのメモ"
    assert now["B6"].comment.text.startswith("【情報】")  # of merged cells the top left one
    assert {c.coordinate for row in now.iter_rows() for c in row if c.comment} == {"B1", "D4", "E4", "B6", "K20"}


def test_every_note_is_drawn_once():
    drawing = parts(annotate(filled(), FOUND))["xl/drawings/vmlDrawing1.vml"]
    tree = etree.fromstring(drawing)
    x = "{urn:schemas-microsoft-com:office:excel}"
    notes = [c for c in tree.iter(f"{x}ClientData") if c.get("ObjectType") == "Note"]
    places = [(int(c.findtext(f"{x}Row")), int(c.findtext(f"{x}Column"))) for c in notes]
    assert sorted(places) == [(0, 1), (3, 3), (3, 4), (5, 1), (19, 10)]
    names = [s.get("id") for s in tree.iter("{urn:schemas-microsoft-com:vml}shape")]
    assert len(names) == len(set(names))


def test_the_list_has_a_row_for_each_problem_with_a_link_and_white_cells_for_the_decision():
    sheet = cells(annotate(filled(), FOUND), "点検結果")
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert [r[1:5] for r in rows] == [
        ("誤り", "取組", "B1", "誤った値です。"), ("注意", "取組", "B1", "= で始まる <文> & 【】"),
        ("注意", "取組", "D4", "誤った値です。"), ("情報", "取組", "C7", "誤った値です。"),
        ("誤り", "取組", "K20", "誤った値です。"), ("注意", None, None, "セルのない問題"),
        ("誤り", "ないシート", None, "誤った値です。"),
    ]  # fmt: skip
    assert [sheet.cell(5, c).hyperlink.location for c in (4,)] == ["'取組'!B1"]
    assert sheet["D11"].hyperlink is None
    assert [sheet.cell(5, c).protection.locked for c in (6, 7, 8, 9, 10)] == [True, False, False, False, True]
    assert sheet.protection.sheet
    choices = next(v for v in sheet.data_validations.dataValidation if v.type == "list")
    assert (str(choices.sqref), "このままとする" in choices.formula1) == ("G5:G11", True)


def test_a_sheet_with_a_quote_in_its_name_is_linked():
    sheet = cells(annotate(filled(), [finding("It's 指標", "A1")]), "点検結果")
    assert sheet["D5"].hyperlink.location == "'It''s 指標'!A1"


def test_a_workbook_without_problems_says_so():
    made = annotate(filled(), [])
    assert "問題はありません" in cells(made, "点検結果")["A3"].value
    assert {n for n, d in parts(filled()).items() if parts(made)[n] != d} == {
        TYPES, BOOK, "xl/_rels/workbook.xml.rels", STYLES,
    }  # fmt: skip


def test_a_sheet_that_has_no_notes_gets_a_drawing_of_its_own():
    made = annotate(filled(), [finding("別", "A1")])
    assert cells(made, "別")["A1"].comment.text.startswith("【誤り】")
    new = parts(made)
    assert {n for n in parts(filled()) if n.startswith("xl/drawings/drawing")} <= set(new)
    root = etree.fromstring(new["xl/worksheets/sheet3.xml"])
    order = [etree.QName(e).localname for e in root]
    assert order.index("drawing") + 1 == order.index("legacyDrawing")


def test_a_form_control_stays_where_notes_are_drawn_beside_it():
    made = annotate(filled(), [finding("It's 指標", "A1")])
    drawings = [d for n, d in parts(made).items() if n.endswith(".vml") and b'ObjectType="Button"' in d]
    assert [d.count(b"<v:shape ") for d in drawings] == [2]
    assert cells(made, "It's 指標")["A1"].comment.text.startswith("【誤り】")


def test_equal_inputs_give_equal_bytes():
    assert annotate(filled(), FOUND) == annotate(filled(), FOUND)


def test_a_copy_of_a_copy_is_the_copy():
    once = annotate(filled(), FOUND)
    assert parts(annotate(once, FOUND)) == parts(once)


def test_what_is_mended_loses_its_colour_and_its_note_in_the_next_copy():
    was, now = cells(filled()), cells(annotate(annotate(filled(), FOUND), []))
    for address in ("B1", "D4", "B6", "K20"):
        assert now[address].fill.fgColor.rgb == was[address].fill.fgColor.rgb or address == "K20"
    assert now["K20"].fill.fgColor.rgb == "FFABCDEF"  # its column's
    assert {c.coordinate: c.comment.text for row in now.iter_rows() for c in row if c.comment} == {
        "D4": "前からのメモ", "E4": "もう一つのメモ",
    }  # fmt: skip


def resaved(data: bytes, *, authors: bool) -> bytes:
    """A copy as another program saves it: a note's text in one run, with or without authors."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for note in (c.comment for s in book.worksheets for row in s.iter_rows() for c in row if c.comment):
        note.author = note.author if authors else ""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("authors", [True, False])
def test_notes_do_not_pile_up_in_a_copy_that_another_program_saved(authors):
    copy = annotate(filled(), FOUND)
    was, now = cells(copy), cells(annotate(resaved(copy, authors=authors), FOUND))
    assert {a: now[a].comment.text for a in ("B1", "D4", "K20")} == {
        a: was[a].comment.text for a in ("B1", "D4", "K20")
    }
    left = cells(annotate(resaved(copy, authors=authors), []))
    held = {c.coordinate: c.comment.text for row in left.iter_rows() for c in row if c.comment}
    assert held == {"D4": "前からのメモ", "E4": "もう一つのメモ"}


def test_a_note_of_a_person_that_begins_like_ours_stays():
    book = openpyxl.load_workbook(io.BytesIO(filled()))
    book["取組"]["B2"].comment = openpyxl.comments.Comment("【注意】係長に確かめること", "")
    out = io.BytesIO()
    book.save(out)
    assert cells(annotate(out.getvalue(), FOUND))["B2"].comment.text == "【注意】係長に確かめること"


def anchors(data: bytes) -> dict[tuple[int, int], list[int]]:
    """(row, column) of each note on 取組 -> its anchor."""
    tree = etree.fromstring(parts(data)["xl/drawings/vmlDrawing1.vml"])
    x = "{urn:schemas-microsoft-com:office:excel}"
    return {
        (int(c.findtext(f"{x}Row")), int(c.findtext(f"{x}Column"))): [
            int(n) for n in c.findtext(f"{x}Anchor").split(",")
        ]
        for c in tree.iter(f"{x}ClientData")
        if c.get("ObjectType") == "Note"
    }


def test_the_box_of_a_note_that_ours_joins_grows_and_the_others_stay():
    was, now = anchors(filled()), anchors(annotate(filled(), [finding("取組", "D4", message="長い文です。" * 60)]))
    assert now[3, 3][:4] == was[3, 3][:4]
    assert now[3, 3][6] > was[3, 3][6] + 3
    assert now[3, 4] == was[3, 4]


def test_other_places_of_a_problem_are_named_and_have_a_note_of_their_own_without_a_colour():
    first = finding("取組", "B1", also=(Origin(FILE, "It's 指標", "A1"), Origin("inputs/共通.xlsx", "年度計画", "F5")))
    made = annotate(filled(), [first], related_of(first.problem)[FILE])
    assert "ほかの箇所: It's 指標!A1、共通.xlsx 年度計画!F5" in cells(made)["B1"].comment.text
    assert "ほかの箇所: It's 指標!A1" in cells(made, "点検結果")["F5"].value
    other = cells(made, "It's 指標")["A1"]
    assert other.comment.text == "【関連】誤った値です。\n→ 取組!B1"
    assert other.fill.fill_type is None
    assert {
        c.coordinate for row in cells(annotate(made, []), "It's 指標").iter_rows() for c in row if c.comment
    } == set()


def test_a_note_in_another_workbook_does_not_quote_what_the_problem_says():
    first = finding("取組", "B1", also=(Origin("inputs/主務省/Ⅰ-1_評価.xlsx", "評価", "C3"),))
    (other,) = related_of(first.problem)["inputs/主務省/Ⅰ-1_評価.xlsx"]
    assert "誤った値" not in other.message
    assert other.at == "部署/Ⅰ-1.xlsx 取組!B1"


def test_what_is_told_in_the_ministrys_workbook_leaves_no_trace_in_a_departments():
    at = Origin("inputs/主務省/Ⅰ-1_評価.xlsx", "評価", "C3")
    found = finding("取組", "B1").problem
    told = replace(found, origin=at, also=(Origin(FILE, "取組", "B1"), Origin(at.file, "評価", "C5")))
    assert list(related_of(told)) == [at.file]


def test_macros_are_not_written():
    old = parts(filled())
    old["xl/vbaProject.bin"] = b"macro"
    old[TYPES] = (
        old[TYPES]
        .replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )
        .replace(
            b"<Override", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override', 1
        )
    )
    rels = "xl/_rels/workbook.xml.rels"
    kind = b"http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    entry = b'<Relationship Id="rId99" Type="' + kind + b'" Target="vbaProject.bin"/></Relationships>'
    old[rels] = old[rels].replace(b"</Relationships>", entry)
    new = parts(annotate(zipped(old), FOUND))
    assert "xl/vbaProject.bin" not in new
    assert b"macroEnabled" not in new[TYPES]
    assert b"vbaProject" not in new[rels]


@settings(max_examples=25, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["取組", "It's 指標"]), st.sampled_from("ABDGKZ"), st.integers(1, 30),
            st.sampled_from(Severity),
            st.text(max_size=30),
        ),
        max_size=8,
    )
)  # fmt: skip
def test_whatever_is_found_no_value_changes_and_a_copy_of_a_copy_is_stable(found):
    made = annotate(filled(), [finding(s, f"{c}{r}", w, message=m) for s, c, r, w, m in found])
    for name in ("取組", "It's 指標"):
        was, now = cells(filled(), name), cells(made, name)
        held = {c.coordinate: c.value for row in was.iter_rows() for c in row if c.value is not None}
        assert {c.coordinate: c.value for row in now.iter_rows() for c in row if c.value is not None} == held
    again = [finding(s, f"{c}{r}", w, message=m) for s, c, r, w, m in found]
    assert parts(annotate(made, again)) == parts(made)


# --- a whole workspace -----------------------------------------------------------------------------------------------


def hand_back(desk: Desk) -> None:
    """Put every copy in the place of its workbook."""
    made = desk.root.parent / "写し"
    for path in made.rglob("*.xlsx"):
        (desk.root / "inputs" / path.relative_to(made)).write_bytes(path.read_bytes())


def seen(desk: Desk):
    loaded = verbs.load(desk.root)
    return loaded.edition, loaded.problems


def spoil_cells(desk):
    desk.type(ASKED, "取組", "取組状況", "〇{{ない指標}}でした。")
    desk.type(PAID, "指標", "目標", "約七割")


def spoil_grey(desk):
    desk.type(PAID, "指標", "平成30年度", 70)
    desk.type(MONEY, "取組", "取組状況", "")


def spoil_merged(desk):
    with desk.opened(PAID) as book:
        book["取組"].merge_cells("F5:F7")


def spoil_rating(desk):
    with desk.opened(RATED) as book:
        book["評価"]["C3"] = "優"
    desk.type(COMMON, "年度計画", "階層", "")


@pytest.mark.parametrize("spoil", [lambda desk: None, spoil_cells, spoil_grey, spoil_merged, spoil_rating])
def test_a_copy_is_read_as_the_workbook_is(desk, spoil):
    spoil(desk)
    edition, problems = seen(desk)
    before = desk.files()
    done = copies(desk)
    assert desk.files() == before
    assert done.problems == problems
    made = {p.relative_to(desk.root.parent / "写し").as_posix() for p in (desk.root.parent / "写し").rglob("*.xlsx")}
    assert made == {p.removeprefix("inputs/") for p in before if p.startswith("inputs/")}
    hand_back(desk)
    assert seen(desk) == (edition, problems)


def test_a_decision_stands_in_the_copy_that_is_made_of_the_copy(desk):
    spoil_cells(desk)
    decide(desk, ASKED, "indicator-unknown")
    assert told(copies(desk)) == [("not-a-number", False), ("indicator-unknown", True)]
    made = desk.root.parent / "写し" / ASKED.removeprefix("inputs/")
    sheet = openpyxl.load_workbook(made)["点検結果"]
    row = [c.value for c in sheet[5]]
    assert row[6:9] == ["このままとする", "原票のとおり", "課長"]
    note = openpyxl.load_workbook(made)["取組"][row[3]].comment.text
    assert "このままとする" in note
    hand_back(desk)
    assert told(verbs.check(desk.root)) == [("not-a-number", False), ("indicator-unknown", True)]


@pytest.mark.office
def test_an_office_opens_the_copies(desk, tmp_path):
    spoil_cells(desk)
    copies(desk)
    (tmp_path / "boxes.xlsx").write_bytes(annotate(filled(), FOUND))
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes((desk.root.parent / "写し" / PAID.removeprefix("inputs/")).read_bytes())
    for path in (copy, tmp_path / "boxes.xlsx"):
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
        command += ["--outdir", str(tmp_path / "back"), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        book = openpyxl.load_workbook(tmp_path / "back" / path.name)
        assert book.sheetnames[-1] == "点検結果"
        notes = [c.comment.text for s in book.worksheets for row in s.iter_rows() for c in row if c.comment]
        assert any(n.startswith("【誤り】") for n in notes)


def test_a_finding_that_was_set_aside_counts_apart():
    left = replace(
        FOUND[0], problem=replace(FOUND[0].problem, set_aside=True), action="このままとする", reason="理由", role="課長"
    )
    sheet = cells(annotate(filled(), [left, FOUND[2]]), "点検結果")
    assert sheet["A3"].value == "誤り 0件、注意 1件、情報 0件(ほかに、このままとするもの 1件)"
