"""Annotated copies of every input workbook, written beside the inputs and never onto them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from lxml import etree

from authoring.archive.decisions import Decided, findings_of
from authoring.files import FileTrouble
from authoring.files.opening import open_package
from authoring.problems import Origin, Problem, ProblemError, problem
from authoring.verbs.outcome import write_files
from authoring.workbooks.annotate import annotate
from authoring.workbooks.raw import RawBook

__all__ = ["write_copies"]

# What the parts of an archive that do not fit together make the libraries raise.
_DAMAGE = (FileTrouble, KeyError, ValueError, IndexError, TypeError, AttributeError, StopIteration, etree.LxmlError)


def write_copies(root: Path, folder: Path, decided: Decided, books: Mapping[str, RawBook]) -> list[Problem]:
    """Write a copy of each workbook into ``folder``, which keeps the folders of inputs; what went wrong in writing.

    A workbook that can't be opened has no copy: it is told among the problems already.
    """
    if folder.resolve().is_relative_to((root / "inputs").resolve()):
        return [problem("annotate-into-inputs", Origin(str(folder)), folder=str(folder))]
    made: dict[Path, bytes] = {}
    for file, findings in findings_of(decided, books).items():
        try:
            data = open_package(root / file, "xlsx").data
            copy = annotate(data, findings)
        except _DAMAGE:
            continue
        made[folder / PurePosixPath(file).relative_to("inputs").with_suffix(".xlsx")] = copy
    try:
        write_files(made, root)
    except ProblemError as trouble:
        return [trouble.problem]
    return []
