"""What a verb did, and the one door through which the verbs write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from authoring.files import FileTrouble
from authoring.files.writing import write_atomically
from authoring.problems import Origin, Problem, ProblemError, problem

__all__ = ["Outcome", "remove_files", "write_files"]


@dataclass(frozen=True)
class Outcome:
    """What a command did: problems, files written, and the next step for the person who typed it."""

    problems: tuple[Problem, ...]
    written: tuple[Path, ...] = ()
    next_step: str = ""


def write_files(made: Mapping[Path, bytes], inputs: Path) -> None:
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


def remove_files(paths: Iterable[Path]) -> None:
    """Remove files that what was written replaces. Raises ProblemError (exit 4) at the first that can't be removed."""
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as trouble:
            raise ProblemError(problem("write-folder", Origin(str(path)), why=trouble.strerror or "")) from trouble
