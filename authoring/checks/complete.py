"""What is still missing for a stage: ratings for an evaluation, an answer for each unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from authoring.edition.model import Edition, Entry
from authoring.problems import Origin, Problem, Severity, problem
from authoring.workbooks.book import column_name
from authoring.workbooks.layout import plan_sheet
from authoring.workbooks.write_inputs import common_path, ministry_path

__all__ = ["check_ratings", "for_stage"]

_UNANSWERED = ("unit-unanswered", "request-unanswered", "request-answer-gone", "request-answer-empty")


def check_ratings(edition: Edition) -> list[Problem]:
    """Items that are rated by themselves and have no rating of a rater yet: information until the stage asks for it."""
    given = {(r.item, r.by) for r in edition.ratings if r.year == edition.year}
    found: list[Problem] = []
    for item in edition.items:
        found += _own(edition, item, given)
        for index, rater in enumerate(edition.profile.raters_of("ministry")):
            if item.rated == "" and (item.id, rater.id) not in given:
                number = edition.printed_number(item.id)
                at = Origin(ministry_path(edition, item.id), "評価", f"C{3 + index}")
                place, words = f"{item.id}.{rater.id}", f"{number} {item.text}".strip()
                found.append(problem("rating-missing", at, item=number, place=place, words=words))
    return found


def _own(edition: Edition, item: Entry, given: Collection[tuple[str, str]]) -> Iterator[Problem]:
    """What the agency's own raters have not rated yet: typed beside the item in 年度計画."""
    sheet = plan_sheet(edition.profile)
    for rater in edition.profile.raters_of("agency"):
        if item.rated or (item.id, rater.id) in given:
            continue
        number, text = edition.printed_number(item.id), (item.origin.cell if item.origin else None) or ""
        cell = text.replace(column_name(sheet.index("text")), column_name(sheet.index(f"rating_{rater.id}")))
        words = f"{number} {item.text}".strip()
        yield problem(
            "rating-own-missing", Origin(common_path(), sheet.name, cell), item=number, place=f"{item.id}.{rater.id}",
            words=words, name=rater.name,
        )  # fmt: skip


def for_stage(problems: Iterable[Problem], stage: str, *, plain: bool) -> list[Problem]:
    """Weigh problems for a build: a plain one takes no unanswered unit or request; an evaluation needs all its ratings.

    A report needs those of the agency's own raters.
    """
    weighed = []
    for p in problems:
        asked = p.code == "rating-own-missing" or (p.code == "rating-missing" and stage == "evaluation")
        heavy = asked or (p.code in _UNANSWERED and plain)
        if heavy:
            p = Problem(**{**{n: getattr(p, n) for n in Problem.__slots__}, "severity": Severity.ERROR})
        weighed.append(p)
    return weighed
