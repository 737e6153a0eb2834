"""On which page each bookmark stands: named places of the PDF, and the number printed on their page.

Nothing is searched in the text. The bookmarks are those of ``documents/word``: ``h_`` headings, ``r_`` rows, and
``p_`` at the beginning of each run of page numbers (the wide table, the appendix).
"""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING

from authoring.problems import ProblemError, problem

if TYPE_CHECKING:
    from pypdf import PdfReader

__all__ = ["bookmark_of", "places_of", "printed_pages", "read_pages"]

RUN = "p_"
# LibreOffice writes what is neither an ASCII letter, a digit nor a hyphen as upper-case hexadecimal digits. Our names
# are of [a-z0-9_], so an upper-case F is never a letter of theirs, and 5F always an underscore.
_OURS = re.compile(r"(?:5F|[a-z0-9_])+")
_BOOKMARK = re.compile(r"[hpr]_[a-z0-9_]+")


def read_pages(pdf: bytes) -> dict[str, str]:
    """Bookmark -> the page number that is printed on its page.

    Args:
        pdf: a PDF by ``lay_out``.

    Raises:
        ProblemError: it can't be read, or holds no named places: that LibreOffice was too old to write them (exit 4).
    """
    places = places_of(pdf)
    if not any(name.startswith(RUN) for name in places):
        raise ProblemError(problem("office-old"))
    return printed_pages(places)


def places_of(pdf: bytes) -> dict[str, int]:
    """Bookmark of ours -> index of its page in the file, from 0.

    Raises:
        ProblemError: the PDF can't be read (exit 4).
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return _places(PdfReader(io.BytesIO(pdf)))
    except (PyPdfError, ValueError, KeyError, AttributeError, TypeError) as broken:
        # pypdf raises what its code happens to meet in a broken file
        raise ProblemError(problem("office-failed", why=f"PDF: {broken}")) from broken


def _places(reader: PdfReader) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, destination in reader.named_destinations.items():
        page = reader.get_destination_page_number(destination)
        if (bookmark := bookmark_of(name)) and page is not None and page >= 0:
            found[bookmark] = page
    return found


def bookmark_of(name: str) -> str:
    """The bookmark of ours that a named place was made of; "" where it is of somebody else's making."""
    plain = name.removeprefix("/")
    if not _OURS.fullmatch(plain):
        return ""
    bookmark = plain.replace("5F", "_")
    return bookmark if _BOOKMARK.fullmatch(bookmark) else ""


def printed_pages(places: Mapping[str, int]) -> dict[str, str]:
    """The numbers printed: pages count from 1 at each ``p_``. What stands before the first of them has no number."""
    starts = sorted(page for name, page in places.items() if name.startswith(RUN))
    made: dict[str, str] = {}
    for name, page in places.items():
        before = bisect_right(starts, page)
        if before and not name.startswith(RUN):
            made[name] = str(page - starts[before - 1] + 1)
    return made
