"""What was written is read back exactly; whatever is damaged is told, with its file and line, and never a traceback."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from generated_snapshots import SMALL, snapshots, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from authoring.archive.snapshot import read_snapshot, snapshot_files
from authoring.problems import Exit, exit_code

FILES = snapshot_files(SMALL)
UNHURRIED = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # they write to a disk


@UNHURRIED
@given(snapshots())
def test_what_was_written_is_read_back(snapshot):
    with tempfile.TemporaryDirectory() as folder:
        assert read_snapshot(write(snapshot, Path(folder))) == (snapshot, [])


def test_reading_and_writing_again_gives_the_same_bytes(tmp_path):
    again, problems = read_snapshot(write(SMALL, tmp_path))
    assert (again, problems) == (SMALL, [])
    assert snapshot_files(again) == FILES
    assert again.items["i2"][1].origin == "部署/a.xlsx#取組!E9"
    assert list(again.items) == ["i2", "c6", "c5", "予算", "別表3"]


def test_a_windows_checkout_and_a_byte_order_mark_do_not_matter(tmp_path):
    write(SMALL, tmp_path)
    for name in FILES:
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + FILES[name].replace(b"\n", b"\r\n"))
    assert read_snapshot(tmp_path) == (SMALL, [])


def test_an_item_file_of_an_older_build_is_not_read(tmp_path):
    write(SMALL, tmp_path)
    (tmp_path / "items/gone.jsonl").write_text("{", "utf-8")
    assert read_snapshot(tmp_path) == (SMALL, [])


def read_changed(tmp_path, name, old, new):
    folder = write(SMALL, tmp_path / "r01")
    data = FILES[name]
    assert old in data
    (folder / name).write_bytes(data.replace(old, new, 1))
    snapshot, problems = read_snapshot(folder)
    assert snapshot is None
    assert exit_code(problems) == Exit.UNREADABLE
    return [(p.code, p.origin.file, p.message) for p in problems]


@pytest.mark.parametrize("name", ["", "items", "items/i2.jsonl", "no/such", "nul\0"])
def test_what_is_no_snapshot_is_named(tmp_path, name):
    write(SMALL, tmp_path)
    snapshot, (found,) = read_snapshot(tmp_path / name if name else tmp_path.parent / "nothing")
    assert snapshot is None
    assert (found.code, found.exit) == ("snapshot-not-folder", Exit.UNREADABLE)


def test_a_newer_form_is_named_and_not_read_further(tmp_path):
    ((code, file, message),) = read_changed(tmp_path, "edition.json", b'"format":1,', b'"format":2,\n"year":{},')
    assert (code, file) == ("snapshot-newer", "r01/edition.json")
    assert "2" in message


def test_a_missing_item_is_named(tmp_path):
    folder = write(SMALL, tmp_path / "r01")
    (folder / "items/i2.jsonl").unlink()
    snapshot, (found,) = read_snapshot(folder)
    assert snapshot is None
    assert (found.code, found.origin.file, found.exit) == ("snapshot-item-missing", "r01/items/i2.jsonl", 3)
    assert "保険料" in found.message


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path):
    folder = write(SMALL, tmp_path / "r01")
    (folder / "requests.jsonl").unlink()
    (folder / "requests.jsonl").mkdir()
    snapshot, (found,) = read_snapshot(folder)
    assert snapshot is None
    assert (found.code, found.origin.file) == ("file-no-access", "r01/requests.jsonl")


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "why"),
    [
        ("items/i2.jsonl", b'"kind":"paragraph","mark":"\xe3\x83\xbb"', b'"kind":"para', "2行目", "JSON"),
        ("items/i2.jsonl", b'"level":2', b'"level":"2"', "2行目", "「level」が整数ではありません"),
        ("items/i2.jsonl", b'"level":1', b'"level":true', "1行目", "「level」が整数ではありません"),
        ("items/i2.jsonl", b'"section":"i2",', b"", "1行目", "「section」がありません"),
        ("items/i2.jsonl", "納付率を".encode(), b"\x93\x5f", "1行目", "UTF-8"),
        ("items/i2.jsonl", "納付率を".encode(), b"\\ud800", "1行目", "JSON"),
        ("items/i2.jsonl", b'"targets":[]', b'"targets":' + b"[" * 100_000, "1行目", "JSON"),
        ("items/i2.jsonl", b'"level":2', b'"level":' + b"9" * 5000, "2行目", "JSON"),
        ("items/i2.jsonl", b'"level":2', b'"level":NaN', "2行目", "NaN"),
        ("items/i2.jsonl", b'"rowspan":2', b'"rowspan":3', "3行目", "はみ出して"),
        ("items/i2.jsonl", b'"68.1",', b"", "3行目", "揃っていません"),
        ("items/i2.jsonl", b'"row_keys":[', b'"row_keys":[{"id":"r0"},', "3行目", "row_keys"),
        ("items/i2.jsonl", b'{"id":"r1.self.1"', b'[]\n{"id":"r1.self.1"', "2行目", "オブジェクト"),
        ("indicators.jsonl", b'"69.3"', "\"六十九\"".encode(), "1行目", "「value」が数ではありません"),
        ("indicators.jsonl", b'"69.3"', b'"1E+999999"', "1行目", "数が読めません"),
        ("indicators.jsonl", b'"2019":', b'"2019-13":', "1行目", "時期"),
        ("requests.jsonl", b'"kept":true', b'"kept":1', "2行目", "kept"),
        ("appendix.jsonl", "別表3".encode(), b"x", "1行目", "id"),
        ("edition.json", b'"by":"boss","rating"', b'"by":"boss,"rating"', "行目", "JSON"),
    ],
)  # fmt: skip
def test_a_damaged_line_is_named(tmp_path, name, old, new, line, why):
    if name == "appendix.jsonl":
        old, why = b'"place":"' + old + b'"', "place"
        new = b'"place":"' + new + b'"'
    ((code, file, message),) = read_changed(tmp_path, name, old, new)
    assert (code, file) == ("snapshot-damaged-line", f"r01/{name}")
    assert why in message
    assert line in message


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b'"format":1,', b"", "format"),
        (b'"year":2019,\n', b'"year":0,\n', "年ではありません"),
        (b'"parent":"c1"', b'"parent":"c5"', "より前"),
        (b'"id":"c6"', b'"id":"c1"', "二度"),
        (b'"id":"i2"', b'"id":"../../i2"', "IDではありません"),
        (b'"kind":"renamed"', b'"kind":"other"', "other"),
        (b'"scale":"five"', b'"scale":"six"', "profile"),
        (b'"fills":"plan"', b'"fills":"typed"', "profile"),
        (b'"total":1', b'"total":"1"', "total"),
        ('"agency":"見本機構",\n"profile"'.encode(), '"agency":"他機構",\n"profile"'.encode(), "agency"),
    ],
)
def test_a_damaged_front_is_told(tmp_path, old, new, why):
    ((code, file, message),) = read_changed(tmp_path, "edition.json", old, new)
    assert (code, file) == ("snapshot-damaged", "r01/edition.json")
    assert why in message


def test_all_damaged_lines_are_told_in_one_run(tmp_path):
    folder = write(SMALL, tmp_path / "r01")
    (folder / "items/i2.jsonl").write_bytes(b"{\n" + FILES["items/i2.jsonl"] + b"}\n")
    (folder / "requests.jsonl").write_bytes(b"\n\nno\n")
    found = read_snapshot(folder)[1]
    assert [(p.origin.file, p.message[6:9]) for p in found] == [
        ("r01/items/i2.jsonl", "1行目"),
        ("r01/items/i2.jsonl", "5行目"),
        ("r01/requests.jsonl", "3行目"),
    ]


@settings(UNHURRIED, max_examples=300)
@given(
    st.sampled_from(sorted(FILES)),
    st.integers(0, 3000),
    st.integers(0, 40),
    st.binary(max_size=6) | st.sampled_from([b"null", b"[]", b"{}", b"-1", b'""', b"\n", b"0", b"true", b"1e9"]),
)
def test_no_damage_ends_in_a_traceback(name, at, cut, put):
    data = FILES[name]
    at %= len(data) + 1
    with tempfile.TemporaryDirectory() as made:
        folder = write(SMALL, Path(made))
        (folder / name).write_bytes(data[:at] + put + data[at + cut :])
        snapshot, problems = read_snapshot(folder)
    assert (snapshot is None) == bool(problems)
    assert all(p.exit is Exit.UNREADABLE for p in problems)
    if snapshot is not None:
        assert snapshot_files(snapshot)  # what was taken can be written again
