"""別表一覧 of the common workbook, and the workbooks of statements and appendix."""

from __future__ import annotations

import re

from authoring.edition.figures import stem_of
from authoring.edition.model import PLACE_TEXT, Cell, Edition, FigureNumber, Place, Row
from authoring.edition.references import bind
from authoring.edition.years import parse_period
from authoring.problems import Problem, problem
from authoring.workbooks.identity import Identity
from authoring.workbooks.layout import CONTENTS, GUIDE, INFO, figures_sheet, numbers_sheet, places_sheet, texts_sheet
from authoring.workbooks.raw import RawBook
from authoring.workbooks.read_books import BookContent, keep_locked, numbers_of, with_ids
from authoring.workbooks.read_sheets import read_sheet
from authoring.workbooks.read_tables import is_table, read_table

__all__ = ["read_appendix", "read_places"]

_LIKE_AN_ID = re.compile("[a-z0-9_]{1,30}")


def read_places(book: RawBook) -> tuple[tuple[Place, ...], list[Problem]]:
    """The places of 別表一覧 in their order; a workbook of before has no such sheet, and so no places."""
    layout = places_sheet()
    if layout.name not in book.sheets:
        return (), []
    rows, problems = read_sheet(book, layout)
    places: dict[str, Place] = {}
    for row in rows:
        name = row.text("place")
        if not name or _LIKE_AN_ID.fullmatch(name):
            problems.append(problem("place-name", row.at("place"), value=name or "空欄"))
            continue
        if name in places:
            first = places[name].origin
            problems.append(problem("place-double", row.at("place"), place=name, name=name, first=str(first)))
            continue
        if not row.text("owner"):
            problems.append(problem("place-owner", row.at("owner"), place=name, name=name))
            continue
        part = "statement" if row.text("part") == "予算等" else "appendix"
        places[name] = Place(
            name, "statement" if part == "statement" else "appendix", row.text("title"), row.text("owner"),
            row.text("file"), row.at("place"),
        )  # fmt: skip
    made = list(places.values())
    return tuple([p for p in made if p.part == "statement"] + [p for p in made if p.part == "appendix"]), problems


def read_appendix(book: RawBook, who: Identity, frame: Edition) -> tuple[BookContent, list[Problem]]:
    """An owner's workbook: the texts of its places, and its tables; ``frame``: the edition of the common workbook."""
    content = BookContent(who, book.file)
    numbers, problems = numbers_of(book, who, frame)
    layout = texts_sheet()
    rows, found = read_sheet(book, layout, skip=frozenset({"title"}))
    problems += found
    for row in with_ids(rows, [PLACE_TEXT], "同じ場所の空いている行(IDのある行)", problems):
        text, at = row.text(PLACE_TEXT), row.at(PLACE_TEXT)
        cells = {PLACE_TEXT: Cell(bind(text, numbers), at)} if text else {}
        content.rows.append(Row(row.text("id"), row.text("place"), who.owner, cells, at))
        keep_locked(content, row)
    content.figure_numbers, found = _figure_numbers(book, who.owner)
    problems += found
    known = {CONTENTS, GUIDE, INFO, layout.name, figures_sheet().name, numbers_sheet().name}
    for name in book.sheets:
        if name not in known and is_table(sheet := book.sheets[name]):
            table, found = read_table(book, sheet, "", who.owner, content.locked)
            problems += found
            if table:
                content.tables.append(table)
    return content, problems


def _figure_numbers(book: RawBook, owner: str) -> tuple[list[FigureNumber], list[Problem]]:
    """図中の数値, row by row; a workbook of before has no such sheet."""
    layout = figures_sheet()
    if layout.name not in book.sheets:
        return [], []
    rows, problems = read_sheet(book, layout)
    made: list[FigureNumber] = []
    for row in rows:
        typed = row.text("period")
        period = parse_period(typed) if typed else ""
        if period is None:
            problems.append(problem("period-unknown", row.at("period"), value=typed))
        made.append(
            FigureNumber(
                stem_of(row.text("figure")), row.text("name"), row.numbers.get("value"), row.text("unit"), period or "",
                owner, row.at("figure"),
            )
        )  # fmt: skip
    return made, problems
