"""Sentences and figures for invented editions: a small vocabulary of our own, composed by a seeded generator.

Nothing here is taken from a published document; only its proportions are (SOURCE.md): registers, marks, density of
figures.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from authoring.edition.model import Indicator, Target, Value
from benchmarks.fact_sentences import figures, referring_mention, typed_mention

__all__ = ["BLANK_INDICATORS", "Prose", "blank_indicators", "make_indicators"]

BLANK_INDICATORS = 4  # a department's workbook has so many nameless rows to fill

THINGS = (
    "届出書", "申請書", "通知書", "相談記録", "納付書", "照会票", "証明書", "案内状", "封入物", "名簿", "帳票", "台帳",
    "調査票", "回答書", "請求書", "契約書", "手引", "研修教材", "点検表", "予約枠",
)  # fmt: skip
PLACES = ("本部", "事務センター", "地域の拠点", "相談窓口", "委託先", "担当の班", "各部署", "審査の係")
ASPECTS = ("処理", "点検", "受付", "発送", "保管", "更新", "照合", "配分", "記載", "引継ぎ", "集計", "様式")
MEANS = (
    "月ごとの進み具合を見ながら", "手順書に沿って", "関係する部署と分けて", "前の期の結果を生かし",
    "繁忙の時期を避けて", "対象を三つの層に分け", "現場の声を聞いたうえで", "二人一組で",
    "電子の様式を使い", "優先の順を決めて",
)  # fmt: skip
VERBS = ("実施", "確認", "整理", "検討", "改善", "共有", "徹底", "推進", "分析", "周知", "強化", "把握", "統一", "短縮")
WORDS = ("先行照合", "重点枠", "一括便", "後追い点検", "共通様式", "分散受付", "予備審査", "移動窓口")
LABELS = ("【主な数値目標】", "【参考】", "〔内容〕", "＜実績＞")
MEASURES = (
    ("処理件数", "件", 0, "up"),
    ("発送件数", "件", 0, ""),
    ("対象者数", "人", 0, ""),
    ("訪問事業所数", "事業所", 0, "up"),
    ("達成率", "%", 1, "up"),
    ("電子利用率", "%", 1, "up"),
    ("誤りの割合", "%", 2, "down"),
    ("平均処理日数", "日", 1, "down"),
    ("経費", "億円", 1, "down"),
    ("実施回数", "回", 0, "up"),
    ("満足度の伸び", "ポイント", 1, "up"),
    ("削減額", "百万円", 0, "up"),
)

# By column: how a verb ends, and how often a sentence carries figures.
ENDINGS = {
    "plan": "する。",
    "progress": "しました。",
    "self": "しました。",
    "viewpoint": "したか。",
    "reason": "している。",
}
DENSITY = {"plan": 0.12, "progress": 0.5, "self": 0.3, "viewpoint": 0.12, "reason": 0.3}


@dataclass(frozen=True, slots=True)
class Prose:
    """Draws sentences; equal generators draw equal ones."""

    rng: random.Random

    def title(self) -> str:
        """A heading of a section."""
        tail = self.rng.choice(("", "", "の徹底", "の推進", "の見直し", "に向けた取組"))
        return f"{self.rng.choice(THINGS)}の{self.rng.choice(ASPECTS)}の{self.rng.choice(VERBS)}{tail}"

    def sentence(self, column: str) -> str:
        """One sentence in the column's register, with figures as often as the column has them."""
        return self._figures(column) if self.rng.random() < DENSITY[column] else self.plain(column)

    def plain(self, column: str) -> str:
        """A sentence without figures."""
        pick = self.rng.choice
        lead = pick(("", "", "", "また、", "さらに、", "このため、"))
        what = f"{pick(THINGS)}の{pick(ASPECTS)}を{pick(VERBS)}{ENDINGS[column]}"
        forms = (
            f"{lead}{pick(PLACES)}は、{pick(MEANS)}{what}",
            f"{lead}{pick(MEANS)}、{what}",
            f"{lead}{pick(THINGS)}と{pick(THINGS)}について、{pick(PLACES)}で{what}",
            f"{lead}{pick(PLACES)}と{pick(PLACES)}が{pick(MEANS)}{what}",
        )
        return pick(forms)

    def _figures(self, column: str) -> str:
        return figures(self.rng, column, f"{self.rng.choice(PLACES)}の", ENDINGS[column])

    def mention(self, column: str, indicator: Indicator, *, typed: bool) -> str:
        """A sentence about an indicator: by reference, or typed plainly with the figures that it has."""
        return typed_mention(self.rng, column, indicator) if typed else referring_mention(self.rng, column, indicator)

    def glossary(self) -> list[str]:
        """A glossary box, closed by the empty line behind it."""
        pick = self.rng.choice
        meaning = (
            f"{pick(THINGS)}の{pick(ASPECTS)}を{pick(VERBS)}するため、{pick(PLACES)}が{pick(MEANS)}行うしくみです。"
        )
        return ["≪用語解説≫", f"(※){pick(WORDS)}・・・{meaning}", ""]

    def note(self) -> str:
        """A note below a paragraph or a table."""
        mark = self.rng.choice(("※", "(※)", "(注1)", "※2 "))
        return f"{mark}{self.rng.choice(THINGS)}には{self.rng.choice(PLACES)}の分を含みません。"


def make_indicators(
    rng: random.Random, homes: Sequence[tuple[str, str]], year: int, letters: str = "i"
) -> list[Indicator]:
    """One indicator for each home (item, owner): unique names and aliases, values three years back, targets."""
    names = list(product(THINGS, MEASURES))
    rng.shuffle(names)
    made = []
    for index, (item, owner) in enumerate(homes):
        thing, (measure, unit, decimals, good) = names[index % len(names)]
        tail = f"その{index // len(names) + 1}" if index >= len(names) else ""
        start = rng.randint(200, 900) if unit in ("%", "日", "ポイント") else rng.randint(1_000, 400_000)
        made.append(
            Indicator(
                id=f"{letters}{index + 1:03d}",
                item=item,
                owner=owner,
                name=f"{thing}の{measure}{tail}",
                aliases=(f"{thing}{measure}{tail}",) if rng.random() < 0.4 else (),
                unit=unit,
                decimals=decimals,
                good=good,
                values=_values(rng, start, decimals, year),
                target=_target(rng, start, decimals, good),
            )
        )
    return made


def _values(rng: random.Random, start: int, decimals: int, year: int) -> dict[str, Value]:
    """This year's value and three before it; every sixth indicator is one of a point in time (as of March)."""
    as_of = rng.random() < 1 / 6
    values: dict[str, Value] = {}
    size = start
    for y in range(year - 3, year + 1):
        size = max(20, size + rng.choice((-1, 1)) * rng.randint(max(3, size // 60), max(6, size // 11)))
        value = Value(Decimal(size).scaleb(-decimals))
        if y == year:
            exact = value.value + Decimal(rng.randint(-4, 4)).scaleb(-decimals - 1) if rng.random() < 0.4 else None
            value = replace(
                value, exact=exact, status=rng.choice(("確定", "速報")), source=rng.choice(("", "別表1", "別表2"))
            )
        values[f"{y + 1}-03" if as_of else str(y)] = value
    return values


def _target(rng: random.Random, start: int, decimals: int, good: str) -> Target | None:
    if not good or rng.random() < 0.3:
        return None
    sign = "≧" if good == "up" else "≦"
    if rng.random() < 0.3:
        return Target(Decimal(rng.randint(1, 30)).scaleb(-1), sign, "前年度差")
    return Target(Decimal(start).scaleb(-decimals), sign)


def blank_indicators(item: str, owner: str, first: int, letters: str = "i") -> list[Indicator]:
    """The nameless rows of a workbook, ids from number ``first``."""
    return [Indicator(f"{letters}{first + n:03d}", item, owner, "") for n in range(BLANK_INDICATORS)]
