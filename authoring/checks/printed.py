"""A printed quantity as an interval in its base unit: 9.1万事業所 is 90,500 to 91,500 事業所, 27.7億円 is about 円.

Units that only scale (千円, 百万円, 億円, 万人) are read as their base unit, so that figures in two units can meet.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from authoring.checks.intervals import Interval, stands_for
from authoring.edition.composites import Labelled
from authoring.edition.quantities import Rounding, narrow

__all__ = ["base_unit", "interval_of", "step_of"]

_SCALES = {
    "兆": Decimal(10**12), "億": Decimal(10**8), "千万": Decimal(10**7), "百万": Decimal(10**6), "万": Decimal(10**4),
    "千": Decimal(10**3),
}  # fmt: skip
_SCALED = re.compile("(千万|百万|[兆億万千])(.*)")
_SAME = {"名": "人", "％": "%", "%ポイント": "ポイント", "ヶ所": "か所", "カ所": "か所", "箇所": "か所", "ヵ所": "か所",
         "ヶ月": "か月", "カ月": "か月", "ヵ月": "か月", "箇月": "か月"}  # fmt: skip
_LAST = re.compile(r"[0-9][0-9,]*(?:\.([0-9]+))?[ ]*([兆億万]?)")


@lru_cache(maxsize=1 << 10)
def base_unit(unit: str) -> tuple[str, Decimal]:
    """(base unit, factor): 百万円 -> (円, 1,000,000), 万人 -> (人, 10,000), 名 -> (人, 1), % -> (%, 1)."""
    name = narrow(unit).strip()
    found = _SCALED.fullmatch(name)
    factor, name = (_SCALES[found[1]], found[2]) if found else (Decimal(1), name)
    return _SAME.get(name, name), factor


@lru_cache(maxsize=1 << 14)
def step_of(text: str) -> Decimal:
    """The step that a number is printed in: 1 for 80,000, 0.1 for 69.3%, 1,000 for 9.1万, 1億 for 32兆9,209億."""
    last = None
    for last in _LAST.finditer(narrow(text)):
        if not last[2]:  # a plain number: what follows is its unit, and 7月31日 is never asked
            break
    if last is None:
        return Decimal(1)
    return Decimal(1).scaleb(-len(last[1] or "")) * _SCALES.get(last[2], Decimal(1))


def interval_of(one: Labelled, unit: str = "", mode: Rounding | str = Rounding.HALF_UP) -> tuple[str, Interval]:
    """(base unit, what the quantity stands for in it).

    Args:
        one: a quantity as it was read.
        unit: the unit where the quantity has none of its own (that of the table or the indicator).
        mode: how the figure was rounded; that of its table.
    """
    base, factor = base_unit(one.unit or unit)
    return base, stands_for(one.value, step_of(one.text), mode).times(factor)
