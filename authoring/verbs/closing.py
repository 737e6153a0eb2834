"""Close: the finished year becomes a past year, which the next one is made of."""

from __future__ import annotations

import os
from pathlib import Path

from authoring.archive.asides import CHECKS
from authoring.archive.snapshot import snapshot_files
from authoring.checks.complete import for_stage
from authoring.edition.years import fiscal_year_name, year_code
from authoring.problems import Origin, ProblemError, Severity, problem
from authoring.verbs.loading import load
from authoring.verbs.outcome import Outcome, write_files

__all__ = ["close"]


def close(workspace: Path, *, out: Path | None = None) -> Outcome:
    """Write the snapshot of a finished year: into ``out``, else into the first folder of the workspace's past years.

    Weighed as a plain build of the stage ``evaluation``: where there are errors, nothing is written.

    Raises:
        ProblemError: the folder holds anything already, or can't be written (exit 4).
    """
    workspace = Path(workspace)
    loaded = load(workspace)
    problems = tuple(for_stage(loaded.problems, "evaluation", plain=True))
    errors = any(p.severity is Severity.ERROR and not p.set_aside for p in problems)
    if errors or loaded.workspace is None or loaded.snapshot is None:
        return Outcome(problems, (), "誤りを直してから、もう一度 authoring close を実行します。")
    year = loaded.workspace.year
    folder = Path(out) if out else loaded.workspace.own_past_roots[0] / year_code(year)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProblemError(problem("year-closed-already", Origin(str(folder)), folder=str(folder)))
    files = {folder / name: data for name, data in snapshot_files(loaded.snapshot).items()}
    decided = workspace / CHECKS
    if decided.is_file():  # the same year, opened once more, holds to what was decided
        files[folder / CHECKS] = decided.read_bytes()
    write_files(files, workspace)
    shown = Path(os.path.normpath(folder))  # for people: without the way up and down again
    following = f"authoring new {year_code(year + 1)} --from {shown} --out {fiscal_year_name(year + 1)}"
    return Outcome(problems, (shown,), f"次の年度は {following} で始めます。")
