"""点検結果: the sheet of an annotated copy that lists its problems and takes decisions, and what these are bound to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from authoring.files import FileTrouble
from authoring.files.texts import clean_text
from authoring.problems import Exit, Origin, Problem, catalogue
from authoring.workbooks.layout import MINISTRY, Field, Sheet
from authoring.workbooks.raw import RawBook
from authoring.workbooks.read_sheets import ReadRow, read_sheet

__all__ = [
    "FINDINGS",
    "KEEP",
    "KEEP_WORDS",
    "MEND",
    "Finding",
    "Related",
    "can_set_aside",
    "elsewhere",
    "findings_sheet",
    "is_address",
    "located",
    "of_ministry",
    "place_of",
    "read_findings",
    "related_of",
    "same",
    "value_of",
]

FINDINGS = "点検結果"
KEEP = "このままとする"
MEND = "直す"
KEEP_WORDS = (KEEP, "このまま", "そのままとする", "そのまま", "残す")
_LONGEST = 200  # a longer text is known by its beginning and its hash: Excel cuts what is too long
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_QUOTED = re.compile("\u300c([^\u300c\u300d]+)\u300d")
_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_|\\s+")


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem as a copy lists it: its key beside it, and what is typed for it (``action``: in 対応)."""

    problem: Problem
    place: str
    value: str
    action: str = ""
    reason: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """A cell that a problem names besides its own place: ``message`` says which, ``at`` where it is told."""

    origin: Origin
    message: str
    at: str


def findings_sheet() -> Sheet:
    """点検結果: one row a problem; white are 対応, 理由 and 役職; the last columns say what a decision is bound to."""
    return Sheet(
        FINDINGS,
        f"直すものは、セルの番地をクリックして直します。直さないものは、対応で「{KEEP}」を選び、理由と役職を記入します。",
        (
            Field("no", "番号", 6, "show"),
            Field("severity", "種類", 7, "show"),
            Field("sheet", "シート", 14, "show"),
            Field("cell", "セル", 8, "show"),
            Field("message", "内容", 46, "show"),
            Field("hint", "直し方", 40, "show"),
            Field(
                "action",
                "対応",
                15,
                "choice",
                (KEEP, MEND),
                "空欄は、直すという意味です。前の判断は「直す」で取り消します。",
            ),
            Field("why", "理由", 32, help="このままとする理由。値が変わると、もう一度問題になります。"),
            Field("role", "役職", 16, help="判断した方の役職(お名前は要りません)。"),
            Field("code", "コード", 16, "show"),
            Field("place", "箇所", 14, "show"),
            Field("value", "値", 24, "show"),
        ),
    )


def can_set_aside(code: str) -> bool:
    """Whether people may decide to leave it: not what can't be read or written, and not what tells of decisions."""
    kind = catalogue().get(code, {})
    return bool(kind) and int(kind.get("exit", 1)) == Exit.PROBLEMS and not code.startswith("aside-")


def place_of(found: Problem) -> tuple[str, str]:
    """(place, file) that a decision is bound to: ids where there are any, and no file; else the address in its file."""
    if found.place:
        return found.place, ""
    at = found.origin
    return (f"{at.sheet or ''}!{at.cell or ''}", at.file) if at else ("!", "")


def is_address(place: str) -> bool:
    """Whether a place is an address in a file, and not made of ids."""
    return "!" in place


def located(address: str) -> tuple[int, int] | None:
    """(row, column) of an A1 address, zero-based; of an area its top left. None where it is none."""
    match = _ADDRESS.match(address)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def elsewhere(found: Problem) -> str:
    """The other places of a problem, for people: those of its own workbook without the file. "" if there are none."""
    own = found.origin.file if found.origin else ""
    return "、".join(_words(at, own) for at in found.also)


def _words(at: Origin, own: str) -> str:
    place = "!".join(part for part in (at.sheet, at.cell) if part)
    return " ".join(part for part in (at.file.removeprefix("inputs/") if at.file != own else "", place) if part)


def related_of(found: Problem) -> dict[str, list[Related]]:
    """File -> the other cells that a problem names. What it says is quoted in its own workbook only.

    A finding may hold a department's workbook against the Ministry's, whose words are not for the department: what is
    told there leaves no trace in a department's copy.
    """
    related: dict[str, list[Related]] = {}
    if found.origin is None or found.set_aside:
        return related
    theirs = of_ministry(found.origin)
    for at in found.also:
        if theirs and not of_ministry(at):
            continue
        same_book = at.file == found.origin.file
        message = found.message if same_book else "ほかのブックの問題に、このセルも挙げられています。"
        related.setdefault(at.file, []).append(Related(at, message, _words(found.origin, at.file)))
    return related


def of_ministry(at: Origin) -> bool:
    """Whether a place lies in a workbook of the Ministry."""
    return at.file.startswith(f"inputs/{MINISTRY}/")


def value_of(found: Problem, books: Mapping[str, RawBook]) -> str:
    """What the finding is about, as it stands now: the text of its cells, of no cell the message.

    Of a cell with several lines it is those that hold what the message quotes, where there are any: a decision is
    bound to the paragraph, not to its neighbours.
    """
    texts = [t for t in (_text(at, books) for at in (found.origin, *found.also) if at) if t is not None]
    if not texts:
        return _short(found.message)
    quotes = _QUOTED.findall(found.message)
    kept = []
    for text in texts:
        lines = [line for line in text.split("\n") if any(q in line for q in quotes)]
        kept.append("\n".join(lines) if lines else text)
    return _short("\n".join(kept))


def _text(at: Origin, books: Mapping[str, RawBook]) -> str | None:
    where = located(at.cell or "")
    book = books.get(at.file)
    if where is None or book is None or not at.sheet or at.sheet not in book.sheets:
        return None
    try:
        value = book.sheets[at.sheet].at(*where).value
    except FileTrouble:
        return None
    return clean_text("" if value is None else str(value))[0].strip("\n ")


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST // 2]}…#{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:16]}"


def same(text: str) -> str:
    """A key by which two texts are the same value: spaces and what Excel escapes do not matter."""
    return _ESCAPED.sub("", text)


def read_findings(books: Iterable[RawBook]) -> tuple[list[ReadRow], list[Problem]]:
    """The rows of every 点検結果 that came back, as typed; ``choice-unknown`` is left to the reader of decisions."""
    rows: list[ReadRow] = []
    problems: list[Problem] = []
    layout = findings_sheet()
    loose = replace(layout, fields=tuple(replace(f, choices=()) for f in layout.fields))
    for book in books:
        if FINDINGS not in book.sheets:
            continue
        try:
            read, found = read_sheet(book, loose, skip=frozenset({"no", "sheet", "cell", "hint"}))
        except FileTrouble:  # told where the workbook itself is read
            continue
        rows += read
        problems += found
    return rows, problems
