"""Zip archives whose bytes depend on their content alone, and the names of other programs' lock files."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path

from authoring.files.kinds import CONTENT_TYPES
from authoring.files.texts import clean_text

__all__ = ["FIXED_TIME", "core_properties", "is_lock_file", "lock_name", "stable_zip", "zip_parts"]

FIXED_TIME = "1980-01-01T00:00:00Z"  # the earliest date of a zip; also written as created and modified
_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = (stat.S_IFREG | 0o644) << 16
_LEVEL = 6


def zip_parts(parts: Mapping[str, bytes]) -> bytes:
    """A zip of the parts: content types first (as Office writes it), then by name; no clock, no umask, no platform."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(parts, key=lambda each: (each != CONTENT_TYPES, each)):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = _UNIX
            entry.external_attr = _MODE
            archive.writestr(entry, parts[name], zipfile.ZIP_DEFLATED, _LEVEL)
    return out.getvalue()


def stable_zip(data: bytes) -> bytes:
    """The same zip with fixed dates, order, permissions and compression; for archives that we made ourselves.

    Raises:
        zipfile.BadZipFile: it is no zip.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zip_parts({each.filename: archive.read(each) for each in archive.infolist() if not each.is_dir()})


def core_properties(title: str, creator: str, language: str = "ja-JP") -> bytes:
    """A whole ``docProps/core.xml``: made new, so that no name, comment or date of a template survives in it."""
    title, creator, language = (escape(clean_text(each)[0], quote=False) for each in (title, creator, language))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dc:language>{language}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{FIXED_TIME}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{FIXED_TIME}</dcterms:modified></cp:coreProperties>'
    ).encode()


def lock_name(path: str | Path) -> Path:
    """The file that Excel puts beside a workbook while somebody has it open."""
    path = Path(path)
    return path.with_name(f"~${path.name}")


def is_lock_file(path: str | Path) -> bool:
    """Whether a file is such a lock of Excel or Word (``~$…``) or LibreOffice (``.~lock.…#``), and no workbook."""
    name = Path(path).name
    return name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#"))
