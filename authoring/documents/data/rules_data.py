"""The rules on what stands in the fields: each looks at the opened package and says what breaks it, or ""."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from authoring.documents.data.characters import unguarded
from authoring.documents.data.opened import Formula, Number, Opened, OpenedSheet, number
from authoring.documents.data.rules_form import at
from authoring.documents.data.shape import SHEETS, Field, fields_of
from authoring.edition.periods import fiscal_year_of_period
from authoring.edition.years import print_period

__all__ = ["DATA"]

_PERIOD = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_NAME = re.compile("[a-z][a-z0-9_]*")
_MANY = re.compile(r"[0-9][0-9,.]*[^0-9,.]+[0-9]|[\s、,;]")
_SYMBOLS = re.compile("[▲△▼▽−…※＊†‡〓]")
_F = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"
_KEYS = {
    "indicators": ("indicator_id", "kind", "period"),
    "ratings": ("kind", "item_id", "fiscal_year", "rater", "predecessor_id"),
    "tables": ("table_id", "row_id", "column_id", "value_no"),
    "definitions": ("sheet", "field"),
    "codes": ("code_list", "scope", "code"),
    "rules": ("rule",),
}


def _columns(data: Opened, *types: str) -> Iterator[tuple[OpenedSheet, Field, dict[str, int]]]:
    """The fields of these types; of each, the different texts with the first row (as in Excel) where they stand."""
    for sheet in data.book.sheets.values():
        for field in sheet.fields.values():
            if field.type in types:
                texts = sheet.column(field.name)
                first: dict[str, int] = {}
                for row, text in enumerate(texts, 2):
                    first.setdefault(text, row)
                yield sheet, field, first


def one_datum(data: Opened) -> str:
    """7: a field of numbers, codes or periods holds one of them."""
    for sheet, _, texts in _columns(data, "number", "year", "code", "period"):
        for text, row in texts.items():
            if _MANY.search(text) and not isinstance(text, Number) and not _PERIOD.fullmatch(text):
                return at(sheet, row, text)
    return ""


def blank_is_told(data: Opened) -> str:
    """9: a number where the state says so and nowhere else."""
    sheet = data.book.sheets.get("tables")
    if sheet is None or "state" not in sheet.fields:
        return "tables"
    for row, (state, value, text) in enumerate(sheet.texts("state", "value", "text"), 2):
        if (state == "number") != bool(value) or (state == "text") != bool(text):
            return at(sheet, row, state)
    return ""


def numbers(data: Opened) -> str:
    """15: numbers are stored as numbers."""
    for sheet, field, _ in _columns(data, "number", "year"):
        for row, text in enumerate(sheet.column(field.name), 2):
            if text and not (isinstance(text, Number) and number(text) is not None):
                return at(sheet, row, text)
    return ""


def units_apart(data: Opened) -> str:
    """16: beside every field of values one of units, and no unit within a value."""
    for name in ("indicators", "tables"):
        sheet = data.book.sheets.get(name)
        if sheet is None or not {"value", "unit"} <= sheet.fields.keys():
            return name
        for row, text in enumerate(sheet.column("value"), 2):
            if text and number(text) is None:
                return at(sheet, row, text)
    return ""


def nothing_left_out(data: Opened) -> str:
    """17: what identifies a record stands in each of them."""
    for sheet in data.book.sheets.values():
        for field in sheet.fields.values():
            if field.required and "" in (column := sheet.column(field.name)):
                return at(sheet, column.index("") + 2, field.name)
    return ""


def unique_names(data: Opened) -> str:
    """18: no name twice in a header."""
    for sheet in data.book.sheets.values():
        twice = next((name for name, times in Counter(sheet.header).items() if name and times > 1), "")
        if twice:
            return at(sheet, 1, twice)
    return ""


def _codes(data: Opened) -> dict[str, set[str]]:
    """The codes of each list; those of a scope also as "list scope"."""
    found: dict[str, set[str]] = {}
    sheet = data.book.sheets.get("codes")
    for name, scope, code in sheet.texts("code_list", "scope", "code") if sheet else ():
        for key in (name, f"{name} {scope}"):
            found.setdefault(key, set()).add(code)
    return found


def standard_choices(data: Opened) -> str:
    """19: every code stands in the code table; a letter on the scale of its rater."""
    known = _codes(data)
    for sheet, field, texts in _columns(data, "code"):
        for text, row in texts.items():
            if text and text not in known.get(field.code_list, ()):
                return at(sheet, row, text)
    sheet_ = data.book.sheets.get("ratings")
    for row, (kind, rater, letter) in enumerate(sheet_.texts("kind", "rater", "rating") if sheet_ else (), 2):
        if kind == "rating" and letter not in known.get(f"rating {rater}", ()):
            return at("ratings", row, letter)
    return ""


def no_other(data: Opened) -> str:
    """20: no code is その他, so nothing has to be kept apart from it (a rating's letter or an item is no choice)."""
    sheet = data.book.sheets.get("codes")
    for row, (name, code, title) in enumerate(sheet.texts("code_list", "code", "name_ja") if sheet else (), 2):
        if name not in ("item", "rating", "rater", "edition") and (code == "other" or title.startswith("その他")):
            return at("codes", row, code)
    return ""


def no_formulas(data: Opened) -> str:
    """21: values only."""
    found = (at(*where) for text, where in data.book.places.items() if isinstance(text, Formula))
    tree = (at(sheet) for sheet in data.book.sheets.values() if sheet.tree.find(f".//{_F}") is not None)
    return next(found, "") or next(tree, "")


def names_first(data: Opened) -> str:
    """22: row 1 holds names of fields and nothing else."""
    for sheet in data.book.sheets.values():
        odd = next((name for name in sheet.header if not _NAME.fullmatch(name)), None)
        if odd is not None or not sheet.header:
            return at(sheet, 1, odd or "")
    return ""


def code_table(data: Opened) -> str:
    """23: every list that the definitions name is there."""
    known = _codes(data)
    sheet = data.book.sheets.get("definitions")
    for row, (kind, name) in enumerate(sheet.texts("type", "code_list") if sheet else (), 2):
        if (kind == "code" or name) and not known.get(name):
            return at("definitions", row, name)
    return "" if known else "codes"


def symbols_told(data: Opened) -> str:
    """24: every symbol of the data is explained, and so are those of the printed tables."""
    told = {unguarded(code) for code in _codes(data).get("symbol", ())}
    if missing := {"▲", "-", "…"} - told:
        return at("codes", None, "".join(sorted(missing)))
    for text, where in data.book.places.items():
        if untold := [sign for sign in _SYMBOLS.findall(text) if sign not in told]:
            return at(*where, untold[0])
    return ""


def units_told(data: Opened) -> str:
    """25: a unit in every record with a value, and for every field of numbers."""
    for name in ("indicators", "tables"):
        sheet = data.book.sheets.get(name)
        for row, (value, unit) in enumerate(sheet.texts("value", "unit") if sheet else (), 2):
            if value and not unit:
                return at(name, row, value)
    sheet = data.book.sheets.get("definitions")
    for row, (kind, unit) in enumerate(sheet.texts("type", "unit") if sheet else (), 2):
        if kind in ("number", "year") and not unit:
            return at("definitions", row)
    return ""


def western_years(data: Opened) -> str:
    """26: ISO period, western fiscal year and 和暦 together, and in agreement."""
    for sheet in data.book.sheets.values():
        for row, (period, name, year) in enumerate(sheet.texts("period", "period_ja", "fiscal_year"), 2):
            if "period" in sheet.fields and not _agree(period, name, year):
                return at(sheet, row, period or name)
        for row, (year, name) in enumerate(sheet.texts("fiscal_year", "fiscal_year_ja"), 2):
            if "fiscal_year_ja" in sheet.fields and not _agree(year, name, year):
                return at(sheet, row, name)
    return ""


@lru_cache(maxsize=1 << 12)
def _agree(period: str, name: str, year: str) -> bool:
    if not period:
        return not name and not year
    if not _PERIOD.fullmatch(period):
        return False
    try:
        return print_period(period) == name and str(fiscal_year_of_period(period)) == year
    except ValueError:
        return False


def no_areas(data: Opened) -> str:
    """27: no field tells an area."""
    names = ("area", "pref", "city", "region", "municipality")
    return next((at(s, 1, f) for s in data.book.sheets.values() for f in s.header if f.startswith(names)), "")


def same_format(data: Opened) -> str:
    """28: the fields of this version of the format, in their order."""
    for name in SHEETS:
        sheet = data.book.sheets.get(name)
        if sheet is None or sheet.header != tuple(field.name for field in fields_of(name)):
            return at(name, 1)
    return ""


def defined(data: Opened) -> str:
    """29: every field once in the definitions, with meaning, source and history; names in ASCII."""
    sheet = data.book.sheets.get("definitions")
    if sheet is None:
        return "definitions"
    told = Counter(sheet.texts("sheet", "field"))
    for other in data.book.sheets.values():
        for name in other.header:
            if told[other.name, name] != 1 or not _NAME.fullmatch(name):
                return at(other, 1, name)
    for row, texts in enumerate(sheet.texts("name_ja", "meaning_ja", "source", "history"), 2):
        if not all(texts):
            return at(sheet, row)
    return ""


def long_format(data: Opened) -> str:
    """30: one field of values, no year as a column, no record twice."""
    for name, sheet in data.book.sheets.items():
        wide = next((f for f in sheet.header if re.search("(?:19|20)[0-9]{2}|value.+[0-9]$", f)), "")
        if wide:
            return at(sheet, 1, wide)
        twice = Counter(sheet.texts(*_KEYS.get(name, ()))) if name in _KEYS else Counter()
        if double := next((key for key, times in twice.items() if times > 1), None):
            return at(sheet, None, " ".join(double))
    return ""


DATA = {
    7: one_datum, 9: blank_is_told, 15: numbers, 16: units_apart, 17: nothing_left_out, 18: unique_names,
    19: standard_choices, 20: no_other, 21: no_formulas, 22: names_first, 23: code_table, 24: symbols_told,
    25: units_told, 26: western_years, 27: no_areas, 28: same_format, 29: defined, 30: long_format,
}  # fmt: skip
