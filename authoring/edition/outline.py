"""Printed numbers of a plan: each entry's own, behind those of the headings above it (Ⅰ-2-(1)-①)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

__all__ = ["printed_numbers"]


class _Numbered(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def number(self) -> str: ...


def printed_numbers(entries: Iterable[_Numbered]) -> dict[str, str]:
    """Id -> printed number; "" where neither the entry nor a heading above has one. Parents stand before children."""
    numbers: dict[str, str] = {}
    for e in entries:
        above = numbers.get(e.parent or "", "")
        numbers[e.id] = "-".join(filter(None, (above, e.number.rstrip("."))))
    return numbers
