"""The verbs that the commands are made of, one file each. Only here files are read and written."""

from __future__ import annotations

from authoring.verbs.building import build, make_documents
from authoring.verbs.closing import close
from authoring.verbs.comparing import Compared, compare, diff
from authoring.verbs.loading import Loaded, check, find_workspace, load
from authoring.verbs.making import new
from authoring.verbs.outcome import Outcome
from authoring.verbs.progressing import Status, status
from authoring.verbs.reissuing import reissue

__all__ = [
    "Compared", "Loaded", "Outcome", "Status", "build", "check", "close", "compare", "diff", "find_workspace", "load",
    "make_documents", "new", "reissue", "status",
]  # fmt: skip
