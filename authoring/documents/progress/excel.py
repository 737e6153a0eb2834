"""The workbook of ``status``: 進捗 (one line a workbook, filterable), 合計, and 依頼文 (a text a department)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from authoring.checks.filled import Counts
from authoring.checks.progress import Line, Progress, State, Total, total
from authoring.documents.progress.reminders import needed, reminder
from authoring.documents.progress.words import STATE_WORDS, date_words, missing_words
from authoring.edition.years import fiscal_year_name
from authoring.files.widths import lines_of
from authoring.workbooks.book import Book, Value

__all__ = ["render_progress"]

_HEAD_ROW = 2
_EDGE: dict[str, Any] = {"border": 1, "border_color": "#9AA5B1"}
_HEAD: dict[str, Any] = {**_EDGE, "bold": True, "bg_color": "#DCE6F1", "align": "center", "valign": "vcenter"}
_NUMBER = {"align": "right", "num_format": "#,##0;-#,##0;;@"}  # nought is left out: what is not there needs no look
_COLOURS: dict[State, str] = {
    "missing": "#F4B6AE",
    "unreadable": "#F4B6AE",
    "untouched": "#FFD966",
    "filling": "#FFF2CC",
    "doubtful": "#F8CBAD",
    "unsubmitted": "#DDEBF7",
    "done": "#D5E8D4",
}
_TEXT_WIDTH = 112
_MOST_LINES = 23  # as many lines as one row of Excel shows

# In the order of the columns; what stands after the printed ones is for whoever wants to know more.
_LINES = (
    ("状態", 14), ("項目", 8), ("表題", 28), ("担当", 20), ("提出", 11), ("記入済", 7), ("空欄", 6), ("速報", 6),
    ("誤り", 6), ("注意", 6), ("宿題の残り", 7), ("足りないもの", 44), ("提出者の役職", 14), ("記入単位", 6),
    ("前年度から変更", 8), ("前年度と同じ", 8), ("確定", 6), ("区分なし", 6), ("値なし", 6), ("確認済み", 6),
    ("ファイル", 26),
)  # fmt: skip
_PRINTED = 12
_SUMS = (
    ("ブック", 8), ("提出", 8), ("記入単位", 8), ("記入済", 8), ("空欄", 8), ("前年度から変更", 10),
    ("前年度と同じ", 10), ("速報", 8), ("確定", 8), ("区分なし", 8), ("値なし", 8), ("誤り", 8), ("注意", 8),
    ("確認済み", 8), ("宿題の残り", 8),
)  # fmt: skip


def render_progress(found: Progress, today: datetime.date) -> bytes:
    """The workbook (xlsx). ``today`` decides only whether a reminder says that the deadline has passed.

    Raises:
        ValueError: XlsxWriter refused a cell (nothing may be lost silently).
    """
    book = Book(f"{fiscal_year_name(found.year)} 進捗")
    _draw_lines(book, found)
    _draw_sums(book, found)
    _draw_reminders(book, found, today)
    return book.bytes()


def _above(book: Book, sheet: Any, title: str, note: str) -> None:  # noqa: ANN401 - XlsxWriter is untyped
    book.put(sheet, 0, 0, title, book.format(bold=True, font_size=13, text_wrap=False))
    book.put(sheet, 1, 0, note, book.format(font_color="#4A5563", text_wrap=False))
    sheet.set_row(0, 22)


def _heads(book: Book, sheet: Any, row: int, columns: Sequence[tuple[str, int]]) -> None:  # noqa: ANN401
    for at, (heading, _) in enumerate(columns):
        book.put(sheet, row, at, heading, book.format(**_HEAD))
    book.height(sheet, row, columns)


def _draw_lines(book: Book, found: Progress) -> None:
    sheet = book.add("進捗")
    until = f"提出期限 {date_words(found.deadline)}。" if found.deadline else "提出期限は edition.toml に書けます。"
    note = (
        until + "遅れているものから並べています。部署の後に主務省の行があります。印刷は「足りないもの」の列までです。"
    )
    _above(book, sheet, f"{fiscal_year_name(found.year)} 記入の進み具合", note)
    for at, (_, width) in enumerate(_LINES):
        sheet.set_column(at, at, width)
    _heads(book, sheet, _HEAD_ROW, _LINES)
    lines = [*found.side("agency"), *found.side("ministry")]
    for row, line in enumerate(lines, _HEAD_ROW + 1):
        texts = _line(found, line)
        for at, value in enumerate(texts):
            look = dict(_EDGE)
            if at == 0:
                look |= {"bg_color": _COLOURS[line.state], "bold": True, "align": "center"}
            elif isinstance(value, int):
                look |= _NUMBER
            elif value == "未提出":
                look |= {"font_color": "#9C2A10"}
            book.put(sheet, row, at, value, book.format(**look))
        book.height(sheet, row, [(str(v), w) for v, (_, w) in zip(texts, _LINES, strict=True) if isinstance(v, str)])
    sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(1, len(lines)), len(_LINES) - 1)
    sheet.print_area(0, 0, _HEAD_ROW + len(lines), _PRINTED - 1)
    sheet.freeze_panes(_HEAD_ROW + 1, 4)
    sheet.repeat_rows(_HEAD_ROW)


def _line(found: Progress, line: Line) -> list[Value]:
    """The cells of a row. Of a workbook that can't be read only its problems and what it should hold are known."""
    read, count = line.found == "read", line.counts
    given = (line.submitted or "未提出") if read else ""
    known = _figures(found, count)
    if not read:
        known = {name: known[name] if name in ("記入単位", "誤り", "注意", "確認済み") else "" for name in known}
    texts: dict[str, Value] = {
        "状態": STATE_WORDS[line.state], "項目": line.number, "表題": line.title, "担当": line.owner, "提出": given,
        "提出者の役職": line.role, "足りないもの": missing_words(line) if read else "",
        "ファイル": line.file.removeprefix("inputs/"),
    }  # fmt: skip
    cells = texts | known
    return [cells[heading] for heading, _ in _LINES]


def _figures(found: Progress, count: Counts) -> dict[str, Value]:
    """The figures by their headings."""
    changed, same = (count.changed, count.unchanged) if found.compared else ("－", "－")
    return {
        "記入単位": count.units, "記入済": count.filled, "空欄": count.empty, "前年度から変更": changed,
        "前年度と同じ": same, "速報": count.preliminary, "確定": count.final, "区分なし": count.unstated,
        "値なし": count.no_value, "誤り": count.error, "注意": count.warning, "確認済み": count.set_aside,
        "宿題の残り": count.unanswered,
    }  # fmt: skip


def _draw_sums(book: Book, found: Progress) -> None:
    """Below each other: a line a department, a line an item, each with the departments' workbooks only."""
    sheet = book.add("合計")
    _above(book, sheet, f"{fiscal_year_name(found.year)} 合計", "部署のブックの合計です(主務省の分を除きます)。")
    sheet.set_column(0, 0, 56)
    for at, (_, width) in enumerate(_SUMS, 1):
        sheet.set_column(at, at, width)
    row = _HEAD_ROW
    agency = found.side("agency")
    items = {f"{x[0].number} {x[0].title}".strip(): total(x) for x in found.by_item().values()}
    owners = {owner: total(x) for owner, x in found.by_owner().items()}
    for heading, sums in (("担当", owners), ("項目", items), ("全体", {"すべて": total(agency)})):
        _heads(book, sheet, row, ((heading, 56), *_SUMS))
        for name, whole in sums.items():
            row += 1
            for at, value in enumerate([name, *_sums(found, whole)]):
                look = _EDGE | (_NUMBER if isinstance(value, int) else {})
                book.put(sheet, row, at, value, book.format(**look))
            book.height(sheet, row, [(name, 56)])
        row += 2
    sheet.freeze_panes(_HEAD_ROW, 1)


def _sums(found: Progress, whole: Total) -> list[Value]:
    return [whole.books, whole.submitted, *_figures(found, whole.counts).values()]


def _draw_reminders(book: Book, found: Progress, today: datetime.date) -> None:
    """A row a department. The text may be changed before it is sent: its cells are not locked."""
    sheet = book.add("依頼文")
    note = "そのまま送れる文です。送る前に書きかえられます。主務省の評定や文は入っていません。"
    _above(book, sheet, f"{fiscal_year_name(found.year)} 部署への依頼文", note)
    columns = (("担当", 22), ("依頼", 8), ("ブック", 7), ("依頼文", _TEXT_WIDTH))
    for at, (_, width) in enumerate(columns):
        sheet.set_column(at, at, width)
    _heads(book, sheet, _HEAD_ROW, columns)
    row = _HEAD_ROW + 1
    for owner, lines in found.by_owner().items():
        text = reminder(found, owner, today)
        row += _draw_reminder(book, sheet, row, (owner, sum(map(needed, lines)), text))
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.repeat_rows(_HEAD_ROW)


def _draw_reminder(book: Book, sheet: Any, row: int, told: tuple[str, int, str]) -> int:  # noqa: ANN401
    """One department; a text that is higher than a row of Excel may be gets several rows, merged. How many it took."""
    owner, asked, text = told
    look = {**_EDGE, "bg_color": _COLOURS["filling" if text else "done"], "align": "center"}
    open_ = book.format(**_EDGE, locked=False, num_format="@")
    cells: list[tuple[Value, Any]] = [
        (owner, book.format(**_EDGE)), ("あり" if text else "なし", book.format(**look)),
        (asked, book.format(**_EDGE, align="right")), (text or "お願いすることはありません。", open_),
    ]  # fmt: skip
    lines = lines_of(text, _TEXT_WIDTH)
    rows = max(1, -(-lines // _MOST_LINES))
    for column, (value, form) in enumerate(cells):
        if rows > 1:
            sheet.merge_range(row, column, row + rows - 1, column, "", form)
        book.put(sheet, row, column, value, form)
    for each in range(rows):
        book.height(sheet, row + each, [("\n" * (-(-lines // rows) - 1) + " ", _TEXT_WIDTH)])
    return rows
