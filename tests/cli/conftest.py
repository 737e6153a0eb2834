from __future__ import annotations

import pytest
from click.testing import CliRunner
from fakes import FakeVerbs

from authoring.cli import main


@pytest.fixture
def verbs(monkeypatch):
    for name in ("NO_COLOR", "AUTHORING_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return FakeVerbs().install(monkeypatch)


@pytest.fixture
def run(verbs):
    """Run a command inside this process; stdout and stderr apart."""
    return lambda *args: CliRunner().invoke(main, list(args), prog_name="authoring")
