"""The seeded faults: planted where a second witness exists, one cell each; the clean pair and the twins hold."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from authoring.edition.model import Edition
from benchmarks.fault_field import Field, field_of
from benchmarks.fault_prose import PROSE
from benchmarks.fault_tables import TABLES
from benchmarks.fault_twins import LINES, twins
from benchmarks.faults import KINDS, Plant, planted
from benchmarks.score_faults import EACH, GROUPS, plant_all
from benchmarks.witness import Relation, printed, relations

TOP = Path(__file__).parents[2]
WRITTEN = tomllib.loads((TOP / "benchmarks" / "faults_r02.toml").read_text("utf-8"))["fault"]


@pytest.fixture(scope="module")
def field() -> Field:
    return field_of(7)


def broken(edition: Edition) -> list[tuple[str, Relation]]:
    return [(t.name, r) for t in edition.tables if t.name for r in relations(t) if r.off(printed(t))]


def texts(edition: Edition) -> dict[tuple[str, ...], str]:
    """Everything that a person types in an edition, by where it stands."""
    found: dict[tuple[str, ...], str] = {}
    for r in (*edition.rows, *edition.keyed):
        found |= {("text", r.id, column): cell.text for column, cell in r.cells.items()}
    for t in edition.tables:
        found |= {("cell", t.id, *at): cell.text for at, cell in t.cells.items()}
    for i in edition.indicators:
        found |= {("value", i.id, period): str(v.value) for period, v in i.values.items()}
    found |= {("entry", e.id): f"{e.number} {e.text}" for e in edition.entries}
    return found | {("request", q.id): q.answered_in + q.declined for q in edition.requests}


def place(plant: Plant) -> tuple[str, ...]:
    kind = {"row": "text", "keyed": "text", "number": "entry", "title": "entry"}.get(plant.spot.kind, plant.spot.kind)
    return (kind, *plant.spot.ids)


def test_no_table_of_the_clean_pair_contradicts_itself(field: Field) -> None:
    assert broken(field.then) == []
    assert [name for name, _ in broken(field.now)] == []
    assert sum(1 for t in field.now.tables for _ in relations(t)) > 500


def test_there_are_fifteen_faults_of_every_kind_each_in_a_cell_of_its_own(field: Field) -> None:
    for group in GROUPS:
        field.used.clear()
        made = list(plant_all(field, group))
        assert Counter(p.kind for p in made) == dict.fromkeys(group, EACH)
        assert len({p.spot for p in made}) == len(made)
    assert sorted(kind for group in GROUPS for kind in group) == sorted(KINDS)


def test_a_fault_changes_its_own_cell_and_says_what(field: Field) -> None:
    clean = texts(field.now)
    for kinds in (PROSE, TABLES):
        for kind, makers in kinds.items():
            for maker in makers:
                plant = next(iter(maker(field)))
                after = texts(planted(field.now, [plant]))
                changed = {at for at in clean if clean[at] != after[at]}
                assert changed, (kind, plant.words)
                if kind != 3:  # there the part changes and its total is what has to be mended
                    assert place(plant) in changed, (kind, plant.words)
                assert len({at[1] for at in changed}) == 1, (kind, plant.words)


def test_a_changed_figure_of_a_table_is_one_that_no_rounding_explains(field: Field) -> None:
    for kind in (1, 3, 4, 7, 8):
        for maker in TABLES[kind]:
            for plant in [p for p in maker(field) if p.spot.kind == "cell"][:5]:
                assert broken(planted(field.now, [plant])), plant.words


def test_a_twin_breaks_nothing_in_its_table(field: Field) -> None:
    spots = (line.spot for line in field.lines if line.spot.ids[1] == "progress" and line.composed)
    made = list(twins(field, spots))
    assert len(made) > sum(map(len, LINES.values())) + 6
    for plant in made:
        if plant.spot.kind == "cell":
            assert broken(planted(field.now, [plant])) == [], plant.words


def test_equal_seeds_plant_equal_faults(field: Field) -> None:
    told = [[p.words for p in plant_all(made, (1, 2, 10))] for made in (field_of(7), field_of(7))]
    assert told[0] == told[1]


def test_five_faults_of_every_kind_are_written_for_the_example_and_their_words_are_there() -> None:
    assert Counter(f["kind"] for f in WRITTEN if not f.get("twin")) == dict.fromkeys(KINDS, 5)
    names = {f["at"].partition("#")[0] for f in WRITTEN}
    books = {name: openpyxl.load_workbook(TOP / "examples" / "r02" / name) for name in sorted(names)}
    for fault in WRITTEN:
        name, _, rest = fault["at"].partition("#")
        sheet, _, cell = rest.rpartition("!")
        assert fault["old"] in str(books[name][sheet][cell].value or ""), fault["at"]
