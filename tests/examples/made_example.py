"""The example edition as workbooks and documents, and the script that makes it."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from authoring import verbs
from authoring.edition.blocks import Snapshot

TOP = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Built:
    """The example's workspace after ``build``: its folder, what was told, and the snapshot read back from its files."""

    root: Path
    outcome: verbs.Outcome
    snapshot: Snapshot

    @property
    def out(self) -> Path:
        """Where the documents and the snapshot lie."""
        return self.root / "out"


def load_make() -> ModuleType:
    """The script ``examples/make.py``, which is no part of the package."""
    if "example_make" not in sys.modules:
        spec = importlib.util.spec_from_file_location("example_make", TOP / "examples" / "make.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["example_make"] = module
        spec.loader.exec_module(module)
    return sys.modules["example_make"]


def words_in(snapshot: Snapshot, part: str) -> list[str]:
    """Every printed line of the agency's and the Ministry's texts that says the part."""
    return [b.printed for blocks in snapshot.items.values() for b in blocks if part in b.printed]
