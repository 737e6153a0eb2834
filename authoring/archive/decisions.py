"""Decisions: which problems people set aside, in 点検結果 of a copy or earlier, and whether that still holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from authoring.archive.asides import Aside, Held, checks_text, read_asides
from authoring.problems import Problem, catalogue, problem, put_aside
from authoring.workbooks.findings import (
    FINDINGS,
    KEEP,
    KEEP_WORDS,
    MEND,
    Finding,
    can_set_aside,
    is_address,
    place_of,
    read_findings,
    value_of,
)
from authoring.workbooks.raw import RawBook
from authoring.workbooks.read_sheets import ReadRow

__all__ = ["Decided", "decide", "findings_of"]


@dataclass(frozen=True)
class Decided:
    """Problems with those set aside marked, the decisions behind it, and the new text of checks.toml if it changes."""

    problems: tuple[Problem, ...]
    asides: tuple[Aside, ...] = ()
    text: str | None = None


@dataclass(frozen=True)
class _Said:
    """What the sheets 点検結果 say: decisions to keep, and the keys of rows whose 対応 is empty, by workbook."""

    kept: tuple[Aside, ...]
    mend: frozenset[tuple[str, ...]]


def decide(root: Path, year: int, problems: Sequence[Problem], books: Mapping[str, RawBook]) -> Decided:
    """Mark the problems that were set aside; tell decisions that no longer hold. Only reads: the caller writes."""
    held, told = read_asides(root, year)
    said, found = _said(books)
    told += found
    if not held.asides and not said.kept and not said.mend:
        return Decided((*problems, *told))
    kept = _joined(held, said)
    keys = [_key(p, books) for p in problems]
    marked = []
    for one, key in zip(problems, keys, strict=True):
        left = can_set_aside(one.code) and any(a.holds(key) for a in kept)
        marked.append(put_aside(one) if left else one)
    over = [a for a in kept if not any(a.holds(key) for key in keys)]
    for aside in over:
        open_ = (p for p, key in zip(marked, keys, strict=True) if key.where == aside.where and not p.set_aside)
        if p := next(open_, None):
            told.append(
                problem("aside-outdated", p.origin, item=p.item, place=p.place, reason=aside.reason, role=aside.role)
            )
    text = None
    if held.text is not None:
        now = {key.where for p, key in zip(marked, keys, strict=True) if p.set_aside}
        settled = [a for a in over if a.where in now and a not in said.kept]  # judged anew since
        mine = {a.key for a in kept}
        gone = [a for a in held.asides if a.key not in mine] + settled
        text = checks_text(held.text, said.kept, gone)
        text = None if text == held.text else text
    return Decided((*marked, *told), tuple(kept), text)


def _joined(held: Held, said: _Said) -> list[Aside]:
    """What the sheets say now, and what was said before. A decision that a sheet brought leaves with its mark there."""
    now = {a.key: a for a in said.kept}
    before = [a for a in held.asides if a.key not in now and (a.source, *a.key) not in said.mend]
    return [*before, *now.values()]


def _key(found: Problem, books: Mapping[str, RawBook]) -> Aside:
    place, file = place_of(found)
    return Aside(found.code, place, value_of(found, books), file, found.message)


def _said(books: Mapping[str, RawBook]) -> tuple[_Said, list[Problem]]:
    rows, problems = read_findings(books.values())
    kept: dict[tuple[str, ...], Aside] = {}
    mend: set[tuple[str, ...]] = set()
    for row in rows:
        action, reason, role = (row.text(name).strip() for name in ("action", "why", "role"))
        code, place = row.text("code"), row.text("place")
        file = row.file if is_address(place) else ""
        one = Aside(code, place, row.text("value"), file, row.text("message"), reason, role, source=row.file)
        if code and not action:
            mend.add((row.file, *one.key))
        found = _wrong(row, action, reason, role)
        problems += found
        if not found and action in KEEP_WORDS:
            kept[one.key] = one
    return _Said(tuple(kept.values()), frozenset(mend)), problems


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
            finding = replace(finding, keep=True, reason=aside.reason, role=aside.role)
        elif key.key in typed:  # begun and not complete: nothing typed is lost
            row = typed[key.key]
            keep = row.text("action").strip() in KEEP_WORDS
            finding = replace(finding, keep=keep, reason=row.text("why"), role=row.text("role"))
        found[at.file].append(finding)
    return found


def _typed(books: Mapping[str, RawBook]) -> dict[tuple[str, ...], ReadRow]:
    found = {}
    for row in read_findings(books.values())[0]:
        place = row.text("place")
        file = row.file if is_address(place) else ""
        found[Aside(row.text("code"), place, row.text("value"), file, row.text("message")).key] = row
    return found
