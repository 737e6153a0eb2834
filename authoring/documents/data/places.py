"""What every record tells in the same way: the item that it belongs to, and the period."""

from __future__ import annotations

from functools import lru_cache

from authoring.documents.data.characters import guarded, number_of, plain
from authoring.documents.data.shape import Value
from authoring.edition.blocks import Snapshot
from authoring.edition.model import Edition
from authoring.edition.periods import fiscal_year_of_period
from authoring.edition.years import print_period

__all__ = ["Homes", "period_fields", "unit_of", "words"]


def words(text: str) -> str:
    """A text as data: plain, and harmless at its beginning."""
    return guarded(plain(text))


class Homes:
    """Number and title of items and of places, and the titles that items had in former years."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._frame = Edition(snapshot.year, snapshot.profile, snapshot.outline)
        self._places = {place.id: place.title for place in snapshot.places}
        self._former = {(line.old, line.year - 1): line.old_title for line in snapshot.lineage if line.old_title}
        self._titles = snapshot.titles

    def fields(self, item: str) -> dict[str, Value]:
        """item_id, item_no and item_title of this year."""
        return {"item_id": words(item), "item_no": words(self.number(item)), "item_title": words(self.title(item))}

    def number(self, item: str) -> str:
        """Its printed number in ASCII; "" for what is no entry of this year's plan."""
        return number_of(self._frame.printed_number(item)) if item in self._frame.entry else ""

    def title(self, item: str, year: int | None = None) -> str:
        """Its title, of that fiscal year where it is known."""
        if year is not None and (item, year) in self._former:
            return self._former[item, year]
        entry = self._frame.entry.get(item)
        return entry.text if entry else self._titles.get(item, "") or self._places.get(item, "")


@lru_cache(maxsize=1 << 12)
def _period(period: str) -> tuple[str, str, int | None]:
    try:
        return period, print_period(period), fiscal_year_of_period(period)
    except ValueError:  # a hand-made past year may hold anything
        return "", "", None


def period_fields(period: str) -> dict[str, Value]:
    """Fields period (ISO), period_ja and fiscal_year; blank where it is no period."""
    iso, name, year = _period(period)
    return {"period": iso, "period_ja": name, "fiscal_year": year}


def unit_of(unit: str) -> str:
    """The unit of a number: minutes for h:mm, なし where none is given (RULES.md, Data 25)."""
    return "分" if unit == "h:mm" else words(unit) or "なし"
