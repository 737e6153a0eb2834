"""A content tree into a template's bytes: sections, header, properties; the body built as one text and parsed once."""

from __future__ import annotations

import copy
import io
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from authoring.documents.content import Annex, Body, Counts, Criteria, Document, Part
from authoring.documents.word.annex import annex_bookmarks, draw_annex
from authoring.documents.word.body import draw_body, heading_bookmarks
from authoring.documents.word.front import UNKNOWN, draw_contents, draw_front
from authoring.documents.word.markup import Bookmarks, Pen, at_start, runs
from authoring.documents.word.pictures import Drawings
from authoring.documents.word.sections import WORD, Sections
from authoring.documents.word.styles import AFTER_TABLE, NOTICE
from authoring.documents.word.template import Template, W, measure, open_template

if TYPE_CHECKING:
    from docx.document import Document as WordFile

__all__ = ["render_word"]

PLACE = "the-body"
LONGEST_PROPERTY = 255  # python-docx refuses longer ones


def render_word(document: Document, template: bytes, pages: Mapping[str, str] | None = None) -> bytes:
    """The content tree as a .docx: equal trees and templates give equal bytes.

    Args:
        document: what is shown, in order.
        template: a Word file with the styles of ``templates/word/base.docx``; its page, header and footer are kept.
        pages: bookmark -> page number, which the contents show; None where nobody lays the pages out. If it is not
            None, a bookmark ``p_N`` stands where the Nth run of page numbers begins, so that pages can be counted.

    Raises:
        ProblemError: the template is no Word file, or lacks styles.
    """
    from authoring.files.archives import stable_zip

    opened = open_template(template)
    facts = measure(opened)
    pen = Pen(facts.ids, Drawings(opened, document.pictures, facts.heading_font))
    _put_body(opened, _sections(document, pen, facts, opened, pages))
    _put_notice(opened, document.notice, pen)
    _put_properties(opened, document)
    out = io.BytesIO()
    opened.save(out)
    return stable_zip(out.getvalue())


def _sections(document: Document, pen: Pen, facts: Template, opened: WordFile, pages: Mapping[str, str] | None) -> str:
    """The inner text of w:body: front matter, wide tables and appendix, each with page numbers of its own."""
    bookmarks, sections = Bookmarks(), Sections(opened, pen)
    headings = [name for part in document.parts if isinstance(part, Body) for name in heading_bookmarks(part)]
    headings += [name for part in document.parts if isinstance(part, Annex) for name in annex_bookmarks(part)]
    targets = {name: (pages or {}).get(name, UNKNOWN) for name in headings}
    made: list[str] = []
    ending = ""  # the properties of the section before, which stand in its last paragraph
    for number, (kind, parts) in enumerate(groupby(document.parts, _pages), 1):
        pieces = _pieces(list(parts), pen, facts, bookmarks, targets)
        if pages is not None:
            # Inside the paragraph: LibreOffice takes a bookmark between two for one of the section before.
            pieces[0] = at_start(pieces[0][0], bookmarks.around(f"p_{number}")), pieces[0][1]
        numbers = "lowerRoman" if kind == "front" else "decimal"
        for at, (above, run) in enumerate(groupby(pieces, itemgetter(1))):
            made += [pen.paragraph(AFTER_TABLE, more=ending)] if ending else []
            made += [piece for piece, _ in run]
            ending = sections.section(numbers, starts=at == 0, above=above)
    return "".join(made) + (ending or sections.section("decimal", starts=True))


def _pieces(
    parts: Sequence[Part], pen: Pen, facts: Template, bookmarks: Bookmarks, targets: Mapping[str, str]
) -> list[tuple[str, str]]:
    """What is drawn of the parts, in order, each piece with the line that further pages of it show above."""
    made: list[tuple[str, str]] = []
    above: Part | None = None
    for part in parts:
        if isinstance(part, Body):
            made += [(piece, "") for piece in draw_body(part, pen, facts, bookmarks)]
        elif isinstance(part, Annex):
            contents = draw_contents(part.contents, pen, targets) if part.contents else []
            made += draw_annex(part, pen, facts, bookmarks, contents)
        else:
            follows = isinstance(above, Criteria | Counts)
            made += [(piece, "") for piece in draw_front(part, pen, facts, targets, follows=follows)]
        above = part
    return made


def _pages(part: Part) -> str:
    """Which run of page numbers a part belongs to: statements go on with the body's, the appendix has its own."""
    if isinstance(part, Annex):
        return "appendix" if part.appendix else "body"
    return "body" if isinstance(part, Body) else "front"


def _put_body(opened: WordFile, inner: str) -> None:
    """Replace the template's body. Parsed together with the template's root: moving parsed elements is slow."""
    from docx.oxml import parse_xml
    from lxml import etree

    part = opened.part
    root: Any = copy.deepcopy(part.element)
    body = root.find(f"{W}body")
    for child in list(body):
        body.remove(child)
    body.text = PLACE
    shell: str = etree.tostring(root, encoding="unicode")
    part._element = parse_xml(shell.replace(f">{PLACE}<", f">{inner}<", 1).encode())  # it has no public setter


def _put_notice(opened: WordFile, notice: str, pen: Pen) -> None:
    """The running notice into the paragraph of its style, in every header; a header without one gets one."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    text = pen.paragraph(NOTICE, runs(notice)).replace("<w:p>", f'<w:p xmlns:w="{WORD}">', 1)
    for relation in opened.part.rels.values():
        if relation.reltype != RELATIONSHIP_TYPE.HEADER:
            continue
        header: Any = relation.target_part.element
        places = [
            style.getparent().getparent()
            for style in header.iter(f"{W}pStyle")
            if style.get(f"{W}val") == pen.id_of(NOTICE)
        ]
        for place in places[:1]:
            place.getparent().replace(place, parse_xml(text))
        if notice and not places:
            header.insert(0, parse_xml(text))


def _put_properties(opened: WordFile, document: Document) -> None:
    """Title, language and the agency as author; no name or remark of whoever restyled the template.

    The template's dates stay, so that equal inputs give equal bytes.
    """
    properties = opened.core_properties
    properties.title = document.title[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = document.agency[:LONGEST_PROPERTY]
    properties.language = "ja-JP"
    properties.revision = 1
    properties.comments = properties.keywords = properties.subject = properties.category = ""
