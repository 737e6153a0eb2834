"""Put new workbooks in the place of old ones: the old are kept first, all are there again if a write fails."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from authoring.files import FileTrouble
from authoring.files.writing import write_atomically
from authoring.problems import Origin, ProblemError, problem
from authoring.verbs.outcome import write_files

__all__ = ["KEPT", "replace_inputs"]

KEPT = "旧"  # beside inputs, so that no reader meets them


def replace_inputs(root: Path, files: Mapping[str, bytes], gone: Iterable[str]) -> Path | None:
    """Write ``files`` (paths from ``root``) and remove ``gone``; returns where the old ones are kept (None: no old).

    Raises:
        ProblemError: something can't be written (exit 4); every workbook is then as it was.
    """
    gone = sorted(gone)
    before = {p: (root / p).read_bytes() for p in sorted({*files, *gone}) if (root / p).is_file()}
    before = {p: data for p, data in before.items() if files.get(p) != data}
    folder = _next_folder(root / KEPT) if before else None
    if folder:
        write_files({folder / Path(p).relative_to("inputs"): data for p, data in before.items()}, folder)
    done: list[str] = []
    try:
        for path, data in files.items():
            done.append(path)
            write_files({root / path: data}, root / KEPT)
        for path in gone:
            done.append(path)
            (root / path).unlink()
    except (ProblemError, OSError) as failed:
        _restore(root, done, before)
        if isinstance(failed, ProblemError):
            raise
        raise ProblemError(
            problem("write-denied", Origin(done[-1]), name=Path(done[-1]).name, why=failed.strerror or "")
        ) from failed
    return folder


def _restore(root: Path, done: Iterable[str], before: Mapping[str, bytes]) -> None:
    for path in done:
        with contextlib.suppress(OSError, FileTrouble):
            if path in before:
                write_atomically(root / path, before[path])
            else:
                (root / path).unlink(missing_ok=True)


def _next_folder(home: Path) -> Path:
    """旧/001, then 旧/002: a running number, no clock."""
    there = [int(p.name) for p in home.iterdir() if p.name.isdecimal()] if home.is_dir() else []
    return home / f"{max(there, default=0) + 1:03d}"
