"""Small pictures made by code, for tests: no picture of any real document."""

import struct
import zlib


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width=40, height=20, dots=0):
    """A PNG of one colour; ``dots``: an inch, 0 for none told."""
    rows = (b"\0" + b"\x30\x60\x90" * width) * height
    density = chunk(b"pHYs", struct.pack(">IIB", *[round(dots / 0.0254)] * 2, 1)) if dots else b""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + density + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def png_that_says(width, height):
    """A PNG whose header declares another size than its few bytes can hold."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def jpeg(width=40, height=20):
    """The headers of a JPEG without JFIF or Exif, as some scanners write it, and an empty scan."""
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    scan = struct.pack(">HB", 8, 1) + b"\x01\x00\x00\x3f\x00"
    return (
        b"\xff\xd8"
        + b"\xff\xdb"
        + struct.pack(">H", 67)
        + bytes(65)
        + b"\xff\xc0"
        + frame
        + b"\xff\xda"
        + scan
        + b"\xff\xd9"
    )
