"""Notation: signs, spellings, brackets and registers of the printed text. One finding a rule and passage, with mends.

House style is a setting: ``[notation]`` of the profile may name other spellings, or switch one off by an equal pair.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, chain

from authoring.checks.notation_cells import check_cells
from authoring.checks.notation_signs import FINDERS, Finder, Sign, width_of_letters
from authoring.checks.reading import ANNEX, DRAWN, PLAN, Passage, Reading
from authoring.checks.register import breaks, sentences
from authoring.edition.digits import other_widths
from authoring.problems import Problem, problem

__all__ = ["SPELLINGS", "check_notation", "signs_in"]

# 公用文作成の考え方 (2022): か所, か月 with kana. The plan is an approved text and keeps its own.
SPELLINGS: Mapping[str, str] = {
    **dict.fromkeys(("ヶ所", "ケ所", "カ所", "ヵ所", "ヶ処", "個所"), "か所"),
    **dict.fromkeys(("ヶ月", "ケ月", "カ月", "ヵ月", "ヶ国", "カ国", "ヵ国"), ""),
}
_COUNTED = "(?<=[0-9数])"
_AROUND = 8  # letters that a message shows on either side
_MOST = 3  # places that a message shows
_OPEN, _CLOSE = "(\uff08「『【〔［[≪", ")\uff09」』】〕］]≫"
_WIDE = str.maketrans({"\uff08": "(", "\uff09": ")"})
_PAIR = dict(zip(_CLOSE.translate(_WIDE), _OPEN.translate(_WIDE), strict=True))
_BRACKET = re.compile(f"[{re.escape(_OPEN + _CLOSE)}]")
_ENUMERATED = re.compile(r"(?:^|(?<=[\s、。・]))[0-9a-zA-Zア-ンｱ-ﾝ①-⑳]{1,2}[)\uff09]")


def check_notation(reading: Reading) -> Iterator[Problem]:
    """Every finding of notation: rule after rule, each in printed order."""
    registers = {c.id: c.register for c in reading.edition.profile.columns}
    told = reading.edition.profile.raw.get("notation", {})
    spellings = {**SPELLINGS, **(told if isinstance(told, dict) else {})}
    passages = [one for one in reading.passages if one.kind not in ("table", "figure", DRAWN)]
    yield from signs_in(passages, spellings, reading.edition.profile.digits)
    for one in passages:
        yield from _register(one, registers.get(one.column, ""))
    yield from check_cells(reading)


def signs_in(
    passages: Sequence[Passage], spellings: Mapping[str, str] = SPELLINGS, digits: str = "半角"
) -> Iterator[Problem]:
    """The findings that need nothing but the texts themselves. All are searched at once, one a line: it is faster."""
    typed = [_typed(one).replace("\n", " ") for one in passages]
    starts = [0, *accumulate(len(text) + 1 for text in typed)]
    whole = "\n".join(typed)
    finders: dict[str, Finder] = {**FINDERS, "notation-spelling": partial(_spelled, spellings=spellings)}
    if digits != "半角":
        finders["notation-width"] = lambda text: chain(other_widths(text, digits), width_of_letters(text))
    for code, find in finders.items():
        found: dict[int, list[Sign]] = {}
        for start, end, mend in find(whole):
            at = bisect_right(starts, start) - 1
            if _asked(passages[at], code):
                found.setdefault(at, []).append((start - starts[at], end - starts[at], mend))
        for at in sorted(found):
            yield _finding(code, passages[at], typed[at], sorted(found[at]))
    for one, text in zip(passages, typed, strict=True):
        if one.kind in ("paragraph", "note") and (odd := _unpaired(text)):
            words = text[:30]
            yield problem("notation-bracket", one.where, item=one.item or None, place=one.place, sign=odd, words=words)


def _asked(one: Passage, code: str) -> bool:
    """The plan is an approved text: only signs that are another letter than they look are told of it."""
    if one.side == PLAN:
        return code in ("notation-lookalike", "notation-platform")
    return not (one.side == ANNEX and code == "notation-spelling")


def _typed(one: Passage) -> str:
    """The words that a person typed; what was looked up is not theirs."""
    return one.block.typed if one.block is not None and one.block.typed else one.text


def _finding(code: str, one: Passage, text: str, places: list[Sign]) -> Problem:
    shown = [
        f"「{text[max(0, start - _AROUND) : end + _AROUND]}」" + (f"の「{text[start:end]}」→「{mend}」" if mend else "")
        for start, end, mend in places[:_MOST]
    ]
    more = f" ほか{len(places) - _MOST}か所" if len(places) > _MOST else ""
    return problem(code, one.where, item=one.item or None, place=one.place, shown="、".join(shown) + more)


def _spelled(text: str, spellings: Mapping[str, str]) -> Iterator[Sign]:
    for wrong, right in spellings.items():
        if wrong == right or wrong not in text:
            continue
        counted = _COUNTED if wrong in SPELLINGS else ""
        for found in re.finditer(f"{counted}{re.escape(wrong)}", text):
            yield found.start(), found.end(), right or f"か{wrong[-1]}"


def _unpaired(text: str) -> str:
    """The first bracket without its partner, or ""; marks of lists (1) are none."""
    if not _BRACKET.search(text):
        return ""
    open_: list[str] = []
    for sign in _BRACKET.findall(_ENUMERATED.sub("", text).translate(_WIDE)):
        if sign not in _PAIR:
            open_.append(sign)
        elif not open_ or open_.pop() != _PAIR[sign]:
            return str(sign)
    return open_[0] if open_ else ""


def _register(one: Passage, register: str) -> Iterator[Problem]:
    if one.kind != "paragraph" or not register:
        return
    strange = [s for s in sentences(one.text) if breaks(s, register)]
    if strange:
        shown = "、".join(f"「…{s[-12:]}。」" for s in strange[:_MOST])
        yield problem("notation-register", one.where, item=one.item or None, place=one.place, shown=shown,
                      register=register)  # fmt: skip
