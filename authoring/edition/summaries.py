"""Indicators in the snapshot's form: values as decimal strings and as printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from authoring.edition.lookup import Lookup
from authoring.edition.model import Edition
from authoring.edition.printing import print_value

__all__ = ["indicator_records"]


def indicator_records(edition: Edition) -> Iterator[dict[str, Any]]:
    """One record an indicator that has a name, in the edition's order."""
    lookup = Lookup(edition)
    for one in edition.indicators:
        if not one.name:
            continue
        values = {
            period: {
                "value": f"{v.value:f}", "exact": None if v.exact is None else f"{v.exact:f}",
                "text": print_value(one, v.value), "status": v.status, "origin": str(v.origin) if v.origin else None,
            } | ({"source": v.source} if v.source else {})
            for period, v in sorted(one.values.items())
        }  # fmt: skip
        target = None
        if one.target:
            target = {
                "value": f"{one.target.value:f}", "comparator": one.target.comparator, "base": one.target.base,
                "text": lookup.ask(one, "目標"),
            }  # fmt: skip
        yield {
            "id": one.id, "item": one.item, "owner": one.owner, "name": one.name, "aliases": list(one.aliases),
            "unit": one.unit, "good": one.good, "values": values, "target": target, "decimals": one.decimals,
        }  # fmt: skip
