"""Past years are found in several places; the later year is right about a figure that it restates."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from generated_snapshots import AGENCY, PROFILE, SMALL, indicator, write

from authoring.archive import places
from authoring.archive.past import past_folders, read_past, series
from authoring.edition.profile import profile_from
from authoring.problems import Exit, Origin

OTHER = profile_from({**PROFILE.raw, "agency": "他機構"})


def of_year(year, **values):
    told = {period.removeprefix("y").replace("_", "-"): value for period, value in values.items()}
    return replace(SMALL, year=year, indicators=(indicator("rate", told),))


def test_the_year_is_what_the_edition_says_and_the_first_root_wins(tmp_path):
    near, far = tmp_path / "near", tmp_path / "far"
    for folder, year in ((near / "r01", 2019), (far / "r01", 2019), (far / "h30", 2018), (far / "a name", 2017)):
        write(of_year(year), folder)
    assert past_folders([near, tmp_path / "nothing", far], AGENCY) == {
        2017: far / "a name", 2018: far / "h30", 2019: near / "r01",
    }  # fmt: skip


def test_another_agency_and_what_is_no_past_year_are_left_out(tmp_path):
    write(replace(SMALL, profile=OTHER), tmp_path / "r01")
    (tmp_path / "README.md").write_text("過去年度", "utf-8")
    (tmp_path / "notes").mkdir()
    assert past_folders([tmp_path, tmp_path / "README.md"], AGENCY) == {}
    assert list(past_folders([tmp_path], "他機構")) == [2019]
    assert read_past([tmp_path], AGENCY, 2030) == ({}, [])


def test_only_years_before_are_read_oldest_first(tmp_path):
    for name, year in (("r02", 2020), ("r01", 2019), ("h30", 2018)):
        write(of_year(year), tmp_path / name)
    past, problems = read_past([tmp_path], AGENCY, 2020)
    assert (list(past), problems) == ([2018, 2019], [])
    assert past[2018] == of_year(2018)


def test_damaged_past_years_are_told_and_the_others_read(tmp_path):
    for name, year in (("r01", 2019), ("h30", 2018), ("h29", 2017), ("h28", 2016)):
        write(of_year(year), tmp_path / name)
    (tmp_path / "h30/edition.json").write_text("{", "utf-8")
    (tmp_path / "h29/items/i2.jsonl").unlink()
    edition = tmp_path / "h28/edition.json"
    edition.write_text(edition.read_text("utf-8").replace('"year":2016,', '"year":null,', 1), "utf-8")
    past, problems = read_past([tmp_path], AGENCY, 2030)
    assert list(past) == [2019]
    assert {p.origin.file for p in problems} == {"h28/edition.json", "h29/items/i2.jsonl", "h30/edition.json"}
    assert {p.exit for p in problems} == {Exit.UNREADABLE}


def test_a_later_year_restates_a_figure():
    past = {
        2019: of_year(2019, y2018="68.2", y2019="69.3"),
        2017: of_year(2017, y2017="66.3"),
        2018: of_year(2018, y2018="68.1", y2018_12="67"),
    }
    found = series(past, "rate")
    assert {period: value.value for period, value in found.items()} == {
        "2017": Decimal("66.3"),
        "2018": Decimal("68.2"),
        "2018-12": Decimal("67"),
        "2019": Decimal("69.3"),
    }
    assert list(found) == sorted(found)
    assert series(past, "unknown") == {}


def test_a_value_keeps_its_exact_form_status_and_origin():
    told = indicator("rate", {"2019": "69.3"})
    told["values"]["2019"] |= {"exact": "69.27", "status": "速報", "origin": "部署/a#b.xlsx#指標!C4"}
    value = series({2019: replace(SMALL, indicators=(told,))}, "rate")["2019"]
    assert (value.value, value.exact, value.status) == (Decimal("69.3"), Decimal("69.27"), "速報")
    assert value.origin == Origin("部署/a#b.xlsx", "指標", "C4")


def test_a_line_of_a_text_is_an_origin_too():
    told = indicator("rate", {"2019": "69.3"})
    told["values"]["2019"] |= {"origin": "r01.txt#L123"}
    assert str(series({2019: replace(SMALL, indicators=(told,))}, "rate")["2019"].origin) == "r01.txt#L123"


def test_in_a_checkout_past_years_and_templates_lie_beside_the_package():
    root = Path(__file__).resolve().parents[2]
    assert places.project_past_years() == root / "past_years"
    assert places.project_templates() == root / "templates"


def test_in_the_wheel_they_lie_in_its_data(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "_PACKAGE", tmp_path / "authoring")
    (tmp_path / "authoring/_data/templates").mkdir(parents=True)
    assert places.project_templates() == tmp_path / "authoring/_data/templates"
    assert places.project_past_years() == tmp_path / "past_years"
