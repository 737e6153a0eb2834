"""Which block stands in which cell of the wide table."""

from small import edition

from authoring.documents.body import body_of
from authoring.edition.resolve import resolve

EVERY = ("plan", "progress", "self", "viewpoint", "reason")


def body(columns=EVERY, **more):
    return body_of(resolve(edition(**more))[0], columns)


def drawn(rows):
    """Each row as its cells' texts; ^ where a cell above spans it."""
    return [["^" if c is None else " / ".join(b.printed for b in c.blocks) for c in row.cells] for row in rows]


def test_the_chapter_has_a_row_of_its_own_and_the_rating_stands_on_top_of_the_reasons():
    rows = drawn(body().items[0].rows)
    assert rows[0] == ["Ⅰ 業務の質", "", "", "", ""]
    assert rows[1] == [
        "1. 収納対策 / 次のことに取り組む。",
        "1. 収納対策",
        "",
        "〇取り組んだか。",
        "評価:A / 〇取り組んでいる。",
    ]


def test_the_plan_spans_the_rows_of_its_unit_and_keyed_texts_start_beside_their_entry():
    rows = body().items[0].rows
    assert drawn(rows)[3] == ["(2) 環境の整備", "(2) 環境の整備 / 〇整えました。", "", "〇整えたか。", "^"]
    assert drawn(rows)[4] == ["^", "〇Ⅰ-1-(1)に記載しました。", "", "^", "^"]
    assert rows[3].cells[0].rowspan == 2
    assert rows[3].cells[3].rowspan == 2
    assert [r.bookmark for r in rows[1:]] == ["", "r_r0001", "r_r0002", "r_r0003"]


def test_chapters_that_share_a_rating_have_one_row_with_both_headings():
    first, second = body().items[2:]
    assert drawn(first.rows)[0] == ["Ⅱ 予算 / Ⅲ 財産", "", "", "", "評価:B"]
    assert drawn(first.rows)[1][:2] == ["(Ⅱ 予算)", "〇執行しました。"]
    assert drawn(second.rows)[0][:2] == ["(Ⅲ 財産)", "〇納付しました。"]
    assert all("評価" not in cell for row in drawn(second.rows) for cell in row)


def test_every_heading_of_the_plan_carries_its_bookmark_once():
    marks = [
        b.entry for item in body().items for row in item.rows for b in (row.cells[0].blocks if row.cells[0] else ())
        if b.kind == "heading"
    ]  # fmt: skip
    assert sorted(marks) == sorted({"e1", "e2", "e4", "e6", "e7", "e8", "e9"})


def test_the_report_holds_the_columns_of_the_agency_alone():
    made = body(("plan", "progress", "self"))
    assert [c.heading for c in made.columns] == ["令和元年度計画", "令和元年度計画に対する取組状況", "自己評価"]
    assert "取り組んでいる" not in str(made)


def test_an_item_without_a_rating_yet_waits_with_an_open_line():
    rows = drawn(body(ratings=()).items[0].rows)
    assert rows[1][4].startswith("評価: / ")


def test_each_cell_is_covered_once():
    for item in body().items:
        for c in range(len(EVERY)):
            reach = 0
            for row in item.rows:
                cell = row.cells[c]
                assert (cell is None) == (reach > 0)
                reach = cell.rowspan - 1 if cell else reach - 1
