"""Numbers of headings as counts: Ⅳ is the fourth of its family, ③ the third, ウ the third, (2) the second."""

from __future__ import annotations

import re
from dataclasses import dataclass

from authoring.files.texts import match_key

__all__ = ["Ordinal", "ordinal_of"]

_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PARTS = re.compile(r"(?P<before>[^0-9A-Za-zア-ンⅠ-ⅿ①-⑳一-十]*)(?P<core>[0-9]+|[ア-ン]|[ivx]+)(?P<after>[^0-9]*)")
_BIG_ROMAN = re.compile("[Ⅰ-Ⅻ]")


@dataclass(frozen=True, slots=True)
class Ordinal:
    """``family``: how its level is marked; ``count``: the how manieth."""

    family: str
    count: int
    kind: str
    before: str = ""
    after: str = ""

    def written(self, count: int) -> str:
        """Another number of the same family, as it is printed; "" where the family has none so high."""
        signs = {"circled": _CIRCLED, "kana": _KANA, "roman": _ROMAN, "big": [chr(0x2160 + n) for n in range(12)]}
        row = signs.get(self.kind)
        if row is None:
            return f"{self.before}{count}{self.after}"
        return f"{self.before}{row[count - 1]}{self.after}" if 1 <= count <= len(row) else ""


def ordinal_of(number: str) -> Ordinal | None:
    """What a heading's number counts; None where it is no such number."""
    bare = number.strip()
    if len(bare) == 1 and bare in _CIRCLED:
        return Ordinal("circled", _CIRCLED.index(bare) + 1, "circled")
    if _BIG_ROMAN.match(bare):
        return Ordinal("big", ord(bare[0]) - 0x2160 + 1, "big", after=bare[1:])
    found = _PARTS.fullmatch(match_key(bare).replace(" ", "")) if bare else None
    if found is None:
        return None
    core, before, after = found["core"], found["before"], found["after"]
    if core.isdigit():
        count, kind = int(core), "digits"
    elif core in _ROMAN:
        count, kind = _ROMAN.index(core) + 1, "roman"
    elif core in _KANA:
        count, kind = _KANA.index(core) + 1, "kana"
    else:
        return None
    return Ordinal(f"{before}{kind}{after}", count, kind, before, after)
