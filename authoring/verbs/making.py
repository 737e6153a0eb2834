"""New: a workspace made of an earlier edition, of the same year as it was, or blank for an agency without a past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from authoring.archive.merge_past import known_ratings
from authoring.archive.past import read_past
from authoring.archive.places import project_templates
from authoring.archive.roll import beside_of, next_year, with_spares
from authoring.archive.workspace import settings_text
from authoring.edition.blocks import Snapshot
from authoring.edition.model import Edition, Lineage
from authoring.edition.profile import Profile, read_profile
from authoring.edition.years import fiscal_year_name
from authoring.problems import Origin, Problem, ProblemError, problem
from authoring.verbs.origins import Old, past_paths, read_old
from authoring.verbs.outcome import Outcome, write_files
from authoring.workbooks.write_inputs import Beside, write_inputs

__all__ = ["new"]


@dataclass(frozen=True)
class _Made:
    """What a workspace is made of, before it is written."""

    edition: Edition
    beside: Beside
    agency: bytes
    past_years: Sequence[str]
    own_past_only: bool
    templates: Path | None = None


def new(
    year: int, *, from_: Path | str | None = None, blank: bool = False, profile: str | None = None,
    plan: Path | None = None, out: Path | None = None,
) -> Outcome:  # fmt: skip
    """Make a workspace: of ``from_`` (an edition argument), or blank for an agency without a past.

    Of the same year it is filled as that edition was; of a later one its frame is carried over (``next_year``).

    Raises:
        ProblemError: the folder holds anything, the profile is unknown, the plan can't be read, the year is earlier.
    """
    from authoring.archive.paste import read_plan_lines

    folder = Path(out) if out else Path(fiscal_year_name(year))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProblemError(problem("write-not-empty", Origin(str(folder)), folder=str(folder)))
    lines = read_plan_lines(plan) if plan else []
    problems: list[Problem] = []
    if blank:
        made = _blank(year, profile or _only_profile(), lines)
    else:
        old, problems = read_old(from_ or "")
        if old is None:
            return Outcome(tuple(problems), (), "もとになる年度を直してから、もう一度実行します。")
        made, found = _made_of(old, year, folder, profile, lines)
        problems += found
    text = settings_text(year, made.edition.notice, made.past_years, own_past_only=made.own_past_only)
    files = {folder / "edition.toml": text.encode(), folder / "agency.toml": made.agency}
    files |= {folder / path: data for path, data in write_inputs(made.edition, made.beside).items()}
    own = sorted(p for p in made.templates.rglob("*") if p.is_file()) if made.templates else []
    files |= {folder / "templates" / p.relative_to(made.templates or p): p.read_bytes() for p in own}
    write_files(files, folder)
    return Outcome(tuple(problems), (folder,), "inputs の各ブックを部署に配り、記入後に authoring check を実行します。")


def _blank(year: int, profile: str, lines: Sequence[str]) -> _Made:
    """A first year: its items stand in 対応表 as kept, so that prior ratings have a line to be typed in."""
    from authoring.archive.paste import edition_from_plan

    chosen, agency = _profile(profile)
    edition = edition_from_plan(year, chosen, lines)
    kept = tuple(Lineage(year, item.id, item.id, "kept", item.text) for item in edition.items)
    edition = with_spares(replace(edition, lineage=kept))
    return _Made(edition, Beside(first=True), agency, past_paths((), Path()), own_past_only=True)


def _made_of(
    old: Old, year: int, folder: Path, profile: str | None, lines: Sequence[str]
) -> tuple[_Made, list[Problem]]:
    from authoring.archive.paste import repaste

    if year < old.edition.year:
        name, than = fiscal_year_name(year), fiscal_year_name(old.edition.year)
        raise ProblemError(problem("year-earlier", Origin(name), name=name, old=than))
    past, problems = read_past(old.roots, old.edition.profile.agency, year)
    if year == old.edition.year:
        edition, beside = _again(old, past)
    else:
        edition, beside = next_year(old.edition, year, old.snapshot), beside_of(old.snapshot)
        if old.edition.year not in past:
            name = fiscal_year_name(old.edition.year)
            problems.append(problem("year-not-closed", Origin(name), name=name))
    chosen, agency = _profile(profile) if profile else (edition.profile, old.agency)
    edition = replace(edition, profile=chosen)
    if lines:
        edition = with_spares(repaste(edition, lines))
    paths = past_paths(old.named_roots, folder)
    return _Made(edition, beside, agency, paths, old.own_past_only, old.templates), problems


def _again(old: Old, past: dict[int, Snapshot]) -> tuple[Edition, Beside]:
    """The same year filled as it was, last year's text beside; ratings that past years know are theirs to tell."""
    known = known_ratings(past)
    ratings = tuple(r for r in old.edition.ratings if (r.item, r.year, r.by) not in known)
    before = past.get(old.edition.year - 1)
    beside = beside_of(before) if before else Beside()
    return with_spares(replace(old.edition, ratings=ratings)), replace(beside, first=not past)


def _only_profile() -> str:
    """The name of the built-in profile where there is just one; else one has to be named."""
    names = sorted(p.stem for p in (project_templates() / "profiles").glob("*.toml"))
    if len(names) != 1:
        raise ProblemError(problem("profile-unnamed", Origin("agency.toml"), there="、".join(names)))
    return names[0]


def _profile(name: str) -> tuple[Profile, bytes]:
    """A built-in profile and its text."""
    path = project_templates() / "profiles" / f"{name}.toml"
    if not path.is_file():
        there = "、".join(sorted(p.stem for p in path.parent.glob("*.toml")))
        raise ProblemError(problem("profile-unknown", Origin(f"{name}.toml"), name=name, there=there))
    found, problems = read_profile(path.read_text("utf-8"), path.name)
    if found is None:
        raise ProblemError(problems[0])
    return found, path.read_bytes()
