"""Which paragraph of OLD became which of NEW: equal texts first, then those that differ in figures, then the likest.

Symmetric: aligning NEW with OLD gives the same pairs turned round. Nothing depends on the order of a dict or a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from rapidfuzz import fuzz

from authoring.review.texts import masked, masked_years

__all__ = ["Atom", "Pair", "align", "in_order"]

NEAR = 55  # per cent of common letters (numbers masked) from which two paragraphs of one cell are one, reworded
HERE = 40  # the same for paragraphs of one row: what took another's place there
FAR = 80  # the same for paragraphs of different places
COMMON = 8
LONG = 12  # letters from which a text that stands twice somewhere is still told to have moved


@dataclass(frozen=True, slots=True)
class Atom:
    """One text to pair: ``group`` holds what may be paired freely (a unit's column), ``row`` is a smaller home.

    ``column`` bounds everything: a text never moves from one column to another. ``at``: its place in reading order.
    ``alone``: its row holds no other, so that its id says which it is (a paragraph of the plan).
    """

    at: int
    group: Hashable
    row: Hashable
    column: str
    text: str
    alone: bool = False


Pair = tuple[Atom, Atom]


def align(old: Sequence[Atom], new: Sequence[Atom]) -> list[Pair]:
    """Pairs of OLD and NEW; whatever is in none is gone or new."""
    pairs: list[Pair] = []
    left, right = list(old), list(new)

    def settle(found: Iterable[Pair]) -> None:
        nonlocal left, right
        found = list(found)
        pairs.extend(found)
        used = {id(a) for a, _ in found} | {id(b) for _, b in found}
        left, right = [a for a in left if id(a) not in used], [b for b in right if id(b) not in used]

    settle(_by(left, right, lambda a: (a.group, a.row, a.text)))
    settle(_by(left, right, lambda a: (a.group, a.text)))
    settle(_elsewhere(left, right))
    for mask in (masked_years, masked):
        settle(_by(left, right, lambda a, m=mask: (a.group, a.row, m(a.text))))  # type: ignore[misc]
        settle(_by(left, right, lambda a, m=mask: (a.group, m(a.text))))  # type: ignore[misc]
    settle(_by([a for a in left if a.alone], [b for b in right if b.alone], lambda a: a.row))
    # The likest first, wherever it stands: what is merely near in one place may be what moved to another.
    settle(_likest(left, right, lambda a: a.group, FAR))
    settle(_far(left, right))
    settle(_likest(left, right, lambda a: a.group, NEAR))
    settle(_likest(left, right, lambda a: (a.group, a.row), HERE))
    return pairs


def _by(old: Sequence[Atom], new: Sequence[Atom], key: Callable[[Atom], Hashable]) -> Iterable[Pair]:
    """Those of one key in order; where one side has more of them, those that stand at the likest place."""
    homes = _homes(old, new, key)
    place = [_places(atoms) for atoms in (old, new)]
    for left, right in homes.values():
        if len(left) == len(right):
            yield from zip(left, right, strict=True)
        elif left and right:
            at = [[place[side][atom.at] for atom in atoms] for side, atoms in enumerate((left, right))]
            scored = ((1.0, True, i, j) for i in range(len(left)) for j in range(len(right)))
            yield from _greedy(scored, left, right, at)


def _homes(
    old: Sequence[Atom], new: Sequence[Atom], key: Callable[[Atom], Hashable]
) -> dict[Hashable, tuple[list[Atom], list[Atom]]]:
    homes: dict[Hashable, tuple[list[Atom], list[Atom]]] = {}
    for side, atoms in enumerate((old, new)):
        for atom in atoms:
            homes.setdefault(key(atom), ([], []))[side].append(atom)
    return homes


def _places(atoms: Iterable[Atom]) -> dict[int, int]:
    """How many texts of its group stand before each."""
    count: dict[Hashable, int] = {}
    found = {}
    for atom in atoms:
        found[atom.at] = count.get(atom.group, 0)
        count[atom.group] = found[atom.at] + 1
    return found


def _elsewhere(old: Sequence[Atom], new: Sequence[Atom]) -> Iterable[Pair]:
    """Equal texts in another group of the column: long ones in order, short ones only where each stands once."""
    olds, news = _grouped(old, lambda a: (a.column, a.text)), _grouped(new, lambda a: (a.column, a.text))
    for key, there in news.items():
        here = olds.get(key, [])
        if here and (len(key[1]) >= LONG or (len(here) == 1 and len(there) == 1)):
            yield from zip(here, there, strict=False)


def _grouped(atoms: Iterable[Atom], key: Callable[[Atom], tuple[str, str]]) -> dict[tuple[str, str], list[Atom]]:
    found: dict[tuple[str, str], list[Atom]] = {}
    for atom in atoms:
        found.setdefault(key(atom), []).append(atom)
    return found


def _likest(old: Sequence[Atom], new: Sequence[Atom], key: Callable[[Atom], Hashable], least: float) -> Iterable[Pair]:
    """Pairs within a key, the likest first; of equally like ones those that stand at the like place."""
    for left, right in _homes(old, new, key).values():
        scored = (
            (_likeness(a.text, b.text, least), a.row == b.row, i, j)
            for i, a in enumerate(left)
            for j, b in enumerate(right)
        )
        yield from _greedy(scored, left, right)


def _greedy(
    scored: Iterable[tuple[float, bool, int, int]],
    left: Sequence[Atom],
    right: Sequence[Atom],
    at: Sequence[Sequence[int]] | None = None,
) -> Iterable[Pair]:
    """The best pairs one after another; ``scored``: (likeness, same row, index, index), ``at``: place of each index."""
    first, second = at or (range(len(left)), range(len(right)))
    best = sorted(
        (-score, not same_row, abs(first[i] - second[j]), first[i] + second[j], i, j)
        for score, same_row, i, j in scored
        if score > 0
    )
    used: tuple[set[int], set[int]] = (set(), set())
    for *_, i, j in best:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            yield left[i], right[j]


def _likeness(a: str, b: str, least: float) -> float:
    """How alike two texts are, 0 where less than ``least`` without their figures; equal figures speak for a pair."""
    words = fuzz.ratio(masked(a), masked(b), score_cutoff=least)
    return words + fuzz.ratio(a, b) / 2 if words else 0.0


def _far(old: Sequence[Atom], new: Sequence[Atom]) -> Iterable[Pair]:
    """Reworded and moved at once: only what shares several rare pieces of text is looked at."""
    if not old or not new:
        return
    olds, news = _pieces(old), _pieces(new)
    shared: dict[tuple[int, int], int] = {}
    for piece, here in olds.items():
        there = news.get(piece, ())
        if len(here) <= COMMON and len(there) <= COMMON:  # a piece that many share says nothing
            for pair in product(here, there):
                shared[pair] = shared.get(pair, 0) + 1
    scored = [
        (_likeness(old[i].text, new[j].text, FAR), old[i].row == new[j].row, i, j)
        for (i, j), count in shared.items()
        if count > 1
    ]
    yield from _greedy(scored, old, new)


def _pieces(atoms: Sequence[Atom]) -> dict[tuple[str, str], list[int]]:
    """(column, eight letters of a text, with and without its figures) -> the indexes of the atoms that hold them."""
    found: dict[tuple[str, str], list[int]] = {}
    for index, atom in enumerate(atoms):
        if len(atom.text) >= LONG:
            forms = {atom.text, masked(atom.text)}
            for piece in {text[n : n + 8] for text in forms for n in range(len(text) - 7)}:
                found.setdefault((atom.column, piece), []).append(index)
    return found


def in_order(positions: Sequence[int], weights: Sequence[int] = ()) -> set[int]:
    """The indexes of a heaviest increasing run of ``positions``: what stands in the same order as before.

    Without weights, a longest one. Of several, always the same is taken; how many there are in it does not depend on
    which of two editions is the old one.
    """
    if all(a < b for a, b in pairwise(positions)):
        return set(range(len(positions)))
    best: list[tuple[int, int]] = []  # weight of the heaviest run that ends here, and the index before in it
    for index, position in enumerate(positions):
        earlier = ((best[before][0], -before) for before in range(index) if positions[before] < position)
        weight, before = max(earlier, default=(0, 1))
        best.append((weight + (weights[index] if weights else 1), -before))
    at = max(range(len(best)), key=lambda n: (best[n][0], -n))
    kept: set[int] = set()
    while at >= 0:
        kept.add(at)
        at = best[at][1]
    return kept
