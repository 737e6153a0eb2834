"""The sheets as CSV: UTF-8 with BOM, CRLF, one record a line, commas and quotation marks quoted."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from authoring.documents.data.shape import Sheet, Value

__all__ = ["csv_bytes"]


def csv_bytes(sheet: Sheet) -> bytes:
    """One file; a number has a plain minus, no commas, and the decimals that it is printed with; blank is empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in sheet.fields])
    writer.writerows([_field(value) for value in record] for record in sheet.records)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _field(value: Value) -> str:
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
