"""The verbs that the commands are made of: load, check, build, new. Only here files are read and written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from authoring.archive.merge_past import merge_past, past_of
from authoring.archive.past import read_past
from authoring.archive.places import project_templates
from authoring.archive.roll import beside_of, next_year, with_spares
from authoring.archive.snapshot import snapshot_files
from authoring.archive.workspace import Workspace, open_workspace, settings_text
from authoring.checks.complete import check_ratings, for_stage
from authoring.checks.locked import check_locked
from authoring.edition.blocks import Snapshot
from authoring.edition.model import Edition
from authoring.edition.profile import Profile, read_profile
from authoring.edition.resolve import resolve
from authoring.edition.years import fiscal_year_name, parse_year
from authoring.files import FileTrouble
from authoring.files.writing import write_atomically
from authoring.problems import Origin, Problem, ProblemError, Severity, problem
from authoring.workbooks.read_inputs import read_inputs
from authoring.workbooks.write_inputs import Beside, write_inputs

__all__ = ["Loaded", "Outcome", "build", "check", "find_workspace", "load", "new"]


@dataclass(frozen=True)
class Outcome:
    """What a command did: problems, files written, and the next step for the person who typed it."""

    problems: tuple[Problem, ...]
    written: tuple[Path, ...] = ()
    next_step: str = ""


@dataclass(frozen=True)
class Loaded:
    """A workspace read whole. ``edition`` and ``snapshot`` are None where the plan can't be read."""

    workspace: Workspace | None
    edition: Edition | None
    snapshot: Snapshot | None
    problems: tuple[Problem, ...]
    past: Mapping[int, Snapshot] = field(default_factory=dict)


def find_workspace(start: Path) -> Path | None:
    """The folder itself or the nearest one above that holds edition.toml."""
    return next((p for p in (start, *start.parents) if (p / "edition.toml").is_file()), None)


def load(root: Path) -> Loaded:
    """Read settings, past years and workbooks; merge; resolve; check. Never raises for what a user did."""
    root = Path(root)
    workspace, problems = open_workspace(root)
    if workspace is None:
        return Loaded(None, None, None, tuple(problems))
    past, found = read_past(workspace.past_roots, workspace.profile.agency, workspace.year)
    problems += found
    edition, contents, found = read_inputs(root, workspace.year, workspace.profile)
    problems += found
    if edition is None:
        return Loaded(workspace, None, None, tuple(problems), past)
    edition = merge_past(replace(edition, notice=workspace.notice or edition.notice), past)
    before = past_of(edition, past)
    beside = beside_of(past[workspace.year - 1]) if workspace.year - 1 in past else None
    snapshot, found = resolve(edition, past_ratings=before.ratings, titles=before.titles)
    problems += [*found, *check_locked(edition, contents, beside), *check_ratings(edition)]
    numbers = {c.file: edition.printed_number(c.identity.item) for c in contents}
    problems = [replace(p, item=p.item or numbers.get(p.origin.file if p.origin else "")) for p in problems]
    return Loaded(workspace, edition, snapshot, tuple(_in_order(problems)), past)


_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def _in_order(problems: list[Problem]) -> list[Problem]:
    """By file, then in the order found: so that a person goes through one workbook after another."""
    return sorted(problems, key=lambda p: (p.origin.file if p.origin else "", _WEIGHT[p.severity]))


def check(workspace: Path) -> Outcome:
    """Every problem of a workspace at once."""
    loaded = load(workspace)
    errors = sum(p.severity is Severity.ERROR for p in loaded.problems)
    step = "誤りを直して、もう一度 authoring check を実行します。" if errors else "authoring build で文書を作ります。"
    return Outcome(loaded.problems, (), step)


def build(workspace: Path, *, stage: str = "evaluation", out: Path | None = None, draft: str | None = None) -> Outcome:
    """Make the documents of a stage. Nothing is written where there are errors, unless it is a draft."""
    loaded = load(workspace)
    problems = tuple(for_stage(loaded.problems, stage, plain=draft is None))
    unreadable = loaded.workspace is None or loaded.snapshot is None
    errors = any(p.severity is Severity.ERROR and not p.set_aside for p in problems)
    if unreadable or loaded.workspace is None or loaded.snapshot is None or (errors and draft is None):
        step = "誤りを直すか、途中の版なら --draft 名前 を付けて作ります。"
        return Outcome(problems, (), step)
    snapshot = _for_stage(loaded.snapshot, stage)
    files = make_documents(snapshot, stage, draft or "", _template(loaded.workspace))
    folder = out or loaded.workspace.out
    made = {folder / name: data for name, data in files.items()}
    made |= {folder / "edition" / name: data for name, data in snapshot_files(snapshot).items()}
    if draft:
        home = loaded.workspace.root / "drafts" / draft
        made |= {home / name: data for name, data in snapshot_files(snapshot).items()}
    _write(made, loaded.workspace.root)
    written = [*(folder / name for name in files), folder / "edition"]
    if draft:
        written.append(loaded.workspace.root / "drafts" / draft)
    step = "目次の頁番号は、Word で開いて Ctrl+A、F9 を押すと入ります。"
    return Outcome(problems, tuple(written), step)


def _for_stage(snapshot: Snapshot, stage: str) -> Snapshot:
    """A report's snapshot holds the agency's columns and nothing that the Ministry wrote this year."""
    if stage == "evaluation":
        return snapshot
    agency = {c.id for c in snapshot.profile.columns if c.side == "agency"}
    items = {item: tuple(b for b in blocks if b.column in agency) for item, blocks in snapshot.items.items()}
    ratings = tuple(r for r in snapshot.ratings if r.year < snapshot.year)
    counts = tuple(c for c in snapshot.counts if int(c["year"]) < snapshot.year)
    requests = tuple(r for r in snapshot.requests if r.kind == "commitment")
    return replace(snapshot, items=items, ratings=ratings, counts=counts, requests=requests)


def make_documents(snapshot: Snapshot, stage: str, draft: str, template: bytes) -> dict[str, bytes]:
    """File name -> bytes of every document of the profile that the stage has (an evaluation brings the report)."""
    from authoring.documents.excel import render_excel
    from authoring.documents.tree import document_of
    from authoring.documents.word import render_word

    made: dict[str, bytes] = {}
    for kind in snapshot.profile.documents:
        if stage == "report" and kind.stage != "report":
            continue
        document = document_of(snapshot, kind, draft)
        made[f"{kind.file}.docx"] = render_word(document, template)
        if kind.excel:
            made[f"{kind.file}.xlsx"] = render_excel(document)
    return made


def _template(workspace: Workspace) -> bytes:
    """The workspace's own Word template where it brings one, else the project's."""
    own = workspace.root / "templates" / "base.docx"
    return (own if own.is_file() else project_templates() / "word" / "base.docx").read_bytes()


def _write(made: Mapping[Path, bytes], inputs: Path) -> None:
    """Write every file, never onto an input. Raises ProblemError (exit 4) at the first that can't be written."""
    never = list((inputs / "inputs").rglob("*.xlsx")) if inputs.is_dir() else []
    for path, data in made.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, data, never=never)
        except FileTrouble as trouble:
            raise ProblemError(problem(trouble.code, Origin(str(path)), **trouble.fields)) from trouble
        except OSError as trouble:
            raise ProblemError(
                problem("write-folder", Origin(str(path.parent)), why=trouble.strerror or "")
            ) from trouble


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
    _write(made, folder)
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
