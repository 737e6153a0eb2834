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

__all__ = ["check_fonts", "fonts_of", "missing_fonts"]

_FONTS = re.compile(rb"<w:rFonts\b[^>]*>")
_NAME = re.compile(r'w:(?:ascii|hAnsi|eastAsia|cs)="([^"]+)"')
SECONDS = 60


def check_fonts(template: bytes) -> list[Problem]:
    """One warning that names the fonts that are missing; none where nothing is, or where nobody can tell."""
    installed = _installed()
    missing = missing_fonts(fonts_of(template), installed) if installed else []
    return [problem("font-missing", names="、".join(missing))] if missing else []


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
