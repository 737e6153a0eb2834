"""The register of a column: whether its full sentences end as they do there (する, しました, たか, ている).

Told from the ending of a sentence that a 。 closes; noun phrases, 予定です and ていきます are allowed everywhere
(RULES.md). Quotations and brackets inside a sentence say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["breaks", "sentences"]

_SENTENCE = re.compile("[^。]+。")
_ENCLOSED = re.compile("[「『][^」』]*[」』]|[(\uff08][^()\uff08\uff09]*[)\uff09]")
_POLITE = re.compile("(?:ます|ました|ません|ませんでした|です|でした|でしょう|ましょう|ください)$")
_ALLOWED = re.compile("(?:予定です|ていきます|てまいります|でいきます|こととしています)$")
_QUESTION = re.compile("か$")
# Plain verbs and adjectives at the end: る, た, う, く, す, つ, ぬ, ぶ, む, ない, だ, である …
_PLAIN = re.compile("(?:[るただうくぐすつぬぶむ]|ない|たい|よい|多い|高い|低い|少ない|らしい|べき|せず|おらず)$")
# たい is a wish and closes a request of the Ministry: it stands beside ている.
_NOUN = re.compile(
    "[\u4e00-\u9fff\u30a1-\u30fa\u30fc々\\])\uff09」』%0-9A-Za-z]$|(?:こと|もの|ため|とき|ところ|など|等)$"
)


def sentences(text: str) -> Iterator[str]:
    """The full sentences, without what stands in brackets and quotation marks, and without their 。."""
    bare = _ENCLOSED.sub("", text)
    for found in _SENTENCE.finditer(bare):
        yield found[0][:-1].strip()


def breaks(sentence: str, register: str) -> bool:
    """Whether a full sentence is of another register than its column.

    Args:
        sentence: without its 。.
        register: the sample ending of the column (profile); one that ends politely asks for polite endings, one in か
            for questions, others for plain endings; "" asks for nothing.
    """
    if not register or not sentence or _NOUN.search(sentence):
        return False
    polite = bool(_POLITE.search(sentence))
    if polite and _ALLOWED.search(sentence):
        return False
    if register.endswith("か"):
        return polite and not sentence.endswith("か")
    if _POLITE.search(register):
        return not polite and bool(_PLAIN.search(sentence)) and not _QUESTION.search(sentence)
    return polite
