"""data.xlsx: names in row 1, records from row 2, values only; nothing merged, hidden, drawn or coloured.

XlsxWriter makes the workbook and its sheets; the cells are poured into them here: all of one plain kind, some forty
thousand, in a tenth of its time, and a number with all its digits, as in the CSV file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

from xlsxwriter import Workbook

from authoring.documents.data.shape import Sheet, Value
from authoring.files.archives import core_properties, zip_parts
from authoring.workbooks.book import column_name

__all__ = ["workbook_bytes"]

_CORE, _STRINGS = "docProps/core.xml", "xl/sharedStrings.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SIGN = "▲"
_LANDSCAPE_A4 = 9
_LONGEST = 32767  # letters in a cell (Excel specifications and limits)
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # ECMA-376 part 1, 22.4.2.4
_DIMENSION = re.compile('<dimension ref="[^"]*"/>')
_DATA = re.compile("<sheetData>.*</sheetData>|<sheetData/>", re.DOTALL)


def workbook_bytes(sheets: Sequence[Sheet], title: str, agency: str) -> bytes:
    """The workbook; equal sheets give equal bytes.

    A negative number is shown with the sign of its table by its number format, and stays a number.

    Raises:
        ValueError: a text is longer than Excel's 32,767 letters.
    """
    formats = list(dict.fromkeys(f for sheet in sheets for f in _formats(sheet)))
    parts, styles = _skeleton(sheets, formats, title, agency)
    strings: dict[str, int] = {}
    for number, sheet in enumerate(sheets, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        parts[name] = _filled(parts[name].decode(), sheet, strings, styles).encode()
    parts[_STRINGS] = _shared(strings).encode()
    # XlsxWriter can't set the language, and dates the file today.
    return zip_parts(parts | {_CORE: core_properties(title, agency)})


def _skeleton(
    sheets: Sequence[Sheet], formats: Iterable[str], title: str, agency: str
) -> tuple[dict[str, bytes], Mapping[str, int]]:
    """The parts of a workbook with empty sheets, and the index of each number format in its styles."""
    out = io.BytesIO()
    options = {"in_memory": True, "default_format_properties": {"font_name": "Arial", "font_size": 10}}
    book = Workbook(out, options)
    book.set_properties({"title": title, "company": agency})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        page.set_landscape()
        page.set_paper(_LANDSCAPE_A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.freeze_panes(1, 0)
        page.ignore_errors({"number_stored_as_text": f"A1:{column_name(len(sheet.fields) - 1)}1048576"})  # periods
        for column, field in enumerate(sheet.fields):
            page.set_column(column, column, max(field.width, len(field.name) + 2))
        page.write_string(0, 0, sheet.fields[0].name)  # so that there is a part for the strings
    made = {name: book.add_format({"num_format": name}) for name in formats}
    for row, form in enumerate(made.values(), 1):
        book.worksheets()[0].write_number(row, 0, 0, form)  # only a format in use is written
    book.close()
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return parts, {name: form.xf_index for name, form in made.items()}


def _filled(part: str, sheet: Sheet, strings: dict[str, int], styles: Mapping[str, int]) -> str:
    """The XML of a sheet with its cells."""
    letters = [column_name(n) for n in range(len(sheet.fields))]
    rows = ["".join(_text(f"{at}1", field.name, strings) for at, field in zip(letters, sheet.fields, strict=True))]
    for number, (record, sign) in enumerate(zip(sheet.records, _signs(sheet), strict=True), 2):
        cells = []
        for at, value in zip(letters, record, strict=True):
            if isinstance(value, str):
                if value:
                    cells.append(_text(f"{at}{number}", value, strings))
            elif value is not None:
                style = styles[_number_format(value, sign)]
                cells.append(f'<c r="{at}{number}" s="{style}"><v>{value:f}</v></c>' if isinstance(value, Decimal)
                             else f'<c r="{at}{number}" s="{style}"><v>{value}</v></c>')  # fmt: skip
        rows.append("".join(cells))
    data = "".join(f'<row r="{number}">{cells}</row>' for number, cells in enumerate(rows, 1))
    part = _DIMENSION.sub(f'<dimension ref="A1:{letters[-1]}{len(rows)}"/>', part)
    return _DATA.sub(lambda _: f"<sheetData>{data}</sheetData>", part)


def _text(at: str, text: str, strings: dict[str, int]) -> str:
    if len(text) > _LONGEST:
        raise ValueError(at)
    return f'<c r="{at}" t="s"><v>{strings.setdefault(text, len(strings))}</v></c>'


def _shared(strings: Iterable[str]) -> str:
    items = "".join(f"<si><t>{escape(_LOOKS_ESCAPED.sub('_x005F_', text))}</t></si>" for text in strings)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{_MAIN}">{items}</sst>'


def _signs(sheet: Sheet) -> Sequence[str]:
    return sheet.signs or [_SIGN] * len(sheet.records)


def _formats(sheet: Sheet) -> Iterator[str]:
    """The number formats of a sheet's cells."""
    for record, sign in zip(sheet.records, _signs(sheet), strict=True):
        yield from (_number_format(v, sign) for v in record if v is not None and not isinstance(v, str))


def _number_format(value: Value, sign: str) -> str:
    """#,##0.0;"▲"#,##0.0 for one decimal; a whole number that is no figure (a year, an order) has no commas."""
    if not isinstance(value, Decimal):
        return "0"
    exponent = value.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    shape = "#,##0" + ("." + "0" * min(places, 30) if places else "")
    return f'{shape};"{sign}"{shape}'
