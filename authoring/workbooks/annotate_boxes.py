"""Where notes are drawn: boxes as large as their words need, measured by the widths and heights of a sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from authoring.files.widths import lines_of
from authoring.workbooks.annotate_parts import MAIN, Element

__all__ = ["Place", "Sizes"]

_WIDTH, _LINE, _COLUMNS = 330, 17, 46  # pixels of a note, of a line; half-width signs in a line
_FAR = 200  # columns or rows that a note reaches over at the most


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, zero-based, and its A1 address."""

    row: int
    column: int
    cell: str


class Sizes:
    """Widths of columns and heights of rows in pixels, so that a note is as large as its words need."""

    def __init__(self, sheet: Element) -> None:
        form = sheet.find(f"{MAIN}sheetFormatPr")
        facts = dict(form.attrib) if form is not None else {}
        self.width = _pixels(float(facts.get("defaultColWidth", "8.43")))
        self.height = round(float(facts.get("defaultRowHeight", "15")) * 4 / 3)
        self.columns = [
            (int(c.get("min")) - 1, int(c.get("max")) - 1, 0 if _hidden(c) else _pixels(float(c.get("width", "8.43"))))
            for c in sheet.iterfind(f"{MAIN}cols/{MAIN}col")
        ]
        self.rows = {
            int(r.get("r")) - 1: 0 if _hidden(r) else round(float(r.get("ht", "0")) * 4 / 3)
            for r in sheet.iterfind(f"{MAIN}sheetData/{MAIN}row")
            if r.get("ht") or r.get("hidden")
        }

    def _column(self, index: int) -> int:
        return next((w for first, last, w in self.columns if first <= index <= last), self.width)

    def _row(self, index: int) -> int:
        return self.rows.get(index, self.height)

    def anchor(self, place: Place, words: str) -> str:
        """Left, top, right and bottom, each a column or row and the pixels in it."""
        top = max(0, place.row - 1)
        return self._box((place.column + 1, 15), (top, 10), _WIDTH, _height(words))

    def larger(self, anchor: bytes, words: str) -> bytes:
        """An anchor that is there, with room for the words; itself where it has it or is none."""
        try:
            left, x, top, y, right, to_x, bottom, to_y = (int(n) for n in anchor.split(b","))
        except ValueError:
            return anchor
        width = sum(self._column(n) for n in range(left, min(right, left + _FAR))) - x + to_x
        height = sum(self._row(n) for n in range(top, min(bottom, top + _FAR))) - y + to_y
        if width >= _WIDTH and height >= _height(words):
            return anchor
        return self._box((left, x), (top, y), max(width, _WIDTH), max(height, _height(words))).encode()

    def _box(self, left: tuple[int, int], top: tuple[int, int], width: int, height: int) -> str:
        (column, x), (row, y) = left, top
        right, to_x = _walk(column, x + width, self._column)
        bottom, to_y = _walk(row, y + height, self._row)
        return f"{column}, {x}, {row}, {y}, {right}, {to_x}, {bottom}, {to_y}"


def _walk(index: int, pixels: int, size: Callable[[int], int]) -> tuple[int, int]:
    """The column or row that so many pixels from the start of ``index`` lie in, and how far in it."""
    end = index + _FAR
    while pixels > size(index) and index < end:
        pixels -= size(index)
        index += 1
    return index, pixels


def _height(words: str) -> int:
    return (lines_of(words, _COLUMNS) + 1) * _LINE


def _pixels(width: float) -> int:
    return round(width * 7 + 5) if width else 0


def _hidden(element: Element) -> bool:
    return element.get("hidden") in ("1", "true")
