"""Notation where reading has mended it already, or never looks: marks of lines as they were typed, cells of tables.

A line that begins with ○, O or 0 is read as one that begins with 〇, and printed so; the workbook still has the other
sign, which a search does not find and a screen reader reads as a letter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from authoring.checks.notation_signs import FINDERS
from authoring.checks.reading import Reading
from authoring.edition.model import Cell
from authoring.problems import Origin, Problem, problem

__all__ = ["check_cells"]

_CIRCLE = re.compile("^[○◯●O\uff2fo\uff4f0\uff10ОΟ](?=[\\s\u3000]*[ぁ-んァ-ヶ一-龥「『(\uff08{])", re.MULTILINE)
_POINT = re.compile("^[\uff65•∙·](?=[\\s\u3000]*[ぁ-んァ-ヶ一-龥「『(\uff080-9{])", re.MULTILINE)
_HYPHEN = re.compile("(?<![0-9A-Za-z])[-\uff0d‐–](?=[0-9])")
_ODD = re.compile("[^0-9.,%+▲△−()\\n ぁ-んァ-ヶー一-龥々・、。「」／①-⑳~～:]|[0-9]{4}|,[0-9]{1,2}(?![0-9])")
_AROUND = 8
_MOST = 3
_SINGLE = 5  # cells of a workbook that are told one by one
_IN_TABLES = ("notation-lookalike", "notation-width", "notation-grouping")


def check_cells(reading: Reading) -> Iterator[Problem]:
    """Marks of lines, then tables; one finding a cell and rule."""
    by_book: dict[str, list[Problem]] = defaultdict(list)
    typed = [(r.id, r.cells) for r in reading.edition.rows] + [(k.id, k.cells) for k in reading.edition.keyed]
    for identity, cells in typed:
        for column, cell in cells.items():
            for found in _marks(cell, f"{identity}.{column}"):
                by_book[cell.origin.file if cell.origin else ""].append(found)
    for many in by_book.values():
        yield from many if len(many) <= _SINGLE else [_together(many)]
    yield from _tables(reading)


def _together(many: list[Problem]) -> Problem:
    """One finding for a workbook whose author types another sign throughout: it is printed right all the same."""
    first, *more = many
    also = tuple(p.origin for p in more if p.origin is not None)
    return replace(first, also=also, message=f"{first.message}（このブックでは、ほかに{len(more)}個のセルも同じです）")


def _marks(cell: Cell, place: str) -> Iterator[Problem]:
    found = [(m, "〇") for m in _CIRCLE.finditer(cell.text)] + [(m, "・") for m in _POINT.finditer(cell.text)]
    if found:
        shown = [f"「{cell.text[m.start() : m.end() + _AROUND]}」の「{m[0]}」→「{mend}」" for m, mend in found[:_MOST]]
        yield _told("notation-mark", cell.origin, place, shown, len(found))


def _told(code: str, where: Origin | None, place: str, shown: list[str], count: int) -> Problem:
    more = f" ほか{count - _MOST}か所" if count > _MOST else ""
    return problem(code, where, place=place, shown="、".join(shown) + more)


def _tables(reading: Reading) -> Iterator[Problem]:
    for table in reading.edition.tables:
        for (row, column), cell in table.cells.items():
            if not _ODD.search(cell.text):
                continue
            place = f"{table.id}/{row}/{column}"
            for code in _IN_TABLES:
                found = list(FINDERS[code](cell.text))
                if found:
                    shown = [
                        f"「{cell.text[a:b]}」→「{mend}」" if mend else f"「{cell.text}」"
                        for a, b, mend in found[:_MOST]
                    ]
                    yield _told(code, cell.origin, place, shown, len(found))
            minus = _HYPHEN.search(cell.text)
            if minus and table.sign not in minus[0]:
                yield _told(
                    "notation-minus", cell.origin, place, [f"「{cell.text}」の「{minus[0]}」→「{table.sign}」"], 1
                )
