"""Sums of rows in a text without structure: totals below totals over pages, and figures that are told elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from benchmarks.real_raw import Line, Raw, joined

__all__ = ["groups_in"]

_CELL = re.compile(r"▲?\s*[0-9]{1,3}(?:,[0-9]{3})*")
_LEAST = 4  # columns of a table whose rows are held against each other
_MOST = 0.6  # of its columns make a total of a row
_FAR = 30  # lines between two rows of one table
_PARTS = 12  # rows of a group
_NUMBER = re.compile(
    r"(?<![0-9.,])([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9])?|[0-9]{4,}(?:\.[0-9])?)\s*(兆|億|万)?\s*(?:円|件|人)?"
)
_SURE = 5  # digits that say something
_LABEL, _ALIKE = 8, 0.6
_COUNTED = re.compile(r"([一-龥ァ-ヶー]{6,16})\s*([0-9][0-9,]*)\s*(?:名|人)")

Row = tuple[int, tuple[Decimal, ...]]


def groups_in(lines: Sequence[Line]) -> Iterator[Raw]:
    """Every raw finding, rule by rule."""
    yield from _sums(lines)
    yield from _neighbours(lines)
    yield from _staff(lines)
    yield from _labels(lines)


def _rows(lines: Sequence[Line]) -> Iterator[list[Row]]:
    """Runs of lines that end in equally many plain figures."""
    run: list[Row] = []
    for line in lines:
        cells: list[Decimal] = []
        for piece in reversed(line.pieces):
            if not _CELL.fullmatch(piece.strip()):
                break
            cells.insert(0, Decimal(piece.replace(",", "").replace("▲", "-").replace(" ", "")))
        if len(cells) < _LEAST:
            continue
        if run and (len(run[-1][1]) != len(cells) or line.number - run[-1][0] > _FAR):
            yield run
            run = []
        run.append((line.number, tuple(cells)))
    yield run


def _sums(lines: Sequence[Line]) -> Iterator[Raw]:
    """Rows that are the sum of those below in most columns; then their totals, one level up."""
    for rows in _rows(lines):
        level = rows
        while len(level) > 2:
            above: list[Row] = []
            at = 0
            while at < len(level):
                size = next((n for n in range(2, _PARTS) if _fits(level, at, n)), 0)
                yield from _missed(level, at, size)
                above.append(level[at])
                at += 1 + size
            if len(above) == len(level):
                break
            level = above


def _fits(rows: Sequence[Row], at: int, size: int) -> bool:
    if at + size >= len(rows):
        return False
    told = [n for n, value in enumerate(rows[at][1]) if value or any(r[1][n] for r in rows[at + 1 : at + 1 + size])]
    return len(told) >= _LEAST and sum(_near(rows, at, size, n) for n in told) >= _MOST * len(told)


def _near(rows: Sequence[Row], at: int, size: int, column: int) -> bool:
    parts = sum((r[1][column] for r in rows[at + 1 : at + 1 + size]), Decimal(0))
    return abs(parts - rows[at][1][column]) * 2 < size + 1


def _missed(rows: Sequence[Row], at: int, size: int) -> Iterator[Raw]:
    for n in range(len(rows[at][1]) if size else 0):
        if not _near(rows, at, size, n):
            parts = [r[1][n] for r in rows[at + 1 : at + 1 + size]]
            told = f"{rows[at][1][n]:,} {sum(parts):,} ({'+'.join(f'{p:,}' for p in parts)})"
            yield Raw(rows[at][0], "sum-differs", told, tuple(r[0] for r in rows[at + 1 : at + 1 + size]))


def _neighbours(lines: Sequence[Line]) -> Iterator[Raw]:
    """Long figures that are one apart in their last digit: one fact, cut off here and rounded there, or mistyped."""
    places: dict[tuple[str, int, Decimal], list[tuple[int, str]]] = defaultdict(list)
    for line in lines:
        for found in _NUMBER.finditer(joined(line)):
            plain = found[1].replace(",", "")
            sure = len(plain.replace(".", "").rstrip("0") if "." not in plain else plain.replace(".", ""))
            if sure >= _SURE or (sure == _SURE - 1 and found[2]):
                decimals = len(plain.partition(".")[2])
                places[found[2] or "", decimals, Decimal(plain)].append((line.number, found[0].strip(" |")))
    for (scale, decimals, value), here in places.items():
        step = Decimal(1).scaleb(-decimals)
        there = places.get((scale, decimals, value + step))
        if there and not {n for n, _ in here} & {n for n, _ in there}:
            lines_of = sorted({n for n, _ in here})
            yield Raw(lines_of[0], "fact-twice", f"{here[0][1]} {there[0][1]}", tuple(sorted({n for n, _ in there})))


def _staff(lines: Sequence[Line]) -> Iterator[Raw]:
    """Persons of a kind that a sentence counts and a table counts otherwise."""
    told: dict[str, tuple[int, set[str]]] = {}
    for line in lines:
        label, figures = line.pieces[0].strip(" -"), re.findall(r"([0-9][0-9,]*)\s*人", "|".join(line.pieces[1:]))
        if figures and re.fullmatch("[一-龥ァ-ヶー]{6,16}", label):
            told[label] = (line.number, set(figures))
    for line in lines:
        for found in _COUNTED.finditer(joined(line)):
            known = told.get(found[1])
            if known and found[2] not in known[1]:
                yield Raw(line.number, "fact-twice", f"{found[2]} {' '.join(sorted(known[1]))}", (known[0],))


def _labels(lines: Sequence[Line]) -> Iterator[Raw]:
    """One item of two tables, known by its figures, in two wordings: (A, B, A-B) here, A and B the last there."""
    three: dict[tuple[str, str], tuple[int, list[str]]] = {}
    for line in lines:
        cells = _stretch(line)
        labels = [text for piece in line.pieces[:4] if len(text := _letters(piece)) >= _LABEL]
        if len(cells) == 3 and labels and "".join(cells) != "000":
            three[cells[0], cells[1]] = (line.number, labels)
        elif len(cells) > 3 and labels:
            known = three.get((cells[-2], cells[-1]))
            if known and _differ(known[1], labels):
                yield Raw(known[0], "title-differs", f"{cells[-2]} {cells[-1]}", (line.number,))


def _stretch(line: Line) -> list[str]:
    """The longest run of figures side by side."""
    best: list[str] = []
    here: list[str] = []
    for piece in line.pieces:
        here = [*here, piece.replace(" ", "")] if _CELL.fullmatch(piece.strip()) else []
        best = max(best, here, key=len)
    return best


def _differ(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether none of two rows' labels is the same, or in the other one, while two are nearly the same."""
    whole, there = "".join(one), "".join(other)
    if any(a in there for a in one) or any(b in whole and len(b) > len(a) / 2 for a in one for b in other):
        return any(b.startswith(a) and len(b) - len(a) >= _LABEL for a in one for b in other)
    return max(SequenceMatcher(None, a, b).ratio() for a in one for b in other) >= _ALIKE


def _letters(text: str) -> str:
    return re.sub("[^一-龥ぁ-んァ-ヶー]", "", text)
