"""How an indicator's value is printed: half up at its decimals, with its unit."""

from __future__ import annotations

from decimal import Decimal

from authoring.edition.model import Indicator
from authoring.edition.quantities import format_quantity

__all__ = ["print_value"]


def print_value(indicator: Indicator, value: Decimal) -> str:
    """69.3 of an indicator in % with one decimal -> "69.3%"."""
    return format_quantity(value, indicator.unit, indicator.decimals)
