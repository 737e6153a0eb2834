"""Statements and appendix: each place with its texts and tables, and the contents of the appendix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from authoring.documents.content import Annex, BodyCell, BodyItem, BodyRow, Contents, ContentsLine
from authoring.edition.blocks import Snapshot
from authoring.edition.model import Place

__all__ = ["annex_of"]


def annex_of(snapshot: Snapshot, title: str, *, appendix: bool, labels: tuple[str, str, str] | None) -> list[Annex]:
    """The statements or the appendix; nothing where the edition has none.

    ``labels``: heading, left label and page label of contents of its own.
    """
    part = "appendix" if appendix else "statement"
    mine = [(f"place{n}", place) for n, place in enumerate(snapshot.places, 1) if place.part == part]
    if not mine:
        return []
    items = tuple(
        BodyItem(name, place.id, printed(place), (BodyRow((BodyCell(snapshot.items.get(place.id, ())),)),))
        for name, place in mine
    )
    contents = Contents(*labels, lines=tuple(_lines(mine))) if labels else None
    return [Annex(title, appendix, contents, items)]


def printed(place: Place) -> str:
    """The line above a place: its name and its title; of 参考資料-総括表 the name is what stands before the hyphen."""
    group, hyphen, name = place.id.partition("-")
    if hyphen:
        return f"{group} {place.title or name}"
    named = place.part == "statement" and place.id in place.title  # 令和元年度予算 says what it is
    return place.title if named else f"{place.id} {place.title}".strip()


def _lines(places: Sequence[tuple[str, Place]]) -> Iterator[ContentsLine]:
    """A line a place; those of one group stand below a line of the group, which leads to the first of them."""
    above = ""
    for name, place in places:
        group, hyphen, own = place.id.partition("-")
        bookmark = f"h_{name}"
        if hyphen and group != above:
            yield ContentsLine(1, group, bookmark)
        yield ContentsLine(2, place.title or own, bookmark) if hyphen else ContentsLine(1, printed(place), bookmark)
        above = group
