"""指標: prior values locked, this year's to fill, live comparisons with the values that they have now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from authoring.edition.model import Indicator
from authoring.edition.periods import unrounded, value_in_year
from authoring.edition.quantities import round_half_up
from authoring.edition.years import print_period
from authoring.workbooks.book import Book, Formula, Value
from authoring.workbooks.layout import Sheet
from authoring.workbooks.sheets import cell, write_sheet

__all__ = ["COMPARE", "met", "write_indicators"]

GOOD = {"up": "増", "down": "減", "": ""}
BASE = {"": "実績", "前年度差": "前年度差", "前年度比": "前年度比"}
COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "≧": lambda a, b: a >= b,
    "＞": lambda a, b: a > b,
    "≦": lambda a, b: a <= b,
    "＜": lambda a, b: a < b,
}


def met(value: Decimal | None, before: Decimal | None, indicator: Indicator) -> bool | None:
    """Whether the target is met; None where it can't be told. Both values unrounded where known."""
    target = indicator.target
    if target is None or value is None:
        return None
    if target.base == "":
        measured: Decimal | None = value
    elif before is None:
        return None
    else:
        measured = value - before if target.base == "前年度差" else (value / before * 100 if before else None)
    return None if measured is None else COMPARE[target.comparator](measured, target.value)


def write_indicators(
    book: Book, layout: Sheet, year: int, indicators: Sequence[Indicator],
    typed: Mapping[tuple[str, ...], Value] | None = None,
) -> dict[str, str]:  # fmt: skip
    """Write the sheet; returns indicator id -> absolute address of this year's value. ``typed``: put back by key."""
    typed = typed or {}
    rows: list[dict[str, Value]] = []
    addresses: dict[str, str] = {}
    first = layout.header_row
    column = layout.index
    for index, one in enumerate(indicators):
        at = first + index
        addresses[one.id] = f"'{layout.name}'!{cell(column('value'), at, absolute=True)}"
        before, now = unrounded(value_in_year(one, year - 1)[1]), unrounded(value_in_year(one, year)[1])
        own = {f.id: typed[key] for f in layout.fields if (key := (layout.name, "", one.id, f.id)) in typed}
        rows.append(_facts(one, year) | own | _comparisons(layout, at, one, now, before))
    write_sheet(book, layout, rows, freeze=2)
    return addresses


def _facts(one: Indicator, year: int) -> dict[str, Value]:
    period, current = value_in_year(one, year)
    row: dict[str, Value] = {
        "id": one.id, "name": one.name, "aliases": "、".join(one.aliases), "unit": one.unit,
        "decimals": one.decimals if one.name else None, "good": GOOD[one.good],
        "as_of": print_period(period) if period and len(period) > 4 else "",
    }  # fmt: skip
    for prior in range(year - 3, year):
        _, held = value_in_year(one, prior)
        row[f"y{prior}"] = (held.exact or held.value) if held else None
    if current:
        row |= {"value": current.value, "exact": current.exact, "status": current.status, "source": current.source}
    if one.target:
        row |= {"target": one.target.value, "comparator": one.target.comparator, "base": BASE[one.target.base]}
    return row


def _comparisons(
    layout: Sheet, at: int, one: Indicator, now: Decimal | None, before: Decimal | None
) -> dict[str, Value]:
    """The formulas of one row, each with the value that Excel will compute."""

    def at_field(name: str) -> str:
        return cell(layout.index(name), at)

    value, exact, decimals = at_field("value"), at_field("exact"), at_field("decimals")
    prior = cell(layout.index("value") - 1, at)
    best = f'IF({exact}="",{value},{exact})'
    blank = f'OR({value}="",{prior}="")'
    places = one.decimals
    both = now is not None and before is not None
    difference = float(round_half_up(now - before, places)) if now is not None and before is not None else ""
    relative = float(round_half_up((now / before - 1) * 100, 1)) if now is not None and before else ""
    target, sign, base = at_field("target"), at_field("comparator"), at_field("base")
    measure = f'IF({base}="前年度差",{best}-{prior},IF({base}="前年度比",{best}/{prior}*100,{best}))'
    # A difference of two binary numbers is not what a person would compute; ten places are more than any figure has.
    measure = f"ROUND({measure},10)"
    test = (
        f'IF({sign}="＞",{measure}>{target},IF({sign}="≦",{measure}<={target},'
        f'IF({sign}="＜",{measure}<{target},{measure}>={target})))'
    )
    unknown = f'OR({value}="",{target}="",AND({base}<>"",{base}<>"実績",OR({prior}="",{prior}=0)))'
    verdict = met(now, before, one)
    words = "" if verdict is None else ("達成" if verdict else "未達")
    named = at_field("name")
    missing = Formula(f'=IF(AND({named}<>"",{value}=""),"未記入","")', "未記入" if one.name and now is None else "")
    return {
        "state": missing,
        "difference": Formula(f'=IF({blank},"",ROUND({best}-{prior},{decimals}))', difference if both else ""),
        "relative": Formula(f'=IF(OR({blank},{prior}=0),"",ROUND(({best}/{prior}-1)*100,1))', relative),
        "met": Formula(f'=IF({unknown},"",IF({test},"達成","未達"))', words),
    }
