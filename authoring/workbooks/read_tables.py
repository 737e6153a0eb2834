"""Read the sheets of tables: the reverse of ``write_tables``, by the same places."""

from __future__ import annotations

from collections.abc import Mapping

from authoring.edition.lookup import linked
from authoring.edition.model import Axis, Cell, Table, TableCell
from authoring.edition.years import parse_period
from authoring.files.texts import match_key
from authoring.problems import Origin, Problem, problem
from authoring.workbooks.layout import AXIS, TABLE_FACTS, Field
from authoring.workbooks.raw import RawBook, RawSheet
from authoring.workbooks.sheets import cell
from authoring.workbooks.values import as_text, plain_text
from authoring.workbooks.write_tables import AXIS_ROW, BODY_COLUMN, BODY_ROW, FACT_ROW, MEANINGS, ROLES

__all__ = ["is_table", "read_table"]

_ROLES = {words: role for role, words in ROLES.items()}
_MEANINGS = {words: meaning for meaning, words in MEANINGS.items()}


def is_table(sheet: RawSheet) -> bool:
    """Whether a sheet is one of a table: its facts stand where they should."""
    return all(sheet.at(FACT_ROW + i, 0).value == f.heading for i, f in enumerate(TABLE_FACTS))


def read_table(
    book: RawBook, sheet: RawSheet, item: str, owner: str, locked: dict[tuple[str, str], Cell]
) -> tuple[Table | None, list[Problem]]:
    """The table of a sheet; cells that show 指標 are not read: what is typed over them goes into ``locked``."""
    problems: list[Problem] = []
    if str(sheet.at(BODY_ROW - 1, len(AXIS) - 1).value or "") != f"行の{AXIS[-1].heading}":
        at = Origin(book.file, sheet.name, cell(len(AXIS) - 1, BODY_ROW - 1))
        return None, [problem("column-missing", at, heading=f"行の{AXIS[-1].heading}", there="別の内容")]
    facts: dict[str, str] = {}
    for index, field in enumerate(TABLE_FACTS):
        at = Origin(book.file, sheet.name, cell(1, FACT_ROW + index))
        facts[field.id], found = as_text(sheet.at(FACT_ROW + index, 1), at)
        problems += found + _choice(field, facts[field.id], at)
    columns = _axes(book, sheet, problems, along_row=False)
    rows = _axes(book, sheet, problems, along_row=True)
    for top, left, bottom, right in sheet.merged:
        # Cells and labels to fill; above them are headings of ours, merged as they were written.
        if bottom >= BODY_ROW or (bottom >= AXIS_ROW and right >= BODY_COLUMN):
            area = f"{cell(left, top)}:{cell(right, bottom)}"
            problems.append(problem("cell-merged", Origin(book.file, sheet.name, cell(left, top)), area=area))
    cells: dict[tuple[str, str], TableCell] = {}
    for r, row in rows.items():
        for c, column in columns.items():
            raw = sheet.at(r, c)
            if raw.value is None and not raw.formula:
                continue
            at = Origin(book.file, sheet.name, cell(c, r))
            if linked(row, column):
                if not raw.formula:
                    locked[facts["id"], f"{row.id}/{column.id}"] = Cell(as_text(raw, at)[0], at)
                continue
            text = plain_text(raw)
            if text is None:
                text, found = as_text(raw, at)
                problems += found
            if text:
                cells[row.id, column.id] = TableCell(text, at)
    problems += _outside(book, sheet, rows, columns)
    table = Table(
        id=facts["id"], name=facts["name"], item=item, owner=owner, caption=facts["caption"],
        corner=facts["corner"], unit=facts["unit"],
        sign=facts["sign"] or "▲", rounding=facts["rounding"] or "四捨五入", rows=tuple(rows.values()),
        columns=tuple(columns.values()), cells=cells, origin=Origin(book.file, sheet.name, cell(1, FACT_ROW + 1)),
    )  # fmt: skip
    return table, problems


def _outside(book: RawBook, sheet: RawSheet, rows: dict[int, Axis], columns: dict[int, Axis]) -> list[Problem]:
    """What stands where no id is belongs into a spare row or column; told once for each row."""
    first: dict[int, int] = {}
    for (r, c), raw in sheet.cells.items():
        beside = r >= AXIS_ROW and c >= BODY_COLUMN and c not in columns
        if raw.value is not None and (beside or (r >= BODY_ROW and r not in rows)):
            first[r] = min(c, first.get(r, c))
    where = "予備の行か列(IDのある所)"
    places = [Origin(book.file, sheet.name, cell(c, r)) for r, c in sorted(first.items())]
    return [problem("id-missing", at, where=where) for at in places]


def _axes(book: RawBook, sheet: RawSheet, problems: list[Problem], *, along_row: bool) -> dict[int, Axis]:
    """Row (or column) index -> its keys, for every one that has an id."""
    found: dict[int, Axis] = {}
    last = max((c if not along_row else r for r, c in sheet.cells), default=0)
    seen: set[str] = set()
    keys = list(enumerate(AXIS))
    for index in range(BODY_ROW if along_row else BODY_COLUMN, last + 1):
        places = _Places(book.file, sheet.name, index, along_row)
        texts: dict[str, str] = {}
        for k, field in keys:
            raw = sheet.cells.get((index, k) if along_row else (AXIS_ROW + k, index))
            if raw is None:
                continue
            text = plain_text(raw)
            if text is None:
                text, more = as_text(raw, places[field.id])
                problems += more
            texts[field.id] = text
            if field.choices:
                problems += _choice(field, text, places[field.id])
        if not texts.get("id"):
            continue
        if texts["id"] in seen:
            problems.append(problem("id-double", places["id"], id=texts["id"], first="同じ表"))
            continue
        seen.add(texts["id"])
        found[index] = _axis(texts, places, problems)
    return found


class _Places(dict[str, Origin]):
    """Field of an axis -> its cell; made when asked for, since few of ten thousand cells have a problem."""

    def __init__(self, file: str, sheet: str, index: int, along_row: bool) -> None:
        self._at = file, sheet, index, along_row

    def __missing__(self, field: str) -> Origin:
        file, sheet, index, along_row = self._at
        k = _INDEX[field]
        return Origin(file, sheet, cell(k, index) if along_row else cell(index, AXIS_ROW + k))


_INDEX = {field.id: k for k, field in enumerate(AXIS)}


def _choice(field: Field, text: str, at: Origin) -> list[Problem]:
    if not text or not field.choices or text in field.choices:
        return []
    return [problem("choice-unknown", at, value=text[:30], field=field.heading, choices="・".join(field.choices))]


def _axis(texts: dict[str, str], places: Mapping[str, Origin], problems: list[Problem]) -> Axis:
    labels = [texts.get(f"label{i}", "") for i in (1, 2, 3)]
    while labels and not labels[-1]:
        labels.pop()
    period = parse_period(texts["period"]) if texts.get("period") else ""
    if period is None:
        problems.append(problem("period-unknown", places["period"], value=texts["period"]))
        period = ""
    level = texts.get("level", "")
    if level and not (level.isdecimal() and len(level) < 3):
        problems.append(problem("not-a-number", places["level"], value=level[:40]))
        level = ""
    return Axis(
        id=texts["id"], labels=tuple(labels), role=_ROLES.get(texts.get("role", ""), "value"),
        meaning=_MEANINGS.get(texts.get("meaning", ""), ""),
        of=tuple(part for part in match_key(texts.get("of", "")).replace("、", ",").split(",") if part),
        indicator=texts.get("indicator", ""), period=period, level=int(level or 0),
        origin=places["indicator" if texts.get("indicator") else "id"],
    )  # fmt: skip
