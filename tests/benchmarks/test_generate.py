"""The generated editions: sizes and proportions of the published document, every shape, equal for equal seeds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from authoring.edition.model import Edition, Table
from authoring.edition.references import parse_references
from benchmarks.generate import full_size, small
from benchmarks.pairs import pair
from benchmarks.tables import SHAPES

ROOT = Path(__file__).parents[2]
NUMBER = re.compile(r"[0-9][0-9,.]*|\{\{(?!参照|表|図|別表)")


@pytest.fixture(scope="module")
def edition() -> Edition:
    return full_size()


def texts_of(edition: Edition, column: str) -> list[str]:
    if column == "plan":
        return [e.text for e in edition.entries]
    return [x.cells[column].text for x in (*edition.rows, *edition.keyed) if column in x.cells]


def named(edition: Edition) -> list[Table]:
    return [t for t in edition.tables if t.name]


def test_the_text_has_the_size_and_the_proportions_of_the_published_document(edition: Edition) -> None:
    sizes = {c.id: sum(map(len, texts_of(edition, c.id))) for c in edition.profile.columns}
    whole = sum(sizes.values())
    assert 165_000 < whole < 180_000
    shares = {column: round(100 * size / whole) for column, size in sizes.items()}
    wanted = {"plan": 20, "progress": 45, "self": 13, "viewpoint": 8, "reason": 14}
    assert all(abs(shares[c] - wanted[c]) <= 2 for c in wanted), shares


def test_progress_has_a_figure_every_25_characters_or_so(edition: Edition) -> None:
    text = "".join(texts_of(edition, "progress"))
    assert 22 < len(text) / len(NUMBER.findall(text)) < 28


def test_there_are_20_items_of_one_to_three_owners_and_each_has_filled_rows(edition: Edition) -> None:
    assert len(edition.items) == 20
    assert {len(i.owners) for i in edition.items} == {1, 2, 3}
    units = {u.id: u for u in edition.units}
    assert {units[r.unit].item for r in edition.rows if r.filled} == {i.id for i in edition.items}
    assert any(len(u.owners) == 2 for u in edition.units)


def test_each_answered_unit_has_eight_rows_or_more_for_each_owner(edition: Edition) -> None:
    rows = Counter((r.unit, r.owner) for r in edition.rows)
    assert min(rows[u.id, o] for u in edition.units if u.answered for o in u.owners) >= 8
    assert set(rows) == {(u.id, o) for u in edition.units if u.answered for o in u.owners}


def test_chapters_four_and_five_share_a_rating_and_six_has_none(edition: Edition) -> None:
    four, five, six = edition.items[-3:]
    assert (four.rated, five.rated, six.rated) == ("", four.id, "none")
    assert len([r for r in edition.ratings if r.year == edition.year]) == 18


def test_24_former_items_lead_to_the_18_rated_ones(edition: Edition) -> None:
    assert edition.years_shown == (2017, 2018, 2019)
    lines = [line for line in edition.lineage if line.year == 2019]
    assert len(lines) == 24
    assert {line.new for line in lines} == {i.id for i in edition.items if not i.rated}
    assert Counter(r.year for r in edition.ratings) == {2017: 24, 2018: 24, 2019: 18}


@pytest.mark.parametrize(("made", "tables"), [(full_size, 100), (small, len(SHAPES))])
def test_every_shape_of_table_is_there(made: object, tables: int) -> None:
    found = named(made())  # type: ignore[operator]
    assert len(found) == tables
    assert {shape for shape in SHAPES for t in found if f"の{shape}(" in t.name} == set(SHAPES)
    assert any(row.role == "header" for t in found for row in t.rows)
    assert {len(c.labels) for t in found for c in t.columns} == {0, 1, 2, 3}  # 0: the spare ones


def test_each_table_is_placed_once_and_one_of_them_in_two_items(edition: Edition) -> None:
    item = {u.id: u.item for u in edition.units}
    placed: dict[str, list[str]] = {}
    for row in edition.rows:
        for cell in row.cells.values():
            for ref in parse_references(cell.text):
                if ref.kind == "table":
                    placed.setdefault(ref.name, []).append(item[row.unit])
    assert set(placed) == {t.name for t in named(edition)}
    assert sorted(map(len, placed.values()))[-2:] == [1, 2]
    assert all(len(set(items)) == len(items) for items in placed.values())


def test_every_reference_names_something_that_is_there(edition: Edition) -> None:
    names = {n for i in edition.indicators if i.name for n in (i.name, *i.aliases)}
    numbered = {e.id for e in edition.entries if e.number}
    for column in ("progress", "self", "viewpoint", "reason"):
        for text in texts_of(edition, column):
            for ref in parse_references(text):
                assert ref.kind in ("table", "appendix") or ref.name in (numbered if ref.kind == "entry" else names)


def test_indicators_are_mentioned_in_several_columns_by_reference_and_plainly(edition: Edition) -> None:
    text = {c: "\n".join(texts_of(edition, c)) for c in ("progress", "self", "reason")}
    one = [i.name for i in edition.indicators if i.name]
    assert len(one) == 120
    everywhere = [n for n in one if all(n in text[c] for c in text)]
    assert len(everywhere) > 60
    assert any(f"{{{{{n}}}}}" in text["progress"] for n in everywhere)
    assert any(re.search(f"{re.escape(n)}は[0-9]", text["self"]) for n in everywhere)


def test_every_department_has_blank_tables_indicators_and_spare_axes(edition: Edition) -> None:
    homes = {(u.item, o) for u in edition.units for o in u.owners}
    assert Counter((t.item, t.owner) for t in edition.tables if not t.name) == dict.fromkeys(homes, 3)
    assert Counter((i.item, i.owner) for i in edition.indicators if not i.name) == dict.fromkeys(homes, 4)
    assert all(any(not a.used for a in axes) for t in edition.tables for axes in (t.rows, t.columns))


def test_equal_seeds_give_equal_editions_whatever_the_hash_seed() -> None:
    words = "import benchmarks.generate as g; e = g.small(3); print(e.entries, e.rows, e.keyed, e.tables, e.indicators)"
    told = [
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", words],
            cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert told[0] == told[1]
    assert small(3) == small(3)
    assert small(3) != small(4)


def test_two_years_of_a_pair_have_the_same_plan_and_half_of_the_plain_sentences_in_common() -> None:
    before, now = pair(scale=0.3)
    lines = [
        (new, old)
        for a, b in zip(now.rows, before.rows, strict=True)
        for c in a.cells
        for new, old in zip(a.cells[c].text.split("\n"), b.cells[c].text.split("\n"), strict=True)
    ]
    assert (before.year, now.year) == (2018, 2019)
    assert [(e.id, e.number) for e in before.entries] == [(e.id, e.number) for e in now.entries]
    assert len(lines) / 5 < sum(new == old for new, old in lines) < len(lines) * 4 / 5


def test_what_two_years_of_a_pair_state_of_one_year_is_the_same() -> None:
    before, now = pair(scale=0.3)
    indicators = {i.id: i for i in before.indicators}
    for one in now.indicators:
        old = indicators[one.id].values
        assert {p: v.value for p, v in one.values.items() if p in old} == {p: v.value for p, v in old.items()}
    tables = {t.id: t for t in before.tables}
    shared = 0
    for table in now.tables:
        old_columns = {(c.labels, c.period): c.id for c in tables[table.id].columns if c.period}
        for column in table.columns:
            other = old_columns.get((column.labels, column.period))
            for row in table.rows if other else ():
                if row.role == "value" and (row.id, column.id) in table.cells and "(" not in row.labels[0]:
                    shared += 1
                    if "世代別" not in table.name:  # each year has cohorts of its own
                        assert table.cells[row.id, column.id] == tables[table.id].cells[row.id, str(other)]
    assert shared > 50


def test_half_the_scale_has_half_of_everything_but_the_items() -> None:
    made = full_size(scale=0.5)
    assert (len(made.items), len(named(made)), len([i for i in made.indicators if i.name])) == (20, 50, 60)
    assert 80_000 < sum(len(t) for c in made.profile.columns for t in texts_of(made, c.id)) < 95_000
