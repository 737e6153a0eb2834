"""Build: the documents and the snapshot of a workspace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from authoring.archive.places import project_templates
from authoring.archive.snapshot import fingerprint, left_over, snapshot_files
from authoring.archive.workspace import Workspace
from authoring.checks.complete import for_stage
from authoring.edition.blocks import Snapshot
from authoring.edition.model import PLACE_TEXT
from authoring.edition.profile import DocumentKind
from authoring.problems import Problem, Severity, problem
from authoring.verbs.loading import load
from authoring.verbs.outcome import Outcome, remove_files, write_files

if TYPE_CHECKING:
    from authoring.documents.content import Document
    from authoring.documents.pdf import Office

__all__ = ["build", "make_documents"]

PLAIN_STEP = "目次の頁番号は、--pdf を付けて作るか(LibreOffice が要ります)、Word で開いて Ctrl+A、F9 を押すと入ります。"
PDF_STEP = "目次の頁番号は PDF の頁です。Word で文書を直したら、Ctrl+A、F9 で入れ直してください。"
UNREADABLE_STEP = "読み上げに要るものがそろわないので、何も書いていません。示したところを直して、もう一度作ります。"
OFFICE_STEP = "LibreOffice を入れるか、--pdf を付けずに作ります。"


def build(
    workspace: Path,
    *,
    stage: str = "evaluation",
    out: Path | None = None,
    draft: str | None = None,
    pdf: bool = False,
) -> Outcome:
    """Make the documents of a stage. Nothing is written where there are errors, unless it is a draft.

    ``pdf``: a PDF beside each Word file, and page numbers in both. Without LibreOffice nothing is written either.
    """
    loaded = load(workspace)
    problems = tuple(for_stage(loaded.problems, stage, plain=draft is None))
    office = _office() if pdf else None
    if pdf and office is None:
        return Outcome((*problems, problem("office-missing")), (), OFFICE_STEP)
    unreadable = loaded.workspace is None or loaded.snapshot is None
    errors = any(p.severity is Severity.ERROR and not p.set_aside for p in problems)
    if unreadable or loaded.workspace is None or loaded.snapshot is None or (errors and draft is None):
        step = "誤りを直すか、途中の版なら --draft 名前 を付けて作ります。"
        return Outcome(problems, (), step)
    snapshot = _for_stage(loaded.snapshot, stage)
    template = _template(loaded.workspace)
    look = {**loaded.workspace.fonts, "paper": loaded.workspace.paper}
    if office is None:
        files, told = _plain(snapshot, stage, draft or "", template, loaded.attached.data, look)
    else:
        files, told = _with_pages(snapshot, stage, draft or "", template, office, loaded.attached.data, look)
    problems += tuple(told)
    if draft is None and any(p.severity is Severity.ERROR for p in told):
        return Outcome(problems, (), UNREADABLE_STEP)
    files |= _data(snapshot, stage, draft or "")
    folder = out or loaded.workspace.out
    made = {folder / name: data for name, data in files.items()}
    record = snapshot_files(snapshot)
    homes = [folder / "edition", *([loaded.workspace.root / "drafts" / draft] if draft else [])]
    made |= {home / name: data for home in homes for name, data in record.items()}
    old = [path for home in homes for path in left_over(home, record)]
    write_files(made, loaded.workspace.root)
    remove_files(old)
    written = [*(folder / name for name in files), *homes]
    step = PDF_STEP if pdf else PLAIN_STEP
    return Outcome(problems, tuple(written), step)


def _for_stage(snapshot: Snapshot, stage: str) -> Snapshot:
    """A report's snapshot holds the agency's columns and nothing that the Ministry wrote this year."""
    if stage == "evaluation":
        return snapshot
    agency = {PLACE_TEXT, *(c.id for c in snapshot.profile.columns if c.side == "agency")}
    items = {item: tuple(b for b in blocks if b.column in agency) for item, blocks in snapshot.items.items()}
    own = {r.id for r in snapshot.profile.raters_of("agency")}
    ratings = tuple(r for r in snapshot.ratings if r.year < snapshot.year or r.by in own)
    counts = tuple(c for c in snapshot.counts if int(c["year"]) < snapshot.year or c["by"] in own)
    requests = tuple(r for r in snapshot.requests if r.kind == "commitment")
    return replace(snapshot, items=items, ratings=ratings, counts=counts, requests=requests)


def make_documents(
    snapshot: Snapshot, stage: str, draft: str, template: bytes, pictures: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """File name -> bytes of every document of the profile that the stage has (an evaluation brings the report).

    ``pictures``: those of ``inputs/添付``, by the names of their files.
    """
    return _plain(snapshot, stage, draft, template, pictures or {}, {})[0]


def _plain(
    snapshot: Snapshot, stage: str, draft: str, template: bytes, pictures: Mapping[str, bytes], look: Mapping[str, str]
) -> tuple[dict[str, bytes], list[Problem]]:
    """The documents without page numbers, and what a screen reader lacks in them."""
    from authoring.documents.word import render_word

    made: dict[str, bytes] = {}
    problems: list[Problem] = []
    for kind, document in _documents(snapshot, stage, draft, pictures):
        mine = {f"{kind.file}.docx": render_word(document, template), **_printed_workbook(kind, document, look)}
        problems += _inaccessible(mine, document)
        made |= mine
    return made, problems


def _inaccessible(made: Mapping[str, bytes], document: Document) -> list[Problem]:
    """What a screen reader lacks in the files of one document."""
    from authoring.documents.accessible import check_excel, check_word, outline_levels

    checks = {".docx": lambda data, name: check_word(data, name, outline_levels(document)), ".xlsx": check_excel}
    return [found for name, data in made.items() if (check := checks.get(name[-5:])) for found in check(data, name)]


def _with_pages(
    snapshot: Snapshot,
    stage: str,
    draft: str,
    template: bytes,
    office: Office,
    pictures: Mapping[str, bytes],
    look: Mapping[str, str],
) -> tuple[dict[str, bytes], list[Problem]]:
    """The same documents with the page numbers of their contents, and a PDF of each Word file."""
    from authoring.documents.pdf import check_fonts, lay_out
    from authoring.documents.pdf.stamp import stamped

    made: dict[str, bytes] = {}
    problems: list[Problem] = []
    edition = fingerprint(snapshot)
    for kind, document in _documents(snapshot, stage, draft, pictures):
        laid, told = lay_out(document, template, office, f"{kind.file}.pdf")
        problems += told
        mine = {
            f"{kind.file}.docx": laid.word,
            f"{kind.file}.pdf": stamped(laid.pdf, edition),
            **_printed_workbook(kind, document, look),
        }
        problems += _inaccessible(mine, document)
        made |= mine
    return made, problems + check_fonts(template, [data for name, data in made.items() if name.endswith(".pdf")])


def _documents(
    snapshot: Snapshot, stage: str, draft: str, pictures: Mapping[str, bytes]
) -> Iterator[tuple[DocumentKind, Document]]:
    from authoring.documents.tree import document_of

    for kind in snapshot.profile.documents:
        if stage != "report" or kind.stage == "report":
            yield kind, document_of(snapshot, kind, draft, pictures)


def _printed_workbook(kind: DocumentKind, document: Document, look: Mapping[str, str]) -> dict[str, bytes]:
    """The printed workbook where the profile wants one; ``look``: fonts (body, heading) and paper of edition.toml."""
    from authoring.documents.excel import render_excel

    return {f"{kind.file}.xlsx": render_excel(document, look, look.get("paper", ""))} if kind.excel else {}


def _data(snapshot: Snapshot, stage: str, draft: str) -> dict[str, bytes]:
    """The data for machines, of an evaluation only: a report's tables are not final."""
    from authoring.documents.data import data_files

    return data_files(snapshot, draft) if stage == "evaluation" else {}


def _office() -> Office | None:
    from authoring.documents.pdf import find_office

    return find_office()


def _template(workspace: Workspace) -> bytes:
    """The workspace's own Word template where it brings one, else the project's, with the edition's fonts and paper."""
    from authoring.documents.word.restyle import restyled

    own = workspace.root / "templates" / "base.docx"
    template = (own if own.is_file() else project_templates() / "word" / "base.docx").read_bytes()
    return restyled(template, workspace.fonts, workspace.paper)
