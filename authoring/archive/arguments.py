"""An edition argument (OLD, NEW): a workspace, ``WORKSPACE@DRAFT``, a snapshot's folder or a year. Told, not read."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from authoring.archive.past import past_folders
from authoring.archive.snapshot_read import read_edition_file
from authoring.edition.years import fiscal_year_name, parse_year, year_code
from authoring.problems import Origin, Problem, problem

__all__ = ["EditionArgument", "agency_of", "drafts_of", "parse_argument", "year_folder"]


@dataclass(frozen=True, slots=True)
class EditionArgument:
    """What an argument names. ``folder`` of a year is looked up later (``year_folder``), ``year`` is its alone.

    ``name`` is how a report calls the edition: it holds no path, so that equal editions give equal reports.
    """

    kind: Literal["workspace", "snapshot", "year"]
    name: str
    folder: Path = Path()
    year: int | None = None


def parse_argument(typed: str | Path, here: Path | None = None) -> tuple[EditionArgument | None, list[Problem]]:
    """What is named; ``here``: the workspace that ``@DRAFT`` belongs to. What exists as a folder wins over a year."""
    words = str(typed)
    folder = Path(words)
    if words and _holds(folder, "edition.toml"):
        return EditionArgument("workspace", _name(folder), folder), []
    if words and _holds(folder, "edition.json"):
        return EditionArgument("snapshot", _snapshot_name(folder), folder), []
    before, at, draft = words.rpartition("@")
    root = Path(before) if before else here
    if at and root is not None and _holds(root, "edition.toml"):
        return _draft(root, draft)
    year = parse_year(words)
    if year is not None:
        return EditionArgument("year", year_code(year), year=year), []
    why = "(フォルダーはありますが、edition.toml も edition.json もありません)" if _is_folder(folder, words) else ""
    return None, [problem("edition-unknown", Origin(words), name=words, why=why)]


def drafts_of(workspace: Path) -> tuple[str, ...]:
    """The names of a workspace's drafts, sorted."""
    try:
        return tuple(sorted(f.name for f in (workspace / "drafts").iterdir() if _holds(f, "edition.json")))
    except OSError:  # no folder drafts: there are none
        return ()


def agency_of(folder: Path) -> str | None:
    """The agency of a snapshot's folder; None where it can't be read."""
    shape, _ = read_edition_file(folder)
    agency = shape.get("agency") if shape else None
    return agency if isinstance(agency, str) else None


def year_folder(year: int, roots: Sequence[Path], agency: str | None = None) -> tuple[Path | None, list[Problem]]:
    """The folder of a past year: that agency's, or (None) any agency's if just one has such a year."""
    folders = [folder for root in roots for folder in _inside(root)]
    agencies = dict.fromkeys(found for f in folders if (found := agency_of(f)) and agency in (None, found))
    held = {name: past_folders(roots, name) for name in agencies}
    having = [name for name in agencies if year in held[name]]
    if len(having) == 1:
        return held[having[0]][year], []
    name = fiscal_year_name(year)
    if having:
        return None, [problem("past-year-of-several", Origin(name), name=name, there="、".join(having))]
    years = sorted({each for years in held.values() for each in years})
    there = "、".join(f"{fiscal_year_name(y)}({year_code(y)})" for y in years) or "ありません"
    # A past year that can't be read may be the one that is asked for.
    damaged = [p for f in folders for p in read_edition_file(f)[1] if p.code != "snapshot-not-folder"]
    return None, [problem("past-year-unknown", Origin(name), name=name, there=there), *damaged]


def _draft(root: Path, name: str) -> tuple[EditionArgument | None, list[Problem]]:
    """A draft by its name: one of those that there are, so no name leads out of the folder."""
    there = drafts_of(root)
    found = next((d for d in there if _key(d) == _key(name)), None)
    if found is not None:
        return EditionArgument("snapshot", f"{_name(root)}@{found}", root / "drafts" / found), []
    told = "、".join(there) or "まだありません"
    return None, [problem("draft-unknown", Origin(f"{_name(root)}/drafts"), name=name, there=told)]


def _snapshot_name(folder: Path) -> str:
    """A draft is called like its argument, a build's ``out/edition`` by its workspace, a past year by its folder."""
    whole = folder.resolve()
    root = next((p for p in whole.parents if _holds(p, "edition.toml")), None)
    if root is None:
        return whole.name
    inside = whole.relative_to(root).parts
    return f"{root.name}@{inside[1]}" if inside[0] == "drafts" and len(inside) == 2 else "・".join((root.name, *inside))


def _name(folder: Path) -> str:
    return folder.resolve().name


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip())  # macOS hands names on in another form than they are typed in


def _holds(folder: Path, name: str) -> bool:
    try:
        return (folder / name).is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL: nothing is there
        return False


def _is_folder(folder: Path, words: str) -> bool:
    try:
        return bool(words) and folder.is_dir()
    except (OSError, ValueError):
        return False


def _inside(root: Path) -> list[Path]:
    try:
        return sorted((f for f in root.iterdir() if f.is_dir()), key=lambda folder: folder.name)
    except OSError:
        return []
