"""The example edition, made into workbooks, read and printed once for all tests that look at it."""

from __future__ import annotations

from types import ModuleType

import pytest
from made_example import Built, load_make

from authoring import verbs
from authoring.archive.snapshot import read_snapshot


@pytest.fixture(scope="session")
def make() -> ModuleType:
    return load_make()


@pytest.fixture(scope="session")
def built(make: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The example edition: typed into workbooks, read from them, printed."""
    root = tmp_path_factory.mktemp("made") / "examples" / "r01"
    make.workspace(make.edition_r01(), root)
    outcome = verbs.build(root)
    snapshot, problems = read_snapshot(root / "out" / "edition")
    assert snapshot is not None, problems
    return Built(root, outcome, snapshot)
