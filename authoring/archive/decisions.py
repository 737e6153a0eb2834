"""Decisions: which problems people set aside, in 点検結果 of a copy or earlier, and whether that still holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from authoring.archive.asides import Aside, Held, checks_text, read_asides
from authoring.problems import Origin, Problem, catalogue, problem, put_aside
from authoring.workbooks.findings import (
    FINDINGS,
    KEEP,
    KEEP_WORDS,
    MEND,
    Finding,
    Related,
    can_set_aside,
    is_address,
    place_of,
    read_findings,
    related_of,
    value_of,
)
from authoring.workbooks.raw import RawBook
from authoring.workbooks.read_sheets import ReadRow

__all__ = ["Decided", "decide", "findings_of", "holds_unread", "related_in"]


@dataclass(frozen=True)
class Decided:
    """Problems with those set aside marked, the decisions behind it, and the new text of checks.toml if it changes."""

    problems: tuple[Problem, ...]
    asides: tuple[Aside, ...] = ()
    text: str | None = None


@dataclass(frozen=True)
class _Said:
    """What the sheets 点検結果 say: decisions to keep, problems that a sheet marks with 直す, and rows left empty.

    ``empty`` holds the workbook before the key: a row left empty takes back only what that workbook had said.
    """

    kept: tuple[Aside, ...]
    mend: tuple[Aside, ...]
    empty: frozenset[tuple[str, ...]]

    def withdraws(self, one: Aside) -> bool:
        """Whether a decision of before is taken back."""
        return any(one.holds(each) for each in self.mend) or (one.source, *one.key) in self.empty


def decide(root: Path, year: int, problems: Sequence[Problem], books: Mapping[str, RawBook]) -> Decided:
    """Mark the problems that were set aside; tell decisions that no longer hold. Only reads: the caller writes."""
    held, told = read_asides(root, year)
    said, found = _said(books)
    told += found
    if not held.asides and not said.kept:
        return Decided((*problems, *told))
    kept = _joined(held, said)
    keys = [_key(p, books) for p in problems]
    marked = []
    for one, key in zip(problems, keys, strict=True):
        left = can_set_aside(one.code) and any(a.holds(key) for a in kept)
        marked.append(put_aside(one) if left else one)
    over = [a for a in kept if not any(a.holds(key) for key in keys)]
    told += _no_longer(over, marked, keys)
    text = None
    if held.text is not None:
        now = {key.where for p, key in zip(marked, keys, strict=True) if p.set_aside}
        settled = [a for a in over if a.where in now and a not in said.kept]  # judged anew since
        mine = {a.key for a in kept}
        withdrawn = [a for a in held.asides if a.key not in mine]
        told += _withdrawn(withdrawn, marked, keys)
        new = [a for a in said.kept if not any(h.holds(a) and h.words == a.words for h in held.asides)]
        text = checks_text(held.text, new, withdrawn + settled)
        text = None if text == held.text else text
    return Decided((*marked, *told), tuple(kept), text)


def _no_longer(over: Sequence[Aside], problems: Sequence[Problem], keys: Sequence[Aside]) -> list[Problem]:
    """Tell the decisions whose problem is back with another value."""
    told = []
    for aside in over:
        back = (p for p, key in zip(problems, keys, strict=True) if key.where == aside.where and not p.set_aside)
        if p := next(back, None):
            told.append(_told("aside-outdated", p, aside))
    return told


def _withdrawn(gone: Sequence[Aside], problems: Sequence[Problem], keys: Sequence[Aside]) -> list[Problem]:
    """Tell the decisions that a sheet took back, with their reason, before they leave checks.toml."""
    told = []
    for aside in gone:
        back = (p for p, key in zip(problems, keys, strict=True) if aside.holds(key) and not p.set_aside)
        if p := next(back, None):
            told.append(_told("aside-withdrawn", p, aside))
    return told


def _told(code: str, about: Problem, aside: Aside) -> Problem:
    return problem(code, about.origin, item=about.item, place=about.place, reason=aside.reason, role=aside.role)


def _joined(held: Held, said: _Said) -> list[Aside]:
    """What the sheets say now, and what was said before and nobody took back."""
    now = {a.key: a for a in said.kept}
    before = [a for a in held.asides if a.key not in now and not said.withdraws(a)]
    return [*before, *now.values()]


def _key(found: Problem, books: Mapping[str, RawBook]) -> Aside:
    place, file = place_of(found)
    return Aside(found.code, place, value_of(found, books), file, found.message)


def _row_key(row: ReadRow, **more: str) -> Aside:
    """The problem that a row of 点検結果 is about."""
    place = row.text("place")
    file = row.file if is_address(place) else ""
    return Aside(row.text("code"), place, row.text("value"), file, row.text("message"), **more)


def _said(books: Mapping[str, RawBook]) -> tuple[_Said, list[Problem]]:
    """What is typed, and what is wrong with it. Where sheets differ 直す wins, and of reasons the first one."""
    rows, problems = read_findings(books.values())
    kept: dict[tuple[str, ...], Aside] = {}
    mend: dict[tuple[str, ...], Aside] = {}
    empty: set[tuple[str, ...]] = set()
    for row in rows:
        action, reason, role = (row.text(name).strip() for name in ("action", "why", "role"))
        one = _row_key(row, reason=reason, role=role, source=row.file)
        found = _wrong(row, action, reason, role)
        problems += found
        if one.rule and not action:
            empty.add((row.file, *one.key))
        elif one.rule and action == MEND:
            mend.setdefault(one.key, one)
        elif not found and action in KEEP_WORDS:
            first = kept.setdefault(one.key, one)
            if first.words != one.words:
                problems.append(_differs("aside-differs", row.at("why"), first, row.file))
    for key, second in mend.items():
        if key in kept:
            at = Origin(second.source, FINDINGS)
            problems.append(_differs("aside-undecided", at, kept.pop(key), second.source))
    return _Said(tuple(kept.values()), tuple(mend.values()), frozenset(empty)), problems


def _differs(code: str, at: Origin, first: Aside, second: str) -> Problem:
    return problem(code, at, first=first.source, second=second, finding=first.finding[:40])


def _wrong(row: ReadRow, action: str, reason: str, role: str) -> list[Problem]:
    """What keeps a row from being a decision."""
    code, number = row.text("code"), f"「{row.text('message')[:40]}」の判断"
    if not action:
        return [problem("aside-incomplete", row.at("action"), row=number, missing="対応")] if reason and code else []
    if action in ("", MEND):
        return []
    if action not in KEEP_WORDS:
        return [problem("choice-unknown", row.at("action"), value=action[:30], field="対応", choices=f"{KEEP}・{MEND}")]
    if code not in catalogue():
        return [problem("aside-unknown", row.at("action"))]
    if not can_set_aside(code):
        return [problem("aside-refused", row.at("action"), row=number, rule=code)]
    for field, words, typed in (("why", "理由", reason), ("role", "役職", role)):
        if not typed:
            return [problem("aside-incomplete", row.at(field), row=number, missing=words)]
    return []


def findings_of(decided: Decided, books: Mapping[str, RawBook]) -> dict[str, list[Finding]]:
    """File -> its problems as a copy lists them, with the decisions that stand; all but those of 点検結果 itself."""
    typed = _typed(books)
    found: dict[str, list[Finding]] = {file: [] for file in books}
    for one in decided.problems:
        at = one.origin
        if at is None or at.file not in found or at.sheet == FINDINGS:
            continue
        key = _key(one, books)
        finding = Finding(one, key.place, key.value)
        if one.set_aside:
            aside = next(a for a in decided.asides if a.holds(key))
            finding = replace(finding, action=KEEP, reason=aside.reason, role=aside.role)
        elif key.key in typed:  # begun and not complete: nothing typed is lost
            row = typed[key.key]
            finding = replace(finding, action=row.text("action"), reason=row.text("why"), role=row.text("role"))
        found[at.file].append(finding)
    return found


def _typed(books: Mapping[str, RawBook]) -> dict[tuple[str, ...], ReadRow]:
    """What is typed in the sheets, whole or not, by the problem it is about; of two copies the first that says any."""
    found: dict[tuple[str, ...], ReadRow] = {}
    for row in read_findings(books.values())[0]:
        if any(row.text(name).strip() for name in ("action", "why", "role")):
            found.setdefault(_row_key(row).key, row)
    return found


def related_in(problems: Iterable[Problem]) -> dict[str, list[Related]]:
    """File -> its cells that problems told elsewhere name too."""
    related: dict[str, list[Related]] = {}
    for one in problems:
        for file, cells in related_of(one).items():
            related.setdefault(file, []).extend(cells)
    return related


def holds_unread(copy: RawBook, findings: Iterable[Finding], decided: Decided) -> bool:
    """Whether somebody typed decisions into a copy that are not among ``findings`` and were not read before."""
    known = {(*a.key, a.reason, a.role) for a in decided.asides}
    for each in findings:
        place, file = place_of(each.problem)
        key = Aside(each.problem.code, place, each.value, file, each.problem.message).key
        known.add((*key, each.reason.strip(), each.role.strip()))
    typed = _typed({copy.file: copy})
    return any(
        (*key, row.text("why").strip(), row.text("role").strip()) not in known
        for key, row in typed.items()
        if row.text("action").strip() != MEND
    )
