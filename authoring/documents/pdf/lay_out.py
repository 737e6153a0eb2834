"""A document as Word and as PDF with one and the same page numbers: laid out, read, and filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from authoring.documents.content import Document
from authoring.documents.pdf.office import Office, to_pdf
from authoring.documents.pdf.pages import read_pages
from authoring.documents.pdf.tagged import chart_words, mended
from authoring.problems import Origin, Problem, problem

__all__ = ["LaidOut", "lay_out", "settle"]

MOST_PASSES = 4  # the first one without numbers, the second with them, and two more


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A Word file, its PDF, and the printed page number of each bookmark in it."""

    word: bytes
    pdf: bytes
    pages: Mapping[str, str]


def lay_out(document: Document, template: bytes, office: Office, name: str = "") -> tuple[LaidOut, list[Problem]]:
    """The Word file with the page numbers of its contents filled in, and its PDF.

    A page number can change where a line breaks, and so the pages: the document is laid out until the numbers in it are
    those of the pages. Where they never are, the last ones stand, and a problem says so.

    Args:
        document: what is shown, in order.
        template: the Word template, see ``render_word``.
        office: lays the pages out.
        name: the file's name, which a problem names.

    Raises:
        ProblemError: the template is no good, or the office fails (exit 4).
    """
    from authoring.documents.word import render_word

    laid, problems = settle(
        lambda pages: render_word(document, template, pages), lambda word: to_pdf(office, word), name
    )
    pdf, told = mended(laid.pdf, chart_words(document), name)
    return replace(laid, pdf=pdf), problems + told


def settle(
    render: Callable[[Mapping[str, str]], bytes], print_it: Callable[[bytes], bytes], name: str = ""
) -> tuple[LaidOut, list[Problem]]:
    """Render and print until the numbers rendered are those printed; ``render`` takes the numbers known so far."""
    known: Mapping[str, str] = {}
    for _ in range(MOST_PASSES):
        word = render(known)
        pdf = print_it(word)
        found = read_pages(pdf)
        if found == known:
            return LaidOut(word, pdf, found), []
        known, before = found, known
    differ = sum(1 for bookmark, page in known.items() if before.get(bookmark) != page)
    return LaidOut(word, pdf, known), [problem("pages-unsettled", Origin(name) if name else None, count=differ)]
