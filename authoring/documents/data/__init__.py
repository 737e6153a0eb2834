"""The data for machines: ``data.xlsx`` and ``data/*.csv``, which obey the 30 rules and say so (RULES.md, Data)."""

from __future__ import annotations

from authoring.documents.data.csv_files import csv_bytes
from authoring.documents.data.opened import BOOK, open_data
from authoring.documents.data.places import Homes
from authoring.documents.data.records import indicator_sheet, rating_sheet
from authoring.documents.data.reference import code_sheet, definition_sheet
from authoring.documents.data.rules import FAILED, judge, rule_sheet
from authoring.documents.data.shape import CSV_SHEETS, Sheet
from authoring.documents.data.tables import table_sheet
from authoring.documents.data.workbook import workbook_bytes
from authoring.edition.blocks import Snapshot
from authoring.edition.years import fiscal_year_name
from authoring.problems import Origin, ProblemError, problem

__all__ = ["data_files", "data_sheets"]


def data_sheets(snapshot: Snapshot, draft: str = "") -> tuple[Sheet, ...]:
    """All sheets in order, as records. ``draft``: the name of the draft, told in codes (edition)."""
    homes = Homes(snapshot)
    notice = " ".join(word for word in (snapshot.notice, f"案({draft})" if draft else "") if word)
    return (
        indicator_sheet(snapshot, homes), rating_sheet(snapshot, homes), table_sheet(snapshot, homes),
        definition_sheet(), code_sheet(snapshot, homes, notice), rule_sheet(),
    )  # fmt: skip


def data_files(snapshot: Snapshot, draft: str = "") -> dict[str, bytes]:
    """Path relative to the folder of the results (with ``/``) -> bytes; equal snapshots give equal bytes.

    Raises:
        ProblemError: what was written breaks one of the rules (``data-rule``), or a text is longer than a cell of
            Excel (``data-cell-long``).
    """
    sheets = data_sheets(snapshot, draft)
    title = f"{snapshot.profile.agency} {fiscal_year_name(snapshot.year)} データ"
    try:
        files = {BOOK: workbook_bytes(sheets, title, snapshot.profile.agency)}
    except ValueError as refused:
        raise ProblemError(problem("data-cell-long", Origin(BOOK), where=str(refused))) from refused
    files |= {f"data/{sheet.name}.csv": csv_bytes(sheet) for sheet in sheets if sheet.name in CSV_SHEETS}
    for verdict in judge(open_data(files)):
        if verdict.result == FAILED:
            number, title = verdict.rule.number, verdict.rule.title
            raise ProblemError(problem("data-rule", Origin(BOOK), rule=number, title=title, where=verdict.reason))
    return files
