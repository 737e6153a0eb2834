"""Invented figures (架空) with a past: who asks for the same thing and year is told the same value, in any order."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal

__all__ = ["History"]

FIRST, LAST = 2005, 2021  # fiscal years


@dataclass(frozen=True)
class History:
    """Values by key and fiscal year. They move every year, and by more than rounding hides."""

    seed: int
    _known: dict[tuple[str, str], list[Decimal]] = field(default_factory=dict, compare=False)

    def count(self, key: str, year: int) -> Decimal:
        """A whole number from about a thousand to a few hundred thousand."""
        return self._of("count", key)[year - FIRST]

    def rate(self, key: str, year: int) -> Decimal:
        """A share in % with three decimals, so that one of them is unseen in print."""
        return self._of("rate", key)[year - FIRST]

    def days(self, key: str, year: int) -> Decimal:
        """A small quantity with three decimals (days, 億円)."""
        return self._of("days", key)[year - FIRST]

    def _of(self, kind: str, key: str) -> list[Decimal]:
        if (kind, key) not in self._known:
            rng = random.Random(f"{self.seed}/{kind}/{key}")
            walk = {"count": _counts, "rate": _rates, "days": _days}[kind]
            self._known[kind, key] = walk(rng)
        return self._known[kind, key]


def _counts(rng: random.Random) -> list[Decimal]:
    size = int(10 ** rng.uniform(3.1, 5.3))
    made = []
    for _ in range(FIRST, LAST + 1):
        made.append(Decimal(size))
        size += rng.choice((-1, 1)) * rng.randint(size * 2 // 100, size * 11 // 100)
    return made


def _rates(rng: random.Random) -> list[Decimal]:
    size = rng.randint(30_000, 85_000)
    made = []
    for _ in range(FIRST, LAST + 1):
        made.append(Decimal(size).scaleb(-3))
        step = rng.randint(400, 2_600)
        upward = rng.random() < 0.5 if 12_000 < size < 94_000 else size <= 12_000
        size += step if upward else -step
    return made


def _days(rng: random.Random) -> list[Decimal]:
    size = rng.randint(3_000, 60_000)
    made = []
    for _ in range(FIRST, LAST + 1):
        made.append(Decimal(size).scaleb(-3))
        step = rng.randint(max(200, size * 3 // 100), max(400, size * 12 // 100))
        size += step if rng.random() < 0.5 or size - step < 1_500 else -step
    return made
