"""The text to send to a department: what is missing, until when. Nothing of the Ministry's, no person's name."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import PurePosixPath

from authoring.checks.progress import Line, Progress
from authoring.documents.progress.words import date_words
from authoring.edition.years import fiscal_year_name
from authoring.problems import Problem

__all__ = ["needed", "reminder"]

_MESSAGE = 70  # signs of a problem's message


def needed(line: Line) -> bool:
    """Whether anything is asked of the owner: all but what is handed in without a fault."""
    return line.side == "agency" and line.state != "done"


def reminder(found: Progress, owner: str, today: datetime.date, most: int | None = None) -> str:
    """The text for a department; "" where nothing is asked of it.

    ``most``: how many are named of each kind in a workbook, the rest is counted (None: all).
    """
    lines = [x for x in found.by_owner().get(owner, ()) if needed(x)]
    if not lines:
        return ""
    year = fiscal_year_name(found.year)
    told = [
        f"{year}業務実績の評価 入力シートのご提出について(お願い)",
        "",
        f"{owner} ご担当者様",
        "",
        f"標記の入力シートのうち、次の{len(lines)}件が、未提出か、ご確認をお願いしたい状態です。",
        _when(found.deadline, today),
        "",
    ]
    for line in lines:
        told += _book(line, most)
    return "\n".join([
        *told,
        "",
        "提出の際は、各ブックの「基本情報」に提出日と提出者の役職を記入してください。",
        "行き違いですでにご提出いただいている場合は、ご容赦ください。",
    ])  # fmt: skip


def _when(deadline: datetime.date | None, today: datetime.date) -> str:
    if deadline is None:
        return "お忙しいところ恐れ入りますが、ご対応をお願いいたします。"
    if today > deadline:
        passed = f"提出期限の{date_words(deadline)}を過ぎております。"
        return passed + "お忙しいところ恐れ入りますが、至急ご対応をお願いいたします。"
    return f"お忙しいところ恐れ入りますが、提出期限の{date_words(deadline)}までに、ご対応をお願いいたします。"


def _book(line: Line, most: int | None) -> list[str]:
    """The heading of a workbook and a line for each kind of thing that is asked."""
    head = f"■ {line.number} {line.title}({PurePosixPath(line.file).name})"
    if line.found == "missing":
        return [head, "　・ブックがまだ届いていません。"]
    if line.found == "unreadable":
        return [head, "　・ブックを開けないか、読めません。もう一度お送りください。"]
    gaps, count = line.gaps, line.counts
    errors = [_error(p) for p in line.errors]
    asked = [
        ("取組の記入がない単位", gaps.units, "、"),
        ("空欄のある単位(記入が不要なら、そのままで結構です)", gaps.columns, "、"),
        ("今年度の値がない指標", gaps.figures, "、"),
        ("直していただきたい誤り", tuple(errors), "\n　　"),
    ]
    told = [f"　・{words}: {_named(names, most, between)}" for words, names, between in asked if names]
    if count.unanswered:
        told.append(f"　・「前年度からの宿題」で、対応箇所も対応しない理由もない行: {count.unanswered}件")
    if count.preliminary:
        told.append(f"　・速報のままの指標: {count.preliminary}件(確定しましたら、お直しください)")
    if not line.submitted:
        told.append("　・提出の記録(「基本情報」の提出日)がありません。")
    return [head, *told]


def _named(names: Sequence[str], most: int | None, between: str) -> str:
    shown = list(names[:most])
    left = len(names) - len(shown)
    start = between if between.startswith("\n") and shown else ""
    rest = f"{between if shown else ''}{'ほか' if shown else ''}{left}件" if left else ""
    return start + between.join(shown) + rest


def _error(p: Problem) -> str:
    """Where and what. A finding that holds other workbooks against this one may quote them: only where it is told."""
    at = p.origin
    place = "!".join(x for x in (at.sheet, at.cell) if x) if at else ""
    apart = any(other.file != (at.file if at else "") for other in p.also)
    message = "内容は取りまとめ担当にお尋ねください。" if apart else " ".join(p.message.split())
    return f"{place} {message[:_MESSAGE]}{'…' if len(message) > _MESSAGE else ''}".strip()
