"""The 30 rules of 行政データにおける機械可読性に関するルール, each held against a package opened again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from authoring.documents.data.opened import Opened
from authoring.documents.data.rules_data import DATA
from authoring.documents.data.rules_form import FORM
from authoring.documents.data.shape import Sheet, declared

__all__ = ["Rule", "Verdict", "judge", "rule_sheet", "rules"]

PASSED, SKIPPED, FAILED = "適合", "該当なし", "不適合"
_CHECKS: dict[int, Callable[[Opened], str]] = {**FORM, **DATA}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its number and level, its words, whether it applies, and what is checked or why it does not apply."""

    number: int
    level: int
    title: str
    reason: str
    applies: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a rule: 適合, 該当なし or 不適合, and why."""

    rule: Rule
    result: str
    reason: str


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in order, from ``rules.toml``."""
    return tuple(
        Rule(n, told["level"], told["title"], told["why"], not told.get("skip"))
        for n, told in enumerate(declared("rules.toml")["rules"], 1)
    )


def rule_sheet() -> Sheet:
    """The sheet ``rules`` of a package that breaks none; ``judge`` says whether that is true."""
    return Sheet(
        "rules",
        tuple((r.number, r.level, r.title, PASSED if r.applies else SKIPPED, r.reason) for r in rules()),
    )


def judge(data: Opened) -> Iterator[Verdict]:
    """Each rule's verdict; of a rule that does not apply, the reason is checked too."""
    for rule in rules():
        broken = _CHECKS[rule.number](data)
        result = FAILED if broken else PASSED if rule.applies else SKIPPED
        yield Verdict(rule, result, broken or rule.reason)
