"""Notes (legacy comments) in the archive: the comments part and the drawing that shows them, joined with what is there.

The drawing (VML) is changed as text: what Office writes there is not always well-formed XML, and shapes of check boxes
and of other people's notes must stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from authoring.workbooks.annotate_boxes import Place, Sizes
from authoring.workbooks.annotate_list import WORDS
from authoring.workbooks.annotate_parts import MAIN, REL, Element, Parts, child, part, put_in_order, root
from authoring.workbooks.findings import KEEP, located

__all__ = ["AUTHOR", "RELATED", "take_notes_away", "write_notes"]

AUTHOR = "点検"
RELATED = "【関連】"
_OPENINGS = (*(f"【{word}】" for word in WORDS.values()), RELATED)
_FOLLOWING = ("\n→ ", f"\n{KEEP}(")  # what every note of ours has in its later lines
_LINE_BETWEEN = "----- 点検 -----"  # between what a person wrote and what we add
_MARK = f"\n{_LINE_BETWEEN}\n"
_COMMENTS = "xl/comments{}.xml"
_DRAWING = "xl/drawings/vmlDrawing{}.vml"
_SHAPE = re.compile(rb"<v:shape\b(?:[^>]*/>|.*?</v:shape>)\n?", re.DOTALL)
_NUMBER = re.compile(rb"_x0000_s(\d+)")
_MAP = re.compile(rb'<o:idmap\b[^>]*\bdata="(\d+)')
_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")
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


def take_notes_away(parts: Parts, path: str) -> None:
    """Take the notes of an earlier copy out of a sheet; what people wrote in notes stays.

    Programs that save a copy change more than a cell: openpyxl makes one run of a note's text, LibreOffice forgets the
    authors. Ours are known by either, so that notes do not pile up.
    """
    comments = parts.related(path, "comments")
    if comments is None or not any(word.encode() in parts.raw(comments) for word in (AUTHOR, *_OPENINGS)):
        return
    tree = parts.tree(comments)
    authors = [a.text or "" for a in tree.iterfind(f"{MAIN}authors/{MAIN}author")]
    gone: list[str] = []
    for note in list(tree.iter(f"{MAIN}comment")):
        number = int(note.get("authorId", "0"))
        author = authors[number] if number < len(authors) else ""
        words = "".join(held.text or "" for held in _words_of(note))
        at = words.find(_LINE_BETWEEN)
        if at >= 0:
            _cut(note, len(words[:at].rstrip("\r\n")))
        elif author == AUTHOR or (not author.strip() and _reads_as_ours(words)):
            note.getparent().remove(note)
            gone.append(str(note.get("ref")))
    drawing = _drawing(parts, path)
    if drawing and gone:
        places = {located(ref) for ref in gone}
        parts.put(drawing, _SHAPE.sub(lambda m: b"" if _note_place(m[0]) in places else m[0], parts.raw(drawing)))


def _reads_as_ours(words: str) -> bool:
    return words.startswith(_OPENINGS) and any(each in words for each in _FOLLOWING)


def _words_of(note: Element) -> list[Element]:
    """The elements that hold a note's text, in order; its readings (furigana) are none of it."""
    text = note.find(f"{MAIN}text")
    return [*text.iterfind(f"{MAIN}t"), *text.iterfind(f"{MAIN}r/{MAIN}t")] if text is not None else []


def _cut(note: Element, length: int) -> None:
    """Leave the first ``length`` signs of a note; runs behind them go."""
    for held in _words_of(note):
        words = held.text or ""
        if length <= 0:
            run = held.getparent()
            run.getparent().remove(run)
        held.text, length = words[:length], length - len(words)


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
    joined: dict[tuple[int, int], str] = {}
    for place, words in notes.items():
        if place.cell in there:
            _run(_rich(there[place.cell]), _MARK + words)
            joined[place.row, place.column] = "".join(t.text or "" for t in _words_of(there[place.cell]))
            continue
        note = child(tree.find(f"{MAIN}commentList"), "comment", ref=place.cell, authorId=str(names.index(AUTHOR)))
        _run(child(note, "text"), words)
        new[place] = words
    if joined:
        _enlarge(parts, path, joined)
    if new:
        _draw(parts, path, new)


def _enlarge(parts: Parts, path: str, joined: Mapping[tuple[int, int], str]) -> None:
    """Make the boxes of people's notes as large as the words in them now need; none gets smaller."""
    drawing = _drawing(parts, path)
    if drawing is None or not parts.has(drawing):
        return
    sizes = Sizes(parts.peek(path))

    def larger(found: re.Match[bytes]) -> bytes:
        words = joined.get(_note_place(found[0]) or (-1, -1))
        return found[0] if words is None else _ANCHOR.sub(lambda m: m[1] + sizes.larger(m[2], words) + m[3], found[0])

    parts.put(drawing, _SHAPE.sub(larger, parts.raw(drawing)))


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
    sizes = Sizes(parts.peek(path))
    made = "" if b'"_x0000_t202"' in data else _TYPE
    for index, (place, words) in enumerate(notes.items(), 1):
        anchor = sizes.anchor(place, words)
        made += _NOTE.format(number=number + index, anchor=anchor, row=place.row, column=place.column)
    end = _CLOSING.search(data)
    at = end.start() if end else len(data)
    parts.put(drawing, data[:at] + made.encode() + data[at:])


def _note_place(shape: bytes) -> tuple[int, int] | None:
    """(row, column) that a shape is the note of."""
    row, column = (re.search(rb"<x:%s>\s*(\d+)" % tag, shape) for tag in (b"Row", b"Column"))
    return (int(row[1]), int(column[1])) if b'"Note"' in shape and row and column else None
