"""Hands that make annotated copies, type decisions into them and put them in the place of the workbooks."""

from __future__ import annotations

import openpyxl
from workspaces import Desk

from authoring import verbs


def copies(desk: Desk) -> verbs.Outcome:
    """Check with copies beside the workspace, in 写し."""
    return verbs.check(desk.root, annotate=desk.root.parent / "写し")


def decide(desk: Desk, file: str, code: str, action="このままとする", reason="原票のとおり", role="課長") -> str:
    """Make copies, judge the first problem of a code in one of them, hand it back; the address of 対応."""
    copies(desk)
    path = desk.root.parent / "写し" / file.removeprefix("inputs/")
    book = openpyxl.load_workbook(path)
    sheet = book["点検結果"]
    row = next(r for r in range(5, sheet.max_row + 1) if sheet.cell(r, 10).value == code)
    for column, typed in ((7, action), (8, reason), (9, role)):
        sheet.cell(row, column).value = typed
    book.save(desk.root / file)
    return f"G{row}"


def told(done: verbs.Outcome) -> list[tuple[str, bool]]:
    """Code and whether set aside, of all problems but the marks that were read."""
    return [(p.code, p.set_aside) for p in done.problems if p.code != "marks-read"]
