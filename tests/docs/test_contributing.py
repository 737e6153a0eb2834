"""CONTRIBUTING names files and functions: each of them has to be there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
TEXT = (TOP / "CONTRIBUTING.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`((?:authoring|examples|templates|docs)/[\w/]+\.py)(?:::([\w.]+))?`", TEXT)))


def names_in(path: Path) -> set[str]:
    """Functions, classes, methods and constants of a module."""
    found: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef):
            found |= {node.name, *(f"{node.name}.{n.name}" for n in node.body if isinstance(n, ast.FunctionDef))}
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {t.id for t in node.targets if isinstance(t, ast.Name)}
    return found


@pytest.mark.parametrize(("file", "name"), NAMED, ids=lambda word: word)
def test_what_contributing_names_is_there(file, name):
    assert (TOP / file).is_file()
    if name:
        assert name in names_in(TOP / file)


def test_the_path_of_a_rating_is_named_from_layout_to_letter():
    files = [file for file, _ in re.findall(r"`(authoring/[\w/]+\.py)::([\w.]+)`", TEXT)]
    path = ["workbooks/layout", "workbooks/read_books", "edition/rating_list", "documents/tree", "documents/word/grids"]
    places = [next(i for i, f in enumerate(files) if f == f"authoring/{part}.py") for part in path]
    assert places[0] < places[1] < places[2] < places[4]
    assert places[3] < places[4]


def test_the_rooms_are_those_of_the_import_contract():
    config = (TOP / "pyproject.toml").read_text("utf-8")
    layers = re.search(r"layers = \[([^\]]*)\]", config)
    assert layers is not None
    rows = re.findall(r"^\| `authoring/(\w+)", TEXT, re.MULTILINE)
    assert rows == re.findall(r'"(\w+)"', layers.group(1))
