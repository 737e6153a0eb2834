"""Make the ``.mo`` of each ``.po`` here: ``python -m authoring.cli.locale.compile``."""

from __future__ import annotations

import ast
import struct
from pathlib import Path

__all__ = ["compiled", "parse"]

_MAGIC = 0x950412DE
_HEAD = 7 * 4  # magic, revision, count, two tables' offsets, size and offset of the hash table (left out)


def parse(po: str) -> dict[str, str]:
    """Every msgid of a ``.po`` and its msgstr; a plural is ``singular NUL plural``, its forms parted by NUL.

    Raises:
        ValueError: a line is none that this small reader knows, or a msgid stands twice.
    """
    entries: list[tuple[list[str], list[str]]] = []
    part: list[str] = []
    for line in (raw.strip() for raw in po.splitlines()):
        if not line or line.startswith("#"):
            continue
        if line.startswith('"'):  # the string goes on
            part[-1] += str(ast.literal_eval(line))
            continue
        keyword, _, quoted = line.partition(" ")
        if keyword == "msgid":
            entries.append(([], []))
        elif keyword not in ("msgid_plural", "msgstr") and not keyword.startswith("msgstr["):
            raise ValueError(f"not a line of a .po: {line}")
        part = entries[-1][not keyword.startswith("msgid")]
        part.append(str(ast.literal_eval(quoted)))
    found = {"\0".join(ids): "\0".join(words) for ids, words in entries}
    if len(found) != len(entries):
        raise ValueError("a msgid stands twice")
    return found


def compiled(po: str) -> bytes:
    """The ``.mo`` of a ``.po``'s text, little-endian, in the order of the msgids (GNU gettext manual, "MO Files")."""
    pairs = sorted((key.encode(), words.encode()) for key, words in parse(po).items())
    start = _HEAD + 16 * len(pairs)
    tables, data = [b"", b""], b""
    for column in (0, 1):
        for pair in pairs:
            tables[column] += struct.pack("<II", len(pair[column]), start + len(data))
            data += pair[column] + b"\0"
    head = struct.pack("<7I", _MAGIC, 0, len(pairs), _HEAD, _HEAD + 8 * len(pairs), 0, start)
    return head + tables[0] + tables[1] + data


if __name__ == "__main__":
    for source in sorted(Path(__file__).parent.rglob("*.po")):
        source.with_suffix(".mo").write_bytes(compiled(source.read_text("utf-8")))
