"""What a data package is: its sheets and their fields, declared once (``fields.toml``), and a sheet's records."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["CSV_SHEETS", "SHEETS", "VERSION", "Field", "Record", "Sheet", "Value", "declared", "fields_of", "sheet_of"]

VERSION = 1
"""Of the data format; a field added, dropped or moved makes the next one (RULES.md, Data 28)."""

CSV_SHEETS = ("indicators", "ratings", "tables", "definitions", "codes")
SHEETS = (*CSV_SHEETS, "rules")

Value = str | Decimal | int | None
Record = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A column. ``type``: id, text, number, code, year, period; ``required``: never blank; ``width`` in letters."""

    name: str
    type: str
    name_ja: str
    meaning_ja: str
    source: str
    unit: str = ""
    code_list: str = ""
    required: bool = False
    width: int = 12

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers."""
        return self.type in ("number", "year")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's records, each as long as its fields. ``signs``: of record n, how a negative number is printed."""

    name: str
    records: tuple[Record, ...]
    signs: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """Its columns in order."""
        return fields_of(self.name)


def declared(name: str) -> dict[str, Any]:
    """A declaration that lies beside this file, parsed."""
    return tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))


@cache
def _all_fields() -> dict[str, tuple[Field, ...]]:
    return {
        sheet: tuple(Field(name=name, **told) for name, told in fields.items())
        for sheet, fields in declared("fields.toml").items()
    }


def fields_of(sheet: str) -> tuple[Field, ...]:
    """The columns of a sheet in order."""
    return _all_fields()[sheet]


def sheet_of(name: str, records: Iterable[Mapping[str, Value]]) -> Sheet:
    """A sheet of records by field name; a field that a record does not name is blank.

    Raises:
        KeyError: a record names a field that the sheet has not.
    """
    names = [field.name for field in fields_of(name)]
    made = []
    for record in records:
        if unknown := record.keys() - set(names):
            raise KeyError(f"{name}: {', '.join(sorted(unknown))}")
        made.append(tuple(record.get(field) for field in names))
    return Sheet(name, tuple(made))
