"""What the rules of a text without structure share: a finding of their own, whole lines, and columns of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

__all__ = ["Line", "Raw", "columns_of", "joined", "pages_of", "sentences"]

_HEADER = re.compile("計画.{0,8}に?.{0,4}対する.{0,4}取組")
_WIDE = 4  # pieces from which a line has columns of its own at its end
_LAST = 4  # columns at the end of a line that the scan left whole


class Line(Protocol):
    """A line of the text: its number from 1, and its pieces between tabs."""

    @property
    def number(self) -> int:
        """From 1."""

    @property
    def pieces(self) -> tuple[str, ...]:
        """Without the noise of the scan in numbers."""


class Raw(NamedTuple):
    """A finding: line, rule, the values that it holds against each other, and the other lines."""

    line: int
    rule: str
    values: str
    second: tuple[int, ...] = ()


def joined(line: Line) -> str:
    """The pieces of a line between bars; a number that the scan cut at its point is whole again."""
    text = "|".join(line.pieces)
    return re.sub(r"(?<=[0-9])\s*\|?\s*\.\s*\|?\s*(?=[0-9]\s*(?:億円|%))", ".", text)


def pages_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each page of the wide table, which begins with its header."""
    page: list[Line] = []
    for line in lines:
        if _HEADER.search(joined(line)) and page:
            yield page
            page = []
        page.append(line)
    if page:
        yield page


def columns_of(lines: Sequence[Line]) -> Iterator[list[tuple[int, str]]]:
    """First and last columns of each page, as (line, piece); the scan cuts the one between at any letter."""
    for page in pages_of(lines):
        yield [(line.number, line.pieces[0]) for line in page if len(line.pieces) > 1]
        for n in range(1, _LAST + 1):
            yield [(line.number, line.pieces[-n]) for line in page if len(line.pieces) >= max(_WIDE, n + 1)]


def sentences(column: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The sentences of a column, each with the line that it begins in."""
    text, begun = "", 0
    for number, piece in column:
        begun = begun if text else number
        text += piece.strip()
        while "。" in text:
            sentence, _, text = text.partition("。")
            yield begun, sentence + "。"
            begun = number
    if text:
        yield begun, text
