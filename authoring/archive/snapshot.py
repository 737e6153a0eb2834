"""The snapshot: the one form of a past year, a draft and a build, as text for ``git diff`` (DESIGN.md, "Outside").

``snapshot_files`` and ``read_snapshot`` are each other's inverse; origins count for nothing.
"""

from __future__ import annotations

from authoring.archive.snapshot_form import FORMAT
from authoring.archive.snapshot_read import read_snapshot
from authoring.archive.snapshot_write import snapshot_files

__all__ = ["FORMAT", "read_snapshot", "snapshot_files"]
