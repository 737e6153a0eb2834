"""Words for the states of workbooks, for dates and for what is missing; the same on the terminal and in Excel."""

from __future__ import annotations

import datetime

from authoring.checks.progress import Line, State
from authoring.edition.years import parse_date, print_period

__all__ = ["SHORT", "STATE_WORDS", "date_words", "days_words", "missing_words", "short_date"]

STATE_WORDS: dict[State, str] = {
    "missing": "ファイルなし",
    "unreadable": "読めない",
    "untouched": "未着手",
    "filling": "記入中",
    "doubtful": "提出済・要確認",
    "unsubmitted": "記入済・未提出",
    "done": "完了",
}
SHORT: dict[State, str] = STATE_WORDS | {"doubtful": "要確認", "unsubmitted": "記入済"}


def date_words(day: datetime.date) -> str:
    """令和3年6月30日."""
    return print_period(day.isoformat())


def days_words(deadline: datetime.date, today: datetime.date) -> str:
    """あと12日, 今日, 3日過ぎています."""
    days = (deadline - today).days
    return f"あと{days}日" if days > 0 else "今日" if days == 0 else f"{-days}日過ぎています"


def short_date(typed: str) -> str:
    """R3.6.30 for a date; what is none stays as it was typed."""
    day = parse_date(typed)
    if day is None:
        return typed
    era = print_period(day.isoformat())
    letters = {"令和": "R", "平成": "H"}
    year = era[2 : era.index("年")].replace("元", "1")
    return f"{letters.get(era[:2], era[:2])}{year}.{day.month}.{day.day}"


def missing_words(line: Line) -> str:
    """What is missing in a workbook, in one sentence; "" where nothing is."""
    gaps = line.gaps
    parts = [
        ("記入のない単位: ", gaps.units),
        ("空欄: ", gaps.columns),
        ("値のない指標: ", gaps.figures),
        ("記入のない場所: " if line.side == "agency" else "", gaps.parts),
    ]
    words = [lead + "、".join(names) for lead, names in parts if names]
    if line.counts.unanswered:
        words.append(f"回答のない宿題: {line.counts.unanswered}件")
    return "\n".join(words)
