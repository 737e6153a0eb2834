"""What a screen reader needs of a finished file: each thing that is missing is a problem, and the build fails.

The bytes are read again, so that nothing has to be believed of whoever drew them or restyled the template. The rules
are those of JIS X 8341-3 that a file can keep by itself: 1.1.1 (text for what is seen), 1.3.1 (headings, header
rows), 2.4.2 (title), 3.1.1 (language).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from authoring.documents.content import Body, Document
from authoring.problems import Origin, Problem, problem

__all__ = ["check_excel", "check_word", "outline_levels"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_ON_SHEET = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}cNvPr"
_HEADING = re.compile("heading ([1-9])", re.IGNORECASE)
_OFF = ("0", "false", "off")
_FIRST_ROW = 0x20  # of tblLook's val
_JAPANESE = "ja"
_NO_LEVEL = 9  # of outlineLvl: body text


def outline_levels(document: Document) -> list[int]:
    """The levels of the headings of the outline, in order: where they skip one, the Word file may too."""
    return [
        block.level
        for part in document.parts if isinstance(part, Body)
        for item in part.items for row in item.rows
        for cell in row.cells[:1] if cell is not None
        for block in cell.blocks if block.kind == "heading"
    ]  # fmt: skip


def check_word(data: bytes, name: str, outline: Sequence[int] = ()) -> list[Problem]:
    """What the Word file lacks: language, title, levels of headings, header rows, words for tables and pictures.

    Args:
        data: the finished file.
        name: its name, which the problems tell.
        outline: levels of the headings as the outline has them; a level that is skipped there is no problem.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body, styles, core = (
            _parsed(package.read(part)) for part in ("word/document.xml", "word/styles.xml", "docProps/core.xml")
        )
    by_id = {each.get(f"{W}styleId", ""): each for each in styles.iterfind(f"{W}style")}
    at = Origin(name)
    found = [*_language(styles, by_id, at), *_title(core, at), *_style_levels(by_id, at)]
    found += [*_headings(body, by_id, outline, at), *_tables(body, at), *_drawings(body.iter(_PLACED), at)]
    return list(dict.fromkeys(found))


def check_excel(data: bytes, name: str) -> list[Problem]:
    """What the printed workbook lacks: its title, and words for charts and pictures."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        core = _parsed(package.read("docProps/core.xml")) if "docProps/core.xml" in names else None
        sheets = [_parsed(package.read(n)) for n in names if n.startswith("xl/drawings/drawing")]
    at = Origin(name)
    found = list(_title(core, at))
    for sheet in sheets:
        found += _drawings(sheet.iter(_ON_SHEET), at)
    return list(dict.fromkeys(found))


def _parsed(data: bytes) -> Any:  # noqa: ANN401 - lxml's elements have no useful type
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True, collect_ids=False))


def _language(styles: Any, by_id: Mapping[str, Any], at: Origin) -> Iterator[Problem]:  # noqa: ANN401
    """Japanese where nothing else is said, and no style of paragraphs that says otherwise."""
    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    told = (default.get(f"{W}eastAsia") or default.get(f"{W}val", "")) if default is not None else ""
    if not _japanese(told):
        yield problem("inaccessible-language", at, name="文書の既定")
    for style in by_id.values():
        language = style.find(f"{W}rPr/{W}lang")
        if language is not None and not _japanese(language.get(f"{W}eastAsia") or _JAPANESE):
            yield problem("inaccessible-language", at, name=f"スタイル「{_name(style)}」")


def _japanese(language: str) -> bool:
    """Whether it is Japanese (ja, ja-JP); digits and Latin letters of a style may count as another language."""
    return language.lower().split("-")[0] == _JAPANESE


def _title(core: Any, at: Origin) -> Iterator[Problem]:  # noqa: ANN401
    title = core.find(_TITLE) if core is not None else None
    if title is None or not (title.text or "").strip():
        yield problem("inaccessible-title", at)


def _name(style: Any) -> str:  # noqa: ANN401
    name = style.find(f"{W}name")
    return str(name.get(f"{W}val", "")) if name is not None else ""


def _level(style: Any, by_id: Mapping[str, Any]) -> int:  # noqa: ANN401
    """Outline level of a style, from 1, its own or that of the style that it is based on; 0: none."""
    seen: set[str] = set()
    while style is not None and style.get(f"{W}styleId", "") not in seen:
        seen.add(style.get(f"{W}styleId", ""))
        level = style.find(f"{W}pPr/{W}outlineLvl")
        if level is not None:
            told = int(level.get(f"{W}val", _NO_LEVEL))
            return told + 1 if told < _NO_LEVEL else 0
        based = style.find(f"{W}basedOn")
        style = by_id.get(based.get(f"{W}val", "")) if based is not None else None
    return 0


def _style_levels(by_id: Mapping[str, Any], at: Origin) -> Iterator[Problem]:
    for style in by_id.values():
        heading = _HEADING.fullmatch(_name(style))
        if heading and _level(style, by_id) != int(heading[1]):
            yield problem("inaccessible-heading", at, name=_name(style), level=heading[1])


def _headings(body: Any, by_id: Mapping[str, Any], outline: Sequence[int], at: Origin) -> Iterator[Problem]:  # noqa: ANN401
    """Headings in the order of the file: there are some, and none skips a level that the outline does not skip."""
    levels = {ident: _level(style, by_id) for ident, style in by_id.items()}
    used = [level for each in body.iter(f"{W}pStyle") if (level := levels.get(each.get(f"{W}val"), 0))]
    if not used:
        yield problem("inaccessible-no-heading", at)
    allowed = set(pairwise((1, *outline)))
    for above, below in pairwise((0, *used)):
        if below > above + 1 and (above, below) not in allowed:
            yield problem("inaccessible-skip", at, above=str(above), below=str(below))


def _tables(body: Any, at: Origin) -> Iterator[Problem]:  # noqa: ANN401
    for number, table in enumerate(body.iter(f"{W}tbl"), 1):
        facts = {each.tag: each for each in table.find(f"{W}tblPr")}
        words = [
            (facts[tag].get(f"{W}val", "") if tag in facts else "").strip()
            for tag in (f"{W}tblCaption", f"{W}tblDescription")
        ]
        named = words[0] or f"{number}番目の表"
        if not all(words):
            yield problem("inaccessible-table", at, name=named)
        if _says_header(facts.get(f"{W}tblLook")) and not _flagged(table):
            yield problem("inaccessible-header-row", at, name=named)


def _says_header(look: Any) -> bool:  # noqa: ANN401
    if look is None:
        return False
    told = look.get(f"{W}firstRow")
    return told not in _OFF if told is not None else bool(int(look.get(f"{W}val", "0"), 16) & _FIRST_ROW)


def _flagged(table: Any) -> bool:  # noqa: ANN401
    flag = table.find(f"{W}tr/{W}trPr/{W}tblHeader")
    first = table.find(f"{W}tr")
    return flag is not None and flag.getparent().getparent() is first and flag.get(f"{W}val", "1") not in _OFF


def _drawings(drawn: Iterable[Any], at: Origin) -> Iterator[Problem]:
    for each in drawn:
        if not (each.get("descr") or "").strip():
            yield problem("inaccessible-figure", at, name=each.get("name", ""))
