"""Author the annual performance evaluation: Excel input sheets in, the evaluation document out.

For people who script: ``load``, ``check``, ``build``, ``new``, ``close``, ``compare``, ``diff`` and ``status`` are
the verbs that the commands are made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from authoring.verbs import (
        Compared,
        Loaded,
        Outcome,
        Status,
        build,
        check,
        close,
        compare,
        diff,
        load,
        new,
        reissue,
        status,
    )  # fmt: skip

__all__ = [
    "Compared", "Loaded", "Outcome", "Status", "build", "check", "close", "compare", "diff", "load", "new", "reissue",
    "status",
]  # fmt: skip

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a verb is imported when it is first asked for: --help stays quick
    if name in __all__:
        from authoring import verbs

        return getattr(verbs, name)
    raise AttributeError(name)
