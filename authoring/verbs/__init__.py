"""The verbs that the commands are made of, one file each. Only here files are read and written.

A verb is imported when it is first asked for: a command that only compares two snapshots opens no workbook, and does
not wait for what opens them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from authoring.archive.workspace import find_workspace
from authoring.verbs.outcome import Outcome

if TYPE_CHECKING:
    from authoring.verbs.building import build, make_documents
    from authoring.verbs.closing import close
    from authoring.verbs.comparing import Compared, compare, diff
    from authoring.verbs.loading import Loaded, check, load
    from authoring.verbs.making import new
    from authoring.verbs.progressing import Status, status
    from authoring.verbs.reissuing import reissue

__all__ = [
    "Compared", "Loaded", "Outcome", "Status", "build", "check", "close", "compare", "diff", "find_workspace", "load",
    "make_documents", "new", "reissue", "status",
]  # fmt: skip

_HOMES = {
    "building": ("build", "make_documents"), "closing": ("close",), "comparing": ("Compared", "compare", "diff"),
    "loading": ("Loaded", "check", "load"), "making": ("new",), "progressing": ("Status", "status"),
    "reissuing": ("reissue",),
}  # fmt: skip
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any of the verbs
    if name in _HOME:
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(name)
