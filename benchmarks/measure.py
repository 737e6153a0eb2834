"""Time the steps of a build on a generated edition: ``python -m benchmarks.measure [--scale N] [--workspace DIR]``.

The workspace (settings, input workbooks, a past year of the same size) is made first; lines in brackets are not in
the sum.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TypeVar

from authoring import verbs
from authoring.archive.merge_past import merge_past, past_of
from authoring.archive.past import read_past
from authoring.archive.places import project_templates
from authoring.archive.roll import beside_of
from authoring.archive.snapshot import snapshot_files
from authoring.archive.workspace import open_workspace, settings_text
from authoring.checks.complete import check_ratings
from authoring.checks.locked import check_locked
from authoring.checks.reading import Reading
from authoring.checks.run import FAMILIES, Family
from authoring.documents.accessible import check_word, outline_levels
from authoring.documents.content import Document
from authoring.documents.data import data_files
from authoring.documents.excel import render_excel
from authoring.documents.tree import document_of
from authoring.documents.word import render_word
from authoring.edition.resolve import resolve
from authoring.edition.years import year_code
from authoring.files.opening import open_package
from authoring.files.writing import write_atomically
from authoring.problems import Problem
from authoring.workbooks.layout import numbers_sheet
from authoring.workbooks.raw import read_raw
from authoring.workbooks.read_inputs import read_inputs
from authoring.workbooks.write_inputs import write_inputs
from benchmarks.pairs import pair

T = TypeVar("T")
NAME_WIDTH = 34


class Clock:
    """Runs steps and prints the seconds that each took."""

    def __init__(self) -> None:
        self.total = 0.0

    def run(self, name: str, step: Callable[[], T], *, counts: bool = True) -> T:
        """Run a step; ``counts``: it belongs to the sum of a build."""
        start = time.perf_counter()
        value = step()
        taken = time.perf_counter() - start
        self.total += taken if counts else 0.0
        self.line(name if counts else f"({name})", taken)
        return value

    @staticmethod
    def line(name: str, seconds: float) -> None:
        """One line of the result."""
        sys.stdout.write(f"{name:<{NAME_WIDTH}}{seconds:8.2f} s\n")


def peak_megabytes() -> int:
    """The most memory that this process has held; Linux counts in KiB, macOS in bytes."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held // 1024 // (1024 if sys.platform == "darwin" else 1)


def make_workspace(root: Path, scale: Fraction) -> None:
    """Settings, workbooks and a past year of the generated edition."""
    before, edition = pair(scale=scale)
    snapshot, _ = resolve(before)
    agency = (project_templates() / "profiles" / "nenkin.toml").read_bytes()
    files = {"edition.toml": settings_text(edition.year, edition.notice, "past_years").encode(), "agency.toml": agency}
    past = f"past_years/{year_code(before.year)}"
    files |= {f"{past}/{name}": data for name, data in snapshot_files(snapshot).items()}
    files |= write_inputs(edition, beside_of(snapshot))
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def measure(root: Path, out: Path) -> None:
    """One step after another, then the whole build as the command does it."""
    clock = Clock()
    workspace, found = clock.run("settings", lambda: open_workspace(root))
    if workspace is None:
        sys.exit("\n".join(p.message for p in found))
    year, profile = workspace.year, workspace.profile
    past, _ = clock.run("past years", lambda: read_past(workspace.past_roots, profile.agency, year))
    paths = sorted((root / "inputs").rglob("*.xlsx"))
    start = time.perf_counter()
    packages = [open_package(path, "xlsx") for path in paths]
    opened = time.perf_counter() - start
    for path, package in zip(paths, packages, strict=True):
        sheets = read_raw(package, path.name).sheets
        for name in sheets:
            if name != numbers_sheet().name:  # parsed only where a text refers to an entry, and its first columns alone
                _ = sheets[name]
    raw = time.perf_counter() - start - opened
    del packages
    start = time.perf_counter()
    edition, contents, _ = read_inputs(root, year, profile)
    whole = time.perf_counter() - start
    if edition is None:
        sys.exit("the common workbook can't be read")
    clock.total += whole
    # The three parts happen inside one call; opening and cells were timed in a run of their own before it.
    clock.line(f"open {len(paths)} workbooks", opened)
    clock.line("read their cells", raw)
    clock.line("values, problems, merge (the rest)", max(0.0, whole - opened - raw))
    typed = edition
    edition = clock.run("merge past years", lambda: merge_past(typed, past))
    before = past_of(edition, past)
    snapshot, _ = clock.run("resolve", lambda: resolve(edition, past_ratings=before.ratings, titles=before.titles))

    def checks() -> None:
        check_locked(edition, contents, beside_of(past[year - 1]))
        check_ratings(edition)

    clock.run("what is locked, what is rated", checks)
    reading = Reading(edition, snapshot, past)
    clock.run("what the rules look at", lambda: (reading.figures, reading.passages, reading.passages_before))
    for family in FAMILIES:
        clock.run(f"  {family.__name__}", partial(_all, family, reading))
    kinds = profile.documents
    trees = clock.run("content", lambda: [document_of(snapshot, kind) for kind in kinds])
    template = (project_templates() / "word" / "base.docx").read_bytes()
    made: dict[str, bytes] = {}
    for kind, tree in zip(kinds, trees, strict=True):
        made[f"{kind.file}.docx"] = clock.run(f"Word {kind.file}", partial(render_word, tree, template))
        if kind.excel:
            made[f"{kind.file}.xlsx"] = clock.run(f"Excel {kind.file}", partial(render_excel, tree))
    made |= clock.run("data", lambda: data_files(snapshot))
    clock.run("what a screen reader lacks", lambda: [_lacks(made, tree) for tree in trees])
    made |= {f"edition/{k}": v for k, v in clock.run("snapshot", lambda: snapshot_files(snapshot)).items()}
    clock.run("writing", lambda: _write(out, made))
    clock.line("sum", clock.total)
    _process(root, out)
    outcome = clock.run("the whole build by verbs.build", lambda: verbs.build(root, out=out / "again"), counts=False)
    codes = Counter(f"{p.severity} {p.code}" for p in outcome.problems)
    sys.stdout.write(f"files written: {len(outcome.written)}; problems: {dict(codes) or 'none'}\n")


def _all(family: Family, reading: Reading) -> list[Problem]:
    return list(family(reading))


def _lacks(made: Mapping[str, bytes], tree: Document) -> list[Problem]:
    words = [(name, data) for name, data in made.items() if name.endswith(".docx")]
    return [p for name, data in words[-1:] for p in check_word(data, name, outline_levels(tree))]


def _process(root: Path, out: Path) -> None:
    """The command as a person runs it, in a process of its own: wall, user, peak memory."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [sys.executable, "-m", "authoring", "build", str(root), "--out", str(out / "process"), "--draft", "計測"]
    subprocess.run(words, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    Clock.line("(process: wall)", time.perf_counter() - start)
    Clock.line("(process: user)", after.ru_utime - before.ru_utime)
    sys.stdout.write(f"(process: peak memory) {after.ru_maxrss // 1024} MB\n")


def _write(out: Path, made: dict[str, bytes]) -> None:
    for name, data in made.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the steps of a build on a generated full-size edition.")
    parser.add_argument("--scale", type=Fraction, default=Fraction(1), help="characters, tables, indicators times N")
    parser.add_argument(
        "--workspace", type=Path, help="make the workspace here and keep it; one that is there is used again"
    )
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = told.workspace or Path(folder) / "workspace"
        if not (root / "edition.toml").is_file():
            Clock().run("make the workspace", lambda: make_workspace(root, told.scale), counts=False)
        generated = peak_megabytes()
        measure(root, Path(folder) / "out")
    sys.stdout.write(f"peak memory: {peak_megabytes()} MB ({generated} MB before the first step)\n")


if __name__ == "__main__":
    main()
