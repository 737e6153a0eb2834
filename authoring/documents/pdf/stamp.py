"""Which edition a PDF shows: a comment behind its end, that readers pass over and a comparison looks for."""

from __future__ import annotations

import re

__all__ = ["stamp_of", "stamped"]

_STAMP = re.compile(rb"\n% edition ([0-9a-f]{64})\n$")


def stamped(pdf: bytes, edition: str) -> bytes:
    """The PDF with the fingerprint (64 hexadecimal digits) of the edition that it shows."""
    return pdf.rstrip(b"\n") + b"\n% edition " + edition.encode() + b"\n"


def stamp_of(pdf: bytes) -> str:
    """The fingerprint of a PDF; "" where it has none."""
    found = _STAMP.search(pdf[-200:])
    return found[1].decode() if found else ""
