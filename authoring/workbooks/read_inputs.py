"""Read every input workbook of a workspace and merge them by id into one edition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from authoring.edition.model import Edition
from authoring.edition.profile import Profile
from authoring.files import FileTrouble
from authoring.files.archives import is_lock_file
from authoring.files.opening import open_package
from authoring.problems import Origin, Problem, Severity, problem
from authoring.workbooks.identity import Identity, identify
from authoring.workbooks.layout import APPENDIX, COMMON, DEPARTMENT, MINISTRY, plan_sheet
from authoring.workbooks.merge import merge_copies
from authoring.workbooks.raw import RawBook, read_raw
from authoring.workbooks.read_books import BookContent, read_department, read_ministry
from authoring.workbooks.read_common import Common, prior_only, read_common
from authoring.workbooks.read_places import read_appendix
from authoring.workbooks.write_inputs import common_path, owners_of_item
from authoring.workbooks.write_places import appendix_owners

__all__ = ["BOOKS", "Inputs", "edition_of", "read_inputs"]

# Files that are taken for workbooks; the door tells which of them can't be read, and why.
BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".xltm", ".ods"})
Inputs = tuple[Edition | None, list[BookContent], list[Problem]]


def read_inputs(
    root: Path, year: int, profile: Profile, opened: dict[str, RawBook] | None = None, *, first: bool = False
) -> Inputs:
    """The edition that the workbooks of ``root``/inputs make, what each held, and every problem at once.

    The edition is None where the common workbook can't be read: without the plan nothing has a place. Every
    workbook that could be opened is put into ``opened``, by its path. ``first``: no past year is known.
    """
    problems: list[Problem] = []
    common: Common | None = None
    books: list[tuple[RawBook, Identity]] = []
    # Without its ending a name sorts before its copies (「… - コピー」): the original is the first of two.
    for path in sorted((root / "inputs").rglob("*"), key=lambda p: (p.parent.as_posix(), p.stem, p.suffix)):
        file = path.relative_to(root).as_posix()
        if path.is_dir() or "添付" in path.relative_to(root).parts:
            continue
        if is_lock_file(path):
            problems.append(problem("lock-file", Origin(file)))
            continue
        if path.suffix.lower() not in BOOKS:
            problems.append(problem("file-unknown", Origin(file)))
            continue
        book = _open(path, file, problems)
        if book is not None and opened is not None:
            opened[file] = book
        who, found = _whole(partial(identify, book, year), file) if book else (None, [])
        problems += found
        if book is None or who is None:
            continue
        if who.kind == COMMON:
            if common is not None:
                problems.append(problem("common-double", Origin(file)))
                continue
            common, found = _whole(partial(read_common, book, profile, year), file)
            problems += found
        else:
            books.append((book, who))
    if common is None and not any(p.origin and p.origin.file == common_path() for p in problems):
        problems.append(problem("common-missing", Origin(common_path())))
    common = common or Common((), (), ())
    planned = bool(common.entries)
    told = any(p.origin and p.origin.file == common_path() and p.severity is Severity.ERROR for p in problems)
    if not planned and not told:
        problems.append(problem("plan-empty", Origin(common_path(), plan_sheet().name)))
    ratings, found = prior_only(common.ratings, year)
    problems += found
    frame = Edition(
        year, profile, common.entries, ratings=(*ratings, *common.own), lineage=common.lineage,
        years_shown=common.years, places=common.places,
    )  # fmt: skip
    contents = []
    for book, who in books:
        if planned:
            found, known = _belongs(who, frame)
            problems += found
            if not known:
                continue
        content, found = _whole(partial(_READERS[who.kind], book, who, frame, first), book.file)
        problems += found
        if content is not None:
            contents.append(content)
    contents, found = merge_copies(contents)
    problems += found
    if not planned:  # without the plan nothing has a place; what the other workbooks have wrong is told all the same
        return None, [], problems
    edition, found = edition_of(frame, contents)
    return edition, contents, problems + found


def _department(book: RawBook, who: Identity, frame: Edition, first: bool) -> tuple[BookContent, list[Problem]]:
    return read_department(book, who, frame, first=first)


_READERS: dict[str, Callable[[RawBook, Identity, Edition, bool], tuple[BookContent, list[Problem]]]] = {
    DEPARTMENT: _department,
    MINISTRY: lambda book, who, frame, _first: read_ministry(book, who, frame),
    APPENDIX: lambda book, who, frame, _first: read_appendix(book, who, frame),
}


def _belongs(who: Identity, frame: Edition) -> tuple[list[Problem], bool]:
    """Whether the plan has the workbook's item; a problem where it has not, or has it for other owners."""
    if who.kind == APPENDIX:
        told = [] if who.owner in appendix_owners(frame) else [problem("workbook-place", who.origin, owner=who.owner)]
        return told, True
    if who.item not in {i.id for i in frame.items}:
        return [problem("workbook-item", who.origin, id=who.item or "空欄")], False
    if who.kind == DEPARTMENT and who.owner not in owners_of_item(frame, who.item):
        return [problem("workbook-owner", who.origin, owner=who.owner or "空欄")], True
    return [], True


def _open(path: Path, file: str, problems: list[Problem]) -> RawBook | None:
    try:
        package = open_package(path, "xlsx")
        if package.macros:
            problems.append(problem("file-macros", Origin(file)))
        return read_raw(package, file)
    except FileTrouble as trouble:
        problems.append(problem(trouble.code, Origin(file), **trouble.fields))
        return None


T = TypeVar("T")


def _whole(read: Callable[[], tuple[T, list[Problem]]], file: str) -> tuple[T | None, list[Problem]]:
    """What ``read`` gives; a workbook that turns out to be damaged while a sheet is read is one problem."""
    try:
        return read()
    except FileTrouble as trouble:
        return None, [problem(trouble.code, Origin(file), **trouble.fields)]


def edition_of(frame: Edition, contents: list[BookContent]) -> tuple[Edition, list[Problem]]:
    """All contents in the plan's order; ids that stand in two workbooks are problems."""
    problems: list[Problem] = []
    units = {u.id: (index, u.owners) for index, u in enumerate(frame.units)}
    units |= {p.id: (len(units) + index, (p.owner,)) for index, p in enumerate(frame.places)}
    rows = []
    for content in contents:
        for row in content.rows:
            if row.unit not in units:
                if row.filled:
                    at = next(c.origin for c in row.cells.values() if c.text)
                    problems.append(problem("unit-unknown", at, unit=row.unit or "空欄"))
                continue
            rows.append(row)

    def place(row_index: tuple[int, int]) -> tuple[int, int, int]:
        index, _ = row_index
        row = rows[index]
        order, owners = units[row.unit]
        return order, owners.index(row.owner) if row.owner in owners else len(owners), index

    ordered = [rows[i] for i, _ in sorted(enumerate(range(len(rows))), key=place)]
    item_order = {e.id: i for i, e in enumerate(frame.items)}
    owners_of = {e.id: owners_of_item(frame, e.id) for e in frame.items}

    appendix = appendix_owners(frame)

    def turn(content: BookContent) -> tuple[int, int]:
        who = content.identity
        if who.kind == APPENDIX:
            return len(item_order), appendix.index(who.owner) if who.owner in appendix else len(appendix)
        owners = owners_of[who.item]
        return item_order[who.item], owners.index(who.owner) if who.owner in owners else len(owners)

    contents = sorted(contents, key=turn)
    problems += _doubles(contents)
    for content in contents:
        problems += _keys_and_ratings(frame, content)
    edition = Edition(
        year=frame.year, profile=frame.profile, entries=frame.entries, rows=tuple(ordered),
        keyed=tuple(k for c in contents for k in c.keyed),
        tables=tuple(t for c in contents for t in c.tables),
        indicators=tuple(i for c in contents for i in c.indicators),
        ratings=(*frame.ratings, *(r for c in contents for r in c.ratings)),
        lineage=frame.lineage, years_shown=frame.years_shown,
        requests=tuple(r for c in contents for r in c.requests),
        notice=next((c.identity.notice for c in contents if c.identity.notice), ""), places=frame.places,
        figure_numbers=tuple(n for c in contents for n in c.figure_numbers),
    )  # fmt: skip
    return edition, problems


def _keys_and_ratings(frame: Edition, content: BookContent) -> list[Problem]:
    """Keys that the plan has not (any more) become the item's own; a rating where another item's counts is told."""
    problems: list[Problem] = []
    for index, k in enumerate(content.keyed):
        if frame.item_of.get(k.key) != k.item:
            at = next((c.origin for c in k.cells.values()), Origin(content.file))
            if k.cells:
                problems.append(problem("key-unknown", at, value=frame.printed_number(k.key) or k.key))
            content.keyed[index] = replace(k, key=k.item)
    if content.ratings and frame.entry[content.identity.item].rated:
        what = "この項目の評定は、ここには入れません。"
        problems.append(problem("grey-changed", content.ratings[0].origin, what=what))
        content.ratings = []
    return problems


def _doubles(contents: list[BookContent]) -> list[Problem]:
    """Ids of rows and tables, and names of tables and indicators, are unique in the edition."""
    problems: list[Problem] = []
    seen: dict[tuple[str, str], Origin | None] = {}

    def once(kind: str, name: str, at: Origin | None, code: str) -> None:
        if not name:
            return
        first = seen.setdefault((kind, name), at)
        if first is not at:
            problems.append(problem(code, at, id=name, name=name, first=str(first), also=[first] if first else []))

    for content in contents:
        for row in content.rows:
            at = next((c.origin for c in row.cells.values()), Origin(content.file))
            once("row", row.id, at, "id-double")
        for table in content.tables:
            once("table", table.id, table.origin, "id-double")
            once("name", table.name, table.origin, "table-name-double")
        for one in content.indicators:
            once("indicator", one.id, one.origin, "id-double")
            once("called", one.name, one.origin, "indicator-name-double")
    return problems
