"""Build: the documents and the snapshot of a workspace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from authoring.archive.places import project_templates
from authoring.archive.snapshot import left_over, snapshot_files
from authoring.archive.workspace import Workspace
from authoring.checks.complete import for_stage
from authoring.edition.blocks import Snapshot
from authoring.problems import Severity
from authoring.verbs.loading import load
from authoring.verbs.outcome import Outcome, remove_files, write_files

__all__ = ["build", "make_documents"]


def build(workspace: Path, *, stage: str = "evaluation", out: Path | None = None, draft: str | None = None) -> Outcome:
    """Make the documents of a stage. Nothing is written where there are errors, unless it is a draft."""
    loaded = load(workspace)
    problems = tuple(for_stage(loaded.problems, stage, plain=draft is None))
    unreadable = loaded.workspace is None or loaded.snapshot is None
    errors = any(p.severity is Severity.ERROR and not p.set_aside for p in problems)
    if unreadable or loaded.workspace is None or loaded.snapshot is None or (errors and draft is None):
        step = "誤りを直すか、途中の版なら --draft 名前 を付けて作ります。"
        return Outcome(problems, (), step)
    snapshot = _for_stage(loaded.snapshot, stage)
    files = make_documents(snapshot, stage, draft or "", _template(loaded.workspace))
    folder = out or loaded.workspace.out
    made = {folder / name: data for name, data in files.items()}
    record = snapshot_files(snapshot)
    homes = [folder / "edition", *([loaded.workspace.root / "drafts" / draft] if draft else [])]
    made |= {home / name: data for home in homes for name, data in record.items()}
    old = [path for home in homes for path in left_over(home, record)]
    write_files(made, loaded.workspace.root)
    remove_files(old)
    written = [*(folder / name for name in files), *homes]
    step = "目次の頁番号は、Word で開いて Ctrl+A、F9 を押すと入ります。"
    return Outcome(problems, tuple(written), step)


def _for_stage(snapshot: Snapshot, stage: str) -> Snapshot:
    """A report's snapshot holds the agency's columns and nothing that the Ministry wrote this year."""
    if stage == "evaluation":
        return snapshot
    agency = {c.id for c in snapshot.profile.columns if c.side == "agency"}
    items = {item: tuple(b for b in blocks if b.column in agency) for item, blocks in snapshot.items.items()}
    ratings = tuple(r for r in snapshot.ratings if r.year < snapshot.year)
    counts = tuple(c for c in snapshot.counts if int(c["year"]) < snapshot.year)
    requests = tuple(r for r in snapshot.requests if r.kind == "commitment")
    return replace(snapshot, items=items, ratings=ratings, counts=counts, requests=requests)


def make_documents(snapshot: Snapshot, stage: str, draft: str, template: bytes) -> dict[str, bytes]:
    """File name -> bytes of every document of the profile that the stage has (an evaluation brings the report)."""
    from authoring.documents.excel import render_excel
    from authoring.documents.tree import document_of
    from authoring.documents.word import render_word

    made: dict[str, bytes] = {}
    for kind in snapshot.profile.documents:
        if stage == "report" and kind.stage != "report":
            continue
        document = document_of(snapshot, kind, draft)
        made[f"{kind.file}.docx"] = render_word(document, template)
        if kind.excel:
            made[f"{kind.file}.xlsx"] = render_excel(document)
    return made


def _template(workspace: Workspace) -> bytes:
    """The workspace's own Word template where it brings one, else the project's."""
    own = workspace.root / "templates" / "base.docx"
    return (own if own.is_file() else project_templates() / "word" / "base.docx").read_bytes()
