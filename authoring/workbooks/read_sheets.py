"""Read the sheets that are one table, by the same declaration that wrote them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from authoring.problems import Origin, Problem, problem
from authoring.workbooks.layout import Field, Sheet
from authoring.workbooks.raw import RawBook, RawSheet
from authoring.workbooks.sheets import cell
from authoring.workbooks.values import as_number, as_text, plain_text

__all__ = ["ReadRow", "find_sheet", "headings", "read_facts", "read_sheet"]

_TEXTS = ("text", "choice", "id", "show")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: field id -> text, field id -> number, and where its cells stand."""

    file: str
    sheet: str
    row: int
    texts: Mapping[str, str]
    numbers: Mapping[str, Decimal | None]
    columns: Mapping[str, int]

    def text(self, field: str) -> str:
        """The text of a field, "" where it is empty."""
        return self.texts.get(field, "")

    def at(self, field: str) -> Origin:
        """Where a field's cell stands."""
        return Origin(self.file, self.sheet, cell(self.columns[field], self.row))


def find_sheet(book: RawBook, name: str) -> tuple[RawSheet | None, list[Problem]]:
    """A sheet by name; a missing or renamed one is a problem that lists what is there."""
    sheet = book.sheets.get(name)
    if sheet is None:
        there = "、".join(book.sheets)
        return None, [problem("sheet-missing", Origin(book.file, name), name=name, there=there)]
    return sheet, []


def read_sheet(book: RawBook, layout: Sheet, skip: frozenset[str] = frozenset()) -> tuple[list[ReadRow], list[Problem]]:
    """The rows below the headings that hold anything in a field to fill or an id.

    ``skip``: fields that are not read (formulas never are). A moved or renamed column stops the sheet: no guessing.
    """
    sheet, problems = find_sheet(book, layout.name)
    if sheet is None:
        return [], problems
    head = layout.header_row - 1
    problems = headings(book, sheet, layout)
    if problems:
        return [], problems
    columns = {f.id: i for i, f in enumerate(layout.fields)}
    problems += _merged(book, sheet, layout, head)
    rows: list[ReadRow] = []
    wanted = [(i, f) for i, f in enumerate(layout.fields) if f.id not in skip]
    for r in range(head + 1, sheet.last_row + 1):
        texts: dict[str, str] = {}
        numbers: dict[str, Decimal | None] = {}
        for column, field in wanted:
            raw = sheet.cells.get((r, column))
            if raw is None:
                continue
            if (
                field.kind in _TEXTS
                and (text := plain_text(raw)) is not None
                and (not text or not field.choices or text in field.choices)
            ):
                texts[field.id] = text  # nearly every cell
                continue
            at = Origin(book.file, layout.name, cell(column, r))
            if field.kind == "formula":
                if not raw.formula:
                    problems.append(problem("grey-changed", at, what="この欄は式で計算します。"))
                continue
            if field.kind == "number" or (field.kind == "show" and isinstance(raw.value, Decimal)):
                unit = (
                    sheet.at(r, columns["unit"]).value
                    if "unit" in columns and {"decimals", "period"} & columns.keys()
                    else None
                )
                numbers[field.id], found = as_number(raw, at, str(unit or ""))
            else:
                texts[field.id], found = as_text(raw, at)
                found += _choice(field, texts[field.id], at)
            name = sheet.at(r, columns["id"]).value if found and "id" in columns else None
            if name:
                found = [replace(p, place=p.place or f"{name}.{field.id}") for p in found]
            problems += [] if field.locked else found  # a grey cell is not read; a changed one is told by a check
        if any(texts.values()) or any(n is not None for n in numbers.values()):
            rows.append(ReadRow(book.file, layout.name, r, texts, numbers, columns))
    return rows, problems


def _choice(field: Field, text: str, at: Origin) -> list[Problem]:
    if not field.choices or not text or text in field.choices:
        return []
    return [problem("choice-unknown", at, value=text[:30], field=field.heading, choices="・".join(field.choices))]


def headings(book: RawBook, sheet: RawSheet, layout: Sheet) -> list[Problem]:
    """Every heading at its place; one that stands elsewhere was moved, one that is nowhere was changed."""
    head = layout.header_row - 1
    found = {str(sheet.at(head, c).value or ""): c for c in range(len(layout.fields) + 20)}
    problems: list[Problem] = []
    moved: list[tuple[Origin, str, str]] = []
    for column, field in enumerate(layout.fields):
        there = str(sheet.at(head, column).value or "")
        if there == field.heading:
            continue
        at = Origin(book.file, sheet.name, cell(column, head))
        if field.heading in found:
            moved.append((at, field.heading, cell(found[field.heading], head)))
        else:
            problems.append(problem("column-missing", at, heading=field.heading, there=there or "空欄"))
    if moved:  # one column put elsewhere moves others: it is one fault
        at, heading, now = moved[0]
        others = [other for other, _, _ in moved[1:]]
        problems.append(problem("column-moved", at, heading=heading, now=now, also=others))
    return problems


def _merged(book: RawBook, sheet: RawSheet, layout: Sheet, head: int) -> list[Problem]:
    """Merged cells that touch a field to fill: their text can't be told apart, so they are errors."""
    problems = []
    for top, left, bottom, right in sheet.merged:
        inputs = [f for i, f in enumerate(layout.fields) if left <= i <= right and not f.locked]
        if bottom > head and inputs:
            area = f"{cell(left, top)}:{cell(right, bottom)}"
            problems.append(problem("cell-merged", Origin(book.file, sheet.name, cell(left, top)), area=area))
    return problems


def read_facts(book: RawBook, name: str) -> tuple[dict[str, tuple[str, Origin]], list[Problem]]:
    """基本情報: label -> (value, where)."""
    sheet, problems = find_sheet(book, name)
    if sheet is None:
        return {}, problems
    facts: dict[str, tuple[str, Origin]] = {}
    for r in range(3, sheet.last_row + 1):
        label = str(sheet.at(r, 0).value or "")
        at = Origin(book.file, name, cell(1, r))
        value, found = as_text(raw := sheet.at(r, 1), at)
        if label == "提出日" and isinstance(raw.value, datetime.date):  # a date may be one here
            value = raw.value.isoformat()[:10]
        problems += [p for p in found if not (p.code == "value-converted" and label == "提出日")]
        facts[label] = (value, at)
    return facts, problems
