"""Text for data: what only one platform shows is replaced, and blanks and line ends say nothing any more.

RULES.md ("Data that a machine can read") 6, 8; what may begin a field of a CSV file: DESIGN.md, "Outside", Data.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from authoring.files.texts import clean_text

__all__ = ["dependent", "guarded", "number_of", "plain", "unguarded"]

# The signs that CP932 and older platforms add to JIS X 0208 (NEC row 13, IBM), with their whole families in Unicode.
# How each is spelled out stands in Unicode itself (its decomposition); ``_spelled`` follows that.
_FAMILIES = (
    ("\u2160", "\u217f"),  # Roman numerals in one letter
    ("\u2460", "\u24ff"),  # numbers and letters in circles and brackets
    ("\u2776", "\u2793"),  # numbers in black circles
    ("\u3200", "\u33ff"),  # words and units in circles, brackets and squares, names of eras in one letter
    ("\U0001f100", "\U0001f2ff"),  # letters and words in squares
    ("\uff61", "\uff9f"),  # half-width kana
    ("\ue000", "\uf8ff"),  # private use: 外字
    ("\U000f0000", "\U0010fffd"),
)
_ALONE = {
    "№": "No.",
    "℡": "TEL",
    "〝": "\u201c",
    "〟": "\u201d",
    "〘": "[",
    "〙": "]",
    "∑": "Σ",
    "☎": "TEL",
    "☏": "TEL",
}
_UNKNOWN = "〓"  # printers' sign for a letter that is not at hand; told in codes (symbol)

_CLASS = "".join(f"{first}-{last}" for first, last in _FAMILIES) + "".join(_ALONE)
_DEPENDENT = re.compile(f"[\uff61-\uff9f]+|[{_CLASS}]")  # half-width kana in one run: their voicing marks join
_BLANKS = re.compile(r"\s+")
_LIVE = re.compile("['=+@\t\r\uff1d\uff0b\uff20]|-.|\uff0d.")


def _spelled(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in _ALONE:
        return _ALONE[sign]
    if len(sign) > 1 or "\uff61" <= sign <= "\uff9f":
        return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", sign))
    if unicodedata.category(sign) == "Co":
        return _UNKNOWN
    text = unicodedata.normalize("NFKC", sign)
    if text == sign:  # black circles are spelled out nowhere, but have their number
        number = unicodedata.numeric(sign, None)
        return _UNKNOWN if number is None else f"({int(number)})"
    return f"({text})" if unicodedata.decomposition(sign).startswith("<circle>") else text


def dependent(text: str) -> str:
    """The first sign that depends on the platform, or ""."""
    found = _DEPENDENT.search(text)
    return found[0] if found else ""


@lru_cache(maxsize=1 << 15)  # labels and titles stand in every row of their table
def plain(text: str) -> str:
    """Text for a cell of data: ① is (1), Ⅰ is I, ㈱ is (株), ㎡ is m2; line ends and runs of blanks are one blank.

    A letter of private use becomes 〓. Everything else stays as it is typed, width included.
    """
    text = clean_text(text)[0]
    for _ in range(2):  # a word in a square may be spelled with such a sign itself
        text = _DEPENDENT.sub(_spelled, text)
    return _BLANKS.sub(" ", text).strip()


def number_of(printed: str) -> str:
    """A printed number in ASCII where it has such a form: Ⅰ-2-(1)-① is I-2-(1)-1; kana stay."""
    return unicodedata.normalize("NFKC", _BLANKS.sub("", printed)).replace("\u2212", "-")


def guarded(text: str) -> str:
    """The text made harmless for a spreadsheet that opens it: what could begin a formula stands behind a '.

    That is = + @ and -, of either width, and ' itself, so that taking one ' away always gives the text back. A - alone
    is harmless.
    """
    return f"'{text}" if _LIVE.match(text) else text


def unguarded(text: str) -> str:
    """What ``guarded`` was given."""
    return text.removeprefix("'")
