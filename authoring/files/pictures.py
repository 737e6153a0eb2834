"""Pictures: opened by what they are, not by their name's ending; their size is read from the header, nothing is drawn.

PNG: ISO/IEC 15948, 5.2 to 5.3 (signature, chunks, IHDR). JPEG: ITU-T T.81, B.1 (markers, frame header).
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from authoring.files import FileTrouble
from authoring.files.opening import open_plain

__all__ = ["PICTURE_LIMIT", "PIXEL_LIMIT", "PictureFile", "open_picture"]

PICTURE_LIMIT = 16 * 1024 * 1024  # bytes of a file
PIXEL_LIMIT = 50_000_000  # a page of A3 at 500 dots an inch; Word and LibreOffice unpack all of it into memory
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOF0 … SOF15 without DHT, JPG and DAC
_NOT_HERE = frozenset({0x00, 0x01, *range(0xD0, 0xDB), 0xFF})


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A checked picture; sizes in pixels."""

    kind: Literal["png", "jpeg"]
    width: int
    height: int
    data: bytes = field(repr=False)


class _Damaged(Exception):  # noqa: N818 - never leaves this file
    """The bytes end or say something else than they should."""


def open_picture(path: str | Path) -> PictureFile:
    """Reads a PNG or JPEG whole.

    Raises:
        FileTrouble: with a code ``file-…``; nothing else for any content of the file.
    """
    path = Path(path)
    data = open_plain(path, PICTURE_LIMIT)
    kind: Literal["png", "jpeg"] = "png" if data.startswith(_PNG) else "jpeg"
    if not data.startswith((_PNG, _JPEG)):
        raise FileTrouble("file-picture-kind", name=path.name)
    try:
        width, height = _png(data) if kind == "png" else _jpeg(data)
    except (_Damaged, struct.error, IndexError) as broken:
        raise FileTrouble("file-picture-damaged", name=path.name) from broken
    if not (width and height):
        raise FileTrouble("file-picture-damaged", name=path.name)
    if width * height > PIXEL_LIMIT:
        raise FileTrouble("file-picture-size", name=path.name, width=width, height=height)
    return PictureFile(kind, width, height, data)


def _png(data: bytes) -> tuple[int, int]:
    """Every chunk has to be there whole, the header first, the end last."""
    size: tuple[int, int] | None = None
    at = len(_PNG)
    while True:
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data) or (size is None) != (name == b"IHDR"):
            raise _Damaged
        if name == b"IHDR":
            (check,) = struct.unpack_from(">I", data, end - 4)
            if length != 13 or zlib.crc32(data[at + 4 : end - 4]) != check:
                raise _Damaged
            size = struct.unpack_from(">II", data, at + 8)
        if name == b"IEND":
            break
        at = end
    return size or (0, 0)


def _jpeg(data: bytes) -> tuple[int, int]:
    """The frame header tells the size; behind it the scan has to end."""
    at = 2
    while True:
        marker = data[at + 1]
        # No marker, the end or the scan before any frame; or what may stand here, but no program writes and the
        # libraries that draw it stumble over: fill bytes and markers without a length.
        if data[at] != 0xFF or marker in _NOT_HERE:
            raise _Damaged
        at += 2
        (length,) = struct.unpack_from(">H", data, at)
        if length < 2 or at + length > len(data):
            raise _Damaged
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 3)
            if b"\xff\xd9" not in data[at + length :]:
                raise _Damaged
            return width, height
        at += length
