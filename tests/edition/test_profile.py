"""The agency profile: read, and held to what its parts name."""

import pytest
from small import PROFILE_FILE, profile

from authoring.edition.profile import profile_from, read_profile

TEXT = PROFILE_FILE.read_text("utf-8")


def test_the_profile_of_the_project_has_no_loose_end():
    found, problems = read_profile(TEXT, "agency.toml")
    assert problems == []
    assert [c.id for c in found.typed("agency")] == ["progress", "self"]
    assert found.scale_of(found.raters[0].id).letters == ("S", "A", "B", "C", "D")
    assert found.mid_term(2019).name == "第3期中期目標期間"


def test_a_snapshot_keeps_the_profile_whole():
    assert profile_from(profile().raw) == profile()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('scale = "five"', 'scale = "six"', "段階 six がありません"),
        ('fills = "plan"', 'fills = "typed"', 'fills = "plan" の列がちょうど一つ要ります'),
        ('columns = ["plan", "progress", "self"]', 'columns = ["plan", "proces"]', "列 proces がありません"),
        ('parts = ["title", "contents", "body",', 'parts = ["title", "cover",', "部 cover はありません"),
        ('total = "計"', "", "words に total がありません"),
    ],
)
def test_a_name_that_the_profile_does_not_have_is_told(old, new, words):
    found, problems = read_profile(TEXT.replace(old, new), "agency.toml")
    assert found is None
    assert [p.code for p in problems] == ["settings-incomplete"]
    assert words in problems[0].message


DOKUHO = PROFILE_FILE.with_name("dokuho.toml").read_text("utf-8")


def test_a_second_agency_has_raters_of_both_sides():
    found, problems = read_profile(DOKUHO, "agency.toml")
    assert problems == []
    assert [r.id for r in found.raters_of("agency")] == ["corporation"]
    assert [found.rating_column(r).id for r in found.raters] == ["own_rating", "ministers_rating"]
    assert [s.from_percent for s in found.scale_of("corporation").steps] == ["120", "120", "100", "80", ""]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('column = "own_rating"', 'column = "results"', "列 results は、評定の列ではありません"),
        ('column = "own_rating"', 'column = "ministers_rating"', "評定の列 own_rating に、評定者がありません"),
        ('id = "results"', 'id = "state"', "列 state のIDは使えません"),
        ('spans = "row"\nfills', 'spans = "item"\nfills', '列 own_rating は法人が記入する列なので、spans = "row" です'),
    ],
)
def test_a_column_that_nobody_could_fill_is_told(old, new, words):
    assert old in DOKUHO
    found, problems = read_profile(DOKUHO.replace(old, new), "agency.toml")
    assert found is None
    assert words in problems[0].message


def test_which_profile_is_the_usual_one_is_no_content_of_an_edition():
    assert "default" not in profile().raw


def test_a_file_that_is_no_toml_is_told():
    _, problems = read_profile("agency = ", "agency.toml")
    assert [p.code for p in problems] == ["settings-broken"]
