"""Which fonts of the Word template this computer lacks: a PDF made here then shows others, and may break elsewhere."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterable

from authoring.problems import Problem, problem

__all__ = ["check_fonts", "fonts_in", "fonts_of", "missing_fonts"]

_FONTS = re.compile(rb"<w:rFonts\b[^>]*>")
_NAME = re.compile(r'w:(?:ascii|hAnsi|eastAsia|cs)="([^"]+)"')
_SUBSET = re.compile("^[A-Z]{6}[+]")  # before the name of a font of which a PDF holds only some letters
SECONDS = 60


def check_fonts(template: bytes, pdfs: Iterable[bytes] = ()) -> list[Problem]:
    """One warning that names the fonts that are missing; none where nothing is, or where nobody can tell.

    ``pdfs``: what was made; the warning names the fonts in them, which stand for the missing ones.
    """
    installed = _installed()
    missing = missing_fonts(fonts_of(template), installed) if installed else []
    if not missing:
        return []
    used = sorted({name for pdf in pdfs for name in fonts_in(pdf)})
    return [problem("font-missing", names="、".join(missing), used="、".join(used) or "似たフォント")]


def fonts_in(pdf: bytes) -> set[str]:
    """The families of the fonts of a PDF, as their PostScript names begin; nothing where it can't be read."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    found: set[str] = set()
    try:
        for page in PdfReader(io.BytesIO(pdf)).pages:
            for font in page.get("/Resources", {}).get("/Font", {}).values():
                found.add(str(font.get_object().get("/BaseFont", "/")).lstrip("/"))
    except (PyPdfError, ValueError, KeyError, AttributeError):
        return set()
    return {_SUBSET.sub("", name).split("-")[0] for name in found} - {""}


def fonts_of(template: bytes) -> list[str]:
    """The fonts that the styles of a Word file name, each once, in order of their names."""
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        styles = package.read("word/styles.xml")
    return sorted({name for found in _FONTS.findall(styles) for name in _NAME.findall(found.decode("utf-8"))})


def missing_fonts(wanted: Iterable[str], installed: Iterable[str]) -> list[str]:
    """The wanted ones that are not installed; width of letters and upper or lower case do not matter."""
    known = {_plain(name) for name in installed}
    return [name for name in wanted if _plain(name) not in known]


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()


def _installed() -> list[str]:
    """Every family by every name that it has, as fontconfig tells it; nothing where there is no fontconfig."""
    program = shutil.which("fc-list")
    if program is None:
        return []
    try:
        done = subprocess.run([program, ":", "family"], check=False, capture_output=True, timeout=SECONDS)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return []
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return [re.sub(r"\\(.)", r"\1", name) for line in lines for name in line.split(",")]
