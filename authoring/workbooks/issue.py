"""Which workbooks have to be made anew, and their bytes: where cells would differ, and where a leftover goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from authoring.edition.model import Edition
from authoring.files.containers import unpack
from authoring.files.opening import Package
from authoring.workbooks import layout
from authoring.workbooks.findings import FINDINGS
from authoring.workbooks.identity import Identity, identify
from authoring.workbooks.leftovers import Cells, Leftover, carried, comparable, leftovers
from authoring.workbooks.raw import RawBook, RawSheet, read_raw
from authoring.workbooks.read_old import OldBook
from authoring.workbooks.read_tables import is_table
from authoring.workbooks.reassign import Reassigned
from authoring.workbooks.typed import Typed, typed_cells
from authoring.workbooks.write_inputs import (
    Beside,
    common_path,
    department_path,
    ministry_path,
    owners_of_item,
    write_inputs,
)
from authoring.workbooks.write_places import appendix_owners, appendix_path
from authoring.workbooks.write_tables import FACT_ROW

__all__ = ["Issue", "Issued"]

_OURS = frozenset({(0, 0), (1, 0)})  # a sheet's title, and the line below it


@dataclass(frozen=True)
class Issued:
    """What a reissue writes (path -> bytes), the old paths that it replaces, and each path's 行き先なし."""

    files: Mapping[str, bytes]
    replaced: frozenset[str]
    homeless: Mapping[str, Sequence[Leftover]]


@dataclass(frozen=True)
class Issue:
    """A reissue in the making. ``roomy``: the edition with its spare rows, for the workbooks that are made anew."""

    edition: Edition
    roomy: Edition
    beside: Beside
    old: Sequence[Cells]
    moved: Reassigned
    replanned: bool

    def make(self, owner: str | None = None) -> Issued:
        """Everything that has to be written; with ``owner``, what that owner's workbooks need."""
        paths = self._paths()
        touched = self._touched(owner, paths)
        books = [c for c in self.old if owner is None or c.book.raw.file in touched]
        allowed = {p for p in paths if owner is None or p in touched}
        alone = self._alone(books, allowed)
        while True:
            wanted = allowed - set(alone)
            changed = [c for c in books if c.book.raw.file not in alone.values()]
            files = write_inputs(self.roomy, self.beside, wanted)
            new = [t for path, data in files.items() for t in self._typed(path, data)]
            found = leftovers(changed, new, self.roomy, self.moved, replanned=self.replanned, home=self._home)
            more = set(found) & set(alone)
            if not more:
                break
            alone = {path: file for path, file in alone.items() if path not in more}
        files = files | write_inputs(self.roomy, replace(self.beside, homeless=found), set(found) & wanted)
        gone = frozenset(c.book.raw.file for c in changed)
        return Issued(dict(sorted(files.items())), gone, found)

    def _paths(self) -> dict[str, tuple[str, str]]:
        """Every workbook that there has to be: path -> (item, owner)."""
        made: dict[str, tuple[str, str]] = {common_path(): ("", "")}
        for item in self.edition.items:
            for owner in owners_of_item(self.edition, item.id):
                made[department_path(self.edition, item.id, owner)] = (item.id, owner)
            made[ministry_path(self.edition, item.id)] = (item.id, "")
        made |= {appendix_path(owner): ("", owner) for owner in appendix_owners(self.edition)}
        return made

    def _path(self, item: str, owner: str) -> str:
        if not item:
            return appendix_path(owner)
        return department_path(self.edition, item, owner) if owner else ministry_path(self.edition, item)

    def _home(self, book: OldBook) -> str:
        """The workbook that took the rest of a workbook; else the item's first owner's; else the common one."""
        who = book.who
        if who.kind == layout.APPENDIX:
            owner = self.moved.owner_now.get(("", who.owner), who.owner)
            return appendix_path(owner) if owner in appendix_owners(self.edition) else common_path()
        if who.kind == layout.COMMON or who.item not in {e.id for e in self.edition.items}:
            return common_path()
        if who.kind == layout.MINISTRY:
            return ministry_path(self.edition, who.item)
        owners = owners_of_item(self.edition, who.item)
        owner = self.moved.owner_now.get((who.item, who.owner), who.owner)
        if owner not in owners:
            owner = owners[0] if owners else ""
        return department_path(self.edition, who.item, owner) if owner else common_path()

    def _carried(self, books: Iterable[Cells]) -> dict[str, list[Leftover]]:
        found: dict[str, list[Leftover]] = {}
        for cells in books:
            found.setdefault(self._home(cells.book), []).extend(carried(cells))
        return {path: rows for path, rows in found.items() if rows}

    def _touched(self, owner: str | None, paths: Mapping[str, tuple[str, str]]) -> set[str]:
        """The paths, old and new, that an owner's workbooks share words with: rows that moved leave both in step."""
        touched = {path for path, (_, who) in paths.items() if owner and who == owner}
        if self.replanned:
            touched.add(common_path())
        common = {common_path()}
        while True:
            more: set[str] = set()
            for cells in self.old:
                who = cells.book.who
                took = self.moved.took.get((who.kind, who.item, who.owner), [])
                near = {cells.book.raw.file, self._home(cells.book), *(self._path(*h) for h in took)}
                if near - common & touched or who.owner == owner or (who.kind == layout.COMMON and self.replanned):
                    more |= near
            if more <= touched:
                return touched
            touched |= more

    def _alone(self, books: Sequence[Cells], allowed: Collection[str]) -> dict[str, str]:
        """New path -> old file, for the workbooks that would hold the same cells: they are left as they are."""
        of_path: dict[str, list[OldBook]] = {}
        for cells in books:
            who = cells.book.who
            path = common_path() if who.kind == layout.COMMON else self._path(who.item, who.owner)
            of_path.setdefault(path, []).append(cells.book)
        only = {path: found[0] for path, found in of_path.items() if len(found) == 1 and path in allowed}
        likely = {path: book for path, book in only.items() if self._may_stay(book)}
        before = {home: rows for home, rows in self._carried(books).items() if home in allowed}
        plain = write_inputs(self.edition, replace(self.beside, homeless=before), likely)
        alone = {p: b.raw.file for p, b in likely.items() if p in plain and same_cells(b.raw, _opened(p, plain[p]))}
        # A file that lies under another workbook's name has to make way.
        return {p: file for p, file in alone.items() if file == p or file not in allowed}

    def _may_stay(self, book: OldBook) -> bool:
        """Whether it is worth a comparison: a workbook of other numbers or of an older layout is made anew anyway."""
        return not book.older and (book.who.kind == layout.COMMON or book.who.numbering == self.edition.numbering)

    def _typed(self, path: str, data: bytes) -> list[Typed]:
        book = _opened(path, data)
        who = identify(book, self.edition.year)[0] or Identity("", "", "", "", None)  # type: ignore[arg-type]
        return typed_cells(book, who, self.edition.profile, self.edition.year, first=self.beside.first)


def _opened(path: str, data: bytes) -> RawBook:
    parts = unpack(data, path)
    return read_raw(Package(data, tuple(parts), False, parts), path)


def same_cells(one: RawBook, other: RawBook) -> bool:
    """Whether two workbooks show the same on every sheet.

    Our own words of guidance are no content (a newer version of the tool may say them otherwise), nor is the list of
    problems in an annotated copy.
    """
    mine, theirs = _by_content(one), _by_content(other)
    return set(mine) == set(theirs) and all(_same(mine[key], theirs[key]) for key in mine)


def _by_content(book: RawBook) -> dict[tuple[str, str], RawSheet]:
    """The sheets that hold content: a table's by its id (its tab may bear any name), the others by name."""
    found: dict[tuple[str, str], RawSheet] = {}
    for name in set(book.sheets) - {FINDINGS, layout.CONTENTS, layout.GUIDE}:
        sheet = book.sheets[name]
        key = ("表", str(sheet.at(FACT_ROW, 1).value)) if is_table(sheet) else ("", name)
        found[("", name) if key in found else key] = sheet
    return found


def _same(one: RawSheet, other: RawSheet) -> bool:
    if set(one.merged) != set(other.merged):
        return False
    return _held(one) == _held(other)


def _held(sheet: RawSheet) -> dict[tuple[int, int], object]:
    """What each cell shows; a formula is one whatever it shows now."""
    found = {at: ("式" if raw.formula else comparable(raw.value)) for at, raw in sheet.cells.items()}
    return {at: value for at, value in found.items() if value not in (None, "") and at not in _OURS}
