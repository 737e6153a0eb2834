"""The catalogue of everything that can be wrong, and the exit codes.

A problem is a value: functions return ``(value, problems)``; only the edges raise. The words stand in
``problems.toml``, one table a code, so that they can be read and mended without Python.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from functools import cache
from pathlib import Path

__all__ = ["Exit", "Origin", "Problem", "ProblemError", "Severity", "catalogue", "exit_code", "problem"]


class Exit(IntEnum):
    """The promised exit codes of every command."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    UNREADABLE = 3
    UNWRITABLE = 4


class Severity(StrEnum):
    """How much a problem weighs: errors stop a plain build, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from: file relative to the workspace with ``/``, sheet name, A1 address."""

    file: str
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        return self.file + (f"#{self.sheet}" if self.sheet else "") + (f"!{self.cell}" if self.cell else "")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: what, where, and how to mend it. ``place`` is made of ids, not of addresses."""

    code: str
    severity: Severity
    message: str
    hint: str
    origin: Origin | None = None
    item: str | None = None
    place: str | None = None
    also: tuple[Origin, ...] = ()
    set_aside: bool = False
    exit: Exit = Exit.PROBLEMS

    def as_json(self) -> dict[str, object]:
        """The promised shape of ``check --format json``."""
        at = self.origin
        shape: dict[str, object] = {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "hint": self.hint,
            "file": at.file if at else None,
            "sheet": at.sheet if at else None,
            "cell": at.cell if at else None,
            "item": self.item,
            "place": self.place,
            "set_aside": self.set_aside,
        }
        if self.also:
            shape["also"] = [{"file": o.file, "sheet": o.sheet, "cell": o.cell} for o in self.also]
        return shape


class ProblemError(Exception):
    """Raised at an edge (a file that can't be opened or written); carries the problem to print."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.problem = found


class _Missing(dict[str, object]):
    """A message never fails for want of a field: it says 「不明」 instead."""

    def __missing__(self, key: str) -> str:
        return "不明"


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every code with its severity, message, hint and (where not 1) exit code."""
    text = Path(__file__).with_name("problems.toml").read_text("utf-8")
    return tomllib.loads(text)


def problem(
    code: str,
    origin: Origin | None = None,
    *,
    item: str | None = None,
    place: str | None = None,
    also: Iterable[Origin] = (),
    severity: Severity | None = None,
    **fields: object,
) -> Problem:
    """Make a problem of the catalogue; ``fields`` fill the words in braces.

    Raises:
        KeyError: the code is not in the catalogue (a mistake of ours, held by a test).
    """
    kind = catalogue()[code]
    words = _Missing(fields)
    return Problem(
        code=code,
        severity=severity or Severity(kind["severity"]),
        message=kind["message"].format_map(words),
        hint=kind["hint"].format_map(words),
        origin=origin,
        item=item,
        place=place,
        also=tuple(also),
        exit=Exit(int(kind.get("exit", 1))),
    )


def put_aside(found: Problem) -> Problem:
    """The same problem, marked as set aside by a person: it no longer counts."""
    return replace(found, set_aside=True)


def exit_code(found: Iterable[Problem]) -> Exit:
    """The exit code that the problems ask for: unreadable wins over errors; warnings ask for none."""
    worst = Exit.DONE
    for each in found:
        if each.set_aside or each.severity is not Severity.ERROR:
            continue
        worst = max(worst, each.exit)
    return worst
