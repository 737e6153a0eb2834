"""Read what an edition argument names: a workspace as it is now, or a snapshot (draft, build, past year)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from authoring.archive.arguments import EditionArgument, agency_of, parse_argument, year_folder
from authoring.archive.places import project_past_years
from authoring.archive.snapshot import read_snapshot
from authoring.archive.workspace import find_workspace, open_workspace
from authoring.edition.blocks import Snapshot
from authoring.problems import Problem

__all__ = ["find_edition", "read_edition", "workspace_of"]


def find_edition(typed: str | Path, other: str | Path = "") -> tuple[EditionArgument | None, list[Problem]]:
    """What an argument names, a year already looked up: its kind is ``workspace`` or ``snapshot``.

    A year lies in the past years of the workspace of ``other`` (the argument beside it), else of that around the
    current folder, else in the project's own; ``other`` tells the agency too. Nothing is loaded yet.
    """
    here = find_workspace(Path.cwd())
    found, problems = parse_argument(typed, here)
    if found is None or found.year is None:
        return found, problems
    roots, agency = _where(other, here)
    folder, problems = year_folder(found.year, roots, agency)
    return (None if folder is None else EditionArgument("snapshot", found.name, folder)), problems


def read_edition(typed: str | Path, other: str | Path = "") -> tuple[str, Snapshot | None, list[Problem]]:
    """Name, snapshot and problems of an edition argument; the snapshot is None where nothing can be read."""
    found, problems = find_edition(typed, other)
    if found is None:
        return str(typed), None, problems
    if found.kind == "workspace":
        from authoring.verbs.loading import load  # opens workbooks; two snapshots are compared without

        loaded = load(found.folder)
        return found.name, loaded.snapshot, [_within(found.name, p) for p in loaded.problems]
    snapshot, problems = read_snapshot(found.folder)
    return found.name, snapshot, problems


def _within(name: str, found: Problem) -> Problem:
    """The problem with its file named from outside: two editions may both have an ``inputs/共通.xlsx``."""
    return replace(found, origin=replace(found.origin, file=f"{name}/{found.origin.file}")) if found.origin else found


def workspace_of(typed: str | Path) -> Path | None:
    """The workspace that an argument is or lies in (a draft, ``out/edition``); None for a year or anything else."""
    found, _ = parse_argument(typed, find_workspace(Path.cwd()))
    return None if found is None or found.kind == "year" else find_workspace(found.folder.resolve())


def _where(other: str | Path, here: Path | None) -> tuple[Sequence[Path], str | None]:
    """The folders of past years, nearest first, and the agency where one is known."""
    beside = parse_argument(other, here)[0] if other else None
    agency = agency_of(beside.folder) if beside and beside.kind == "snapshot" else None
    root = (workspace_of(other) if other else None) or here
    workspace = open_workspace(root)[0] if root else None
    if workspace is None:
        return (project_past_years(),), agency
    return workspace.past_roots, agency or workspace.profile.agency
