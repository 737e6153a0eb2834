"""Two copies of one workbook: merged cell by cell where they agree, told where they do not. Nothing is lost silently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from authoring.edition.model import Cell, Indicator, Keyed, Rating, Row, Table, TableCell
from authoring.problems import Origin, Problem, problem
from authoring.workbooks.read_books import BookContent

__all__ = ["merge_copies"]

K = TypeVar("K")
R = TypeVar("R", Row, Keyed)


class _Clash:
    """What the two copies fill differently (places of the second), and whether they fill different cells at all."""

    def __init__(self) -> None:
        self.places: list[Origin] = []
        self.merged = False

    def cells(self, first: Mapping[K, Cell], second: Mapping[K, Cell]) -> dict[K, Cell]:
        """The union of two mappings; a key that both fill differently is a clash."""
        out = dict(first)
        for key, cell in second.items():
            mine = out.get(key)
            if mine is None or not mine.text:
                self.merged |= bool(cell.text)
                out[key] = cell
            elif cell.text and cell.text != mine.text and cell.origin:
                self.places.append(cell.origin)
        self.merged |= any(k not in second and c.text for k, c in first.items())
        return out


def merge_copies(contents: list[BookContent]) -> tuple[list[BookContent], list[Problem]]:
    """One content for each item, owner and kind; a problem for each further copy (file = the further one)."""
    kept: dict[tuple[str, str, str], BookContent] = {}
    problems: list[Problem] = []
    for content in contents:
        who = content.identity
        key = (who.kind, who.item, who.owner)
        if key not in kept:
            kept[key] = content
            continue
        first, clash = kept[key], _Clash()
        kept[key] = _merge(first, content, clash)
        if clash.places:
            at = clash.places[0]
            cells = "、".join(f"{p.sheet}!{p.cell}" for p in clash.places[:8])
            problems.append(
                problem("copies-differ", at, first=first.file, second=content.file, cells=cells, also=clash.places[1:])
            )
        else:
            words = "それぞれに記入" if clash.merged else "内容は同じ"
            problems.append(problem("copies-merged", Origin(content.file), first=first.file, second=content.file, how=words))
    return list(kept.values()), problems


def _merge(first: BookContent, second: BookContent, clash: _Clash) -> BookContent:
    merged = BookContent(first.identity, first.file, locked=first.locked, requests=first.requests)
    merged.rows = _rows(first.rows, second.rows, clash)
    merged.keyed = _rows(first.keyed, second.keyed, clash)
    merged.tables = _tables(first.tables, second.tables, clash)
    merged.indicators = _indicators(first.indicators, second.indicators, clash)
    merged.ratings = _ratings(first.ratings, second.ratings, clash)
    return merged


def _rows(first: list[R], second: list[R], clash: _Clash) -> list[R]:
    other = {r.id: r for r in second}
    mine = {r.id for r in first}
    out = [replace(r, cells=clash.cells(r.cells, other[r.id].cells)) if r.id in other else r for r in first]
    return out + [r for r in second if r.id not in mine]


def _tables(first: list[Table], second: list[Table], clash: _Clash) -> list[Table]:
    other = {t.id: t for t in second}
    mine = {t.id for t in first}
    out = []
    for t in first:
        twin = other.get(t.id)
        if twin is None:
            out.append(t)
            continue
        cells = clash.cells({k: Cell(c.text, c.origin) for k, c in t.cells.items()},
                            {k: Cell(c.text, c.origin) for k, c in twin.cells.items()})  # fmt: skip
        base = t if t.name or not twin.name else twin
        out.append(replace(base, cells={k: TableCell(c.text, c.origin) for k, c in cells.items()}))
    return out + [t for t in second if t.id not in mine]


def _indicators(first: list[Indicator], second: list[Indicator], clash: _Clash) -> list[Indicator]:
    other = {i.id: i for i in second}
    out = []
    for one in first:
        twin = other.get(one.id)
        if twin is None or twin == one:
            out.append(one)
        elif not one.name:
            clash.merged = True
            out.append(twin)
        else:
            values = dict(one.values)
            for period, value in twin.values.items():
                if period not in values:
                    values[period] = value
                    clash.merged = True
                elif values[period] != value and value.origin:
                    clash.places.append(value.origin)
            out.append(replace(one, values=values, target=one.target or twin.target))
    return out


def _ratings(first: list[Rating], second: list[Rating], clash: _Clash) -> list[Rating]:
    mine = {r.by: r for r in first}
    for rating in second:
        if rating.by not in mine:
            mine[rating.by] = rating
            clash.merged = True
        elif mine[rating.by].rating != rating.rating and rating.origin:
            clash.places.append(rating.origin)
    return list(mine.values())
