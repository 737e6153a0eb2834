"""Write the sheets that are one table, as the layout declares them; 目次, 記入要領 and 基本情報 follow from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from authoring.workbooks.book import Book, Formula, Value, column_name
from authoring.workbooks.layout import Sheet

__all__ = ["write_contents", "write_facts", "write_guide", "write_sheet", "write_title"]

Row = Mapping[str, Value]


def write_title(book: Book, sheet: Any, title: str, guide: str) -> None:  # noqa: ANN401
    """Title, guide line and the way back, in rows 1 and 2."""
    book.put(sheet, 0, 0, title, book.format(bold=True, font_size=14, text_wrap=False))
    book.put(sheet, 1, 0, guide, book.format(font_color="#4A5563", text_wrap=False))
    sheet.set_row(0, 24)


def write_sheet(
    book: Book, layout: Sheet, rows: Sequence[Row], *, merge: Sequence[tuple[str, int, int]] = (), freeze: int = 1
) -> Any:  # noqa: ANN401
    """Write a sheet of the layout with ``rows`` (field id -> value) and its spare rows.

    ``merge``: (field id, first row, last row) of locked cells that read as one. Returns the sheet.
    """
    sheet = book.add(layout.name)
    write_title(book, sheet, layout.name, layout.guide)
    head = layout.header_row - 1
    total = len(rows) + layout.spare
    for column, field in enumerate(layout.fields):
        sheet.set_column(column, column, field.width)
        tone = {"bg_color": "#5B6775"} if field.locked else {"bg_color": "#1F4E79"}
        form = book.format(bold=True, font_color="#FFFFFF", border=1, valign="vcenter", **tone)
        book.put(sheet, head, column, field.heading, form)
        if total and not field.locked:
            book.choose(sheet, (head + 1, head + total), column, asdict(field))
    covered = {(field, r) for field, first, last in merge for r in range(first + 1, last + 1)}
    for index in range(total):
        row = rows[index] if index < len(rows) else {}
        at = head + 1 + index
        for column, field in enumerate(layout.fields):
            if (field.id, index) not in covered:
                value = row.get(field.id)
                book.put(sheet, at, column, value, book.fill(field.locked, field.kind, _places(row, field.id, value)))
        texts = [
            (str(row[f.id]), f.width)
            for f in layout.fields
            if isinstance(row.get(f.id), str) and not any(m[0] == f.id and m[1] == index for m in merge)
        ]
        book.height(sheet, at, texts)
    for field_id, first, last in merge:
        if last > first:
            column = layout.index(field_id)
            form = book.fill(locked=True)
            sheet.merge_range(head + 1 + first, column, head + 1 + last, column, "", form)
            book.put(sheet, head + 1 + first, column, rows[first].get(field_id), form)
    if total:
        _mark_missing(book, sheet, layout, head + 1, head + total)
        sheet.autofilter(head, 0, head + total, len(layout.fields) - 1)
    sheet.freeze_panes(head + 1, freeze)
    sheet.repeat_rows(head)
    return sheet


def _places(row: Row, field: str, value: Value) -> int | None:
    """The decimals that a figure of 指標 is shown with; the unrounded form keeps all that it has."""
    places = row.get("decimals")
    shown = isinstance(value, Decimal) or field in ("value", "target", "difference")
    return places if isinstance(places, int) and shown and field not in ("exact", "decimals") else None


def _mark_missing(book: Book, sheet: Any, layout: Sheet, first: int, last: int) -> None:  # noqa: ANN401
    """Where a column 状態 says 未記入, it and nothing else is coloured: the words carry the meaning."""
    if not any(f.id == "state" for f in layout.fields):
        return
    column = layout.index("state")
    form = book.highlight()
    options = {"type": "cell", "criteria": "==", "value": '"未記入"', "format": form}
    sheet.conditional_format(first, column, last, column, options)


def missing_formula(cells: Sequence[str], filled: bool, words: str = "未記入") -> Formula:
    """A live 「未記入」 while all of ``cells`` (A1 addresses or ranges) are empty."""
    return Formula(f'=IF(COUNTA({",".join(cells)})=0,"{words}","")', "" if filled else words)


def cell(column: int, row: int, absolute: bool = False) -> str:
    """The A1 address of a zero-based cell."""
    return f"${column_name(column)}${row + 1}" if absolute else f"{column_name(column)}{row + 1}"


def write_facts(book: Book, name: str, facts: Sequence[tuple[str, Value, bool]]) -> None:
    """基本情報: (label, value, locked) lines from row 4."""
    sheet = book.add(name)
    write_title(book, sheet, name, "灰色の欄は書きかえません。提出するときに、下の白い欄に記入します。")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 50)
    for index, (label, value, locked) in enumerate(facts):
        book.put(sheet, 3 + index, 0, label, book.format(bold=True, border=1, bg_color="#DCE3EA"))
        book.put(sheet, 3 + index, 1, value, book.fill(locked))
    sheet.repeat_rows(0)


def write_guide(book: Book, sheets: Sequence[Sheet], lines: Sequence[str]) -> None:
    """記入要領: how to fill, and every column to fill with its help, taken from the layout."""
    sheet = book.add("記入要領")
    write_title(book, sheet, "記入要領", "このブックの記入のしかたです。")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 2, 80)
    at = 3
    for line in lines:
        sheet.merge_range(at, 0, at, 2, "", book.format())
        book.put(sheet, at, 0, line, book.format())
        book.height(sheet, at, [(line, 120)])
        at += 1
    at += 1
    for column, word in enumerate(("シート", "列", "記入のしかた")):
        book.put(sheet, at, column, word, book.format(bold=True, font_color="#FFFFFF", bg_color="#1F4E79", border=1))
    for each in sheets:
        for field in each.fields:
            if field.locked:
                continue
            at += 1
            choices = f"選択:{'・'.join(field.choices)}。" if field.choices else ""
            words = choices + field.help
            for column, word in enumerate((each.name, field.heading, words)):
                book.put(sheet, at, column, word, book.format(border=1))
            book.height(sheet, at, [(words, 80), (field.heading, 24)])


def write_contents(book: Book, title: str, entries: Sequence[tuple[str, str]]) -> Any:  # noqa: ANN401
    """目次: links to (sheet, purpose), written last but placed first by the caller."""
    sheet = book.sheets["目次"]
    write_title(
        book, sheet, title, "シートの名をクリックすると開きます。白いセルに記入し、灰色のセルは書きかえません。"
    )
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    link = book.format(font_color="#0B5394", underline=1, border=1)
    for index, (name, purpose) in enumerate(entries):
        quoted = name.replace("'", "''")
        if sheet.write_url(3 + index, 0, f"internal:'{quoted}'!A1", link, name) not in (0, None):
            raise ValueError(name)
        book.put(sheet, 3 + index, 1, purpose, book.format(border=1))
    return sheet
