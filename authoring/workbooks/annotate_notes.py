"""Notes (legacy comments) in the archive: the comments part and the drawing that shows them, joined with what is there.

The drawing (VML) is changed as text: what Office writes there is not always well-formed XML, and shapes of check boxes
and of other people's notes must stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from authoring.files.widths import lines_of
from authoring.workbooks.annotate_parts import MAIN, REL, Element, Parts, child, part, put_in_order, root

__all__ = ["AUTHOR", "Place", "take_notes_away", "write_notes"]

AUTHOR = "点検"
_MARK = "\n----- 点検 -----\n"  # between what a person wrote and what we add
_WIDTH, _LINE, _COLUMNS = 330, 17, 46  # pixels of a note, of a line; half-width signs in a line
_COMMENTS = "xl/comments{}.xml"
_DRAWING = "xl/drawings/vmlDrawing{}.vml"
_SHAPE = re.compile(rb"<v:shape\b(?:[^>]*/>|.*?</v:shape>)\n?", re.DOTALL)
_NUMBER = re.compile(rb"_x0000_s(\d+)")
_MAP = re.compile(rb'<o:idmap\b[^>]*\bdata="(\d+)')
_CLOSING = re.compile(rb"</(?:\w+:)?xml\s*>\s*$")
_NEW = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel">
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout>
</xml>
"""
_TYPE = """<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe" \
xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">\
<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
"""
_NOTE = """<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden;z-index:1" \
fillcolor="#ffffe1" o:insetmode="auto" xmlns:v="urn:schemas-microsoft-com:vml" \
xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">\
<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>\
<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>\
<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, zero-based, and its A1 address."""

    row: int
    column: int
    cell: str


def take_notes_away(parts: Parts, path: str) -> None:
    """Take the notes of an earlier copy out of a sheet; what people wrote in notes stays."""
    comments = parts.related(path, "comments")
    if comments is None or AUTHOR.encode() not in parts.raw(comments):
        return
    tree = parts.tree(comments)
    authors = [a.text or "" for a in tree.iterfind(f"{MAIN}authors/{MAIN}author")]
    gone: list[str] = []
    for note in list(tree.iter(f"{MAIN}comment")):
        number = int(note.get("authorId", "0"))
        if number < len(authors) and authors[number] == AUTHOR:
            note.getparent().remove(note)
            gone.append(str(note.get("ref")))
            continue
        runs = list(note.iter(f"{MAIN}r"))
        at = next((i for i, run in enumerate(runs) if (run.findtext(f"{MAIN}t") or "").startswith(_MARK)), None)
        for run in runs[at:] if at is not None else ():
            run.getparent().remove(run)
    drawing = _drawing(parts, path)
    if drawing and gone:
        places = {_numbers(ref) for ref in gone}
        parts.put(drawing, _SHAPE.sub(lambda m: b"" if _note_place(m[0]) in places else m[0], parts.raw(drawing)))


def write_notes(parts: Parts, path: str, notes: Mapping[Place, str]) -> None:
    """Write notes into a sheet. A note that a person made at the same cell keeps its text and gets ours below."""
    comments = parts.related(path, "comments")
    if comments is None:
        empty = root("comments", MAIN[1:-1])
        child(empty, "authors")
        child(empty, "commentList")
        comments = parts.add(_COMMENTS, part(empty), "comments")
        parts.relate(path, "comments", comments)
    tree = parts.tree(comments)
    there = {str(note.get("ref")): note for note in tree.iter(f"{MAIN}comment")}
    authors = tree.find(f"{MAIN}authors")
    names = [a.text or "" for a in authors]
    if AUTHOR not in names:
        child(authors, "author").text = AUTHOR
        names.append(AUTHOR)
    new: dict[Place, str] = {}
    for place, words in notes.items():
        if place.cell in there:
            _run(_rich(there[place.cell]), _MARK + words)
            continue
        note = child(tree.find(f"{MAIN}commentList"), "comment", ref=place.cell, authorId=str(names.index(AUTHOR)))
        _run(child(note, "text"), words)
        new[place] = words
    if new:
        _draw(parts, path, new)


def _rich(note: Element) -> Element:
    """A note's text as runs: a plain ``t`` becomes the first of them."""
    text = note.find(f"{MAIN}text")
    plain = text.find(f"{MAIN}t")
    if plain is not None:
        words = plain.text or ""
        text.remove(plain)
        _run(text, words)
    return text


def _run(text: Element, words: str) -> None:
    run = child(text, "r")
    form = child(run, "rPr")
    child(form, "sz", val="9")
    child(form, "rFont", val="游ゴシック")
    held = child(run, "t")
    held.text = words
    held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _drawing(parts: Parts, path: str) -> str | None:
    legacy = parts.peek(path).find(f"{MAIN}legacyDrawing")
    return parts.relations(path).get(str(legacy.get(f"{REL}id")), (None, ""))[0] if legacy is not None else None


def _draw(parts: Parts, path: str, notes: Mapping[Place, str]) -> None:
    drawing = _drawing(parts, path)
    if drawing is None or not parts.has(drawing):
        parts.default("vml", "vmlDrawing")
        drawing = parts.new_name(_DRAWING)
        blocks = [
            int(n) for name in parts.finish() if name.lower().endswith(".vml") for n in _MAP.findall(parts.raw(name))
        ]
        parts.put(drawing, _NEW.format(block=max(blocks, default=0) + 1).encode())
        sheet = parts.tree(path)
        for old in sheet.findall(f"{MAIN}legacyDrawing"):
            sheet.remove(old)
        put_in_order(
            sheet, etree.Element(f"{MAIN}legacyDrawing", {f"{REL}id": parts.relate(path, "vmlDrawing", drawing)})
        )
    data = parts.raw(drawing)
    blocks = [int(n) for n in _MAP.findall(data)]
    number = max([int(n) for n in _NUMBER.findall(data)] + [max(blocks, default=1) * 1024])
    sizes = _Sizes(parts.peek(path))
    made = "" if b'"_x0000_t202"' in data else _TYPE
    for index, (place, words) in enumerate(notes.items(), 1):
        anchor = sizes.anchor(place, words)
        made += _NOTE.format(number=number + index, anchor=anchor, row=place.row, column=place.column)
    end = _CLOSING.search(data)
    at = end.start() if end else len(data)
    parts.put(drawing, data[:at] + made.encode() + data[at:])


def _numbers(ref: str) -> tuple[int, int]:
    letters = ref.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(ref[len(letters) :]) - 1, column - 1


def _note_place(shape: bytes) -> tuple[int, int] | None:
    """(row, column) that a shape is the note of."""
    row, column = (re.search(rb"<x:%s>\s*(\d+)" % tag, shape) for tag in (b"Row", b"Column"))
    return (int(row[1]), int(column[1])) if b'"Note"' in shape and row and column else None


class _Sizes:
    """Widths of columns and heights of rows in pixels, so that a note is as large as its words need."""

    def __init__(self, sheet: Element) -> None:
        form = sheet.find(f"{MAIN}sheetFormatPr")
        facts = dict(form.attrib) if form is not None else {}
        self.width = _pixels(float(facts.get("defaultColWidth", "8.43")))
        self.height = round(float(facts.get("defaultRowHeight", "15")) * 4 / 3)
        self.columns = [
            (int(c.get("min")) - 1, int(c.get("max")) - 1, 0 if _hidden(c) else _pixels(float(c.get("width", "8.43"))))
            for c in sheet.iterfind(f"{MAIN}cols/{MAIN}col")
        ]
        self.rows = {
            int(r.get("r")) - 1: 0 if _hidden(r) else round(float(r.get("ht", "0")) * 4 / 3)
            for r in sheet.iterfind(f"{MAIN}sheetData/{MAIN}row")
            if r.get("ht") or r.get("hidden")
        }

    def _column(self, index: int) -> int:
        return next((w for first, last, w in self.columns if first <= index <= last), self.width)

    def _row(self, index: int) -> int:
        return self.rows.get(index, self.height)

    def anchor(self, place: Place, words: str) -> str:
        """Left, top, right and bottom, each a column or row and the pixels in it."""
        height = (lines_of(words, _COLUMNS) + 1) * _LINE
        top = max(0, place.row - 1)
        right, x = place.column + 1, 15 + _WIDTH
        while x > self._column(right) and right < place.column + 200:
            x -= self._column(right)
            right += 1
        bottom, y = top, 10 + height
        while y > self._row(bottom) and bottom < top + 200:
            y -= self._row(bottom)
            bottom += 1
        return f"{place.column + 1}, 15, {top}, 10, {right}, {x}, {bottom}, {y}"


def _pixels(width: float) -> int:
    return round(width * 7 + 5) if width else 0


def _hidden(element: Element) -> bool:
    return element.get("hidden") in ("1", "true")
