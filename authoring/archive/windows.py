"""A table's window of periods, moved on to the next edition: what was this year's column becomes last year's.

Ids stay with their place in the window (the newest column has the same id every year); labels that print the period of
their own row or column are printed anew in the same form; nothing else is rewritten (SOURCE.md, Time).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from authoring.edition.model import Axis, Table, TableCell
from authoring.edition.periods import fiscal_year_of_period
from authoring.edition.years import ERAS, fiscal_year_name, print_period

__all__ = ["later_period", "roll_table", "roll_words"]


def later_period(period: str, years: int) -> str:
    """The same period so many years later: "2019-04" -> "2020-04"; 29 February becomes the 28th."""
    moved = str(int(period[:4]) + years) + period[4:]
    return moved[:-2] + "28" if moved.endswith("-02-29") else moved


def roll_table(table: Table, year: int, years: int) -> Table:
    """The table of the edition of ``year``, ``years`` later.

    A cell goes with its period: this year's stands in last year's column, the newest is empty. A cell that belongs to
    no period is emptied. A base year that the window does not reach (平成27年3月末) stays as it is. Axes that print
    nothing any more stand last, so that there is one place with spare ones.
    """
    from_row, from_column = _sources(table.rows, year, years), _sources(table.columns, year, years)
    cells: dict[tuple[str, str], TableCell] = {}
    for row in table.rows:
        for column in table.columns:
            at = (from_row[row.id], from_column[column.id])
            cell = table.cells.get((at[0] or "", at[1] or ""))
            dated = row.period or column.period
            if row.role == "header":
                cell = table.cells.get((row.id, column.id))
                if cell and column.period and column.id in _moving(table.columns, year):
                    words = roll_words(cell.text, column.period, later_period(column.period, years))
                    cell = replace(cell, text=words)
            elif not dated:
                continue
            if cell:
                cells[row.id, column.id] = cell
    kept = {r for r, _ in cells}, {c for _, c in cells}
    rows = _spare_last((_rolled(a, table.rows, year, years) for a in table.rows), kept[0])
    columns = _spare_last((_rolled(a, table.columns, year, years) for a in table.columns), kept[1])
    return replace(table, rows=rows, columns=columns, cells=cells)


def _moving(axes: Iterable[Axis], year: int) -> set[str]:
    """Ids of the axes whose period moves: last year's and later ones, and those that join them year by year."""
    periods = {a.period for a in axes if a.period}

    def moves(period: str) -> bool:
        following = later_period(period, 1)
        return fiscal_year_of_period(period) >= year - 1 or (following in periods and moves(following))

    return {a.id for a in axes if a.period and moves(a.period)}


def _sources(axes: tuple[Axis, ...], year: int, years: int) -> dict[str, str | None]:
    """Axis id -> id of the axis whose cells it shows next; None where they are new.

    Axes of one period (電子申請 H30.4, 紙媒体 H30.4) are told apart by what their labels say besides it; where none
    says the same, the only one of that period and role is it (令和元年度, then (参考：令和元年度)).
    """
    moving = _moving(axes, year)
    found: dict[str, str | None] = {}
    for axis in axes:
        if axis.id not in moving:
            found[axis.id] = axis.id
            continue
        period = later_period(axis.period, years)
        there = [a for a in axes if a.period == period and a.role == axis.role]
        same = [a for a in there if _family(a) == _family(axis)] or (there if len(there) == 1 else [])
        found[axis.id] = same[0].id if same else None
    return found


def _family(axis: Axis) -> tuple[object, ...]:
    labels = tuple(roll_words(label, axis.period, None) for label in axis.labels)
    return (labels, axis.role, axis.meaning, axis.indicator)


def _rolled(axis: Axis, axes: tuple[Axis, ...], year: int, years: int) -> Axis:
    if axis.id not in _moving(axes, year):
        return axis
    now = later_period(axis.period, years)
    return replace(axis, period=now, labels=tuple(roll_words(label, axis.period, now) for label in axis.labels))


def _spare_last(axes: Iterable[Axis], kept: set[str]) -> tuple[Axis, ...]:
    ordered = list(axes)
    return (
        *(a for a in ordered if a.used or a.id in kept),
        *(a for a in ordered if not (a.used or a.id in kept)),
    )  # fmt: skip


def roll_words(label: str, old: str, new: str | None) -> str:
    """A label with the period ``old`` printed as ``new`` (None: taken out), in the form that it has there.

    H31.4 becomes R2.4, 令和元年度末 becomes 令和2年度末; names of other periods stay.
    """
    if not old:
        return label
    before, after = _forms(old), _forms(new) if new else {}
    found: dict[str, str] = {}
    for form, words in before.items():
        found.setdefault(words, form)
    longest = sorted(found, key=len, reverse=True)
    pattern = "|".join((_BARE if words[0] in "元123456789" else "") + re.escape(words) for words in longest)
    forms = {words: _NOW.get(form, form) for words, form in found.items()}
    return re.sub(f"(?:{pattern})(?![0-9.]*[0-9])", lambda m: after.get(forms[m.group()], ""), label)


_BARE = f"(?<![0-9{''.join(era.name[-1] for era in ERAS)}])"  # 2年度 is not the end of 令和12年度 or 平成2年度
_NOW = {"full old": "full", "letter年度 old": "letter年度"}  # an old era's name is read, and never printed


def _forms(period: str) -> Mapping[str, str]:
    """Form -> how it prints a period: a fiscal year by its names, a month or date by its own and those of its year."""
    year = fiscal_year_of_period(period)
    full = fiscal_year_name(year)
    era, count = full[:2], full[2:-2]
    letter = {e.name: e.letter for e in ERAS}
    number = "1" if count == "元" else count
    made = {
        "full": full, "letter年度": f"{letter[era]}{count}年度", "letter1年度": f"{letter[era]}{number}年度",
        "western年度": f"{year}年度", "short": f"{count}年度",
    }  # fmt: skip
    if 1989 <= year <= 2021:  # plans of before May 2019 go on to 平成33年度
        made |= {"full old": f"平成{year - 1988}年度", "letter年度 old": f"H{year - 1988}年度"}
    if len(period) == 4:
        return made | {"letter": letter[era] + count, "letter1": letter[era] + number, "western": str(year)}
    words = print_period(period)
    era, rest = words[:2], words[2:]
    count, _, month_day = rest.partition("年")
    number = "1" if count == "元" else count
    dotted = month_day.rstrip("日月").replace("月", ".")
    western, slashed = period[:4], dotted.replace(".", "/")
    calendar = {
        "calendar": words, "calendar western": f"{western}年{month_day}",
        "dotted": f"{letter[era]}{count}.{dotted}", "dotted1": f"{letter[era]}{number}.{dotted}",
        "dotted western": f"{western}.{dotted}", "slashed western": f"{western}/{slashed}",
    }  # fmt: skip
    return calendar | made
