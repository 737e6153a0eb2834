"""Which kind of document an unpacked container is, told from its content types, never from the file's ending."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from authoring.files import FileTrouble

__all__ = ["CONTENT_TYPES", "Kind", "kind_of", "refuse_doctypes"]

CONTENT_TYPES = "[Content_Types].xml"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_MAIN_TYPES = {
    f"{_OFFICE}spreadsheetml.sheet.main+xml": "xlsx",
    f"{_OFFICE}spreadsheetml.template.main+xml": "xltx",
    "application/vnd.ms-excel.sheet.macroenabled.main+xml": "xlsm",
    "application/vnd.ms-excel.template.macroenabled.main+xml": "xltm",
    "application/vnd.ms-excel.addin.macroenabled.main+xml": "xlam",
    "application/vnd.ms-excel.sheet.binary.macroenabled.main": "xlsb",
    f"{_OFFICE}wordprocessingml.document.main+xml": "docx",
    f"{_OFFICE}wordprocessingml.template.main+xml": "dotx",
    "application/vnd.ms-word.document.macroenabled.main+xml": "docm",
    "application/vnd.ms-word.template.macroenabledtemplate.main+xml": "dotm",
    f"{_OFFICE}presentationml.presentation.main+xml": "pptx",
}
_WORDS = {
    "xlsx": "Excelブック（.xlsx）",
    "xltx": "Excelテンプレート（.xltx）",
    "xlsm": "Excelマクロ有効ブック（.xlsm）",
    "xltm": "Excelマクロ有効テンプレート（.xltm）",
    "xlam": "Excelアドイン（.xlam）",
    "xlsb": "Excelバイナリブック（.xlsb）",
    "docx": "Word文書（.docx）",
    "dotx": "Wordテンプレート（.dotx）",
    "docm": "Wordマクロ有効文書（.docm）",
    "dotm": "Wordマクロ有効テンプレート（.dotm）",
    "pptx": "PowerPointプレゼンテーション（.pptx）",
    "ods": "OpenDocument（.ods・.odt など）",
    "zip": "Officeの文書ではないzipファイル",
}
# `<!DOCTYPE` may only be read as such in these; others (UTF-7, EBCDIC …) could hide it, so they are refused.
_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"iso-8859-1"}
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_XML_ENDINGS = (".xml", ".rels", ".vml")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its usual ending (``xlsx``; ``zip`` for none of ours) and the words for a message."""

    ending: str
    strict: bool = False

    @property
    def words(self) -> str:
        """Excelブック（.xlsx） and the like."""
        return _WORDS[self.ending]


def kind_of(parts: Mapping[str, bytes], name: str) -> Kind:
    """The kind of an unpacked container; a container with several main parts is none of ours.

    Raises:
        FileTrouble: its content types can't be read.
    """
    if "mimetype" in parts:
        return Kind("ods")
    if CONTENT_TYPES not in parts:
        return Kind("zip")
    main = {_MAIN_TYPES[type_] for _, type_ in _types(parts, name) if type_ in _MAIN_TYPES}
    strict = b"http://purl.oclc.org/ooxml/" in parts.get("_rels/.rels", b"")
    return Kind(main.pop(), strict) if len(main) == 1 else Kind("zip")


def refuse_doctypes(parts: Mapping[str, bytes], name: str) -> None:
    """Refuses a container in which any XML part has a DOCTYPE, before anything parses one.

    Entities read other files, blow up, or cut text silently (CVE-2016-5851, CVE-2017-5992); Office never writes one.

    Raises:
        FileTrouble: a DOCTYPE, or an encoding in which one could hide.
    """
    if CONTENT_TYPES in parts:
        _refuse_doctype(CONTENT_TYPES, parts[CONTENT_TYPES], name)
        declared = {key for key, type_ in _types(parts, name) if _is_xml(type_)}
    else:
        declared = set()
    for part, data in parts.items():
        key = part.lower()
        if key.endswith(_XML_ENDINGS) or key in declared or key.rpartition(".")[2] in declared:
            _refuse_doctype(part, data, name)


def _is_xml(type_: str) -> bool:
    """Whether a part of that type is parsed. Pictures are not, and an honest SVG may have a DOCTYPE."""
    return type_.endswith(("+xml", "/xml")) and not type_.startswith("image/")


def _refuse_doctype(part: str, data: bytes, name: str) -> None:
    if b"<!DOCTYPE" in data:
        raise FileTrouble("file-doctype", name=name, part=part)
    head = data[:256].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:4]:
        if any("<!DOCTYPE".encode(wide) in data for wide in _WIDE):
            raise FileTrouble("file-doctype", name=name, part=part)
    elif head and not head.startswith(b"<"):
        raise FileTrouble("file-encoding", name=name, part=part)
    else:
        declared = _DECLARED.match(head)
        if declared and declared[1].lower() not in _ENCODINGS:
            raise FileTrouble("file-encoding", name=name, part=part)


def _types(parts: Mapping[str, bytes], name: str) -> Iterator[tuple[str, str]]:
    """The content types, in lower case: (name of a part, or an ending without its dot; type)."""
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(parts[CONTENT_TYPES], safe)
    except etree.XMLSyntaxError as broken:
        raise FileTrouble("file-damaged", name=name, part=CONTENT_TYPES) from broken
    for each in root:
        key = (each.get("PartName") or each.get("Extension") or "").lstrip("/")
        yield key.lower(), (each.get("ContentType") or "").lower()
