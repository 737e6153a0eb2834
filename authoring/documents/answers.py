"""The list of answers: last year's requests and commitments with where this year answers them, as one printed table.

It is an ``Annex`` of one place, so that every renderer can draw it as it draws a statement.
"""

from __future__ import annotations

from collections.abc import Mapping

from authoring.documents.content import Annex, BodyCell, BodyItem, BodyRow
from authoring.edition.blocks import Block, Grid, GridCell, Snapshot
from authoring.edition.model import Entry, Request
from authoring.edition.outline import printed_numbers

__all__ = ["answers_of"]

_HEADS = ("項目", "前年度の求め・約束", "対応箇所", "対応しない理由")
_PLACE = "answers"


def answers_of(snapshot: Snapshot, title: str) -> list[Annex]:
    """The table of what people kept or answered, in the order of the workbooks; nothing where there is none.

    Args:
        snapshot: a year; ``answers`` are last year's requests as it answered them.
        title: the heading of the part, from the profile.
    """
    kept = [a for a in snapshot.answers if a.kept is not False and (a.kept or a.answered_in or a.declined.strip())]
    if not kept:
        return []
    entries = {e.id: e for e in snapshot.outline}
    plan = {b.entry: b for blocks in snapshot.items.values() for b in blocks if b.entry and b.column == _plan(snapshot)}
    numbers = printed_numbers(snapshot.outline)
    body = tuple(_row(entries, numbers, plan, asked) for asked in kept)
    header = (tuple(GridCell(head, head=True) for head in _HEADS),)
    grid = Grid(_PLACE, title, "", "", header, body)
    block = Block(f"{_PLACE}.1", _PLACE, _plan(snapshot), "table", "", grid=grid)
    place = BodyItem(_PLACE, title[:20], title, (BodyRow((BodyCell((block,)),)),))
    return [Annex(title, appendix=False, contents=None, places=(place,))]


def _plan(snapshot: Snapshot) -> str:
    return snapshot.profile.plan_column.id


def _row(
    entries: Mapping[str, Entry], numbers: Mapping[str, str], plan: Mapping[str, Block], asked: Request
) -> tuple[GridCell, ...]:
    item = entries.get(asked.item)
    about = f"{numbers[item.id]} {item.text}".strip() if item else ""
    where = _where(numbers, plan, asked.answered_in)
    return GridCell(about, head=True), GridCell(asked.text), GridCell(where), GridCell(asked.declined.strip())


def _where(numbers: Mapping[str, str], plan: Mapping[str, Block], entry: str) -> str:
    """The printed number of a heading, or of a paragraph of the plan: its own behind the one of its heading."""
    if entry in numbers:
        return numbers[entry]
    block = plan.get(entry)
    if block is None:
        return ""
    own = "" if block.mark.startswith(("〇", "・", "※")) else block.mark.rstrip(".")
    return "-".join(filter(None, (numbers.get(block.section, ""), own)))
