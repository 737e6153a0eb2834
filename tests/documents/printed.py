"""A Word file and its PDF as a reader sees them: what the contents show, and what is printed on which page.

Nothing here knows named places: pages are found by the number in their footer and by the text on them.
"""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.oxml.ns import qn


@dataclass(frozen=True)
class Line:
    """A line of the contents: its text, the page number in Word's field, the heading that it leads to."""

    text: str
    number: str
    heading: str


@dataclass(frozen=True)
class Page:
    """A page of the PDF: the number in its footer, and its lines without blanks, cell by cell."""

    footer: str
    lines: str

    @property
    def text(self) -> str:
        return self.lines.replace("\n", "")


def squashed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def contents_of(word: bytes) -> list[Line]:
    """Every line of every contents of a Word file that has a page field."""
    body = docx.Document(io.BytesIO(word)).element.body
    marks = {m.get(qn("w:name")): m for m in body.iter(qn("w:bookmarkStart"))}
    made = []
    for code in body.iter(qn("w:instrText")):
        bookmark = code.text.split()[1]
        paragraph = next(code.iterancestors(qn("w:p")))
        before, number = _shown(paragraph)
        heading = next(marks[bookmark].iterancestors(qn("w:p")))
        made.append(Line(before, number, "".join(t.text for t in heading.iter(qn("w:t")))))
    return made


def _shown(paragraph) -> tuple[str, str]:
    """The text before the tab of a line, and what its field shows."""
    parts = [e.text if e.tag == qn("w:t") else "\t" for e in paragraph.iter(qn("w:t"), qn("w:tab")) if e.tag]
    text = "".join(parts).split("\t")
    return text[-2], text[-1]


def pages_of(pdf: bytes, folder: Path) -> list[Page]:
    file = folder / "printed.pdf"
    file.write_bytes(pdf)
    footers = [page.rstrip().split("\n")[-1].strip() for page in _words(file, "-layout")]
    lines = ["\n".join(map(squashed, page.split("\n"))) for page in _words(file, "-raw")]
    return [Page(*each) for each in zip(footers, lines, strict=True)]


def _words(file: Path, form: str) -> list[str]:
    done = subprocess.run(["pdftotext", form, file, "-"], check=True, capture_output=True, encoding="utf-8")
    return done.stdout.split("\f")[:-1]


def wrong_lines(word: bytes, pdf: bytes, folder: Path) -> list[str]:
    """Every line of the contents whose number in Word, number in the PDF and page of its heading are not the same."""
    lines, pages = contents_of(word), pages_of(pdf, folder)
    assert lines
    shown = {line: re.compile(_broken(line.text) + r"\n?\.[.\n]*(\d+)$", re.MULTILINE) for line in lines}
    wrong = []
    for line in lines:
        at = next((n for n, page in enumerate(pages) if shown[line].search(page.lines)), None)
        if at is None:
            wrong.append(f"{line.text}: not in the PDF's contents")
            continue
        listed = shown[line].search(pages[at].lines)[1]
        behind = [p for p in pages[at:] if not any(other.search(p.lines) for other in shown.values())]
        pairs = zip(behind, [*behind[1:], Page("", "")], strict=True)
        stands = next((p.footer for p, after in pairs if _begins_on(p, after, squashed(line.heading))), "nowhere")
        if not line.number == listed == stands:
            wrong.append(f"{line.text}: Word {line.number}, PDF {listed}, heading on {stands}")
    return wrong


def _begins_on(page: Page, after: Page, heading: str) -> bool:
    """Whether a heading stands on a page, or its beginning does and its end on the page after."""
    if heading in page.text:
        return True
    ends, starts = page.lines.split("\n"), after.lines.split("\n")
    parts = ((heading[:k], heading[k:]) for k in range(4, len(heading) - 1))
    return any(
        a in page.text and any(e.endswith(a[-4:]) for e in ends) and any(s.startswith(b[:4]) for s in starts)
        for a, b in parts
    )


def _broken(text: str) -> str:
    """A pattern for a text that may be broken into lines anywhere."""
    return r"\n?".join(map(re.escape, squashed(text)))
