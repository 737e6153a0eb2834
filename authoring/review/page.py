"""What the report shows, in its order: ``Changes`` made into lists of rows that a template only has to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from markupsafe import Markup

from authoring.edition.years import print_period
from authoring.review.changes import CHANGED, Changes, IndicatorChange, Line, RatingChange, Unchanged
from authoring.review.rows import ItemPart, Maker, anchor_of, heading_of, safe, title_of
from authoring.review.sparkline import sparkline
from authoring.review.words import column_words, edition_words

__all__ = ["Count", "Page", "page_of"]


@dataclass(frozen=True, slots=True)
class Count:
    """An item's row in the table of counts: one number for each class, and the number of unchanged lines."""

    item: str
    anchor: str
    title: str
    numbers: tuple[int, ...]
    same: int

    @property
    def total(self) -> int:
        """How many lines changed."""
        return sum(self.numbers)


@dataclass(frozen=True)
class Page:
    """Everything that the template prints beside ``Changes`` itself."""

    changes: Changes
    columns: tuple[str, ...]
    owners: tuple[str, ...]
    items: tuple[ItemPart, ...]
    counts: tuple[Count, ...]
    ratings: tuple[tuple[RatingChange, ...], ...]  # by item, neighbours together
    indicators: tuple[tuple[str, tuple[IndicatorChange, ...]], ...]  # (item, its indicators), neighbours together
    carried: tuple[tuple[str, str, tuple[Unchanged, ...]], ...]  # title of the item, its anchor, its texts
    trends: dict[str, Markup] = field(default_factory=dict)
    stray: tuple[tuple[str, tuple[str, ...]], ...] = ()  # remarks whose line is in neither edition
    first: int = 5  # how many of a list the first page shows unfolded

    @property
    def up(self) -> tuple[RatingChange, ...]:
        """The ratings that went up."""
        return tuple(r for r in self.changes.ratings if r.direction == "up")

    @property
    def down(self) -> tuple[RatingChange, ...]:
        """The ratings that went down."""
        return tuple(r for r in self.changes.ratings if r.direction == "down")

    @property
    def before(self) -> str:
        """What the old edition is to the new one."""
        return "前年度" if self.changes.old_year == self.changes.new_year - 1 else "前の版"

    @property
    def textless(self) -> tuple[str, ...]:
        """The edition that holds no text at all, where the other has some: a past year of ratings and figures alone."""
        sides = ([x.old for x in self.changes.lines], [x.new for x in self.changes.lines])
        names = edition_words(self.changes)
        return tuple(name for name, texts in zip(names, sides, strict=True) if self.changes.lines and not any(texts))

    @property
    def carried_count(self) -> int:
        """How many paragraphs were carried over whole."""
        return sum(len(texts) for _, _, texts in self.carried)

    @property
    def known(self) -> frozenset[str]:
        """The items that a link leads to."""
        return frozenset(part.item for part in self.items)

    @property
    def totals(self) -> tuple[int, ...]:
        """How many lines of each class, in all."""
        return tuple(sum(c.numbers[n] for c in self.counts) for n in range(len(CHANGED)))

    @property
    def same(self) -> int:
        """How many lines did not change."""
        return sum(c.same for c in self.counts)

    def heading(self, entry: str) -> str:
        """Number and title of an outline id; a place that is none names itself."""
        return heading_of(self.changes, entry)

    def link(self, item: str) -> str:
        """The anchor of an item."""
        return anchor_of(item)

    def indicator(self, indicator: str) -> str:
        """The anchor of an indicator."""
        return f"m-{safe(indicator)}"

    def rater(self, rater: str) -> str:
        """The name of a rater."""
        return next((r.name for r in self.changes.profile.raters if r.id == rater), rater)

    def period(self, period: str) -> str:
        """A period as people read it."""
        try:
            return print_period(period)
        except ValueError:
            return period


def page_of(changes: Changes) -> Page:
    """The rows of the report.

    Args:
        changes: what ``compare`` found, or an owner's part of it.
    """
    words = {c: column_words(changes.profile, c) for c in dict.fromkeys(x.column for x in changes.lines) if c}
    columns = tuple(dict.fromkeys(words.values()))
    owners = tuple(dict.fromkeys(x.owner for x in changes.lines if x.owner))
    maker = Maker(changes, {c: columns.index(w) for c, w in words.items()}, {o: n for n, o in enumerate(owners)})
    by_item: dict[str, list[Line]] = {item: [] for item in changes.items}
    for line in changes.lines:
        by_item.setdefault(line.item, []).append(line)
    rest = by_item.pop("", [])
    parts = [*by_item.items(), *([("", rest)] if rest else [])]
    items = tuple(maker.part(item, lines) for item, lines in parts if lines)
    return Page(
        changes=changes,
        columns=columns,
        owners=owners,
        items=items,
        counts=tuple(_count(changes, item, lines) for item, lines in parts),
        ratings=tuple(tuple(pairs) for _, pairs in groupby(changes.ratings, lambda r: r.item)),
        indicators=tuple((item, tuple(found)) for item, found in groupby(changes.indicators, lambda i: i.item)),
        carried=_carried(changes),
        trends={i.id: sparkline(i.series, i.name, i.unit) for i in changes.indicators},
        stray=tuple((key, texts) for key, texts in changes.remarks.items() if key not in maker.shown),
    )


def _count(changes: Changes, item: str, lines: Sequence[Line]) -> Count:
    kinds = [line.kind for line in lines]
    numbers = tuple(kinds.count(kind) for kind in CHANGED)
    return Count(item, anchor_of(item), title_of(changes, item), numbers, kinds.count("same"))


def _carried(changes: Changes) -> tuple[tuple[str, str, tuple[Unchanged, ...]], ...]:
    by_item: dict[str, list[Unchanged]] = {}
    for text in changes.unchanged:
        if text.kind == "text":
            by_item.setdefault(text.item, []).append(text)
    return tuple((title_of(changes, item), anchor_of(item), tuple(texts)) for item, texts in by_item.items())
