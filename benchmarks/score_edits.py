"""Score the comparison of two editions against known edits: ``python -m benchmarks.score_edits [--seeds 1 2 3]``.

By class: expected, found (right place, right class), wrongly classed, misplaced, missed; then what was reported that no
edit explains. What is expected is matched with what is reported by its texts, column and ids, never by list position.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from authoring.review.changes import Changes
from authoring.review.compare import compare
from benchmarks.edit_key import ANY, Expected
from benchmarks.edits import Pair, known_edits

__all__ = ["Said", "Score", "score", "score_pair"]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that the comparison reported, in the terms of the key."""

    list: str
    kind: str
    id: str
    old: str
    new: str
    column: str
    section: str = ""
    moved_from: str = ""
    other: str = ""
    cell: bool = False


@dataclass
class Score:
    """What became of the key. ``wrong``: found, under another class or at another place."""

    found: list[Expected] = field(default_factory=list)
    wrong: list[tuple[Expected, Said]] = field(default_factory=list)
    missed: list[Expected] = field(default_factory=list)
    false: list[Said] = field(default_factory=list)

    def share(self, *, same: bool = False) -> float:
        """The share of what was edited (``same``: of what nobody touched) that was found and rightly classed."""
        found = sum((e.kind == "same") == same for e in self.found)
        failed = sum((e.kind == "same") == same for e in [*self.missed, *(e for e, _ in self.wrong)])
        return found / max(1, found + failed)


def said(changes: Changes) -> Iterator[Said]:
    """Everything that was reported, in one form."""
    for x in changes.lines:
        yield Said("lines", x.kind, x.id, x.old, x.new, x.column, x.section, x.moved_from, cell=x.cell)
    for s in changes.structure:
        yield Said("structure", s.kind, s.id, s.old_title, s.new_title, "")
    for r in changes.ratings:
        yield Said("ratings", r.kind, r.item, r.old, r.new, "", r.direction, other=r.old_item)
    for i in changes.indicators:
        yield Said("indicators", "indicator", i.id, i.old, i.new, "", i.direction)
    for f in changes.restatements:
        yield Said("restatements", "restatement", f.id, f.published, f.now, f.period)
    for u in (*changes.targets, *changes.requests):
        yield Said(f"{u.kind}s", u.kind, u.id, u.text, u.text, "")


def _texts(one: Expected | Said) -> tuple[object, ...]:
    """By what an expected thing and a reported one are known to be the same."""
    if one.list == "lines":
        return one.list, one.old, one.new, one.column
    if one.list in ("restatements", "indicators"):
        return one.list, one.id, one.old, one.new, one.column
    if one.list == "ratings":
        return one.list, one.id, one.other
    return one.list, one.id


def _right_place(e: Expected, s: Said) -> bool:
    if e.list == "ratings":
        return (e.old, e.new, *e.also) == (s.old, s.new, s.section)
    if e.list == "indicators":
        return not e.also or s.section in e.also
    if e.list != "lines":
        return True
    if s.cell or "/" in e.id:
        return _same_cell(e, s)
    moved = s.moved_from == e.moved_from or (not s.moved_from and e.moved_from == e.section)
    return e.section == s.section and (moved or not e.moved_from)


def _same_cell(e: Expected, s: Said) -> bool:
    return s.id == e.id


def _right_class(e: Expected, s: Said) -> bool:
    return e.kind in (s.kind, ANY) or (e.list == "structure" and s.kind in e.also)


def _take(
    wanted: Iterable[Expected], open_: dict[tuple[object, ...], list[Said]], fits: Callable[[Expected, Said], bool]
) -> Iterator[tuple[Expected, Said | None]]:
    """Each expected thing with a reported one of the same texts that fits, taken from those still open."""
    for e in wanted:
        there = open_.get(_texts(e), [])
        fit = [s for s in there if fits(e, s)]
        best = next((s for s in fit if s.id in (e.id, e.other)), fit[0] if fit else None)
        if best is not None:
            there.remove(best)
        yield e, best


def score_pair(key: Iterable[Expected], changes: Changes) -> Score:
    """Match what was expected with what was reported: right ones first, so that no right one is lost to a wrong one."""
    made = Score()
    key = list(key)
    open_: dict[tuple[object, ...], list[Said]] = defaultdict(list)
    for s in said(changes):
        open_[_texts(s)].append(s)
    rest = [e for e in key if not e.optional]
    near: Callable[[Expected, Said], bool] = lambda e, s: s.id in (e.id, e.other)  # noqa: E731
    for fits in (
        lambda e, s: _right_class(e, s) and _right_place(e, s) and near(e, s),
        lambda e, s: _right_class(e, s) and _right_place(e, s),
    ):
        pairs = list(_take(rest, open_, fits))
        made.found += [e for e, s in pairs if s is not None]
        rest = [e for e, s in pairs if s is None]
    for fits in (lambda e, s: s.kind != "same" and near(e, s), lambda e, s: s.kind != "same" or near(e, s)):
        pairs = list(_take(rest, open_, fits))
        made.wrong += [(e, s) for e, s in pairs if s is not None]
        rest = [e for e, s in pairs if s is None]
    made.missed += rest
    explain = _Explained(key)
    made.false += [
        s for group in open_.values() for s in group
        if not (s.list == "lines" and s.kind == "same") and not explain(s)
    ]  # fmt: skip
    return made


class _Explained:
    """Whether some edit explains a report that nothing in the key demanded (a table is shown in two places)."""

    def __init__(self, key: list[Expected]) -> None:
        self.any = {e.id for e in key if e.kind == ANY}
        self.exact = {
            (e.list, k, e.id, e.old, e.new) for e in key for k in (e.kind, *e.also) if "/" in e.id or e.optional
        }
        self.optional = {(e.list, e.kind, e.id) for e in key if e.optional}

    def __call__(self, s: Said) -> bool:
        if s.list == "lines" and (s.id in self.any or s.id.split("/")[0] in self.any):
            return True
        return (s.list, s.kind, s.id, s.old, s.new) in self.exact or (s.list, s.kind, s.id) in self.optional


def score(pair: Pair) -> Score:
    """Run the comparison on a pair and score it."""
    return score_pair(pair.key, compare(pair.old, pair.new, old_name="OLD", new_name="NEW"))


def _print(made: Score, most: int) -> None:
    rows: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for index, each in enumerate((made.found, [e for e, _ in made.wrong], made.missed)):
        for e in each:
            rows[e.list, e.kind, e.why][index] += 1
    print(f"{'list':12} {'class':12} {'edit':34} expected  found  wrong missed")
    for (name, kind, why), (found, wrong, missed) in sorted(rows.items()):
        print(f"{name:12} {kind:12} {why:34} {found + wrong + missed:8} {found:6} {wrong:6} {missed:6}")
    edits = sum(e.kind != "same" for e in [*made.found, *made.missed, *(e for e, _ in made.wrong)])
    print(f"found {made.share():.2%} of {edits} edits, {made.share(same=True):.2%} of what is equal; "
          f"wrong {len(made.wrong)}, missed {len(made.missed)}, false {len(made.false)}")  # fmt: skip
    for e, s in made.wrong[:most]:
        print(f"WRONG  {e.list} {e.kind} ({e.why}) {e.id} from {e.moved_from or '-'} in {e.section}: said {s.kind}"
              f" {s.id} from {s.moved_from or '-'} in {s.section}\n       - {e.old!r}\n       + {e.new!r}")  # fmt: skip
    for e in made.missed[:most]:
        print(f"MISSED {e.list} {e.kind} ({e.why}) {e.id} {e.column}\n       - {e.old!r}\n       + {e.new!r}")
    for s in made.false[:most]:
        print(f"FALSE  {s.list} {s.kind} {s.id} {s.column} {s.section}\n       - {s.old!r}\n       + {s.new!r}")


def main() -> None:
    """Print the score of each seed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    asked.add_argument("--scale", type=float, default=1)
    asked.add_argument("--list", type=int, default=40, help="how many misses of each sort are listed")
    options = asked.parse_args()
    for seed in options.seeds:
        print(f"seed {seed}")
        _print(score(known_edits(seed, scale=options.scale)), options.list)


if __name__ == "__main__":
    main()
