"""What every input workbook has: 基本情報, 番号表, 行き先なし, 目次; and text as people type it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from authoring.edition.model import Edition, Entry, Table
from authoring.edition.references import unbind
from authoring.edition.years import fiscal_year_name
from authoring.workbooks import layout
from authoring.workbooks.beside import Beside
from authoring.workbooks.book import Book, Value
from authoring.workbooks.sheets import write_contents, write_sheet

__all__ = [
    "BLANK_TABLE", "TABLE_PURPOSE", "as_typed", "finish", "identity_facts", "numbers_rows", "table_purposes",
    "write_homeless",
]  # fmt: skip

TABLE_PURPOSE, BLANK_TABLE = "表:", "新しい表を作るときに使う空の表"


def as_typed(edition: Edition, text: str) -> str:
    """The text as people type it: references by the number that their target has now."""
    return unbind(text, edition.printed_number) if "{{" in text else text


def numbers_rows(edition: Edition) -> list[dict[str, Value]]:
    """The rows of 番号表: every entry that has a number, and the words to copy."""
    made: list[dict[str, Value]] = []
    for e in edition.entries:
        number = edition.printed_number(e.id)
        if e.number:
            title = e.text if e.kind == "heading" else e.text[:30] + ("…" if len(e.text) > 30 else "")
            made.append({"id": e.id, "number": number, "title": title, "words": f"{{{{参照:{number}}}}}"})
    return made


def table_purposes(made: Sequence[tuple[str, Table]]) -> list[tuple[str, str]]:
    """What 目次 says of each sheet of a table: (sheet, purpose)."""
    return [(sheet, f"{TABLE_PURPOSE}{table.name}" if table.name else BLANK_TABLE) for sheet, table in made]


def write_homeless(book: Book, beside: Beside, path: str) -> None:
    """行き先なし, where the workbook of that path has any."""
    if rows := beside.homeless.get(path):
        write_sheet(book, layout.homeless_sheet(), rows)


def identity_facts(
    edition: Edition, kind: str, item: Entry | None = None, owner: str = "",
    typed: Mapping[tuple[str, ...], Value] | None = None,
) -> list[tuple[str, Value, bool]]:  # fmt: skip
    """The lines of 基本情報: (label, value, whether it is locked)."""
    facts: list[tuple[str, Value, bool]] = [
        ("種類", kind, True),
        ("年度", fiscal_year_name(edition.year), True),
        ("様式の版", str(layout.LAYOUT), True),
    ]
    if item is not None:
        facts += [("項目ID", item.id, True), ("項目", f"{edition.printed_number(item.id)} {item.text}", True)]
    if owner:
        facts.append(("担当", owner, True))
    if edition.notice:
        facts.append(("注意", edition.notice, True))
    if item is not None or kind == layout.APPENDIX:
        facts.append((layout.NUMBERING, edition.numbering, True))
    key, typed = (layout.INFO, kind, item.id if item else "", owner), typed or {}
    return [*facts, *((label, typed.get((*key, label), ""), False) for label in ("提出日", "提出者の役職"))]


def finish(book: Book, title: str, sheets: Sequence[layout.Sheet], extra: Sequence[tuple[str, str]] = ()) -> None:
    """目次, when all sheets are there; ``extra``: (sheet, purpose) of those that no layout declares."""
    known = {s.name: s.guide for s in sheets} | dict(extra)
    purpose = {"記入要領": "記入のしかた", layout.INFO: "年度・担当・提出の記録"}
    purpose[layout.homeless_sheet().name] = layout.homeless_sheet().guide
    write_contents(book, title, [(n, known.get(n, purpose.get(n, ""))) for n in book.sheets if n != "目次"])
