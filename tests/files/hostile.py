"""Builders of broken and hostile files, in code: each returns the bytes of one."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from functools import cache

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
MAIN = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "xltx": "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "xlsb": "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "dotx": "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}
ENTITY = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "file:///canary.txt">]><r>&e;</r>'


@cache
def workbook() -> bytes:
    """An honest workbook as openpyxl writes it."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = "国民年金"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def document() -> bytes:
    """An honest document as python-docx writes it."""
    import docx

    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def content_types(*kinds: str) -> bytes:
    """A [Content_Types].xml with a main part of each kind."""
    parts = "".join(f'<Override PartName="/main{i}.xml" ContentType="{MAIN[k]}"/>' for i, k in enumerate(kinds))
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{parts}</Types>'.encode()


def package(kind: str = "xlsx", **parts: bytes | str) -> bytes:
    """The smallest container of a kind; ``parts`` are put into it, with ``__`` for ``/`` and ``_DOT_`` for a dot."""
    named = {name.replace("__", "/").replace("_DOT_", "."): part for name, part in parts.items()}
    return zipped({"[Content_Types].xml": content_types(kind), **named})


def zipped(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the parts."""
    return zipped_list(list(parts.items()), method)


def zipped_list(parts: list[tuple[str, bytes | str]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the parts, names as given, twice if they are given twice."""
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w", method) as archive:
        for name, part in parts:
            info = zipfile.ZipInfo("x", (2024, 1, 1, 0, 0, 0))
            info.filename = name  # past ZipInfo's own mending of names
            archive.writestr(info, part, method)
    return out.getvalue()


def bomb(size: int) -> bytes:
    """A workbook whose sheet is ``size`` spaces, packed a thousandfold."""
    return package(sheet_DOT_xml=b" " * size)


def with_flag(data: bytes, flag: int) -> bytes:
    """The zip with a flag bit set in every header."""
    changed = bytearray(data)
    for magic, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = changed.find(magic)
        while at >= 0:
            old = struct.unpack_from("<H", changed, at + offset)[0]
            struct.pack_into("<H", changed, at + offset, old | flag)
            at = changed.find(magic, at + 4)
    return bytes(changed)


def lying_about_size(real: int, told: int) -> bytes:
    """A workbook with an entry that inflates to ``real`` bytes; its headers tell the first ``told`` of them."""
    body = b"x" * real
    data = bytearray(package(sheet_DOT_xml=body))
    for magic, crc in ((b"PK\3\4", 14), (b"PK\1\2", 16)):
        at = data.rfind(magic)
        struct.pack_into("<I", data, at + crc, zlib.crc32(body[:told]))
        struct.pack_into("<I", data, at + crc + 8, told)
    return bytes(data)


def renamed_in_directory(data: bytes, old: bytes, new: bytes) -> bytes:
    """The zip whose directory calls an entry by another name than the entry's own header does."""
    at = data.rfind(old)
    return data[:at] + new + data[at + len(old) :]


def compound(stream: str) -> bytes:
    """The beginning of an OLE compound file with a stream of that name: EncryptedPackage, Workbook, WordDocument."""
    return OLE + bytes(504) + stream.encode("utf-16-le").ljust(512, b"\0")
