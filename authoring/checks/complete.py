"""What is still missing for a stage: ratings for an evaluation, an answer for each unit."""

from __future__ import annotations

from collections.abc import Iterable

from authoring.edition.model import Edition
from authoring.problems import Origin, Problem, Severity, problem
from authoring.workbooks.write_inputs import ministry_path

__all__ = ["check_ratings", "for_stage"]


def check_ratings(edition: Edition) -> list[Problem]:
    """Items that are rated by themselves and have no rating of a rater yet: information until the stage asks for it."""
    given = {(r.item, r.by) for r in edition.ratings if r.year == edition.year}
    found = []
    for item in edition.items:
        for index, rater in enumerate(edition.profile.raters):
            if item.rated == "" and (item.id, rater.id) not in given:
                number = edition.printed_number(item.id)
                at = Origin(ministry_path(edition, item.id), "評価", f"C{3 + index}")
                place, words = f"{item.id}.{rater.id}", f"{number} {item.text}".strip()
                found.append(problem("rating-missing", at, item=number, place=place, words=words))
    return found


def for_stage(problems: Iterable[Problem], stage: str, *, plain: bool) -> list[Problem]:
    """Weigh problems for a build: a plain one takes no unanswered unit, and an evaluation needs its ratings."""
    weighed = []
    for p in problems:
        heavy = (p.code == "rating-missing" and stage == "evaluation") or (p.code == "unit-unanswered" and plain)
        if heavy:
            p = Problem(**{**{n: getattr(p, n) for n in Problem.__slots__}, "severity": Severity.ERROR})
        weighed.append(p)
    return weighed
