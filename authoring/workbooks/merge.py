"""Two copies of one workbook: merged cell by cell where they agree, told where they do not. Nothing gets lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from authoring.edition.model import Axis, Cell, FigureNumber, Indicator, Keyed, Rating, Request, Row, Table, TableCell
from authoring.problems import Origin, Problem, problem
from authoring.workbooks.read_books import BookContent

__all__ = ["merge_copies"]

K = TypeVar("K")
P = TypeVar("P", Row, Keyed, Table, Indicator, Request, Axis)
R = TypeVar("R", Row, Keyed)
T = TypeVar("T", Table, Indicator, Request, Axis)


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

    def fields(self, first: T, second: T, names: tuple[str, ...], at: Origin | None) -> T:
        """The first with what only the second fills of ``names``; what both fill differently is a clash at ``at``."""
        taken = {}
        for name in names:
            mine, other = getattr(first, name), getattr(second, name)
            if mine == other:
                continue
            if mine and other:
                if at:
                    self.places.append(at)
                continue
            self.merged = True
            taken[name] = mine or other
        return replace(first, **taken) if taken else first


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
        one, two = first.file, content.file
        if clash.places:
            places = list(dict.fromkeys(clash.places))
            cells = "、".join(f"{p.sheet}!{p.cell}" for p in places[:8])
            problems.append(problem("copies-differ", places[0], first=one, second=two, cells=cells, also=places[1:]))
        else:
            words = "それぞれに記入" if clash.merged else "内容は同じ"
            problems.append(problem("copies-merged", Origin(two), first=one, second=two, how=words))
    return list(kept.values()), problems


def _merge(first: BookContent, second: BookContent, clash: _Clash) -> BookContent:
    marked = first.identity if first.identity.submitted else second.identity  # either copy may bear the mark
    who = replace(first.identity, submitted=marked.submitted, role=marked.role)
    merged = BookContent(who, first.file, locked=first.locked)
    merged.rows = _rows(first.rows, second.rows, clash)
    merged.keyed = _rows(_keys(first.keyed, second.keyed, clash), second.keyed, clash)
    merged.tables = _tables(first.tables, second.tables, clash)
    merged.indicators = _indicators(first.indicators, second.indicators, clash)
    merged.requests = [
        clash.fields(r, twin, ("kept", "answered_in", "declined"), twin.origin)
        for r, twin in _pairs(first.requests, second.requests)
    ]
    merged.figure_numbers = _figure_numbers(first.figure_numbers, second.figure_numbers, clash)
    merged.ratings = _ratings(first.ratings, second.ratings, clash)
    return merged


def _pairs(first: Sequence[P], second: Sequence[P]) -> list[tuple[P, P]]:
    """Each of the first with its twin (itself where it has none), then those that only the second has."""
    other, mine = {x.id: x for x in second}, {x.id for x in first}
    return [(x, other.get(x.id, x)) for x in first] + [(x, x) for x in second if x.id not in mine]


def _rows(first: list[R], second: list[R], clash: _Clash) -> list[R]:
    return [replace(r, cells=clash.cells(r.cells, twin.cells)) for r, twin in _pairs(first, second)]


def _keys(first: list[Keyed], second: list[Keyed], clash: _Clash) -> list[Keyed]:
    """The rows of 評価 with the key that either copy typed; an empty one is the item's own."""
    out = []
    for one, twin in _pairs(first, second):
        typed = [k.key for k in (one, twin) if k.key != k.item]
        at = next((c.origin for c in twin.cells.values() if c.origin), None)
        if len(set(typed)) == 2 and at:
            clash.places.append(at)
        clash.merged |= len(typed) == 1
        out.append(replace(one, key=typed[0]) if typed else one)
    return out


_FACTS = ("name", "caption", "corner", "unit", "sign", "rounding")
_KEYS = ("labels", "role", "meaning", "of", "indicator", "period", "level")


def _tables(first: list[Table], second: list[Table], clash: _Clash) -> list[Table]:
    out = []
    for t, twin in _pairs(first, second):
        cells = clash.cells({k: Cell(c.text, c.origin) for k, c in t.cells.items()},
                            {k: Cell(c.text, c.origin) for k, c in twin.cells.items()})  # fmt: skip
        out.append(
            replace(
                clash.fields(t, twin, _FACTS, twin.origin),
                rows=_axes(t.rows, twin.rows, clash),
                columns=_axes(t.columns, twin.columns, clash),
                cells={k: TableCell(c.text, c.origin) for k, c in cells.items()},
            )
        )
    return out


def _axes(first: Sequence[Axis], second: Sequence[Axis], clash: _Clash) -> tuple[Axis, ...]:
    """Rows or columns; a spare one that only one copy uses is that copy's."""
    out = []
    for axis, twin in _pairs(first, second):
        if axis.used and twin.used:
            axis = clash.fields(axis, twin, _KEYS, twin.origin)
        elif twin.used:
            axis, clash.merged = twin, True
        else:
            clash.merged |= axis.used
        out.append(axis)
    return tuple(out)


def _indicators(first: list[Indicator], second: list[Indicator], clash: _Clash) -> list[Indicator]:
    out = []
    for one, twin in _pairs(first, second):
        if not one.name or not twin.name:  # a spare row that only one copy uses is that copy's
            clash.merged |= one.name != twin.name
            out.append(one if one.name else twin)
            continue
        values = dict(one.values)
        for period, value in twin.values.items():
            if period not in values:
                values[period] = value
                clash.merged = True
            elif values[period] != value and value.origin:
                clash.places.append(value.origin)
        clash.merged |= any(period not in twin.values for period in one.values)
        joined = clash.fields(one, twin, ("name", "aliases", "unit", "good", "target"), twin.origin)
        out.append(replace(joined, values=values, decimals=max(one.decimals, twin.decimals)))
    return out


def _figure_numbers(first: list[FigureNumber], second: list[FigureNumber], clash: _Clash) -> list[FigureNumber]:
    """Rows have no ids: one is known by its picture, its name and its time."""
    mine = {(n.figure, n.name, n.period): n for n in first}
    theirs = {(n.figure, n.name, n.period): n for n in second}
    clash.merged |= mine.keys() != theirs.keys()
    for key, twin in theirs.items():
        one = mine.setdefault(key, twin)
        mine[key] = replace(one, **_filled(one, twin, clash))
    return list(mine.values())


def _filled(one: FigureNumber, twin: FigureNumber, clash: _Clash) -> dict[str, Any]:
    taken: dict[str, Any] = {}
    for name, empty in (("value", None), ("unit", "")):
        here, there = getattr(one, name), getattr(twin, name)
        if here == there or there == empty:
            continue
        if here == empty:
            taken[name], clash.merged = there, True
        elif twin.origin:
            clash.places.append(twin.origin)
    return taken


def _ratings(first: list[Rating], second: list[Rating], clash: _Clash) -> list[Rating]:
    mine = {r.by: r for r in first}
    for rating in second:
        if rating.by not in mine:
            mine[rating.by] = rating
            clash.merged = True
        elif mine[rating.by].rating != rating.rating and rating.origin:
            clash.places.append(rating.origin)
    clash.merged |= len(mine) > len(second)
    return list(mine.values())
