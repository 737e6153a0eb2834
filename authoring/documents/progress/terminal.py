"""How far the workbooks are, on a screen of 80 half-width columns: those furthest behind first, then sums."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Sequence

from authoring.checks.progress import STATES, Line, Progress, total
from authoring.documents.progress.words import SHORT, date_words, days_words, short_date
from authoring.edition.years import fiscal_year_name
from authoring.files.widths import display_width

__all__ = ["table"]

_WIDTH = 80
_OWNER = "担当"
Rows = list[tuple[str, ...]]


def table(found: Progress, today: datetime.date) -> str:
    """The tables of the departments, their sums, and what the Ministry still has to write."""
    until = "提出期限は edition.toml に書けます"
    if found.deadline:
        until = f"提出期限 {date_words(found.deadline)}、{days_words(found.deadline, today)}"
    parts = [f"{fiscal_year_name(found.year)} 記入の進み具合({until})", "", *_books(found)]
    parts += ["", *_owners(found), "", *_sums(found)]
    return "\n".join([*parts, *_ministry(found), *_figures(found), *_others(found)]) + "\n"


def _figures(found: Progress) -> list[str]:
    every, alone = found.figures
    return ["", f"文中の数値 {every}個のうち、ほかのどこにもないもの {alone}個"] if every else []


def _books(found: Progress) -> list[str]:
    head = ("状態", "項目", _OWNER, "記入", "同じ", "速報", "誤り", "注意", "宿題", "提出")
    rows: Rows = []
    for line in found.side("agency"):
        count = line.counts
        figures = ("", *[""] * 5)
        if line.found == "read":
            figures = (
                _of(count.filled, count.empty), _same(found, count.unchanged), _some(count.preliminary),
                _some(count.error), _some(count.warning), _some(count.unanswered),
            )  # fmt: skip
        given = short_date(line.submitted) if line.submitted else "未提出"
        rows.append((SHORT[line.state], line.number, line.owner, *figures, given if line.found == "read" else ""))
    return _drawn(head, rows, left=(0, 1, 2, 9), least={9: 8})


def _owners(found: Progress) -> list[str]:
    head = (_OWNER, "提出", "記入", "同じ", "速報", "誤り", "注意", "宿題")
    rows: Rows = []
    for owner, lines in found.by_owner().items():
        whole = total(lines)
        count = whole.counts
        rows.append(
            (
                owner, f"{whole.submitted}/{whole.books}", _of(count.filled, count.empty),
                _same(found, count.unchanged), _some(count.preliminary), _some(count.error), _some(count.warning),
                _some(count.unanswered),
            )
        )  # fmt: skip
    return _drawn(head, rows, left=(0,))


def _sums(found: Progress) -> list[str]:
    lines = found.side("agency")
    whole = total(lines)
    count = whole.counts
    states = "、".join(f"{SHORT[state]} {n}" for state in STATES if (n := sum(line.state == state for line in lines)))
    compared = f"、前年度から変わった文 {count.changed}、同じ文 {count.unchanged}" if found.compared else ""
    return [
        f"部署 {whole.books}冊(提出 {whole.submitted}): {states}",
        f"  記入 {_of(count.filled, count.empty)}{compared}",
        f"  指標 確定 {count.final}、速報 {count.preliminary}、区分なし {count.unstated}、値なし {count.no_value}、"
        f"回答のない宿題 {count.unanswered}",
        f"  誤り {count.error}、注意 {count.warning}、確認済み {count.set_aside}",
    ]


def _ministry(found: Progress) -> list[str]:
    """Which items lack what: one line for each set of missing parts."""
    lines = [x for x in found.lines if x.side == "ministry"]
    if not lines:
        return []
    done = sum(line.found == "read" and not line.counts.empty for line in lines)
    told = [f"{found.ministry} {len(lines)}項目: 記入済 {done}"]
    missing: dict[str, list[Line]] = {}
    for line in lines:
        words = SHORT[line.found] if line.found != "read" else "、".join(line.gaps.parts)
        if words:
            missing.setdefault(words, []).append(line)
    for words, some in missing.items():
        told += _wrapped(f"  {words}がない: " if some[0].found == "read" else f"  {words}: ", [x.number for x in some])
    return told


def _others(found: Progress) -> list[str]:
    errors, warnings = (sum(p.severity == s and not p.set_aside for p in found.others) for s in ("error", "warning"))
    return [f"ほかのファイル(共通など): 誤り {errors}、注意 {warnings}"] if errors or warnings else []


def _of(filled: int, empty: int) -> str:
    return f"{filled}/{filled + empty}"


def _some(number: int) -> str:
    return str(number) if number else ""


def _same(found: Progress, number: int) -> str:
    return _some(number) if found.compared else "－"


def _drawn(head: tuple[str, ...], rows: Rows, left: Sequence[int], least: dict[int, int] | None = None) -> list[str]:
    """Columns as wide as they have to be; that of the owners gives way where the line would be too long."""
    cells = [tuple(_plain(text) for text in row) for row in [head, *rows]]
    widths = [max(display_width(row[n]) for row in cells) for n in range(len(head))]
    widths = [min(width, (least or {}).get(n, width)) for n, width in enumerate(widths)]
    owner = head.index(_OWNER)
    widths[owner] = max(8, min(widths[owner], _WIDTH - sum(widths) + widths[owner] - (len(head) - 1)))
    drawn = []
    for row in cells:
        texts = (_fit(text, widths[n], n in left) for n, text in enumerate(row))
        drawn.append(" ".join(texts).rstrip())
    return drawn


def _wrapped(start: str, names: Sequence[str]) -> list[str]:
    lines = [start]
    for n, name in enumerate(names):
        piece = name + ("、" if n + 1 < len(names) else "")
        if display_width(lines[-1] + piece) > _WIDTH:
            lines.append("    ")
        lines[-1] += piece
    return lines


def _plain(text: str) -> str:
    return "".join(sign for sign in " ".join(text.split()) if unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))


def _fit(text: str, width: int, left: bool) -> str:
    if display_width(text) > width:
        while text and display_width(text) > width - 2:
            text = text[:-1]
        text += "…"
    room = " " * (width - display_width(text))
    return text + room if left else room + text
