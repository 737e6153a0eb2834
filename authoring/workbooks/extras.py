"""What people add to a workbook beside its cells: notes, text boxes, pictures, charts, check boxes.

A new issue has none of them. ``reissue`` carries their words to 行き先なし, and says what else was there.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from authoring.files import FileTrouble
from authoring.files.opening import Package
from authoring.files.texts import clean_text, match_key
from authoring.workbooks.annotate_notes import take_notes_away
from authoring.workbooks.annotate_parts import MAIN, REL, Element, Parts
from authoring.workbooks.sheets import cell

__all__ = ["NO_EXTRAS", "PLAN_MARK", "Extras", "Words", "plan_mark", "read_extras"]

PLAN_MARK = "plan "  # and the id of a row: the property of a workbook that tells a grey plan cell as it was issued
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THREADS = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_PROPERTIES = "docProps/custom.xml"
_KINDS = {"pic": "画像", "graphicFrame": "グラフなど", "sp": "図形", "cxnSp": "図形", "contentPart": "画像"}
_DAMAGE = (KeyError, ValueError, IndexError, TypeError, StopIteration, etree.XMLSyntaxError)


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand in no cell: where, what they were (メモ, 図形の文字), and the text."""

    sheet: str
    cell: str
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Extras:
    """``drawn``: (sheet, what and how many) of what has no words; ``plan``: row id -> mark of its grey plan cell."""

    words: tuple[Words, ...] = ()
    drawn: tuple[tuple[str, str], ...] = ()
    plan: Mapping[str, str] = field(default_factory=dict)


NO_EXTRAS = Extras()


def plan_mark(text: str) -> str:
    """A print of the text of a plan cell, whatever Excel does to its line ends."""
    return hashlib.sha256(match_key(text).encode()).hexdigest()[:16]


def read_extras(package: Package, name: str) -> Extras:
    """Everything beside the cells. What ``check --annotate`` wrote is ours and left out.

    Raises:
        FileTrouble: ``file-damaged``, where the parts do not fit together.
    """
    try:
        parts = Parts({each: package.read(each) for each in package.names})
        words: list[Words] = []
        drawn: list[tuple[str, str]] = []
        for sheet, path in _sheets(parts):
            kinds = [kind for _, kind in parts.relations(path).values()]
            if "comments" in kinds:
                words += _notes(parts, sheet, path)
            found = Counter("チェックボックスなど" for kind in kinds if kind == "ctrlProp")
            if drawing := parts.related(path, "drawing"):
                texts, shapes = _drawing(parts, sheet, drawing)
                words += texts
                found += shapes
            if found:
                drawn.append((sheet, "、".join(f"{what} {count}個" for what, count in sorted(found.items()))))
        return Extras(tuple(words), tuple(drawn), _plan(parts))
    except _DAMAGE as broken:
        raise FileTrouble("file-damaged", name=name, part="xl/worksheets") from broken


def _sheets(parts: Parts) -> Iterator[tuple[str, str]]:
    related = parts.relations(parts.book)
    for sheet in parts.peek(parts.book).iterfind(f"{MAIN}sheets/{MAIN}sheet"):
        path, kind = related[str(sheet.get(f"{REL}id"))]
        if kind == "worksheet":
            yield str(sheet.get("name")), path


def _notes(parts: Parts, sheet: str, path: str) -> Iterator[Words]:
    """The notes of a sheet; of a thread (Excel 365) what was said, not the hint for older Excels."""
    take_notes_away(parts, path)
    threads: dict[str, list[str]] = {}
    if thread := parts.related(path, "threadedComment"):
        for said in parts.peek(thread).iter(f"{_THREADS}threadedComment"):
            threads.setdefault(str(said.get("ref")), []).append(said.findtext(f"{_THREADS}text") or "")
    if comments := parts.related(path, "comments"):
        for note in parts.tree(comments).iter(f"{MAIN}comment"):
            at = str(note.get("ref"))
            text = "\n".join(threads[at]) if at in threads else "".join(t.text or "" for t in note.iter(f"{MAIN}t"))
            if text.strip():
                yield Words(sheet, at, "メモ", clean_text(text)[0].strip())


def _drawing(parts: Parts, sheet: str, path: str) -> tuple[list[Words], Counter[str]]:
    words: list[Words] = []
    found: Counter[str] = Counter()
    for anchor in parts.peek(path):
        start = anchor.find(f"{_DRAWING}from")
        at = "" if start is None else cell(int(start.findtext(f"{_DRAWING}col")), int(start.findtext(f"{_DRAWING}row")))
        for shape in anchor.iter(*(f"{_DRAWING}{kind}" for kind in _KINDS)):
            text = _words(shape)
            if text:
                words.append(Words(sheet, at, "図形の文字", text))
            found[_KINDS[etree.QName(shape).localname]] += 1
    return words, found


def _words(shape: Element) -> str:
    body = shape.find(f"{_DRAWING}txBody")
    lines = [] if body is None else ["".join(t.text or "" for t in p.iter(f"{_TEXT}t")) for p in body.iter(f"{_TEXT}p")]
    return clean_text("\n".join(lines))[0].strip()


def _plan(parts: Parts) -> dict[str, str]:
    if not parts.has(_PROPERTIES):
        return {}
    named = ((str(one.get("name")), "".join(one.itertext()).strip()) for one in parts.peek(_PROPERTIES))
    return {name.removeprefix(PLAN_MARK): mark for name, mark in named if name.startswith(PLAN_MARK)}
