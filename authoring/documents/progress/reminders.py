"""The text to send to a department: what is missing, until when. Nothing of the Ministry's, no person's name."""

from __future__ import annotations

import datetime
from pathlib import PurePosixPath

from authoring.checks.progress import Line, Progress
from authoring.documents.progress.words import date_words
from authoring.edition.years import fiscal_year_name
from authoring.problems import Problem

__all__ = ["needed", "reminder"]

_MESSAGE = 70  # signs of a problem's message
_LONGEST = 30_000  # signs; Excel holds 32,767 in a cell
_CLOSING = """
提出の際は、各ブックの「基本情報」に提出日と提出者の役職を記入してください。
行き違いですでにご提出いただいている場合は、ご容赦ください。"""


def needed(line: Line) -> bool:
    """Whether anything is asked of the owner: all but what is handed in without a fault."""
    return line.side == "agency" and line.state != "done"


def reminder(found: Progress, owner: str, today: datetime.date) -> str:
    """The text for a department, as long as one cell of Excel holds; "" where nothing is asked of it."""
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
        told += _book(line)
    text = "\n".join(told)
    if len(text) > _LONGEST:
        text = text[: text.rindex("\n", 0, _LONGEST)] + "\n　・以下は略します。authoring check の表示でご確認ください。"
    return f"{text}\n{_CLOSING}"


def _when(deadline: datetime.date | None, today: datetime.date) -> str:
    if deadline is None:
        return "お忙しいところ恐れ入りますが、ご対応をお願いいたします。"
    if today > deadline:
        passed = f"提出期限の{date_words(deadline)}を過ぎております。"
        return passed + "お忙しいところ恐れ入りますが、至急ご対応をお願いいたします。"
    return f"お忙しいところ恐れ入りますが、提出期限の{date_words(deadline)}までに、ご対応をお願いいたします。"


def _book(line: Line) -> list[str]:
    """The heading of a workbook and a line for each kind of thing that is asked."""
    head = f"■ {line.number} {line.title}({PurePosixPath(line.file).name})"
    if line.found == "missing":
        return [head, "　・ブックがまだ届いていません。"]
    if line.found == "unreadable":
        return [head, "　・ブックを開けないか、読めません。もう一度お送りください。"]
    gaps, count = line.gaps, line.counts
    asked = [
        ("取組の記入がない単位", "、".join(gaps.units)),
        ("空欄のある単位(記入が不要なら、そのままで結構です)", "、".join(gaps.columns)),
        ("本文の記入がない場所", "、".join(gaps.parts)),
        ("今年度の値がない指標", "、".join(gaps.figures)),
        ("直していただきたい誤り", "".join(f"\n　　{_error(p)}" for p in line.errors)),
    ]
    told = [f"　・{words}: {names}" for words, names in asked if names]
    if count.unanswered:
        told.append(f"　・「前年度からの宿題」で、対応箇所も対応しない理由もない行: {count.unanswered}件")
    if count.preliminary:
        told.append(f"　・速報のままの指標: {count.preliminary}件(確定しましたら、お直しください)")
    if not line.submitted:
        told.append("　・提出の記録(「基本情報」の提出日)がありません。")
    return [head, *told]


def _error(p: Problem) -> str:
    """Where and what. A finding that holds other workbooks against this one may quote them: only where it is told."""
    at = p.origin
    place = "!".join(x for x in (at.sheet, at.cell) if x) if at else ""
    apart = any(other.file != (at.file if at else "") for other in p.also)
    message = "内容は取りまとめ担当にお尋ねください。" if apart else " ".join(p.message.split())
    return f"{place} {message[:_MESSAGE]}{'…' if len(message) > _MESSAGE else ''}".strip()
