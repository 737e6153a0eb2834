"""The sheets before the items: rating list, criteria with counts, contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from authoring.documents.content import Contents, Counts, Criteria, RatingList, Title
from authoring.documents.excel.measure import LINE, full_width, line_count, width_in
from authoring.documents.excel.names import quoted
from authoring.documents.excel.paper import set_up
from authoring.documents.excel.pen import Pen
from authoring.edition.blocks import GridCell

__all__ = ["draw_contents", "draw_counts", "draw_list", "year_ranges"]

_ALL = (1, 1, 1, 1)
_NARROWEST, _WIDEST = 70, 330  # pixels of a column of the rating list
_CONTENTS = (24, 596)  # pixels: what sets the second level in, and the rest
_FIRST, _LETTER, _WORDS = 130, 62, 300  # pixels of the counts: first column, a letter's, those of the wording at least


def _titles(pen: Pen, lines: Sequence[tuple[str, float]], last: int) -> int:
    """Write title lines from the top, each over all columns; returns the row below them."""
    for row, (text, size) in enumerate(lines):
        pen.area((row, 0), (row, last), text, pen.form("title", size))
        pen.sheet.set_row(row, LINE * (size / 9 + 0.6))
    return len(lines)


def _top_of(rating: RatingList, titles: Sequence[Title]) -> list[tuple[str, float]]:
    lines = [(line, 14.0) for title in titles for line in title.text.split("\n")]
    lines += [(title.draft, 10.0) for title in titles if title.draft]
    return [*lines, *([(rating.heading, 11.0)] if rating.heading else [])]


def year_ranges(rating: RatingList, titles: Sequence[Title], name: str) -> dict[int, str]:
    """Fiscal year -> the cells of its ratings on the sheet of that name, as a formula writes them."""
    first = len(_top_of(rating, titles)) + len(rating.grid.header)
    last = first + max(1, len(rating.grid.body)) - 1
    return {
        year: f"{quoted(name)}!{xl_range_abs(first, column, last, column)}"
        for year, column in rating.year_columns.items()
    }


def draw_list(pen: Pen, rating: RatingList, titles: Sequence[Title], notice: str) -> None:
    """Draw the rating list, each cell of the grid in its own, merged as the grid says; header frozen and repeated."""
    grid = rating.grid
    rows = (*grid.header, *grid.body)
    widths = _list_widths(rows)
    pages = 1 if len(rows) <= 50 else 0
    set_up(pen.sheet, pen.look.paper(landscape=False), sum(widths), notice, tall=pages)
    for column, width in enumerate(widths):
        pen.sheet.set_column_pixels(column, column, width)
    first = _titles(pen, _top_of(rating, titles), len(widths) - 1)
    ratings = set(rating.year_columns.values())
    heights = [1] * len(rows)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            below = min(r + cell.rowspan, len(rows)) - 1
            right = min(c + cell.colspan, len(widths)) - 1
            lines = line_count(cell.text, width_in(sum(widths[c : right + 1])))
            heights[below] = max(heights[below], lines - sum(heights[r:below]))
            style = "head" if r < len(grid.header) else "centre" if c in ratings or cell.number else "label"
            pen.area((first + r, c), (first + below, right), cell.text, pen.form(style, edges=_ALL))
    for r, height in enumerate(heights):
        pen.sheet.set_row(first + r, height * LINE + 5)
    if grid.header:
        pen.sheet.repeat_rows(first, first + len(grid.header) - 1)
    pen.sheet.freeze_panes(first + len(grid.header), 0)


def _list_widths(rows: Sequence[Sequence[GridCell | None]]) -> list[int]:
    widths = [_NARROWEST] * max((len(row) for row in rows), default=1)
    for row in rows:
        for c, cell in enumerate(row):
            if cell is not None and cell.colspan == 1:
                widths[c] = max(widths[c], min(_WIDEST, full_width(cell.text) + 6))
    return widths


def draw_counts(
    pen: Pen, criteria: Sequence[Criteria], counts: Sequence[tuple[Counts, Mapping[int, str]]], notice: str
) -> None:
    """Draw the criteria and, below them, the counts: live formulas over the list's cells, with their values."""
    letters = max((len(c.letters) for c, _ in counts), default=0)
    last = max(letters + 1, -(-_WORDS // _LETTER))
    set_up(pen.sheet, pen.look.paper(landscape=False), _FIRST + last * _LETTER, notice)
    pen.sheet.set_column_pixels(0, 0, _FIRST)
    pen.sheet.set_column_pixels(1, last, _LETTER)
    row = 0
    for each in criteria:
        for text, size in ((each.heading, 11.0), (each.name, 9.0)):
            if text:
                row = _heading(pen, row, last, text, size)
        for letter, wording in each.steps:
            pen.text(row, 0, letter, pen.form("centre", edges=_ALL))
            pen.area((row, 1), (row, last), wording, pen.form("label", edges=_ALL))
            pen.sheet.set_row(row, line_count(wording, width_in(last * _LETTER)) * LINE + 5)
            row += 1
        row += 1
    for count, ranges in counts:
        row = _heading(pen, row, last, count.heading, 11.0) if count.heading else row
        row = 1 + _count_table(pen, row, count, ranges)


def _heading(pen: Pen, row: int, last: int, text: str, size: float) -> int:
    pen.area((row, 0), (row, last), text, pen.form("title", size))
    pen.sheet.set_row(row, LINE * (size / 9 + 0.6))
    return row + 1


def _count_table(pen: Pen, top: int, counts: Counts, ranges: Mapping[int, str]) -> int:
    """One table of counts, a year a row; returns the row below it."""
    head, number = pen.form("head", edges=_ALL), pen.form("count", edges=_ALL)
    for column, text in enumerate(("", *counts.letters, counts.total_label)):
        pen.text(top, column, text, head)
    for row, (year, printed) in enumerate(counts.years, top + 1):
        pen.sheet.set_row(row, LINE + 5)
        pen.text(row, 0, printed, pen.form("label", edges=_ALL))
        values = [counts.numbers.get(year, {}).get(letter, 0) for letter in counts.letters]
        for column, value in enumerate(values, 1):
            if year in ranges:
                asked = xl_rowcol_to_cell(top, column, row_abs=True)
                pen.formula(row, column, f"=COUNTIF({ranges[year]},{asked})", value, number)
            else:
                pen.number(row, column, value, number)
        if values:
            inside = f"{xl_rowcol_to_cell(row, 1)}:{xl_rowcol_to_cell(row, len(values))}"
            pen.formula(row, len(values) + 1, f"=SUM({inside})", sum(values), number)
    return top + 1 + len(counts.years)


def draw_contents(pen: Pen, contents: Sequence[Contents], targets: Mapping[str, str], notice: str) -> None:
    """Draw the contents: each line leads to its heading where a sheet holds it (``targets``: bookmark -> address)."""
    set_up(pen.sheet, pen.look.paper(landscape=False), sum(_CONTENTS), notice)
    for column, width in enumerate(_CONTENTS):
        pen.sheet.set_column_pixels(column, column, width)
    row = 0
    for each in contents:
        row = _heading(pen, row, 1, each.heading, 14.0) if each.heading else row
        row = _heading(pen, row, 1, each.left_label, 9.0) if each.left_label else row
        for line in each.lines:
            column = int(line.level > 1)  # a column of its own sets the second level in, links too
            linked = line.bookmark in targets
            form = pen.form(("link" if linked else "line") + ("2" if column else "1"), 10.0)
            pen.area((row, column), (row, 1), "", form)
            if linked:
                pen.link(row, column, targets[line.bookmark], line.text, form)
            else:
                pen.text(row, column, line.text, form)
            pen.sheet.set_row(row, line_count(line.text, width_in(sum(_CONTENTS[column:]), 10.0)) * 15.5 + 3)
            row += 1
        row += 1
