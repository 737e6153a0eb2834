"""The verbs that the commands are made of, one file each. Only here files are read and written."""

from __future__ import annotations

from authoring.verbs.building import build, make_documents
from authoring.verbs.loading import Loaded, check, find_workspace, load
from authoring.verbs.making import new
from authoring.verbs.outcome import Outcome

__all__ = ["Loaded", "Outcome", "build", "check", "find_workspace", "load", "make_documents", "new"]
