"""Edition -> snapshot: blocks in printed order."""

from dataclasses import replace

from small import edition

from authoring.edition.model import Cell, Row
from authoring.edition.resolve import resolve


def blocks(item="e2", **more):
    snapshot, _ = resolve(edition(**more))
    return snapshot.items[item]


def told(**more):
    return [(p.code, p.place) for p in resolve(edition(**more))[1] if p.severity != "info"]


def test_the_plan_comes_first_then_the_rows_of_its_unit():
    order = [(b.column, b.kind, b.printed) for b in blocks() if b.unit == "e4"]
    assert order == [
        ("plan", "heading", "(1) 行動計画"),
        ("plan", "paragraph", "①計画を作る。"),
        ("progress", "heading", "(1) 行動計画"),
        ("progress", "paragraph", "〇69.3%でした。"),
        ("progress", "table", "(納付率の推移)"),
        ("self", "paragraph", "〇達成しました。"),
    ]


def test_a_heading_that_is_typed_replaces_the_repeated_one():
    row = Row("r0001", "e4", "収納部", {"progress": Cell("(1) 行動計画の策定等\n〇作りました。")})
    headings = [
        b.text for b in blocks(rows=(row,)) if b.kind == "heading" and b.column == "progress" and b.unit == "e4"
    ]
    assert headings == ["行動計画の策定等"]


def test_a_snapshot_keeps_the_text_as_printed_and_as_typed():
    (b,) = (b for b in blocks() if "でした" in b.text)
    assert (b.text, b.typed, b.targets) == ("69.3%でした。", "{{納付率}}でした。", ("m1",))
    (ref,) = (b for b in blocks() if "に記載" in b.text)
    assert (ref.text, ref.typed, ref.targets) == (
        "Ⅰ-1-(1)に記載しました。",
        "{{参照:Ⅰ-1-(1)}}に記載しました。",
        ("e4",),
    )


def test_a_reference_prints_the_new_number_when_its_target_is_renumbered():
    e = edition()
    entries = tuple(replace(x, number="(5)") if x.id == "e4" else x for x in e.entries)
    assert "Ⅰ-1-(5)に記載しました。" in [b.text for b in blocks(entries=entries)]


def test_the_rows_of_several_owners_stand_in_the_order_of_the_plan():
    assert [b.row for b in blocks() if b.unit == "e6" and b.kind == "paragraph" and b.row] == ["r0002", "r0003"]


def test_ids_of_blocks_are_unique_and_begin_with_row_entry_or_item():
    every = [b.id for item in ("e2", "e7", "e8", "e9") for b in blocks(item)]
    assert len(every) == len(set(every))
    assert "r0001.progress.2" in every
    assert "e2.viewpoint.1" in every


def test_the_section_is_the_deepest_heading_above():
    sections = {b.text: b.section for b in blocks()}
    assert sections["69.3%でした。"] == "e4"
    assert sections["次のことに取り組む。"] == "e2"
    assert sections["整えたか。"] == "e6"


def test_a_table_cell_that_shows_an_indicator_prints_its_value():
    (grid,) = (b.grid for b in blocks() if b.grid)
    assert [c.text for c in grid.body[0] if c] == ["納付率", "68.1%", "69.3%"]


def test_a_unit_that_nothing_answers_and_a_table_placed_nowhere_are_told():
    row = Row("r0002", "e6", "収納部", {"progress": Cell("〇整えました。")})
    assert told(rows=(row,)) == [
        ("unit-unanswered", "e4"), ("unit-unanswered", "e7"), ("unit-unanswered", "e8"), ("unit-unanswered", "e9"),
        ("table-unplaced", "t1"),
    ]  # fmt: skip


def test_nothing_is_told_of_the_small_edition():
    assert told() == []
