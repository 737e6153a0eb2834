"""A table's sheet: facts on top, the keys of columns above and of rows to the left, cells to fill in the middle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from authoring.edition.lookup import linked
from authoring.edition.model import Axis, Indicator, Table
from authoring.edition.periods import fiscal_year_of_period, value_in_year
from authoring.edition.printing import print_value
from authoring.edition.years import print_period
from authoring.workbooks.book import Book, Formula, Value, sheet_name
from authoring.workbooks.layout import AXIS, TABLE_FACTS
from authoring.workbooks.sheets import write_title

__all__ = ["AXIS_ROW", "BODY_COLUMN", "BODY_ROW", "FACT_ROW", "MEANINGS", "ROLES", "write_table"]

# Zero-based places on the sheet; the reader uses the same ones.
FACT_ROW = 3
AXIS_ROW = FACT_ROW + len(TABLE_FACTS) + 1
BODY_ROW = AXIS_ROW + len(AXIS) + 1
BODY_COLUMN = len(AXIS)

ROLES = {
    "value": "値", "target": "目標", "change": "増減", "achievement": "達成率", "share": "構成比", "total": "合計",
    "text": "文字", "header": "見出し",
}  # fmt: skip
MEANINGS = {"relative": "比", "points": "差", "ratio": "割合", "": ""}


def write_table(
    book: Book, table: Table, indicators: Mapping[str, Indicator], addresses: Mapping[str, str], year: int,
    typed: Mapping[tuple[str, ...], Value] | None = None,
) -> str:  # fmt: skip
    """Write the sheet of a table; returns the sheet's name. ``indicators``: by name; ``addresses``: by indicator id.

    ``typed``: what people typed, put back by its key.
    """
    typed = typed or {}
    name = sheet_name(f"表 {table.name or table.id}", book.sheets)
    sheet = book.add(name)
    words = (
        f"文中に1行で {{{{表:{table.name}}}}} と書いた所に印刷されます。" if table.name else "名前を入れると使えます。"
    )
    write_title(book, sheet, f"表 {table.name}".rstrip(), words)
    facts = (table.id, table.name, table.caption, table.corner, table.unit, table.sign, table.rounding)
    label = book.format(bold=True, border=1, bg_color="#DCE3EA")
    for index, (field, fact) in enumerate(zip(TABLE_FACTS, facts, strict=True)):
        book.put(sheet, FACT_ROW + index, 0, field.heading, label)
        sheet.merge_range(FACT_ROW + index, 1, FACT_ROW + index, 6, "", book.fill(field.locked))
        value = typed.get(("表", table.id, "fact", field.id), fact)
        book.put(sheet, FACT_ROW + index, 1, value, book.fill(field.locked))
        if not field.locked:
            book.choose(sheet, (FACT_ROW + index, FACT_ROW + index), 1, asdict(field))
    _write_keys(book, sheet, table, typed)
    for r, row in enumerate(table.rows):
        for c, column in enumerate(table.columns):
            at = (BODY_ROW + r, BODY_COLUMN + c)
            _write_cell(book, sheet, at, table, row, column, indicators, addresses, year, typed)
        text = [(table.cells[row.id, c.id].text, 16) for c in table.columns if (row.id, c.id) in table.cells]
        book.height(sheet, BODY_ROW + r, [*text, *((label, 18) for label in row.labels)])
    for index, field in enumerate(AXIS):
        sheet.set_column(index, index, field.width)
    sheet.set_column(BODY_COLUMN, BODY_COLUMN + max(1, len(table.columns)) - 1, 16)
    sheet.freeze_panes(BODY_ROW, BODY_COLUMN)
    sheet.repeat_rows(AXIS_ROW, BODY_ROW - 1)
    return name


def _write_keys(book: Book, sheet: Any, table: Table, typed: Mapping[tuple[str, ...], Value]) -> None:  # noqa: ANN401
    """The attributes of the columns (a row each, above the body) and of the rows (a column each, left of it)."""
    head = book.format(bold=True, font_color="#FFFFFF", bg_color="#1F4E79", border=1, valign="vcenter")
    side = book.format(bold=True, align="right", border=1, bg_color="#DCE3EA")
    for index, field in enumerate(AXIS):
        sheet.merge_range(AXIS_ROW + index, 0, AXIS_ROW + index, BODY_COLUMN - 1, "", side)
        book.put(sheet, AXIS_ROW + index, 0, f"列の{field.heading} →", side)
        book.put(sheet, BODY_ROW - 1, index, f"行の{field.heading}", head)
        for c, axis in enumerate(table.columns):
            value = typed.get(("表", table.id, "column", axis.id, field.id), _key(axis, field.id))
            book.put(sheet, AXIS_ROW + index, BODY_COLUMN + c, value, book.fill(field.locked))
        for r, axis in enumerate(table.rows):
            value = typed.get(("表", table.id, "row", axis.id, field.id), _key(axis, field.id))
            book.put(sheet, BODY_ROW + r, index, value, book.fill(field.locked))
        if not field.locked and table.columns and table.rows:
            options = asdict(field)
            last = BODY_COLUMN + len(table.columns) - 1
            if options["choices"]:
                source = {"validate": "list", "source": list(field.choices)}
                sheet.data_validation(AXIS_ROW + index, BODY_COLUMN, AXIS_ROW + index, last, source)
            book.choose(sheet, (BODY_ROW, BODY_ROW + len(table.rows) - 1), index, options)
    for c in range(len(table.columns)):
        book.put(sheet, BODY_ROW - 1, BODY_COLUMN + c, "↓ 記入", head)
    sheet.set_row(BODY_ROW - 1, 32)


def _key(axis: Axis, field: str) -> str:
    if field.startswith("label"):
        index = int(field[-1]) - 1
        return axis.labels[index] if index < len(axis.labels) else ""
    return {
        "id": axis.id,
        "role": "" if axis.role == "value" else ROLES[axis.role],
        "meaning": MEANINGS[axis.meaning],
        "of": ",".join(axis.of),
        "indicator": axis.indicator,
        "period": print_period(axis.period) if axis.period else "",
        "level": str(axis.level) if axis.level else "",
    }[field]


def _write_cell(
    book: Book, sheet: Any, at: tuple[int, int], table: Table, row: Axis, column: Axis,  # noqa: ANN401
    indicators: Mapping[str, Indicator], addresses: Mapping[str, str], year: int,
    typed: Mapping[tuple[str, ...], Value],
) -> None:  # fmt: skip
    """A typed cell, or a grey one that shows 指標 (live where the indicator is filled in this workbook)."""
    link = linked(row, column)
    one = indicators.get(link[0]) if link else None
    if link is None or one is None:
        held_text = table.cells.get((row.id, column.id))
        value = typed.get(("表", table.id, "cell", row.id, column.id), held_text.text if held_text else "")
        book.put(sheet, *at, value, book.fill(locked=False))
        return
    held = one.values.get(link[1])
    if (
        one.id in addresses
        and value_in_year(one, year)[0] in (link[1], None)
        and fiscal_year_of_period(link[1]) == year
    ):
        places = "." + "0" * one.decimals if one.decimals else ""
        unit = one.unit.replace('"', "")
        form = book.format(
            border=1, border_color="#9AA5B1", bg_color="#ECEFF3", align="right", num_format=f'#,##0{places}"{unit}"'
        )
        address = addresses[one.id]
        cached: str | float = float(held.value) if held else ""
        book.put(sheet, *at, Formula(f'=IF({address}="","",{address})', cached), form)
    else:
        book.put(sheet, *at, print_value(one, held.value) if held else "", book.fill(locked=True))
