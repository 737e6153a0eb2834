"""A seeded generator of invented editions (架空): one as large as the published document, a small one of all shapes.

Equal seeds give equal editions, whatever the hash seed. The proportions are those of the published document
(SOURCE.md).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from authoring.edition.model import (
    Cell,
    Edition,
    Entry,
    Indicator,
    Keyed,
    Rating,
    Request,
    Row,
    Table,
    Unit,
)
from authoring.edition.profile import Profile, read_profile
from authoring.workbooks.layout import BLANK_TABLES, SPARE_ROWS
from authoring.workbooks.write_inputs import owners_of_item
from benchmarks.drafts import Draft, drawn
from benchmarks.outline import FULL, SMALL, Chapter, former, make_plan
from benchmarks.prose import BLANK_INDICATORS, LABELS, Prose, blank_indicators, make_indicators
from benchmarks.tables import SHAPES, blank_tables
from benchmarks.telling import length

__all__ = ["APPENDIX", "FORMER", "YEAR", "draft", "entered", "full_size", "profile", "small"]

YEAR = 2019
CHARACTERS = 170_000
SHARES = {
    "plan": Fraction(20, 100), "progress": Fraction(45, 100), "self": Fraction(13, 100), "viewpoint": Fraction(8, 100),
    "reason": Fraction(14, 100),
}  # fmt: skip
TABLES, INDICATORS = 100, 120
APPENDIX = (
    "届出の受付の状況", "審査の流れ(概念図)", "発送の件数の推移", "相談の体制", "納付の案内の計画", "記録の確認の状況",
    "調査の対象の内訳", "手続の電子化の歩み", "委託先の一覧",
)  # fmt: skip
FORMER = 24  # rated items of the former mid-term period
SPARE_KEYED = 4  # empty rows of each workbook of the Ministry
Home = tuple[str, str]  # item, owner
T = TypeVar("T", Table, Indicator)


def profile() -> Profile:
    """The profile of the project's own agency."""
    path = Path(__file__).parents[1] / "templates" / "profiles" / "nenkin.toml"
    made, problems = read_profile(path.read_text("utf-8"), path.name)
    if made is None:
        raise ValueError(str(problems))
    return made


def full_size(seed: int = 1, *, scale: Fraction | float = 1) -> Edition:
    """An edition of the size of the published document: 20 items, some 170,000 characters, 100 tables, 120 indicators.

    ``scale`` multiplies characters, tables and indicators; the items stay. ``ratings`` has the prior years' too, which
    come from past years in a workspace: ``entered`` leaves them out.
    """
    return draft(seed, scale).told(YEAR)


def small(seed: int = 1) -> Edition:
    """An edition of three items in which every shape of table stands once."""
    return _make(seed, SMALL, 9_000, len(SHAPES), 12, 4).told(YEAR)


def entered(edition: Edition) -> Edition:
    """The edition as its own input workbooks hold it: without the ratings of prior years."""
    return replace(edition, ratings=tuple(r for r in edition.ratings if r.year == edition.year))


def draft(seed: int = 1, scale: Fraction | float = 1) -> Draft:
    """A full-size edition as it is composed, not yet told for a year."""
    factor = Fraction(scale)
    tables, indicators = (max(1, int(each * factor)) for each in (TABLES, INDICATORS))
    return _make(seed, FULL, int(CHARACTERS * factor), tables, indicators, FORMER)


def _make(seed: int, chapters: Sequence[Chapter], characters: int, tables: int, indicators: int, before: int) -> Draft:
    rng = random.Random(seed)
    agency = profile()
    frame = Edition(YEAR, agency, make_plan(rng, chapters, int(characters * SHARES["plan"])), notice="架空")
    homes = _homes(frame)
    # Ⅵ and the like have neither figures nor tables of their own.
    busy = [h for h in homes if frame.entry[h[0]].rated != "none"]
    known = make_indicators(rng, sorted(_spread(rng, busy, indicators), key=homes.index), YEAR)
    drawn, shapes = _tables(rng, seed, busy, known, tables)
    writer = _Writer(Prose(rng), frame, known, drawn, characters)
    rows, keyed = writer.rows(), writer.keyed()
    rated = [i for i in frame.items if not i.rated]
    rater = agency.raters[0].id
    lineage, prior = former(rng, rated, rater, YEAR, before)
    ratings = tuple(Rating(i.id, YEAR, rater, rng.choice("AABBBBB")) for i in rated)
    years = (YEAR - 2, YEAR - 1, YEAR)
    made = replace(
        frame, rows=rows, keyed=keyed, ratings=(*prior, *ratings), lineage=lineage, years_shown=years,
        tables=tuple(_with_blanks(homes, drawn, lambda h, i: blank_tables(*h, tables + BLANK_TABLES * i + 1))),
        indicators=tuple(
            _with_blanks(homes, known, lambda h, i: blank_indicators(*h, indicators + BLANK_INDICATORS * i + 1))
        ),
        requests=tuple(_request(rng, frame, h, n + 1) for n, h in enumerate(busy)),
    )  # fmt: skip
    return Draft(seed, made, shapes)


def _homes(frame: Edition) -> list[Home]:
    """Item and owner of each department's workbook, in the order in which their contents are merged."""
    return [(item.id, owner) for item in frame.items for owner in owners_of_item(frame, item.id)]


def _with_blanks(homes: Sequence[Home], made: Sequence[T], blanks: Callable[[Home, int], list[T]]) -> Iterator[T]:
    """Workbook after workbook, what was made for it and then its blank ones."""
    for index, home in enumerate(homes):
        yield from (each for each in made if (each.item, each.owner) == home)
        yield from blanks(home, index)


def _spread(rng: random.Random, homes: Sequence[Home], count: int) -> list[Home]:
    """``count`` homes, each once before any has another."""
    found: list[Home] = []
    while len(found) < count:
        found += rng.sample(homes, len(homes))
    return found[:count]


def _tables(
    rng: random.Random, seed: int, homes: Sequence[Home], known: Sequence[Indicator], count: int
) -> tuple[list[Table], dict[str, str]]:
    names, made, shapes = list(SHAPES), [], {}
    for n, home in enumerate(_spread(rng, homes, count)):
        mine = [o for o in known if (o.item, o.owner) == home]
        identity = f"t{n + 1:03d}"
        shapes[identity] = names[n % len(names)]
        made.append(drawn(seed, shapes[identity], identity, home, mine, YEAR))
    return made, shapes


def _request(rng: random.Random, frame: Edition, home: Home, number: int) -> Request:
    """A request or commitment of last year; most are answered already, some declined, some not yet judged."""
    text = Prose(rng).plain("reason").removesuffix("している。") + "されたい。"
    targets = [u.id for u in frame.units if u.item == home[0] and u.answered and home[1] in u.owners]
    kind = rng.choice(("request", "commitment"))
    kept = rng.choice((True, True, True, None))
    answered = rng.choice(targets) if kept and targets and rng.random() < 0.85 else ""
    declined = "対象の制度が前年度で終わったため。" if kept and not answered else ""
    return Request(f"q{number:03d}", home[0], "", kind, text, home[1], kept, answered, declined)  # type: ignore[arg-type]


@dataclass
class _Writer:
    """Writes the typed columns. ``owed``: characters by column that the text so far is short of its share."""

    prose: Prose
    frame: Edition
    known: Sequence[Indicator]
    tables: Sequence[Table]
    characters: int
    owed: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))

    def rows(self) -> tuple[Row, ...]:
        """The rows of all units; each unit has spare ones up to eight for each of its owners."""
        drafts: list[tuple[Unit, str, list[tuple[list[str], list[str]]]]] = []
        plan = sum(length(e.text) for u in self.frame.units if u.answered for e in self._of(u)) or 1
        waiting = {o.id: o for o in self.known}
        for unit in (u for u in self.frame.units if u.answered):
            part = Fraction(sum(length(e.text) for e in self._of(unit)), plan)
            for n, owner in enumerate(unit.owners):
                share = part * Fraction(
                    *((1, 1) if len(unit.owners) == 1 else (6, 10) if n == 0 else (4, 10 * (len(unit.owners) - 1)))
                )
                for column in ("progress", "self"):
                    self.owed[column] += self.characters * SHARES[column] * share
                told = [o for o in waiting.values() if (o.item, o.owner) == (unit.item, owner)][:3]
                waiting = {i: o for i, o in waiting.items() if o not in told}
                drafts.append((unit, owner, self._unit(unit, told, lead=n == 0)))
        self._place_tables(drafts)
        made: list[Row] = []
        for unit, owner, pairs in drafts:
            for progress, own in [*pairs, *([([], [])] * (SPARE_ROWS - len(pairs)))]:
                texts = {"progress": "\n".join(progress), "self": "\n".join(own)}
                cells = {c: Cell(t) for c, t in texts.items() if t}
                made.append(Row(f"r{len(made) + 1:04d}", unit.id, owner, cells))
        return tuple(made)

    def _of(self, unit: Unit) -> Iterable[Entry]:
        return (self.frame.entry[e] for e in unit.entries)

    def _spend(self, column: str, lines: list[str], line: str) -> None:
        lines.append(line)
        self.owed[column] -= length(line)

    def _unit(self, unit: Unit, told: list[Indicator], *, lead: bool) -> list[tuple[list[str], list[str]]]:
        rng, prose = self.prose.rng, self.prose
        entry = self.frame.entry[unit.id]
        pairs: list[tuple[list[str], list[str]]] = []
        todo = list(told)
        if not told and self.owed["progress"] < 260 and rng.random() < 0.5:
            line = f"※取組状況は{{{{参照:{self._other(unit)}}}}}に記載"  # answered elsewhere: no self-evaluation either
            self.owed["progress"] -= len(line)
            return [([line], [])]
        while not pairs or self.owed["progress"] > 40:
            progress: list[str] = []
            if not pairs and lead and entry.kind == "heading" and rng.random() < 0.85:
                self._spend("progress", progress, f"{entry.number} {entry.text}")
            for _ in range(rng.randint(1, 4)):
                self._paragraph(progress, unit, todo)
            own: list[str] = []
            pairs.append((progress, own))
            if len(pairs) <= len(told) and not (rng.random() < 0.15 and len(told) > 1):
                self._spend("self", own, "〇" + prose.mention("self", told[len(pairs) - 1], typed=rng.random() < 0.5))
        for _, own in pairs:
            while self.owed["self"] > 40 and len(own) < 4:
                self._spend("self", own, rng.choice(("〇", "〇", "")) + prose.sentence("self"))
        return pairs

    def _paragraph(self, lines: list[str], unit: Unit, todo: list[Indicator]) -> None:
        """One paragraph of progress, with what now and then hangs on it: points, notes, a label, a box, references."""
        rng, prose = self.prose.rng, self.prose
        text = prose.mention("progress", todo.pop(0), typed=rng.random() < 0.3) if todo else prose.sentence("progress")
        if rng.random() < 0.5:
            text += prose.sentence("progress")
        kind = rng.random()
        mark = "〇" if kind < 0.8 or not lines else rng.choice(("", "・", "① "))
        self._spend("progress", lines, mark + text)
        extra = rng.random()
        more: list[str] = []
        if extra < 0.1:
            more = ["・" + prose.sentence("progress") for _ in range(rng.randint(1, 3))]
        elif extra < 0.16:
            more = [prose.note()]
        elif extra < 0.2:
            more = [rng.choice(LABELS), "・" + prose.sentence("progress")]
        elif extra < 0.225:
            more = [*prose.glossary(), "〇" + prose.sentence("progress")]
        elif extra < 0.265:
            n = rng.randint(1, len(APPENDIX))
            more = [
                rng.choice(
                    (f"【{{{{別表:{n}}}}}】", f"【別表{n}:{APPENDIX[n - 1]}】", f"【別表{n}:{APPENDIX[n - 1]}】")
                )
            ]
        elif extra < 0.305:
            more = [self._reference(self._other(unit))]
        for line in more:
            self._spend("progress", lines, line)

    def _reference(self, target: str) -> str:
        """A sentence that refers to another heading, by its id or as people type it."""
        number, title = self.frame.printed_number(target), self.frame.entry[target].text
        forms = (
            f"なお、ほかの状況は、{{{{参照:{target}}}}}「{{{{参照:{target}:表題}}}}」に記載しました。",
            f"※詳しくは「{number} {title}」に記載しています。",
            f"なお、その結果は、{number}「{title}」に記載のとおりです。",
            f"※手順は{number}を参照。",
        )
        return self.prose.rng.choice(forms)

    def _other(self, unit: Unit) -> str:
        """A numbered heading of another unit."""
        headings = [u.id for u in self.frame.units if u.id != unit.id and self.frame.entry[u.id].kind == "heading"]
        return self.prose.rng.choice(headings)

    def _place_tables(self, drafts: Sequence[tuple[Unit, str, list[tuple[list[str], list[str]]]]]) -> None:
        """Each table once, between two paragraphs or behind them, some with a note below; the first in two items."""
        rng = self.prose.rng
        for n, table in enumerate(self.tables):
            places = [d for d in drafts if (d[0].item, d[1]) == (table.item, table.owner)]
            elsewhere = [d for d in drafts if d[0].item != table.item]
            for _, _, pairs in [rng.choice(places), *([rng.choice(elsewhere)] if n == 0 and elsewhere else [])]:
                lines = rng.choice(pairs)[0]
                words = [f"{{{{表:{table.name}}}}}", *([self.prose.note()] if rng.random() < 0.3 else [])]
                at = rng.randint(1, len(lines))
                if "" in lines:  # a glossary box reaches to its empty line, and would swallow a note
                    at = len(lines)
                lines[at:at] = words

    def keyed(self) -> tuple[Keyed, ...]:
        """Viewpoints and reasons: first those of the item as a whole, then some keyed to its units, then spare rows."""
        plan = sum(length(e.text) for e in self.frame.entries if e.id in self.frame.item_of) or 1
        made: list[Keyed] = []
        for item in self.frame.items:
            part = Fraction(sum(length(e.text) for e in self.frame.entries_of(item.id)), plan)
            for column in ("viewpoint", "reason"):
                self.owed[column] += self.characters * SHARES[column] * part
            told = [o for o in self.known if o.item == item.id]
            units = [
                u.id
                for u in self.frame.units
                if u.item == item.id and u.id != item.id and self.frame.entry[u.id].number
            ]
            keys = [item.id, *units[: self.prose.rng.randint(0, 3)]]
            for n, key in enumerate(keys):
                texts = {
                    column: self._assessment(column, told, Fraction(1, len(keys) - n), last=n + 1 == len(keys))
                    for column in ("viewpoint", "reason")
                }
                made.append(self._keyed(len(made), item, key, {c: Cell(t) for c, t in texts.items() if t}))
            for _ in range(SPARE_KEYED):
                made.append(self._keyed(len(made), item, item.id, {}))
        return tuple(made)

    @staticmethod
    def _keyed(before: int, item: Entry, key: str, cells: dict[str, Cell]) -> Keyed:
        return Keyed(f"v{before + 1:04d}", item.id, key, cells)

    def _assessment(self, column: str, told: Sequence[Indicator], part: Fraction, *, last: bool) -> str:
        rng, prose = self.prose.rng, self.prose
        lines: list[str] = []
        rest = self.owed[column] * (1 - part)
        if column == "viewpoint" and told and rng.random() < 0.5:
            self._spend(column, lines, "【主な数値目標】")
            for kana, one in zip("アイウ", told, strict=False):
                self._spend(column, lines, f"{kana} {one.name}:前年度の実績を上回る水準")
        while not lines or self.owed[column] - rest > 30:
            mention = column == "reason" and told and rng.random() < 0.35
            text = (
                prose.mention(column, rng.choice(told), typed=rng.random() < 0.6) if mention else prose.sentence(column)
            )
            self._spend(column, lines, (rng.choice(("〇", "〇", "〇", "・")) if lines else "〇") + text)
        if column == "reason" and last:
            self._spend(column, lines, "〇" + prose.plain(column).removesuffix("している。") + "されたい。")
        return "\n".join(lines)
