"""Names of sheets: valid in Excel and unique in the workbook."""

from __future__ import annotations

import re
from collections.abc import Collection

__all__ = ["quoted", "sheet_name"]

_LIMIT = 31  # UTF-16 units, a limit of Excel
_RESERVED = "history"  # Excel keeps this name for itself


def _cut(text: str, units: int) -> str:
    """The text cut to that many UTF-16 units, never inside a sign."""
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", errors="ignore")


def sheet_name(wanted: str, taken: Collection[str]) -> str:
    r"""A valid name nearest to the one wanted that no sheet in ``taken`` has (Excel ignores case).

    ``[]:*?/\`` and control signs become ``_``; a repeated name gets ``(2)``, ``(3)`` … at its end.
    """
    base = re.sub(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff]", "_", wanted).strip(" '") or "_"
    base = _cut(base, _LIMIT).rstrip(" '") or "_"
    used = {name.casefold() for name in taken} | {_RESERVED}
    name, number = base, 1
    while name.casefold() in used:
        number += 1
        tail = f"({number})"
        name = _cut(base, _LIMIT - len(tail)) + tail
    return name


def quoted(name: str) -> str:
    """The name of a sheet as formulas and links write it; always in quotes, which any name may have."""
    return "'" + name.replace("'", "''") + "'"
