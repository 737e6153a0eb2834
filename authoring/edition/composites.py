"""Cells with several quantities: 8,693人 (79.0%), 91,342事業所 (目標)80,000事業所, 3.3日 (▲1.2日), 27:05.

The text is cut into tokens from left to right; words before a number are its label. What only looks like a number (a
date, a fiscal year, Ⅰ-9-(1), 第2, ※1, 10-20) is a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from authoring.edition.quantities import NUMBER, narrow, parse_number

__all__ = ["COUNTERS", "Labelled", "is_numeric_cell", "parse_composite"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A quantity of a cell. ``role``: value, target, change or share; ``text`` as typed, with its sign and unit.

    万, 億 and 兆 are in the value (27.7億円 is 2,770,000,000 円); 千円 and 百万円 are units. ``h:mm`` counts minutes.
    """

    label: str
    value: Decimal
    unit: str
    role: str
    text: str


# Counters of the language, so that 56名出席 parts into 56名 and 出席. An unknown counter is taken if it is short.
COUNTERS = (
    "% %ポイント ポイント 円 千円 百万円 百万 人 名 人月 人日 件 月 か月 カ月 ヶ月 ヵ月 箇月 年 年間 週 週間 日 日間 "
    "時間 分 秒 回 度 倍 事業所 か所 カ所 ヶ所 箇所 所 拠点 施設 事務所 市区町村 都道府県 団体 法人 社 者 世帯 戸 室 "
    "宿舎 棟 校 学校 枚 部 冊 通 台 本 個 点 点満点 種類 項目 事項 例 票 組 班 席 言語 か国 "
    "ページ 頁 口 口座 式 件/日 人/日"
)
_KNOWN = "|".join(re.escape(each) for each in sorted(set(COUNTERS.split()), key=lambda c: (-len(c), c)))
_ERA = "明治|大正|昭和|平成|令和"
_MONTH_DAY = r"[0-9]{1,2}[ ]*月(?:[ ]*[0-9]{1,2}[ ]*日)?"
_TIMES = rf"""
      (?:{_ERA})[ ]*(?:元|[0-9]{{1,2}})(?:[ ]*年度?(?:[ ]*{_MONTH_DAY})?)?[末分]?
    | (?:19|20)[0-9]{{2}}[ ]*年度?(?:[ ]*{_MONTH_DAY})?[末分]?
    | (?:19|20)[0-9]{{2}}(?P<s>[-/])[0-9]{{1,2}}(?:(?P=s)[0-9]{{1,2}})?(?![0-9])
    | (?:19|20)[0-9]{{2}}\.[0-9]{{1,2}}\.[0-9]{{1,2}}(?![0-9.])
    | [MTSHR](?:元|[0-9]{{1,2}})\.[ ]?[0-9]{{1,2}}末?
    | [0-9]{{1,2}}[ ]*年度
    | [0-9]{{1,2}}[ ]*年[ ]*{_MONTH_DAY}
    | (?:1[0-2]|0?[1-9])[ ]*月(?:[ ]*[0-9]{{1,2}}[ ]*日|末|分|期|時点|現在)
"""
_REFERENCES = r"""
      (?:第|注記?|※|別表|図表|様式|別紙)[0-9]+(?:[-.][0-9]+)*
    | [A-Za-zⅠ-Ⅻ][A-Za-z0-9Ⅰ-Ⅻ./-]*(?:\([0-9]+\)(?:-[0-9A-Za-z①-⑳]+)?)*
    | (?m:^)(?:\([0-9]{1,2}\)|[0-9]{1,2}\.)(?=[ ]*[^\s0-9])
    | [0-9][0-9,.]*(?:[-−–/][0-9][0-9,.]*)+
"""
_TOKEN = re.compile(
    rf"""
      (?P<time>{_TIMES})
    | (?P<reference>{_REFERENCES})
    | (?P<clock>(?:[+▲△−-][ ]*)?[0-9]{{1,3}}:[0-5][0-9](?![0-9:]))
    | (?P<number>{NUMBER}(?![0-9]|[.,:]\ ?[0-9]))
    | (?P<open>[(（〔[［〈<＜【「])
    | (?P<close>[)）〕\]］〉>＞】」])
    | (?P<line>[\n\r]+)
    | (?P<space>\s+)
    | (?P<odd>[0-9]+(?:[.,:]\ ?[0-9]+)*)
    | (?P<word>[^\s0-9()（）〔〕[\]［］〈〉<>＜＞【】「」▲△−+A-Za-zⅠ-Ⅻ第注※別図様-]+|.)
    """,
    re.VERBOSE,
)
_UNIT = re.compile(
    rf" *(?P<known>{_KNOWN})|(?P<short>[\u4e00-\u9fff々ァ-ヶーA-Za-zｦ-ﾟ℃㎡]{{1,3}}(?![\u4e00-\u9fff々ァ-ヶーぁ-ん]))"
)

_LABEL_EDGES = " \t:：・、,，~～〜=＝/／※"
_NO_LABEL = {"約", "およそ"}
_BESIDE_NUMBERS = re.compile("(?:目標|目標値|約|以上|以下|未満|程度|[~〜]|(?:※|注)[0-9]*)?")
_PLACEHOLDERS = {"-", "−", "－", "―", "–", "ー", "…", "...", "‐"}  # 「-」 none, 「…」 unknown
_AROUND = " \u3000()\uff08\uff09"  # brackets and blanks
_TARGET = re.compile("目標(?!.*(?:達成|[比差]))")
_CHANGE = re.compile("(?:前年|前期|目標).*[比差]|増減")
_NO_SHARE = re.compile(rf"達成|前年|前期|{_ERA}|[0-9０-９]年|[HRhr][0-9]")


@dataclass(slots=True)
class _Found:
    """A quantity while the text behind it is still being read."""

    value: Decimal
    unit: str
    text: str
    signed: bool
    depth: int
    label: str = ""

    def finished(self) -> Labelled:
        return Labelled(self.label, self.value, self.unit, self._role(), self.text)

    def _role(self) -> str:
        if _TARGET.search(self.label):
            return "target"
        if _CHANGE.search(self.label) or (self.depth and self.signed):
            return "change"
        if self.depth and self.unit == "%" and not _NO_SHARE.search(self.label):
            return "share"
        return "value"


@dataclass(slots=True)
class _Reading:
    """The state of reading one cell: what was found, the words not yet given to a number, the depth of brackets."""

    found: list[_Found] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)  # all that is neither quantity nor bracket
    depth: int = 0
    last: _Found | None = None  # still on this line and at this depth, so words behind it may be its label

    def label(self) -> str:
        label = "".join(self.words).strip(_LABEL_EDGES)
        self.words.clear()
        return "" if label in _NO_LABEL else label

    def part(self) -> None:
        """A bracket or the end of a line: words behind a number without a label are its label (56名出席)."""
        if self.last and not self.last.label:
            self.last.label = self.label()
        self.last = None

    def quantity(self, made: _Found) -> None:
        made.label = self.label()
        self.found.append(made)
        self.last = made


def _read(text: str) -> _Reading:
    plain = narrow(text)
    state, at = _Reading(), 0
    while token := _TOKEN.match(plain, at):
        at = token.end()
        kind, typed = token.lastgroup, token[0]
        if kind in {"number", "clock"} and (made := _quantity(plain, token, text, state.depth)):
            at += len(made.text) - len(text[token.start() : at])
            state.quantity(made)
        elif kind == "open":
            state.part()
            state.depth += 1
        elif kind == "close":
            state.part()
            state.depth = max(0, state.depth - 1)
        elif kind == "line":
            state.part()
        elif kind == "space":
            if state.words:
                state.words.append(" ")
        else:
            state.loose.append(typed)
            if typed[0] not in "※注" or kind != "reference":  # ※1 leads to a note and labels nothing
                state.words.append(text[token.start() : at])
    state.part()
    if state.found and not state.found[-1].label:  # 80,000事業所(目標): nothing follows that it could belong to
        state.found[-1].label = state.label()
    return state


def _quantity(plain: str, token: re.Match[str], text: str, depth: int) -> _Found | None:
    start, end, typed = token.start(), token.end(), token[0]
    signed = typed[0] in "+▲△−-"
    if token.lastgroup == "clock":
        hours, minutes = typed.lstrip("+▲△−- ").split(":")
        size = Decimal(int(hours) * 60 + int(minutes))
        return _Found(-size if signed and typed[0] != "+" else size, "h:mm", text[start:end], signed, depth)
    value = parse_number(typed)
    if value is None:
        return None
    unit = _UNIT.match(plain, end)
    name = (unit["known"] or unit["short"]) if unit else ""
    return _Found(value, name, text[start : unit.end() if unit else end], signed, depth)


@lru_cache(maxsize=65536)  # a cell is asked for by its print, its checks and its data
def parse_composite(text: str) -> tuple[Labelled, ...]:
    """The quantities of a cell in order; none for words, dates, 「-」, 「…」 and sentences.

    The role is ``target`` where the label says 目標, ``change`` for a signed value in brackets or one labelled so
    (前年度比), ``share`` for a % in brackets (unless its label names another year), else ``value``.
    """
    if "。" in text:
        return ()
    return tuple(each.finished() for each in _read(text).found)


@lru_cache(maxsize=65536)
def is_numeric_cell(text: str) -> bool:
    """Whether the cell reads as numbers, with units, signs, brackets and (目標) only, so that it is aligned right.

    「-」 and 「…」 stand for numbers and are aligned as such, on a line or in brackets of their own too; an empty cell
    is not.
    """
    lines = text.split("\n")
    rest = [line for line in lines if line.strip(_AROUND) not in _PLACEHOLDERS]
    if not any(line.strip() for line in rest):
        return len(rest) < len(lines)
    state = _read("\n".join(rest))
    return bool(state.found) and all(_BESIDE_NUMBERS.fullmatch(each.strip(_LABEL_EDGES)) for each in state.loose)
