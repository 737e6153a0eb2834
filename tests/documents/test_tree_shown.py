"""What the content tree holds stands in Word and in Excel, each line as often as in the tree, each number the same."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from small import PROFILE_FILE, with_annex
from strategies import editions

from authoring import verbs
from authoring.documents.content import (
    Annex,
    Body,
    BodyItem,
    Contents,
    Counts,
    Criteria,
    Document,
    Part,
    RatingList,
    Title,
)
from authoring.documents.excel import render_excel
from authoring.documents.excel.charts import DATA_SHEET
from authoring.documents.tree import document_of
from authoring.documents.word import render_word
from authoring.edition.blocks import Grid, Snapshot
from authoring.edition.composites import is_numeric_cell
from authoring.edition.model import Cell, Edition, TableCell
from authoring.edition.resolve import resolve
from benchmarks.generate import small

TEMPLATE = (PROFILE_FILE.parents[1] / "word" / "base.docx").read_bytes()
EXAMPLES = PROFILE_FILE.parents[2] / "examples"


def tree_of(snapshot: Snapshot) -> Document:
    """The document that is made in Word and in Excel."""
    return document_of(snapshot, next(kind for kind in snapshot.profile.documents if kind.excel))


def seen(texts: Iterable[str]) -> Counter[str]:
    """Every line that is read; blanks at its ends are not seen."""
    lines = (line.strip() for text in texts for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return Counter(line for line in lines if line)


# --- what the tree holds


def of_grid(grid: Grid) -> Iterator[str]:
    yield from (cell.text for line in (*grid.header, *grid.body) for cell in line if cell is not None)


def of_items(items: Iterable[BodyItem]) -> Iterator[str]:
    for block in (b for i in items for row in i.rows for cell in row.cells if cell for b in cell.blocks):
        if block.grid is None:
            yield block.printed
        else:
            yield block.grid.caption
            yield from of_grid(block.grid)


def of_part(part: Part) -> Iterator[str]:
    match part:
        case Title():
            yield from (part.text, part.draft)
        case RatingList():
            yield part.heading
            yield from of_grid(part.grid)
        case Criteria():
            yield from (part.heading, part.name)
            yield from (text for step in part.steps for text in step)
        case Counts():
            yield from (part.heading, part.total_label, *part.letters)
            for year, printed in part.years:
                numbers = [part.numbers.get(year, {}).get(letter, 0) for letter in part.letters]
                yield from (printed, *map(str, numbers), str(sum(numbers)))
        case Contents():
            yield from (part.heading, part.left_label, part.page_label, *(line.text for line in part.lines))
        case Body():
            for _ in part.items:  # each begins with the header
                yield from (column.heading for column in part.columns)
            yield from of_items(part.items)
        case Annex():
            yield part.title if part.appendix else ""
            yield from of_part(part.contents) if part.contents else ()
            yield from (place.title for place in part.places)
            yield from of_items(part.places)


def held(tree: Document) -> Counter[str]:
    return seen(text for part in tree.parts for text in of_part(part))


def beside(tree: Document) -> tuple[Counter[str], Counter[str]]:
    """What a workbook shows besides, and what it need not show: its sheets have headings, and pages no numbers."""
    parts = tree.parts
    more = seen(i.title for p in parts if isinstance(p, Body) for i in p.items)
    contents = [p for p in parts if isinstance(p, Contents)]
    contents += [p.contents for p in parts if isinstance(p, Annex) and p.contents]
    less = seen(each.page_label for each in contents)
    less += seen(p.title for p in parts if isinstance(p, Annex) and p.appendix)
    return more, less


def numbers(lines: Counter[str]) -> Counter[str]:
    return Counter({line: count for line, count in lines.items() if is_numeric_cell(line)})


# --- what the files show


def in_word(data: bytes) -> Counter[str]:
    """Every line of word/document.xml; a tab parts two texts, and page numbers are the fields' own."""
    return seen(map(_text, docx.Document(io.BytesIO(data)).element.body.iter(qn("w:p"))))


def _text(paragraph: Any) -> str:
    made, field = [], False
    for each in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:fldChar")):
        if each.tag == qn("w:fldChar"):
            field = each.get(qn("w:fldCharType")) != "end"
        elif not field:
            made.append((each.text or "") if each.tag == qn("w:t") else "\n")
    return "".join(made)


def in_excel(data: bytes) -> Counter[str]:
    """Every line of every cell; a formula by the value that is stored with it. The values of charts are not text."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    sheets = (sheet for sheet in book if sheet.title != DATA_SHEET)
    return seen(str(c.value) for sheet in sheets for row in sheet.iter_rows() for c in row if c.value is not None)


def differing(tree: Document, drawn: Document | None = None) -> dict[str, tuple[int, int, int, int]]:
    """Lines that do not stand as often as they should: (wanted in Word, there, wanted in Excel, there).

    Those of the tree, and numbers that it does not hold. ``drawn``: another tree, whose files are looked at.
    """
    made = drawn or tree
    wanted, word, excel = held(tree), in_word(render_word(made, TEMPLATE)), in_excel(render_excel(made))
    more, less = beside(tree)
    told = wanted + more - less
    lines = {**wanted, **numbers(word), **numbers(excel)}
    return {
        line: (wanted[line], word[line], told[line], excel[line])
        for line in lines
        if (wanted[line], told[line]) != (word[line], excel[line])
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_generated_edition_is_shown_whole_in_both(seed: int) -> None:
    tree = tree_of(resolve(small(seed))[0])
    assert len(held(tree)) > 200
    assert differing(tree) == {}


def test_statements_and_the_appendix_are_shown_whole_in_both() -> None:
    tree = tree_of(resolve(with_annex())[0])
    assert any(isinstance(part, Annex) for part in tree.parts)
    assert differing(tree) == {}


@pytest.mark.parametrize("name", ["r01", "dokuho"])
def test_an_example_is_shown_whole_in_both(name: str) -> None:
    loaded = verbs.load(EXAMPLES / name)
    assert loaded.snapshot is not None
    assert differing(tree_of(loaded.snapshot)) == {}


@settings(max_examples=25, deadline=None)
@given(editions())
def test_whatever_people_type_is_shown_as_often_in_both(edition: Edition) -> None:
    assert differing(tree_of(resolve(edition)[0])) == {}


def test_a_line_that_is_missing_or_another_number_would_be_seen() -> None:
    row, keys = with_annex().rows[1], ("r2", "c2")
    other = replace(
        with_annex(),
        rows=tuple(
            replace(r, cells={"progress": Cell("〇直しました。")}) if r == row else r for r in with_annex().rows
        ),
        tables=tuple(replace(t, cells=t.cells | {keys: TableCell("13件")}) for t in with_annex().tables),
    )
    found = differing(tree_of(resolve(with_annex())[0]), tree_of(resolve(other)[0]))
    assert found["〇整えました。"] == (1, 0, 1, 0)
    assert found["12件"] == (3, 0, 3, 0)
    assert found["13件"] == (0, 3, 0, 3)
