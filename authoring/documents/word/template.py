"""What the renderer has to know of the Word template: ids of the styles, room on the page, margins and shade."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from authoring.documents.word.styles import NESTED, PART, REQUIRED, WIDE_TABLE
from authoring.problems import ProblemError, problem

if TYPE_CHECKING:
    from docx.document import Document as WordFile

__all__ = ["Template", "broken_template", "fonts_of_roles", "measure", "open_template"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEFAULT_MARGIN = 108  # twips: Word's own, where a table style says nothing


@dataclass(frozen=True, slots=True)
class Template:
    """Facts of a template, in twips. ``margins`` is what both sides of a cell of the wide table take.

    ``height``: what a figure may take of a page, so that the header of the wide table and a line above it fit too.
    """

    ids: Mapping[str, str]
    width: int
    margins: int
    head_fill: str
    height: int = 6000
    heading_font: str = ""


def open_template(data: bytes) -> WordFile:
    """The template opened.

    Raises:
        ProblemError: it is no Word file.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        return docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as broken:
        raise broken_template(broken) from broken


def broken_template(why: Exception) -> ProblemError:
    """The error of a template that is no Word file."""
    return ProblemError(problem("word-template-broken", why=str(why)))


def fonts_of_roles(styles: Any) -> tuple[str, str]:  # noqa: ANN401 - lxml's elements have no useful type
    """Japanese fonts of the body (the document's defaults, else Normal's) and of the headings (部の見出し's)."""
    found = {}
    for style in styles.iterfind(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None and name.get(f"{W}val") in ("Normal", PART):
            found[name.get(f"{W}val")] = _east_asian(style.find(f"{W}rPr/{W}rFonts"))
    default = _east_asian(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts"))
    body = default or found.get("Normal", "")
    return body, found.get(PART, "") or body


def _east_asian(fonts: Any) -> str:  # noqa: ANN401
    return str(fonts.get(f"{W}eastAsia", "")) if fonts is not None else ""


def measure(opened: WordFile) -> Template:
    """The facts of an opened template.

    Raises:
        ProblemError: styles that the document needs are missing from it.
    """
    tree: Any = opened.styles.element
    found = {e.find(f"{W}name").get(f"{W}val"): e for e in tree.iter(f"{W}style") if e.find(f"{W}name") is not None}
    missing = [name for name in REQUIRED if name not in found]
    if missing:
        raise ProblemError(problem("word-template-styles", names="、".join(missing)))
    section = opened.sections[-1]
    page = (section.page_width, section.left_margin, section.right_margin, section.gutter)
    total, left, right, gutter = (int(length.twips) if length is not None else 0 for length in page)
    ends = (section.page_height, section.top_margin, section.bottom_margin)
    tall, above, below = (int(length.twips) if length is not None else 0 for length in ends)
    return Template(
        ids={name: style.get(f"{W}styleId") for name, style in found.items()},
        width=max(total - left - right - gutter, 2000),
        margins=_margins(found[WIDE_TABLE]),
        head_fill=_fill(found[NESTED.table]),
        height=max((tall - above - below) * 3 // 4, 2000),
        heading_font=fonts_of_roles(tree)[1],
    )


def _margins(style: Any) -> int:  # noqa: ANN401 - lxml's elements have no useful type
    """What the left and the right margin of a table style's cells take together."""
    at = "{0}tblPr/{0}tblCellMar/{0}{1}"
    sides = [style.find(at.format(W, side)) for side in ("left", "right")]
    return sum(int(side.get(f"{W}w")) if side is not None else DEFAULT_MARGIN for side in sides)


def _fill(style: Any) -> str:  # noqa: ANN401
    """The shade of a table style's first row: further header rows take it too, which Word shades no more by itself."""
    for part in style.findall(f"{W}tblStylePr"):
        shade = part.find(f"{W}tcPr/{W}shd")
        if part.get(f"{W}type") == "firstRow" and shade is not None:
            return str(shade.get(f"{W}fill", ""))
    return ""
