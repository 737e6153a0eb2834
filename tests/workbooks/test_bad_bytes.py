"""Whatever the bytes of a workbook are, reading it gives a value or problems of the catalogue, never an exception."""

import json

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from workspaces import ASKED, COMMON, PAID, RATED, zipped

from authoring.checks.locked import check_locked
from authoring.cli import main
from authoring.edition.profile import read_profile
from authoring.edition.resolve import resolve
from authoring.files.opening import open_package
from authoring.problems import catalogue
from authoring.workbooks.read_inputs import read_inputs


@pytest.fixture(scope="module")
def alone(good, tmp_path_factory):
    """A workspace with three workbooks; reads it with the bytes of one of them changed."""
    root = tmp_path_factory.mktemp("bytes")
    profile, _ = read_profile((good / "agency.toml").read_text("utf-8"), "agency.toml")
    for file in (COMMON, PAID, RATED):
        (root / file).parent.mkdir(parents=True, exist_ok=True)

    def read(changed_file: str, data: bytes) -> None:
        for file in (COMMON, PAID, RATED):
            (root / file).write_bytes(data if file == changed_file else (good / file).read_bytes())
        edition, contents, problems = read_inputs(root, 2019, profile)
        if edition is not None:
            problems = [*problems, *resolve(edition)[1], *check_locked(edition, contents, None)]
        assert edition is not None or any(p.origin.file == COMMON for p in problems)
        assert all(p.code in catalogue() and p.message and p.hint for p in problems)
        assert all(p.origin is None or p.origin.file.startswith("inputs/") for p in problems)

    return read


def changed(data: bytes, places: list[tuple[float, int]]) -> bytes:
    spoiled = bytearray(data)
    for where, byte in places:
        spoiled[int(where * (len(spoiled) - 1))] = byte
    return bytes(spoiled)


PLACES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=8)


@settings(max_examples=50, deadline=None)
@given(PLACES)
def test_any_bytes_changed_in_the_file_give_problems_and_no_exception(good, alone, places):
    alone(PAID, changed((good / PAID).read_bytes(), places))


@settings(max_examples=50, deadline=None)
@given(st.data(), PLACES)
def test_any_bytes_changed_in_a_part_give_problems_and_no_exception(good, alone, data, places):
    package = open_package(good / PAID, "xlsx")
    parts = {name: package.read(name) for name in package.names}
    name = data.draw(st.sampled_from(sorted(parts)))
    alone(PAID, zipped(parts | {name: changed(parts[name], places)}))


WILD = [
    "",
    "0",
    "-1",
    "1E+400",
    "9" * 400,
    "1E+300",
    "20200331",
    "NaN",
    "inf",
    "x",
    "²",
    "１",
    "#REF!",
    "1e-7",
    "-43831",
]
CELLS = st.tuples(
    st.sampled_from([COMMON, PAID, RATED]), st.sampled_from(WILD), st.sampled_from(["n", "s", "str", "e"])
)


@settings(max_examples=50, deadline=None)
@given(st.randoms(use_true_random=False), CELLS)
def test_any_value_in_any_cell_gives_problems_and_no_exception(good, alone, chance, spoiled):
    file, value, kind = spoiled
    package = open_package(good / file, "xlsx")
    parts = {name: package.read(name) for name in package.names}
    name = chance.choice(sorted(n for n in parts if n.startswith("xl/worksheets/sheet")))
    tree = etree.fromstring(parts[name])
    cells = list(tree.iter("{*}c"))
    for cell in chance.sample(cells, min(5, len(cells))):
        for child in list(cell):
            cell.remove(child)
        etree.SubElement(cell, cell.tag[:-1] + "v").text = value
        cell.set("t", kind)
        cell.set("s", str(chance.randrange(40)))
    alone(file, zipped(parts | {name: etree.tostring(tree)}))


def run(*words: str):
    return CliRunner().invoke(main, list(words), prog_name="authoring")


@pytest.mark.parametrize(("file", "exits"), [(None, 0), (RATED, 1), (ASKED, 3)])
def test_the_command_check_prints_json_alone_with_the_exit_code_of_the_worst(desk, file, exits):
    if file == RATED:
        with desk.opened(RATED) as book:
            book["評価"]["C3"] = "X"
    elif file == ASKED:
        (desk.root / ASKED).write_bytes(b"")
    done = run("check", str(desk.root), "--format", "json")
    assert done.exit_code == exits
    shape = json.loads(done.stdout)
    told = [p for p in shape["problems"] if p["severity"] == "error"]
    assert [(p["file"], p["sheet"], p["cell"]) for p in told] == {
        0: [], 1: [(RATED, "評価", "C3")], 3: [(ASKED, None, None)],
    }[exits]  # fmt: skip
    assert shape["counts"]["error"] == len(told)


def test_the_command_build_writes_nothing_tells_all_on_stderr_and_shows_no_traceback(desk):
    with desk.opened(RATED) as book:
        book["評価"]["C3"] = "X"
    (desk.root / ASKED).write_bytes(b"PK\3\4")
    before = desk.files()
    done = run("build", str(desk.root))
    assert done.exit_code == 3
    assert desk.files() == before
    assert done.stdout == ""
    for words in ("rating-unknown", "file-damaged", "--draft", "評価!C3"):
        assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_failing_build_leaves_what_an_earlier_one_wrote(desk):
    assert run("build", str(desk.root)).exit_code == 0
    before = desk.files()
    assert any(name.startswith("out/") for name in before)
    with desk.opened(RATED) as book:
        book["評価"]["C3"] = "X"
    spoiled = (desk.root / RATED).read_bytes()
    assert run("build", str(desk.root)).exit_code == 1
    assert desk.files() == before | {RATED: spoiled}
