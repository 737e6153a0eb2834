"""The one door through which every workbook and document is opened: read once, checked, and never written."""

from __future__ import annotations

import io
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from authoring.files import FileTrouble
from authoring.files.containers import TOTAL_LIMIT, unpack
from authoring.files.kinds import Kind, kind_of, refuse_doctypes

__all__ = ["Package", "open_package", "open_plain"]

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # compound file: a password, or Office before 2007 ([MS-CFB] 2.2)
_MACROS = {"xlsx": "xlsm"}  # wanted kind -> the kind with macros that is read as well, for its values only


@dataclass(frozen=True, slots=True)
class Package:
    """A checked workbook or document in memory.

    Attributes:
        data: the file's bytes as they were read.
        names: its parts, in the order of the file.
        macros: whether it carries macros (.xlsm), which are never run and never written; callers may tell so.
    """

    data: bytes = field(repr=False)
    names: tuple[str, ...]
    macros: bool
    _parts: Mapping[str, bytes] = field(repr=False, compare=False)

    def read(self, name: str) -> bytes:
        """The inflated bytes of a part.

        Raises:
            KeyError: there is no such part.
        """
        return self._parts[name]

    def stream(self) -> io.BytesIO:
        """A new stream over the file's bytes, for a library that wants a file."""
        return io.BytesIO(self.data)


def open_package(path: str | Path, kind: Literal["xlsx", "docx"]) -> Package:
    """Reads a workbook (``xlsx``; .xlsm too) or a document (``docx``) whole into memory.

    Raises:
        FileTrouble: with a code ``file-…``; nothing else for any content of the file.
    """
    path = Path(path)
    data = _read(path, TOTAL_LIMIT)
    if data.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise FileTrouble("file-encrypted" if encrypted else "file-old-format", name=path.name)
    if not data.startswith(b"PK"):
        raise FileTrouble("file-not-zip", name=path.name, expected=Kind(kind).words)
    parts = unpack(data, path.name)
    refuse_doctypes(parts, path.name)
    found = kind_of(parts, path.name)
    if found.ending not in (kind, _MACROS.get(kind)):
        raise FileTrouble("file-wrong-kind", name=path.name, found=found.words, expected=Kind(kind).words)
    if found.strict:
        raise FileTrouble("file-strict", name=path.name, expected=Kind(kind).words)
    macros = found.ending != kind or any(part.lower().endswith("vbaproject.bin") for part in parts)
    return Package(data, tuple(parts), macros, parts)


def open_plain(path: str | Path, limit: int) -> bytes:
    """Reads a file that is no container (a picture, a text), of at most ``limit`` bytes.

    Raises:
        FileTrouble: with a code ``file-…``.
    """
    return _read(Path(path), limit)


def _read(path: Path, limit: int) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise FileTrouble("file-not-a-file", name=path.name)
        if about.st_size > limit:
            raise FileTrouble("file-too-large", name=path.name, part=path.name, limit=limit // 1024 // 1024)
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as gone:
        raise FileTrouble("file-missing", name=path.name) from gone
    except (OSError, ValueError) as refused:  # ValueError: a NUL in the name
        why = getattr(refused, "strerror", None) or str(refused)
        raise FileTrouble("file-no-access", name=path.name, why=why) from refused
    if not data:
        raise FileTrouble("file-empty", name=path.name)
    return data
