"""All families of rules over one edition, in a fixed order; a rule that is off by default where it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from authoring.checks.answers import check_answers
from authoring.checks.arithmetic import check_arithmetic
from authoring.checks.citations import check_citations
from authoring.checks.fact_alone import check_alone
from authoring.checks.facts import check_facts
from authoring.checks.notation import check_notation
from authoring.checks.plausible import check_plausible
from authoring.checks.ratings_held import check_ratings_held
from authoring.checks.reading import Reading
from authoring.checks.restated import check_restated
from authoring.checks.structure import check_structure
from authoring.checks.table_twins import check_table_twins
from authoring.checks.words import check_words
from authoring.checks.year_roll import check_year_roll
from authoring.problems import Problem, catalogue
from authoring.workbooks.findings import of_ministry

__all__ = ["FAMILIES", "run_checks"]

Family = Callable[[Reading], Iterable[Problem]]

FAMILIES: tuple[Family, ...] = (
    check_structure, check_citations, check_answers, check_year_roll, check_arithmetic, check_restated,
    check_table_twins, check_facts, check_words, check_ratings_held, check_plausible, check_notation,
)  # fmt: skip


ASKED: dict[str, Family] = {"fact-alone": check_alone}
"""Families of one rule that is off by default and costs time: run only where an edition asks for the rule."""


def run_checks(reading: Reading, on: Collection[str] = (), off: Collection[str] = ()) -> list[Problem]:
    """Every finding. ``on``: rules to run that are off by default; ``off``: rules that the edition does not want."""
    kinds = catalogue()
    asleep = {code for code, kind in kinds.items() if kind.get("off")} - set(on) | set(off)
    families = (*FAMILIES, *(family for code, family in ASKED.items() if code not in asleep))
    found = (one for family in families for one in family(reading))
    return [_on_its_side(one) for one in found if one.code not in asleep]


def _on_its_side(found: Problem) -> Problem:
    """A finding that rests on a text of the Ministry stands in its workbook: no department sees its words."""
    if found.origin is None or of_ministry(found.origin):
        return found
    theirs = next((at for at in found.also if of_ministry(at)), None)
    if theirs is None:
        return found
    return replace(found, origin=theirs, also=(found.origin, *(at for at in found.also if at != theirs)))
