"""業務実績評価一覧 and the counts, computed from ratings and lineage.

The rule (DESIGN.md, "Rating list"): one row a pair of 対応表, equal neighbours merged, ended items last in their
chapter, a predecessor's title only where it differs or there are several. What that leaves open, the key of an invented
edition decides (``tests/keys/new_midterm.toml``, a-m). "Equal" is the same item, never the same letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from authoring.edition.blocks import Grid, GridCell
from authoring.edition.model import Axis, Entry, Lineage, Rating
from authoring.edition.profile import MidTerm, Profile
from authoring.edition.rating_cells import NEVER, Ratings, Slot, Titles, numbered
from authoring.edition.rating_rows import descent_of, letters_given, list_sections
from authoring.edition.years import fiscal_year_name

__all__ = ["RatingTable", "rating_counts", "rating_table"]

Cells = tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True)
class RatingTable:
    """業務実績評価一覧 as a grid; ``year_columns``: fiscal year -> index of the column that holds its ratings."""

    grid: Grid
    year_columns: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column after the first: the titles of a former period (no year), or the ratings of a year."""

    term: MidTerm | None
    year: int | None = None


def rating_counts(
    ratings: Sequence[Rating], years_shown: Sequence[int], letters: Sequence[str], by: str
) -> list[dict[str, int | str]]:
    """How often the rater gave each letter in each year: ``{"year", "by", LETTER…, "total"}``.

    A rated item counts once, however many rows or chapters share its rating; the total is the sum of the letters, so
    that an item without a rating yet is not in it.
    """
    given = letters_given(ratings, by)
    made: list[dict[str, int | str]] = []
    for year in dict.fromkeys(years_shown):
        of_year = [letter for (rated, _), letter in given.items() if rated == year]
        numbers = {letter: of_year.count(letter) for letter in letters}
        made.append({"year": year, "by": by, **numbers, "total": sum(numbers.values())})
    return made


def rating_table(
    year: int,
    profile: Profile,
    outline: Sequence[Entry],
    ratings: Sequence[Rating],
    lineage: Sequence[Lineage],
    years_shown: Sequence[int],
    titles: Mapping[str, str],
    chapter_of: Mapping[str, str],
    by: str,
) -> RatingTable:
    """Compute the rating list of a year.

    Each rating stands in one cell. Where rows of one item can't be neighbours (the halves of a split in two chapters),
    the further cells repeat it in brackets, so that what counts the letters of a column counts it once.

    Args:
        year: this year; it is shown in any case.
        profile: for the mid-term periods and the words of the head.
        outline: today's headings in the plan's order; those of level 1 are the chapters.
        ratings: of all years and raters.
        lineage: 対応表 of all years; lines of plan entries that are no items do no harm.
        years_shown: the years whose ratings have a column. Years after this one have none.
        titles: id of a former item -> its last title, where 対応表 gives none.
        chapter_of: id of a former item -> id of today's chapter that it stands in when it has ended.
        by: id of the rater.

    Raises:
        KeyError: the profile lacks a word of the head.
    """
    shown = sorted({each for each in years_shown if each < year} | {year})
    descent = descent_of(lineage, ratings, shown[0], year)
    given = {node: letter for node, letter in letters_given(ratings, by).items() if node[0] in shown}
    sections = list_sections(year, outline, descent, given.keys(), chapter_of)
    columns = _columns(shown, profile, year)
    rows = [row for section in sections for row in section.rows]
    items = {entry.id: entry for entry in reversed(outline) if entry.item and entry.kind == "heading"}
    named = Titles(rows, items, descent, titles)
    rated = Ratings(rows, items, descent, given, year)
    terms = [column.term for column in columns if column.year is None and column.term]
    lines: list[list[Slot]] = []  # a chapter's heading is a line of one slot
    for section in sections:
        if section.heading:
            lines.append([Slot(numbered(section.heading))])
        for row in section.rows:
            line = [named.today(row, terms)]
            for column in columns:
                if column.year is not None:
                    line.append(rated.slot(row, column.year))
                elif column.term:
                    line.append(named.former(row, column.term))
            lines.append(line)
    grid = Grid(
        table="rating-list",
        name="rating-list",
        caption="",
        unit="",
        header=_head(year, profile, columns),
        body=_merged(lines, columns),
        row_keys=tuple(
            Axis(f"r{n}", (line[0].text,), "value" if len(line) > 1 else "header") for n, line in enumerate(lines, 1)
        ),
        column_keys=(Axis("c1", ("",), "label"), *(_key(n, column) for n, column in enumerate(columns, 2))),
    )
    return RatingTable(grid, {c.year: n for n, c in enumerate(columns, 1) if c.year is not None})


def _columns(shown: Sequence[int], profile: Profile, year: int) -> list[_Column]:
    """The years by period, each former period led by a column of its titles."""
    made: list[_Column] = []
    for term, years in groupby(shown, profile.mid_term):
        if term and term != profile.mid_term(year):
            made.append(_Column(term))
        made += [_Column(term, each) for each in years]
    return made


def _key(n: int, column: _Column) -> Axis:
    if column.year is None:
        return Axis(f"c{n}", (column.term.name if column.term else "",), "label")
    return Axis(f"c{n}", (fiscal_year_name(column.year),), "text", period=str(column.year))


def _head(year: int, profile: Profile, columns: Sequence[_Column]) -> tuple[Cells, Cells]:
    """Two rows: the periods over their columns, then what each column holds."""
    upper: list[GridCell | None] = [
        GridCell(profile.word("ratings_items").format(year=fiscal_year_name(year)), rowspan=2, head=True)
    ]
    lower: list[GridCell | None] = [None]
    for term, group in groupby(columns, lambda column: column.term):
        heads = [
            profile.word("ratings_former").format(term=term.name if term else "")
            if column.year is None
            else fiscal_year_name(column.year)
            for column in group
        ]
        if term:
            upper += [GridCell(term.name, colspan=len(heads), head=True), *[None] * (len(heads) - 1)]
            lower += [GridCell(head, head=True) for head in heads]
        else:  # a year that the profile has no period for
            upper += [GridCell(head, rowspan=2, head=True) for head in heads]
            lower += [None] * len(heads)
    return tuple(upper), tuple(lower)


def _merged(lines: Sequence[Sequence[Slot]], columns: Sequence[_Column]) -> tuple[Cells, ...]:
    """The body's cells: neighbours about the same become one."""
    body: list[list[GridCell | None]] = [
        [None] * (len(columns) + 1)
        if len(line) > 1
        else [GridCell(line[0].text, colspan=len(columns) + 1, head=True), *[None] * len(columns)]
        for line in lines
    ]
    for at in range(len(columns) + 1):
        told: set[object] = set()
        top = 0
        while top < len(lines):
            if len(lines[top]) == 1:
                top += 1
                continue
            slot = lines[top][at]
            below = top + 1
            while slot.about and below < len(lines) and len(lines[below]) > 1 and lines[below][at] == slot:
                below += 1
            is_rating = at > 0 and columns[at - 1].year is not None
            repeated = is_rating and slot.about in told and slot.text and slot.text != NEVER
            body[top][at] = GridCell(f"({slot.text})" if repeated else slot.text, below - top, head=not is_rating)
            told.add(slot.about)
            top = below
    return tuple(tuple(row) for row in body)
