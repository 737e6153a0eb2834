"""Which paragraph of last year became which of this year: by place first, by the text itself where it moved."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from authoring.checks.reading import PLAN, Passage, Reading
from authoring.checks.year_marks import Marked, marked
from authoring.edition.nearest import likeness

__all__ = ["Pair", "pairs_of", "sentences_of"]

_NEAR = 45.0  # per cent of common letters, years and figures apart, from which a paragraph of one row is the same
_SENTENCE = 10  # letters of a sentence, figures apart, by which it is known again
_LONG = 20  # letters from which a text that stands elsewhere is told to be last year's


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph of this year and the one of last year that it was made from. ``same``: to the last letter."""

    old: Passage
    new: Passage

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return self.old.text == self.new.text

    @property
    def marks(self) -> tuple[Marked, Marked]:
        """Both, cut into shape and gaps."""
        return marked(self.old.text), marked(self.new.text)


def pairs_of(reading: Reading) -> Iterator[Pair]:
    """Every pair; a paragraph is in one at most. Texts of one place first, then equal ones of the same column."""
    old, new = _by_place(reading.passages_before), _by_place(reading.passages)
    left: list[Passage] = []
    rest: list[Passage] = []
    for place, here in new.items():
        there = old.get(place, [])
        found, here, there = _paired(here, there)
        yield from found
        left += here
        rest += there
    rest += [one for place, there in old.items() if place not in new for one in there]
    yield from _elsewhere(left, rest)


def _by_place(passages: Iterable[Passage]) -> dict[str, list[Passage]]:
    found: dict[str, list[Passage]] = defaultdict(list)
    for one in passages:
        found[one.place].append(one)
    return found


def _paired(new: list[Passage], old: list[Passage]) -> tuple[list[Pair], list[Passage], list[Passage]]:
    """Those of one place: equal, of equal shape, near."""
    pairs: list[Pair] = []
    for key in (lambda p: p.text, lambda p: marked(p.text).shape):
        there: dict[str, list[Passage]] = defaultdict(list)
        for one in old:
            there[key(one)].append(one)
        left = []
        for one in new:
            match = there.get(key(one))
            if match:
                pairs.append(Pair(match.pop(0), one))
            else:
                left.append(one)
        new, old = left, [one for many in there.values() for one in many]
        if not new or not old:
            return pairs, new, old
    scored = sorted(
        ((likeness(marked(a.text).shape, marked(b.text).shape, _NEAR), -i, -j)
         for i, a in enumerate(old) for j, b in enumerate(new) if a.kind == b.kind),
        reverse=True,
    )  # fmt: skip
    used: tuple[set[int], set[int]] = (set(), set())
    for score, i, j in scored:
        if score and -i not in used[0] and -j not in used[1]:
            used[0].add(-i)
            used[1].add(-j)
            pairs.append(Pair(old[-i], new[-j]))
    return (
        pairs,
        [b for j, b in enumerate(new) if j not in used[1]],
        [a for i, a in enumerate(old) if i not in used[0]],
    )


def _elsewhere(new: list[Passage], old: list[Passage]) -> Iterator[Pair]:
    """Texts that moved: equal to the letter, or of one shape within an item; long ones only."""
    equal: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    shapes: dict[tuple[str, str, str], list[Passage]] = defaultdict(list)
    for one in old:
        if len(one.text) >= _LONG:
            equal[one.column, one.text].append(one)
            shapes[one.column, one.item, marked(one.text).shape].append(one)
    taken: set[int] = set()
    for one in new:
        if len(one.text) < _LONG:
            continue
        many = [*equal[one.column, one.text], *shapes[one.column, one.item, marked(one.text).shape]]
        match = next((each for each in many if id(each) not in taken), None)
        if match:
            taken.add(id(match))
            yield Pair(match, one)


def sentences_of(reading: Reading, pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Sentences of reworded or new paragraphs that some paragraph of the same column had in last year's item."""
    whole = {id(p.new) for p in pairs if p.same or p.marks[0].shape == p.marks[1].shape}
    news = [one for one in reading.passages if id(one) not in whole and one.side != PLAN and _FIGURED.search(one.text)]
    wanted = {(one.column, one.item) for one in news}
    known: dict[tuple[str, str, str], tuple[Passage, str]] = {}
    for one in reading.passages_before:
        if (one.column, one.item) in wanted and _FIGURED.search(one.text):
            for sentence, shape in _sentences(one.text):
                known.setdefault((one.column, one.item, shape), (one, sentence))
    for one in news:
        for sentence, shape in _sentences(one.text):
            old = known.get((one.column, one.item, shape)) if len(shape) >= _SENTENCE else None
            if old is not None:
                yield Pair(replace(old[0], text=old[1]), replace(one, text=sentence))


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Each sentence with its shape; no gap holds a full stop."""
    return zip(text.split("。"), marked(text).shape.split("。"), strict=True)


_FIGURED = re.compile("[0-9\uff10-\uff19元]")
