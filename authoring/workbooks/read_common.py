"""共通.xlsx: the plan as the frame of everything, lineage, and the years that are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from authoring.edition.model import Entry, Lineage, Place, Rating
from authoring.edition.outline import printed_numbers
from authoring.edition.profile import Profile
from authoring.edition.years import fiscal_year_name, parse_year
from authoring.files.texts import match_key
from authoring.problems import Problem, problem
from authoring.workbooks.layout import OWNERS, Sheet, lineage_sheet, plan_sheet, years_sheet
from authoring.workbooks.raw import RawBook
from authoring.workbooks.read_places import read_places
from authoring.workbooks.read_sheets import ReadRow, read_sheet
from authoring.workbooks.write_inputs import KINDS

__all__ = ["Common", "prior_only", "read_common"]

Kind = Literal["kept", "renamed", "moved", "merged", "split", "new", "ended"]
_KINDS = {words: kind for kind, words in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Common:
    """What the common workbook holds."""

    entries: tuple[Entry, ...]
    lineage: tuple[Lineage, ...]
    years: tuple[int, ...]
    ratings: tuple[Rating, ...] = ()  # of prior years, as they were typed in 対応表
    own: tuple[Rating, ...] = ()  # of this year, by the agency's own raters
    places: tuple[Place, ...] = ()


def read_common(book: RawBook, profile: Profile, year: int) -> tuple[Common, list[Problem]]:
    """Read its sheets; the parents of the entries follow from their order and levels."""
    rows, problems = read_sheet(book, plan_sheet(profile), skip=frozenset({"parent"}))
    entries = _entries(rows, problems)
    own = tuple(_own_ratings(rows, entries, profile, year, problems))
    lines, found = read_sheet(book, _lineage_sheet(book, profile), skip=frozenset({"new_title"}))
    problems += found
    lineage: list[Lineage] = []
    ratings: dict[tuple[str, int, str], Rating] = {}
    for row in lines:
        line = _lineage(row, problems)
        if line:
            lineage.append(line)
            _prior_ratings(row, line, profile, ratings, problems)
    shown, found = read_sheet(book, years_sheet())
    problems += found
    years = tuple(y for y in (_year(row, problems) for row in shown) if y)
    places, found = read_places(book)
    problems += found
    return Common(entries, tuple(lineage), years, tuple(ratings.values()), own, places), problems


def _year(row: ReadRow, problems: list[Problem]) -> int | None:
    year = parse_year(row.text("year"))
    if year is None:
        problems.append(problem("year-unknown", row.at("year"), value=row.text("year") or "空欄"))
    return year


def _lineage(row: ReadRow, problems: list[Problem]) -> Lineage | None:
    year = _year(row, problems)
    kind = _KINDS.get(row.text("kind"))
    if kind is None and not row.text("kind"):
        problems.append(problem("lineage-kind", row.at("kind")))
    if year is None or kind is None:
        return None
    return Lineage(year, row.text("old"), row.text("new"), cast(Kind, kind), row.text("old_title"), row.at("old"))


def _own_ratings(
    rows: Sequence[ReadRow], entries: Sequence[Entry], profile: Profile, year: int, problems: list[Problem]
) -> Iterator[Rating]:
    """The agency's own ratings of this year, beside the items that are rated by themselves."""
    known = {e.id: e for e in entries}
    for row in rows:
        for rater in profile.raters_of("agency"):
            letter, entry = row.text(f"rating_{rater.id}"), known.get(row.text("id"))
            if letter not in profile.scale_of(rater.id).letters or entry is None:  # told already: it has choices
                continue
            at = row.at(f"rating_{rater.id}")
            if entry.item and not entry.rated:
                yield Rating(entry.id, year, rater.id, letter, at)
            else:
                problems.append(problem("grey-changed", at, what="この行の評定は、ここには入れません。"))


def _lineage_sheet(book: RawBook, profile: Profile) -> Sheet:
    """対応表 as this workbook was issued: older ones have no columns for prior ratings, and nothing stands there."""
    layout = lineage_sheet(profile)
    plain, sheet = lineage_sheet(), book.sheets.get(layout.name)
    added = range(len(plain.fields), len(layout.fields))
    issued = sheet is None or any(sheet.at(layout.header_row - 1, c).value is not None for c in added)
    return layout if issued else plain


def _prior_ratings(
    row: ReadRow, line: Lineage, profile: Profile, found: dict[tuple[str, int, str], Rating], problems: list[Problem]
) -> None:
    """The ratings that a line's old item had the year before; the lines of a split item may say it once or alike."""
    for rater in profile.raters:
        letter = row.text(f"rating_{rater.id}")
        if letter not in profile.scale_of(rater.id).letters:  # empty, or told already: the cell has choices
            continue
        at = row.at(f"rating_{rater.id}")
        if not line.old:
            problems.append(problem("rating-prior-of-none", at, value=letter))
            continue
        rating = Rating(line.old, line.year - 1, rater.id, letter, at)
        first = found.setdefault((line.old, line.year - 1, rater.id), rating)
        if first.rating != letter:
            also = [first.origin] if first.origin else []
            problems.append(problem("rating-prior-twice", at, id=line.old, first=first.rating, value=letter, also=also))


def prior_only(ratings: Sequence[Rating], year: int) -> tuple[tuple[Rating, ...], list[Problem]]:
    """The ratings typed in 対応表 of years before ``year``; a later one is told and left out."""
    late = [r for r in ratings if r.year >= year]
    told = [
        problem("rating-prior-late", r.origin, place=f"{r.item}.{r.by}", name=fiscal_year_name(r.year), value=r.rating)
        for r in late
    ]
    return tuple(r for r in ratings if r.year < year), told


def _entries(rows: list[ReadRow], problems: list[Problem]) -> tuple[Entry, ...]:
    made: list[Entry] = []
    above: list[Entry] = []  # the headings that a new entry may stand under, outermost first
    seen: dict[str, ReadRow] = {}
    shared: dict[str, str] = {}
    for row in rows:
        if not row.text("id"):
            problems.append(problem("id-missing", row.at("id"), where="計画案のシート"))
            continue
        if row.text("id") in seen:
            problems.append(
                problem("id-double", row.at("id"), id=row.text("id"), first=str(seen[row.text("id")].at("id")))
            )
            continue
        seen[row.text("id")] = row
        if not row.text("level").isdecimal():
            problems.append(problem("level-missing", row.at("level")))
            continue
        level = int(row.text("level"))
        above = [h for h in above if h.level < level]
        rated = row.text("rated")
        entry = Entry(
            id=row.text("id"), parent=above[-1].id if above else None, level=level, number=row.text("number"),
            kind="heading" if row.text("kind") == "見出し" else "paragraph", text=row.text("text"),
            opens_unit=bool(row.text("unit")),
            owners=tuple(o for o in (row.text(f"owner{i}") for i in range(1, OWNERS + 1)) if o),
            item=bool(rated), rated="none" if rated == "なし" else "", list_title=row.text("list_title"),
            contents_title=row.text("contents_title"), origin=row.at("text"),
        )  # fmt: skip
        if rated == "共有":
            shared[entry.id] = row.text("rated_with")
        made.append(entry)
        if entry.kind == "heading":
            above.append(entry)
    return _share(made, shared, seen, problems)


def _share(
    made: list[Entry], shared: Mapping[str, str], rows: Mapping[str, ReadRow], problems: list[Problem]
) -> tuple[Entry, ...]:
    """Shared ratings: the number that was typed becomes the id of the item that carries the rating."""
    numbers = printed_numbers(made)
    items = {match_key(numbers[e.id]): e.id for e in made if e.item}
    done = []
    for e in made:
        if e.id in shared:
            target = items.get(match_key(shared[e.id]))
            if target is None:
                problems.append(
                    problem("rated-with-unknown", rows[e.id].at("rated_with"), value=shared[e.id] or "空欄")
                )
            else:
                e = replace(e, rated=target)
        done.append(e)
    return tuple(done)
