"""``new`` of a closed year: the same year filled as it was, or a later one with last year's text beside the cells."""

import tomllib
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from small import edition, with_annex
from years import AGENCY, codes, column, digest, sheet_of, snapshot_folder, workspace

from authoring import verbs
from authoring.archive.paste import repaste
from authoring.archive.snapshot import read_snapshot
from authoring.edition.model import Cell, Rating, Request, Row
from authoring.edition.profile import read_profile
from authoring.edition.resolve import resolve
from authoring.problems import ProblemError, Severity

TOP = Path(__file__).resolve().parents[2]
WORK = "inputs/部署/Ⅰ-1_収納部.xlsx"


@pytest.fixture
def closed(tmp_path):
    """A workspace and its past year, in the usual places."""
    asking = "〇取り組んでいる。\n〇広げられたい。"
    keyed = (replace(edition().keyed[0], cells={"reason": Cell(asking)}), edition().keyed[1])
    root = workspace(tmp_path / "令和元年度", keyed=keyed)
    verbs.close(root)
    return tmp_path / "past_years" / "r01"


def settings(root):
    return tomllib.loads((root / "edition.toml").read_text("utf-8"))


def test_the_same_year_is_filled_as_it_was_and_closes_to_the_same_bytes(closed, tmp_path):
    outcome = verbs.new(2019, from_=closed, out=tmp_path / "訂正" / "令和元年度")
    assert codes(outcome) == []
    verbs.close(tmp_path / "訂正" / "令和元年度", out=tmp_path / "again")
    assert digest(tmp_path / "again") == digest(closed)


def test_the_published_year_reopens_and_closes_to_the_same_bytes(tmp_path):
    verbs.new(2019, from_=TOP / "past_years" / "r01", out=tmp_path / "w")
    outcome = verbs.close(tmp_path / "w", out=tmp_path / "r01")
    assert [p.code for p in outcome.problems if p.severity is not Severity.INFO and not p.set_aside] == []
    assert (tmp_path / "w" / "checks.toml").read_bytes() == (TOP / "past_years" / "r01" / "checks.toml").read_bytes()
    assert digest(tmp_path / "r01") == digest(TOP / "past_years" / "r01")


def test_last_years_text_stands_beside_the_same_year_too(closed, tmp_path):
    snapshot, _ = read_snapshot(closed)
    before = replace(snapshot, year=2018, ratings=tuple(replace(r, year=2018) for r in snapshot.ratings))
    snapshot_folder(before, closed.parent / "h30")
    verbs.new(2019, from_=closed, out=tmp_path / "w")
    sheet = sheet_of(tmp_path / "w", WORK, "取組")
    assert sheet.cell(5, column(sheet, "取組状況", 4)).value == "〇{{納付率}}でした。\n{{表:納付率の推移}}"
    assert "69.3%でした。" in sheet.cell(5, column(sheet, "前年度の取組状況", 4)).value
    assert codes(verbs.check(tmp_path / "w")) == []


def test_a_later_year_of_a_past_year_is_the_one_of_its_workspace(closed, tmp_path):
    verbs.new(2020, from_=closed, out=tmp_path / "a")
    verbs.new(2020, from_=tmp_path / "令和元年度", out=tmp_path / "b")
    one, other = verbs.load(tmp_path / "a"), verbs.load(tmp_path / "b")
    assert one.snapshot == other.snapshot
    assert [r.text for r in one.edition.requests] == ["広げられたい。"]
    assert not any(r.filled for r in one.edition.rows)


def test_a_later_year_has_last_years_text_figure_and_rating_beside(closed, tmp_path):
    out = tmp_path / "令和2年度"
    outcome = verbs.new(2020, from_=closed, out=out)
    assert codes(outcome, "error", "warning", "info") == []
    sheet = sheet_of(out, WORK, "取組")
    assert "69.3%でした。" in sheet.cell(5, column(sheet, "前年度の取組状況", 4)).value
    figures = sheet_of(out, WORK, "指標")
    assert figures.cell(5, column(figures, "令和元年度", 4)).value == 69.27
    loaded = verbs.load(out)
    assert {(r.item, r.year, r.rating) for r in loaded.snapshot.ratings} == {
        ("e2", 2019, "A"), ("e7", 2019, "B"), ("e8", 2019, "B"),
    }  # fmt: skip
    assert [p.code for p in loaded.problems if p.severity == "error"] == []


def test_years_may_lie_between(closed, tmp_path):
    verbs.new(2022, from_=closed, out=tmp_path / "w")
    loaded = verbs.load(tmp_path / "w")
    assert [p.code for p in loaded.problems if p.severity == "error"] == []
    assert loaded.edition.years_shown == (2020, 2021, 2022)
    assert {x.year for x in loaded.edition.lineage if x.old == "e2"} == {2019, 2020, 2021, 2022}


def test_an_earlier_year_is_one_problem_and_nothing_is_written(closed, tmp_path):
    with pytest.raises(ProblemError) as told:
        verbs.new(2018, from_=closed, out=tmp_path / "w")
    assert told.value.problem.code == "year-earlier"
    assert not (tmp_path / "w").exists()


@pytest.mark.parametrize("old", ["令和元年度", "令和元年度@第1案", "令和元年度/out/edition", "past_years/r01"])
def test_every_edition_argument_makes_the_same_year(closed, tmp_path, monkeypatch, old):
    monkeypatch.chdir(tmp_path)
    verbs.build(Path("令和元年度"), draft="第1案")
    verbs.new(2019, from_=old, out=Path("w"))
    assert verbs.load(Path("w")).snapshot == read_snapshot(closed)[0]


def test_a_year_is_looked_up_in_the_past_years_of_the_workspace_around(closed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path / "令和元年度")
    outcome = verbs.new(2020, from_="r01", out=tmp_path / "別" / "令和2年度")
    assert codes(outcome) == []
    assert settings(tmp_path / "別" / "令和2年度")["past_years"] == ["../../past_years"]


def test_an_unknown_argument_is_one_problem(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcome = verbs.new(2020, from_="どこにもない", out=tmp_path / "w")
    assert (codes(outcome), outcome.written) == (["edition-unknown"], ())


def test_a_damaged_past_year_is_told_by_its_line(closed, tmp_path):
    file = closed / "items" / "e2.jsonl"
    file.write_text(file.read_text("utf-8").replace("}\n", "\n", 1), "utf-8")
    outcome = verbs.new(2020, from_=closed, out=tmp_path / "w")
    assert codes(outcome) == ["snapshot-damaged-line"]
    assert not (tmp_path / "w").exists()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("past_years/r01", "令和2年度", "../past_years"),
        ("past_years/r01", "a/b/令和2年度", "../../../past_years"),
        ("令和元年度", "a/令和2年度", "../../past_years"),
    ],
)
def test_the_past_years_are_named_as_they_lie_from_the_new_workspace(closed, tmp_path, monkeypatch, old, new, told):
    monkeypatch.chdir(tmp_path)
    verbs.new(2020, from_=Path(old), out=Path(new))
    assert settings(tmp_path / new)["past_years"] == [told]
    assert set(verbs.load(tmp_path / new).past) == {2019}


def test_a_year_that_is_not_closed_yet_is_mentioned(tmp_path):
    outcome = verbs.new(2020, from_=workspace(tmp_path / "w"), out=tmp_path / "next")
    assert codes(outcome, "info") == ["year-not-closed"]


def test_the_profile_of_a_workspace_is_carried_on_with_its_remarks(tmp_path):
    remarked = "# 担当の覚え書き\n" + AGENCY
    root = workspace(tmp_path / "w", agency=remarked)
    verbs.new(2020, from_=root, out=tmp_path / "next")
    assert (tmp_path / "next" / "agency.toml").read_text("utf-8") == remarked


def test_the_templates_of_a_workspace_are_carried_on(tmp_path):
    root = workspace(tmp_path / "w")
    (root / "templates").mkdir()
    (root / "templates" / "base.docx").write_bytes(b"house style")
    verbs.new(2020, from_=root, out=tmp_path / "next")
    assert (tmp_path / "next" / "templates" / "base.docx").read_bytes() == b"house style"


def test_the_profile_of_a_snapshot_is_written_out(closed, tmp_path):
    verbs.new(2020, from_=closed, out=tmp_path / "next")
    usual = {key: value for key, value in tomllib.loads(AGENCY).items() if key != "default"}
    assert tomllib.loads((tmp_path / "next" / "agency.toml").read_text("utf-8")) == usual


def test_a_built_in_profile_is_written_as_it_comes(tmp_path):
    verbs.new(2020, from_=TOP / "past_years" / "r01", out=tmp_path / "next")
    built_in = TOP / "templates" / "profiles" / "nenkin.toml"
    assert (tmp_path / "next" / "agency.toml").read_bytes() == built_in.read_bytes()


def test_answers_to_last_years_requests_outlive_closing_and_reopening(closed, tmp_path):
    out = tmp_path / "令和2年度"
    verbs.new(2020, from_=closed, out=out)
    loaded = verbs.load(out)
    (asked,) = loaded.edition.requests
    assert asked.section == "e2"
    answered = replace(loaded.edition, requests=(replace(asked, kept=True, answered_in="e4"),))
    snapshot, _ = resolve(answered)
    folder = snapshot_folder(snapshot, tmp_path / "past_years" / "r02")
    verbs.new(2020, from_=folder, out=tmp_path / "again")
    (got,) = verbs.load(tmp_path / "again").edition.requests
    assert got == Request("q0001", "e2", "e2", "request", "広げられたい。", "収納部", True, "e4")
    sheet = sheet_of(tmp_path / "again", WORK, "前年度からの宿題")
    assert sheet.cell(5, column(sheet, "前年度の箇所", 4)).value == "Ⅰ-1"


def test_a_draft_with_a_missing_table_loses_no_line(tmp_path):
    bad = Row("r0001", "e4", "収納部", {"progress": Cell("〇次の表です。\n{{表:まだない表}}")})
    root = workspace(tmp_path / "w", rows=(bad, *edition().rows[1:]))
    verbs.build(root, draft="第1案")
    verbs.new(2019, from_=f"{root}@第1案", out=tmp_path / "again")
    rows = verbs.load(tmp_path / "again").edition.rows
    assert next(r for r in rows if r.id == "r0001").cells["progress"].text == "〇次の表です。\n{{表:まだない表}}"


def test_ratings_that_no_past_year_holds_are_typed_into_the_reopened_year(tmp_path):
    """r01 alone was handed on: what it knows of 平成30年度 goes into 対応表, and comes out of it again."""
    profile, _ = read_profile(AGENCY, "agency.toml")
    ratings = (Rating("e2", 2018, "minister", "C"), *edition().ratings)
    snapshot, _ = resolve(edition(profile=profile, ratings=ratings))
    folder = snapshot_folder(snapshot, tmp_path / "past" / "r01")
    verbs.new(2019, from_=folder, out=tmp_path / "w")
    sheet = sheet_of(tmp_path / "w", "inputs/共通.xlsx", "対応表")
    assert sheet.cell(5, column(sheet, "前年度の標語", 4)).value == "C"
    assert verbs.load(tmp_path / "w").snapshot.ratings == snapshot.ratings


def test_the_same_year_of_a_workspace_keeps_its_deadline_its_decisions_and_its_attachments(closed, tmp_path):
    root = tmp_path / "令和元年度"
    text = (root / "edition.toml").read_text("utf-8").replace("# deadline = 2020-06-30", "deadline = 2020-07-15")
    (root / "edition.toml").write_text(text, "utf-8")
    (root / "checks.toml").write_text("# 判断はまだありません。\n", "utf-8")
    (root / "inputs" / "添付").mkdir()
    (root / "inputs" / "添付" / "図.txt").write_text("図の説明", "utf-8")
    (root / "inputs" / "添付" / "~$図.txt").write_text("", "utf-8")
    verbs.new(2019, from_=root, out=tmp_path / "同じ年")
    made = tmp_path / "同じ年"
    assert str(settings(made)["deadline"]) == "2020-07-15"
    assert (made / "checks.toml").read_bytes() == (root / "checks.toml").read_bytes()
    assert [p.name for p in (made / "inputs" / "添付").iterdir()] == ["図.txt"]


def test_the_same_year_of_a_workspace_keeps_who_handed_in(closed, tmp_path):
    root = tmp_path / "令和元年度"
    type_beside(root, WORK, "基本情報", {"提出日": "2020-06-01", "提出者の役職": "課長"})
    verbs.new(2019, from_=root, out=tmp_path / "同じ年")
    sheet = sheet_of(tmp_path / "同じ年", WORK, "基本情報")
    facts = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=4)}
    assert (facts["提出日"], facts["提出者の役職"]) == ("2020-06-01", "課長")
    verbs.new(2020, from_=root, out=tmp_path / "次の年")
    sheet = sheet_of(tmp_path / "次の年", WORK, "基本情報")
    assert {row[0].value: row[1].value for row in sheet.iter_rows(min_row=4)}["提出日"] is None


def test_a_later_year_begins_without_last_years_deadline_and_decisions(closed, tmp_path):
    root = tmp_path / "令和元年度"
    (root / "checks.toml").write_text("# 判断はまだありません。\n", "utf-8")
    verbs.new(2020, from_=root, out=tmp_path / "次の年")
    assert "deadline" not in settings(tmp_path / "次の年")
    assert not (tmp_path / "次の年" / "checks.toml").exists()


def test_a_pasted_plan_keeps_the_places_of_the_appendix(tmp_path):
    made = repaste(with_annex(), ["Ⅰ 業務の質", "1. 収納対策", "次のことに取り組む。", "(1) 行動計画"])
    assert made.places == with_annex().places
    assert [r.id for r in made.rows if r.unit in {p.id for p in made.places}] == ["p0001", "p0002", "p0003"]
    assert "t2" in [t.id for t in made.tables]


def type_beside(root, file, name, values):
    """Type right of labels."""
    book = openpyxl.load_workbook(root / file)
    for row in book[name].iter_rows(min_row=4):
        if row[0].value in values:
            row[1].value = values[row[0].value]
    book.save(root / file)
