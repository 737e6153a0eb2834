"""Cells to values: text, numbers and choices, with everything that Excel or a hand did to them told as problems."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from authoring.edition.quantities import format_number, has_full_width, parse_number
from authoring.files.texts import clean_text
from authoring.problems import Origin, Problem, problem
from authoring.workbooks.raw import RawCell

__all__ = ["as_number", "as_text", "likely_original"]

_PLACES = re.compile(r"0\.(0+)")


def _troubles(cell: RawCell, at: Origin) -> list[Problem]:
    """What makes a cell unreadable whatever should stand in it."""
    if cell.error:
        return [problem("cell-error", at, error=cell.error)]
    if cell.formula and cell.value is None:
        return [problem("formula-uncached", at)]
    if cell.formula:
        return [problem("formula-in-input", at)]
    if isinstance(cell.value, (bool, datetime.date, datetime.time, datetime.timedelta)):
        return [problem("value-converted", at, value=_shown(cell), original=likely_original(cell))]
    return []


def likely_original(cell: RawCell) -> str:
    """What was probably typed before Excel made a date, a time or a truth value of it."""
    value, form = cell.value, cell.number_format
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        if (value.hour, value.minute) != (0, 0):
            return f"{value.hour}:{value.minute:02d}"
        if "y" in form.lower() and "d" in form.lower():
            return f"{value.year}/{value.month}/{value.day}"
        return f"{value.month}-{value.day} または {value.month}/{value.day}"
    if isinstance(value, datetime.date):
        return f"{value.month}-{value.day} または {value.month}/{value.day}"
    if isinstance(value, datetime.time):
        return f"{value.hour}:{value.minute:02d}"
    if isinstance(value, datetime.timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(value)


def _shown(cell: RawCell) -> str:
    value = cell.value
    if isinstance(value, datetime.datetime):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def as_text(cell: RawCell, at: Origin) -> tuple[str, list[Problem]]:
    """The text of a cell, cleaned; a number that was typed where text may stand is printed as Excel shows it."""
    if cell.value is None and not cell.formula:
        return "", []
    troubles = [t for t in _troubles(cell, at) if t.code != "formula-in-input"]
    if troubles:
        return "", troubles
    if isinstance(cell.value, Decimal):
        return _number_text(cell, at)
    text, changes = clean_text(str(cell.value))
    text = text.strip("\n ")
    found = [problem("text-cleaned", at, changes="、".join(changes))] if changes and set(changes) - {"改行"} else []
    if cell.formula:
        # A result that has a value is what its author sees; it is read, and told, since it is gone when the source is.
        found.append(problem("formula-read", at, value=text[:30]))
    return text, found


def _number_text(cell: RawCell, at: Origin) -> tuple[str, list[Problem]]:
    assert isinstance(cell.value, Decimal)  # noqa: S101 - the caller looked
    form, value = cell.number_format, cell.value
    match = _PLACES.search(form)
    if "%" in form:
        places = len(match.group(1)) if match else 0
        text = format_number(value * 100, places) + "%"
        return text, [problem("percent-stored", at, value=str(value), read=text)]
    places = len(match.group(1)) if match else max(0, -int(value.normalize().as_tuple().exponent))  # type: ignore[arg-type]
    text = format_number(value, places)
    return (text if "," in form or form == "General" else text.replace(",", "")), []


def as_number(cell: RawCell, at: Origin, unit: str = "") -> tuple[Decimal | None, list[Problem]]:
    """A number; text that reads as one is taken, full-width digits are told; anything else is a problem."""
    if cell.value is None and not cell.formula:
        return None, []
    troubles = _troubles(cell, at)
    if troubles:
        return None, troubles
    if isinstance(cell.value, Decimal):
        if len(cell.value.as_tuple().digits) > 15:
            return cell.value, [problem("number-too-long", at, value=str(cell.value))]
        if "%" in cell.number_format and unit in ("%", "%"):
            read = (cell.value * 100).normalize()
            return read, [problem("percent-stored", at, value=str(cell.value), read=f"{read:f}%")]
        return cell.value, []
    text, _ = clean_text(str(cell.value))
    text = text.strip()
    if not text:
        return None, []
    bare = text[: -len(unit)].rstrip() if unit and text.endswith(unit) else text
    number = parse_number(bare)
    if number is None:
        return None, [problem("not-a-number", at, value=text[:40])]
    found = [problem("digits-full-width", at, value=text, read=f"{number:f}")] if has_full_width(text) else []
    return number, found
