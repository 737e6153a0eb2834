"""The workbooks of statements and appendix, one an owner: texts of its places, and its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from authoring.edition.model import PLACE_TEXT, Edition, FigureNumber, Indicator, Place
from authoring.edition.years import fiscal_year_name, print_period
from authoring.workbooks import layout
from authoring.workbooks.beside import Beside
from authoring.workbooks.book import Book, Value
from authoring.workbooks.parts import as_typed, finish, identity_facts, table_purposes, write_homeless
from authoring.workbooks.sheets import write_facts, write_guide, write_sheet
from authoring.workbooks.write_tables import write_table

__all__ = ["PARTS", "appendix_owners", "appendix_path", "place_lines", "write_appendix"]

PARTS = {"statement": "予算等", "appendix": "別表"}

_GUIDE = (
    "1. 「別表」の白いセルに、印刷する文を記入します。1つのセルに何段落でも書けます(改行は Alt+Enter)。",
    "2. 表は「表 …」のシートに記入し、置きたい所に1行で {{表:名前}} と書きます。",
    "3. 表の下の注は、{{表:名前}} の次の行に ※ や (注) から書きます。",
    "4. 画像(概念図など)は、置きたい所に1行で {{図:名前}} と書き、その中の数値を「図中の数値」に写します。",
)


def appendix_path(owner: str) -> str:
    """Where the workbook of an owner's statements and parts of the appendix lies."""
    return f"inputs/{layout.APPENDIX}/{layout.safe_name(owner)}.xlsx"


def appendix_owners(edition: Edition) -> tuple[str, ...]:
    """Everyone who has such a workbook, in order of the places."""
    return tuple(dict.fromkeys(place.owner for place in edition.places if place.owner))


def place_lines(places: Sequence[Place]) -> list[dict[str, Value]]:
    """The rows of 別表一覧."""
    return [{"place": p.id, "part": PARTS[p.part], "title": p.title, "owner": p.owner, "file": p.file} for p in places]


def figure_lines(numbers: Sequence[FigureNumber]) -> list[dict[str, Value]]:
    """The rows of 図中の数値."""
    return [
        {
            "figure": n.figure, "name": n.name, "value": n.value, "unit": n.unit,
            "period": print_period(n.period) if n.period else "",
        }
        for n in numbers
    ]  # fmt: skip


def write_appendix(edition: Edition, owner: str, beside: Beside, numbers_rows: Sequence[Mapping[str, Value]]) -> bytes:
    """The workbook of one owner."""
    name = f"{fiscal_year_name(edition.year)} {layout.APPENDIX} {owner}"
    book = Book(name)
    book.add("目次")
    texts, figures, numbers = layout.texts_sheet(), layout.figures_sheet(), layout.numbers_sheet()
    write_guide(book, (texts, figures), _GUIDE)
    write_facts(book, layout.INFO, identity_facts(edition, layout.APPENDIX, None, owner, beside.typed))
    rows: list[dict[str, Value]] = []
    for place in (p for p in edition.places if p.owner == owner):
        for index, row in enumerate(edition.rows_of.get((place.id, owner), ())):
            cell = row.cells.get(PLACE_TEXT)
            rows.append({
                "id": row.id, "place": place.id, "title": place.title if index == 0 else "",
                "text": as_typed(edition, cell.text) if cell else None,
                "prior_text": beside.rows.get(row.id, {}).get(PLACE_TEXT),
            })  # fmt: skip
    write_sheet(book, texts, beside.over(texts, rows), freeze=3)
    named: dict[str, Indicator] = {one.name: one for one in edition.indicators}
    made = [
        (write_table(book, t, named, {}, edition.year, beside.typed), t)
        for t in edition.tables
        if not t.item and t.owner == owner
    ]
    write_sheet(book, figures, figure_lines([n for n in edition.figure_numbers if n.owner == owner]))
    write_sheet(book, numbers, numbers_rows)
    write_homeless(book, beside, appendix_path(owner))
    finish(book, name, (texts, figures, numbers), table_purposes(made))
    return book.bytes()
