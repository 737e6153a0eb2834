"""Rates in a text without structure: a change of them told in %, a total that is none, two years that are one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from benchmarks.real_raw import Line, Raw, columns_of, joined, sentences

__all__ = ["shares_in"]

_RATE = r"([0-9]{1,3}\.[0-9])\s*%"
_INLINE = re.compile(
    _RATE
    + r"\s*[(](?:対?前(?:年度|年同期|年)比\s*[+▲]?([0-9]\.[0-9])(?=\s*%)|対前年度\s*([0-9]\.[0-9])(?=\s*%\s*[増減]))"
)
_SAID = re.compile(r"率[^。]{0,24}前年度比([▲+][0-9]\.[0-9])%")
_ROW = re.compile(_RATE + r"[^0-9%]{0,6}" + _RATE + r"[^0-9%]{0,6}([▲+-])\s*([0-9]\.[0-9])\s*%")
_CHANGE = re.compile(r"([+-])\s*([0-9]+\.\s?[0-9])\s*%")
_LEVEL = re.compile(r"(?<![+0-9.-])([0-9]{1,2}\.\s?[0-9])\s*%")
_STEP = Decimal("0.1")
_MOST = 5  # figures that make a series of a line
_ITSELF = re.compile(r"((?:平成|令和)(?:元|[0-9]+)年度)末における[^。]{2,20}は、\1末から")


def shares_in(lines: Sequence[Line]) -> Iterator[Raw]:
    """Every raw finding, rule by rule."""
    yield from _points(lines)
    yield from _series(lines)
    yield from _totals(lines)
    yield from _itself(lines)


def _points(lines: Sequence[Line]) -> Iterator[Raw]:
    """The difference of two rates is points; as a change in % it would be another figure."""
    for line in lines:
        text = joined(line)
        for found in _ROW.finditer(text):
            before, now, change = Decimal(found[1]), Decimal(found[2]), Decimal(found[4])
            if abs(abs(now - before) - change) <= _STEP:
                yield Raw(line.number, "fact-points", f"{found[1]}% {found[2]}% {found[3]}{found[4]}%")
        for found in _INLINE.finditer(text):
            yield Raw(line.number, "fact-points", f"{found[1]}% {found[2] or found[3]}%")
    for column in columns_of(lines):
        for number, sentence in sentences(column):
            for found in _SAID.finditer(sentence.replace(" ", "")):
                yield Raw(number, "fact-points", f"{found[1]}%")


def _series(lines: Sequence[Line]) -> Iterator[Raw]:
    """A line of differences in % below a line of rates."""
    for above, line in pairwise(lines):
        changes = [Decimal(s + n.replace(" ", "")) for s, n in _CHANGE.findall(joined(line))]
        levels = [Decimal(n.replace(" ", "")) for n in _LEVEL.findall(joined(above))]
        if len(changes) < _MOST or len(levels) < _MOST:
            continue
        last = list(zip([b - a for a, b in pairwise(levels)][::-1], changes[::-1], strict=False))
        held = sum(abs(a - b) <= _STEP for a, b in last)
        if "伸び幅" in line.pieces[0] or held * 5 > len(last) * 3:
            told = " ".join(f"{c:+}%" for c in changes[-2:])
            yield Raw(line.number, "fact-points", told, (above.number,))


def _totals(lines: Sequence[Line]) -> Iterator[Raw]:
    """The rate of a whole lies between those of its parts."""
    for above, line in pairwise(lines):
        whole = "合計" in joined(above)
        rates = [Decimal(n.replace(" ", "")) for n in _LEVEL.findall(joined(line))]
        if len(rates) > 3 and (whole or _seen(lines, line)) and rates[-1] >= max(rates[:-1]) > min(rates[:-1]):
            yield Raw(line.number, "share-differs", " ".join(f"{r}%" for r in rates))


def _seen(lines: Sequence[Line], line: Line) -> bool:
    return any("合計" in joined(each) for each in lines[max(0, line.number - 4) : line.number])


def _itself(lines: Sequence[Line]) -> Iterator[Raw]:
    """A value at the end of a year is not so many points above the same year's end."""
    for column in columns_of(lines):
        for number, sentence in sentences(column):
            plain = sentence.replace(" ", "")
            for found in _ITSELF.finditer(plain):
                yield Raw(number, "year-with-itself", f"{found[1]}末 {found[1]}末")
