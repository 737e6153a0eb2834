"""New: a workspace made of an earlier edition, of the same year as it was, or blank for an agency without a past."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from authoring.archive.asides import CHECKS
from authoring.archive.merge_past import known_ratings
from authoring.archive.past import read_past
from authoring.archive.places import project_templates
from authoring.archive.roll import beside_of, next_year, with_spares
from authoring.archive.workspace import settings_text
from authoring.edition.blocks import Snapshot
from authoring.edition.model import Edition, Lineage
from authoring.edition.profile import Profile, read_profile
from authoring.edition.years import fiscal_year_name
from authoring.files.archives import is_lock_file
from authoring.problems import Origin, Problem, ProblemError, problem
from authoring.verbs.origins import Old, past_paths, read_old
from authoring.verbs.outcome import Outcome, write_files
from authoring.workbooks.attachments import FOLDER
from authoring.workbooks.book import Value
from authoring.workbooks.layout import INFO
from authoring.workbooks.read_books import BookContent
from authoring.workbooks.typed import SUBMITTED
from authoring.workbooks.write_inputs import Beside, write_inputs

__all__ = ["new"]


_STEP = "inputs の各ブックを部署に配り、記入後に authoring check を実行します。"
_STEP_WITHOUT_PLAN = "inputs/共通.xlsx の「計画案」に年度計画を貼り、authoring reissue で部署のブックを作ります。"


@dataclass(frozen=True)
class _Made:
    """What a workspace is made of, before it is written."""

    edition: Edition
    beside: Beside
    agency: bytes
    past_years: Sequence[str]
    own_past_only: bool
    deadline: datetime.date | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)  # taken over as they are, by path from the workspace


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
        made = _blank(year, profile or _usual_profile(), lines)
    else:
        old, problems = read_old(from_ or "")
        if old is None:
            return Outcome(tuple(problems), (), "もとになる年度を直してから、もう一度実行します。")
        made, found = _made_of(old, year, folder, profile, lines)
        problems += found
    text = settings_text(
        year, made.edition.notice, made.past_years, own_past_only=made.own_past_only, deadline=made.deadline
    )
    files = {folder / "edition.toml": text.encode(), folder / "agency.toml": made.agency}
    files |= {folder / path: data for path, data in write_inputs(made.edition, made.beside).items()}
    files |= {folder / path: data for path, data in made.files.items()}
    write_files(files, folder)
    return Outcome(tuple(problems), (folder,), _STEP if made.edition.entries else _STEP_WITHOUT_PLAN)


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
    same = year == old.edition.year
    deadline = old.home.deadline if old.home and same else None
    return _Made(edition, beside, agency, paths, old.own_past_only, deadline, _taken_over(old, same)), problems


def _taken_over(old: Old, same: bool) -> dict[str, bytes]:
    """Files of the old workspace that go on: its templates; of the same year, decisions and attachments too."""
    decided = {CHECKS: old.decided} if same and old.decided is not None else {}
    if old.home is None:
        return decided
    root = old.home.root
    names = ("templates", FOLDER, CHECKS) if same else ("templates",)
    found = (p for name in names for p in (root / name, *sorted((root / name).rglob("*"))))
    taken = {p.relative_to(root).as_posix(): p.read_bytes() for p in found if p.is_file() and not is_lock_file(p)}
    return taken | decided


def _submitted(contents: Iterable[BookContent]) -> dict[tuple[str, ...], Value]:
    """The marks of submission on 基本情報, by the keys that the writers look for."""
    made: dict[tuple[str, ...], Value] = {}
    for who in (content.identity for content in contents):
        told = zip(SUBMITTED, (who.submitted, who.role), strict=True)
        made |= {(INFO, who.kind, who.item, who.owner, label): words for label, words in told if words}
    return made


def _again(old: Old, past: dict[int, Snapshot]) -> tuple[Edition, Beside]:
    """The same year filled as it was, last year's text beside; ratings that past years know are theirs to tell."""
    known = known_ratings(past)
    ratings = tuple(r for r in old.edition.ratings if (r.item, r.year, r.by) not in known)
    before = past.get(old.edition.year - 1)
    beside = beside_of(before) if before else Beside()
    beside = replace(beside, first=not past, typed=_submitted(old.contents))
    return with_spares(replace(old.edition, ratings=ratings)), beside


def _usual_profile() -> str:
    """The built-in profile that says ``default = true``, or the only one; else one has to be named."""
    files = sorted((project_templates() / "profiles").glob("*.toml"))
    usual = [p.stem for p in files if _is_default(p)] or [p.stem for p in files]
    if len(usual) != 1:
        raise ProblemError(problem("profile-unnamed", Origin("agency.toml"), there="、".join(p.stem for p in files)))
    return usual[0]


def _is_default(path: Path) -> bool:
    try:
        return tomllib.loads(path.read_text("utf-8")).get("default") is True
    except (OSError, ValueError):  # a broken one is told when it is named
        return False


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
