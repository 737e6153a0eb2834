"""Indicators and ratings as records, one datum a row (RULES.md, Data 30)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from authoring.documents.data.places import Homes, period_fields, unit_of, words
from authoring.documents.data.shape import Sheet, Value, sheet_of
from authoring.edition.blocks import Snapshot
from authoring.edition.model import Lineage
from authoring.edition.years import fiscal_year_name

__all__ = ["indicator_sheet", "rating_sheet"]

_COMPARATORS = {"≧": "ge", "＞": "gt", "≦": "le", "＜": "lt"}
_BASES = {"": "level", "前年度差": "difference", "前年度比": "ratio"}
_STATUS = {"速報": "preliminary", "確定": "final"}
_GOOD = {"up": "up", "down": "down"}


def indicator_sheet(snapshot: Snapshot, homes: Homes) -> Sheet:
    """Every value, exact value and target of every indicator; a period without a value has no row."""
    return sheet_of("indicators", (r for one in snapshot.indicators for r in _indicator(one, snapshot.year, homes)))


def _indicator(one: Mapping[str, Any], year: int, homes: Homes) -> Iterator[dict[str, Value]]:
    base: dict[str, Value] = {
        "indicator_id": words(one["id"]),
        "indicator_name": words(one["name"]),
        **homes.fields(one["item"]),
        "good": _GOOD.get(one.get("good", ""), "none"),
        "unit": unit_of(one.get("unit", "")),
    }
    for period, held in sorted(one.get("values", {}).items()):
        told = {"status": _STATUS.get(held.get("status", ""), "unstated"), "source": words(held.get("source", ""))}
        for kind in ("value", "exact"):
            if held.get(kind) is not None:
                yield base | period_fields(period) | told | {"kind": kind, "value": Decimal(held[kind])}
    if target := one.get("target"):
        yield base | period_fields(str(year)) | _target(target, one.get("unit", ""))


def _target(target: Mapping[str, Any], unit: str) -> dict[str, Value]:
    """A target on the change is in points of a %, or in % of last year's value (as ``{{…:目標}}`` prints it)."""
    base = _BASES.get(target.get("base", ""), "level")
    units = {"level": unit, "difference": "ポイント" if unit in ("%", "％") else unit, "ratio": "%"}
    return {
        "kind": "target",
        "value": Decimal(target["value"]),
        "unit": unit_of(units[base]),
        "comparator": _COMPARATORS.get(target.get("comparator", ""), "ge"),
        "base": base,
        "status": "final",
    }


def rating_sheet(snapshot: Snapshot, homes: Homes) -> Sheet:
    """Every rating, then every pair of 対応表; a rating stands once, however many predecessors its item has.

    Of several ratings of an item in one year the first counts, as in the rating list.
    """
    ratings: dict[tuple[str, int, str], str] = {}
    for one in snapshot.ratings:
        if one.rating.strip():
            ratings.setdefault((one.item, one.year, one.by), one.rating.strip())
    pairs: dict[tuple[int, str, str], Lineage] = {}
    for line in snapshot.lineage:
        pairs.setdefault((line.year, line.old, line.new), line)
    records = [_rating(*key, letter, homes) for key, letter in ratings.items()]
    return sheet_of("ratings", [*records, *(_pair(line, homes) for line in pairs.values())])


def _rating(item: str, year: int, rater: str, letter: str, homes: Homes) -> dict[str, Value]:
    home = homes.fields(item) | {"item_title": words(homes.title(item, year))}
    return {"kind": "rating", **home, **_year(year), "rater": words(rater), "rating": words(letter)}


def _pair(line: Lineage, homes: Homes) -> dict[str, Value]:
    new = homes.fields(line.new) | {"item_title": words(homes.title(line.new, line.year))} if line.new else {}
    lineage = {"predecessor_id": words(line.old), "lineage": line.kind}
    return {"kind": "lineage", **new, **_year(line.year), **lineage}


def _year(year: int) -> dict[str, Value]:
    return {"fiscal_year": year, "fiscal_year_ja": fiscal_year_name(year)}
