"""A snapshot's folder -> the snapshot, or every place where it is damaged. Nothing in it ends in a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from authoring.archive import shapes
from authoring.archive import snapshot_form as form
from authoring.archive.shapes import DamagedError
from authoring.archive.snapshot_edition import Front, read_front
from authoring.archive.snapshot_lines import read_block, read_indicator, read_request
from authoring.edition.blocks import Block, Snapshot
from authoring.problems import Origin, Problem, problem

__all__ = ["read_edition_file", "read_snapshot"]

T = TypeVar("T")


def read_snapshot(folder: Path) -> tuple[Snapshot | None, list[Problem]]:
    """The snapshot of a folder; None where anything of it can't be read, with a problem (exit 3) a place."""
    shape, problems = read_edition_file(folder)
    if shape is None:
        return None, problems
    try:
        front = read_front(shape)
    except DamagedError as wrong:
        return None, [problem("snapshot-damaged", _origin(folder, form.EDITION), why=str(wrong))]
    items = _items(folder, front, problems)
    indicators = tuple(_file(folder, form.INDICATORS, read_indicator, problems))
    requests = tuple(_file(folder, form.REQUESTS, read_request, problems))
    answers = tuple(_file(folder, form.ANSWERS, read_request, problems))
    items |= {place.id: () for place in front.places}
    for name in (form.STATEMENTS, form.APPENDIX):
        for place, block in _file(folder, name, _placed, problems):
            items[place] = (*items.get(place, ()), block)
    if problems:
        return None, problems
    return (
        Snapshot(
            front.year, front.profile, front.outline, items, front.ratings, front.lineage, front.counts,
            indicators, requests, front.titles, front.notice, answers, front.places,
        ),
        [],
    )  # fmt: skip


def read_edition_file(folder: Path) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The parsed ``edition.json`` of a folder, its format looked at and nothing else."""
    problems: list[Problem] = []
    none = problem("snapshot-not-folder", Origin(folder.name), name=folder.name)
    raw = _read(folder, form.EDITION, problems, none)
    if raw is None:
        return None, problems
    origin = _origin(folder, form.EDITION)
    try:
        shape = shapes.mapping(shapes.parse(raw), "全体")
        number = shapes.integer(shape, "format", 1)
    except json.JSONDecodeError as wrong:
        return None, [problem("snapshot-damaged-line", origin, line=wrong.lineno, why="JSONとして読めません")]
    except DamagedError as wrong:
        return None, [problem("snapshot-damaged", origin, why=str(wrong))]
    if number > form.FORMAT:
        return None, [problem("snapshot-newer", origin, found=number, known=form.FORMAT)]
    return shape, []


def _items(folder: Path, front: Front, problems: list[Problem]) -> dict[str, tuple[Block, ...]]:
    """The blocks of the outline's items, in its order. Other files in ``items/`` are an older build's."""
    items: dict[str, tuple[Block, ...]] = {}
    for item in (entry for entry in front.outline if entry.item):
        name = form.item_file(item.id)
        missing = problem("snapshot-item-missing", _origin(folder, name), place=item.id, title=item.text)
        items[item.id] = tuple(_file(folder, name, read_block, problems, missing))
    return items


def _placed(shape: Mapping[str, Any]) -> tuple[str, Block]:
    place = shapes.text(shape, "place")
    if form.is_id(place) or not place:
        raise DamagedError("「place」が別表や予算の名ではありません")
    return place, read_block(shape)


def _file(
    folder: Path,
    name: str,
    read: Callable[[dict[str, Any]], T],
    problems: list[Problem],
    missing: Problem | None = None,
) -> Iterator[T]:
    """What the lines of a file hold; a file that is not there holds none. Each damaged line is a problem."""
    raw = _read(folder, name, problems, missing)
    # Not splitlines: U+2028 and the like are letters inside a line. CR of a Windows checkout is blank to JSON.
    for number, line in enumerate((raw or "").split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield read(shapes.mapping(shapes.parse(line), "行"))
        except (DamagedError, json.JSONDecodeError) as wrong:
            why = str(wrong) if isinstance(wrong, DamagedError) else "JSONとして読めません"
            problems.append(problem("snapshot-damaged-line", _origin(folder, name), line=number, why=why))


def _read(folder: Path, name: str, problems: list[Problem], missing: Problem | None = None) -> str | None:
    origin = _origin(folder, name)
    try:
        data = (folder / name).read_bytes()
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the folder's name
        problems += [missing] if missing else []
        return None
    except OSError as refused:
        problems.append(problem("file-no-access", origin, name=name, why=refused.strerror or str(refused)))
        return None
    try:
        return data.decode("utf-8-sig")  # an editor on Windows may have set a mark before the first line
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        problems.append(problem("snapshot-damaged-line", origin, line=line, why="文字コードがUTF-8ではありません"))
        return None


def _origin(folder: Path, name: str) -> Origin:
    return Origin(f"{folder.name}/{name}" if folder.name else name)
