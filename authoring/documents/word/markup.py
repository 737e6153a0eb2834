"""WordprocessingML as text: paragraphs, runs, fields, bookmarks, rows. Built as one text and parsed once.

Elements made one by one and moved into an open document take many times longer (measured in the issue).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from authoring.edition.blocks import Figure

__all__ = ["Bookmarks", "Pen", "at_start", "attribute", "cell", "field", "hyperlink", "row", "runs", "table"]

SPACE = ' xml:space="preserve"'


def escaped(text: str) -> str:
    """Text for between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Text for inside double quotes; line ends become spaces, as XML would read them anyway."""
    return escaped(text).replace('"', "&quot;").replace("\n", " ").replace("\r", " ").replace("\t", " ")


def runs(text: str) -> str:
    """One run of text; LF is a line break, a tab a tab."""
    if not text:
        return ""
    if text.isprintable():  # neither line ends nor tabs: nearly every text
        return f"<w:r>{_piece(text)}</w:r>"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    made = "<w:br/>".join("<w:tab/>".join(map(_piece, line.split("\t"))) for line in lines)
    return f"<w:r>{made}</w:r>"


def _piece(text: str) -> str:
    if not text:
        return ""
    keep = SPACE if text[0].isspace() or text[-1].isspace() else ""
    return f"<w:t{keep}>{escaped(text)}</w:t>"


def field(code: str, result: str) -> str:
    """A field with the result that is shown until somebody updates it."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText{SPACE}> {escaped(code)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{runs(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def at_start(paragraph: str, content: str) -> str:
    """A paragraph of a pen with that content before what it holds."""
    return paragraph.replace("</w:pPr>", f"</w:pPr>{content}", 1)


def hyperlink(anchor: str, content: str) -> str:
    """Content that leads to a bookmark of this document."""
    return f'<w:hyperlink w:anchor="{attribute(anchor)}" w:history="1">{content}</w:hyperlink>'


class Bookmarks:
    """Hands out bookmarks: numbers unique in the document, each name once (Word drops the second of a name)."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def around(self, name: str, content: str = "") -> str:
        """The content inside a bookmark of that name; without one if the name is empty or was placed before."""
        if not name or name in self._names:
            return content
        self._names.add(name)
        number = len(self._names)
        start = f'<w:bookmarkStart w:id="{number}" w:name="{attribute(name)}"/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


class Pen:
    """Writes paragraphs in the styles of a template, by their names.

    ``drawn``: gives the run that shows a figure within a width and height in twips, or "" where it can't be shown.
    """

    def __init__(self, ids: Mapping[str, str], drawn: Callable[[Figure, int, int], str] | None = None) -> None:
        self.drawn = drawn or (lambda *_: "")
        self._styled = {name: f'<w:pStyle w:val="{attribute(ident)}"/>' for name, ident in ids.items()}
        self._ids = ids

    def paragraph(self, style: str, content: str = "", more: str = "") -> str:
        """A paragraph of that style; ``more``: properties of its own."""
        return f"<w:p><w:pPr>{self._styled[style]}{more}</w:pPr>{content}</w:p>"

    def id_of(self, style: str) -> str:
        """The id of a style in this template."""
        return attribute(self._ids[style])


def cell(width: int, content: str, *, colspan: int = 1, merge: str = "", fill: str = "") -> str:
    """A table cell. ``content`` ends with a paragraph. ``merge``: restart, continue, or "" for a cell of one row."""
    span = f'<w:gridSpan w:val="{colspan}"/>' if colspan > 1 else ""
    tall = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{attribute(fill)}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{tall}{shade}</w:tcPr>{content}</w:tc>'


def row(cells: str, *, head: bool = False, whole: bool = False) -> str:
    """A table row, which may break over pages and is as high as its text; header rows come again on every page.

    ``whole``: it may not break. Only for rows of few words: one that is taller than a page would be cut.
    """
    facts = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
    return f"<w:tr>{f'<w:trPr>{facts}</w:trPr>' if facts else ''}{cells}</w:tr>"


def table(style_id: str, widths: Iterable[int], rows: str, *, title: str, description: str, head: bool = True) -> str:
    """A table of fixed column widths (twips) with its alternative text."""
    columns = list(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    first = "1" if head else "0"
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style_id}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{"0020" if head else "0000"}" w:firstRow="{first}" '
        'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{attribute(title)}"/><w:tblDescription w:val="{attribute(description)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
