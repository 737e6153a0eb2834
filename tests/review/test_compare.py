"""The laws of the comparison over generated pairs, and the classes that the promise tells apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import edition

from authoring.archive.windows import roll_table
from authoring.edition.model import Axis, Cell, Indicator, Keyed, Lineage, Rating, Request, Row, TableCell
from authoring.edition.resolve import resolve
from authoring.review.compare import compare

POOL = (
    "〇納付率は69.3%でした。",
    "〇納付率は68.1%でした。",
    "〇令和元年度の納付率は69.3%でした。",
    "〇令和2年度の納付率は69.3%でした。",
    "〇戸別訪問の件数を増やし、令和元年10月から外部委託を広げました。",
    "〇戸別訪問の件数を減らし、令和元年10月から外部委託を狭めました。",
    "・周知のちらしを作り、市区町村の窓口に置きました。",
    "・周知のちらしを新しくし、市区町村と年金事務所の窓口に置きました。",
    "〇相談しました。",
    "※詳しくは{{参照:e4}}のとおり",
)
ROWS = {"r0001": ("e4", "収納部"), "r0002": ("e6", "収納部"), "r0003": ("e6", "システム部"), "r0004": ("e7", "相談部")}

cells = st.lists(st.sampled_from(POOL), max_size=4).map("\n".join)


@st.composite
def years(draw, year=None):
    """A year of the small plan: any text in any cell, any figures in its table, a rating and the Ministry's texts."""
    year = draw(st.sampled_from((2019, 2020))) if year is None else year
    figures = draw(st.lists(st.sampled_from(("", "10件", "12件", "増加")), min_size=4, max_size=4))
    base = edition()
    places = [(r.id, c.id) for r in base.tables[0].rows for c in base.tables[0].columns]
    table = replace(
        base.tables[0],
        rows=tuple(replace(r, indicator="") for r in base.tables[0].rows),
        cells={at: TableCell(text) for at, text in zip(places, figures, strict=True) if text},
    )
    rows = [
        Row(name, unit, owner, {c: Cell(draw(cells)) for c in ("progress", "self")})
        for name, (unit, owner) in ROWS.items()
    ]
    placed = draw(st.booleans())
    if placed:
        first = rows[0].cells["progress"].text
        rows[0] = replace(rows[0], cells={**rows[0].cells, "progress": Cell(first + "\n{{表:納付率の推移}}")})
    return replace(
        base, year=year, rows=tuple(rows), tables=(table,),
        keyed=tuple(Keyed(f"v{n}", "e2", key, {"reason": Cell(draw(cells))}) for n, key in enumerate(("e2", "e6"))),
        ratings=tuple(
            Rating(i, year, "minister", letter) for i in ("e2", "e7") if (letter := draw(st.sampled_from("SABCD")))
        ),
        lineage=(), years_shown=(year,),
    )  # fmt: skip


def snapshot(made):
    return resolve(made)[0]


def changes(old, new):
    return compare(snapshot(old), snapshot(new))


def texts(made):
    """(item, column) -> every printed text of the cells, as often as it stands there."""
    found = {}
    for item, blocks in snapshot(made).items.items():
        for b in blocks:
            if b.kind != "heading" and b.grid is None:
                found.setdefault((item, b.column), Counter())[b.text] += 1
    return found


@settings(max_examples=60)
@given(years())
def test_an_edition_does_not_differ_from_itself(made):
    found = changes(made, made)
    assert found.changed == ()
    assert found.structure == ()
    assert found.restatements == ()
    assert all(i.direction in ("same", "") for i in found.indicators)
    assert all(r.direction in ("same", "") for r in found.ratings)


@settings(max_examples=100)
@given(years(), years())
def test_turning_the_two_round_mirrors_every_change(a, b):
    there, back = changes(a, b), changes(b, a)
    turned = {"new": "lost", "gone": "lost", "not-filled": "lost"}
    item_of = edition().item_of

    def told(found, mirrored):
        count = Counter()
        for line in found.changed:
            kind = turned.get(line.kind, line.kind)
            if kind == "lost":  # which side has it
                kind += "new" if (line.kind == "new") != mirrored else "old"
            where = frozenset({line.item, item_of[line.moved_from] if line.moved_from else line.item})
            pair = (line.new, line.old) if mirrored else (line.old, line.new)
            if kind == "moved":  # of two texts that changed places, either may be said to have moved
                pair = None
            count[where, line.column, line.id if line.cell else "", kind, pair] += 1
        return count

    if a.year != b.year:  # the windows of tables turn with the years; their texts do too
        assert Counter(k[3] for k in told(there, False).elements()) == Counter(
            k[3] for k in told(back, True).elements()
        )
    else:
        assert told(there, False) == told(back, True)
    turn = {"up": "down", "down": "up"}
    assert [(r.item, r.direction) for r in there.ratings] == [
        (r.item, turn.get(r.direction, r.direction)) for r in back.ratings
    ]


@settings(max_examples=100)
@given(years(), years())
def test_applying_the_changes_to_old_gives_new(a, b):
    found = changes(a, b)
    item_of = edition().item_of
    have = texts(a)
    for line in found.changed:
        if line.cell or line.label == "表":
            continue
        new_home = (line.item, line.column)
        old_home = (item_of[line.moved_from], line.column) if line.moved_from else new_home
        if line.old:
            have.setdefault(old_home, Counter())[line.old] -= 1
        if line.new:
            have.setdefault(new_home, Counter())[line.new] += 1
    assert {k: +v for k, v in have.items() if +v} == texts(b)


@settings(max_examples=60)
@given(years(2019), years(2019))
def test_applying_the_changed_cells_to_old_gives_the_table_of_new(a, b):
    def cells_of(made):
        grids = [x.grid for blocks in snapshot(made).items.values() for x in blocks if x.grid]
        return {
            f"{g.table}/{r.id}/{c.id}": cell.text
            for g in grids
            for r, line in zip(g.row_keys, g.body, strict=True)
            for c, cell in zip(g.column_keys, line, strict=True)
            if cell and cell.text and c.role != "label"
        }

    have = cells_of(a)
    for line in changes(a, b).changed:
        if line.cell and "label" not in line.id:
            assert have.pop(line.id, "") == line.old
            have |= {line.id: line.new} if line.new else {}
    assert have == cells_of(b)


@settings(max_examples=60)
@given(years(), years())
def test_nothing_is_both_moved_and_rewritten(a, b):
    for line in changes(a, b).changed:
        if line.kind == "moved":
            assert line.old == line.new
            assert line.moved_from


@settings(max_examples=30)
@given(years(2019))
def test_renumbering_everything_and_swapping_chapters_changes_no_text(made):
    renumbered = [replace(e, number=e.number.translate(str.maketrans("ⅠⅡⅢ123①", "ⅡⅠⅣ567③"))) for e in made.entries]
    first = [e for e in renumbered if e.id not in ("e8", "e9")]
    second = [e for e in renumbered if e.id in ("e8", "e9")]
    found = changes(made, replace(made, entries=(*second, *first)))
    assert found.changed == ()
    assert {s.kind for s in found.structure} <= {"renumbered", "moved"}
    assert {s.id for s in found.structure if s.kind == "moved"} in ({"e1"}, {"e8", "e9"})
    numbered = {e.id for e in made.entries if e.kind == "heading"}
    assert {s.id for s in found.structure if s.kind == "renumbered"} == numbered


def one_row(text, column="progress", row="r0001", **more):
    """The small edition with one text in one cell."""
    unit, owner = ROWS[row]
    return edition(rows=(Row(row, unit, owner, {column: Cell(text)}),), tables=(), **more)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("〇令和元年度に始めました。", "〇令和2年度に始めました。", "year-roll"),
        ("〇平成31年度末に終えました。", "〇令和2年度末に終えました。", "year-roll"),
        ("〇H31.3に始めました。", "〇R2.3に始めました。", "year-roll"),
        ("〇2019年度に始めました。", "〇2018年度に始めました。", "year-roll"),
        ("〇69.3%でした。", "〇71.5%でした。", "number"),
        ("〇▲1.2ポイントでした。", "〇1.2ポイントでした。", "number"),
        ("〇令和元年度は69.3%でした。", "〇令和2年度は71.5%でした。", "number"),
        ("〇令和元年10月に始めました。", "〇令和元年11月に始めました。", "number"),
        ("〇100億円でした。", "〇100百万円でした。", "wording"),
        ("〇前年度を上回りました。", "〇前年度を下回りました。", "wording"),
    ],
)
def test_the_class_of_a_change_is_what_differs(old, new, kind):
    (line,) = changes(one_row(old), one_row(new)).changed
    assert (line.kind, line.old, line.new) == (kind, old[1:], new[1:])


def test_a_text_that_only_old_has_is_gone_where_its_cell_has_another_and_not_filled_where_it_has_none():
    old = one_row("〇納付率は69.3%でした。\n〇相談の窓口を新しく設けました。")
    (line,) = changes(old, one_row("〇納付率は69.3%でした。")).changed
    assert (line.kind, line.new) == ("gone", "")
    kinds = {line.kind for line in changes(old, one_row("〇相談しました。", row="r0004")).changed}
    assert kinds == {"not-filled", "new"}


def test_a_text_that_stands_in_another_item_has_moved_and_tells_from_where():
    text = "〇相談の窓口を新しく設けました。"
    (line,) = changes(one_row(text), one_row(text, row="r0004")).changed
    assert (line.kind, line.item, line.section, line.moved_from) == ("moved", "e7", "e7", "e4")


def test_a_text_that_moved_and_was_reworded_is_one_wording_with_its_old_section():
    old = "〇年金事務所の相談の窓口を新しく設け、予約制の案内を令和元年10月から始めました。"
    new = "〇年金事務所の相談の窓口を新しく設け、予約制の受付を令和元年10月から始めました。"
    (line,) = changes(one_row(old), one_row(new, row="r0004")).changed
    assert (line.kind, line.section, line.moved_from) == ("wording", "e7", "e4")


def test_a_text_that_changed_its_place_among_its_neighbours_has_moved():
    old, new = (
        "〇甲を行いました。\n〇乙を決めました。\n〇丙を終えました。",
        "〇乙を決めました。\n〇丙を終えました。\n〇甲を行いました。",
    )
    (line,) = changes(one_row(old), one_row(new)).changed
    assert (line.kind, line.old) == ("moved", "甲を行いました。")


def test_the_number_that_a_reference_prints_is_no_change_of_text():
    made = one_row("※詳しくは{{参照:e6}}のとおり")
    renumbered = tuple(replace(e, number="(9)") if e.id == "e6" else e for e in made.entries)
    found = changes(made, replace(made, entries=renumbered))
    assert found.changed == ()
    assert [(s.kind, s.old_number, s.new_number) for s in found.structure] == [("renumbered", "Ⅰ-1-(2)", "Ⅰ-1-(9)")]


def test_a_reference_to_another_entry_is_a_change_of_words():
    (line,) = changes(one_row("※詳しくは{{参照:e6}}のとおり"), one_row("※詳しくは{{参照:e4}}のとおり")).changed
    assert line.kind == "wording"


def test_the_figure_of_an_indicator_that_a_text_prints_is_a_number():
    old = one_row("〇{{納付率}}でした。")
    told = old.indicators[0]
    now = replace(told, values={**told.values, "2019": replace(told.values["2019"], value=told.values["2018"].value)})
    lines = changes(old, replace(old, indicators=(now,))).changed
    assert [(x.kind, x.old, x.new) for x in lines] == [("number", "69.3%でした。", "68.1%でした。")]


def window(year, now, before="10件"):
    """One row of figures over two years, the newest of ``year``, placed in a text."""
    base = edition()
    table = replace(
        base.tables[0], rows=(Axis("r2", ("件数",)),),
        cells={("r2", "c1"): TableCell(before), ("r2", "c2"): TableCell(now)},
    )  # fmt: skip
    table = table if year == 2019 else replace(roll_table(table, 2019, year - 2019), cells={})
    table = replace(table, cells={("r2", "c1"): TableCell(before), ("r2", "c2"): TableCell(now)})
    rows = (Row("r0001", "e4", "収納部", {"progress": Cell("{{表:納付率の推移}}")}),)
    return replace(base, year=year, tables=(table,), rows=rows, years_shown=(year,), lineage=())


def test_in_a_window_that_moved_on_this_year_stands_beside_last_year():
    found = changes(window(2019, "12件"), window(2020, "15件", "12件"))
    numbers = [(x.id, x.old, x.new) for x in found.changed if x.kind == "number"]
    assert numbers == [("t1/r2/c2", "12件", "15件")]
    assert {x.id for x in found.changed if x.kind == "year-roll"} == {"t1/label/c1", "t1/label/c2"}
    assert found.restatements == ()


def test_a_figure_of_last_year_that_reads_otherwise_now_is_restated():
    found = changes(window(2019, "12件"), window(2020, "15件", "13件"))
    assert [(r.id, r.period, r.published, r.now) for r in found.restatements] == [("t1/r2/c1", "2019", "12件", "13件")]
    assert ("t1/r2/c1", "12件", "13件") in [(x.id, x.old, x.new) for x in found.changed]


def test_an_added_row_and_a_moved_row_change_no_other_cell():
    old = window(2019, "12件")
    table = old.tables[0]
    rows = (Axis("r3", ("割合",)), Axis("r2", ("件数",)))
    new = replace(old, tables=(replace(table, rows=rows, cells={**table.cells, ("r3", "c2"): TableCell("5%")}),))
    assert [(x.id, x.kind) for x in changes(old, new).changed] == [("t1/r3/label", "new"), ("t1/r3/c2", "new")]


def next_year(letters, lineage, entries=None):
    base = edition(year=2020, years_shown=(2020,))
    return replace(
        base, entries=entries or base.entries, lineage=lineage,
        ratings=tuple(Rating(item, 2020, "minister", letter) for item, letter in letters.items()),
    )  # fmt: skip


def test_ratings_are_compared_through_lineage():
    old = edition()  # e2 A, e7 B, e8 B
    entries = tuple(e for e in edition().entries if e.id != "e7")
    lineage = (Lineage(2020, "e2", "e2", "merged"), Lineage(2020, "e7", "e2", "merged"))
    found = changes(old, next_year({"e2": "B", "e8": "S"}, lineage, entries))
    told = [(r.item, r.old_item, r.old, r.new, r.kind, r.direction) for r in found.ratings]
    assert told == [
        ("e2", "e2", "A", "B", "merged", "down"),
        ("e2", "e7", "B", "B", "merged", "same"),
        ("e8", "e8", "B", "S", "kept", "up"),
    ]


def test_an_item_that_ended_and_one_that_is_new_have_one_rating_each():
    entries = tuple(replace(e, id="e10") if e.id == "e7" else e for e in edition().entries)
    found = changes(edition(), next_year({"e10": "A"}, (Lineage(2020, "e7", "", "ended"),), entries))
    told = {(r.item, r.old, r.new, r.kind) for r in found.ratings}
    assert {("e10", "", "A", "new"), ("e7", "B", "", "ended")} <= told


def test_an_indicator_tells_its_change_and_whether_it_is_better_and_its_target_met():
    old = edition()
    one = old.indicators[0]
    value = replace(one.values["2019"], value=one.values["2019"].value - 1, exact=None, status="速報")
    now = replace(one, values={**one.values, "2020": value})
    (found,) = changes(old, replace(edition(year=2020), indicators=(now,))).indicators
    assert (found.old, found.new, found.change) == ("69.3%", "68.3%", "▲1.0ポイント")
    assert (found.direction, found.met, found.status) == ("worse", False, "速報")
    assert [period for period, _ in found.series] == ["2018", "2019", "2020"]


def test_a_target_that_asks_for_last_years_result_is_told():
    old = edition()
    one = old.indicators[0]
    target = replace(one.target, base="", value=one.values["2019"].value)
    found = changes(old, replace(edition(year=2020), indicators=(replace(one, target=target),)))
    assert [(u.kind, u.id) for u in found.targets] == [("target", "m1")]


def test_a_request_that_nobody_answered_is_told_and_one_that_was_answered_is_not():
    asked = [
        Request(f"q{n}", "e2", "e4", "request", f"{n}に取り組まれたい。", kept=kept)
        for n, kept in enumerate((True, None, False))
    ]
    old = replace(snapshot(edition()), requests=tuple(asked))
    found = compare(old, snapshot(edition(year=2020)))
    assert [r.id for r in found.requests] == ["q0", "q1"]


def test_an_indicator_of_one_edition_alone_is_listed_too():
    other = Indicator("m2", "e7", "相談部", "相談の件数", unit="件")
    found = changes(edition(), edition(indicators=(*edition().indicators, other)))
    assert [(i.id, i.gone) for i in found.indicators] == [("m1", False), ("m2", False)]
    assert [i.gone for i in changes(edition(indicators=(*edition().indicators, other)), edition()).indicators] == [
        False,
        True,
    ]


def test_a_target_based_on_last_year_is_judged_by_the_year_before_whatever_edition_stands_beside():
    one = edition().indicators[0]  # 68.1 in 2018, 69.3 in 2019, to rise by a point
    assert [i.met for i in changes(edition(), edition()).indicators] == [True]
    before = replace(edition(year=2017), indicators=(replace(one, values={"2017": one.values["2018"]}),))
    assert [i.met for i in changes(before, edition()).indicators] == [True]
    risen = replace(one, values={**one.values, "2018": replace(one.values["2018"], value=one.values["2019"].value - 2)})
    early = replace(edition(year=2017), indicators=(replace(risen, values={"2017": one.values["2019"]}),))
    assert [i.met for i in changes(early, edition(indicators=(risen,))).indicators] == [True]


def test_an_indicator_of_an_item_that_no_outline_has_belongs_to_none():
    old, new = (replace(snapshot(edition(year=y)), items={}) for y in (2018, 2019))
    lost = tuple({**i, "item": "e77"} for i in new.indicators)
    assert [i.item for i in compare(old, replace(new, indicators=lost)).indicators] == [""]


def placed(*rows):
    """The table t1 shown in one of the cells, and any texts: (row, text)."""
    made = tuple(Row(name, *ROWS[name], {"progress": Cell(text)}) for name, text in rows)
    return replace(edition(), rows=made, indicators=(), keyed=())


def test_a_table_that_is_gone_stands_where_it_stood():
    texts = "〇納付率を調べました。", "〇窓口を新しく設けました。"
    old = placed(("r0001", f"{texts[0]}\n{{{{表:納付率の推移}}}}\n{texts[1]}"), ("r0002", "〇相談しました。"))
    new = placed(("r0001", "\n".join(texts)), ("r0002", "〇相談しました。"))
    lines = [x for x in changes(old, new).lines if x.column == "progress"]
    told = ["表" if x.cell or x.label == "表" else x.old for x in lines]
    assert list(dict.fromkeys(told)) == [texts[0][1:], "表", texts[1][1:], "相談しました。"]
    assert {x.kind for x in lines if x.cell} == {"gone"}


def test_a_table_that_stands_in_another_section_has_moved_and_its_cells_are_the_same():
    table = "{{表:納付率の推移}}"
    old, new = (
        placed((row, table), (other, "〇相談しました。")) for row, other in (("r0001", "r0002"), ("r0002", "r0001"))
    )
    moved = [(x.kind, x.section, x.moved_from) for x in changes(old, new).changed if x.label == "表"]
    assert moved == [("moved", "e6", "e4")]
    assert not any(x.cell for x in changes(old, new).changed)
