"""A letter of ``inputs/添付`` -> its paragraphs and tables, unchanged: the lines of a text, the body of a Word file.

WordprocessingML is read here as the workbooks' XML is (``raw``), not by python-docx: its paragraphs leave out text that
stands inside a tracked insertion.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from authoring.edition.attachments import LetterTable
from authoring.edition.blocks import GridCell
from authoring.files import FileTrouble
from authoring.files.opening import open_package
from authoring.files.plain import read_plain_text
from authoring.files.texts import clean_text

__all__ = ["ENDINGS", "read_letter"]

ENDINGS = (".docx", ".txt")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
# Holders of what was deleted or moved away, of fields' codes, of text boxes: none of it is the letter's line.
_SKIPPED = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "pPr", "rPr", "drawing", "pict"))
_LOST = (("numPr", "自動の番号"), ("drawing", "図"), ("pict", "図"), ("footnoteReference", "脚注"))


def read_letter(path: Path) -> tuple[tuple[str | LetterTable, ...], tuple[str, ...]]:
    """Its paragraphs and tables in order, and words for what it has that can't be placed.

    Raises:
        FileTrouble: with a code ``file-…``.
    """
    if path.suffix.lower() == ".txt":
        return tuple(read_plain_text(path).split("\n")), ()
    package = open_package(path, "docx")
    try:
        root = etree.fromstring(package.read(_MAIN), etree.XMLParser(resolve_entities=False, no_network=True))
    except (KeyError, etree.XMLSyntaxError) as broken:
        raise FileTrouble("file-damaged", name=path.name, part=_MAIN) from broken
    body = root.find(f"{_W}body")
    if body is None:
        raise FileTrouble("file-damaged", name=path.name, part=_MAIN)
    lost = dict.fromkeys(words for name, words in _LOST if next(body.iter(f"{_W}{name}"), None) is not None)
    return tuple(_pieces(body)), tuple(lost)


def _pieces(holder: etree._Element) -> Iterator[str | LetterTable]:
    for each in holder:
        if each.tag == f"{_W}p":
            yield _text(each)
        elif each.tag == f"{_W}tbl":
            if table := _table(each):
                yield table
        elif each.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _pieces(each)


def _text(paragraph: etree._Element) -> str:
    return clean_text("".join(_bits(paragraph)))[0].strip("\n")


def _bits(holder: etree._Element) -> Iterator[str]:
    for each in holder:
        if each.tag == f"{_W}t":
            yield each.text or ""
        elif each.tag in _BREAKS:
            yield _BREAKS[str(each.tag)]
        elif each.tag not in _SKIPPED:
            yield from _bits(each)


def _table(table: etree._Element) -> LetterTable:
    """Rows of equal length; cells that Word merges downwards are one that spans rows."""
    lines: list[list[GridCell | None]] = []
    above: dict[int, int] = {}  # column -> the row in which the cell that reaches down here begins
    for row in table.iterchildren(f"{_W}tr"):
        line: list[GridCell | None] = []
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr")) is not row:
                continue  # of a table inside this one; its text stands in the outer cell
            wide = _number(cell.find(f"{_W}tcPr/{_W}gridSpan"))
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            at = len(line)
            begun = above.get(at)
            if merge is not None and merge.get(f"{_W}val") != "restart" and begun is not None:
                first = lines[begun][at]
                if first is not None and first.rowspan == len(lines) - begun:  # it reaches down to the row above
                    lines[begun][at] = GridCell(first.text, len(lines) - begun + 1, first.colspan)
                    line += [None] * first.colspan
                    continue
            above[at] = len(lines)
            text = "\n".join(_text(p) for p in cell.iter(f"{_W}p"))
            line += [GridCell(text.strip("\n"), 1, wide), *[None] * (wide - 1)]
        lines.append(line)
    width = max(map(len, lines), default=0)
    return tuple((*line, *[GridCell("")] * (width - len(line))) for line in lines) if width else ()


def _number(element: etree._Element | None) -> int:
    told = "" if element is None else element.get(f"{_W}val") or ""
    return min(max(int(told), 1), 63) if told.isascii() and told.isdigit() else 1  # 63: Word's most columns
