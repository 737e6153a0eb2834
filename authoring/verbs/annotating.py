"""Annotated copies of every input workbook, written beside the inputs and never onto them."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from pathlib import Path, PurePosixPath

from lxml import etree

from authoring.archive.decisions import Decided, findings_of, holds_unread, related_in
from authoring.files import FileTrouble
from authoring.files.opening import open_package
from authoring.problems import Origin, Problem, ProblemError, problem
from authoring.verbs.outcome import write_files
from authoring.workbooks.annotate import annotate
from authoring.workbooks.findings import Finding
from authoring.workbooks.raw import RawBook, read_raw

__all__ = ["write_copies"]

# What the parts of an archive that do not fit together make the libraries raise.
_DAMAGE = (FileTrouble, KeyError, ValueError, IndexError, TypeError, AttributeError, StopIteration, etree.LxmlError)


def write_copies(root: Path, folder: Path, decided: Decided, books: Mapping[str, RawBook]) -> list[Problem]:
    """Write a copy of each workbook into ``folder``, which keeps the folders of inputs; what went wrong with it.

    A workbook that can't be opened has no copy: it is told among the problems already. Nothing is written onto
    decisions that somebody typed into an earlier copy and that no check has read yet.
    """
    if folder.resolve().is_relative_to((root / "inputs").resolve()):
        return [problem("annotate-into-inputs", Origin(str(folder)), folder=str(folder))]
    made: dict[Path, bytes] = {}
    problems: list[Problem] = []
    related = related_in(decided.problems)
    for file, findings in findings_of(decided, books).items():
        path = _copy_path(folder, file, books)
        if _holds_unread(path, file, findings, decided):
            return [problem("annotate-over-decisions", Origin(str(path)), file=path.name)]
        try:
            made[path] = annotate(open_package(root / file, "xlsx").data, findings, related.get(file, ()))
        except _DAMAGE:
            problems.append(problem("annotate-failed", Origin(file)))
    try:
        write_files(made, root)
    except ProblemError as trouble:
        return [trouble.problem]
    return problems


def _copy_path(folder: Path, file: str, files: Container[str]) -> Path:
    """Where a copy is written, always as .xlsx; of a.xlsm beside an a.xlsx the old ending stays in the name."""
    plain = PurePosixPath(file).with_suffix(".xlsx")
    taken = plain.as_posix() != file and plain.as_posix() in files
    return folder / (PurePosixPath(f"{file}.xlsx") if taken else plain).relative_to("inputs")


def _holds_unread(path: Path, file: str, findings: Sequence[Finding], decided: Decided) -> bool:
    """Whether an earlier copy stands there with decisions that are neither in the inputs nor in checks.toml."""
    if not path.is_file():
        return False
    try:
        earlier = read_raw(open_package(path, "xlsx"), file)
        return holds_unread(earlier, findings, decided)
    except _DAMAGE:
        return False
