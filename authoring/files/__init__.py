"""The doors of the house: opening files safely, writing them atomically and reproducibly, cleaning text.

The bottom room: it imports nothing of the project. What goes wrong is a `FileTrouble`; callers turn it into a problem
with ``problem(trouble.code, Origin(...), **trouble.fields)``.
"""

from __future__ import annotations

from typing import Any

__all__ = ["FileTrouble"]


class FileTrouble(Exception):  # noqa: N818 - it is a user's trouble with a file, to be told, not an error of ours
    """A file can't be opened (codes ``file-…``, exit 3) or written (codes ``write-…``, exit 4).

    Attributes:
        code: the code in ``authoring/problems.toml``.
        fields: what fills the words in braces of its message; ``name`` (the file's name) is always there.
    """

    def __init__(self, code: str, **fields: object) -> None:
        self.code = code
        self.fields: dict[str, Any] = fields
        super().__init__(f"{code} {fields}" if fields else code)
