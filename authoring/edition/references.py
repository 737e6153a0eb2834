"""References in text, ``{{…}}``: found here, looked up in ``resolve``, never evaluated.

A reference to an entry is typed by number, as the workbook's own 番号表 tells it; in the edition it stands by id
(``{{参照:e0012}}``), so that renumbering breaks nothing. Widths, spaces, kinds of dash and Ⅰ/I do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from authoring.files.texts import match_key

__all__ = ["COMPARISONS", "Reference", "bind", "is_alone", "parse_references", "unbind"]

_REFERENCE = re.compile(r"[{｛]{2}([^{}｛｝\n]*)[}｝]{2}")
_COLON = re.compile(r"[:：]")
COMPARISONS = ("前年度", "前年度差", "前年度比", "目標", "目標差", "達成率", "万", "億")
_PLACES = {"参照": "entry", "別表": "appendix", "表": "table", "図": "figure"}


@dataclass(frozen=True, slots=True)
class Reference:
    """One ``{{…}}``: kind (entry, appendix, table, figure, indicator), what it names, what is asked of it."""

    kind: str
    name: str
    ask: str
    start: int
    end: int


def parse_references(text: str) -> list[Reference]:
    """Every reference of a text in order."""
    found: list[Reference] = []
    if "{{" not in text and "｛" not in text:
        return found
    for match in _REFERENCE.finditer(text):
        parts = [p.strip() for p in _COLON.split(match.group(1))]
        kind = _PLACES.get(match_key(parts[0])) if len(parts) > 1 else None
        if kind:
            name, ask = parts[1], parts[2] if len(parts) > 2 else ""
        else:
            kind, name, ask = "indicator", parts[0], parts[1] if len(parts) > 1 else ""
        found.append(Reference(kind, name, ask, match.start(), match.end()))
    return found


def is_alone(line: str) -> Reference | None:
    """The table or figure that a line places: it stands alone on it."""
    bare = line.strip()
    found = parse_references(bare)
    if len(found) == 1 and found[0].kind in ("table", "figure") and (found[0].start, found[0].end) == (0, len(bare)):
        return found[0]
    return None


def _replace(text: str, change: Callable[[Reference], str | None]) -> str:
    out, at = [], 0
    for ref in parse_references(text):
        words = change(ref)
        if words is not None:
            out += [text[at : ref.start], words]
            at = ref.end
    return "".join([*out, text[at:]])


def bind(text: str, numbers: Mapping[str, str]) -> str:
    """Typed -> edition: numbers (as keys of ``match_key``) become ids; unknown ones stay as they are."""

    def change(ref: Reference) -> str | None:
        target = numbers.get(match_key(ref.name)) if ref.kind == "entry" else None
        return None if target is None else f"{{{{参照:{target}{':' + ref.ask if ref.ask else ''}}}}}"

    return _replace(text, change)


def unbind(text: str, number_of: Callable[[str], str]) -> str:
    """Edition -> typed: ids become the numbers that their targets have now."""

    def change(ref: Reference) -> str | None:
        number = number_of(ref.name) if ref.kind == "entry" else ""
        return f"{{{{参照:{number}{':' + ref.ask if ref.ask else ''}}}}}" if number else None

    return _replace(text, change)
