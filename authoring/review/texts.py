"""How two texts differ: not at all, in names of years alone, in numbers and years alone, or in words.

A reference to an entry counts by what it refers to: its printed number is no text (DESIGN.md, "Diff").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from authoring.edition.blocks import Block
from authoring.edition.references import parse_references

__all__ = ["NUMBERS", "YEAR", "canonical", "classify", "masked", "masked_years"]

YEAR, NUMBER = "\ue000", "\ue001"
_OPEN, _CLOSE = "\ue010", "\ue011"
_HIDDEN = {ord(c): 0xE020 + n for n, c in enumerate("0123456789")}  # the digits of an id are no numbers

_D = "0-9０-９"
_COUNT = f"(?:元|[{_D}]{{1,2}})"
YEARS = re.compile(
    rf"(?:明治|大正|昭和|平成|令和)\s*{_COUNT}(?:\s*年度?)?"
    rf"|[MTSHRＭＴＳＨＲ]{_COUNT}(?=[.．年/度](?:[^{_D}]|[{_D}]))(?:年度?)?"
    rf"|(?<![{_D},.，．])(?:19|20|１９|２０)[{_D}]{{2}}(?:\s*年度?|(?=[./][{_D}]))"
    rf"|(?<![{_D},.，．]){_COUNT}\s*年度"
)
# A sign belongs to its number where it does not join two of them (2-3 is no minus three).
NUMBERS = re.compile(rf"(?:(?<![{_D}])[▲△−－+＋-]\s*)?[{_D}]+(?:[,，.．][{_D}]+)*")


def canonical(block: Block) -> str:
    """The text of a block for comparing: what an entry reference prints is replaced by the id that it means."""
    if not block.typed or not block.targets:
        return block.text
    refs = parse_references(block.typed)
    if not any(ref.kind == "entry" for ref in refs):
        return block.text
    literals = []
    end = 0
    for ref in refs:
        literals.append(re.escape(block.typed[end : ref.start]))
        end = ref.end
    pattern = "(.*?)".join([*literals, re.escape(block.typed[end:])])
    found = re.fullmatch(pattern, block.text, re.DOTALL)
    named = [ref for ref in refs if ref.kind in ("entry", "indicator")]
    if found is None or len(named) != len(block.targets):
        return block.text  # a reference that found nothing: it stands in the text as it was typed
    target = dict(zip((id(ref) for ref in named), block.targets, strict=True))
    out, at = [], 0
    for number, ref in enumerate(refs, 1):
        if ref.kind == "entry":
            meant = target[id(ref)] + (":" + ref.ask if ref.ask else "")
            out += [block.text[at : found.start(number)], _OPEN, meant.translate(_HIDDEN), _CLOSE]
            at = found.end(number)
    return "".join([*out, block.text[at:]])


@lru_cache(maxsize=1 << 14)
def masked_years(text: str) -> str:
    """The text with every name of a year as one and the same sign."""
    return YEARS.sub(YEAR, text)


@lru_cache(maxsize=1 << 14)
def masked(text: str) -> str:
    """The text with every name of a year and every number as a sign of its kind."""
    return NUMBERS.sub(NUMBER, masked_years(text))


def classify(old: str, new: str) -> Literal["same", "year-roll", "number", "wording"]:
    """The class of a change between two canonical texts (DESIGN.md, "Diff")."""
    if old == new:
        return "same"
    if masked_years(old) == masked_years(new):
        return "year-roll"
    # A year may stand where a number stood: nothing but numbers and years differ.
    if masked(old).replace(YEAR, NUMBER) == masked(new).replace(YEAR, NUMBER):
        return "number"
    return "wording"
