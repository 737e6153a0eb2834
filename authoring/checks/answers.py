"""Last year's requests and commitments: each that a person kept is answered in a plan entry, or declined with a reason.

Next year's document has to answer each of them, and nothing but memory ensures that (SOURCE.md, Text). 対応箇所 names a
plan entry of this year; the entry is answered where some text stands in its unit, or in a unit below it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from authoring.checks.reading import Reading
from authoring.edition.model import Edition, Request
from authoring.problems import Origin, Problem, problem
from authoring.workbooks.book import column_name
from authoring.workbooks.layout import requests_sheet

__all__ = ["answering_units", "check_answers"]

_NO_REASON = {"なし", "無し", "無", "特になし", "-", "−", "ー", "―", "未定", "不要", "同上"}
_WORDS = re.compile("[\u4e00-\u9fff々]{2,}|[\u30a1-\u30f6ー]{3,}|[A-Za-z]{2,}")
# Words that every request and every report has: sharing them says nothing.
_EVERYWHERE = """取組 取り組 実施 推進 検討 年度 令和 平成 今後 引続 着実 対応 必要 状況 結果 報告 業務 向上 強化 充実
適切 確実 継続 改善 努力 一層 前年 次年 次年度 翌年度 前年度 今年度 当年度 計画 目標 実績"""
_PLAIN = frozenset(_EVERYWHERE.split())


def check_answers(reading: Reading) -> Iterator[Problem]:
    """Every finding about the answers, in the order of the workbooks; those not yet judged are counted by workbook."""
    edition = reading.edition
    texts = _texts(reading)
    waiting: dict[str, list[Request]] = defaultdict(list)
    for asked in edition.requests:
        if asked.kept is False:
            continue
        if asked.answered_in:
            yield from _answer(edition, asked, texts)
        elif asked.declined.strip():
            if asked.declined.strip().rstrip("。") in _NO_REASON:
                yield _told("request-no-reason", edition, asked, reason=asked.declined.strip())
        elif asked.kept:
            yield _told("request-unanswered", edition, asked)
        else:
            waiting[asked.origin.file if asked.origin else ""].append(asked)
    for many in waiting.values():
        cells = [_cell(one, "kept") for one in many]
        yield problem(
            "request-unjudged", cells[0], item=_item(edition, many[0]), place=f"{many[0].id}.kept",
            also=[at for at in cells[1:] if at], count=len(many), words=_short(many[0].text),
            more="ほか" if len(many) > 1 else "",
        )  # fmt: skip


def _told(code: str, edition: Edition, asked: Request, **words: str) -> Problem:
    kind = "求め" if asked.kind == "request" else "約束"
    place = f"{asked.id}.answered_in"
    at = _cell(asked, "answered_in")
    fields: dict[str, Any] = {"kind": kind, "words": _short(asked.text), **words}
    return problem(code, at, item=_item(edition, asked), place=place, **fields)


def _cell(asked: Request, column: str) -> Origin | None:
    """The cell of its row that a person has to fill: its own origin is the cell of its text."""
    at, sheet = asked.origin, requests_sheet()
    if at is None or at.cell is None:
        return at
    row = at.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return replace(at, cell=f"{column_name(sheet.index(column))}{row}")


def _item(edition: Edition, asked: Request) -> str | None:
    return edition.printed_number(asked.item) or None if asked.item in edition.entry else None


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def _texts(reading: Reading) -> dict[str, str]:
    """Unit -> what is printed in its rows."""
    found: dict[str, list[str]] = defaultdict(list)
    for blocks in reading.snapshot.items.values():
        for b in blocks:
            if b.unit and b.row and b.kind != "heading":
                found[b.unit].append(b.text)
    return {unit: "\n".join(many) for unit, many in found.items()}


def answering_units(edition: Edition, entry: str) -> tuple[str, ...]:
    """The units that a plan entry is answered in: its own, and for a heading those of the entries below it."""
    inside = {entry}
    for e in edition.entries:
        if e.parent in inside:
            inside.add(e.id)
    units = (edition.unit_of.get(e.id) for e in edition.entries if e.id in inside)
    return tuple(dict.fromkeys(unit for unit in units if unit))


def _answer(edition: Edition, asked: Request, texts: dict[str, str]) -> Iterator[Problem]:
    if asked.answered_in not in edition.entry:
        yield _told("request-answer-gone", edition, asked, where=asked.answered_in)
        return
    where = edition.printed_number(asked.answered_in)
    said = "\n".join(texts[unit] for unit in answering_units(edition, asked.answered_in) if unit in texts)
    if not said.strip():
        yield _told("request-answer-empty", edition, asked, where=where)
    elif not _shares(asked.text, said):
        yield _told("request-answer-far", edition, asked, where=where)


def _shares(asked: str, said: str) -> bool:
    """Whether the answer has a word of the request, or half of a long one; True where the request has none to share."""
    words = [word for word in _WORDS.findall(asked) if word not in _PLAIN]
    parts = {word[n : n + 2] for word in words for n in range(len(word) - 1)} - _PLAIN
    return not parts or any(part in said for part in parts)
