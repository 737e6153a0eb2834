"""A first year without a past: prior figures and ratings are typed into 指標 and 対応表, and are shown."""

from dataclasses import replace

import openpyxl
import pytest
from small import edition
from years import AGENCY, COMMON, codes, column, sheet_of, snapshot_folder, type_in, workspace

from authoring import verbs
from authoring.archive.merge_past import known_ratings
from authoring.archive.roll import with_spares
from authoring.edition.model import Lineage, Rating
from authoring.edition.profile import read_profile
from authoring.edition.resolve import resolve
from authoring.problems import ProblemError
from authoring.workbooks.write_inputs import Beside, write_inputs

PLAN = "Ⅰ 業務の質\n1. 収納対策\n次のことに取り組む。\n(1) 行動計画\n① 計画を作る。\nⅡ 予算\n予算を執行する。\n"
WORK = "inputs/部署/Ⅰ-1_収納部.xlsx"


@pytest.fixture
def first(tmp_path):
    """A first year made of a plan; its owner is named, and the workbooks made for them."""
    plan = tmp_path / "計画.txt"
    plan.write_text(PLAN, "utf-8")
    verbs.new(2024, blank=True, profile="nenkin", plan=plan, out=tmp_path / "w")
    return tmp_path / "w"


def with_department(root):
    """What a reissue does after owners were named: the same edition, with a workbook for the department."""
    loaded = verbs.load(root)
    entries = tuple(replace(e, owners=("収納部",)) if e.item else e for e in loaded.edition.entries)
    for name, data in write_inputs(with_spares(replace(loaded.edition, entries=entries)), Beside(first=True)).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def test_prior_figures_are_to_fill_and_are_read_as_values(first):
    root = with_department(first)
    sheet = sheet_of(root, WORK, "指標")
    year = column(sheet, "令和4年度", 4)
    assert sheet.cell(5, year).protection.locked is False
    cells = {"指標名": "納付率", "単位": "%", "令和4年度": 68.1, "令和5年度": 69.3, "令和6年度 実績": 70.2}
    type_in(root, WORK, "指標", {(heading, 1): value for heading, value in cells.items()})
    loaded = verbs.load(root)
    one = next(i for i in loaded.edition.indicators if i.name)
    assert {p: str(v.value) for p, v in one.values.items()} == {"2022": "68.1", "2023": "69.3", "2024": "70.2"}
    assert [p.code for p in loaded.problems if p.severity != "info" and p.code != "unit-unanswered"] == []


def test_a_prior_figure_that_is_no_number_is_told(first):
    root = with_department(first)
    type_in(root, WORK, "指標", {("指標名", 1): "納付率", ("令和5年度", 1): "約七割"})
    assert "not-a-number" in codes(verbs.check(root), "error")


def test_a_prior_figure_without_a_name_is_told(first):
    root = with_department(first)
    type_in(root, WORK, "指標", {("令和5年度", 1): 69.3})
    assert "indicator-nameless" in codes(verbs.check(root))


def test_prior_ratings_are_typed_beside_the_lineage_and_shown(first):
    type_in(first, COMMON, "対応表", {("前年度の標語", 1): "A", ("前年度の標語", 2): "B"})
    snapshot = verbs.load(first).snapshot
    items = [e.id for e in snapshot.outline if e.item]
    assert [(r.item, r.year, r.rating) for r in snapshot.ratings] == [(items[0], 2023, "A"), (items[1], 2023, "B")]
    assert [(c["year"], c["A"], c["B"], c["total"]) for c in snapshot.counts] == [(2023, 1, 1, 2), (2024, 0, 0, 0)]
    verbs.build(first, draft="案")
    book = openpyxl.load_workbook(first / "out" / "evaluation.xlsx")
    words = {str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value}
    assert "令和5年度" in words


def test_a_first_year_looks_at_no_past_years_of_the_project(first):
    """The profile's agency has past years in the project, whose ids mean other things."""
    assert verbs.load(first).past == {}


def test_a_later_line_gives_an_earlier_rating(first):
    line = {"年度": "令和5年度", "旧ID": "f01", "旧表題": "収納", "新ID": "e0002", "区分": "改称", "前年度の標語": "C"}
    type_in(first, COMMON, "対応表", {(heading, 3): value for heading, value in line.items()})
    loaded = verbs.load(first)
    assert [(r.item, r.year, r.rating) for r in loaded.edition.ratings] == [("f01", 2022, "C")]
    assert loaded.edition.years_shown == (2022, 2024)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({("前年度の標語", 1): "Z"}, "choice-unknown"),
        ({("旧ID", 1): None, ("区分", 1): "新設", ("前年度の標語", 1): "A"}, "rating-prior-of-none"),
        ({("年度", 1): "令和7年度", ("前年度の標語", 1): "A"}, "rating-prior-late"),
        ({("旧ID", 2): "e0002", ("前年度の標語", 1): "A", ("前年度の標語", 2): "B"}, "rating-prior-twice"),
    ],
)
def test_a_rating_that_can_not_be_placed_is_one_problem(first, typed, code):
    type_in(first, COMMON, "対応表", typed)
    assert codes(verbs.check(first), "error") == [code]


def agency_edition(**more):
    profile, _ = read_profile(AGENCY, "agency.toml")
    return edition(profile=profile, **more)


def test_a_known_past_rating_wins_over_a_typed_one_and_both_are_told(tmp_path):
    before, _ = resolve(agency_edition(year=2018, ratings=(Rating("e2", 2018, "minister", "B"),), years_shown=(2018,)))
    snapshot_folder(before, tmp_path / "past_years" / "h30")
    root = workspace(tmp_path / "w")
    type_in(root, COMMON, "対応表", {("前年度の標語", 1): "A"})
    loaded = verbs.load(root)
    (told,) = [p for p in loaded.problems if p.code == "rating-prior-differs"]
    assert ("「A」" in told.message, "「B」" in told.message, told.origin.sheet) == (True, True, "対応表")
    assert Rating("e2", 2018, "minister", "B") in loaded.snapshot.ratings
    assert Rating("e2", 2018, "minister", "A") not in loaded.snapshot.ratings


def test_an_equal_typed_rating_is_no_problem_and_counts_once(tmp_path):
    before, _ = resolve(agency_edition(year=2018, ratings=(Rating("e2", 2018, "minister", "B"),), years_shown=(2018,)))
    snapshot_folder(before, tmp_path / "past_years" / "h30")
    root = workspace(tmp_path / "w")
    type_in(root, COMMON, "対応表", {("前年度の標語", 1): "B"})
    loaded = verbs.load(root)
    assert [p.code for p in loaded.problems if p.code.startswith("rating-prior")] == []
    assert [r.rating for r in loaded.snapshot.ratings if r.year == 2018] == ["B"]


def test_typed_ratings_reach_the_second_year_through_the_closed_first(tmp_path):
    root = workspace(tmp_path / "令和元年度")
    type_in(root, COMMON, "対応表", {("前年度の標語", 1): "C"})
    verbs.close(root)
    verbs.new(2020, from_=tmp_path / "past_years" / "r01", out=tmp_path / "令和2年度")
    loaded = verbs.load(tmp_path / "令和2年度")
    assert ("e2", 2018, "C") in {(r.item, r.year, r.rating) for r in loaded.snapshot.ratings}
    assert {c["year"]: c["C"] for c in loaded.snapshot.counts} == {2018: 1, 2019: 0, 2020: 0}


def test_a_later_year_has_its_prior_figures_locked(tmp_path):
    root = workspace(tmp_path / "令和元年度")
    verbs.close(root)
    verbs.new(2020, from_=tmp_path / "past_years" / "r01", out=tmp_path / "令和2年度")
    sheet = sheet_of(tmp_path / "令和2年度", WORK, "指標")
    assert sheet.cell(5, column(sheet, "令和元年度", 4)).protection.locked is True


def test_a_reopened_first_year_has_its_prior_figures_to_fill(tmp_path):
    root = workspace(tmp_path / "令和元年度")
    verbs.close(root)
    verbs.new(2019, from_=tmp_path / "past_years" / "r01", out=tmp_path / "w")
    sheet = sheet_of(tmp_path / "w", WORK, "指標")
    cell = sheet.cell(5, column(sheet, "平成30年度", 4))
    assert (cell.value, cell.protection.locked) == (68.13, False)


def test_a_common_workbook_of_before_without_the_column_is_read(tmp_path):
    root = workspace(tmp_path / "w")
    book = openpyxl.load_workbook(root / COMMON)
    sheet = book["対応表"]
    sheet.delete_cols(column(sheet, "前年度の標語", 4))
    book.save(root / COMMON)
    loaded = verbs.load(root)
    assert loaded.edition.lineage == (Lineage(2019, "e2", "e2", "kept", "収納対策"),)
    assert [p.code for p in loaded.problems if p.severity == "error"] == []


def test_a_rating_of_a_year_without_a_snapshot_is_as_the_next_year_tells_it():
    later, _ = resolve(edition(ratings=(Rating("e2", 2018, "minister", "C"), *edition().ratings)))
    own, _ = resolve(edition(year=2018, ratings=(Rating("e2", 2018, "minister", "B"),)))
    assert known_ratings({2019: later})["e2", 2018, "minister"].rating == "C"
    assert known_ratings({2018: own, 2019: later})["e2", 2018, "minister"].rating == "B"


def test_a_blank_year_without_a_plan_says_where_to_put_it(tmp_path):
    done = verbs.new(2020, blank=True, out=tmp_path / "w")
    assert "計画案" in done.next_step
    assert "reissue" in done.next_step


def profiles(folder, **texts):
    for name, text in texts.items():
        path = folder / "profiles" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_without_a_name_the_profile_is_taken_that_says_it_is_the_usual_one(tmp_path, monkeypatch):
    other = AGENCY.replace("試験の機関", "別の機関")
    there = profiles(tmp_path / "t", a=AGENCY, b="default = true\n" + other, broken="default =")
    monkeypatch.setattr("authoring.verbs.making.project_templates", lambda: there)
    verbs.new(2024, blank=True, out=tmp_path / "w")
    assert 'agency = "別の機関"' in (tmp_path / "w" / "agency.toml").read_text("utf-8")


@pytest.mark.parametrize("first", ["", "default = true\n"])
def test_of_several_profiles_with_no_usual_one_or_two_one_has_to_be_named(tmp_path, monkeypatch, first):
    there = profiles(tmp_path / "t", a=first + AGENCY, b=first + AGENCY)
    monkeypatch.setattr("authoring.verbs.making.project_templates", lambda: there)
    with pytest.raises(ProblemError) as told:
        verbs.new(2024, blank=True, out=tmp_path / "w")
    assert told.value.problem.code == "profile-unnamed"
    assert "a、b" in told.value.problem.hint


def test_the_project_has_a_usual_profile(tmp_path):
    verbs.new(2024, blank=True, out=tmp_path / "w")
    assert (tmp_path / "w" / "agency.toml").is_file()
