"""``edition.json`` as parsed -> the front of a snapshot: year, profile, outline, ratings, lineage, counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args, get_type_hints

from authoring.archive import shapes
from authoring.archive import snapshot_form as form
from authoring.archive.shapes import DamagedError, Shape
from authoring.edition.model import Entry, Lineage, Place, Rating
from authoring.edition.profile import Profile, profile_from

__all__ = ["Front", "read_front"]

_KINDS = get_args(get_type_hints(Lineage)["kind"])


@dataclass(frozen=True, slots=True)
class Front:
    """What ``edition.json`` holds."""

    year: int
    profile: Profile
    outline: tuple[Entry, ...]
    ratings: tuple[Rating, ...]
    lineage: tuple[Lineage, ...]
    counts: tuple[Mapping[str, Any], ...]
    titles: Mapping[str, str]
    notice: str
    places: tuple[Place, ...]


def read_front(shape: Shape) -> Front:
    """The front of a snapshot.

    Raises:
        DamagedError: a part is missing or of another shape.
    """
    profile = _profile(shape)
    outline = tuple(_entry(each) for each in _objects(shape, "outline"))
    _hold_together(outline)
    return Front(
        year=shapes.year(shape),
        profile=profile,
        outline=outline,
        ratings=tuple(_rating(each) for each in _objects(shape, "ratings")),
        lineage=tuple(_lineage(each) for each in _objects(shape, "lineage")),
        counts=tuple(_count(each) for each in _objects(shape, "counts")),
        titles=_texts_by_key(shape.get("titles", {}), "「titles」"),
        notice=shapes.text(shape, "notice") if "notice" in shape else "",
        places=tuple(_place(each) for each in _objects(shape, "places")) if "places" in shape else (),
    )


def _objects(shape: Shape, key: str) -> list[dict[str, Any]]:
    return [shapes.mapping(each, f"「{key}」の中") for each in shapes.members(shape, key)]


def _place(shape: Shape) -> Place:
    name, part = shapes.text(shape, "place"), shapes.text(shape, "part")
    if form.is_id(name) or not name or part not in ("statement", "appendix"):
        raise DamagedError("「places」に、別表や予算の名でないものがあります")
    title, owner, file = (shapes.text(shape, key) for key in ("title", "owner", "file"))
    return Place(name, "statement" if part == "statement" else "appendix", title, owner, file)


def _texts_by_key(value: object, words: str) -> dict[str, str]:
    found = shapes.mapping(value, words)
    return {key: shapes.text(found, key) for key in found}


def _profile(shape: Shape) -> Profile:
    raw = shapes.mapping(shape.get("profile"), "「profile」")
    try:
        profile = profile_from(raw)
        scales = [profile.scale_of(rater.id) for rater in profile.raters]
        sound = profile.plan_column and all(scale.letters for scale in scales)
    except (KeyError, TypeError, ValueError, AttributeError, StopIteration) as wrong:
        raise DamagedError("「profile」に足りないか、形の違うところがあります") from wrong
    if not sound or profile.agency != shapes.text(shape, "agency"):
        raise DamagedError("「profile」と「agency」が合いません")
    return profile


def _entry(shape: Shape) -> Entry:
    found = shapes.text(shape, "id")
    if not form.is_id(found):
        raise DamagedError(f"「{found}」はIDではありません")
    titles = _texts_by_key(shape.get("titles", {}), "「titles」")
    with_other = shapes.optional(shapes.text, shape, "rated_with")
    return Entry(
        id=found,
        parent=shapes.optional(shapes.text, shape, "parent"),
        level=shapes.integer(shape, "level", 1),
        number=shapes.text(shape, "number"),
        kind="heading",
        text=shapes.text(shape, "title"),
        opens_unit=shape.get("opens_unit") is True,
        owners=shapes.texts(shape, "owners"),
        item=shape.get("item") is True,
        rated="none" if shape.get("unrated") is True else with_other or "",
        list_title=titles.get("list", ""),
        contents_title=titles.get("contents", ""),
    )


def _hold_together(outline: Sequence[Entry]) -> None:
    """Ids are unique and no entry stands before its parent: a ring of parents would never end."""
    ids = {entry.id for entry in outline}
    seen: set[str] = set()
    for entry in outline:
        if entry.id in seen:
            raise DamagedError(f"「outline」にID「{entry.id}」が二度あります")
        # A parent that is no heading (a paragraph of the plan) does not stand in the outline at all.
        if entry.parent in ids and entry.parent not in seen:
            raise DamagedError(f"「outline」の「{entry.id}」が上位の「{entry.parent}」より前にあります")
        seen.add(entry.id)


def _rating(shape: Shape) -> Rating:
    return Rating(
        shapes.text(shape, "item"), shapes.year(shape), shapes.text(shape, "by"), shapes.text(shape, "rating")
    )


def _lineage(shape: Shape) -> Lineage:
    kind = shapes.text(shape, "kind")
    if kind not in _KINDS:
        raise DamagedError(f"「kind」の「{kind}」は対応の種類ではありません")
    old_title = shapes.text(shape, "old_title") if "old_title" in shape else ""
    return Lineage(shapes.year(shape), shapes.text(shape, "old"), shapes.text(shape, "new"), kind, old_title)  # type: ignore[arg-type]


def _count(shape: dict[str, Any]) -> dict[str, Any]:
    shapes.year(shape)
    shapes.text(shape, "by")
    for key in shape:
        if key not in ("year", "by"):
            shapes.integer(shape, key, 0)
    return shape
