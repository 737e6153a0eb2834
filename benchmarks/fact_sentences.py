"""Sentences that state figures, composed once for any year (``telling``): what one noun has is the same wherever told.

The words are our own; the ways in which a value, last year's, their difference and their rate stand together in a
sentence are those in which reports are written.
"""

from __future__ import annotations

import random

from authoring.edition.model import Indicator
from benchmarks.telling import place as at

__all__ = ["PERCENT", "figures", "referring_mention", "typed_mention"]

PERCENT = ("%", "ポイント")
COUNTED = (("件", "件数"), ("件", "処理の件数"), ("件", "受付件数"), ("人", "対象者数"), ("回", "実施回数"))
THINGS = (
    "届出",
    "申請",
    "照会",
    "相談",
    "通知",
    "督促",
    "訪問",
    "点検",
    "研修",
    "回答",
    "証明",
    "案内",
    "予約",
    "調査",
)
KINDS = ("電子", "郵送", "窓口", "紙", "電話", "一括", "臨時", "定期", "特別", "初回", "二回目", "月次", "年次", "広域")

_MEANT = {
    "progress": {
        "is": "となりました。", "was": "でした。", "over": "上回りました。", "under": "下回りました。",
        "more": "増加しました。", "less": "減少しました。", "rose": "上昇しました。", "fell": "低下しました。",
        "met": "達成しました。", "missed": "達成できませんでした。", "short": "短縮しました。", "long": "延びました。",
        "gave": "実施しました。",
    },
    "reason": {
        "is": "となっている。", "was": "であった。", "over": "上回っている。", "under": "下回っている。",
        "more": "増加している。", "less": "減少している。", "rose": "上昇している。", "fell": "低下している。",
        "met": "達成している。", "missed": "達成できなかった。", "short": "短縮している。", "long": "延びている。",
        "gave": "実施している。",
    },
}  # fmt: skip
_MEANT["self"] = _MEANT["progress"]


def figures(rng: random.Random, column: str, whose: str, ending: str) -> str:
    """A sentence with figures in the register of a column."""
    noun = f"{rng.choice(KINDS)}{rng.choice(THINGS)}"
    if column == "viewpoint":
        return f"{noun}の件数は、前年度の実績を上回る水準を{rng.choice(('確保', '維持'))}{ending}"
    if column == "plan":
        return _planned(rng, noun, whose, ending)
    form = rng.choices(_FORMS, weights=_WEIGHTS)[0]
    return form(rng, noun, whose, _MEANT[column])


def _planned(rng: random.Random, noun: str, whose: str, ending: str) -> str:
    forms = (
        f"{whose}{noun}は、{at('plan', 'old')}において{rng.randint(2, 40)}か所で実施{ending}",
        f"{noun}の件数は、前年度の実績を上回る水準を確保{ending}",
        f"{at('y', 1)}までに{noun}の手順の見直しを検討{ending}",
        f"平成{rng.randint(22, 28)}年度に定めた手順に沿って、{noun}を{rng.randint(3, 12)}月までに実施{ending}",
    )
    return rng.choice(forms)


def _bracketed(rng: random.Random, noun: str, _: str, words: dict[str, str]) -> str:
    unit, what = rng.choice(COUNTED)
    key = f"{noun}の{what}"
    now, before = (f"{at('v', 'n', key, o)}{unit}" for o in (0, -1))
    rate = f"{at('r', 'n', key)}%{at('way', 'n', key, '増', '減')}"
    forms = (
        f"{key}は{now}(前年度{before}、{rate}){words['is']}",
        f"{key}は{now}(対前年度{at('s', 'n', key)}{unit}){words['was']}",
        f"{key}は、前年度({before})から{at('d', 'n', key)}{unit}"
        f"{at('way', 'n', key, '増加し、', '減少し、')}{now}{words['is']}",
        f"{key}は{now}で、前年度の{before}を{at('d', 'n', key)}{unit}"
        f"{at('way', 'n', key, words['over'], words['under'])}",
        f"{at('y', 0)}の{key}は{now}、対前年度比{at('ratio', 'n', key)}%{words['is']}",
        f"{key}は、{at('y', -1)}の{before}に対し{at('y', 0)}は{now}と、{rate}{words['is']}",
    )
    return rng.choice(forms)


def _shared(rng: random.Random, noun: str, _: str, words: dict[str, str]) -> str:
    key = f"{noun}を済ませた割合"
    now, before = (f"{at('v', 'p', key, o)}%" for o in (0, -1))
    gap = f"{at('d', 'p', key)}ポイント"
    forms = (
        f"{key}は{now}(前年度{before}、{gap}{at('way', 'p', key, '増', '減')}){words['is']}",
        f"{key}は{now}と、前年度({before})より{gap}{at('way', 'p', key, words['rose'], words['fell'])}",
        f"{key}は、前年度の実績から{at('s', 'p', key)}ポイントの{now}{words['is']}",
        f"{key}は{at('y', -1)}末から{gap}{at('way', 'p', key, '伸び、', '下がり、')}{at('y', 0)}末で{now}{words['is']}",
        f"{key}は前年度の{before}を{gap}{at('way', 'p', key, '上回る', '下回る')}{now}{words['was']}",
    )
    return rng.choice(forms)


def _timed(rng: random.Random, noun: str, _: str, words: dict[str, str]) -> str:
    key = f"{noun}の平均処理日数"
    now, before = (f"{at('v', 'e', key, o)}日" for o in (0, -1))
    gap = f"{at('d', 'e', key)}日"
    forms = (
        f"{key}は{now}({at('s', 'e', key)}日){words['is']}",
        f"{key}は{now}と、前年度({before})より{gap}{at('way', 'e', key, words['long'], words['short'])}",
        f"{key}は、前年度の{before}から{gap}{at('way', 'e', key, '延び', '短くなり')}、{now}{words['was']}",
    )
    return rng.choice(forms)


def _large(rng: random.Random, noun: str, _: str, words: dict[str, str]) -> str:
    key = f"{noun}の対象となった方"
    now, before = (f"{at('v', 'b', key, o)}人" for o in (0, -1))
    forms = (
        f"{key}は約{at('man', key, 0)}万人(前年度約{at('man', key, -1)}万人){words['is']}",
        f"{key}は{now}(前年度{before}){words['was']}",
        f"{key}は{at('man', key, 0)}万人で、前年度より{at('r', 'b', key)}%"
        f"{at('way', 'b', key, words['more'], words['less'])}",
    )
    return rng.choice(forms)


def _spent(_rng: random.Random, noun: str, _whose: str, words: dict[str, str]) -> str:
    key = f"{noun}の経費"
    return (
        f"{key}は{at('v', 'e', key, 0)}億円(前年度{at('v', 'e', key, -1)}億円、"
        f"{at('r', 'e', key)}%{at('way', 'e', key, '増', '減')}){words['is']}"
    )


def _since(rng: random.Random, noun: str, whose: str, words: dict[str, str]) -> str:
    """What began or is measured from a year that stays."""
    year, month = rng.randint(2010, 2016), rng.choice((4, 7, 10))
    key = f"{noun}の残りの件数"
    forms = (
        f"{at('m', f'@{year}', month)}から行っている{noun}について、{whose}手順に沿って{words['gave']}",
        f"{key}は、{at('y', f'@{year}')}末の{at('v', 'n', key, f'@{year}')}件に対し、"
        f"{at('y', 0)}末は{at('v', 'n', key, 0)}件{words['is']}",
        f"{at('y', f'@{year}')}に定めた{noun}の手引に基づき、{whose}点検を{words['gave']}",
        f"{at('y', f'@{year}')}に導入した{noun}のしくみにより、{whose}確認を{words['gave']}",
    )
    return rng.choice(forms)


def _dated(rng: random.Random, noun: str, whose: str, words: dict[str, str]) -> str:
    """What was done in months of the year itself."""
    month, later = rng.randint(4, 12), rng.randint(1, 3)
    forms = (
        f"{at('m', 0, month)}に、{whose}{noun}を{rng.randint(2, 48)}か所で{words['gave']}",
        f"{at('m', 0, month)}から{at('m', 0, later)}までに、{noun}を"
        f"{at('v', 'n', noun + '(期間)', 0)}件{words['gave']}",
        f"{at('y', 0)}においては、{whose}{noun}を{rng.randint(2, 48)}回{words['gave']}",
    )
    return rng.choice(forms)


_FORMS = (_bracketed, _shared, _timed, _large, _spent, _since, _dated)
_WEIGHTS = (8, 5, 2, 2, 1, 3, 4)


def typed_mention(rng: random.Random, column: str, one: Indicator) -> str:
    """A sentence that types an indicator's figures."""
    words, name = _MEANT[column], one.name
    now, before = at("v", "i", name, 0), at("v", "i", name, -1)
    unit = "ポイント" if one.unit in PERCENT else one.unit
    gap = f"{at('d', 'i', name)}{unit}"
    forms = [
        f"{name}は{now}(前年度{before}){words['is']}",
        f"{name}は、前年度実績({before})を{at('way', 'i', name, '上回る', '下回る')}{now}{words['was']}",
        f"{name}は{now}で、前年度より{gap}{at('way', 'i', name, words['more'], words['less'])}",
        f"{at('y', 0)}の{name}は{now}と、前年度実績を{at('way', 'i', name, words['over'], words['under'])}",
    ]
    if one.unit not in PERCENT:
        forms.append(f"{name}は{now}(前年度比{at('rs', 'i', name)}%){words['is']}")
    if one.target:
        goal = f"目標({at('t', name)})" if not one.target.base else "目標"
        forms += [f"{name}は{now}となり、{goal}を{at('tw', name, words['met'], words['missed'])}"] * 3
    if one.target and not one.target.base and one.good == "up":
        forms.append(f"{name}は目標{at('t', name)}に対し{now}(達成率{at('rate', name)}%){words['is']}")
    return rng.choice(forms)


def referring_mention(rng: random.Random, column: str, one: Indicator) -> str:
    """A sentence that refers to an indicator's figures."""
    words, name = _MEANT[column], one.name
    forms = [
        f"{name}は{{{{{name}}}}}(前年度{{{{{name}:前年度}}}}){words['is']}",
        f"{name}は{{{{{name}}}}}、前年度差{{{{{name}:前年度差}}}}{words['is']}",
    ]
    if one.unit not in PERCENT:
        forms.append(f"{name}は前年度比{{{{{name}:前年度比}}}}の{{{{{name}}}}}{words['is']}")
    if one.target and not one.target.base:
        forms.append(f"{name}は目標{{{{{name}:目標}}}}に対し{{{{{name}}}}}{words['is']}")
    if one.aliases:
        forms.append(f"{name}は{{{{{one.aliases[0]}}}}}{words['is']}")
    return rng.choice(forms)
