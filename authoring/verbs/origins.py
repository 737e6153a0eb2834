"""What a new workspace is made of: a workspace or a snapshot, with its profile's text and where its past years lie."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from authoring.archive.asides import CHECKS
from authoring.archive.places import project_past_years, project_templates
from authoring.archive.reopen import edition_of
from authoring.archive.snapshot import read_snapshot
from authoring.archive.workspace import USUAL_PAST, Workspace, find_workspace, open_workspace
from authoring.edition.blocks import Snapshot
from authoring.edition.model import Edition
from authoring.edition.profile import Profile, read_profile
from authoring.problems import Problem, Severity
from authoring.verbs.editions import find_edition
from authoring.verbs.loading import load
from authoring.workbooks.read_books import BookContent

__all__ = ["Old", "past_paths", "read_old"]


@dataclass(frozen=True)
class Old:
    """An earlier edition, as entered and as printed. ``agency``: the text of its profile.

    ``roots``: where its past years are looked for; ``named_roots``: those of them that a new workspace has to name.
    ``home``: the workspace that it is of, whose own templates go on from year to year; ``contents``: its workbooks,
    where it was read from them. ``decided``: what was set aside, as a closed year holds it.
    """

    edition: Edition
    snapshot: Snapshot
    agency: bytes
    roots: tuple[Path, ...]
    named_roots: tuple[Path, ...]
    own_past_only: bool = False
    home: Workspace | None = None
    contents: tuple[BookContent, ...] = ()
    decided: bytes | None = None


def read_old(typed: str | Path) -> tuple[Old | None, list[Problem]]:
    """What an edition argument names, read whole; None with its problems where it has errors."""
    found, problems = find_edition(typed)
    if found is None:
        return None, problems
    if found.kind == "workspace":
        loaded = load(found.folder)
        errors = [p for p in loaded.problems if p.severity is Severity.ERROR and not p.set_aside]
        if errors or loaded.workspace is None or loaded.edition is None or loaded.snapshot is None:
            return None, errors
        return replace(_old(loaded.edition, loaded.snapshot, loaded.workspace), contents=loaded.contents), []
    snapshot, problems = read_snapshot(found.folder)
    if snapshot is None:
        return None, problems
    root = find_workspace(found.folder.resolve())
    workspace = open_workspace(root)[0] if root else None
    here = None if workspace else found.folder.resolve().parent  # a past year lies among past years
    decided = found.folder / CHECKS
    old = _old(edition_of(snapshot), snapshot, workspace, here)
    return replace(old, decided=decided.read_bytes() if decided.is_file() else None), []


def _old(edition: Edition, snapshot: Snapshot, workspace: Workspace | None, here: Path | None = None) -> Old:
    around = find_workspace(Path.cwd()) if workspace is None else None
    beside = open_workspace(around)[0] if around else None
    if beside is not None and beside.profile.agency != edition.profile.agency:
        beside = None
    settings = workspace or beside
    named = [here] if here and here != project_past_years().resolve() else []
    named += [r for r in (settings.own_past_roots if settings else ()) if r.resolve() not in named]
    alone = settings is not None and settings.own_past_only
    roots = (*named, *(() if alone else (project_past_years(),)))
    own = settings.root / "agency.toml" if settings else None
    return Old(edition, snapshot, _profile_text(edition.profile, own), roots, tuple(named), alone, workspace)


def past_paths(roots: Sequence[Path], folder: Path) -> list[str]:
    """The folders of past years as a workspace in ``folder`` names them: relative where that can be, with ``/``."""
    made: list[str] = []
    for root in roots:
        try:
            path = os.path.relpath(root.resolve(), folder.resolve())
        except ValueError:  # another drive of Windows
            path = str(root.resolve())
        made.append(Path(path).as_posix())
    return list(dict.fromkeys(made)) or [USUAL_PAST]


def _profile_text(profile: Profile, own: Path | None) -> bytes:
    """The profile's text as somebody wrote it, with their remarks, where it is still the same; else made anew."""
    built_in = sorted((project_templates() / "profiles").glob("*.toml"))
    for path in (*([own] if own and own.is_file() else []), *built_in):
        found, _ = read_profile(path.read_text("utf-8"), path.name)
        if found == profile:
            return path.read_bytes()
    import tomlkit  # only here: it takes a while to load

    return tomlkit.dumps(_plain(profile.raw)).encode()


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    """A profile's parts without those that are null, which TOML has no word for."""
    return {
        key: _plain(member) if isinstance(member, Mapping) else _listed(member)
        for key, member in value.items()
        if member is not None
    }


def _listed(value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
    if not isinstance(value, list | tuple):
        return value
    return [_plain(each) if isinstance(each, Mapping) else _listed(each) for each in value]
