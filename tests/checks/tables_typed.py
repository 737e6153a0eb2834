"""Tables for the tests of checks, typed as a person sees them: one line a row, cells between bars."""

from __future__ import annotations

from dataclasses import replace

from readings import with_text
from small import edition

from authoring.edition.model import Axis, Edition, Table, TableCell
from authoring.problems import Origin

__all__ = ["at", "row", "table", "with_tables"]


def row(text: str, role: str = "value", meaning: str = "", *of: str, level: int = 0) -> tuple[str, str, str, tuple]:
    """A row: its label and cells between bars, its role, its meaning, what it is made of."""
    return text, role, meaning, (of, level)


def table(
    columns: list[Axis], *rows, name: str = "状況", unit: str = "", rounding: str = "四捨五入", sign: str = "▲"
) -> Table:
    """A table of those rows; an empty cell is typed in nothing."""
    axes, cells = [], {}
    for number, given in enumerate(rows, 1):
        text, role, meaning, (of, level) = given if isinstance(given, tuple) else row(given)
        label, *texts = text.split("|")
        axes.append(Axis(f"r{number}", (label,), role, meaning, of, level=level))
        for column, shown in zip(columns, texts, strict=True):
            if shown:
                cells[f"r{number}", column.id] = TableCell(shown, at(f"r{number}", column.id))
    return Table(
        "t9", name, "e2", "収納部", unit=unit, rounding=rounding, sign=sign, rows=tuple(axes), columns=tuple(columns),
        cells=cells, origin=Origin("収納部.xlsx", "表"),
    )  # fmt: skip


def at(row_id: str, column_id: str) -> Origin:
    """Where a cell of those tables stands: row and column instead of an address."""
    return Origin("収納部.xlsx", "表", f"{row_id}{column_id}")


def with_tables(*tables: Table, text: str = "", year: int = 2019) -> Edition:
    """The small edition with those tables, each placed, and a text behind them."""
    lines = "\n".join([*(f"{{{{表:{t.name}}}}}" for t in tables), *([text] if text else [])])
    made = with_text(f"〇次のとおりです。\n{lines}", of=edition(year=year))
    return replace(made, tables=(*made.tables, *tables))
