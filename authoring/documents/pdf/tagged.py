"""What LibreOffice leaves out of a tagged PDF, written into it: words for charts, and the order of the tab key.

LibreOffice (7.4) forgets the alternative text of a chart when it opens a Word file, and writes the order of tabs as a
text, where the standard wants a name (ISO 32000-1, 7.7.3.3, Tabs). Both are appended to the file; nothing is laid out
anew.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from authoring.documents.content import Annex, Body, Document
from authoring.problems import Origin, Problem, problem

if TYPE_CHECKING:
    from pypdf import PdfReader

__all__ = ["chart_words", "mended"]

_FIGURE = re.compile(rb"(?<![0-9])([0-9]+) 0 obj\s*<</Type/StructElem\s*/S/Figure\b")
_START = re.compile(rb"startxref\s+([0-9]+)\s+%%EOF\s*$")
_TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*startxref", re.DOTALL)


def chart_words(document: Document) -> list[str]:
    """The words of every chart, in the order in which a Word file holds them."""
    items = [
        each
        for part in document.parts
        for each in (part.items if isinstance(part, Body) else part.places if isinstance(part, Annex) else ())
    ]
    return [
        block.figure.words
        for item in items for row in item.rows for cell in row.cells if cell is not None
        for block in cell.blocks if block.figure is not None and block.figure.kind == "chart"
    ]  # fmt: skip


def mended(pdf: bytes, words: Sequence[str], name: str = "") -> tuple[bytes, list[Problem]]:
    """The PDF with the words of its charts; a problem where it has not as many figures without words as charts.

    Args:
        pdf: a tagged PDF by LibreOffice.
        words: those of the charts, in order.
        name: the file's name, which a problem names.
    """
    from pypdf import PdfReader
    from pypdf.generic import NameObject, TextStringObject

    reader = PdfReader(io.BytesIO(pdf))
    changed: dict[int, Any] = {}
    figures = list(_figures(pdf, reader)) if words else []
    untold = [(number, each) for number, each in figures if not str(each.get("/Alt", "")).strip()]
    told = bool(figures) and not untold  # by a LibreOffice that forgets nothing
    problems = [] if told or len(untold) == len(words) else [problem("pdf-figures", Origin(name) if name else None)]
    if len(untold) == len(words):
        for (number, figure), each in zip(untold, words, strict=True):
            figure[NameObject("/Alt")] = TextStringObject(each)
            changed[number] = figure
    for page in reader.pages:
        if page.get("/Tabs") == "S" and page.indirect_reference is not None:
            page[NameObject("/Tabs")] = NameObject("/S")
            changed[page.indirect_reference.idnum] = page
    return _appended(pdf, changed), problems


def _figures(pdf: bytes, reader: PdfReader) -> Iterator[tuple[int, Any]]:
    """The figures of the tree of tags with the numbers of their objects, in the order in which they were drawn.

    LibreOffice numbers them in that order. To walk through the whole tree takes seconds; they stand plain in the file.
    """
    from pypdf.generic import IndirectObject

    for number in sorted(int(found[1]) for found in _FIGURE.finditer(pdf)):
        yield number, reader.get_object(IndirectObject(number, 0, reader))


def _appended(pdf: bytes, changed: Mapping[int, Any]) -> bytes:
    """An update at the end of the file (ISO 32000-1, 7.5.6): what is changed, where it stands, the trailer again.

    A file whose table of objects is compressed, or that can't be understood, stays as it is.
    """
    start, trailer = _START.search(pdf[-64:]), _TRAILER.search(pdf[-2048:])
    if not changed or start is None or trailer is None or pdf[int(start[1]) :][:4] != b"xref":
        return pdf
    out = io.BytesIO()
    out.write(pdf if pdf.endswith(b"\n") else pdf + b"\n")
    entries = []
    for number, each in sorted(changed.items()):
        entries.append(b"%d 1\n%010d 00000 n \n" % (number, out.tell()))
        out.write(b"%d 0 obj\n" % number)
        each.write_to_stream(out)
        out.write(b"\nendobj\n")
    table = out.tell()
    out.write(b"xref\n" + b"".join(entries))
    out.write(b"trailer\n<<%s/Prev %d\n>>\nstartxref\n%d\n%%%%EOF\n" % (trailer[1], int(start[1]), table))
    return out.getvalue()
