"""The workbooks of a workspace as ``reissue`` needs them: every one, of an older layout too, and what forbids it.

Faults of cells stop nothing here (what is typed is carried as it was typed); a workbook that can't be read, that is
open in another program, or a frame that can't be understood does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from authoring.edition.model import Edition
from authoring.edition.profile import Profile
from authoring.files import FileTrouble
from authoring.files.archives import is_lock_file
from authoring.files.opening import open_package
from authoring.files.texts import clean_text, match_key
from authoring.problems import Exit, Origin, Problem, Severity, problem
from authoring.workbooks import layout
from authoring.workbooks.extras import NO_EXTRAS, Extras, read_extras
from authoring.workbooks.identity import Identity, identify
from authoring.workbooks.merge import merge_copies
from authoring.workbooks.older import as_today
from authoring.workbooks.raw import RawBook, read_raw
from authoring.workbooks.read_books import BookContent, read_department, read_ministry
from authoring.workbooks.read_common import Common, read_common
from authoring.workbooks.read_inputs import BOOKS
from authoring.workbooks.read_places import read_appendix
from authoring.workbooks.read_sheets import headings, read_sheet
from authoring.workbooks.typed import sheets_of
from authoring.workbooks.write_inputs import common_path

__all__ = ["OldBook", "OldInputs", "issued_numbers", "read_old"]

_FRAME = frozenset({"sheet-missing", "column-missing", "column-moved"})


@dataclass(frozen=True)
class OldBook:
    """A workbook as it lies there: as found, in today's shape, which one it is, and what is beside its cells."""

    path: Path
    raw: RawBook
    today: RawBook
    who: Identity
    extras: Extras = NO_EXTRAS

    @property
    def older(self) -> bool:
        """Whether an earlier layout made it."""
        return self.who.layout != str(layout.LAYOUT)


@dataclass(frozen=True)
class OldInputs:
    """All workbooks in the order of their files, the frame of the common one, a pasted plan, what each other holds."""

    books: tuple[OldBook, ...]
    frame: Edition
    plan: tuple[str, ...]
    contents: tuple[BookContent, ...]


def read_old(root: Path, year: int, profile: Profile, *, first: bool = False) -> tuple[OldInputs | None, list[Problem]]:
    """The workbooks under ``root``/inputs; None with every problem that forbids a reissue.

    ``first``: no past year is known, so that prior figures are typed.
    """
    books, problems = _open_all(root, year, profile)
    commons = [b for b in books if b.who.kind == layout.COMMON]
    problems += [problem("common-double", Origin(b.raw.file)) for b in commons[1:]]
    if not commons and not problems:
        problems.append(problem("common-missing", Origin(common_path())))
    if problems:
        return None, problems
    try:
        common, plan, problems = _common(commons[0], profile, year)
        if problems:
            return None, problems
        frame = Edition(
            year, profile, common.entries, ratings=(*common.ratings, *common.own), lineage=common.lineage,
            years_shown=common.years, places=common.places,
        )  # fmt: skip
        contents = [_content(b, frame, first, problems) for b in books if b.who.kind != layout.COMMON]
    except FileTrouble as trouble:
        return None, [problem(trouble.code, Origin(str(trouble.fields.get("name", ""))), **trouble.fields)]
    if problems:
        return None, problems
    merged, _ = merge_copies(contents)
    return OldInputs(tuple(books), frame, tuple(plan), tuple(merged)), []


def _open_all(root: Path, year: int, profile: Profile) -> tuple[list[OldBook], list[Problem]]:
    problems: list[Problem] = []
    books: list[OldBook] = []
    for path in sorted((root / "inputs").rglob("*"), key=lambda p: (p.parent.as_posix(), p.stem, p.suffix)):
        file = path.relative_to(root).as_posix()
        if path.is_dir() or "添付" in path.relative_to(root).parts:
            continue
        if is_lock_file(path):
            name = path.name.removeprefix("~$").removeprefix(".~lock.").removesuffix("#")
            at = Origin(path.with_name(name).relative_to(root).as_posix())
            problems.append(problem("lock-file", at, severity=Severity.ERROR))
            continue
        if path.suffix.lower() not in BOOKS:
            continue
        try:
            package = open_package(path, "xlsx")
            raw, extras = read_raw(package, file), read_extras(package, path.name)
            who, found = identify(raw, year, older=True)
            for name in raw.sheets:  # damage is met here, before anything is written
                raw.sheets[name]
        except FileTrouble as trouble:
            problems.append(problem(trouble.code, Origin(file), **trouble.fields))
            continue
        if who is None:
            problems += [p for p in found if p.severity is Severity.ERROR][-1:]
            continue
        moved = who.kind != layout.COMMON or who.layout != str(layout.LAYOUT)
        books.append(OldBook(path, raw, as_today(raw, who.kind, profile, year) if moved else raw, who, extras))
    return books, problems


def _common(book: OldBook, profile: Profile, year: int) -> tuple[Common, list[str], list[Problem]]:
    """The frame, the lines of 計画案, and what is wrong with either: half a frame would lose what hangs on it."""
    common, problems = read_common(book.today, profile, year)
    plan = layout.plan_sheet().name
    problems = [
        p for p in problems
        if p.severity is Severity.ERROR
        and (p.code in _FRAME or (p.origin and p.origin.sheet == plan) or p.exit is not Exit.PROBLEMS)
    ]  # fmt: skip
    rows, found = read_sheet(book.today, layout.plan_draft_sheet())
    problems += [p for p in found if p.severity is Severity.ERROR]
    lines = [line for line in (clean_text(row.text("text"))[0].strip(" 　") for row in rows) if line]
    if not common.entries and not lines and not problems:
        problems.append(problem("plan-empty", Origin(book.raw.file, plan)))
    return common, lines, problems


def _content(book: OldBook, frame: Edition, first: bool, problems: list[Problem]) -> BookContent:
    """What a workbook holds. Without one of its sheets or columns (renamed, mostly) a whole sheet would be homeless."""
    if book.who.kind == layout.DEPARTMENT:
        content, found = read_department(book.today, book.who, frame, first=first)
    elif book.who.kind == layout.APPENDIX:
        content, found = read_appendix(book.today, book.who, frame)
    else:
        content, found = read_ministry(book.today, book.who, frame)
    if not book.older:
        problems += [p for p in found if p.code in _FRAME]
        problems += _renamed_columns(book, frame)
    return content


def _renamed_columns(book: OldBook, frame: Edition) -> list[Problem]:
    """Headings that stand nowhere any more (those that were moved are found)."""
    known = sheets_of(book.who.kind, frame.profile, frame.year)
    there = ((book.raw.sheets[name], wanted) for name, wanted in known.items() if name in book.raw.sheets)
    found = (p for sheet, wanted in there for p in headings(book.raw, sheet, wanted))
    return [p for p in found if p.code == "column-missing"]


def issued_numbers(book: OldBook, frame: Edition) -> Mapping[str, tuple[str, str]]:
    """Key of a number that the workbook was issued with -> (id, the number as its 番号表 prints it)."""
    if book.who.numbering == frame.numbering:
        return {key: (name, frame.printed_number(name)) for key, name in frame.numbers.items()}
    wanted = layout.numbers_sheet()
    if wanted.name not in book.today.sheets:
        return {}
    sheet, found = book.today.sheets[wanted.name], {}
    for row in range(wanted.header_row, sheet.last_row + 1):
        name, number = (sheet.at(row, wanted.index(f)).value for f in ("id", "number"))
        if isinstance(name, str) and isinstance(number, str):
            found[match_key(number)] = (name, number)
    return found
