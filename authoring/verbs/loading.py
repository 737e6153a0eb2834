"""Read a workspace whole: settings, past years and workbooks; merged, resolved, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from authoring.archive.asides import CHECKS
from authoring.archive.decisions import Decided, decide
from authoring.archive.merge_past import merge_past, past_of, settle_ratings
from authoring.archive.past import read_past
from authoring.archive.roll import beside_of
from authoring.archive.workspace import Workspace, open_workspace
from authoring.checks.complete import check_ratings
from authoring.checks.locked import check_locked
from authoring.checks.reading import Reading
from authoring.checks.run import run_checks
from authoring.edition.attachments import NOTHING, Attachments
from authoring.edition.blocks import Snapshot
from authoring.edition.model import Edition
from authoring.edition.resolve import resolve
from authoring.problems import Exit, Origin, Problem, ProblemError, Severity
from authoring.verbs.outcome import Outcome, write_files
from authoring.workbooks.attachments import read_attachments
from authoring.workbooks.raw import RawBook
from authoring.workbooks.read_books import BookContent
from authoring.workbooks.read_inputs import read_inputs

__all__ = ["Loaded", "check", "load"]


@dataclass(frozen=True)
class Loaded:
    """A workspace read whole. ``edition`` and ``snapshot`` are None where the plan can't be read."""

    workspace: Workspace | None
    edition: Edition | None
    snapshot: Snapshot | None
    problems: tuple[Problem, ...]
    past: Mapping[int, Snapshot] = field(default_factory=dict)
    contents: tuple[BookContent, ...] = ()  # the workbooks of departments and the Ministry, copies merged
    attached: Attachments = NOTHING


def load(root: Path) -> Loaded:
    """Read settings, past years and workbooks; merge; resolve; check. Never raises for what a user did."""
    return _load(Path(root))[0]


def _load(root: Path) -> tuple[Loaded, Decided, dict[str, RawBook]]:
    """What ``load`` gives, the decisions of people in it, and the workbooks that could be opened."""
    workspace, problems = open_workspace(root)
    if workspace is None:
        return Loaded(None, None, None, tuple(problems)), Decided(tuple(problems)), {}
    past, found = read_past(workspace.past_roots, workspace.profile.agency, workspace.year)
    problems += found
    books: dict[str, RawBook] = {}
    edition, contents, found = read_inputs(root, workspace.year, workspace.profile, books, first=not past)
    problems += found
    snapshot, attached = None, NOTHING
    if edition is not None:
        attached, found = read_attachments(root, edition.places)
        problems += found
        edition = merge_past(replace(edition, notice=workspace.notice or edition.notice), past)
        edition, found = settle_ratings(edition, past)
        problems += found
        before = past_of(edition, past)
        beside = beside_of(past[workspace.year - 1]) if workspace.year - 1 in past else None
        snapshot, found = resolve(edition, past_ratings=before.ratings, titles=before.titles, attached=attached)
        problems += [*found, *check_locked(edition, contents, beside), *check_ratings(edition)]
        problems += run_checks(Reading(edition, snapshot, past), workspace.rules_on, workspace.rules_off)
        numbers = {c.file: edition.printed_number(c.identity.item) for c in contents}
        problems = [replace(p, item=p.item or numbers.get(p.origin.file if p.origin else "")) for p in problems]
    decided = decide(root, workspace.year, problems, books)
    decided = replace(decided, problems=tuple(_in_order([*decided.problems])))
    return Loaded(workspace, edition, snapshot, decided.problems, past, tuple(contents), attached), decided, books


_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def _in_order(problems: list[Problem]) -> list[Problem]:
    """By file, then in the order found: so that a person goes through one workbook after another."""
    return sorted(problems, key=lambda p: (p.origin.file if p.origin else "", _WEIGHT[p.severity]))


def check(workspace: Path, *, annotate: Path | None = None) -> Outcome:
    """Every problem of a workspace at once; new decisions go to checks.toml; ``annotate``: where copies are written."""
    workspace = Path(workspace)
    loaded, decided, books = _load(workspace)
    problems, written = list(loaded.problems), []
    if decided.text is not None:
        try:
            write_files({workspace / CHECKS: decided.text.encode()}, workspace)
            written.append(workspace / CHECKS)
        except ProblemError as trouble:  # told with all the others
            problems.append(replace(trouble.problem, origin=Origin(CHECKS)))
    copied = False
    if annotate is not None and books:
        from authoring.verbs.annotating import write_copies

        found = write_copies(workspace, Path(annotate), decided, books)
        problems += found
        copied = not any(p.exit is Exit.UNWRITABLE for p in found)
        written += [Path(annotate)] if copied else []
    errors = any(p.severity is Severity.ERROR and not p.set_aside for p in problems)
    step = "誤りを直して、もう一度 authoring check を実行します。" if errors else "authoring build で文書を作ります。"
    if copied:
        step = "写しを担当に渡し、直したものや判断を記入したものを、inputs の同じ名前のブックと入れ替えます。"
    return Outcome(tuple(problems), tuple(written), step)
