"""Status: how far the workbooks are, for a screen, a script or as a workbook with reminders."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from authoring.checks.fact_alone import alone, figures_of
from authoring.checks.progress import Progress, progress_of
from authoring.checks.reading import Reading
from authoring.problems import Exit, Problem, Severity
from authoring.verbs.loading import load
from authoring.verbs.outcome import write_files

__all__ = ["Status", "status"]

FILE = "進捗.xlsx"


@dataclass(frozen=True)
class Status:
    """What ``status`` found. ``progress`` is None where nothing can be read; ``shown`` is what goes to stdout."""

    problems: tuple[Problem, ...]
    written: tuple[Path, ...] = ()
    next_step: str = ""
    progress: Progress | None = None
    shown: bytes = b""

    @property
    def exit(self) -> Exit:
        """0 in the middle of the year, whatever is missing; 3 where nothing can be read."""
        return Exit.DONE if self.progress is not None else Exit.UNREADABLE


def status(
    workspace: Path, *, shape: str = "text", out: Path | None = None, today: datetime.date | None = None
) -> Status:
    """How far each workbook is. ``shape``: text and json are shown (written with ``out``), xlsx is written.

    ``today`` is the day that the deadline is counted from (None: the local one). JSON does not depend on it.

    Raises:
        ProblemError: the file can't be written (exit 4).
    """
    workspace = Path(workspace)
    loaded = load(workspace)
    found = None
    problems = loaded.problems
    if loaded.edition is not None and loaded.workspace is not None:
        before = loaded.past.get(loaded.workspace.year - 1)
        deadline = loaded.workspace.deadline
        found = progress_of(loaded.edition, loaded.snapshot, loaded.contents, problems, before, deadline)
        if loaded.snapshot is not None:
            found = replace(found, figures=_figures(Reading(loaded.edition, loaded.snapshot, loaded.past)))
        problems = tuple(p for p in problems if _tells(p))
    shown = _rendered(found, loaded.problems, shape, today or datetime.date.today())
    if found is None:
        return Status(problems, (), "読めるようにしてから、もう一度 authoring status を実行します。", None, shown)
    path = out or (workspace / "out" / FILE if shape == "xlsx" else None)
    if path is None:
        return Status(problems, (), _next(found, shape), found, shown)
    write_files({path: shown}, workspace)
    return Status(problems, (path,), _next(found, shape), found)


def _figures(reading: Reading) -> tuple[int, int]:
    every = sum(len(figures_of(p)) for p in reading.passages)
    return every, sum(len(gaps) for _, gaps in alone(reading))


def _tells(p: Problem) -> bool:
    """Of all problems only those that leave a gap in what is shown: what can't be read, and the deadline."""
    unreadable = p.exit is Exit.UNREADABLE and p.severity is Severity.ERROR
    return unreadable or p.code == "deadline-unknown"


def _rendered(found: Progress | None, problems: tuple[Problem, ...], shape: str, today: datetime.date) -> bytes:
    if shape == "json":
        from authoring.documents.progress.shape import as_json

        return as_json(found, found.others if found else problems)
    if found is None:
        return b""
    if shape == "xlsx":
        from authoring.documents.progress.excel import render_progress

        return render_progress(found, today)
    from authoring.documents.progress.terminal import table

    return table(found, today).encode("utf-8", "backslashreplace")


def _next(found: Progress, shape: str) -> str:
    if all(line.state == "done" for line in found.lines):
        return "すべてそろいました。authoring build で文書を作ります。"
    if shape == "xlsx":
        return "シート「依頼文」の文を確かめて、部署に送ります。"
    return "部署への依頼文は --format xlsx、誤りと注意の中身は authoring check で見られます。"
