"""What stands beside the cells to fill, and what people typed in them: given to the writers of the input workbooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from authoring.workbooks import layout
from authoring.workbooks.book import Value

__all__ = ["Beside"]


@dataclass(frozen=True)
class Beside:
    """What stands beside the cells: last year's text by row id, and by key, each as column id -> text.

    ``first``: no past year is known, so that prior figures are typed into 指標 instead of standing there locked.
    The rest is of ``reissue``: ``typed`` is what people typed, by its key (``typed.Key``), put back as it was typed;
    ``lines`` the rows of 対応表 and 表示年度; ``homeless`` the rows of 行き先なし by the path of their workbook.
    """

    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    keyed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    typed: Mapping[tuple[str, ...], Value] = field(default_factory=dict)
    lines: Mapping[str, Sequence[Mapping[str, Value]]] = field(default_factory=dict)
    homeless: Mapping[str, Sequence[Mapping[str, Value]]] = field(default_factory=dict)
    first: bool = False

    def over(
        self, sheet: layout.Sheet, rows: Sequence[Mapping[str, Value]], owner: str = ""
    ) -> list[Mapping[str, Value]]:
        """The rows of a sheet with what was typed in them."""
        if not self.typed:
            return list(rows)
        made: list[Mapping[str, Value]] = []
        for row in rows:
            keys = {f.id: (sheet.name, owner, str(row.get("id")), f.id) for f in sheet.fields}
            made.append({**row, **{name: self.typed[key] for name, key in keys.items() if key in self.typed}})
        return made
