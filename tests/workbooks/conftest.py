from __future__ import annotations

import shutil

import pytest
from workspaces import Desk, make


@pytest.fixture(scope="session")
def good(tmp_path_factory):
    """The workspace without a fault, made once."""
    return make(tmp_path_factory.mktemp("good"))


@pytest.fixture
def desk(good, tmp_path):
    """A copy of it to spoil."""
    return Desk(shutil.copytree(good, tmp_path / "令和元年度"))
