"""A text with its names of years and its figures cut out: its shape, and what stood in each gap.

Two paragraphs of one shape say the same of two years; what stands in one and the same gap can then be compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from authoring.checks.printed import base_unit
from authoring.edition.composites import COUNTERS
from authoring.edition.quantities import NUMBER, narrow, parse_number
from authoring.edition.year_names import YearName, year_names

__all__ = ["Gap", "Marked", "aligned", "marked", "often"]

YEAR, FIGURE = "\ue000", "\ue001"
_UNITS = "|".join(re.escape(u) for u in sorted({*COUNTERS.split(), "千円", "歳", "月"}, key=lambda u: (-len(u), u)))
# A number of a heading, a reference, a law or a note is none of a quantity; the day of a month is part of its date.
_FIGURE = re.compile(
    rf"(?=[0-9+▲△−-])(?<![0-9]:)(?<![0-9A-Za-z.,第※表注\-\u2160-\u216b])(?P<number>{NUMBER})"
    rf"(?![0-9]|[.,:][0-9]|号|条|項|期|次)[ ]*(?P<unit>{_UNITS})?"
)
_NEAR = 5  # letters beside a gap by which it is known again in a paragraph of another shape


class Gap(NamedTuple):
    """A name of a year (``name``) or a figure (``value`` and ``unit``). ``at``: where its sign stands in the shape.

    ``tail``: the sign behind it.
    """

    at: int
    start: int
    end: int
    text: str
    name: YearName | None = None
    value: Decimal | None = None
    unit: str = ""
    tail: str = ""

    @property
    def digits(self) -> int:
        """How many digits of a figure say something: 80,000 has one, 69.3 and 70.0 have three."""
        return 0 if self.value is None else _digits(narrow(self.text))

    @property
    def near(self) -> str:
        """The figure as typed with the sign behind it, by which ``often`` counts it."""
        found = _LONG.search(narrow(self.text) + self.tail)
        return found[0] if found else ""

    @property
    def kind(self) -> tuple[str, ...]:
        """What may be compared with what: figures of one unit, names of one kind."""
        return ("year", self.name.kind) if self.name else ("figure", self.unit)


class Marked(NamedTuple):
    """A text, its shape and its gaps in order."""

    text: str
    shape: str
    gaps: tuple[Gap, ...]

    def figure_of(self, index: int, reach: int = 25) -> int | None:
        """The gap of the figure that a year's name is about: the next one, in the same sentence, close behind it."""
        gap = self.gaps[index]
        if index + 1 >= len(self.gaps) or self.gaps[index + 1].name:
            return None
        between = self.text[gap.end : self.gaps[index + 1].start]
        return index + 1 if len(between) <= reach and "。" not in between else None


@lru_cache(maxsize=1 << 18)
def marked(text: str) -> Marked:
    """The text cut into shape and gaps."""
    plain = narrow(text) if _WIDE.search(text) else text
    if not _HAS.search(plain):
        return Marked(text, text, ())
    names = year_names(text, plain)
    spans: list[tuple[int, int, YearName | None, str, Decimal | None]] = [(n.start, n.end, n, "", None) for n in names]
    spans += _figures(plain, names)
    spans.sort(key=lambda each: each[0])
    shape: list[str] = []
    gaps: list[Gap] = []
    end = size = 0
    for a, b, name, unit, value in spans:
        shape += [plain[end:a], YEAR if name else FIGURE + unit]
        size += a - end
        gaps.append(Gap(size, a, b, text[a:b], name, value, unit, plain[b : b + 1]))
        size += 1 + len(unit)
        end = b
    shape.append(plain[end:])
    return Marked(text, "".join(shape), tuple(gaps))


_WIDE = re.compile("[\u3000\uff01-\uff5e]")
_HAS = re.compile("[0-9元]")


def _figures(plain: str, names: tuple[YearName, ...]) -> Iterator[tuple[int, int, None, str, Decimal]]:
    at = 0
    for found in _FIGURE.finditer(plain):
        start, end = found.span()
        while at < len(names) and names[at].end <= start:
            at += 1
        if at < len(names) and names[at].start < end:
            continue
        number = found["number"].strip()
        value = Decimal(number.replace(",", "")) if number.isascii() and number[0].isdigit() else parse_number(number)
        if value is not None:
            unit, factor = base_unit(found["unit"] or "")
            yield start, end, None, unit, value * factor if factor != 1 else value


def _digits(text: str) -> int:
    number = "".join(c for c in text if c in "0123456789.")
    shown = number.lstrip("0.")
    return len(shown.replace(".", "") if "." in number else shown.rstrip("0"))


_LONG = re.compile("[0-9][0-9.,]*[0-9].?")


def often(texts: Iterable[str], least: int) -> set[str]:
    """Figures (with the sign behind them) that stand in so many places or more: 312か, 65歳."""
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(_LONG.findall(text))
    return {key for key, many in counted.items() if many >= least}


@lru_cache(maxsize=1 << 16)
def _keys(text: str) -> dict[tuple[tuple[str, ...], str, str], int]:
    """Gaps by kind and by what stands left or right of them, as far as that is told once only."""
    one = marked(text)
    found: list[tuple[tuple[tuple[str, ...], str, str], int]] = []
    for index, gap in enumerate(one.gaps):
        after = gap.at + 1 + len(gap.unit)
        left, right = one.shape[max(0, gap.at - _NEAR) : gap.at], one.shape[after : after + _NEAR]
        if len(left) == _NEAR:
            found.append(((gap.kind, "left", left), index))
        if len(right) == _NEAR:
            found.append(((gap.kind, "right", right), index))
    often = Counter(key for key, _ in found)
    return {key: index for key, index in found if often[key] == 1}


def aligned(old: Marked, new: Marked) -> list[tuple[int, int]]:
    """Pairs of gaps (of old, of new) that stand in one and the same place of the sentence."""
    if old.shape == new.shape:
        return [(i, i) for i in range(len(new.gaps))]
    before, pairs, used = _keys(old.text), dict[int, int](), set[int]()
    for side in ("left", "right"):
        for key, index in _keys(new.text).items():
            other = before.get(key)
            if key[1] == side and other is not None and index not in pairs and other not in used:
                pairs[index] = other
                used.add(other)
    return sorted((o, n) for n, o in pairs.items())
