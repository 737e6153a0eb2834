"""The folder ``inputs/添付`` -> pictures with their descriptions, and the letters that 別表一覧 names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from authoring.edition.attachments import Attachments, Letter, Picture
from authoring.edition.figures import is_plain_name
from authoring.edition.model import Place
from authoring.edition.nearest import nearest
from authoring.files import FileTrouble
from authoring.files.archives import is_lock_file
from authoring.files.pictures import open_picture
from authoring.files.plain import read_plain_text
from authoring.files.texts import match_key
from authoring.problems import Origin, Problem, problem
from authoring.workbooks.letters import ENDINGS, read_letter

__all__ = ["FOLDER", "read_attachments"]

FOLDER = "inputs/添付"
_READ = (".png", ".jpg", ".jpeg")  # the first of a name counts
_REFUSED = (".gif", ".bmp", ".tif", ".tiff", ".svg", ".emf", ".wmf", ".webp", ".heic")


def read_attachments(root: Path, places: Sequence[Place]) -> tuple[Attachments, list[Problem]]:
    """Every picture of the folder (not of folders in it), and the letters of the places; each problem at its file.

    A letter that is missing is told at the cell of 別表一覧 that names it.
    """
    folder = root / FOLDER
    files = sorted(p for p in folder.iterdir() if not is_lock_file(p)) if folder.is_dir() else []
    pictures, problems = _pictures(files)
    letters: dict[str, Letter] = {}
    for place in places:
        if place.file:
            letter, found = _letter(place, files)
            problems += found
            if letter is not None:
                letters[place.id] = letter
    return Attachments(pictures, letters), problems


def _origin(path: Path) -> Origin:
    return Origin(f"{FOLDER}/{path.name}")


def _pictures(files: Sequence[Path]) -> tuple[dict[str, Picture | None], list[Problem]]:
    found: dict[str, Picture | None] = {}
    first: dict[str, str] = {}
    problems: list[Problem] = []
    texts = {match_key(p.stem): p for p in files if p.suffix.lower() == ".txt"}
    order = (*_READ, *_REFUSED)
    for path in sorted((p for p in files if p.suffix.lower() in order), key=lambda p: order.index(p.suffix.lower())):
        key = match_key(path.stem)
        if key in found:
            if path.suffix.lower() in _READ:
                problems.append(problem("figure-double", _origin(path), name=path.stem, first=first[key]))
            continue
        first[key], found[key] = path.name, None
        try:
            read = open_picture(path)
        except FileTrouble as trouble:
            problems.append(problem(trouble.code, _origin(path), **trouble.fields))
            continue
        if path.suffix.lower() in _READ:
            words, told = _words(texts.get(key))
            problems += told
            found[key] = Picture(path.name, read.width, read.height, words, read.data)
        else:
            problems.append(problem("file-picture-kind", _origin(path), name=path.name))
    return found, problems


def _words(path: Path | None) -> tuple[str, list[Problem]]:
    """The description beside a picture, as one line."""
    if path is None:
        return "", []
    try:
        return " ".join(read_plain_text(path).split()), []
    except FileTrouble as trouble:
        return "", [problem(trouble.code, _origin(path), **trouble.fields)]


def _letter(place: Place, files: Sequence[Path]) -> tuple[Letter | None, list[Problem]]:
    if not is_plain_name(place.file):
        return None, [problem("letter-name", place.origin, place=place.id, name=place.file)]
    known = [p for p in files if p.suffix.lower() in ENDINGS]
    path = next((p for p in known if match_key(place.file) in (match_key(p.name), match_key(p.stem))), None)
    if path is None:
        near = "、".join(f"「{name}」" for name in nearest(place.file, [p.name for p in known])) or "なし"
        name = place.file
        return None, [
            problem("letter-missing", place.origin, place=place.id, name=name, place_name=place.id, near=near)
        ]
    try:
        pieces, lost = read_letter(path)
    except FileTrouble as trouble:
        return None, [problem(trouble.code, _origin(path), **trouble.fields)]
    told = [problem("letter-lost", _origin(path), name=path.name, what="・".join(lost))] if lost else []
    return Letter(f"{FOLDER}/{path.name}", pieces), told
