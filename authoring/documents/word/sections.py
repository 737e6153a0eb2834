"""Word sections: their page numbers, and the line above the further pages of a long table.

Word and LibreOffice print a table's header again on every page, but always the same; （続き） can't stand in it. A
section can have another header on its first page, so a long table stands in a section of its own whose later pages
say it.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from authoring.documents.word.markup import Pen, runs
from authoring.documents.word.styles import TABLE_CAPTION
from authoring.documents.word.template import W

if TYPE_CHECKING:
    from docx.document import Document as WordFile

__all__ = ["WORD", "Sections"]

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_AFTER_PAGE_NUMBERS = ("cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter",
                       "docGrid", "printerSettings", "sectPrChange")  # fmt: skip
_LOW = '<w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/>'  # takes little from the page
_AFTER_TITLE_PAGE = _AFTER_PAGE_NUMBERS[5:]


class Sections:
    """Makes sections like the last one of a template: its page, header and footer."""

    def __init__(self, opened: WordFile, pen: Pen) -> None:
        self._part, self._pen = opened.part, pen
        self._pattern: Any = opened.sections[-1]._sectPr  # python-docx has no other way to it

    def section(self, numbers: str, *, starts: bool, above: str = "") -> str:
        """The properties of a section on a new page.

        Args:
            numbers: how its page numbers look (decimal, lowerRoman).
            starts: they begin with 1, else they go on.
            above: the line that every page but its first shows below the template's header; "" for none.
        """
        from lxml import etree

        if above and _reference(self._pattern, "headerReference", "default") is None:
            self._give_header()
        section = copy.deepcopy(self._pattern)
        for old in section.findall(f"{W}pgNumType") + section.findall(f"{W}type"):
            section.remove(old)
        start = {f"{W}start": "1"} if starts else {}
        _insert(section, etree.Element(f"{W}pgNumType", {f"{W}fmt": numbers, **start}), _AFTER_PAGE_NUMBERS)
        if above:
            self._continue(section, above)
        return etree.tostring(section, encoding="unicode")

    def _continue(self, section: Any, above: str) -> None:  # noqa: ANN401 - lxml's elements have no useful type
        """The first page keeps header and footer as they are; the header of the others gets a line more."""
        from lxml import etree

        for kind in ("headerReference", "footerReference"):
            usual = _reference(section, kind, "default")
            if usual is not None and _reference(section, kind, "first") is None:
                first = copy.deepcopy(usual)
                first.set(f"{W}type", "first")
                usual.addnext(first)
        header = _reference(section, "headerReference", "default")
        header.set(_RELATION, self._header(header.get(_RELATION), above))
        if section.find(f"{W}titlePg") is None:
            _insert(section, etree.Element(f"{W}titlePg"), _AFTER_TITLE_PAGE)

    def _give_header(self) -> None:
        """An empty header for this section and all that follow: one without would take that of the section before."""
        from lxml import etree

        kind = {f"{W}type": "default", _RELATION: self._header("", "")}
        self._pattern = copy.deepcopy(self._pattern)
        self._pattern.insert(0, etree.Element(f"{W}headerReference", kind))

    def _header(self, like: str, above: str) -> str:
        """The relation to a new header: a copy of that one with the line below."""
        from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from docx.opc.part import XmlPart
        from docx.oxml import parse_xml

        line = self._pen.paragraph(TABLE_CAPTION, runs(above), _LOW).replace("<w:p>", f'<w:p xmlns:w="{WORD}">', 1)
        package = self._part.package
        name = package.next_partname("/word/header%d.xml")
        pattern = self._part.related_parts[like] if like else None
        element = copy.deepcopy(pattern.element) if pattern is not None else parse_xml(f'<w:hdr xmlns:w="{WORD}"/>')
        element.append(parse_xml(line))
        part = XmlPart(name, CONTENT_TYPE.WML_HEADER, element, package)
        for relation in pattern.rels.values() if pattern is not None else ():  # pictures of the header
            target = relation.target_ref if relation.is_external else relation.target_part
            part.load_rel(relation.reltype, target, relation.rId, relation.is_external)
        return str(self._part.relate_to(part, RELATIONSHIP_TYPE.HEADER))


def _reference(section: Any, kind: str, type_: str) -> Any:  # noqa: ANN401
    return next((each for each in section.findall(f"{W}{kind}") if each.get(f"{W}type") == type_), None)


def _insert(section: Any, made: Any, before: tuple[str, ...]) -> None:  # noqa: ANN401
    """Put an element where the schema wants it: before the first of those names, else last."""
    from lxml import etree

    later = next((child for child in section if etree.QName(child).localname in before), None)
    if later is None:
        section.append(made)
    else:
        later.addprevious(made)
