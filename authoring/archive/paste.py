"""A plan as it was approved, pasted one paragraph a line -> entries; paired with last year's by number and text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from authoring.archive.roll import Mint
from authoring.edition.model import Edition, Entry, Lineage
from authoring.edition.nearest import similarity
from authoring.edition.profile import Profile
from authoring.files import FileTrouble
from authoring.files.opening import open_package
from authoring.files.texts import clean_text, match_key
from authoring.problems import Origin, ProblemError, problem
from authoring.workbooks.layout import plan_draft_sheet
from authoring.workbooks.raw import read_raw
from authoring.workbooks.read_sheets import read_sheet

__all__ = ["edition_from_plan", "parse_plan", "read_plan_lines", "repaste"]

_SAME_TEXT = 60.0  # percent of likeness from which two paragraphs of one place are taken for the same entry


def read_plan_lines(path: Path) -> list[str]:
    """The lines of a text file, or of the sheet 計画案 of a workbook. Raises ProblemError where it can't be read."""
    try:
        if path.suffix.lower() == ".xlsx":
            rows, problems = read_sheet(read_raw(open_package(path, "xlsx"), path.name), plan_draft_sheet())
            if problems:
                raise ProblemError(problems[0])
            texts = [row.text("text") for row in rows]
        else:
            texts = path.read_text("utf-8-sig").splitlines()
    except FileTrouble as trouble:
        raise ProblemError(problem(trouble.code, Origin(path.name), **trouble.fields)) from trouble
    except (OSError, UnicodeDecodeError) as trouble:
        raise ProblemError(problem("plan-unreadable", Origin(path.name), why=type(trouble).__name__)) from trouble
    return [line for line in (clean_text(t)[0].strip(" 　") for t in texts) if line]


def _marks(levels: Sequence[str]) -> list[re.Pattern[str]]:
    """A pattern for each level's marks, made of its sample: digits, Roman numerals, circled, kana in its frame."""
    kinds = [
        (r"[Ⅰ-Ⅻ]", re.compile(r"[Ⅰ-Ⅻ]")), (r"[①-⑳]", re.compile(r"[①-⑳]")), (r"[0-9０-９]+", re.compile(r"[0-9]+")),
        (r"[ア-ン]", re.compile(r"[ア-ン]")), (r"[ivx]+", re.compile(r"[ivx]+")),
    ]  # fmt: skip
    made = []
    for sample in levels:
        pattern = sample
        for words, kind in kinds:
            found = kind.search(sample)
            if found:
                before, after = re.escape(sample[: found.start()]), re.escape(sample[found.end() :])
                before, after = before.replace(r"\(", "[(（]"), after.replace(r"\)", "[)）]").replace(r"\.", "[.．]")
                pattern = f"{before}{words}{after}" + ("" if after or words == r"[①-⑳]" else r"(?=[ 　])")
                break
        made.append(re.compile(pattern))
    return made


def parse_plan(lines: Sequence[str], profile: Profile) -> list[Entry]:
    """Entries with provisional ids (""): level and number by the profile's marks, heading or paragraph by shape.

    A numbered line without 「。」 is a heading; chapters' items are level-2 headings, or the chapter where it has none.
    """
    marks = _marks(profile.levels)
    made: list[Entry] = []
    depth = 0
    for line in lines:
        for level, mark in enumerate(marks, start=1):
            found = mark.match(line)
            if found:
                text = line[found.end() :].strip(" 　")
                heading = "。" not in text and bool(text)
                made.append(Entry("", None, level, found.group(), "heading" if heading else "paragraph", text))
                if heading:
                    depth = level
                break
        else:
            made.append(Entry("", None, depth + 1, "", "paragraph", line))
    return _items_and_units(made)


def _items_and_units(entries: list[Entry]) -> list[Entry]:
    made = []
    for index, e in enumerate(entries):
        following = list(entries[index + 1 :])
        end = next((i for i, x in enumerate(following) if x.kind == "heading" and x.level <= e.level), len(following))
        inside = [x for x in following[:end] if x.kind == "heading"]
        if e.kind == "heading" and (e.level == 2 or (e.level == 1 and not any(x.level == 2 for x in inside))):
            e = replace(e, item=True, opens_unit=not inside)
        elif e.kind == "heading" and e.level == 3:
            e = replace(e, opens_unit=True)
        made.append(e)
    return made


def _placed(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Parents from order and level."""
    made: list[Entry] = []
    above: list[Entry] = []
    for e in entries:
        above = [h for h in above if h.level < e.level]
        e = replace(e, parent=above[-1].id if above else None)
        made.append(e)
        if e.kind == "heading":
            above.append(e)
    return tuple(made)


def edition_from_plan(year: int, profile: Profile, lines: Sequence[str]) -> Edition:
    """A first edition without a past."""
    mint = Mint([])
    entries = _placed([replace(e, id=mint("e")) for e in parse_plan(lines, profile)])
    return Edition(year, profile, entries, years_shown=(year,))


def repaste(edition: Edition, lines: Sequence[str], mint: Mint | None = None) -> Edition:
    """The edition with a new plan: paired entries keep id, owners and unit; others are minted; lineage is proposed."""
    mint = mint or Mint([e.id for e in edition.entries])
    old = list(edition.entries)
    free = {e.id for e in old}
    made: list[Entry] = []
    for e in parse_plan(lines, edition.profile):
        twin = _twin(e, [o for o in old if o.id in free])
        if twin is None:
            made.append(replace(e, id=mint("e")))
            continue
        free.discard(twin.id)
        made.append(replace(
            e, id=twin.id, owners=twin.owners, opens_unit=twin.opens_unit, item=twin.item, rated=twin.rated,
            list_title=twin.list_title if twin.text == e.text else "",
            contents_title=twin.contents_title if twin.text == e.text else "",
        ))  # fmt: skip
    entries = _placed(made)
    before = {e.id: e for e in old}
    kept = [line for line in edition.lineage if line.year != edition.year]
    lineage = [*kept]
    for e in entries:
        if e.item:
            twin = before.get(e.id)
            same = twin is not None and match_key(twin.text) == match_key(e.text)
            kind = "new" if twin is None else ("kept" if same else "renamed")
            lineage.append(Lineage(edition.year, "" if twin is None else e.id, e.id, kind, twin.text if twin else ""))  # type: ignore[arg-type]
    gone = [e for e in old if e.item and e.id in free]
    lineage += [Lineage(edition.year, e.id, "", "ended", e.text) for e in gone]
    there = {e.id for e in entries}
    placed = {place.id for place in edition.places}
    return replace(
        edition, entries=entries, lineage=tuple(lineage),
        rows=tuple(r for r in edition.rows if r.unit in there or r.unit in placed),
        keyed=tuple(k for k in edition.keyed if k.key in there and k.item in there),
        tables=tuple(t for t in edition.tables if t.item in there or not t.item),
        indicators=tuple(i for i in edition.indicators if i.item in there),
    )  # fmt: skip


def _twin(e: Entry, old: Sequence[Entry]) -> Entry | None:
    """Last year's entry of the same kind and level: the same words, else the most alike with the same number."""
    alike = [o for o in old if o.kind == e.kind and o.level == e.level]
    same = [o for o in alike if match_key(o.text) == match_key(e.text)]
    if same:
        return next((o for o in same if o.number == e.number), same[0])
    scored = [(similarity(o.text, e.text) + (10 if o.number == e.number and e.number else 0), o) for o in alike]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= _SAME_TEXT else None
