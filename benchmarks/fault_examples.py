"""The faults of examples/r01 -> r02, one by one: written down by hand in ``faults_r02.toml``, planted in the workbooks.

Each stands in Ⅰ-2 or Ⅰ-3: the kind, the cell, the words that are there and those that are put in their place.
"""

from __future__ import annotations

import shutil
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl

from authoring import verbs
from authoring.problems import Problem, Severity

if TYPE_CHECKING:
    from benchmarks.score_faults import Score

__all__ = ["example_faults", "planted_copies"]

EXAMPLES = Path(__file__).parents[1] / "examples"
PLAIN = ("r01", "r02")


def example_faults(root: Path, kinds: Iterable[int], total: Score) -> None:
    """Plant the written faults in copies of examples/r02, as many copies as keep them out of each other's way."""
    wanted = set(kinds)
    told = tomllib.loads(Path(__file__).with_name("faults_r02.toml").read_text("utf-8"))["fault"]
    workspace = _copy(root)
    clean = _weighty(verbs.load(workspace).problems)
    total.clean.update(p.code for p in clean)
    total.notes += [f"CLEAN r02 {p.code} {p.origin} {p.message}" for p in clean]
    known = {_key(p) for p in clean}
    for faults in _batches([f for f in told if f["kind"] in wanted]):
        shutil.rmtree(workspace / "inputs")
        shutil.copytree(EXAMPLES / "r02" / "inputs", workspace / "inputs")
        _type(workspace, faults)
        fresh = [p for p in _weighty(verbs.load(workspace).problems) if _key(p) not in known]
        _count(total, faults, fresh)


def planted_copies(root: Path) -> Iterator[Path]:
    """The workspace again and again, each time with another batch of the written faults in it."""
    told = tomllib.loads(Path(__file__).with_name("faults_r02.toml").read_text("utf-8"))["fault"]
    workspace = _copy(root)
    for faults in _batches([f for f in told if not f.get("twin")]):
        shutil.rmtree(workspace / "inputs")
        shutil.copytree(EXAMPLES / "r02" / "inputs", workspace / "inputs")
        _type(workspace, faults)
        yield workspace


def _copy(root: Path) -> Path:
    """The examples with the past years that they name, apart from what is built from them."""
    for name in PLAIN:
        shutil.copytree(EXAMPLES / name, root / "examples" / name, ignore=shutil.ignore_patterns("out", "drafts"))
    shutil.copytree(EXAMPLES.parent / "past_years", root / "past_years")
    return root / "examples" / "r02"


def _batches(faults: list[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """Faults of one cell, of one row, of one table, or of one word ``apart`` in copies of their own."""
    batches: list[list[Mapping[str, Any]]] = []
    for fault in faults:
        free = (b for b in batches if not any(_touches(f, fault) for f in b))
        batch = next(free, None)
        if batch is None:
            batches.append([fault])
        else:
            batch.append(fault)
    return batches


def _touches(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    near = [{_around(at) for at in (f["at"], *f.get("also", ()))} for f in (a, b)]
    return bool(near[0] & near[1]) or (a.get("apart") or 0) == (b.get("apart") or 1)


def _around(at: str) -> str:
    """A table whole, a row of any other sheet."""
    sheet, _, cell = at.rpartition("!")
    return sheet if "#表 " in at else f"{sheet}!{cell.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"


def _type(workspace: Path, faults: Iterable[Mapping[str, Any]]) -> None:
    """Change cells as a person does.

    Raises:
        ValueError: the words are not there; the example has changed and the fault has to be written anew.
    """
    books: dict[str, Any] = {}
    for fault in faults:
        name, _, rest = str(fault["at"]).partition("#")
        sheet, _, cell = rest.rpartition("!")
        if name not in books:
            books[name] = openpyxl.load_workbook(workspace / name)
        was = books[name][sheet][cell].value
        old = str(was or "")
        if fault["old"] not in old:
            raise ValueError(f"{fault['at']}: {old!r} has no {fault['old']!r}")
        new = old.replace(fault["old"], fault["new"], 1) if fault["old"] else fault["new"]
        books[name][sheet][cell].value = type(was)(new) if isinstance(was, int | float) else new
    for name, book in books.items():
        book.save(workspace / name)


def _count(total: Score, faults: list[Mapping[str, Any]], fresh: list[Problem]) -> None:
    explained: set[int] = set()
    for fault in faults:
        at, also = {fault["at"], *fault.get("same", ())}, set(fault.get("also", ()))
        hits = [
            n for n, p in enumerate(fresh)
            if str(p.origin) in at or (str(p.origin) in also and {str(o) for o in p.also} & at)
        ]  # fmt: skip
        near = [n for n, p in enumerate(fresh) if {str(p.origin), *map(str, p.also)} & (at | also)]
        words = f"{fault['at']} {fault['old']} -> {fault['new']}"
        if fault.get("twin"):
            total.twins[fault["kind"]] += 1
            total.flagged[fault["kind"]] += bool(hits)
            total.notes += [f"TWIN r02 {fault['kind']} {words}\n     {fresh[n].code}: {fresh[n].message}" for n in hits]
        else:
            total.planted[fault["kind"]] += 1
            total.found[fault["kind"]] += bool(hits)
            if not hits:
                told = "".join(f"\n     elsewhere {fresh[n].origin} {fresh[n].code}: {fresh[n].message}" for n in near)
                total.notes.append(f"MISSED r02 {fault['kind']} {words}{told}")
        explained |= {*hits, *near}
    stray = [p for n, p in enumerate(fresh) if n not in explained]
    total.stray += Counter(p.code for p in stray)
    total.notes += [f"STRAY r02 {p.code} {p.origin} {p.message}" for p in stray]


def _weighty(problems: Iterable[Problem]) -> list[Problem]:
    return [p for p in problems if p.severity is not Severity.INFO and not p.set_aside]


def _key(p: Problem) -> tuple[str, str, str]:
    return p.code, str(p.origin), p.message
