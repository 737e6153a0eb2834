"""Reissue: the workbooks made anew after a change of plan, outline, owner, prior figure or layout.

Nothing typed is lost. A workbook that would hold the same cells is left alone; the others are written with every typed
word in its place. The old files are kept beside, under 旧/NNN.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from authoring.archive.merge_past import merge_past
from authoring.archive.past import read_past
from authoring.archive.replan import replan
from authoring.archive.roll import Mint, beside_of, with_spares
from authoring.archive.used_ids import used_ids
from authoring.archive.workspace import Workspace, open_workspace
from authoring.edition.blocks import Snapshot
from authoring.edition.model import Edition
from authoring.edition.nearest import nearest
from authoring.problems import Origin, problem
from authoring.verbs.outcome import Outcome
from authoring.verbs.replacing import KEPT, replace_inputs
from authoring.workbooks.issue import Issue
from authoring.workbooks.layout import COMMON, homeless_sheet, lineage_sheet
from authoring.workbooks.leftovers import cells_of, lines_of, put_back
from authoring.workbooks.read_inputs import edition_of
from authoring.workbooks.read_old import OldInputs, read_old
from authoring.workbooks.reassign import reassign
from authoring.workbooks.write_inputs import Beside, common_path, owners_of_item
from authoring.workbooks.write_places import appendix_owners

__all__ = ["reissue"]

_MEND = "上の問題を直してから、もう一度実行します。ブックは何も変えていません。"


def reissue(workspace: Path, *, for_: str | None = None) -> Outcome:
    """Make the workbooks of a workspace anew; ``for_``: one owner's only (and those that share what moved).

    Nothing is written where a workbook is open or can't be read, or where the frame is at fault.
    """
    root = Path(workspace)
    opened, problems = open_workspace(root)
    if opened is None:
        return Outcome(tuple(problems), (), _MEND)
    past, problems = read_past(opened.past_roots, opened.profile.agency, opened.year)
    old, found = read_old(root, opened.year, opened.profile, first=not past)
    if old is None or problems:
        return Outcome((*problems, *found), (), _MEND)
    mint = Mint(list(used_ids(old.frame, old.contents, past, sorted((root / KEPT).glob(f"*/{COMMON}.xlsx")))))
    frame = replan(old.frame, old.plan, mint) if old.plan else old.frame
    if for_ is not None and for_ not in (owners := _owners(frame, old)):
        near = "、".join(f"「{n}」" for n in nearest(for_, owners)) or "なし"
        return Outcome((problem("reissue-owner", Origin(common_path()), name=for_, near=near),), (), _MEND)
    made = _issue(opened, past, old, frame, mint).make(for_)
    gone = made.replaced - set(made.files)
    if not made.files and not gone:
        return Outcome((), (), "作り直す所はありません。どのブックも変えていません。")
    folder = replace_inputs(root, made.files, gone)
    place = folder.relative_to(root).as_posix() if folder else ""
    told = [
        problem("reissue-homeless", Origin(path, homeless_sheet().name), count=len(rows))
        for path, rows in sorted(made.homeless.items()) if path in made.files
    ]  # fmt: skip
    told += [
        problem("reissue-drawn", Origin(book.raw.file, sheet), sheet=sheet, what=what, folder=place)
        for book in old.books if book.raw.file in made.replaced for sheet, what in book.extras.drawn
    ]  # fmt: skip
    kept = f"元のブックは {place} にあります。" if place else ""
    kept += f"なくなったブック: {'、'.join(sorted(gone))}。" if gone else ""
    words = "行き先なしの内容を正しい欄に写し、" if any(p.code == "reissue-homeless" for p in told) else ""
    step = f"{len(made.files)}個のブックを作り直しました。{kept}{words}担当に配り直し、authoring check を実行します。"
    return Outcome(tuple(told), tuple(root / path for path in made.files), step)


def _issue(opened: Workspace, past: Mapping[int, Snapshot], old: OldInputs, frame: Edition, mint: Mint) -> Issue:
    """The old workbooks under the new frame, with the past as ``load`` merges it and last year's text beside."""
    replanned = bool(old.plan)
    moved = reassign(frame, old.contents)
    edition, _ = edition_of(frame, moved.contents)
    notice = opened.notice or next((b.who.notice for b in old.books if b.who.notice), "")
    edition = merge_past(replace(edition, notice=notice), past)
    last = past.get(opened.year - 1)
    cells = cells_of(old.books, old.frame, first=not past)
    typed = put_back(cells, edition, moved, replanned=replanned, priors=last is None)
    lines = lines_of(next(c for c in cells if c.book.who.kind == COMMON), edition)
    if replanned:
        lines = {name: rows for name, rows in lines.items() if name != lineage_sheet().name}
    beside = replace(beside_of(last) if last else Beside(), typed=typed, lines=lines, first=not past)
    return Issue(edition, with_spares(edition, mint), beside, cells, moved, replanned)


def _owners(frame: Edition, old: OldInputs) -> list[str]:
    """Everyone who has a workbook, or had one."""
    now = [o for item in frame.items for o in owners_of_item(frame, item.id)]
    now += appendix_owners(frame)
    return list(dict.fromkeys([*now, *(b.who.owner for b in old.books if b.who.owner)]))
