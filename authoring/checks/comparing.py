"""Words of comparison in a text: which way they say that something went, against what, and whether they mean it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from authoring.checks.mentions import PRIOR, TARGET

__all__ = ["Claim", "claims"]

_WORD = re.compile(
    "(?P<up>上回(?=[るりっら])|増加(?=し|す|と|。|、)|上昇(?=し|す|。|、)|伸び(?=、|まし|てい|た|る|。)|高くな|多くな|上がり|上がっ|増え|超え(?=[るたてま]|、))"
    "|(?P<down>下回(?=[るりっら])|減少(?=し|す|と|。|、)|低下(?=し|す|。|、)|短縮(?=し|す|。)|下がり|下がっ|低くな|少なくな|短くな|減り|減っ)"
    "|(?P<met>達成(?=し|す|でき|。|、|と)|届(?=い|か|き|け)|及(?=ば|ん))"
)
_DENIED = re.compile(
    "^(?:[らさき]|[しで]|すること[はが]|ること[はが]|り)?(?:でき|かな|ませ|はし|は|が|も)?(?:ない|なか|なく|ず|ません|ぬ|なかっ|きな)"
)
_SHORT_OF = re.compile(
    "^(?:か(?:な|ず)|ばな|ばず|きませ|びませ|いて(?:い)?(?:ない|ませ|なか)|け(?:な|ませ|ず))"
)  # 届かず, 及ばない
_AIMED = re.compile(
    "^[^、。]{0,4}(?:よう|ため|べく|水準|見込|予定|目指|目標と|こと(?:を|が|と|に)(?!した|しまし)|か(?:。|、|$|どうか)|場合|はず|に向け|に資|傾向"
    "|見通し|必要|努め|取組|計画|ペース|率|状況|要因|分|幅)"
)
_AGAINST = re.compile("(?P<prior>前年|前回|前の年|昨年|前期|年度|年[0-9]+月)|(?P<target>目標|計画(?:値|数|額|件数))")
_HELD = ("上回", "下回", "超え")
_TURN = re.compile("[がが、]、?[^、]*[一-龥ァ-ヶー](?<!実績)(?<!年度)(?<!目標)[はも]")
_ENDS = re.compile("[。\n]")
_FIGURE = re.compile("る(?:こととなり|結果|、|。|約|[0-9])")
_REACH = 40  # letters before a word in which it says against what


class Claim(NamedTuple):
    """A word of comparison. ``way``: 1 up, -1 down, 0 for 達成; ``met``: what 達成 says; ``even``: as good as equal."""

    start: int
    text: str
    way: int
    met: bool
    against: str
    attributive: bool = False
    even: bool = False


@lru_cache(maxsize=1 << 16)
def claims(text: str) -> tuple[Claim, ...]:
    """The comparisons that a text states as done."""
    return tuple(one for found in _WORD.finditer(text) if (one := _claim(text, found)) is not None)


def _claim(text: str, found: re.Match[str]) -> Claim | None:
    after = text[found.end() : found.end() + 16]
    if _AIMED.match(after):
        return None
    denied = bool(_DENIED.match(after))
    way = 1 if found["up"] else -1 if found["down"] else 0
    if way and denied:
        way = -way
    before = text[max(0, found.start() - _REACH) : found.start()]
    before = _ENDS.split(before)[-1]
    marks = list(_AGAINST.finditer(before))
    if way and found[0] not in _HELD:
        marks = [m for m in marks if m["prior"]]  # 目標に届かないが、件数は増えている
    marks = [m for m in marks if not _TURN.search(before[m.end() :])]
    against = (TARGET if marks[-1]["target"] else PRIOR) if marks else ""
    met = not (denied or _SHORT_OF.match(after))
    if found["met"] and against != TARGET:
        return None
    if way and not against:
        return None
    attributive = way != 0 and after[:1] == "る" and not denied
    if attributive and not _FIGURE.match(after):
        return None  # 前年度を下回る月もある
    return Claim(found.start(), found[0] + after[:1], way, met, against, attributive, denied)
