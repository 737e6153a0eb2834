"""Grey cells that someone changed: told, since they are not read."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from authoring.edition.lookup import Lookup
from authoring.edition.model import Axis, Cell, Edition, Indicator
from authoring.edition.periods import unrounded, value_in_year
from authoring.edition.quantities import parse_number
from authoring.files.texts import match_key
from authoring.problems import Problem, problem
from authoring.workbooks.read_books import BookContent
from authoring.workbooks.write_inputs import Beside, plan_text

__all__ = ["check_locked"]

_PLAN = "年度計画は共通ブックで直し、"
_TEXT = "前年度の文は過去年度を訂正し、"
_FIGURE = "前年度までの値は過去年度を訂正し、"
_SHOWN = "この値は「指標」で直し、"


def check_locked(edition: Edition, contents: Iterable[BookContent], beside: Beside | None) -> list[Problem]:
    """Plan text, last year's text and figures as the workbooks show them, held against what they were made of.

    ``beside`` is None where last year is not among the past years: then nothing is known to hold its texts against.
    """
    issued = _Issued(edition, beside)
    found: list[Problem] = []
    for content in contents:
        for (owner, name), cell in content.locked.items():
            what = issued.changed(owner, name, cell)
            if what:
                found.append(problem("grey-changed", cell.origin, place=f"{owner}.{name}", what=what))
    return found


class _Issued:
    """What the grey cells were issued with."""

    def __init__(self, edition: Edition, beside: Beside | None) -> None:
        self.edition, self.beside, self.lookup = edition, beside, Lookup(edition)
        self.plans: dict[str, str] = {}
        units = {u.id: u for u in edition.units}
        seen: set[tuple[str, str]] = set()
        for row in edition.rows:  # the plan stands in the first row that an owner has of a unit
            if (row.unit, row.owner) not in seen and row.unit in units:
                seen.add((row.unit, row.owner))
                self.plans[row.id] = plan_text(edition, units[row.unit])
        self.indicators = {one.id: one for one in edition.indicators}
        self.rows = {row.id for row in edition.rows}
        self.keyed = {k.id for k in edition.keyed}
        self.axes: dict[str, tuple[dict[str, Axis], dict[str, Axis]]] = {
            t.id: ({a.id: a for a in t.rows}, {a.id: a for a in t.columns}) for t in edition.tables
        }

    def changed(self, owner: str, name: str, cell: Cell) -> str:
        """What to do instead, where the cell is another one than was issued; else ""."""
        if name == "plan":
            if owner not in self.rows:  # its unit left the plan, which is told where something is typed in it
                return ""
            return "" if match_key(cell.text) == match_key(self.plans.get(owner, "")) else _PLAN
        if name.startswith("prior_"):
            return "" if self._is_last_year(owner, name.removeprefix("prior_"), match_key(cell.text)) else _TEXT
        if "/" in name:
            return "" if self._is_shown(owner, name, cell.text) else _SHOWN
        return "" if self._is_figure(self.indicators.get(owner), int(name[1:]), cell.text) else _FIGURE

    def _is_last_year(self, owner: str, column: str, key: str) -> bool:
        if self.beside is None:
            return True
        if owner in self.keyed:  # it stands in the first row of its key, and keys may be typed anew: any will do
            return not key or key in {match_key(texts.get(column, "")) for texts in self.beside.keyed.values()}
        return key == match_key(self.beside.rows.get(owner, {}).get(column, ""))

    def _is_shown(self, table: str, name: str, text: str) -> bool:
        row, _, column = name.partition("/")
        rows, columns = self.axes.get(table, ({}, {}))
        shown = self.lookup.shown(rows[row], columns[column]) if row in rows and column in columns else None
        return not text or shown is None or match_key(text) == match_key(shown)

    def _is_figure(self, one: Indicator | None, year: int, text: str) -> bool:
        value: Decimal | None = unrounded(value_in_year(one, year)[1]) if one else None
        return (parse_number(text) if text else None) == value and (bool(text) == (value is not None))
