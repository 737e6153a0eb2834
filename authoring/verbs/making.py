"""New: a workspace made of an earlier edition, or blank for an agency without a past."""

from __future__ import annotations

from pathlib import Path

from authoring.archive.places import project_templates
from authoring.archive.roll import beside_of, next_year, with_spares
from authoring.archive.workspace import settings_text
from authoring.edition.blocks import Snapshot
from authoring.edition.model import Edition
from authoring.edition.profile import Profile, read_profile
from authoring.edition.years import fiscal_year_name, parse_year
from authoring.problems import Origin, Problem, ProblemError, Severity, problem
from authoring.verbs.loading import load
from authoring.verbs.outcome import Outcome, write_files
from authoring.workbooks.write_inputs import Beside, write_inputs

__all__ = ["new"]


def new(
    year: int, *, from_: Path | str | None = None, blank: bool = False, profile: str | None = None,
    plan: Path | None = None, out: Path | None = None,
) -> Outcome:  # fmt: skip
    """Make a workspace: from an earlier edition, or blank for an agency without a past."""
    from authoring.archive.paste import edition_from_plan, read_plan_lines, repaste

    folder = out or Path(fiscal_year_name(year))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProblemError(problem("write-not-empty", Origin(str(folder)), folder=str(folder)))
    lines = read_plan_lines(plan) if plan else []
    problems: list[Problem] = []
    if blank:
        chosen = _profile(profile or _only_profile())
        edition, beside = with_spares(edition_from_plan(year, chosen, lines)), Beside()
    else:
        old, snapshot, found = _old(from_)
        problems += found
        if old is None or snapshot is None:
            return Outcome(tuple(problems), (), "もとになる年度を直してから、もう一度実行します。")
        edition = next_year(old, year, snapshot)
        beside = beside_of(snapshot)
        chosen = edition.profile
        if lines:
            edition = with_spares(repaste(edition, lines))
    notice = edition.notice
    text = (project_templates() / "profiles" / f"{profile}.toml") if profile else None
    agency = text.read_bytes() if text and text.is_file() else _profile_bytes(chosen, from_)
    made: dict[Path, bytes] = {
        folder / "edition.toml": settings_text(year, notice, "../past_years").encode(),
        folder / "agency.toml": agency,
    }
    made |= {folder / path: data for path, data in write_inputs(edition, beside).items()}
    write_files(made, folder)
    return Outcome(tuple(problems), (folder,), "inputs の各ブックを部署に配り、記入後に authoring check を実行します。")


def _only_profile() -> str:
    """The name of the built-in profile where there is just one; else one has to be named."""
    names = sorted(p.stem for p in (project_templates() / "profiles").glob("*.toml"))
    if len(names) != 1:
        raise ProblemError(problem("profile-unnamed", Origin("agency.toml"), there="、".join(names)))
    return names[0]


def _profile(name: str) -> Profile:
    path = project_templates() / "profiles" / f"{name}.toml"
    if not path.is_file():
        there = "、".join(sorted(p.stem for p in path.parent.glob("*.toml")))
        raise ProblemError(problem("profile-unknown", Origin(f"{name}.toml"), name=name, there=there))
    found, problems = read_profile(path.read_text("utf-8"), path.name)
    if found is None:
        raise ProblemError(problems[0])
    return found


def _profile_bytes(profile: Profile, source: Path | str | None) -> bytes:
    """The profile's text as it was written: people's remarks in it stay."""
    own = Path(source) / "agency.toml" if source else None
    if own and own.is_file():
        return own.read_bytes()
    for path in sorted((project_templates() / "profiles").glob("*.toml")):
        found, _ = read_profile(path.read_text("utf-8"), path.name)
        if found == profile:
            return path.read_bytes()
    raise ProblemError(problem("profile-unknown", Origin("agency.toml"), name=profile.agency, there=""))


def _old(source: Path | str | None) -> tuple[Edition | None, Snapshot | None, list[Problem]]:
    """The edition that a new year starts from. A folder with edition.toml is a workspace."""
    path = Path(source or "")
    if source and (path / "edition.toml").is_file():
        loaded = load(path)
        errors = [p for p in loaded.problems if p.severity is Severity.ERROR]
        return (None, None, errors) if errors else (loaded.edition, loaded.snapshot, [])
    year = parse_year(str(source)) if source else None
    raise ProblemError(
        problem("old-unknown", Origin(str(source or "")), name=fiscal_year_name(year) if year else str(source))
    )
