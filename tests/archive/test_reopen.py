"""A closed year reopens: the edition that is made of a snapshot prints as that snapshot, block for block."""

from __future__ import annotations

import tempfile
from dataclasses import fields, replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from small import TABLE, edition
from strategies import editions

from authoring.archive.reopen import edition_of
from authoring.archive.roll import with_spares
from authoring.archive.snapshot import read_snapshot
from authoring.edition.model import Axis, Cell, Entry, Keyed, Request, Row, TableCell
from authoring.edition.resolve import resolve
from authoring.workbooks.read_inputs import read_inputs
from authoring.workbooks.write_inputs import write_inputs
from benchmarks.generate import entered, full_size
from benchmarks.generate import small as every_shape

PAST = Path(__file__).resolve().parents[2] / "past_years"
NO_SHRINKING = [Phase.explicit, Phase.reuse, Phase.generate]


def printed(made):
    return resolve(made)[0]


def parts(one, other):
    """Names of the parts of two snapshots that differ, origins ignored."""
    return [f.name for f in fields(one) if told(one, f.name) != told(other, f.name)]


def told(snapshot, name):
    value = getattr(snapshot, name)
    if name != "indicators":
        return value
    return [
        {**one, "values": {period: {**v, "origin": None} for period, v in one["values"].items()}} for one in value
    ]  # fmt: skip


def through_files(made):
    """The edition that its workbooks give back."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in write_inputs(made).items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        got, _, _ = read_inputs(Path(folder), made.year, made.profile)
    return got


@settings(max_examples=60, phases=NO_SHRINKING, deadline=None, suppress_health_check=list(HealthCheck))
@given(editions())
def test_any_edition_prints_the_same_after_reopening(made):
    snapshot = printed(made)
    assert parts(printed(edition_of(snapshot)), snapshot) == []


@settings(max_examples=12, phases=NO_SHRINKING, deadline=None, suppress_health_check=list(HealthCheck))
@given(editions())
def test_any_edition_prints_the_same_after_reopening_and_going_through_the_workbooks(made):
    snapshot = printed(made)
    assert parts(printed(through_files(with_spares(edition_of(snapshot)))), snapshot) == []


def test_tables_of_every_shape_reopen_through_the_workbooks():
    snapshot = printed(entered(every_shape(3)))
    assert parts(printed(through_files(with_spares(edition_of(snapshot)))), snapshot) == []


@pytest.mark.parametrize("scale", [Fraction(1, 10), Fraction(1)])
def test_the_generated_edition_reopens(scale):
    snapshot = printed(full_size(2, scale=scale))
    assert parts(printed(edition_of(snapshot)), snapshot) == []


def test_the_published_year_reopens():
    snapshot, _ = read_snapshot(PAST / "r01")
    again, _ = resolve(edition_of(snapshot), titles=snapshot.titles)
    assert parts(again, snapshot) == []
    assert len(edition_of(snapshot).tables) > 10


def reopened(text, column="progress", **more):
    """The text of the first row after reopening."""
    row = Row("r0001", "e4", "収納部", {column: Cell(text)})
    got = edition_of(printed(edition(rows=(row, *edition().rows[1:]), **more)))
    return next(r.cells[column].text for r in got.rows if r.id == "r0001")


@pytest.mark.parametrize(
    "text",
    [
        "〇{{納付率}}でした。\n{{表:納付率の推移}}\n※1 2人",
        "≪用語解説≫\n・強制徴収\n\n続きです。",
        "≪用語解説≫\n・強制徴収\n〇続きです。",
        "≪用語解説≫\n・強制徴収\n{{表:納付率の推移}}\n・箱の中です。",
        "(1) 行動計画\n① 作った。\n・配った。",
        "1. 5人です。\n注1:印の前です。\nⅠ .点の前です。",
        "【主な取組】\n〇{{参照:e6}}と{{参照:e6:表題}}に記載",
        "〇{{現年度の納付率:前年度差}}です。",
    ],
)
def test_what_was_typed_is_there_again(text):
    assert reopened(text) == text


def test_a_missing_table_keeps_its_line_in_a_draft():
    assert reopened("〇次の表です。\n{{表:まだない表}}") == "〇次の表です。\n{{表:まだない表}}"


def test_the_echo_of_a_heading_is_not_typed_text():
    assert reopened("〇作りました。") == "〇作りました。"


def test_paragraphs_keep_their_owners_and_their_units():
    own = Entry("e5", "e4", 4, "①", "paragraph", "計画を作る。", opens_unit=True, owners=("企画部",))
    made = edition(entries=tuple(own if e.id == "e5" else e for e in edition().entries))
    assert edition_of(printed(made)).entries == made.entries


def test_a_point_of_the_plan_keeps_its_sign():
    point = Entry("e5", "e4", 4, "", "paragraph", "・計画を作る。")
    made = edition(entries=tuple(point if e.id == "e5" else e for e in edition().entries))
    assert edition_of(printed(made)).entries == made.entries


def test_two_rows_of_one_key_stay_two():
    two = (*edition().keyed, Keyed("v0003", "e2", "e2", {"viewpoint": Cell("〇見直したか。")}))
    assert {k.id: k.cells for k in edition_of(printed(edition(keyed=two))).keyed} == {k.id: k.cells for k in two}


def test_a_table_keeps_its_home_its_bands_and_its_corner():
    bands = replace(
        TABLE, owner="システム部", sign="△", rounding="切捨て", corner="年度\n区分",
        rows=(*TABLE.rows, *(Axis(name, ("再掲",), role="header") for name in ("r3", "r4")), Axis("r5", ("率",))),
        columns=(Axis("c1", ("前", "平成30年度"), period="2018"), Axis("c2", ("前", "令和元年度"), period="2019")),
        cells={
            **TABLE.cells,
            ("r3", "c1"): TableCell("年度"), ("r3", "c2"): TableCell("年度"), ("r5", "c2"): TableCell("1"),
        },
    )  # fmt: skip
    assert edition_of(printed(edition(tables=(bands,)))).tables == (bands,)


def test_last_years_requests_keep_their_answers():
    asked = (Request("q0001", "e2", "", "request", "広げられたい。", "収納部", True, "e4"),)
    made = edition(requests=asked)
    assert printed(made).answers == asked
    assert edition_of(printed(made)).requests == asked


def test_sources_of_figures_are_kept():
    one = edition().indicators[0]
    values = {**one.values, "2019": replace(one.values["2019"], source="業務統計")}
    made = edition(indicators=(replace(one, values=values),))
    assert edition_of(printed(made)).indicators == made.indicators


def test_a_snapshot_without_the_further_keys_still_reopens():
    """As a build of before wrote it, or an import: rows of 評価 are one a key, a table is of the row that shows it."""
    snapshot = printed(edition())

    def bare(block):
        grid = replace(block.grid, item="", owner="") if block.grid else None
        return replace(block, keyed=None, grid=grid)

    old = replace(snapshot, items={item: tuple(map(bare, blocks)) for item, blocks in snapshot.items.items()})
    got = edition_of(old)
    assert [(k.item, k.key) for k in got.keyed] == [("e2", "e2"), ("e2", "e6")]
    assert [(t.item, t.owner) for t in got.tables] == [("e2", "収納部")]
    assert got.rows == edition().rows
