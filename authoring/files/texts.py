"""Text as it comes out of a cell: made safe for XML without changing what is read, and keys to compare names by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["CONTROL", "ESCAPED_CR", "INVISIBLE", "LINE_ENDS", "NO_BREAK_SPACE", "clean_text", "is_clean", "match_key"]

# The kinds of change that `clean_text` tells, as words for a message.
CONTROL = "使えない文字の削除"
INVISIBLE = "見えない文字の削除"
NO_BREAK_SPACE = "改行しない空白の置き換え"
ESCAPED_CR = "_x000D_の削除"
LINE_ENDS = "改行コードの統一"

# Order matters: what is deleted first can't hide what is looked for later, so cleaning twice changes nothing.
_STEPS = (
    # Outside Char of XML 1.0 (2.2): controls, lone surrogates, U+FFFE and U+FFFF.
    (CONTROL, re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+"), ""),
    (INVISIBLE, re.compile("[\u200b\u2060\ufeff]+"), ""),
    (NO_BREAK_SPACE, re.compile("[\u00a0\u202f]"), " "),
    # A CR that SpreadsheetML escaped (ECMA-376 part 1, 22.4.2.4); `_x005F_x000D_` is the word itself, typed.
    (ESCAPED_CR, re.compile("(?<!_x005F)_x000[Dd]_(?:\r*\n)?"), "\n"),
    (LINE_ENDS, re.compile("\r+\n|[\r\u0085\u2028\u2029]"), "\n"),
)
# Any text in which a step could find something: most text is clean, and is let through by one search.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x85\xa0\u200b\u2028\u2029\u202f\u2060\ud800-\udfff\ufeff\ufffe\uffff]|_x000[Dd]_"
)

_SPACES = re.compile("[\\s\u200b\u2060\ufeff]+")
# Every sign typed for a dash, box drawing included; a long vowel mark is one only where no kana stands before it.
_DASHES = re.compile("[\u02d7\u2010-\u2015\u2043\u2212\u2500\u2501\ufe58\ufe63\uff0d]")
_LONG_VOWEL_AS_DASH = re.compile("(?<![ぁ-ゖァ-ヺーヽヾゝゞ])ー+")
_WAVES = re.compile("[\u301c\u223c\uff5e]")


def is_clean(text: str) -> bool:
    """Whether `clean_text` would leave the text as it is."""
    return not _SUSPECT.search(text)


def clean_text(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with LF between lines and nothing that XML forbids or nobody sees; nothing else is changed.

    Full-width signs, ideographic spaces and tabs stay as typed (no NFKC).

    Returns:
        The text, and the kinds of change that were made, as Japanese words, in a fixed order.
    """
    if is_clean(text):
        return text, ()
    made: list[str] = []
    for words, pattern, instead in _STEPS:
        text, count = pattern.subn(instead, text)
        if count:
            made.append(words)
    return text, tuple(made)


@lru_cache(maxsize=65536)  # the same numbers and names are asked for in every workbook
def match_key(text: str) -> str:
    """A key by which two spellings of one name are equal: width, spaces, kinds of dash, case, Ⅰ and I do not matter.

    The long vowel mark stays inside a word in kana; after anything else it is a dash (Ⅰ－9, Ⅰー9). Never printed.
    """
    while (key := _fold(text)) != text:  # folding may uncover more: a space that kept two signs apart
        text = key
    return key


def _fold(text: str) -> str:
    text = _SPACES.sub("", unicodedata.normalize("NFKC", text).lower())
    text = _LONG_VOWEL_AS_DASH.sub(lambda run: "-" * len(run[0]), text)
    return _WAVES.sub("~", _DASHES.sub("-", text))
