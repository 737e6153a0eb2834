"""Indicators that a sentence names: 「現年度納付率は69.3%」 speaks of that one, 「沖縄県の現年度納付率」 of another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from authoring.checks.intervals import Interval, exactly, stands_for
from authoring.checks.mentions import Said
from authoring.checks.printed import base_unit
from authoring.checks.reading import Passage
from authoring.checks.table_cells import COUNTED
from authoring.edition.model import Edition, Indicator, Target, Value
from authoring.edition.periods import value_in_year
from authoring.edition.printing import print_value
from authoring.edition.quantities import narrow
from authoring.problems import Origin

__all__ = ["Named", "NamedIndicators", "printed_interval"]

# What may stand before a name without making another of it: nothing, a mark, a year, 「Aは」.
_FREE = re.compile(r"(?:^|[、。〇○・「『(\uff08①-⑳\s]|[はもが]|年度分?の|末の|月の|時点の|うち|また|全体の)$")
_NEAR = 60  # letters between a name and its figure
_POINTS = re.compile(r"(?:は|が|も)([+▲△−]?[0-9]+(?:\.[0-9]+)?)ポイント")
_SHORT = 2  # letters of a name that is a word like any other


@dataclass(frozen=True)
class Named:
    """An indicator as prose speaks of it: its unit and what is known of it."""

    indicator: Indicator
    name: str
    start: int

    @cached_property
    def unit(self) -> str:
        """The base unit."""
        return base_unit(self.indicator.unit)[0]

    @property
    def factor(self) -> Decimal:
        """The base unit's share of the unit."""
        return base_unit(self.indicator.unit)[1]

    def stands_for(self, year: int) -> Interval | None:
        """What its printed value of a year stands for; None where there is none."""
        _, held = value_in_year(self.indicator, year)
        return printed_interval(self.indicator, held) if held else None

    def printed(self, year: int) -> str:
        """Its value of a year as printed."""
        _, held = value_in_year(self.indicator, year)
        return print_value(self.indicator, held.value) if held else ""

    def where(self, year: int) -> Origin | None:
        """The cell of its value."""
        _, held = value_in_year(self.indicator, year)
        return (held.origin if held else None) or self.indicator.origin

    @property
    def target(self) -> Target | None:
        """Its target."""
        return self.indicator.target


def printed_interval(one: Indicator, held: Value) -> Interval | None:
    """What a printed value of an indicator stands for in its base unit; None of a time of day."""
    if one.unit == "h:mm":
        return None
    if one.unit in COUNTED and one.decimals == 0 and not held.rounded:
        return exactly(held.value)
    return stands_for(held.value, Decimal(1).scaleb(-one.decimals)).times(base_unit(one.unit)[1])


class NamedIndicators:
    """The names of an edition's indicators by item, longest first; another item may mean another thing by a name."""

    def __init__(self, edition: Edition) -> None:
        self._year = edition.year
        self._by_id = {one.id: one for one in edition.indicators}
        self._by_name: dict[tuple[str, str], Indicator] = {}
        names: dict[str, list[str]] = defaultdict(list)
        for one in edition.indicators:
            item = edition.printed_number(one.item) if one.item else ""
            for name in (one.name, *one.aliases):
                if len(name) > _SHORT:
                    self._by_name.setdefault((item, name.replace("の", "")), one)
                    names[item].append(name)
        self._patterns = {item: _alternatives(many) for item, many in names.items()}

    def prints(self, identity: str) -> tuple[str, ...]:
        """How an indicator's values of this year and the last are printed."""
        one = self._by_id.get(identity)
        held = [value_in_year(one, y)[1] for y in (self._year, self._year - 1)] if one else []
        return tuple(print_value(one, v.value) for v in held if one and v)

    def of(self, passage: Passage, one: Said) -> Named | None:
        """The indicator that the value of a stretch is one of; None where none is named right before it."""
        return self._named(passage, one) or self._referred(passage, one)

    def _referred(self, passage: Passage, one: Said) -> Named | None:
        """The indicator whose value a reference printed there."""
        targets, printed = passage.block.targets if passage.block else (), narrow(one.value.text)
        found = [t for t in dict.fromkeys(targets) if t in self._by_id and self.prints(t)[:1] == (printed,)]
        return (
            Named(self._by_id[found[0]], self._by_id[found[0]].name, one.value.gap.start) if len(found) == 1 else None
        )

    def _named(self, passage: Passage, one: Said) -> Named | None:
        pattern = self._patterns.get(passage.item)
        if pattern is None:
            return None
        text = passage.text
        begin = max(one.start, one.value.gap.start - _NEAR)
        before = text[begin : one.value.gap.start]
        found = list(pattern.finditer(before))
        if (
            not found
            or not _FREE.search(text[one.start : begin + found[-1].start()])
            or _another(before[found[-1].end() :])
        ):
            return None
        name = found[-1][0]
        return Named(self._by_name[passage.item, name.replace("の", "")], name, begin + found[-1].start())

    def in_points(self, passage: Passage) -> Iterator[tuple[Named, str]]:
        """Indicators counted in points that a passage names, each with the figure right behind its name."""
        pattern = self._patterns.get(passage.item)
        for found in pattern.finditer(passage.text) if pattern and "ポイント" in passage.text else ():
            one = self._by_name[passage.item, found[0].replace("の", "")]
            figure = _POINTS.match(passage.text, found.end()) if one.unit == "ポイント" else None
            if figure and _FREE.search(passage.text[: found.start()]):
                yield Named(one, found[0], found.start()), figure[1]

    def in_sentence(self, item: str, sentence: str) -> Named | None:
        """The only indicator that a sentence names; None where it names none or several."""
        pattern = self._patterns.get(item)
        found = list(pattern.finditer(sentence)) if pattern else []
        if len({self._by_name[item, m[0].replace("の", "")].id for m in found}) != 1 or not _FREE.search(
            sentence[: found[0].start()]
        ):
            return None
        first = found[0]
        one = self._by_name[item, first[0].replace("の", "")]
        behind = sentence[first.end() : first.end() + 1]
        return Named(one, first[0], first.start()) if behind and behind in "はがも、(\uff08" else None


def _alternatives(names: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(_loosely(n) for n in sorted(set(names), key=lambda n: (-len(n), n))))


def _loosely(name: str) -> str:
    """A name with 「の」 where people put it: 口座振替の実施率 is 口座振替実施率."""
    plain = name.replace("の", "")
    return "の?".join(map(re.escape, plain)) if len(plain) > _SHORT else re.escape(name)


def _another(between: str) -> bool:
    """Whether the words before the figure go on to something else: 「Xの割合」「Xのうち…」, a second 「…は」."""
    if re.match("の(?!実績|値|は)|[一-龥ァ-ヶー々]", between):
        return True
    return re.search("[^年度末目標前実績値0-9)\uff09](?:は|が)", between[1:]) is not None
