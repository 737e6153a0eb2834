"""What a relation of a table says that a cell must be, and which cell is to blame where relations do not hold.

A cell is to blame where one other value of it would make every relation hold that it stands in. Where several could
be, the one that explains most; then one that a usual slip turns right (a lost sign, a moved point); then the figure
that is made of the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from authoring.checks.intervals import Interval, exactly, total
from authoring.checks.table_cells import At
from authoring.checks.table_relations import Relation

__all__ = ["Known", "blamed", "groups", "holds", "implied", "slip"]

Known = Callable[[At], Interval | None]
_HUNDRED = Decimal(100)


def implied(made: Relation, at: At, known: Known, part: Interval | None = None) -> tuple[Interval, ...]:
    """What the other cells say that a cell stands for; one interval for each way that the relation may be meant.

    ``part``: what the change in the brackets of ``of`` stands for, where the relation is about that.
    """
    if at == made.of and not made.part:
        return tuple(v for terms in (made.terms, *made.others) for v in _result(made.kind, terms, known))
    result = part if made.part else known(made.of)
    if result is None:
        return ()
    return tuple(v for terms in (made.terms, *made.others) for v in _back(made.kind, terms, at, result, known))


def results(made: Relation, known: Known) -> tuple[Interval, ...]:
    """What the terms say that the result stands for."""
    return tuple(v for terms in (made.terms, *made.others) for v in _result(made.kind, terms, known))


def _values(terms: Sequence[tuple[int, At]], known: Known) -> list[Interval] | None:
    found = [known(at) for _, at in terms]
    return [v for v in found if v is not None] if all(v is not None for v in found) else None


def _result(kind: str, terms: Sequence[tuple[int, At]], known: Known) -> list[Interval]:
    values = _values(terms, known)
    if values is None:
        return []
    if kind == "sum":
        return [total(v if sign > 0 else -v for (sign, _), v in zip(terms, values, strict=True))]
    now, before = values
    found = [now - before] if kind in ("points", "any") else []
    ratio = now.over(before) if kind != "points" else None
    if ratio is not None:
        percent = ratio.times(_HUNDRED)
        found += [percent] if kind in ("ratio", "any") else []
        found += [percent - exactly(_HUNDRED)] if kind in ("relative", "any") else []
    return found


def _back(kind: str, terms: Sequence[tuple[int, At]], at: At, result: Interval, known: Known) -> list[Interval]:
    """The value of one of the terms that the result and the other terms leave."""
    places = [each for _, each in terms]
    if places.count(at) != 1:
        return []
    n = places.index(at)
    if kind == "sum":
        rest = _values([term for term in terms if term[1] != at], known)
        if rest is None:
            return []
        signs = [sign for sign, each in terms if each != at]
        left = result - total(v if sign > 0 else -v for sign, v in zip(signs, rest, strict=True))
        return [left if terms[n][0] > 0 else -left]
    other = known(places[1 - n])
    if other is None:
        return []
    found = []
    if kind in ("points", "any"):
        found.append(result + other if n == 0 else other - result)
    for way, shift in (("ratio", Decimal(0)), ("relative", _HUNDRED)):
        if kind in (way, "any"):
            share = (result + exactly(shift)).times(Decimal(1) / _HUNDRED)
            quotient = other.by(share) if n == 0 else other.over(share)
            found += [quotient] if quotient is not None else []
    return found


def holds(made: Relation, known: Known, part: Interval | None = None) -> bool:
    """Whether some unseen digits make it hold; a relation that can't be computed holds."""
    value = part if made.part else known(made.of)
    ways = results(made, known)
    return value is None or not ways or any(value.meets(way) for way in ways)


def groups(broken: Iterable[Relation]) -> list[list[Relation]]:
    """Relations that share cells, together."""
    found: list[list[Relation]] = []
    for made in broken:
        near = [g for g in found if any(set(made.cells) & set(each.cells) for each in g)]
        found = [g for g in found if g not in near] + [[made, *(each for g in near for each in g)]]
    return found


def blamed(
    group: Sequence[Relation],
    of: Mapping[At, Sequence[Relation]],
    known: Known,
    fixed: Mapping[At, Interval],
    parts: Callable[[Relation], Interval | None],
) -> tuple[At, Interval | None]:
    """The cell to blame for a group of broken relations, and what it would have to be.

    Args:
        group: the broken relations.
        of: every relation of each cell.
        known: what each cell stands for.
        fixed: what else is known of a cell, from another place.
        parts: the change in brackets that a relation is about.
    """
    count: dict[At, int] = defaultdict(int)
    for made in group:
        for at in dict.fromkeys(made.cells):
            count[at] += 1
    best: tuple[tuple[int, int, int, int], At, Interval | None] | None = None
    for n, at in enumerate(count):
        value = _agreed(at, of[at], known, fixed, parts)
        own = known(at)
        mended = value is not None and own is not None and slip(own, value) != ""
        result = sum(made.of == at for made in group)
        rank = (0 if value is None else count[at], int(mended), result, -n)
        if best is None or rank > best[0]:
            best = (rank, at, value)
    if best is None:
        raise ValueError("no broken relation")
    return best[1], best[2]


def _agreed(
    at: At,
    mine: Sequence[Relation],
    known: Known,
    fixed: Mapping[At, Interval],
    parts: Callable[[Relation], Interval | None],
) -> Interval | None:
    """What all relations of a cell and what is known of it elsewhere leave; None where they leave nothing."""
    ways: list[Interval] = [fixed[at]] if at in fixed else []
    choices = [ways] if ways else []
    for made in mine:
        told = implied(made, at, known, parts(made))
        if told:
            choices.append(list(told))
    left: list[Interval] = []
    for told_ways in choices:
        left = [a.meet(b) for a in left for b in told_ways if a.meets(b)] if left else list(told_ways)
        if not left:
            return None
    return left[0] if left else None


def slip(own: Interval, right: Interval) -> str:
    """The usual slip that explains a value: ``sign``, ``point``; "" for none."""
    if right.meets(-own) and not right.meets(own):
        return "sign"
    for n in (1, 2, 3, 4):
        factor = Decimal(10) ** n
        if right.meets(own.times(factor)) or right.meets(own.times(1 / factor)):
            return "point"
    return ""
