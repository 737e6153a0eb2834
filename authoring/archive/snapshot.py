"""The snapshot: the one form of a past year, a draft and a build, as text for ``git diff`` (DESIGN.md, "Outside").

``snapshot_files`` and ``read_snapshot`` are each other's inverse; origins count for nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

from authoring.archive import snapshot_form as form
from authoring.archive.snapshot_form import FORMAT
from authoring.archive.snapshot_read import read_snapshot
from authoring.archive.snapshot_write import snapshot_files
from authoring.edition.blocks import Snapshot

__all__ = ["FORMAT", "fingerprint", "left_over", "read_snapshot", "snapshot_files"]


def fingerprint(snapshot: Snapshot) -> str:
    """64 hexadecimal digits that equal snapshots have in common, and no others."""
    whole = hashlib.sha256()
    for name, data in sorted(snapshot_files(snapshot).items()):
        whole.update(name.encode() + b"\0" + data + b"\0")
    return whole.hexdigest()


def left_over(folder: Path, files: Collection[str]) -> list[Path]:
    """The files of an older snapshot in ``folder`` that a newer one, made of ``files``, does not replace."""
    names = (form.INDICATORS, form.REQUESTS, form.ANSWERS, form.STATEMENTS, form.APPENDIX)
    items = (path for path in (folder / "items").glob("*.jsonl") if form.is_id(path.stem))
    there = [*(folder / name for name in names), *sorted(items)]
    return [path for path in there if path.is_file() and path.relative_to(folder).as_posix() not in files]
