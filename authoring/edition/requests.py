"""Requests and commitments of a year's text: sentences that next year has to answer. Told by how they end (profile)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from authoring.edition.blocks import Block
from authoring.edition.model import Edition, Request

__all__ = ["requests_of"]

_SENTENCE = re.compile(r"[^。]+。?")


def requests_of(edition: Edition, items: Mapping[str, Sequence[Block]]) -> Iterator[Request]:
    """One request a sentence with such an ending, in printed order; ids are q and a number.

    The Ministry's columns hold requests, the agency's hold commitments. Whether one is kept is for a person to say.
    """
    endings = edition.profile.endings
    sides = {c.id: c.side for c in edition.profile.columns if c.fills != "plan"}
    number = 0
    for item, blocks in items.items():
        for b in blocks:
            side = sides.get(b.column)
            if side is None or b.kind not in ("paragraph", "note"):
                continue
            kind = "request" if side == "ministry" else "commitment"
            for sentence in _SENTENCE.findall(b.text):
                bare = sentence.strip().rstrip("。")
                if bare.endswith(tuple(endings.get(kind, ()))):
                    number += 1
                    owner = b.owner or next(iter(edition.owners_of(b.section)), "")
                    yield Request(f"q{number:04d}", item, b.section, kind, sentence.strip(), owner)  # type: ignore[arg-type]
