"""Past years: where they lie, which of them come before a year, and the series of an indicator over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from authoring.archive.shapes import DamagedError, year
from authoring.archive.snapshot import read_snapshot
from authoring.archive.snapshot_read import read_edition_file
from authoring.edition.blocks import Snapshot
from authoring.edition.model import Value
from authoring.problems import Origin, Problem

__all__ = ["past_folders", "read_past", "series", "value_of"]


def past_folders(roots: Sequence[Path], agency: str) -> dict[int, Path]:
    """Year -> folder of that agency's past years. The first root that has a year wins; within one, the first by name.

    The year is what ``edition.json`` says, whatever the folder's name. A root that is not there holds none; a folder
    whose ``edition.json`` can't be read is left out (``read_past`` tells it).
    """
    return _scan(roots, agency)[0]


def read_past(roots: Sequence[Path], agency: str, before: int) -> tuple[dict[int, Snapshot], list[Problem]]:
    """The past years of an agency before a year, oldest first; those that are damaged are problems and left out."""
    folders, problems = _scan(roots, agency)
    past: dict[int, Snapshot] = {}
    for found_year, folder in folders.items():
        if found_year >= before:
            continue
        snapshot, found = read_snapshot(folder)
        problems += found
        if snapshot is not None:
            past[found_year] = snapshot
    return past, problems


def series(past: Mapping[int, Snapshot], indicator_id: str) -> dict[str, Value]:
    """The values of an indicator over past years: period -> value, in order of periods.

    Where several years tell one period, the latest is right: it may have restated the figure.
    """
    found: dict[str, Value] = {}
    for _, snapshot in sorted(past.items()):
        for indicator in snapshot.indicators:
            if indicator["id"] == indicator_id:
                found |= {period: value_of(told) for period, told in indicator.get("values", {}).items()}
    return dict(sorted(found.items()))


def value_of(told: Mapping[str, Any]) -> Value:
    """A value of an indicator as a snapshot stores it."""
    exact, origin = told.get("exact"), told.get("origin")
    return Value(
        value=Decimal(told["value"]),
        exact=None if exact is None else Decimal(exact),
        status=told.get("status") or "",
        source=told.get("source") or "",
        origin=_origin(origin) if origin else None,
    )


def _origin(words: str) -> Origin:
    """``FILE#SHEET!A1`` taken apart; anything else names a file or a line of one as it is."""
    file, hash_sign, place = words.rpartition("#")
    sheet, mark, cell = place.rpartition("!")
    return Origin(file, sheet, cell) if hash_sign and mark and sheet and cell else Origin(words)


def _scan(roots: Sequence[Path], agency: str) -> tuple[dict[int, Path], list[Problem]]:
    folders: dict[int, Path] = {}
    problems: list[Problem] = []
    for folder in (folder for root in roots for folder in _inside(root)):
        shape, found = read_edition_file(folder)
        problems += [each for each in found if each.code != "snapshot-not-folder"]
        if shape is None or shape.get("agency") != agency:
            continue
        try:
            folders.setdefault(year(shape), folder)
        except DamagedError:
            problems += read_snapshot(folder)[1]
    return dict(sorted(folders.items())), problems


def _inside(root: Path) -> list[Path]:
    try:
        return sorted(root.iterdir(), key=lambda folder: folder.name)
    except OSError:  # no such root, or none that may be read: it holds none
        return []
