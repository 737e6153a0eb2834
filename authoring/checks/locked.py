"""Grey cells that someone changed: told, since they are not read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from authoring.edition.model import Edition
from authoring.edition.periods import unrounded, value_in_year
from authoring.files.texts import match_key
from authoring.problems import Problem, problem
from authoring.workbooks.read_books import BookContent
from authoring.workbooks.write_inputs import Beside, plan_text

__all__ = ["check_locked"]


def check_locked(edition: Edition, contents: Iterable[BookContent], beside: Beside | None) -> list[Problem]:
    """Plan text, last year's text and prior figures as the workbooks show them, held against what they were made of.

    ``beside`` is None where last year is not among the past years: then nothing is known to hold them against.
    """
    plans = {}
    for unit in edition.units:
        first = {}
        for row in edition.rows:
            if row.unit == unit.id:
                first.setdefault(row.owner, row.id)
        plans |= {row: plan_text(edition, unit) for row in first.values()}
    prior = {one.id: one for one in edition.indicators}
    keys = {k.id: k.key for k in edition.keyed}
    found: list[Problem] = []
    for content in contents:
        for (row, name), cell in content.locked.items():
            if name == "plan":
                expected, what = plans.get(row, ""), "年度計画は共通ブックで直し、"
            elif name.startswith("prior_"):
                if beside is None:
                    continue
                texts: Mapping[str, str] = beside.rows.get(row) or beside.keyed.get(keys.get(row, ""), {})
                expected, what = texts.get(name.removeprefix("prior_"), ""), "前年度の文は過去年度を訂正し、"
            else:
                one = prior.get(row)
                value = unrounded(value_in_year(one, int(name[1:]))[1]) if one else None
                expected, what = ("" if value is None else f"{value:f}"), "前年度までの値は過去年度を訂正し、"
                if value is not None and cell.text and float(value) == float(cell.text):
                    continue
            if match_key(cell.text) != match_key(expected):
                found.append(problem("grey-changed", cell.origin, place=f"{row}.{name}", what=what))
    return found
