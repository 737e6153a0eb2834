"""The verbs as the commands see them, answering what a test wants; and the commands as a person starts them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import authoring
from authoring.problems import Problem

ROOT = Path(authoring.__path__[0]).parent
CONSOLE = "from authoring.cli import main; main(prog_name='authoring')"


@dataclass(frozen=True)
class Outcome:
    problems: tuple[Problem, ...] = ()
    written: tuple[Path, ...] = ()
    next_step: str = ""


@dataclass
class FakeVerbs:
    """Remembers how it was called; answers the outcome, or raises it where it is an exception."""

    answer: Outcome | BaseException = field(default_factory=Outcome)
    around: Path | None = None  # the workspace that the current folder lies in
    calls: list[tuple[Any, ...]] = field(default_factory=list)

    def _answer(self, *call: Any) -> Outcome:
        self.calls.append(call)
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer

    def new(self, year, *, from_, blank, profile, plan, out):
        return self._answer("new", year, from_, blank, profile, plan, out)

    def check(self, workspace, *, annotate=None):
        return self._answer("check", workspace, *([annotate] if annotate else []))

    def build(self, workspace, *, stage, out, draft, pdf=False):
        return self._answer("build", workspace, stage, out, draft, *(["pdf"] if pdf else []))

    def reissue(self, workspace, *, for_):
        return self._answer("reissue", workspace, for_)

    def close(self, workspace, *, out):
        return self._answer("close", workspace, out)

    def find_workspace(self, start):
        assert start == Path.cwd()
        return self.around

    def install(self, monkeypatch) -> FakeVerbs:
        module = ModuleType("authoring.verbs")
        for name in ("new", "check", "build", "close", "reissue", "find_workspace"):
            setattr(module, name, getattr(self, name))
        monkeypatch.setitem(sys.modules, "authoring.verbs", module)
        monkeypatch.setattr(authoring, "verbs", module, raising=False)
        return self


def started(*args: str, before: str = "", **env: str) -> subprocess.CompletedProcess[bytes]:
    """``authoring ARGS`` in a process of its own, in the C locale unless ``env`` says otherwise."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON", "AUTHORING"))}
    return subprocess.run(
        [sys.executable, "-c", f"{before}\n{CONSOLE}", *args],
        env={**clean, "LC_ALL": "C", "PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        timeout=60,
        check=False,
    )


# Put before CONSOLE: a process whose ``verbs.check`` answers problems whose words no Japanese console holds whole.
ODD_WORDS = "▲2.4% − 〜 — é 😀 \udce3 ｶﾅ"
CHECK_FINDS_ODD_WORDS = f"""
import sys, types
from authoring.problems import Origin, Problem, Severity
words = {ODD_WORDS!a}
found = Problem("x", Severity.ERROR, words, words, Origin(words, words, "B2"))
verbs = types.ModuleType("authoring.verbs")
verbs.check = lambda workspace, **_: types.SimpleNamespace(problems=(found,), written=(), next_step=words)
sys.modules["authoring.verbs"] = verbs
import authoring
authoring.verbs = verbs
"""
