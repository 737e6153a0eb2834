"""Remarks of reviewers, read back from the column 意見 of one or several workbooks and laid at their lines."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from authoring.files import FileTrouble
from authoring.files.opening import open_package
from authoring.problems import Origin, Problem, problem
from authoring.review.changes import Changes, Line
from authoring.review.excel import EARLIER, HASH, ID, REMARK, TEXT_SHEET, line_hash
from authoring.workbooks.book import column_name
from authoring.workbooks.raw import RawCell, RawSheet, read_raw
from authoring.workbooks.values import as_text, likely_original

__all__ = ["OF_OLDER", "Remark", "read_remarks", "with_remarks"]

OF_OLDER = "(前の版への意見)"
_HEAD_ROWS = 30  # rows that are searched for the headings: people put lines above
_BLANK_LINES = re.compile(r"\n\s*\n+")


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark as it stands in a workbook: the line's id and hash, the text, where it was written."""

    id: str
    hash: str
    text: str
    origin: Origin


def read_remarks(paths: Sequence[Path]) -> tuple[tuple[Remark, ...], list[Problem]]:
    """The remarks of the workbooks, in order of the files and rows; a file that is none of ours is one problem."""
    found: list[Remark] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            sheets = read_raw(open_package(path, "xlsx"), path.name).sheets
            remarks, told = _of_sheet(sheets[TEXT_SHEET], path) if TEXT_SHEET in sheets else _foreign(path, TEXT_SHEET)
        except FileTrouble as trouble:
            remarks, told = [], [problem(trouble.code, Origin(path.name), **trouble.fields)]
        found += remarks
        problems += told
    return tuple(found), problems


def with_remarks(changes: Changes, remarks: Sequence[Remark]) -> tuple[Changes, list[Problem]]:
    """The changes with each remark at its line; one whose line is gone is a warning that quotes it."""
    finder = _Finder(changes.lines)
    placed: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for remark in remarks:
        line = finder.line_of(remark)
        if line is None:
            problems.append(problem("remark-without-line", remark.origin, text=_short(remark.text)))
            continue
        text = remark.text
        if line_hash(line) != remark.hash and not text.startswith(OF_OLDER):
            text = OF_OLDER + text
            problems.append(problem("remark-of-older", remark.origin, text=_short(remark.text)))
        here = placed.setdefault(line.key, [])
        if text not in here:  # two files may carry one earlier remark
            here.append(text)
    return replace(changes, remarks={key: tuple(texts) for key, texts in placed.items()}), problems


class _Finder:
    """Finds the line of a remark: by id and both texts, else in its cell by a text, else by id.

    The number at the end of an id is no identity: a paragraph put in above moves all below it by one.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._ids: dict[str, list[tuple[str, Line]]] = {}
        self._cells: dict[str, list[tuple[str, Line]]] = {}
        for line in lines:
            self._ids.setdefault(line.id, []).append((line_hash(line), line))
            self._cells.setdefault(_cell(line.id), []).append((line_hash(line), line))

    def line_of(self, remark: Remark) -> Line | None:
        """The line, or None where it is gone."""
        by_id, in_cell = self._ids.get(remark.id, []), self._cells.get(_cell(remark.id), [])
        old, _, new = remark.hash.partition("-")
        tests = (
            (by_id, lambda told: told == remark.hash),
            (in_cell, lambda told: told == remark.hash),
            (in_cell, lambda told: told.partition("-")[2] == new != _NOTHING),
            (in_cell, lambda told: told.partition("-")[0] == old != _NOTHING),
            (by_id, bool),
        )  # fmt: skip
        return next((line for held, test in tests for told, line in held if test(told)), None)


_NOTHING = line_hash(Line("new", "", "", "", "", "", "")).partition("-")[0]


def _cell(line_id: str) -> str:
    """row.column of a paragraph; a table's cell is itself."""
    before, dot, number = line_id.rpartition(".")
    return before if dot and number.isdigit() else line_id


def _foreign(path: Path, sheet: str, heading: str = "") -> tuple[list[Remark], list[Problem]]:
    why = f"シート「{sheet}」に列「{heading}」がありません" if heading else f"シート「{sheet}」がありません"
    return [], [problem("remarks-foreign", Origin(path.name, sheet), name=path.name, why=why)]


def _of_sheet(sheet: RawSheet, path: Path) -> tuple[list[Remark], list[Problem]]:
    rows: dict[int, dict[str, int]] = {}
    for (row, column), cell in sheet.cells.items():
        if row < _HEAD_ROWS and isinstance(cell.value, str):
            rows.setdefault(row, {})[cell.value.strip()] = column
    head = next((row for row in sorted(rows) if REMARK in rows[row]), None)
    places = {} if head is None else rows[head]
    missing = next((each for each in (REMARK, ID, HASH) if each not in places), None)
    if head is None or missing:
        return _foreign(path, TEXT_SHEET, missing or REMARK)
    found: list[Remark] = []
    problems: list[Problem] = []
    for row in range(head + 1, sheet.last_row + 1):
        key, told = (str(sheet.at(row, places[each]).value or "").strip() for each in (ID, HASH))
        at = Origin(path.name, TEXT_SHEET, f"{column_name(places[REMARK])}{row + 1}")
        text, wrong = _text(sheet.at(row, places[REMARK]), at)
        problems += wrong
        texts = [*_carried(sheet, row, places), *([f"{path.stem}: {text}"] if text else [])]
        found += [Remark(key, told, each, at) for each in texts]
    return found, problems


def _carried(sheet: RawSheet, row: int, places: dict[str, int]) -> Iterator[str]:
    """Remarks of earlier rounds that the workbook showed; each already says whose it is."""
    if EARLIER in places:
        value = sheet.at(row, places[EARLIER]).value
        yield from (text.strip() for text in str(value or "").split("\n\n") if text.strip())


def _text(cell: RawCell, at: Origin) -> tuple[str, list[Problem]]:
    """What was typed: a date or a truth value that Excel made of it is taken back; blank lines are closed up."""
    if isinstance(cell.value, (bool, datetime.date, datetime.time, datetime.timedelta)):
        return likely_original(cell), []
    text, problems = as_text(cell, at)
    return _BLANK_LINES.sub("\n", text).strip(), [p for p in problems if p.code == "cell-error"]


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[:most] + "…"
