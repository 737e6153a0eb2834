"""What people typed in a workbook, cell by cell, each with a key that is the same in every issue of the workbook.

``reissue`` puts each cell back by its key, and holds the new workbooks against the old ones by it: whatever finds no
equal there goes to 行き先なし. Columns are found by their headings, so that a workbook of an older layout is read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from authoring.edition.model import PLACE_TEXT
from authoring.edition.profile import Profile
from authoring.files.texts import clean_text
from authoring.workbooks import layout
from authoring.workbooks.findings import FINDINGS
from authoring.workbooks.identity import Identity
from authoring.workbooks.parts import BLANK_TABLE, TABLE_PURPOSE
from authoring.workbooks.raw import RawBook, RawCell, RawSheet
from authoring.workbooks.read_tables import is_table
from authoring.workbooks.typed_tables import table_cells

__all__ = ["SUBMITTED", "Columns", "Key", "Typed", "columns_of", "sheets_of", "typed_cells"]

Key = tuple[str, ...]
SUBMITTED = ("提出日", "提出者の役職")
_FACTS = frozenset({"種類", "年度", "様式の版", "項目ID", "項目", "担当", "注意", layout.NUMBERING, *SUBMITTED})
_DECISIONS = ("対応", "理由", "役職")
_PLAN, _DRAFT, _ASSESSED = layout.plan_sheet().name, layout.plan_draft_sheet().name, "評価"
_TEXTS = layout.texts_sheet().name
_ID = re.compile(r"[a-z0-9_]{1,30}")
_LABELS = frozenset({"number", "title", "where", "words", "new_title", "place"})
_FRAME = frozenset({"level", "kind", "unit", "rated", "rated_with"})  # marks of the frame: they are no text
_HEAD_ROWS = 12  # a heading is looked for in so many rows
_BY_NUMBER = frozenset({"key", "answered_in"})


@dataclass(frozen=True, slots=True)
class Typed:
    """A cell: its key (None: it has no place), what it holds, where it stands, and what it was in words.

    kind: text, number, choice; ``prose`` (text with references), ``target`` (a printed number); ``mark`` (of the
    frame); grey ones ``formula``, ``plan``, ``label``, ``prior``; ``line`` (pasted plan), ``homeless``, ``stray``.
    """

    key: Key | None
    raw: RawCell
    sheet: str
    row: int
    column: int
    words: str
    kind: str

    @property
    def empty(self) -> bool:
        """Whether nothing is there."""
        value = self.raw.value
        return not self.raw.formula and (value is None or (isinstance(value, str) and not value.strip()))


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a sheet's headings stand: their row, field by column, and headings that the layout does not know."""

    head: int
    fields: Mapping[int, layout.Field]
    unknown: Mapping[int, str]


def sheets_of(kind: str, profile: Profile, year: int, *, first: bool = False) -> dict[str, layout.Sheet]:
    """The sheets of a workbook that are one table to fill, by name."""
    if kind == layout.COMMON:
        made = [
            layout.plan_sheet(profile), layout.plan_draft_sheet(), layout.lineage_sheet(profile),
            layout.years_sheet(), layout.places_sheet(),
        ]  # fmt: skip
    elif kind == layout.DEPARTMENT:
        made = [layout.work_sheet(profile), layout.indicator_sheet(year, first=first), layout.requests_sheet()]
    elif kind == layout.APPENDIX:
        made = [layout.texts_sheet(), layout.figures_sheet()]
    else:
        made = [layout.assessment_sheet(profile)]
    if kind != layout.COMMON:
        made.append(layout.numbers_sheet())
    return {s.name: s for s in made}


def columns_of(sheet: RawSheet, wanted: layout.Sheet) -> Columns:
    """Find the headings: the row that has most of them, each at its first column."""
    by_heading = {f.heading: f for f in wanted.fields}

    def known(row: int) -> int:
        return sum(str(sheet.at(row, c).value or "") in by_heading for c in range(len(by_heading) + 20))

    usual = wanted.header_row - 1
    head = max(range(_HEAD_ROWS), key=lambda row: (known(row), row == usual))
    fields: dict[int, layout.Field] = {}
    unknown: dict[int, str] = {}
    for (row, column), raw in sorted(sheet.cells.items()):
        if row != head or raw.value is None:
            continue
        field = by_heading.get(str(raw.value))
        if field and field not in fields.values():
            fields[column] = field
        else:
            unknown[column] = str(raw.value)
    return Columns(head, fields, unknown)


def typed_cells(
    book: RawBook, who: Identity, profile: Profile, year: int, *, older: bool = False, first: bool = False
) -> list[Typed]:
    """Every cell that somebody may have typed, the empty ones to fill too.

    ``older``: unknown headings were ours; ``first``: prior figures are typed, since no past year is known.
    """
    known = sheets_of(who.kind, profile, year, first=first)
    found: list[Typed] = []
    for name in book.sheets:
        if name == layout.numbers_sheet().name and who.kind != layout.COMMON:
            found += _beside_numbers(book.sheets[name])
            continue
        sheet = book.sheets[name]
        if name == layout.INFO:
            found += _facts(sheet, who, older)
        elif name in (layout.CONTENTS, layout.GUIDE):
            found += _beside_words(sheet, set(book.sheets))
        elif name == layout.homeless_sheet().name:
            found += _homeless(sheet)
        elif name == FINDINGS:
            found += _decisions(sheet)
        elif name in known:
            found += _table(sheet, known[name], who, profile, older=older)
        elif who.kind in (layout.DEPARTMENT, layout.APPENDIX) and is_table(sheet):
            found += [Typed(c.key, c.raw, name, c.row, c.column, c.words, c.kind) for c in table_cells(sheet)]
        else:
            found += [_stray(sheet, r, c, raw, "足されたシート") for (r, c), raw in sorted(sheet.cells.items())]
    return found


def _stray(sheet: RawSheet, row: int, column: int, raw: RawCell, words: str) -> Typed:
    return Typed(None, raw, sheet.name, row, column, words, "stray")


def _facts(sheet: RawSheet, who: Identity, older: bool) -> Iterator[Typed]:
    """基本情報: the white cells by label; the grey ones say what the workbook is, and were read for it."""
    labels = {r: str(raw.value) for (r, c), raw in sheet.cells.items() if c == 0 and r >= layout.HEADER_ROW - 1}
    for row, label in labels.items():
        if label in SUBMITTED:
            key = (sheet.name, who.kind, who.item, who.owner, label)
            yield Typed(key, sheet.at(row, 1), sheet.name, row, 1, label, "text")
    for (row, column), raw in sorted(sheet.cells.items()):
        foreign = row >= layout.HEADER_ROW - 1 and not older and labels.get(row) not in _FACTS
        if column > 1 or foreign or (row < layout.HEADER_ROW - 1 and (row, column) not in ((0, 0), (1, 0))):
            yield _stray(sheet, row, column, raw, "基本情報の欄の外")


def _beside_words(sheet: RawSheet, sheets: set[str]) -> Iterator[Typed]:
    """目次 and 記入要領: what stands beside or below our own words."""
    rows = range(3, sheet.last_row + 1)
    if sheet.name == layout.CONTENTS:
        ours, width = {r for r in rows if _text(sheet.at(r, 0)) in sheets or _is_table_line(sheet.at(r, 1))}, 2
    else:  # lines, an empty row, the columns with their help
        head = next((r for r in rows if sheet.at(r, 0).value == "シート" and sheet.at(r, 1).value == "列"), 3)
        ours, width = (
            {
                r
                for r in rows
                if r < head - 1 or (r >= head and sheet.at(r, 0).value is not None and sheet.at(r, 1).value is not None)
            },
            3,
        )
    for (row, column), raw in sorted(sheet.cells.items()):
        title = row < 2 and column == 0
        if not title and (row not in ours or column >= width):
            yield _stray(sheet, row, column, raw, f"{sheet.name}の欄の外")


def _is_table_line(purpose: RawCell) -> bool:
    """A line of 目次 about a table: people give its sheet another name."""
    return _text(purpose).startswith((TABLE_PURPOSE, BLANK_TABLE))


def _beside_numbers(sheet: RawSheet) -> Iterator[Typed]:
    """番号表: what stands beside or below its rows."""
    width = len(layout.numbers_sheet().fields)
    for (row, column), raw in sorted(sheet.cells.items()):
        title = row < 2 and column == 0
        inside = column < width and row >= layout.HEADER_ROW - 1 and sheet.at(row, 0).value is not None
        if not title and (not inside or (column == 0 and row >= layout.HEADER_ROW and not _ID.fullmatch(_text(raw)))):
            yield _stray(sheet, row, column, raw, f"{sheet.name}の欄の外")


def _homeless(sheet: RawSheet) -> Iterator[Typed]:
    """行き先なし of an earlier reissue: its rows go on as they are."""
    head = layout.HEADER_ROW - 1
    for (row, column), raw in sorted(sheet.cells.items()):
        if row > head:
            inside = column < len(layout.homeless_sheet().fields)
            kind = "homeless" if inside else "stray"
            yield Typed(None, raw, sheet.name, row, column, f"{sheet.name}の欄の外", kind)


def _decisions(sheet: RawSheet) -> Iterator[Typed]:
    """点検結果 of an annotated copy: decisions that nobody read yet."""
    heads = {c: (r, str(raw.value)) for (r, c), raw in sorted(sheet.cells.items()) if raw.value in _DECISIONS}
    for (row, column), raw in sorted(sheet.cells.items()):
        if column in heads and row > heads[column][0]:
            yield _stray(sheet, row, column, raw, heads[column][1])


def _table(sheet: RawSheet, wanted: layout.Sheet, who: Identity, profile: Profile, *, older: bool) -> Iterator[Typed]:
    """A sheet of the layout: rows by id; what stands outside of its columns and rows has no place."""
    columns = columns_of(sheet, wanted)
    owner = who.owner if wanted.name == layout.requests_sheet().name else ""
    raters = _raters(sheet, wanted, who, profile)
    yield from raters
    for (row, column), raw in sorted(sheet.cells.items()):
        ours = (row < 2 and column == 0) or (row, column) in {(t.row, t.column) for t in raters}
        if wanted.name == _ASSESSED and row >= 2:
            ours |= (column == 1 and _text(raw).startswith("評定")) or _is_shared(raw)
        if row < columns.head and not ours:
            yield _stray(sheet, row, column, raw, "表の上")
        elif row == columns.head and column in columns.unknown and not older:
            yield _stray(sheet, row, column, raw, "足された列の見出し")
    where = {f.id: c for c, f in columns.fields.items()}
    lead = ""
    for row in range(columns.head + 1, sheet.last_row + 1):
        name = _text(sheet.at(row, where["id"])) if "id" in where else ""
        lead = (_text(sheet.at(row, where["number"])) if "number" in where else "") or lead
        begin = _lead(sheet, row, where, lead)
        if name and not _ID.fullmatch(name):
            yield _stray(sheet, row, where["id"], sheet.at(row, where["id"]), "IDの欄")
        lines = _line_key(sheet, row, where, wanted)
        for column, field in sorted(columns.fields.items()):
            raw = sheet.at(row, column)
            words = f"{begin} {field.heading}".strip()
            key: Key | None = (wanted.name, owner, name, field.id) if name else None
            if lines is not None:
                key = (*lines, field.id)
            kind = _kind(field, wanted, profile)
            if kind == "id" and (field.id == "id" or (name and _ID.fullmatch(_text(raw)))):
                continue
            if kind == "id" or (key is None and kind != "line"):
                if raw.value is not None or raw.formula:
                    yield _stray(sheet, row, column, raw, words)
                continue
            yield Typed(key, raw, sheet.name, row, column, words, kind)
        for column in sorted(c for r, c in sheet.cells if r == row and c not in columns.fields):
            words = f"{begin} {columns.unknown.get(column, '欄の外')}".strip()
            yield _stray(sheet, row, column, sheet.at(row, column), words)


def _kind(field: layout.Field, wanted: layout.Sheet, profile: Profile) -> str:
    if wanted.name == _PLAN and field.id in _FRAME:
        return "mark"
    if wanted.name == _DRAFT:
        return "line"
    if field.kind == "id" or field.id in ("parent",) or (field.id == "unit" and field.locked):
        return "id"
    if field.kind == "formula":
        return "formula"
    if field.locked:
        return "plan" if field.id == "plan" else ("label" if field.id in _LABELS or not field.watch else "prior")
    if field.id in _BY_NUMBER:
        return "target"
    texts = {PLACE_TEXT} if wanted.name == _TEXTS else {c.id for c in profile.columns}
    return "prose" if field.id in texts else field.kind


def _text(raw: RawCell) -> str:
    return clean_text(str(raw.value))[0].strip() if raw.value is not None else ""


def _lead(sheet: RawSheet, row: int, where: Mapping[str, int], lead: str) -> str:
    """What a row is about, in words: the unit's number, the indicator's name, the request's first words."""
    for field in ("name", "old_title", "key", "place", "text"):
        if field in where and (words := _text(sheet.at(row, where[field]))):
            return f"「{words[:20]}」"
    return lead


def _line_key(sheet: RawSheet, row: int, where: Mapping[str, int], wanted: layout.Sheet) -> Key | None:
    """対応表, 表示年度, 別表一覧 and 図中の数値 have no ids: a line is known by what it pairs, or by its name."""
    if wanted.name == layout.figures_sheet().name:
        names = (_text(sheet.at(row, where[f])) if f in where else "" for f in ("figure", "name", "period"))
        return (wanted.name, *names)
    if wanted.name == layout.places_sheet().name:
        return (wanted.name, _text(sheet.at(row, where["place"])) if "place" in where else "")
    if wanted.name == layout.years_sheet().name:
        return (wanted.name, _text(sheet.at(row, where["year"])) if "year" in where else "")
    if wanted.name != layout.lineage_sheet().name:
        return None
    return (wanted.name, *(_text(sheet.at(row, where[f])) if f in where else "" for f in ("year", "old", "new")))


def _raters(sheet: RawSheet, wanted: layout.Sheet, who: Identity, profile: Profile) -> list[Typed]:
    """The ratings above 評価; words that say where a shared rating stands are ours."""
    if wanted.name != _ASSESSED:
        return []
    made: list[Typed] = []
    for index, rater in enumerate(profile.raters_of("ministry")):
        raw = sheet.at(2 + index, 2)
        if not _is_shared(raw):
            key = ("評定", who.item, rater.id)
            made.append(Typed(key, raw, sheet.name, 2 + index, 2, f"評定 {rater.name}".strip(), "choice"))
    return made


def _is_shared(raw: RawCell) -> bool:
    return str(raw.value or "").endswith(("に記入", "評定なし"))
