"""Places of the published text, typed into workbooks: they come back from the snapshot and print as they were.

The key (``tests/keys/published_places.toml``) was read from the text by eye, before the code. Its ``?`` are accepted as
they are: there the example has what its figures or its plan allow (``published.py`` says how each is compared).
"""

from __future__ import annotations

import pytest
from made_example import Built
from published import (
    KEY,
    Place,
    blocks_of,
    entries_agree,
    item_of,
    kinds,
    missing_figures,
    places,
    runs_of_kinds,
    table_agrees,
    units_of,
    whole,
)  # fmt: skip
from read_back import ExcelItem, Matrix, WordBody, excel_items

from authoring.edition.blocks import Block, Snapshot

PROGRESS = 1  # the column of progress in the wide table
# Each of ①-④ is answered beside it in print, so each opens a unit of its own; elsewhere one unit is the key's unit.
ANSWERED_ONE_BY_ONE = ["Ⅰ-7-(2)"]

each_place = pytest.mark.parametrize("place", places(), ids=str)


@pytest.fixture(scope="session")
def word(built: Built) -> WordBody:
    headings = [c.heading.format(year="令和元年度") for c in built.snapshot.profile.columns]
    return WordBody(built.out / "evaluation.docx", headings)


@pytest.fixture(scope="session")
def excel(built: Built) -> dict[str, ExcelItem]:
    return excel_items(built.out / "evaluation.xlsx")


def progress(snapshot: Snapshot, place: Place) -> list[Block]:
    return blocks_of(snapshot, place, "progress")


def tables_in_order(snapshot: Snapshot, place: Place) -> list[Block]:
    """Our table for each of the key's; each has to be there just once."""
    made = []
    for key in place.tables:
        found = [b for b in progress(snapshot, place) if b.grid and table_agrees(key, whole(b.grid))]
        assert len(found) == 1, (key, [whole(b.grid) for b in progress(snapshot, place) if b.grid])
        made += found
    return made


def the_run(snapshot: Snapshot, place: Place) -> list[Block]:
    """The blocks of the progress column that stand for the key's: same kinds, and the same tables."""
    blocks = progress(snapshot, place)
    tables = [b.id for b in tables_in_order(snapshot, place)]
    runs = runs_of_kinds(place.progress, blocks)
    same = [run for run in runs if [b.id for kind, b in run if kind == "table"] == tables]
    assert same, (place.progress, [kind for kind, _ in kinds(blocks)])
    return [b for _, b in same[0]]


def test_the_key_holds_the_seven_places_of_the_issue():
    ranges = [[159, 205], [371, 379], [480, 500], [607, 620], [700, 745], [1150, 1175], [3264, 3292]]
    assert list(dict.fromkeys(map(tuple, (p["range"] for p in KEY["place"])))) == list(map(tuple, ranges))


# --- in the snapshot


@each_place
def test_the_plan_of_the_unit_has_its_title_and_its_entries_in_order(built: Built, place: Place):
    units = units_of(built.snapshot, place)
    plan = [b for b in built.snapshot.items[item_of(built.snapshot, place.item).id] if b.column == "plan"]
    entries = [b for b in plan if b.unit in units]
    assert entries_agree(place.entries, [b.mark for b in entries]), [b.mark for b in entries]
    assert place.title in ("?", entries[0].text)  # (2) of Ⅰ-4: the heading is lost
    assert (len(units) == 1) is (str(place) not in ANSWERED_ONE_BY_ONE)


@each_place
def test_the_progress_has_the_same_kinds_of_paragraphs_and_tables_in_order(built: Built, place: Place):
    run = the_run(built.snapshot, place)
    if place.progress[0].startswith("heading"):
        assert run[0] is progress(built.snapshot, place)[0]
    assert len(run) >= len(place.progress)


@each_place
def test_every_figure_of_the_running_text_stands_in_its_column_in_order(built: Built, place: Place):
    # 「?件」 of (3) of Ⅰ-4 is the number of the year before, in brackets, of which 件 alone is left.
    for column, figures in place.figures.items():
        text = "\n".join(b.printed for b in blocks_of(built.snapshot, place, column))
        assert missing_figures(figures, text) == [], (column, text)


@each_place
def test_captions_bands_and_notes_of_the_tables_are_the_published_ones(built: Built, place: Place):
    # Captions of Ⅰ-7 (3) are lost ("?"), and so is the wording of two notes.
    blocks = progress(built.snapshot, place)
    for key, block in zip(place.tables, tables_in_order(built.snapshot, place), strict=True):
        grid = block.grid
        assert grid is not None
        assert key["caption"] in ("?", grid.caption)
        assert [i for i, axis in enumerate(grid.row_keys) if axis.role == "header"] == key.get("bands", [])
        after = blocks[blocks.index(block) + 1 :]
        below = after[: next((i for i, b in enumerate(after) if b.kind != "note"), len(after))]
        assert len(below) == len(key["notes"])
        assert all(k in ("?", b.mark) for k, b in zip(key["notes"], below, strict=True))


def test_a_place_answered_by_a_reference_prints_the_number_of_its_target(built: Built):
    place = next(p for p in places() if p.references)
    note = next(b for b in progress(built.snapshot, place) if b.kind == "note")
    plan = {b.entry: b.mark for blocks in built.snapshot.items.values() for b in blocks if b.column == "plan"}
    assert [number for number in place.references if number in note.printed] == place.references
    assert [plan[target] for target in note.targets] == [number.split("-")[-1] for number in place.references]


def test_what_is_answered_by_a_reference_alone_has_no_self_assessment(built: Built):
    place = next(p for p in places() if str(p) == "Ⅰ-7-(2)")
    units = units_of(built.snapshot, place)
    item = built.snapshot.items[item_of(built.snapshot, place.item).id]
    assert [any(b.unit == u and b.column == "self" for b in item) for u in units] == [True, True, False, True]


# --- in print


@each_place
def test_the_word_cells_hold_the_blocks_in_order_and_the_tables_cell_by_cell(
    built: Built, word: WordBody, place: Place
):
    blocks = progress(built.snapshot, place)
    printed = [line for row in dict.fromkeys(b.row for b in blocks) for line in word.cell(row or "", PROGRESS)]
    expected: list[str | Matrix] = []
    for b in blocks:
        if b.grid is None:
            expected.append(b.printed)
        else:
            expected += [b.grid.caption] if b.grid.caption else []
            expected.append(whole(b.grid))
    assert printed == expected
    drawn = [line for line in printed if isinstance(line, list)]
    for key in place.tables:
        assert sum(table_agrees(key, one) for one in drawn) == 1, key


@each_place
def test_the_word_row_of_the_unit_begins_with_its_plan(built: Built, word: WordBody, place: Place):
    item = item_of(built.snapshot, place.item)
    blocks = built.snapshot.items[item.id]
    for unit in units_of(built.snapshot, place):
        row = next(b.row for b in blocks if b.unit == unit and b.row)
        plan = [b.printed for b in blocks if b.unit == unit and b.column == "plan"]
        if item.level == 1:  # Ⅳ and Ⅴ: their row is not the one with the rating, so it repeats the heading in brackets
            plan[0] = f"({plan[0]})"
        assert word.cell(row or "", 0) == plan


@each_place
def test_the_excel_sheet_has_the_lines_in_order_and_the_tables_cell_by_cell(
    built: Built, excel: dict[str, ExcelItem], place: Place
):
    sheet = excel[place.item]
    texts = iter(sheet.texts(PROGRESS))
    for block in progress(built.snapshot, place):
        for line in (block.grid.caption if block.grid else block.printed).split("\n"):
            assert not line or line in texts, line  # `in` reads on from the line before
    for key in place.tables:
        lines = key["header"] + key["body"]
        drawn = [m for m in sheet.tables(PROGRESS, (len(lines), len(lines[0]))) if table_agrees(key, m)]
        assert len(drawn) == 1, key


def test_one_row_with_both_headings_carries_the_rating_that_two_chapters_share(built: Built, word: WordBody):
    shared = KEY["shared_rating"]
    first = next(b.row for b in built.snapshot.items[item_of(built.snapshot, "Ⅳ").id] if b.row)
    headings = [f"{h['number']} {h['title']}" for h in shared["headings"]]
    assert word.before(first or "", 1, 0) == headings
    assert word.before(first or "", 1, 4) == [f"評価:{shared['rating']}"]


def test_each_of_the_two_chapters_keeps_its_own_viewpoints_and_reasons(built: Built, word: WordBody):
    for number in ("Ⅳ", "Ⅴ"):
        blocks = built.snapshot.items[item_of(built.snapshot, number).id]
        row = next(b.row for b in blocks if b.row) or ""
        for column, at in (("viewpoint", 3), ("reason", 4)):
            assert word.cell(row, at) == [b.printed for b in blocks if b.column == column]
