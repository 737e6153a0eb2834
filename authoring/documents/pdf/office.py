"""LibreOffice as a program that makes a PDF of a Word file: found, run once a document, ended when it hangs.

Each run has a folder of its own for the file, the result, what it says and its profile, so that it meddles neither with
an office that somebody has open nor with that person's settings (two offices can't share a profile).
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from authoring.problems import ProblemError, problem

__all__ = ["Office", "find_office", "to_pdf"]

TIME_LIMIT = 600  # seconds; a full-size edition takes some fifteen
NAMES = ("soffice", "libreoffice")
# Filter options as JSON are read by LibreOffice 7.4 and newer. Fonts are embedded, title and language taken from the
# document, without being asked for. PDFUACompliance stays off: it changes no tag, and claims what nobody has checked.
OPTIONS = {
    "ExportBookmarksToPDFDestination": True,  # every bookmark of the Word file is a named place of the PDF
    "UseTaggedPDF": True,
    "ExportBookmarks": True,  # the headings as the PDF's outline
    "ExportFormFields": False,
}


@dataclass(frozen=True, slots=True)
class Office:
    """The program, and after how many seconds a run of it is given up."""

    program: str
    seconds: float = TIME_LIMIT


def find_office() -> Office | None:
    """The office of this computer: in PATH, else where its installers put it; None where there is none."""
    named = (shutil.which(name) for name in NAMES)
    program = next((found for found in named if found), None) or next(_usual_places(), None)
    return Office(program) if program else None


def _usual_places() -> Iterator[str]:
    folders = [os.environ.get(name, "") for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")]
    # soffice.com is the one that waits until the work is done, and that writes to a console
    windows = [Path(folder) / "LibreOffice/program/soffice.com" for folder in folders if folder]
    apps = [Path("/Applications"), Path.home() / "Applications"]
    mac = [folder / "LibreOffice.app/Contents/MacOS/soffice" for folder in apps]
    linux = sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    return (str(path) for path in (*windows, *mac, *linux) if path.is_file())


def to_pdf(office: Office, word: bytes) -> bytes:
    """The PDF of a Word file: tagged, with an outline, and with the file's bookmarks as named places.

    Raises:
        ProblemError: the office can't be started, fails, makes nothing, or takes too long (exit 4).
    """
    try:
        # A virus scanner may still hold a file of the office's profile: what can't be removed is left to the system.
        with tempfile.TemporaryDirectory(prefix="authoring-pdf-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            (folder / "document.docx").write_bytes(word)
            code = _run(office, _command(office.program, folder), folder)
            made = folder / "pdf" / "document.pdf"
            pdf = made.read_bytes() if made.is_file() else b""
            if not pdf.startswith(b"%PDF-"):
                raise ProblemError(problem("office-failed", why=_last_words(folder) or f"終了コード {code}"))
            return pdf
    except OSError as trouble:
        raise ProblemError(problem("office-failed", why=trouble.strerror or str(trouble))) from trouble


def _command(program: str, folder: Path) -> list[str]:
    options = {name: {"type": "boolean", "value": str(on).lower()} for name, on in OPTIONS.items()}
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    target = f"pdf:writer_pdf_Export:{json.dumps(options, separators=(',', ':'))}"
    silent = ["--headless", "--norestore", "--nolockcheck", "--nodefault"]
    # Names relative to the folder where it runs: the folder's own may hold any sign (a user's name on Windows does).
    return [program, profile, *silent, "--convert-to", target, "--outdir", "pdf", "document.docx"]


def _run(office: Office, command: Sequence[str], folder: Path) -> int:
    """Run it to its end; whatever ends the waiting (time, Ctrl+C) ends the office and its helpers too."""
    with (folder / "said.txt").open("wb") as said:  # a file: a pipe would stay open as long as a helper that hangs
        running = subprocess.Popen(  # noqa: S603 - the program is the one found above, its arguments are ours
            command, cwd=folder, env=_surroundings(folder), stdin=subprocess.DEVNULL, stdout=said,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            return running.wait(office.seconds)
        except subprocess.TimeoutExpired:
            raise ProblemError(problem("office-slow", seconds=f"{office.seconds:g}")) from None
        finally:
            if running.poll() is None:
                _end(running)


def _surroundings(folder: Path) -> dict[str, str]:
    """The variables that it runs with: its own folder for what is temporary, and a locale that knows every sign.

    In the C locale LibreOffice 7.4 hangs where a folder's name is not ASCII. A locale of the user's stays: the fonts
    that stand in for missing ones can depend on its language.
    """
    made = {**os.environ, **{name: str(folder) for name in ("TMPDIR", "TEMP", "TMP")}}
    locale = next((made[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if made.get(name)), "")
    if "utf" not in locale.casefold():
        made["LC_ALL"] = "C.UTF-8"
    return made


def _end(running: subprocess.Popen[bytes]) -> None:
    """End a program together with those that it started: ``soffice`` is a script that starts the office itself."""
    if sys.platform == "win32":
        known = shutil.which("taskkill") or "taskkill"
        subprocess.run([known, "/T", "/F", "/PID", str(running.pid)], check=False, capture_output=True)  # noqa: S603
        running.kill()
    else:
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _last_words(folder: Path) -> str:
    """The last line that the office said."""
    lines = (folder / "said.txt").read_text("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
