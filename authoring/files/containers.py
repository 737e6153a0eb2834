"""Unpacks a zip container in memory, trusting nothing that it says about itself.

Every entry is inflated with a counter, so that a small file can't fill the memory whatever its header says. The limits
are those of Apache POI's ZipSecureFile (ratio 0.01 beyond a grace of 100 KiB), with sizes far above an honest workbook.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from authoring.files import FileTrouble

__all__ = ["ENTRY_LIMIT", "NAMES_LIMIT", "RATIO_LIMIT", "TOTAL_LIMIT", "unpack"]

NAMES_LIMIT = 1_000
ENTRY_LIMIT = 64 * 1024 * 1024  # bytes of one inflated entry
TOTAL_LIMIT = 256 * 1024 * 1024  # bytes of all inflated entries
RATIO_LIMIT = 100  # inflated bytes for one packed byte; honest sheets have 16 at most, bombs 1,000
_GRACE = 100 * 1024  # bytes that an entry may have at any ratio
_ENCRYPTED = 0x1 | 0x40  # flag bits: traditional and strong encryption
_UTF8 = 0x800
_LOCAL_HEADER = 30  # bytes before the name in an entry's own header (APPNOTE 4.3.7)
_UNSAFE = re.compile(r"[\\\x00-\x1f:]|^/|(?:^|/)\.\.?(?:/|$)|//")


def unpack(data: bytes, name: str) -> dict[str, bytes]:
    """The inflated entries of a zip by name, in the order of its directory; folders are left out.

    Args:
        data: the whole zip.
        name: the file's name, for the message.

    Raises:
        FileTrouble: it is damaged, encrypted, too large, or holds names that are unsafe or occur twice.
    """
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, struct.error) as broken:
        raise FileTrouble("file-damaged", name=name, part="目次") from broken
    if len(entries) > NAMES_LIMIT:
        raise FileTrouble("file-too-many-parts", name=name, count=len(entries), limit=NAMES_LIMIT)
    _refuse_names(entries, name)
    parts: dict[str, bytes] = {}
    left = TOTAL_LIMIT
    for entry in entries:
        if entry.is_dir():
            continue
        parts[entry.filename] = part = _inflate(data, entry, left, name)
        left -= len(part)
    return parts


def _refuse_names(entries: list[zipfile.ZipInfo], name: str) -> None:
    """Names that lead out of the folder, or that two readers would understand differently, are refused."""
    seen: set[str] = set()
    for entry in entries:
        part = entry.orig_filename  # zipfile's own `filename` has been cut at NUL and mended on Windows
        if _UNSAFE.search(part) or not part:
            raise FileTrouble("file-unsafe-name", name=name, part=repr(part))
        key = part.lower()  # part names are equal without regard to case (ECMA-376 part 2, 6.3.5)
        if key in seen:
            raise FileTrouble("file-duplicate-part", name=name, part=part)
        seen.add(key)
        if entry.flag_bits & _ENCRYPTED:
            raise FileTrouble("file-encrypted", name=name)


def _inflate(data: bytes, entry: zipfile.ZipInfo, left: int, name: str) -> bytes:
    """One entry's bytes: at most the limits and ``left``, of the size and checksum that the directory tells."""
    part = entry.filename
    packed = _packed(data, entry, name)
    by_ratio = max(_GRACE, len(packed) * RATIO_LIMIT)
    limit = min(ENTRY_LIMIT, left, by_ratio)
    if entry.compress_type == zipfile.ZIP_STORED:
        inflated, ended = packed, True
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        machine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            inflated = machine.decompress(packed, limit + 1)
        except zlib.error as broken:
            raise FileTrouble("file-damaged", name=name, part=part) from broken
        ended = machine.eof
    else:
        raise FileTrouble("file-damaged", name=name, part=part)
    if len(inflated) > limit:
        if limit == by_ratio:
            raise FileTrouble("file-bomb", name=name, part=part)
        raise FileTrouble("file-too-large", name=name, part=part, limit=limit // 1024 // 1024)
    if not ended or len(inflated) != entry.file_size or zlib.crc32(inflated) != entry.CRC:
        raise FileTrouble("file-damaged", name=name, part=part)
    return inflated


def _packed(data: bytes, entry: zipfile.ZipInfo, name: str) -> bytes:
    """The packed bytes of an entry, found by its own header, which must agree with the directory's name."""
    at = entry.header_offset
    head = data[at : at + _LOCAL_HEADER] if at >= 0 else b""
    if len(head) == _LOCAL_HEADER and head.startswith(b"PK\3\4"):
        names, extra = int.from_bytes(head[26:28], "little"), int.from_bytes(head[28:30], "little")
        start = at + _LOCAL_HEADER + names + extra
        packed = data[start : start + entry.compress_size]
        written = entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437")
        if data[at + _LOCAL_HEADER : at + _LOCAL_HEADER + names] == written and len(packed) == entry.compress_size:
            return packed
    raise FileTrouble("file-damaged", name=name, part=entry.filename)
