"""Plant faults, run the checks, count what they find: ``python -m benchmarks.score_faults --seeds 1 2 3 4 5``.

For each seed a clean pair of years at full size is written as a workspace with its past year, then again with faults
in its input workbooks, some kinds at a time so that they keep out of each other's way; the faults of examples/r02 come
from ``faults_r02.toml``. A fault is found where an error or a warning that the clean workspace has not points at its
cell. With ``--missed`` every miss, every word about a twin, and every finding that no fault explains is printed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from authoring import verbs
from authoring.problems import Problem, Severity
from benchmarks.fault_examples import example_faults
from benchmarks.fault_field import Field, field_of
from benchmarks.fault_prose import PROSE
from benchmarks.fault_tables import TABLES
from benchmarks.fault_twins import twins
from benchmarks.fault_workspace import clean_workspace, write_edition
from benchmarks.faults import KINDS, Plant, Spot, planted

__all__ = ["Score", "main", "plant_all", "score"]

EACH = 15  # of each kind in a generated pair; five more stand in examples/r02
GROUPS = ((1, 2, 15, 16), (3, 6, 10, 17), (4, 7, 11, 18), (5, 8, 12, 19), (9, 13, 14, 20))


@dataclass
class Score:
    """What was planted and found, by kind; what was said of twins; what no fault explains, by code."""

    planted: Counter[int] = field(default_factory=Counter)
    found: Counter[int] = field(default_factory=Counter)
    twins: Counter[int] = field(default_factory=Counter)
    flagged: Counter[int] = field(default_factory=Counter)
    stray: Counter[str] = field(default_factory=Counter)
    clean: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def add(self, plants: Sequence[Plant], fresh: Sequence[Problem], where: dict[Spot, tuple[str, ...]]) -> None:
        """Count one workspace: ``fresh``: what the clean one has not; ``where``: the cells of a spot."""
        explained: set[int] = set()
        for plant in plants:
            at = set(where[plant.spot])
            others = {cell for spot in plant.also for cell in where[spot]}
            hits = [n for n, p in enumerate(fresh) if _hits(p, at, others)]
            near = [n for n, p in enumerate(fresh) if _cells(p) & (at | others)]
            if plant.twin:
                self.twins[plant.kind] += 1
                self.flagged[plant.kind] += bool(hits)
                self.notes += [
                    f"TWIN {plant.kind} {plant.words}\n     {fresh[n].code}: {fresh[n].message}" for n in hits
                ]
                explained |= set(hits)
                continue
            explained |= set(near)
            self.planted[plant.kind] += 1
            self.found[plant.kind] += bool(hits)
            if not hits:
                seen = "".join(f"\n     elsewhere {fresh[n].origin} {fresh[n].code}: {fresh[n].message}" for n in near)
                self.notes.append(f"MISSED {plant.kind} {next(iter(at))} {plant.words}{seen}")
        for n, p in enumerate(fresh):
            if n not in explained:
                self.stray[p.code] += 1
                self.notes.append(f"STRAY {p.code} {p.origin} {p.message}")


def _hits(p: Problem, at: set[str], others: set[str]) -> bool:
    """At the cell itself; or at one that the fault can't be told from, and naming the cell."""
    return str(p.origin) in at or (str(p.origin) in others and bool({str(o) for o in p.also} & at))


def _cells(p: Problem) -> set[str]:
    return {str(p.origin), *map(str, p.also)}


def weighty(problems: Iterable[Problem]) -> list[Problem]:
    """Errors and warnings that nobody set aside."""
    return [p for p in problems if p.severity is not Severity.INFO and not p.set_aside]


def _key(p: Problem) -> tuple[str, str, str]:
    return p.code, str(p.origin), p.message


def plant_all(made: Field, kinds: Iterable[int]) -> Iterator[Plant]:
    """Fifteen plants of each kind, no two in one cell and no two in one table or of one indicator."""
    for kind in kinds:
        pool = [list(plant(made)) for plant in (*PROSE.get(kind, ()), *TABLES.get(kind, ()))]
        for each in pool:
            made.rng.shuffle(each)
        chosen = 0
        while chosen < EACH and any(pool):
            for each in pool:
                plant = next(iter(_take(made, each)), None)
                if plant is not None and chosen < EACH:
                    chosen += 1
                    yield plant


def _take(made: Field, pool: list[Plant]) -> Iterator[Plant]:
    while pool:
        plant = pool.pop()
        names = {("cell", s.ids[0]) if s.kind == "cell" else (s.kind, *s.ids) for s in (plant.spot, *plant.also)}
        if not names & made.used:
            made.used |= names
            yield plant
            return


def _free(made: Field) -> Iterator[Spot]:
    """Cells of progress in which nothing is planted and that say something of their own."""
    for line in made.lines:
        free = line.spot.ids[1] == "progress" and ("row", *line.spot.ids) not in made.used
        if free and line.index == 0 and line.composed and line.composed[0] != "※":
            made.used.add(("row", *line.spot.ids))
            yield line.spot


def score(seed: int, kinds: Iterable[int], root: Path, total: Score) -> None:
    """One seed: the clean workspace, then a workspace for each group of kinds."""
    wanted = set(kinds)
    made = field_of(seed)
    clean_workspace(root, made.then, made.now)
    before = verbs.load(root)
    known = Counter(map(_key, weighty(before.problems)))
    total.clean.update(p.code for p in weighty(before.problems))
    total.notes += [f"CLEAN {p.code} {p.origin} {p.message}" for p in weighty(before.problems)]
    for group in GROUPS:
        made.used.clear()
        plants = list(plant_all(made, [k for k in group if k in wanted]))
        if not plants:
            continue
        if group == GROUPS[0]:
            plants += [t for t in twins(made, _free(made)) if t.kind in wanted and _unused(made, t)]
        write_edition(root, planted(made.now, plants), made.then)
        loaded = verbs.load(root)
        if loaded.edition is None:
            sys.exit("\n".join(p.message for p in loaded.problems))
        spots = {s for p in plants for s in (p.spot, *p.also)}
        where = {s: tuple(str(o) for o in s.origins(loaded.edition)) for s in spots}
        total.add(plants, [p for p in weighty(loaded.problems) if _key(p) not in known], where)


def _unused(made: Field, twin: Plant) -> bool:
    return twin.spot.kind != "cell" or ("cell", twin.spot.ids[0]) not in made.used


def _report(total: Score, seeds: int) -> None:
    out = sys.stdout
    out.write(f"{'kind':<46}{'planted':>8}{'found':>7}{'rate':>8}{'twins':>7}{'flagged':>9}\n")
    for kind, name in KINDS.items():
        if total.planted[kind] or total.twins[kind]:
            rate = 100 * total.found[kind] / max(1, total.planted[kind])
            out.write(
                f"{kind:>2} {name:<43}{total.planted[kind]:>8}{total.found[kind]:>7}{rate:>7.1f}%"
                f"{total.twins[kind]:>7}{total.flagged[kind]:>9}\n"
            )
    planted_all, found_all = sum(total.planted.values()), sum(total.found.values())
    out.write(f"{'all':<46}{planted_all:>8}{found_all:>7}{100 * found_all / max(1, planted_all):>7.1f}%\n")
    out.write(f"findings that no fault explains: {dict(total.stray) or 'none'}\n")
    out.write(f"on the clean pairs ({seeds}): {dict(total.clean) or 'none'}\n")


def main() -> None:
    """Read the arguments, score, print."""
    parser = argparse.ArgumentParser(description="Plant faults in generated pairs and count what the checks find.")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--kinds", type=int, nargs="+", default=list(KINDS))
    parser.add_argument("--missed", action="store_true", help="print misses, flagged twins and strays")
    parser.add_argument("--no-example", action="store_true", help="leave out examples/r02")
    told = parser.parse_args()
    total, example = Score(), Score()
    for seed in told.seeds:
        with tempfile.TemporaryDirectory() as folder:
            score(seed, told.kinds, Path(folder), total)
    if not told.no_example:
        with tempfile.TemporaryDirectory() as folder:
            example_faults(Path(folder), told.kinds, example)
    _report(total, len(told.seeds))
    if example.planted:
        sys.stdout.write("\nexamples/r02\n")
        _report(example, 1)
    if told.missed:
        notes: defaultdict[str, list[str]] = defaultdict(list)
        for note in (*total.notes, *example.notes):
            notes[note.split(" ")[0]].append(note)
        sys.stdout.write("\n".join(line for many in notes.values() for line in many) + "\n")


if __name__ == "__main__":
    main()
