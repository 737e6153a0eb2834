"""Cells to values: text, numbers and choices, with everything that Excel or a hand did to them told as problems."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from authoring.edition.quantities import format_number, has_full_width, parse_number
from authoring.edition.years import ERAS, era_year_name
from authoring.files.texts import clean_text, is_clean
from authoring.problems import Origin, Problem, problem
from authoring.workbooks.raw import RawCell, RawValue

__all__ = ["PERCENT", "as_number", "as_text", "likely_original", "plain_text"]

_PLACES = re.compile(r"0\.(0+)")
_LEAST, _MOST = -30, 24  # powers of ten beyond which no figure of a document lies
PERCENT = ("%", "％")
_QUOTED = re.compile(r'\[[^\]]*\]|"|\\|;.*')  # language, quotation marks and further sections of a number format
_ERA = re.compile(r"g+|e+", re.IGNORECASE)


def _troubles(cell: RawCell, at: Origin) -> list[Problem]:
    """What makes a cell unreadable whatever should stand in it."""
    if cell.error:
        return [problem("cell-error", at, error=cell.error)]
    if cell.formula and cell.value is None:
        return [problem("formula-uncached", at)]
    if isinstance(cell.value, (bool, datetime.date, datetime.time, datetime.timedelta)):
        return [problem("value-converted", at, value=_shown(cell.value), original=likely_original(cell))]
    if cell.formula:
        return [problem("formula-in-input", at)]
    return []


def likely_original(cell: RawCell) -> str:
    """What was probably typed before Excel made a date, a time or a truth value of it, told from the number format."""
    value = cell.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, datetime.time):
        return f"{value.hour}:{value.minute:02d}"
    if isinstance(value, datetime.date):
        return _typed_date(value, _QUOTED.sub("", cell.number_format).lower())
    return str(value)


def _typed_date(value: datetime.date, form: str) -> str:
    """A date as the format says that it was typed: with an era, a year, a day or a time only where it has one."""
    clock = f"{value.hour}:{value.minute:02d}" if isinstance(value, datetime.datetime) and "h" in form else ""
    if clock and "y" not in form and "d" not in form:
        return clock
    sign = "年" in form
    if _ERA.search(form) and value.year > ERAS[0].start.year:
        name = era_year_name(value.date() if isinstance(value, datetime.datetime) else value)
        return f"{name}{value.month}月{value.day}日" if sign else f"{_short(name)}.{value.month}.{value.day}"
    if "y" in form and "d" in form:
        day = f"{value.year}年{value.month}月{value.day}日" if sign else f"{value.year}/{value.month}/{value.day}"
        return f"{day} {clock}".strip()
    if "y" in form:
        return f"{value.year}年{value.month}月" if sign else f"{value.year}/{value.month}"
    return f"{value.month}-{value.day} または {value.month}/{value.day}"


def _short(name: str) -> str:
    """R1 for 令和元年."""
    era = next(e for e in ERAS if name.startswith(e.name))
    return era.letter + name[len(era.name) :].rstrip("年").replace("元", "1")


def _shown(value: RawValue) -> str:
    """How Excel shows it, near enough to be found again."""
    if isinstance(value, datetime.datetime):
        clock = f" {value.hour}:{value.minute:02d}" if value.time() != datetime.time() else ""
        return f"{value.year}年{value.month}月{value.day}日{clock}"
    return str(value)


def plain_text(cell: RawCell) -> str | None:
    """The text of a cell that was typed as text and needs no cleaning (nearly every cell), else None."""
    value = cell.value
    if type(value) is not str or cell.formula or cell.error or not is_clean(value):
        return None
    return value.strip("\n ")


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
    if not _LEAST < value.adjusted() < _MOST:
        return str(value), [problem("number-too-long", at, value=str(value))]
    match = _PLACES.search(form)
    if "%" in form:
        places = len(match.group(1)) if match else 0
        text = format_number(value * 100, places) + "%"
        return text, [problem("percent-stored", at, value=str(value), read=text)]
    places = len(match.group(1)) if match else max(0, -int(value.normalize().as_tuple().exponent))
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
        if not _LEAST < cell.value.adjusted() < _MOST:
            return None, [problem("not-a-number", at, value=str(cell.value))]
        if len(cell.value.as_tuple().digits) > 15:
            return cell.value, [problem("number-too-long", at, value=str(cell.value))]
        if "%" in cell.number_format and unit in PERCENT:
            read = (cell.value * 100).normalize()
            return read, [problem("percent-stored", at, value=str(cell.value), read=f"{read:f}%")]
        return cell.value, []
    text, _ = clean_text(str(cell.value))
    text = text.strip()
    if not text:
        return None, []
    suffix = next((u for u in ((unit, *PERCENT) if unit in PERCENT else (unit,)) if u and text.endswith(u)), "")
    bare = text.removesuffix(suffix).rstrip()
    number = parse_number(bare)
    if number is None:
        return None, [problem("not-a-number", at, value=text[:40])]
    found = [problem("digits-full-width", at, value=text, read=f"{number:f}")] if has_full_width(text) else []
    return number, found
