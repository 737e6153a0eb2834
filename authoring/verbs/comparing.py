"""Diff: two editions side by side, for a reviewer as text, JSON, HTML or Excel, for a script as ``Changes``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from authoring.edition.blocks import Snapshot
from authoring.edition.nearest import nearest
from authoring.problems import Exit, Origin, Problem, ProblemError, Severity, problem
from authoring.review.changes import Changes, for_owner
from authoring.verbs.editions import read_edition, workspace_of
from authoring.verbs.outcome import write_files

__all__ = ["Compared", "compare", "diff"]

Argument = str | Path
_BAD_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_NAME_LENGTH = 24  # signs of an edition's name in a file's name: three bytes each, and two of them
_ONE_TO_ONE = ("kept", "renamed", "moved")


@dataclass(frozen=True)
class Compared:
    """What ``diff`` did. ``changes`` is None where nothing could be compared; ``shown`` is what goes to stdout."""

    problems: tuple[Problem, ...]
    written: tuple[Path, ...] = ()
    next_step: str = ""
    changes: Changes | None = None
    shown: bytes = b""

    @property
    def exit(self) -> Exit:
        """0 whatever changed and whatever an edition in the making lacks; 3 where nothing could be compared."""
        return Exit.DONE if self.changes is not None else Exit.UNREADABLE


def diff(
    old: Argument, new: Argument, *, shape: str = "text", owner: str | None = None, out: Path | None = None,
    remarks: Sequence[Path] = (),
) -> Compared:  # fmt: skip
    """Compare two editions and show it. ``shape``: text and json are shown, html and xlsx (or ``out``) written.

    Raises:
        ProblemError: the file can't be written (exit 4).
    """
    changes, problems = compare(old, new, owner=owner, remarks=remarks)
    if changes is None:
        return Compared(problems, (), "上の問題を直して、もう一度 authoring diff を実行します。")
    home = workspace_of(new)
    made = _rendered(changes, shape, owner, home)
    step = _next(old, new, shape)
    if out is None and shape in ("text", "json"):
        return Compared(problems, (), step, changes, made)
    path = out or (home / "out" if home else Path()) / _file_name(changes, owner, shape)
    if shape == "xlsx":
        _keep_remarks(path)
    write_files({path: made}, home or path.parent)
    return Compared(problems, (path,), step, changes)


def compare(
    old: Argument, new: Argument, *, owner: str | None = None, remarks: Sequence[Path] = ()
) -> tuple[Changes | None, tuple[Problem, ...]]:
    """The changes from one edition to another, with what reviewers wrote; None where nothing can be compared."""
    from authoring.review.compare import compare as compare_snapshots

    old_name, before, found_old = read_edition(old, new)
    new_name, now, found_new = read_edition(new, old)
    if before is None or now is None:
        told = [*(found_old if before is None else ()), *(found_new if now is None else ())]
        return None, tuple(dict.fromkeys(_unreadable(told)))
    agencies = before.profile.agency, now.profile.agency
    if agencies[0] != agencies[1]:
        return None, (problem("editions-of-two-agencies", Origin(new_name), old=agencies[0], new=agencies[1]),)
    wrong = lineage_conflict(old_name, before) or lineage_conflict(new_name, now)
    if wrong:
        return None, (wrong,)
    changes = compare_snapshots(before, now, old_name=old_name, new_name=new_name)
    changes = replace(changes, pages=_pages(new, now))
    problems = [*_state(old_name, found_old), *_state(new_name, found_new)]
    if owner is not None:
        owners = sorted({name for names in changes.owners.values() for name in names})
        if owner not in owners:
            near = "、".join(nearest(owner, owners) or owners[:5])
            return None, (problem("owner-unknown", Origin(new_name), name=owner, near=near or "ありません"),)
    return _with_remarks(changes, owner, remarks, problems)


def _pages(new: Argument, now: Snapshot) -> dict[str, str]:
    """The pages of NEW's last build with ``--pdf``; none where there is none, or where NEW has changed since."""
    home = workspace_of(new)
    files = [home / "out" / f"{k.file}.pdf" for k in now.profile.documents if k.stage == "evaluation"] if home else []
    if not any(file.is_file() for file in files):
        return {}
    from authoring.archive.snapshot import fingerprint
    from authoring.documents.pdf.pages import read_pages
    from authoring.documents.pdf.stamp import stamp_of

    try:
        pdf = next(file for file in files if file.is_file()).read_bytes()
        return read_pages(pdf) if stamp_of(pdf) == fingerprint(now) else {}
    except (ProblemError, OSError):  # a PDF that can't be read: the comparison goes on without pages
        return {}


def lineage_conflict(name: str, snapshot: Snapshot) -> Problem | None:
    """The first id that 対応表 maps in two ways which can't both be right.

    An id that has ended (or is new) has no successor (predecessor); of pairs that keep, rename or move an id there is
    just one. Several successors are a split, several predecessors a merger.
    """
    seen: dict[tuple[int, str, str], list[tuple[str, str, str]]] = {}
    for pair in dict.fromkeys((p.year, p.old, p.new, p.kind) for p in snapshot.lineage):
        year, old, new, kind = pair
        for side, key in (("old", old), ("new", new)):
            if key:
                seen.setdefault((year, side, key), []).append((old, new, kind))
    for (_, side, key), pairs in seen.items():
        alone = "ended" if side == "old" else "new"
        kinds = [kind for _, _, kind in pairs]
        whole = sum(kind in _ONE_TO_ONE for kind in kinds)
        twice = len({pair[:2] for pair in pairs}) < len(pairs)
        if len(pairs) > 1 and (twice or whole > 1 or alone in kinds):
            from authoring.workbooks.write_inputs import KINDS

            rows = "、".join(f"{o or '－'}→{n or '－'} {KINDS[k]}" for o, n, k in pairs)
            return problem("lineage-contradicts", Origin(name), name=name, id=key, rows=rows)
    return None


def _with_remarks(
    changes: Changes, owner: str | None, remarks: Sequence[Path], problems: list[Problem]
) -> tuple[Changes | None, tuple[Problem, ...]]:
    """The changes for the owner, with the remarks laid at their lines; a workbook that is none of ours stops it."""
    shown = for_owner(changes, owner) if owner is not None else changes
    if remarks:
        from authoring.review.remarks import read_remarks, with_remarks

        read, found = read_remarks([Path(path) for path in remarks])
        if any(p.exit is Exit.UNREADABLE for p in found):
            return None, tuple(found)
        whole, lost = with_remarks(changes, read)
        keys = {line.key for line in shown.lines}
        shown = replace(shown, remarks={key: texts for key, texts in whole.remarks.items() if key in keys})
        problems = [*problems, *found, *lost]
    return shown, tuple(problems)


def _keep_remarks(path: Path) -> None:
    """Never write over a workbook that somebody has typed remarks into.

    Raises:
        ProblemError: there is such a workbook (exit 4).
    """
    from authoring.review.remarks import read_remarks

    if path.is_file() and read_remarks([path])[0]:
        raise ProblemError(problem("write-over-remarks", Origin(path.name), name=path.name))


def _unreadable(found: Sequence[Problem]) -> list[Problem]:
    """Why nothing can be read: what can't be opened, else whatever is an error."""
    errors = [p for p in found if p.severity is Severity.ERROR]
    return [p for p in errors if p.exit is Exit.UNREADABLE] or errors or list(found)


def _state(name: str, found: Sequence[Problem]) -> list[Problem]:
    """Files that can't be read, whose text is missing here; the rest of an edition's problems as one line."""
    lost = [p for p in found if p.exit is Exit.UNREADABLE and p.severity is Severity.ERROR]
    rest = [p for p in found if p not in lost and not p.set_aside]
    errors, warnings = (sum(p.severity is s for p in rest) for s in (Severity.ERROR, Severity.WARNING))
    if errors:  # warnings are what a year in the making is full of
        lost.append(problem("edition-in-the-making", Origin(name), name=name, errors=errors, warnings=warnings))
    return lost


def _rendered(changes: Changes, shape: str, owner: str | None, home: Path | None) -> bytes:
    if shape == "json":
        from authoring.review.shape import as_json

        return as_json(changes)
    if shape == "xlsx":
        from authoring.review.excel import render_excel

        return render_excel(changes)
    if shape == "html":
        from authoring.archive.places import project_templates
        from authoring.review.html import FOLDER, read_templates, render_html

        own = home / "templates" if home else None  # a workspace may bring its own
        templates = own if own and (own / FOLDER).is_dir() else project_templates()
        return render_html(changes, read_templates(templates), owner=owner or "")
    from authoring.review.terminal import summary

    return summary(changes).encode("utf-8", "backslashreplace")


def _file_name(changes: Changes, owner: str | None, ending: str) -> str:
    names = (changes.old_name, changes.new_name, *([owner] if owner else []))
    safe = (_BAD_IN_NAMES.sub("_", name)[:_NAME_LENGTH].strip("._") or "版" for name in names)
    return f"差分-{'-'.join(safe)}.{'txt' if ending == 'text' else ending}"


def _next(old: Argument, new: Argument, shape: str) -> str:
    if shape == "html":
        return "ブラウザーで開きます。部署ごとに渡すには --for 担当の名前 を付けます。"
    if shape == "xlsx":
        return f"「意見」の列に記入し、authoring diff {old} {new} --format html --remarks そのファイル で読み込みます。"
    return f"前と今を並べて見るには authoring diff {old} {new} --format html、意見の記入には --format xlsx です。"
