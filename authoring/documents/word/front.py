"""What stands before the wide table: title, rating list, criteria, counts, contents."""

from __future__ import annotations

from collections.abc import Mapping

from authoring.documents.content import Contents, Counts, Criteria, RatingList, Title
from authoring.documents.word.grids import draw_grid
from authoring.documents.word.markup import Pen, field, hyperlink, runs
from authoring.documents.word.styles import (
    AFTER_TABLE,
    CONTENTS_LABELS,
    CRITERION,
    DRAFT,
    FOLLOWING_PART,
    LIST,
    PART,
    TITLE,
    contents_style,
)
from authoring.documents.word.template import Template
from authoring.edition.blocks import Grid, GridCell

__all__ = ["UNKNOWN", "draw_contents", "draw_front"]

UNKNOWN = "…"  # a page number that nobody has laid out yet
TAB = "<w:r><w:tab/></w:r>"
COUNT_COLUMN = 1100  # twips


def draw_front(
    part: Title | RatingList | Criteria | Counts | Contents,
    pen: Pen,
    template: Template,
    targets: Mapping[str, str],
    *,
    follows: bool,
) -> list[str]:
    """The paragraphs and tables of a part.

    Args:
        part: the part.
        pen: writes in the template's styles.
        template: facts of the template.
        targets: the bookmarks that the body has, each with the page number that is shown for it.
        follows: criteria or counts stand right above; further ones go on the same page.
    """
    match part:
        case Title():
            return _title(part, pen)
        case RatingList():
            centred = set(part.year_columns.values())
            drawn = draw_grid(part.grid, template.width, pen, template, LIST, centred)
            return [pen.paragraph(PART, runs(part.heading)), drawn, pen.paragraph(AFTER_TABLE)]
        case Criteria():
            return _criteria(part, pen, FOLLOWING_PART if follows else PART)
        case Counts():
            return _counts(part, pen, template, FOLLOWING_PART if follows else PART)
        case Contents():
            return draw_contents(part, pen, targets)


def _title(part: Title, pen: Pen) -> list[str]:
    made = [pen.paragraph(TITLE, runs(part.text))]
    if part.draft:
        made.append(pen.paragraph(DRAFT, runs(part.draft)))
    return made


def _criteria(part: Criteria, pen: Pen, style: str) -> list[str]:
    made = [pen.paragraph(style, runs(part.heading))]
    if part.name:
        made.append(pen.paragraph(CONTENTS_LABELS, runs(part.name)))
    return made + [pen.paragraph(CRITERION, runs(letter) + TAB + runs(wording)) for letter, wording in part.steps]


def _counts(part: Counts, pen: Pen, template: Template, style: str) -> list[str]:
    """The counts as a table: a year a row, a letter a column, the total last."""
    labels = ("", *part.letters, part.total_label)
    body = []
    for year, printed in part.years:
        numbers = part.numbers.get(year, {})
        of_letters = [numbers.get(letter, 0) for letter in part.letters]
        figures = [*of_letters, sum(of_letters)]
        body.append((GridCell(printed, head=True), *(GridCell(str(n), number=True) for n in figures)))
    grid = Grid("", part.heading, "", "", (tuple(GridCell(label, head=True) for label in labels),), tuple(body))
    width = min(template.width, COUNT_COLUMN * (len(labels) + 1))
    drawn = draw_grid(grid, width, pen, template, LIST, range(1, len(labels)))
    return [pen.paragraph(style, runs(part.heading)), drawn, pen.paragraph(AFTER_TABLE)]


def draw_contents(part: Contents, pen: Pen, targets: Mapping[str, str]) -> list[str]:
    """Each line leads to its heading; its page is a field, so that Word can tell it anew, and shows what is known now.

    A line whose heading is not in this document shows its page as unknown: a field without a bookmark prints an error.
    """
    made = [
        pen.paragraph(PART, runs(part.heading)),
        pen.paragraph(CONTENTS_LABELS, runs(part.left_label) + TAB + runs(part.page_label)),
    ]
    for line in part.lines:
        known = line.bookmark in targets
        page = field(f"PAGEREF {line.bookmark} \\h", targets[line.bookmark]) if known else runs(UNKNOWN)
        content = runs(line.text) + TAB + page
        made.append(pen.paragraph(contents_style(line.level), hyperlink(line.bookmark, content) if known else content))
    return made
