"""What every drawing of a chart shares: how its values print, its colours and its proportions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from authoring.edition.blocks import Figure

__all__ = ["COLOURS", "MARKERS", "PERIOD", "clock_step", "number_format", "pictured", "plotted", "sized"]

PERIOD = "期間"  # heading of the periods where the values stand as a table
# Readable on white (4.5 : 1 at least); the marks tell the lines apart in grey too.
COLOURS = ("1F4E79", "A63C00")
MARKERS = ("circle", "diamond")
_MINUTES = Decimal(24 * 60)
_TIME = "h:mm"
_PERCENT = ("%", "\uff05")
_STEPS = (5, 10, 15, 30, 60, 120, 240, 480, 1440)  # minutes between two lines of a grid that a clock has
_LINES = 8  # of the grid at most
_SHAPE = (9, 16)  # height to width of a chart …
_LEAST = (1, 1)  # … and of one in a narrow cell


def number_format(figure: Figure) -> str:
    """The number format of its values: ▲ before a negative, a percent that does not multiply; other units are above."""
    if figure.unit == _TIME:
        return '[h]:mm;"▲"[h]:mm'
    digits = "#,##0" + (f".{'0' * figure.decimals}" if figure.decimals else "")
    unit = f'"{figure.unit}"' if figure.unit in _PERCENT else ""
    return f'{digits}{unit};"▲"{digits}{unit}'


def plotted(figure: Figure) -> Iterator[tuple[str, tuple[Decimal | None, ...]]]:
    """Each period with the value of every line, as a sheet holds them: minutes as parts of a day."""
    part = _MINUTES if figure.unit == _TIME else Decimal(1)
    for n, period in enumerate(figure.periods):
        values = (line.values[n] for line in figure.series)
        yield period, tuple(None if v is None else v if part == 1 else v / part for v in values)


def clock_step(figure: Figure) -> Decimal | None:
    """The distance of the grid's lines where the values are times, as a part of a day; None: nothing speaks for one."""
    if figure.unit != _TIME:
        return None
    most = max((v for line in figure.series for v in line.values if v is not None), default=Decimal(0))
    step = next((each for each in _STEPS if most <= each * _LINES), None)
    return None if step is None else step / _MINUTES


def sized(width: int, narrow: int, widest: int) -> tuple[int, int]:
    """Width and height of a chart, in the unit of ``width``, for which there is room; below ``narrow`` it is higher."""
    width = min(width, widest)
    high, wide = _LEAST if width < narrow else _SHAPE
    return width, width * high // wide


def pictured(size: tuple[int, int], width: int, height: int) -> tuple[int, int]:
    """A picture's size as it is shown: never larger than it is, nor than the room, and in its own proportions."""
    own, tall = size
    if own * height > tall * width:  # wider than the room is
        shown = min(own, width)
        return shown, max(1, tall * shown // own)
    shown = min(tall, height)
    return max(1, own * shown // tall), shown
