"""read(write(x)) == x: nothing that an edition holds is lost or changed on its way through Excel."""

import tempfile
from dataclasses import fields, replace
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from small import edition
from strategies import editions

from authoring.archive.roll import with_spares
from authoring.workbooks.read_inputs import read_inputs
from authoring.workbooks.write_inputs import write_inputs
from benchmarks.generate import entered
from benchmarks.generate import small as every_shape


def back(made):
    """The edition that comes back, and the codes of what was told on the way."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in write_inputs(made).items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        got, _, problems = read_inputs(Path(folder), made.year, made.profile)
    return got, [p.code for p in problems if p.severity == "error"]


def differences(a, b):
    """Names of the fields that differ. Owners' workbooks have an order; what stands in two of them has none between."""

    def held(edition, name):
        value = getattr(edition, name)
        return sorted(value, key=lambda x: x.id) if name in ("indicators", "requests", "tables", "keyed") else value

    return [f.name for f in fields(a) if held(a, f.name) != held(b, f.name)]


def test_the_small_edition_comes_back_with_its_spare_rows():
    made = with_spares(edition())
    got, errors = back(made)
    assert (differences(made, got), errors) == ([], [])


def test_tables_of_every_shape_come_back():
    made = entered(every_shape(3))
    got, errors = back(made)
    assert (differences(made, got), errors) == ([], [])


@settings(
    max_examples=20,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(editions())
def test_any_edition_comes_back(made):
    got, errors = back(made)
    assert (differences(made, got), errors) == ([], [])


def test_a_renumbered_target_is_typed_with_its_new_number_and_still_the_same():
    made = with_spares(edition())
    moved = tuple(replace(e, number="(7)") if e.id == "e4" else e for e in made.entries)
    got, _ = back(replace(made, entries=moved))
    assert [r.cells["progress"].text for r in got.rows if r.id == "r0003"] == ["〇{{参照:e4}}に記載しました。"]


def test_a_workbook_from_before_a_renumbering_is_read_by_its_own_numbers():
    """The department's workbook says Ⅰ-1-(1), which another entry bears today: its own 番号表 decides."""
    made = with_spares(edition())
    swapped = {"e4": "(2)", "e6": "(1)"}
    moved = replace(made, entries=tuple(replace(e, number=swapped.get(e.id, e.number)) for e in made.entries))
    with tempfile.TemporaryDirectory() as folder:
        files = write_inputs(made) | {"inputs/共通.xlsx": write_inputs(moved)["inputs/共通.xlsx"]}
        for name, data in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        got, _, _ = read_inputs(Path(folder), made.year, made.profile)
    assert [r.cells["progress"].text for r in got.rows if r.id == "r0003"] == ["〇{{参照:e4}}に記載しました。"]
    assert [k.key for k in got.keyed if k.id == "v0002"] == ["e6"]
