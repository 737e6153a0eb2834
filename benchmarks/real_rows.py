"""Rows of numbers in a text without structure: what most rows of a run owe each other, and rows that are told twice.

A run shows by itself what its columns are: where three rows in five say that the third number is the difference of the
first two, the others should. The same series in two places should agree, and a figure that stands nowhere else should
not be one digit from one that stands elsewhere beside the same words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from authoring.checks.intervals import Interval, exactly, total
from authoring.checks.mentions import Mention
from authoring.checks.printed import base_unit
from authoring.checks.reading import Passage
from authoring.checks.table_cells import exact_or_rounded
from authoring.checks.year_marks import marked
from authoring.edition.composites import Labelled, parse_composite
from authoring.edition.model import Table
from authoring.problems import Origin, Problem, problem

__all__ = ["rows_in"]

_HUNDRED = Decimal(100)
_MOST = 0.6  # of a run's rows make a rule of it
_SELDOM = 2  # places
_BIGRAMS = 3  # that two places share before they speak of one thing
_KANJI = re.compile("[一-龥ァ-ヶー]")


@dataclass(frozen=True)
class _Line:
    """A row of numbers: its line, label and figures."""

    where: Origin | None
    label: str
    figures: tuple[Labelled | None, ...]

    def value(self, n: int) -> Interval | None:
        """What a figure stands for."""
        part = self.figures[n]
        return exact_or_rounded(part, "", "四捨五入") if part else None


def rows_in(
    tables: Iterable[Table], passages: Sequence[Passage], loose: Iterable[tuple[str, str, Origin]] = ()
) -> Iterator[Problem]:
    """Every raw finding. ``loose``: (label, figure, line) of rows that are in no table."""
    runs = [_lines(table) for table in tables]
    for run in runs:
        yield from _columns(run)
        yield from _below(run)
        yield from _parts(run)
    lines = [line for run in runs for line in run]
    yield from _series(lines)
    alone = [_Line(where, label, (parts[0],)) for label, text, where in loose if (parts := parse_composite(text))]
    yield from _near([*lines, *alone], passages)


def _lines(table: Table) -> list[_Line]:
    made = []
    for row in table.rows:
        texts = [table.cells[row.id, c.id].text if (row.id, c.id) in table.cells else "" for c in table.columns]
        where = next((table.cells[row.id, c.id].origin for c in table.columns if (row.id, c.id) in table.cells), None)
        parts = tuple((parse_composite(text) or (None,))[0] for text in texts)
        made.append(_Line(where, row.labels[0] if row.labels else "", parts))
    return made


Rule = tuple[str, Callable[[_Line], bool | None]]


def _columns(run: list[_Line]) -> Iterator[Problem]:
    """The last number of a row: the difference, the change or the ratio of the two before it."""
    width = len(run[0].figures) if run else 0
    if width < 3 or len(run) < 2:
        return
    last = width - 1
    for code, first, second, kind in (
        ("change-differs", last - 2, last - 1, "minus"), ("change-differs", last - 1, last - 2, "minus"),
        ("share-differs", last - 1, last - 2, "ratio"), ("change-differs", last - 1, last - 2, "relative"),
    ):  # fmt: skip
        told = [(line, _holds(line.value(last), line.value(first), line.value(second), kind)) for line in run]
        known = [(line, holds) for line, holds in told if holds is not None]
        if len(known) > 2 and sum(holds for _, holds in known) >= _MOST * len(known):
            for line, holds in known:
                if not holds:
                    yield _row(code, line, [line.figures[n] for n in (first, second, last)])
            return


def _holds(result: Interval | None, a: Interval | None, b: Interval | None, kind: str) -> bool | None:
    if result is None or a is None or b is None:
        return None
    if kind == "minus":
        return result.meets(a - b)
    quotient = a.over(b)
    if quotient is None:
        return None
    percent = quotient.times(_HUNDRED)
    return result.meets(percent if kind == "ratio" else percent - exactly(_HUNDRED))


def _below(run: list[_Line]) -> Iterator[Problem]:
    """A row of changes below a row of values: each against the value before."""
    for above, line in pairwise(run):
        if not re.search("比|伸び|増減", line.label):
            continue
        for kind in ("relative", "minus"):
            cells = [
                (n, _holds(line.value(n), above.value(n), above.value(n - 1), kind))
                for n in range(1, len(line.figures))
            ]
            known = [(n, holds) for n, holds in cells if holds is not None]
            if len(known) > 2 and sum(holds for _, holds in known) >= _MOST * len(known):
                for n, holds in known:
                    if not holds:
                        yield _row(
                            "change-differs",
                            line,
                            [above.figures[n - 1], above.figures[n], line.figures[n]],
                            above.where,
                        )
                break


def _parts(run: list[_Line]) -> Iterator[Problem]:
    """A first row that is the sum of those below it, in most of its columns."""
    if len(run) < 3:
        return
    whole, *rest = run
    for size in range(2, len(rest) + 1):
        told = []
        for n in range(len(whole.figures)):
            values = [line.value(n) for line in rest[:size]]
            result = whole.value(n)
            if result is None or any(v is None for v in values):
                continue
            told.append((n, result.meets(total([v for v in values if v is not None]))))
        if len(told) > 2 and sum(ok for _, ok in told) >= _MOST * len(told):
            for n, ok in told:
                if not ok:
                    yield _row(
                        "sum-differs",
                        whole,
                        [whole.figures[n], *(line.figures[n] for line in rest[:size])],
                        rest[0].where,
                    )
            return


def _row(code: str, line: _Line, parts: Iterable[Labelled | None], other: Origin | None = None) -> Problem:
    values = "、".join(p.text for p in parts if p)
    return problem(
        code, line.where, table="", cell="", value=values, others="", bounds="", slip="",
        also=(other,) if other and other != line.where else (),
    )  # fmt: skip


def _series(lines: list[_Line]) -> Iterator[Problem]:
    """Two rows that share two large numbers side by side, and differ beside them."""
    at: dict[tuple[str, str], list[tuple[_Line, int]]] = defaultdict(list)
    for line in lines:
        for n, (a, b) in enumerate(pairwise(line.figures)):
            if a and b and _large(a) and _large(b):
                at[_digits(a), _digits(b)].append((line, n))
    for places in at.values():
        (first, n), *more = places
        for other, m in more:
            for step in (-1, 2):
                x, y = _at(first, n + step), _at(other, m + step)
                if x and y and _large(x) and _large(y) and _digits(x) != _digits(y) and _alike(_digits(x), _digits(y)):
                    yield problem(
                        "fact-twice", other.where, name="", value=y.text, other=x.text,
                        also=(first.where,) if first.where else (),
                    )  # fmt: skip


def _at(line: _Line, n: int) -> Labelled | None:
    return line.figures[n] if 0 <= n < len(line.figures) else None


def _digits(part: Labelled) -> str:
    return re.sub("[^0-9]", "", part.text)


def _large(part: Labelled) -> bool:
    return len(_digits(part)) >= 3


def _alike(a: str, b: str) -> bool:
    """One digit apart, or two of them the other way round."""
    if len(a) != len(b):
        return False
    at = [n for n in range(len(a)) if a[n] != b[n]]
    return len(at) == 1 or (len(at) == 2 and at[1] == at[0] + 1 and sorted(a) == sorted(b))


@dataclass(frozen=True)
class _Spot:
    """A figure with the words around it."""

    digits: str
    unit: str
    text: str
    words: frozenset[str]
    where: Origin | None
    prose: bool = False


def _near(lines: list[_Line], passages: Sequence[Passage]) -> Iterator[Problem]:
    """A figure one digit from another beside the same words, where one of the two stands only once."""
    spots = [
        _Spot(_digits(p), base_unit(p.unit)[0], p.text, _bigrams(line.label), line.where)
        for line in lines for p in line.figures if p is not None and len(_digits(p)) >= 3
    ]  # fmt: skip
    for one in passages:
        for gap in marked(one.text).gaps:
            digits = re.sub("[^0-9]", "", gap.text)
            if gap.value is not None and gap.unit and len(digits) >= 3:
                words = _bigrams(one.text[max(0, gap.start - 24) : gap.start])
                spots.append(_Spot(digits, Mention(gap, "").unit, gap.text, words, one.where, prose=True))
    often: dict[tuple[str, str], int] = defaultdict(int)
    for s in spots:
        often[s.digits, s.unit] += 1
    by_unit: dict[tuple[str, int], list[_Spot]] = defaultdict(list)
    for s in spots:
        by_unit[s.unit, len(s.digits)].append(s)
    for many in by_unit.values():
        for n, a in enumerate(many):
            for b in many[:n]:
                near = (a.prose or b.prose) and a.where != b.where and _alike(a.digits, b.digits)
                if near and _share(a.words, b.words) and min(often[s.digits, s.unit] for s in (a, b)) <= _SELDOM:
                    yield problem(
                        "fact-twice", a.where, name="", value=a.text, other=b.text, also=(b.where,) if b.where else ()
                    )


def _share(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two places speak of one thing: of few words half are shared, of many some."""
    few = min(len(a), len(b))
    return few > 1 and len(a & b) >= min(_BIGRAMS, max(1, few // 2))


def _bigrams(text: str) -> frozenset[str]:
    letters = "".join(_KANJI.findall(text))
    return frozenset(a + b for a, b in pairwise(letters))
