"""The example edition of 令和元年度 and the past years before it, from ``examples/source/r01``.

The figures, names, titles and ratings are published ones; every sentence is ours (見本).
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from source_r01_annex import annex

from authoring.archive.roll import Mint
from authoring.edition.blocks import Snapshot
from authoring.edition.model import (
    Axis,
    Cell,
    Edition,
    Entry,
    Indicator,
    Keyed,
    Lineage,
    Rating,
    Row,
    Table,
    TableCell,
    Target,
    Value,
)  # fmt: skip
from authoring.edition.periods import fiscal_year_of_period
from authoring.edition.profile import Profile, read_profile
from authoring.edition.rating_list import rating_counts
from authoring.edition.references import bind
from authoring.edition.summaries import indicator_records
from authoring.files.texts import match_key

__all__ = ["PROFILE", "edition_r01", "past_year", "profile"]

TOP = Path(__file__).resolve().parent
SOURCE = TOP / "source" / "r01"
PROFILE = TOP.parent / "templates" / "profiles" / "nenkin.toml"
NOTICE = "見本(文はこの道具の作者によるもので、日本年金機構の文ではありません)"
YEAR = 2019
ROMAN = "ⅠⅡⅢⅣⅤⅥ"


def profile() -> Profile:
    """The built-in profile of the example."""
    found, problems = read_profile(PROFILE.read_text("utf-8"), PROFILE.name)
    if found is None:
        raise SystemExit(problems[0].message)
    return found


class Maker:
    """Gathers the source files into one edition; ids are minted in the order of the plan."""

    def __init__(self) -> None:
        self.mint = Mint([])
        self.entries: list[Entry] = []
        self.rows: list[Row] = []
        self.keyed: list[Keyed] = []
        self.tables: list[Table] = []
        self.indicators: list[Indicator] = []
        self.ratings: list[Rating] = []
        self.pending: list[tuple[str, dict[str, Any], dict[str, str]]] = []

    def number(self, e: Entry) -> str:
        """Ⅰ-2-(1)."""
        return Edition(YEAR, profile(), tuple(self.entries)).printed_number(e.id)

    def chapter(self, number: str, title: str) -> None:
        """A chapter and, in order, its items."""
        index = ROMAN.index(number) + 1
        own = SOURCE / f"{index}.toml"
        if own.exists():
            self.item(tomllib.loads(own.read_text("utf-8")), None)
            return
        chapter = Entry(self.mint("e"), None, 1, number, "heading", title)
        self.entries.append(chapter)
        for path in sorted(SOURCE.glob(f"{index}-*.toml"), key=lambda p: int(p.stem.split("-")[1])):
            self.item(tomllib.loads(path.read_text("utf-8")), chapter)

    def item(self, data: dict[str, Any], chapter: Entry | None) -> None:
        """An item's plan; its texts wait until every entry has its id."""
        relative: dict[str, str] = {}
        above: list[Entry] = [chapter] if chapter else []
        owners_of = {match_key(k): v for k, v in data.get("unit_owners", {}).items()}
        head: Entry | None = None
        for line in data["plan"].strip().splitlines():
            if line.startswith("#"):
                continue
            level, number, kind, unit, text = (part.strip() for part in line.split("|", 4))
            above = [h for h in above if h.level < int(level)]
            first = head is None
            inner = [h.number for h in above if head and h.level > head.level]
            key = "-".join([*inner, number]) if number and not first else ""
            e = Entry(
                self.mint("e"), above[-1].id if above else None, int(level), number,
                "heading" if kind == "見" else "paragraph", text, unit == "〇",
                tuple(data["owners"]) if first else tuple(owners_of.get(match_key(key), ())) if unit == "〇" else (),
            )  # fmt: skip
            if first:
                rated = data.get("rated", "")
                if rated not in ("", "none"):
                    rated = next(x.id for x in self.entries if x.number == rated)
                e = replace(e, item=True, rated=rated, list_title=data.get("list_title", ""),
                            contents_title=data.get("contents_title", ""))  # fmt: skip
                if unit == "〇" and "" in owners_of:
                    e = replace(e, owners=tuple(owners_of[""]))
                head = e
                relative[""] = e.id
            elif number:
                relative.setdefault(match_key(key), e.id)
            self.entries.append(e)
            if kind == "見":
                above.append(e)
        if head is None:
            raise SystemExit(data)
        self.pending.append((head.id, data, relative))

    def fill(self) -> Edition:
        """Every text, table and figure in its place."""
        frame = Edition(YEAR, profile(), tuple(self.entries))
        numbers = {match_key(frame.printed_number(e.id)): e.id for e in self.entries if e.number}
        for item, data, relative in self.pending:
            owner_of_item = data["owners"][0]
            for answer in data.get("answer", ()):
                unit = relative[match_key(answer.get("unit", ""))]
                owner = answer.get("owner", frame.owners_of(unit)[0])
                cells = {
                    c: Cell(bind(answer[c].strip(), numbers)) for c in ("progress", "self") if answer.get(c, "").strip()
                }
                self.rows.append(Row(self.mint("r"), unit, owner, cells))
            for keyed in data.get("keyed", ()):
                cells = {
                    c: Cell(bind(keyed[c].strip(), numbers))
                    for c in ("viewpoint", "reason")
                    if keyed.get(c, "").strip()
                }
                self.keyed.append(Keyed(self.mint("v"), item, relative[match_key(keyed.get("key", ""))], cells))
            owners = self._owners(frame, item, owner_of_item)
            for one in data.get("indicator", ()):
                self.indicators.append(self.indicator(one, item, owners[0]))
            for table in data.get("table", ()):
                self.tables.append(self.table(table, item, table.get("owner", owners[0])))
            if data.get("rating"):
                self.ratings.append(Rating(item, YEAR, frame.profile.raters[0].id, data["rating"]))
        lineage, _ = self.lineage(numbers)
        behind = annex(self.mint, self.table)
        return replace(
            frame, rows=(*self.rows, *behind.rows), keyed=tuple(self.keyed), tables=(*self.tables, *behind.tables),
            indicators=tuple(self.indicators), ratings=tuple(self.ratings), lineage=lineage,
            years_shown=(2017, 2018, 2019), notice=NOTICE, places=behind.places,
        )  # fmt: skip

    @staticmethod
    def _owners(frame: Edition, item: str, fallback: str) -> list[str]:
        return [o for u in frame.units if u.item == item for o in u.owners] or [fallback]

    def indicator(self, data: dict[str, Any], item: str, owner: str) -> Indicator:
        """An indicator with its published values; this year's carries the status and the source."""
        exact = data.get("exact", {})
        values = {}
        for period, value in data["values"].items():
            now = fiscal_year_of_period(period) == YEAR
            values[period] = Value(
                Decimal(value), Decimal(exact[period]) if period in exact else None,
                data.get("status", "") if now else "", data.get("source", "") if now else "",
            )  # fmt: skip
        target = None
        if data.get("target"):
            target = Target(Decimal(data["target"]), data.get("comparator", "≧"), data.get("base", ""))
        return Indicator(
            self.mint("m"), item, owner, data["name"], tuple(data.get("aliases", ())), data.get("unit", ""),
            int(data.get("decimals", 0)), data.get("good", ""), values, target,
        )  # fmt: skip

    def table(self, data: dict[str, Any], item: str, owner: str) -> Table:
        """A table; cells that show an indicator are not typed."""
        columns = tuple(axis(c, f"c{i}") for i, c in enumerate(data["columns"], 1))
        rows = tuple(axis(r, f"r{i}") for i, r in enumerate(data["rows"], 1))
        cells = {}
        for row, source in zip(rows, data["rows"], strict=True):
            for column, text in zip(columns, source["cells"], strict=True):
                if text and not ((row.indicator or column.indicator) and _shows(row, column)):
                    cells[row.id, column.id] = TableCell(text)
        return Table(
            self.mint("t"), data["name"], item, owner, data.get("caption", ""), data.get("corner", ""),
            data.get("unit", ""), rows=rows, columns=columns, cells=cells,
        )  # fmt: skip

    def lineage(self, numbers: dict[str, str]) -> tuple[tuple[Lineage, ...], list[dict[str, Any]]]:
        """対応表 of the two years: former items kept in 平成30, and what became of them in 令和元."""
        former = tomllib.loads((SOURCE / "former.toml").read_text("utf-8"))["item"]
        kept = [Lineage(2018, f["id"], f["id"], "kept", f["title"]) for f in former]
        made = []
        for f in former:
            for number in f["becomes"]:
                new = numbers[match_key(number)]
                several = sum(number in g["becomes"] for g in former) > 1
                title = next(e.text for e in self.entries if e.id == new)
                kind = "merged" if several else ("kept" if match_key(title) == match_key(f["title"]) else "renamed")
                made.append(Lineage(2019, f["id"], new, kind, f["title"]))  # type: ignore[arg-type]
        return (*kept, *made), former


def _shows(row: Axis, column: Axis) -> bool:
    from authoring.edition.lookup import linked

    return linked(row, column) is not None


def axis(data: dict[str, Any], name: str) -> Axis:
    """A row or column of a table; labels lose what is empty at their end."""
    labels = list(data.get("labels", ()))
    while labels and not labels[-1]:
        labels.pop()
    return Axis(
        name, tuple(labels), data.get("role", "value"), data.get("meaning", ""), tuple(data.get("of", ())),
        data.get("indicator", ""), data.get("period", ""), int(data.get("level", 0)),
    )  # fmt: skip


def edition_r01() -> Edition:
    """The example edition, without spare rows."""
    maker = Maker()
    outline = tomllib.loads((SOURCE / "00-outline.toml").read_text("utf-8"))
    for chapter in outline["chapter"]:
        maker.chapter(chapter["number"], chapter["title"])
    return maker.fill()


def past_year(edition: Edition, year: int) -> Snapshot:
    """A former year: its 24 rated items and the figures that the document of 令和元年度 prints for it."""
    former = tomllib.loads((SOURCE / "former.toml").read_text("utf-8"))["item"]
    chapters = [e for e in edition.entries if e.level == 1]
    outline: list[Entry] = []
    for chapter in chapters:
        # A chapter that is an item itself is one of the former items under its own id.
        own = [f for f in former if f["chapter"] == chapter.number]
        if chapter.item:
            outline += [Entry(f["id"], None, 1, chapter.number, "heading", f["title"], item=True) for f in own]
            continue
        outline.append(replace(chapter, origin=None, owners=()))
        outline += [
            Entry(f["id"], chapter.id, 2, f"{n}.", "heading", f["title"], item=True) for n, f in enumerate(own, 1)
        ]
    by = edition.profile.raters[0].id
    letters = edition.profile.raters and edition.profile.scale_of(by).letters
    ratings = tuple(Rating(f["id"], y, by, f[f"h{y - 1988}"]) for y in (2017, 2018) if y <= year for f in former)
    shown = tuple(y for y in (2017, 2018) if y <= year)
    known = []
    for one in edition.indicators:
        values = {p: v for p, v in one.values.items() if fiscal_year_of_period(p) == year}
        if values:
            known.append(replace(one, values=values, target=None))
    lineage = tuple(x for x in edition.lineage if x.year <= year)
    return Snapshot(
        year=year, profile=edition.profile, outline=tuple(outline), items={e.id: () for e in outline if e.item},
        ratings=ratings, lineage=lineage, counts=tuple(rating_counts(ratings, shown, letters, by)),
        indicators=tuple(indicator_records(replace(edition, year=year, indicators=tuple(known)))),
    )  # fmt: skip
