"""The nearest known names for an unknown one; rapidfuzz stands behind this module."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from authoring.files.texts import match_key

__all__ = ["likeness", "nearest", "similarity"]


def nearest(name: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Up to ``most`` known names that resemble ``name``, nearest first."""
    names = sorted(set(known))
    keys = [match_key(n) for n in names]
    found = process.extract(match_key(name), keys, scorer=fuzz.ratio, limit=most, score_cutoff=40)
    return tuple(names[index] for _, _, index in found)


def similarity(a: str, b: str) -> float:
    """0 (nothing in common) to 100 (equal), without regard to widths and spaces."""
    return float(fuzz.ratio(match_key(a), match_key(b)))


def likeness(a: str, b: str, least: float) -> float:
    """The same of texts as they are; 0 where they are less alike than ``least``, which is told quickly."""
    return float(fuzz.ratio(a, b, score_cutoff=least))
