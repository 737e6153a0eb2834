"""A cell as typed -> its paragraphs. Mark, level and kind are read from how each line is typed; nothing else is asked.

The marks are those of SOURCE.md (Text); 〇 is also what was typed as ○, ◯, O or 0 at the beginning of a line.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from authoring.edition.references import is_alone
from authoring.files.texts import match_key

__all__ = ["Paragraph", "number_key", "parse_cell", "split_dot"]

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SPACE = " 　"
_CIRCLE = re.compile(r"[〇○◯]|[OＯ](?![A-Za-z])|[0０](?![0-9０-９.,．，:：/／%％年月日件人])")
_DOT = re.compile(r"[・･]")
_NOTE = re.compile(r"※[0-9０-９]*|[(（](?:※|注記?)\s*[0-9０-９]*[)）]|注[0-9０-９]*(?=[:：\s )）])")
_NUMBER = re.compile(
    rf"[{CIRCLED}]|[(（](?:[0-9０-９]+|[ア-ン])[)）]|[0-9０-９]+[.．](?![0-9０-９])|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ](?=[ 　.．])"
    rf"|[ア-ン](?=[ 　])|(?:iii|ii|iv|i|v)(?=[ .)])"
)
_WORD = re.compile(r"[^ \u3000]{1,12}(?=[ \u3000])")
_BARE = re.compile(r"[0-9\uff10-\uff19]+")
_BRACKETS = {"【": "】", "〔": "〕", "＜": "＞", "<": ">"}
_GLOSSARY = re.compile(r"[≪《]\s*用語解説\s*[≫》]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line: kind, mark as printed, level, text without its mark; ``entry``: key of the plan's number (headings)."""

    kind: str
    text: str
    mark: str = ""
    level: int = 0
    entry: str = ""
    fixed: bool = False  # the mark was mis-keyed and read as 〇


def parse_cell(text: str, numbers: Collection[str] = ()) -> list[Paragraph]:
    """The paragraphs of a cell; ``numbers``: keys (``number_key``) of the own numbers of the unit's entries.

    A line that begins with one of them is a heading; any other ① line is a paragraph. Empty lines print nothing, and
    end a glossary box, as a 〇 does.
    """
    found: list[Paragraph] = []
    glossary, level = False, 0
    for line in text.split("\n"):
        bare = line.strip(_SPACE)
        if not bare:
            glossary = False
            continue
        placed = is_alone(bare)
        if placed:
            found.append(Paragraph(placed.kind, bare, level=level))
            continue
        if _GLOSSARY.match(bare):
            glossary = True
        circle = _CIRCLE.match(bare)
        if glossary and not circle:
            found.append(Paragraph("glossary", bare, level=level))
            continue
        glossary = False
        made = _one(bare, circle, numbers, level)
        level = made.level if made.kind == "paragraph" else (0 if made.kind == "heading" else level)
        found.append(made)
    return found


def number_key(number: str) -> str:
    """A key by which an entry's own number is known at the beginning of a line.

    That of ``match_key``, but a bare 1 is another one than ①: 第1 → 1 → (1) numbers headings with it.
    """
    key = match_key(number)
    return f"{key} " if _BARE.fullmatch(number) else key


def split_dot(text: str) -> tuple[str, str]:
    """(mark, text) of a plan paragraph: the plan has its numbers beside its text, but a ・ is typed with it."""
    dot = _DOT.match(text)
    return ("・", text[1:].lstrip(_SPACE)) if dot else ("", text)


def _one(bare: str, circle: re.Match[str] | None, numbers: Collection[str], level: int) -> Paragraph:
    if circle:
        typed = circle.group()
        return Paragraph("paragraph", bare[1:].lstrip(_SPACE), "〇", 1, fixed=typed != "〇")
    if _DOT.match(bare):
        return Paragraph("paragraph", bare[1:].lstrip(_SPACE), "・", 2)
    closing = _BRACKETS.get(bare[0])
    if closing and bare.endswith(closing) and bare.count(bare[0]) == 1 and len(bare) > 2:
        return Paragraph("label", bare[1:-1], bare[0] + closing, level)
    note = _NOTE.match(bare)
    if note:
        return Paragraph("note", bare[note.end() :].lstrip(_SPACE), note.group(), level)
    number = _NUMBER.match(bare)
    word = None if number else _WORD.match(bare)  # a mark of another agency's headings: 第1, 1
    if word and number_key(word.group()) in numbers:
        number = word
    if number:
        mark, rest = number.group(), bare[number.end() :].lstrip(_SPACE)
        key = number_key(mark)
        if key in numbers:
            return Paragraph("heading", rest, mark, entry=key)
        return Paragraph("paragraph", rest, mark, max(1, level if level > 1 else level + 1))
    return Paragraph("paragraph", bare, level=level)
