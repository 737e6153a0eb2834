"""The invented plan: chapters, items, sections and paragraphs, with units and owners; and what came before them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from authoring.edition.model import Entry, Lineage, Rating
from benchmarks.prose import Prose
from benchmarks.telling import length, place

__all__ = ["FULL", "SMALL", "Chapter", "former", "make_plan"]

OWNERS = (
    "企画部",
    "適用部",
    "徴収部",
    "給付部",
    "相談部",
    "広報部",
    "人事部",
    "経理部",
    "情報部",
    "監査部",
    "研修部",
    "調達部",
)
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
KANA = "アイウエオ"
_WEIGHTS = {"item": 10, "chapter": 3, "none": 1}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: number, title, titles of its items (none: it is an item itself), and how that one is rated."""

    number: str
    title: str
    items: tuple[str, ...] = ()
    rated: str = ""  # as Entry.rated, with the number of the other chapter for its id


FULL = (
    Chapter("Ⅰ", "業務の質の向上に関する事項", (
        "届出の受付", "申請の審査", "通知の発送", "相談への対応", "納付の案内", "記録の管理", "調査の実施",
        "周知と広報", "電子の手続",
    )),
    Chapter("Ⅱ", "業務の効率化に関する事項", ("業務の見直し", "委託の管理", "経費の節減", "情報の基盤")),
    Chapter("Ⅲ", "その他の重要事項", ("内部の統制", "情報の保護", "人材の育成", "文書の公開")),
    Chapter("Ⅳ", "予算及び資金の計画"),
    Chapter("Ⅴ", "使わない財産の処分の計画", rated="Ⅳ"),
    Chapter("Ⅵ", "その他の財産の計画", rated="none"),
)  # fmt: skip
SMALL = (
    Chapter("Ⅰ", "業務の質の向上に関する事項", ("届出の受付",)),
    Chapter("Ⅱ", "予算及び資金の計画"),
    Chapter("Ⅲ", "使わない財産の処分の計画", rated="Ⅱ"),
)


@dataclass
class _Plan:
    """The plan in the making. Parents follow from levels, as they do in the sheet 年度計画."""

    entries: list[Entry] = field(default_factory=list)
    above: list[Entry] = field(default_factory=list)
    written: int = 0

    def add(
        self, level: int, number: str, kind: Literal["heading", "paragraph"], text: str, *, opens: bool = False,
        owners: tuple[str, ...] = (), item: bool = False, rated: str = "", titles: tuple[str, str] = ("", ""),
    ) -> Entry:  # fmt: skip
        self.above = [h for h in self.above if h.level < level]
        entry = Entry(
            id=f"e{len(self.entries) + 1:04d}", parent=self.above[-1].id if self.above else None, level=level,
            number=number, kind=kind, text=text, opens_unit=opens, owners=owners, item=item, rated=rated,
            list_title=titles[0], contents_title=titles[1],
        )  # fmt: skip
        self.entries.append(entry)
        self.written += length(text)
        if kind == "heading":
            self.above.append(entry)
        return entry


def make_plan(rng: random.Random, chapters: Sequence[Chapter], characters: int) -> tuple[Entry, ...]:
    """The entries of a plan of about so many characters; every item has one to three owners."""
    plan, prose = _Plan(), Prose(rng)
    kinds = [
        kind for c in chapters for kind in ([*["item"] * len(c.items)] or ["none" if c.rated == "none" else "chapter"])
    ]
    weights = iter([_WEIGHTS[kind] * rng.randint(6, 14) for kind in kinds])
    whole = sum(_WEIGHTS[kind] * 10 for kind in kinds)
    by_number: dict[str, str] = {}
    owed = 0
    for chapter in chapters:
        staff = _staff(rng)
        if not chapter.items:
            rated = by_number.get(chapter.rated, chapter.rated)
            owner = next(staff)[:1]
            top = plan.add(
                1, chapter.number, "heading", chapter.title, opens=True, owners=owner, item=True, rated=rated
            )
            by_number[chapter.number] = top.id
            owed += characters * next(weights) // whole
            owed -= _points(plan, prose, 2, owed)
            continue
        plan.add(1, chapter.number, "heading", chapter.title)
        for index, title in enumerate(chapter.items):
            owners = next(staff)
            titles = (f"{title}等", f"{title}(全体)") if rng.random() < 0.15 else ("", "")
            plan.add(2, f"{index + 1}.", "heading", title, owners=owners, item=True, titles=titles)
            owed += characters * next(weights) // whole
            owed -= _item(plan, prose, owners, owed)
    return tuple(plan.entries)


def _staff(rng: random.Random) -> Iterator[tuple[str, ...]]:
    """Owners of one item after another: mostly one or two."""
    while True:
        yield tuple(rng.sample(OWNERS, rng.choice((1, 1, 2, 2, 3))))


def _item(plan: _Plan, prose: Prose, owners: tuple[str, ...], characters: int) -> int:
    """The lead and the sections of an item; each owner has one section at least, some have one together."""
    start, rng = plan.written, prose.rng
    plan.add(3, "", "paragraph", prose.sentence("plan"))
    number = 0
    while plan.written - start < characters or number < len(owners):
        own: tuple[str, ...] = (owners[number % len(owners)],) if len(owners) > 1 else ()
        if len(owners) > 1 and number >= len(owners) and rng.random() < 0.3:
            own = owners[:2]
        number += 1
        plan.add(3, f"({number})", "heading", prose.title(), opens=True, owners=own)
        _section(plan, prose)
    return plan.written - start


def _section(plan: _Plan, prose: Prose) -> None:
    rng = prose.rng
    for _ in range(rng.randint(1, 3)):
        plan.add(4, "", "paragraph", _text(prose))
    kind = rng.random()
    if kind < 0.25:
        _points(plan, prose, 4, rng.randint(140, 340), headings=True)
    elif kind < 0.75:
        _points(plan, prose, 4, rng.randint(120, 320))


def _points(plan: _Plan, prose: Prose, level: int, characters: int, *, headings: bool = False) -> int:
    """①② paragraphs, one of them now and then with a unit of its own; or ①② headings with deeper levels below."""
    start, rng = plan.written, prose.rng
    for n, number in enumerate(CIRCLED):
        if n and plan.written - start >= characters:
            break
        if not headings:
            plan.add(level, number, "paragraph", _text(prose), opens=n > 0 and level > 2 and rng.random() < 0.1)
            continue
        plan.add(level, number, "heading", prose.title(), opens=n > 0 and rng.random() < 0.2)
        for kana in KANA[: rng.randint(1, 3)]:
            if rng.random() < 0.8:
                plan.add(level + 1, kana, "paragraph", _text(prose))
                continue
            plan.add(level + 1, kana, "heading", prose.title())
            plan.add(level + 2, "(ア)", "heading", prose.title())
            plan.add(level + 3, "i", "paragraph", _text(prose))
    return plan.written - start


def _text(prose: Prose) -> str:
    text = "".join(prose.sentence("plan") for _ in range(prose.rng.choice((1, 1, 1, 2, 3))))
    return f"{place('plan', prose.rng.choice(('old', 'new')))}は、{text}" if prose.rng.random() < 0.1 else text


def former(
    rng: random.Random, rated: Sequence[Entry], rater: str, year: int, count: int
) -> tuple[tuple[Lineage, ...], tuple[Rating, ...]]:
    """What came before: ``count`` items of the former period, their ratings of two years, and their lineage.

    They are merged into the items of today in order, one or two into each.
    """
    homes = [rated[n * len(rated) // count] for n in range(count)]
    lines, ratings = [], []
    for before in (year - 2, year - 1):
        ratings += [Rating(f"f{n + 1:02d}", before, rater, rng.choice("ABBBBBC")) for n in range(count)]
    titles = [
        home.text if homes.count(home) == 1 else f"{home.text}その{homes[:n].count(home) + 1}"
        for n, home in enumerate(homes)
    ]
    for n in range(count):
        lines.append(Lineage(year - 1, f"f{n + 1:02d}", f"f{n + 1:02d}", "kept", titles[n]))
    for n, home in enumerate(homes):
        kind: Literal["kept", "merged"] = "kept" if homes.count(home) == 1 else "merged"
        lines.append(Lineage(year, f"f{n + 1:02d}", home.id, kind, titles[n]))
    return tuple(lines), tuple(ratings)
