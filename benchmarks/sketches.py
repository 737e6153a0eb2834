"""What a shape of table draws from, and the table in the making."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from authoring.edition.model import Axis, Indicator
from authoring.edition.quantities import change, format_number
from authoring.edition.years import fiscal_year_name
from benchmarks.histories import History
from benchmarks.prose import ASPECTS, THINGS

__all__ = ["Draw", "Sketch"]


@dataclass(frozen=True)
class Draw:
    """What a shape draws from: generator, year, histories, and the indicators of the workbook that the table lies in.

    Drawn for the year before by an equal generator, a table has the same rows, and that year's figures. ``scope`` is
    whose figures they are: the same label in another scope stands for something else.
    """

    rng: random.Random
    year: int
    indicators: Sequence[Indicator] = ()
    history: History = field(default_factory=lambda: History(1))
    scope: str = ""

    def number(self, label: str, year: int) -> Decimal:
        """The count behind a label."""
        return self.history.count(f"{self.scope}/{label}", year)

    def share(self, label: str, year: int) -> Decimal:
        """The share behind a label, with three decimals."""
        return self.history.rate(f"{self.scope}/{label}", year)

    def length(self, label: str, year: int) -> Decimal:
        """The days behind a label, with three decimals."""
        return self.history.days(f"{self.scope}/{label}", year)

    def count(self, label: str, year: int, unit: str = "件") -> str:
        """A printed count."""
        return f"{self.number(label, year):,}{unit}"

    def percent(self, label: str, year: int) -> str:
        """A printed share."""
        return f"{format_number(self.share(label, year), 1)}%"

    def points(self, label: str, year: int, before: int) -> str:
        """The printed change of a share, with its sign."""
        return f"{format_number(self.share(label, year) - self.share(label, before), 1, plus=True)}ポイント"

    def relative(self, label: str, year: int) -> str:
        """The printed change of a count on the year before, in %."""
        moved = change(self.number(label, year), self.number(label, year - 1), "relative")
        return f"{format_number(moved or Decimal(0), 1, plus=True)}%"

    def days(self, label: str, year: int) -> str:
        """Printed days."""
        return f"{format_number(self.length(label, year), 1)}日"

    def quicker(self, label: str, year: int) -> str:
        """Printed days with their change in brackets."""
        moved = self.length(label, year) - self.length(label, year - 1)
        return f"{self.days(label, year)}({format_number(moved, 1, plus=True)}日)"

    def things(self, count: int) -> list[str]:
        """Labels, each another one."""
        return [
            f"{a}の{b}" for a, b in zip(self.rng.sample(THINGS, count), self.rng.choices(ASPECTS, k=count), strict=True)
        ]

    def yearly(self, count: int) -> list[Indicator]:
        """So many indicators at most whose values are of fiscal years."""
        known = [i for i in self.indicators if str(self.year) in i.values]
        return self.rng.sample(known, min(count, len(known)))


@dataclass
class Sketch:
    """A table in the making: axes in order, typed texts row by row ("" = empty)."""

    columns: list[Axis] = field(default_factory=list)
    rows: list[Axis] = field(default_factory=list)
    texts: list[list[str]] = field(default_factory=list)
    unit: str = ""
    sign: str = "▲"
    rounding: str = "四捨五入"
    corner: str = ""

    def column(
        self, *labels: str, role: str = "value", of: tuple[str, ...] = (), period: str = "", indicator: str = ""
    ) -> None:
        """One more column."""
        self.columns.append(Axis(f"c{len(self.columns) + 1}", labels, role, of=of, period=period, indicator=indicator))

    def row(
        self, labels: tuple[str, ...], texts: Sequence[str], *, role: str = "value", meaning: str = "",
        of: tuple[str, ...] = (), indicator: str = "", period: str = "", level: int = 0,
    ) -> None:  # fmt: skip
        """One more row."""
        self.rows.append(Axis(f"r{len(self.rows) + 1}", labels, role, meaning, of, indicator, period, level))
        self.texts.append(list(texts))

    def years(self, years: Sequence[int]) -> None:
        """A column for each year."""
        for year in years:
            self.column(fiscal_year_name(year), period=str(year))
