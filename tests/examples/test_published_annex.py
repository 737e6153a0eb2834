"""Published figures of the statements and the appendix: they stand in the snapshot, in Word and in the printed Excel.

The key (``tests/keys/published_annex.toml``) was read from the text by eye, before the data of the example.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from made_example import TOP, Built
from published_annex import KEY, Read, excel_table, snapshot_tables, word_tables

from authoring import verbs
from authoring.edition.blocks import Snapshot

Tables = dict[str, tuple[Read, dict[str, Any]]]
each_table = pytest.mark.parametrize("key", KEY, ids=[k["place"] for k in KEY])
NUMBERS = re.compile(r"[▲△−+]?[0-9][0-9,]*(?:\.[0-9]+)?")


@pytest.fixture(scope="session")
def tables(built: Built) -> Tables:
    return snapshot_tables(built.out / "edition")


@pytest.fixture(scope="session")
def word(built: Built) -> dict[str, tuple[list[str], list[list[str]]]]:
    return {heading: (lines, cells) for heading, lines, cells in word_tables(built.out / "evaluation.docx")}


def of_place(found: dict[str, Any], snapshot: Snapshot, place: str) -> Any:
    """What is found under the heading of a place, which ends with its title."""
    title = next(p.title for p in snapshot.places if p.id == place)
    return next(what for heading, what in found.items() if heading.endswith(title))


def wrong(read: Read, cells: list[list[str]]) -> list[tuple[str, str, str, str | None]]:
    """The key's figures that the table has otherwise, with what it has."""
    told = [(row, column, text, read.text(row, column)) for row, column, text in cells]
    return [each for each in told if each[2] != each[3]]


def test_the_key_is_a_sample_of_every_table_of_the_issue():
    assert {"予算", "収支計画", "資金計画", "別表1", "別表3", "別表7"} <= {k["place"] for k in KEY}
    assert sum(len(k["cells"]) for k in KEY) >= 60
    assert all(NUMBERS.search(text) for k in KEY for _, _, text in k["cells"])


@each_table
def test_the_published_figures_stand_in_the_snapshot(tables: Tables, key: dict[str, Any]):
    read, block = tables[key["place"]]
    assert wrong(read, key["cells"]) == []
    assert block["unit"] == key.get("unit", block["unit"])


@each_table
def test_the_published_figures_stand_in_word(built: Built, tables: Tables, word, key: dict[str, Any]):
    read, _ = tables[key["place"]]
    lines, cells = of_place(word, built.snapshot, key["place"])
    assert wrong(Read(cells, read.header, read.stub), key["cells"]) == []
    if "unit" in key:
        assert f"(単位:{key['unit']})" in lines


@each_table
def test_the_published_figures_stand_in_the_printed_excel(built: Built, tables: Tables, key: dict[str, Any]):
    read, _ = tables[key["place"]]
    cells = excel_table(built.out / "evaluation.xlsx", key["place"])[-len(read.cells) :]
    assert wrong(Read(cells, read.header, read.stub), key["cells"]) == []


def test_the_figures_of_a_cell_are_read_as_numbers_with_their_units(tables: Tables):
    _, block = tables["別表1"]
    forced = next(line for line in block["body"] if line[0] == "強制徴収の着実な実施")
    told = [(v["label"], v["value"], v["unit"]) for v in forced[-1]["values"]]
    assert told == [("最終催告送付", "142871", "件"), ("督促状送付", "89615", "件"), ("差押実施", "20590", "件")]


def test_every_place_of_the_appendix_has_a_text_and_stands_in_the_published_order(built: Built):
    places = [p.id for p in built.snapshot.places]
    assert places == [
        "予算", "収支計画", "資金計画", *(f"別表{n}" for n in range(1, 10)),
        "参考資料-総括表", "参考資料-事項別表", "参考資料-三か年",
    ]  # fmt: skip
    assert [p for p in places if not built.snapshot.items[p]] == []


def test_the_next_year_has_the_same_places_with_their_windows_moved_on():
    loaded = verbs.load(TOP / "examples" / "r02")
    assert loaded.edition is not None
    table = next(t for t in loaded.edition.tables if t.name == "収納対策に関する指標の推移")
    years = [c for c in table.columns if c.used]
    assert [years[0].labels, years[-2].labels, years[-1].labels] == [("平成23年度",), ("元年度",), ("令和2年度",)]
    assert [table.cells["r1", c.id].text for c in years if ("r1", c.id) in table.cells][-1] == "329,209"
