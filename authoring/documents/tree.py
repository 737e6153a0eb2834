"""Snapshot -> content tree: the parts that the profile lists for a document, in its order."""

from __future__ import annotations

from collections.abc import Mapping

from authoring.documents.annex import annex_of
from authoring.documents.answers import answers_of
from authoring.documents.body import body_of
from authoring.documents.content import (
    Contents,
    ContentsLine,
    Counts,
    Criteria,
    Document,
    Part,
    RatingList,
    Title,
)  # fmt: skip
from authoring.edition.blocks import Snapshot
from authoring.edition.model import Entry
from authoring.edition.profile import DocumentKind, Rater
from authoring.edition.rating_list import rating_table
from authoring.edition.years import fiscal_year_name

__all__ = ["document_of"]


def document_of(
    snapshot: Snapshot, kind: DocumentKind, draft: str = "", pictures: Mapping[str, bytes] | None = None
) -> Document:
    """The tree of one document of the profile; ``draft`` names the draft that it is marked as.

    ``pictures``: bytes of the pictures by the names of their files; without them only what stands above them is shown.
    """
    title = kind.title.format(agency=snapshot.profile.agency, year=fiscal_year_name(snapshot.year))
    mark = f"案({draft})" if draft else ""
    parts: list[Part] = []
    for part in kind.parts:
        parts += _PARTS[part](snapshot, kind, title, mark)
    notice = " ".join(word for word in (snapshot.notice, mark) if word)
    return Document(title.replace("\n", " "), snapshot.profile.agency, notice, tuple(parts), pictures or {})


def _word(snapshot: Snapshot, key: str) -> str:
    return snapshot.profile.word(key).format(year=fiscal_year_name(snapshot.year), agency=snapshot.profile.agency)


def _title(snapshot: Snapshot, kind: DocumentKind, title: str, draft: str) -> list[Part]:
    return [Title(title, draft)]


def _raters(snapshot: Snapshot, kind: DocumentKind) -> tuple[Rater, ...]:
    """Those whose column the document has: what it lists and counts is what it shows."""
    profile = snapshot.profile
    return tuple(r for r in profile.raters if profile.rating_column(r).id in kind.columns)


def _ratings(snapshot: Snapshot, kind: DocumentKind, title: str, draft: str) -> list[Part]:
    made: list[Part] = []
    raters = _raters(snapshot, kind)
    for rater in raters:
        table = rating_table(
            snapshot.year, snapshot.profile, snapshot.outline, snapshot.ratings, snapshot.lineage,
            _years(snapshot), snapshot.titles, {}, rater.id,
        )  # fmt: skip
        heading = _word(snapshot, "ratings") + (f"({rater.name})" if len(raters) > 1 else "")
        made.append(RatingList(heading, table.grid, table.year_columns))
    return made


def _years(snapshot: Snapshot) -> list[int]:
    return list(dict.fromkeys(int(c["year"]) for c in snapshot.counts)) or [snapshot.year]


def _criteria(snapshot: Snapshot, kind: DocumentKind, title: str, draft: str) -> list[Part]:
    names: dict[str, list[str]] = {}  # each scale once, with those who rate on it
    for rater in _raters(snapshot, kind):
        names.setdefault(rater.scale, []).append(rater.name)
    return [
        Criteria(
            _word(snapshot, "criteria"),
            tuple((s.letter, s.wording) for scale in snapshot.profile.scales if scale.id == used for s in scale.steps),
            "・".join(who) if len(names) > 1 else "",
        )
        for used, who in names.items()
    ]


def _counts(snapshot: Snapshot, kind: DocumentKind, title: str, draft: str) -> list[Part]:
    made: list[Part] = []
    raters = _raters(snapshot, kind)
    several = len(raters) > 1
    for rater in raters:
        letters = snapshot.profile.scale_of(rater.id).letters
        records = [c for c in snapshot.counts if c["by"] == rater.id]
        numbers = {int(c["year"]): {x: int(c[x]) for x in letters} for c in records}
        years = tuple((y, fiscal_year_name(y)) for y in numbers)
        heading = _word(snapshot, "counts") + (f"({rater.name})" if several else "")
        made.append(Counts(heading, years, letters, numbers, _word(snapshot, "total"), rater.id if several else ""))
    return made


def _contents(snapshot: Snapshot, kind: DocumentKind, title: str, draft: str) -> list[Part]:
    chapters = {e.id for e in snapshot.outline if e.level == 1}
    lines = [
        ContentsLine(1 if e.id in chapters else 2, heading_line(e, e.contents_title), f"h_{e.id}")
        for e in snapshot.outline
        if e.item or e.id in chapters
    ]
    return [
        Contents(
            _word(snapshot, "contents"),
            _word(snapshot, "contents_items"),
            _word(snapshot, "contents_page"),
            tuple(lines),
        )
    ]


def heading_line(e: Entry, other: str = "") -> str:
    """Number and title on one line; ``other`` stands for the title where it is worded otherwise there."""
    return f"{e.number} {other or e.text}".strip()


def _body(snapshot: Snapshot, kind: DocumentKind, title: str, draft: str) -> list[Part]:
    return [body_of(snapshot, kind.columns)]


def _answers(snapshot: Snapshot, kind: DocumentKind, title: str, draft: str) -> list[Part]:
    return list(answers_of(snapshot, _word(snapshot, "answers")))


def _statements(snapshot: Snapshot, kind: DocumentKind, title: str, draft: str) -> list[Part]:
    return list(annex_of(snapshot, _word(snapshot, "statements"), appendix=False, labels=None))


def _appendix(snapshot: Snapshot, kind: DocumentKind, title: str, draft: str) -> list[Part]:
    labels = _word(snapshot, "contents"), _word(snapshot, "appendix"), _word(snapshot, "contents_page")
    return list(annex_of(snapshot, _word(snapshot, "appendix"), appendix=True, labels=labels))


_PARTS = {
    "title": _title,
    "ratings": _ratings,
    "criteria": _criteria,
    "counts": _counts,
    "contents": _contents,
    "body": _body,
    "answers": _answers,
    "statements": _statements,
    "appendix": _appendix,
}
