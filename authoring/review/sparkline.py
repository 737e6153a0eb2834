"""A small trend line: a series of values as SVG, with the same in words for those who don't see it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from authoring.edition.quantities import round_half_up
from authoring.edition.years import print_period

__all__ = ["sparkline"]

_WIDTH, _HEIGHT, _EDGE = 96, 24, 3


def sparkline(series: Sequence[tuple[str, Decimal]], name: str, unit: str = "") -> Markup:
    """The series as an inline SVG; ``""`` where it is empty.

    Args:
        series: (period, value), oldest first, drawn at equal distances.
        name: what the values are; with the values in words it is the alternative text.
        unit: printed behind each value of the alternative text.

    Returns:
        A polyline of class ``spark`` with a dot at the last value; colours are the style sheet's. Coordinates are
        decimals of one place, so that equal series give equal text.
    """
    if not series:
        return Markup("")
    points = _points([value for _, value in series])
    words = "、".join(f"{_period(period)} {value:,f}{unit}" for period, value in series)
    line = Markup('<polyline points="{}"/>').format(" ".join(f"{x},{y}" for x, y in points)) if points[1:] else ""
    x, y = points[-1]
    return Markup(
        '<svg class="spark" role="img" width="{}" height="{}" viewBox="0 0 {} {}">'
        '<title>{}の推移: {}</title>{}<circle cx="{}" cy="{}" r="2.2"/></svg>'
    ).format(_WIDTH, _HEIGHT, _WIDTH, _HEIGHT, name, words, line, x, y)


def _points(values: Sequence[Decimal]) -> list[tuple[Decimal, Decimal]]:
    """Where the values lie: the greatest on top, all in the middle where they are equal."""
    least, most = min(values), max(values)
    wide, high = Decimal(_WIDTH - 2 * _EDGE), Decimal(_HEIGHT - 2 * _EDGE)
    step = wide / (len(values) - 1) if values[1:] else Decimal(0)
    found: list[tuple[Decimal, Decimal]] = []
    for at, value in enumerate(values):
        x = _EDGE + step * at if values[1:] else Decimal(_WIDTH) / 2
        y = _EDGE + (high * (most - value) / (most - least) if most != least else high / 2)
        found.append((round_half_up(x, 1), round_half_up(y, 1)))
    return found


def _period(period: str) -> str:
    try:
        return print_period(period)
    except ValueError:
        return period  # as it was given: a report shows what it can't read
