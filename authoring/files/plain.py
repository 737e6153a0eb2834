"""Plain text as Windows and others write it: UTF-8, UTF-16 with its mark, or the Japanese code page."""

from __future__ import annotations

import codecs
from pathlib import Path

from authoring.files import FileTrouble
from authoring.files.opening import open_plain
from authoring.files.texts import clean_text

__all__ = ["TEXT_LIMIT", "read_plain_text"]

TEXT_LIMIT = 4 * 1024 * 1024  # bytes; a whole edition has a tenth of that
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_plain_text(path: str | Path) -> str:
    """The text of a file, cleaned, with LF between lines.

    Raises:
        FileTrouble: it can't be opened, or is in none of the usual encodings.
    """
    path = Path(path)
    data = open_plain(path, TEXT_LIMIT)
    for encoding in [name for mark, name in _MARKS if data.startswith(mark)] or ["utf-8", "cp932"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return clean_text(text)[0]
    raise FileTrouble("file-text-encoding", name=path.name)
