"""Quantities: read from what people type, rounded, printed. Decimals throughout, never floats.

Half up is away from zero at the half (Excel's ROUND); the other mode cuts off (切捨て). As in the published document,
values are computed unrounded and rounded at the end; ▲ stands for negative; prose counts in 兆, 億 and 万.
"""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from typing import Literal

__all__ = [
    "NUMBER", "Meaning", "Rounding", "change", "format_number", "format_quantity", "has_full_width", "in_units_of",
    "narrow", "parse_number", "round_half_up", "rounded", "truncate",
]  # fmt: skip

Meaning = Literal["points", "relative", "ratio"]

_AMPLE = Context(prec=100, rounding=ROUND_HALF_UP)
_MOST_DIGITS = 40  # longer than any figure, short enough that no computing overflows _AMPLE

_NARROW: dict[int, str] = {c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_FULL_WIDTH = re.compile("[０-９]|[＋－．，](?=[0-9])|(?<=[0-9])[．，]")

_SIGNS = "▲△−-"
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_STEPS = {"兆": Decimal(10**12), "億": Decimal(10**8), "万": Decimal(10**4)}

NUMBER = rf"(?:[+{_SIGNS}][ ]*)?{_DIGITS}(?:[ ]*[兆億万](?:[ ]*{_DIGITS}[ ]*[兆億万])*(?:{_DIGITS})?)?"
"""What may be a number, as a regular expression over narrow text; ``parse_number`` decides."""

_NUMBER = re.compile(rf"(?P<sign>[+{_SIGNS}]?)[ ]*(?P<size>[0-9].*)")
_PLAIN = re.compile(_DIGITS)
_COMPOUND = re.compile(
    rf"(?:(?P<兆>{_DIGITS})[ ]*兆)?[ ]*(?:(?P<億>{_DIGITS})[ ]*億)?[ ]*(?:(?P<万>{_DIGITS})[ ]*万)?(?P<ones>{_DIGITS})?"
)


class Rounding(StrEnum):
    """How a table rounds; the values are the words of its sheet."""

    HALF_UP = "四捨五入"
    TRUNCATE = "切捨て"


def narrow(text: str) -> str:
    """The text with full-width letters, digits, signs and spaces made half-width; as long as before."""
    return text.translate(_NARROW)


def has_full_width(text: str) -> bool:
    """Whether a number in the text is typed in full width (digits, or a sign, point or comma at a digit)."""
    return _FULL_WIDTH.search(text) is not None


def _quantized(value: Decimal, decimals: int, how: str) -> Decimal:
    made = value.quantize(Decimal(1).scaleb(-decimals), how, _AMPLE)
    return made if made else made.copy_abs()  # no negative zero


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """四捨五入 to so many decimals; -2.5 becomes -3, as in Excel. Zero is never negative."""
    return _quantized(value, decimals, ROUND_HALF_UP)


def truncate(value: Decimal, decimals: int) -> Decimal:
    """切捨て to so many decimals, towards zero. Zero is never negative."""
    return _quantized(value, decimals, ROUND_DOWN)


def rounded(value: Decimal, decimals: int, mode: Rounding | str = Rounding.HALF_UP) -> Decimal:
    """Rounded as the table says.

    Raises:
        ValueError: the mode is neither 四捨五入 nor 切捨て.
    """
    return truncate(value, decimals) if Rounding(mode) is Rounding.TRUNCATE else round_half_up(value, decimals)


def parse_number(text: str) -> Decimal | None:
    """The number that the whole text is, or None.

    Either width of digit; commas only every three; signs ▲ △ − - +; decimals; 兆, 億 and 万 with decimals in the last
    part only (32兆9,209億, 9.1万). No unit, no brackets; none where more than 40 digits stand.
    """
    found = _NUMBER.fullmatch(narrow(text).strip())
    if not found or sum(each.isdigit() for each in text) > _MOST_DIGITS:
        return None
    size = _size(found["size"])
    if size is None:
        return None
    return -size if found["sign"] and found["sign"] in _SIGNS and size else size


def _size(text: str) -> Decimal | None:
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", ""))
    found = _COMPOUND.fullmatch(text)
    if not found:
        return None
    parts = [(_STEPS.get(step, Decimal(1)), part) for step, part in found.groupdict().items() if part]
    total = Decimal(0)
    for at, (step, part) in enumerate(parts):
        size = Decimal(part.replace(",", ""))
        above = parts[at - 1][0] if at else None
        # 3億12,345万, 1.5億20万 and 32兆9,209 (of a cell that was cut) are no numbers that anyone means.
        if above is not None and (size * step >= above or (step == 1 and above != _STEPS["万"])):
            return None
        if "." in part and at < len(parts) - 1:
            return None
        total = _AMPLE.add(total, _AMPLE.multiply(size, step))
    return total if total != total.to_integral_value() else total.quantize(Decimal(1), context=_AMPLE)


def _signed(size: str, value: Decimal, sign: str, plus: bool) -> str:
    return (sign if value < 0 else "+" if plus and value > 0 else "") + size


def format_number(value: Decimal, decimals: int, *, sign: str = "▲", plus: bool = False) -> str:
    """As printed: half up, a comma every three, the sign before a negative, + before a positive where asked.

    What rounds to zero has no sign. To truncate, pass the value through ``rounded`` first.
    """
    value = round_half_up(value, decimals)
    return _signed(f"{abs(value):,f}", value, sign, plus)


def format_quantity(value: Decimal, unit: str, decimals: int, sign: str = "▲", plus: bool = False) -> str:
    """Number and unit: 69.3%, 91,342事業所. The unit ``h:mm`` takes minutes and prints 27:05."""
    if unit != "h:mm":
        return format_number(value, decimals, sign=sign, plus=plus) + unit
    value = round_half_up(value, 0)
    hours, minutes = divmod(int(abs(value)), 60)
    return _signed(f"{hours}:{minutes:02}", value, sign, plus)


def in_units_of(value: Decimal, step: Literal["万", "億"]) -> str:
    """For prose: 91,342 in 万 is 9.1万, 80,000 is 8万 (one decimal, half up, dropped if zero).

    From 10,000 steps on the next larger step is printed too, and no decimal: 32兆9,209億, 3億5,000万.
    """
    some = round_half_up(_AMPLE.divide(value, _STEPS[step]), 1)
    if abs(some) < 10_000:
        return format_number(some, 0 if some == some.to_integral_value() else 1) + step
    left = int(abs(round_half_up(_AMPLE.divide(value, _STEPS[step]), 0)))
    parts: list[str] = []
    for each in ("万", "億", "兆")[0 if step == "万" else 1 :]:
        left, here = divmod(left, 10_000) if each != "兆" else (0, left)
        if here:
            parts.append(f"{here:,}{each}")
    return _signed("".join(reversed(parts)), value, "▲", False)


def change(now: Decimal, before: Decimal, meaning: Meaning) -> Decimal | None:
    """The change on an earlier value, unrounded.

    Args:
        now: the value.
        before: the earlier one.
        meaning: ``points`` (now - before), ``relative`` ((now / before - 1) in %), ``ratio`` (now / before in %).

    Returns:
        None for the last two where the earlier value is zero: there is no such change.

    Raises:
        ValueError: another meaning.
    """
    match meaning:
        case "points":
            return _AMPLE.subtract(now, before)
        case "relative":
            part = _AMPLE.subtract(now, before)
        case "ratio":
            part = now
        case _:
            raise ValueError(f"not a meaning of a change: {meaning!r}")
    return _AMPLE.divide(_AMPLE.multiply(part, Decimal(100)), before) if before else None
