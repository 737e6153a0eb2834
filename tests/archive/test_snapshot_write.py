"""A snapshot's files have the promised shape, key by key, and equal content gives equal bytes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from generated_snapshots import GRID, PROFILE, SMALL, indicator, snapshots
from hypothesis import HealthCheck, given, settings

from authoring.archive.snapshot import snapshot_files
from authoring.edition.blocks import Block, GridCell, Snapshot
from authoring.edition.profile import profile_from

FILES = snapshot_files(SMALL)
UNHURRIED = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def lines(name):
    return [json.loads(line) for line in FILES[name].decode().split("\n")[:-1]]


def test_every_item_has_a_file_and_other_empty_files_are_left_out():
    assert list(FILES) == [
        "edition.json", "items/i2.jsonl", "items/c6.jsonl", "items/c5.jsonl",
        "indicators.jsonl", "requests.jsonl", "statements.jsonl", "appendix.jsonl",
    ]  # fmt: skip
    assert FILES["items/c6.jsonl"] == b""
    assert list(snapshot_files(Snapshot(2019, PROFILE, (), {}))) == ["edition.json"]


def test_the_edition_has_the_promised_keys_in_order():
    shape = json.loads(FILES["edition.json"])
    assert list(shape) == [
        "format", "year", "agency", "profile", "outline", "ratings", "lineage", "counts", "titles", "notice",
    ]  # fmt: skip
    assert (shape["format"], shape["year"], shape["agency"]) == (1, 2019, "見本機構")
    assert shape["profile"] == PROFILE.raw
    assert shape["outline"] == [
        {"id": "c1", "parent": None, "level": 1, "number": "Ⅰ", "title": "業務", "owners": ["企画部"],
         "rated_with": None},
        {"id": "i2", "parent": "c1", "level": 2, "number": "2.", "title": "保険料", "owners": [], "rated_with": None,
         "item": True, "titles": {"list": "保険料の収納"}, "opens_unit": True},
        {"id": "c6", "parent": None, "level": 1, "number": "Ⅵ", "title": "その他", "owners": [], "rated_with": None,
         "item": True, "unrated": True},
        {"id": "c5", "parent": None, "level": 1, "number": "Ⅴ", "title": "予算", "owners": [], "rated_with": "i2",
         "item": True},
    ]  # fmt: skip
    assert shape["ratings"] == [{"item": "i2", "year": 2019, "by": "boss", "rating": "A"}]
    assert shape["lineage"][0] == {
        "year": 2019, "old": "i1", "new": "i2", "kind": "renamed", "old_title": "旧の保険料",
    }  # fmt: skip
    assert list(shape["counts"][0]) == ["year", "by", "S", "A", "B", "C", "D", "total"]


def test_a_changed_rating_changes_one_line():
    other = snapshot_files(replace(SMALL, ratings=(replace(SMALL.ratings[0], rating="B"),)))
    pairs = zip(FILES["edition.json"].split(b"\n"), other["edition.json"].split(b"\n"), strict=True)
    assert [new.decode() for old, new in pairs if old != new] == [
        '{"item":"i2","year":2019,"by":"boss","rating":"B"}',
    ]


def test_a_block_is_one_compact_line_with_the_promised_keys():
    plan, progress, _ = FILES["items/i2.jsonl"].decode().splitlines()
    assert plan == (
        '{"id":"i2.plan.1","section":"i2","unit":"i2","entry":"i2","row":null,"owner":null,"column":"plan",'
        '"kind":"paragraph","mark":"〇","level":1,"text":"納付率を上げる。","targets":[],"origin":null}'
    )
    assert progress == (
        '{"id":"r1.self.1","section":"i2","unit":"i2","row":"r1","owner":"国年部","column":"self","kind":"paragraph",'
        '"mark":"・","level":2,"text":"69.3%です。","typed":"{{納付率}}です。","targets":["rate"],'
        '"origin":"部署/a.xlsx#取組!E9"}'
    )


def test_a_table_stands_as_printed_with_its_axes():
    table = lines("items/i2.jsonl")[2]
    assert [table[key] for key in ("table", "name", "caption", "unit", "in_unit")] == [
        "t1", "納付率", "納付率の推移", "%", "i2",
    ]  # fmt: skip
    assert table["header"] == [
        [
            {"text": "", "rowspan": 2, "colspan": 1, "values": []},
            {"text": "納付率", "rowspan": 1, "colspan": 2, "values": []},
            None,
        ],
        [None, "30年度", "元年度"],
    ]
    value = {"label": "", "value": "69.3", "unit": "", "role": "value"}
    assert table["body"] == [["全国", "68.1", {"text": "69.3", "rowspan": 1, "colspan": 1, "values": [value]}]]
    assert table["row_keys"] == [{"id": "r1", "labels": ["全国"], "meaning": "points", "indicator": "rate"}]
    assert table["column_keys"] == [
        {"id": "label1", "role": "label"},
        {"id": "c1", "labels": ["納付率", "30年度"], "period": "2018"},
        {
            "id": "c2",
            "labels": ["納付率", "元年度"],
            "role": "target",
            "of": ["c1", "-c1@-1"],
            "period": "2019",
            "level": 1,
        },
    ]


def test_a_flag_is_told_only_where_the_axes_say_otherwise():
    odd = replace(GRID, body=((GridCell("全国", head=True), GridCell("68.1"), GridCell("69.3", number=True)),))
    made = replace(SMALL, items={**SMALL.items, "i2": (Block("b", "i2", "self", "table", "", grid=odd),)})
    line = json.loads(snapshot_files(made)["items/i2.jsonl"])
    assert line["body"] == [
        ["全国", {"text": "68.1", "rowspan": 1, "colspan": 1, "values": [], "number": False}, "69.3"],
    ]


def test_statements_and_appendix_tell_their_place():
    assert [line["place"] for line in lines("statements.jsonl")] == ["予算"]
    assert [line["place"] for line in lines("appendix.jsonl")] == ["別表3"]


def test_indicators_and_requests_have_the_promised_keys_in_order():
    (rate,) = lines("indicators.jsonl")
    assert list(rate) == [
        "id", "item", "owner", "name", "aliases", "unit", "good", "values", "target", "decimals",
    ]  # fmt: skip
    assert list(rate["values"]["2018"]) == ["value", "exact", "text", "status", "origin"]
    assert list(rate["target"]) == ["value", "comparator", "base", "text"]
    request, commitment = lines("requests.jsonl")
    assert list(commitment) == ["id", "item", "section", "kind", "text", "owner", "kept", "answered_in"]
    assert (request["kept"], request["declined"], commitment["kept"]) == (None, "済み", True)


def test_blocks_under_no_item_are_refused_rather_than_lost():
    with pytest.raises(ValueError, match="stray"):
        snapshot_files(replace(SMALL, items={**SMALL.items, "stray": ()}))


def _turned(value):
    """The same JSON value with every object's keys in the opposite order."""
    if isinstance(value, dict):
        return {key: _turned(member) for key, member in reversed(value.items())}
    return [_turned(member) for member in value] if isinstance(value, list) else value


@UNHURRIED
@given(snapshots())
def test_the_order_in_which_mappings_were_made_does_not_show(snapshot):
    turned = replace(
        snapshot,
        profile=profile_from(_turned(snapshot.profile.raw)),
        counts=tuple(map(_turned, snapshot.counts)),
        indicators=tuple(map(_turned, snapshot.indicators)),
        titles=_turned(snapshot.titles),
    )
    assert snapshot_files(turned) == snapshot_files(snapshot)


@UNHURRIED
@given(snapshots())
def test_files_are_utf_8_with_lf_and_one_json_value_a_line(snapshot):
    for name, data in snapshot_files(snapshot).items():
        assert b"\r" not in data
        assert data == b"" or data.endswith(b"\n")
        if name.endswith("l"):
            assert all(isinstance(json.loads(line), dict) for line in data.decode().split("\n")[:-1])


def test_periods_stand_in_order_of_time():
    made = replace(SMALL, indicators=(indicator("rate", {"2019": "69.3", "2018": "68.1", "2018-12": "68.5"}),))
    assert list(json.loads(snapshot_files(made)["indicators.jsonl"])["values"]) == ["2018", "2018-12", "2019"]
