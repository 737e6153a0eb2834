"""What references name: indicators by name or alias, entries by id, tables by name; and what they print."""

from __future__ import annotations

from decimal import Decimal

from authoring.edition.digits import in_width
from authoring.edition.model import Axis, Edition, FigureNumber, Indicator, Table
from authoring.edition.nearest import nearest
from authoring.edition.periods import fiscal_year_of_period, unrounded, value_in_year
from authoring.edition.printing import print_value
from authoring.edition.quantities import change, format_number, format_quantity, in_units_of
from authoring.edition.references import COMPARISONS, Reference, parse_references
from authoring.files.texts import match_key
from authoring.problems import Origin, Problem, problem

__all__ = ["Lookup"]

UNKNOWN = "…"  # RULES.md (Numbers): unknown


class Lookup:
    """The names of one edition. Nothing is evaluated: a reference is found or it is a problem."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.indicators: dict[str, Indicator] = {}
        for one in edition.indicators:
            for name in (one.name, *one.aliases):
                if name:
                    self.indicators.setdefault(match_key(name), one)
        self.tables: dict[str, Table] = {}
        for table in edition.tables:
            if table.name:
                self.tables.setdefault(match_key(table.name), table)
        self.placed: set[str] = set()
        self.drawn: dict[str, list[FigureNumber]] = {}  # key of a picture's name -> what is drawn in it
        for number in edition.figure_numbers:
            if number.value is not None:
                self.drawn.setdefault(match_key(number.figure), []).append(number)

    def text(self, typed: str, at: Origin | None, place: str) -> tuple[str, tuple[str, ...], list[Problem]]:
        """A line with its references resolved, the ids that it refers to, and what was not found."""
        refs = parse_references(typed)
        if not refs:
            return typed, (), []
        out: list[str] = []
        targets: list[str] = []
        problems: list[Problem] = []
        end = 0
        for ref in refs:
            out.append(typed[end : ref.start])
            end = ref.end
            words, target, code = self._one(ref)
            if code:
                near = "、".join(f"「{n}」" for n in self._near(ref)) or "なし"
                problems.append(
                    problem(code, at, place=place, words=typed[ref.start : ref.end], name=ref.name, near=near)
                )
            out.append(words)
            if target:
                targets.append(target)
        return "".join([*out, typed[end:]]), tuple(targets), problems

    def _near(self, ref: Reference) -> tuple[str, ...]:
        if ref.kind == "indicator" and match_key(ref.name) in self.indicators:
            return nearest(ref.ask, COMPARISONS)
        if ref.kind == "indicator":
            return nearest(ref.name, [one.name for one in self.edition.indicators if one.name])
        if ref.kind == "table":
            return nearest(ref.name, [t.name for t in self.edition.tables if t.name])
        numbers = (self.edition.printed_number(e.id) for e in self.edition.entries if e.number)
        return nearest(ref.name, numbers)

    def _one(self, ref: Reference) -> tuple[str, str, str]:
        """(printed words, target id, code of the problem or "")."""
        if ref.kind == "entry":
            entry = self.edition.entry.get(ref.name)
            if entry is None:
                return f"{{{{参照:{ref.name}}}}}", "", "reference-unknown"
            return (entry.text if ref.ask == "表題" else self.edition.printed_number(entry.id)), entry.id, ""
        if ref.kind == "appendix":
            return f"別表{ref.name}", "", ""
        if ref.kind in ("table", "figure"):
            return f"{{{{{ref.name}}}}}", "", "reference-not-alone"
        one = self.indicators.get(match_key(ref.name))
        if one is None:
            return f"{{{{{ref.name}}}}}", "", "indicator-unknown"
        if ref.ask and ref.ask not in COMPARISONS:
            return f"{{{{{ref.name}:{ref.ask}}}}}", one.id, "ask-unknown"
        words = in_width(self.ask(one, ref.ask), self.edition.profile.digits)
        return words or UNKNOWN, one.id, "" if words else "indicator-empty"

    def ask(self, one: Indicator, ask: str) -> str:
        """What ``{{name:ask}}`` prints; "" where the values for it are missing."""
        year = self.edition.year
        _, current = value_in_year(one, year)
        _, earlier = value_in_year(one, year - 1)
        now, before = unrounded(current), unrounded(earlier)
        if ask == "前年度":
            return print_value(one, earlier.value) if earlier else ""
        if ask == "目標":
            return self._target(one)
        if now is None or current is None:
            return ""
        if ask == "":
            return print_value(one, current.value)
        if ask in ("万", "億"):
            return in_units_of(current.value, "万" if ask == "万" else "億") + one.unit
        if ask == "前年度差":
            return self._points(one, now - before) if before is not None else ""
        if ask == "前年度比":
            moved = change(now, before, "relative") if before is not None else None
            return format_number(moved, 1, plus=True) + "%" if moved is not None else ""
        return self._against_target(one, now, before, ask)

    def _points(self, one: Indicator, difference: Decimal) -> str:
        unit = "ポイント" if one.unit in ("%", "％") else one.unit
        return format_quantity(difference, unit, one.decimals, plus=True)

    def _target(self, one: Indicator) -> str:
        if one.target is None:
            return ""
        if one.target.base == "前年度差":
            unit = "ポイント" if one.unit in ("%", "％") else one.unit
            return format_quantity(one.target.value, unit, one.decimals)
        if one.target.base == "前年度比":
            return format_number(one.target.value, 1) + "%"
        return print_value(one, one.target.value)

    def _against_target(self, one: Indicator, now: Decimal, before: Decimal | None, ask: str) -> str:
        target = one.target
        if target is None or (target.base and before is None):
            return ""
        measured: Decimal | None = now
        if target.base == "前年度差" and before is not None:
            measured = now - before
        elif target.base == "前年度比" and before is not None:
            measured = change(now, before, "ratio")
        if measured is None:
            return ""
        if ask == "目標差":
            return self._points(one, measured - target.value)
        ratio = change(measured, target.value, "ratio")
        return format_number(ratio, 1) + "%" if ratio is not None else ""

    def unknown_axes(self, table: Table) -> list[Problem]:
        """Rows and columns of a table that name an indicator that there is not: their cells would print nothing."""
        names = [one.name for one in self.edition.indicators if one.name]
        found = []
        for axis in (*table.rows, *table.columns):
            if axis.indicator and match_key(axis.indicator) not in self.indicators:
                near = "、".join(f"「{n}」" for n in nearest(axis.indicator, names)) or "なし"
                place = f"{table.id}/{axis.id}"
                found.append(problem("indicator-unknown", axis.origin, place=place, words=axis.indicator, near=near))
        return found

    def shown(self, row: Axis, column: Axis) -> str | None:
        """The text of a table's cell that shows 指標; None for a typed cell."""
        link = linked(row, column)
        if link is None:
            return None
        one = self.indicators.get(match_key(link[0]))
        held = one.values.get(link[1]) if one else None
        if one is None:
            return None
        return (
            print_value(one, held.value)
            if held
            else ("" if fiscal_year_of_period(link[1]) == self.edition.year else UNKNOWN)
        )


def linked(row: Axis, column: Axis) -> tuple[str, str] | None:
    """(indicator's name, period) of a cell that shows 指標; None for a typed one."""
    name, period = row.indicator or column.indicator, column.period or row.period
    plain = ("value", "total", "target", "share", "achievement")
    return (name, period) if name and period and row.role in plain and column.role in plain else None
