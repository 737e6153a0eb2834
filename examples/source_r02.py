"""The example edition of 令和2年度: last year's frame (``next_year``), three items filled from ``examples/source/r02``.

Sentences and figures are invented (架空). A source names what it fills as a person would: units and entries by number,
indicators and tables by name, rows and columns by label ("資格取得届/紙媒体/R2.4") or id.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from authoring.archive.roll import next_year, with_spares
from authoring.archive.windows import roll_words
from authoring.edition.blocks import Snapshot
from authoring.edition.model import (
    Axis,
    Cell,
    Edition,
    Entry,
    Indicator,
    Keyed,
    Rating,
    Request,
    Row,
    Table,
    TableCell,
    Target,
    Value,
)  # fmt: skip
from authoring.edition.references import bind
from authoring.files.texts import match_key

__all__ = ["edition_r02"]

SOURCE = Path(__file__).resolve().parent / "source" / "r02"
NOTICE = "架空(見本のために作った値と文です)"
YEAR = 2020
CHAPTERS = "ⅠⅡⅢⅣⅤⅥ"


def edition_r02(old: Edition, past: Snapshot) -> Edition:
    """The edition made of last year's (as entered and as printed): the plan mended, then each file's item filled."""
    edition = replace(next_year(old, YEAR, past), notice=NOTICE)
    plan = tomllib.loads((SOURCE / "00-plan.toml").read_text("utf-8"))["plan"]
    edition = replace(edition, entries=tuple(_entry(edition, e, plan) for e in edition.entries))
    # What a person mends by hand: the year in the titles of statements and appendix, and in 「…との比較」.
    places = tuple(replace(p, title=_later(p.title)) for p in edition.places)
    edition = replace(edition, places=places, tables=tuple(_compared(t) for t in edition.tables))
    for path in sorted(SOURCE.glob("[1-9]*.toml")):
        chapter, _, number = path.stem.partition("-")
        item = "-".join(filter(None, (CHAPTERS[int(chapter) - 1], number)))
        edition = _filled(edition, item, tomllib.loads(path.read_text("utf-8")))
    return with_spares(edition)


def _later(words: str) -> str:
    for year in (YEAR - 1, YEAR - 2):  # the later one first, else it would be moved twice
        words = roll_words(words, str(year), str(year + 1))
    return words


def _compared(table: Table) -> Table:
    columns = (
        replace(c, labels=tuple(_later(x) if x.endswith("との比較") else x for x in c.labels)) if not table.item else c
        for c in table.columns
    )
    return replace(table, columns=tuple(columns))


def _entry(edition: Edition, entry: Entry, plan: list[Mapping[str, str]]) -> Entry:
    """An entry of the plan with the words that the new plan has for it."""
    for one in plan:
        section = f"{one['item']}-{one['key']}" if "key" in one else ""
        item = edition.item_of.get(entry.id)
        if item is None or edition.printed_number(item) != one["item"] or not entry.text.startswith(one["old"]):
            continue
        if not section or edition.printed_number(entry.id).startswith(section):
            return replace(entry, text=one["text"])
    return entry


def _filled(edition: Edition, item: str, data: Mapping[str, Any]) -> Edition:
    numbers: dict[str, str] = {}
    for e in edition.entries:
        if e.number:
            numbers.setdefault(match_key(edition.printed_number(e.id)), e.id)

    def entry(key: str) -> str:
        return numbers[match_key(f"{item}-{key}" if key else item)]

    rows, keyed = list(edition.rows), list(edition.keyed)
    for answer in data["answer"]:
        _answer(rows, entry(answer["unit"]), _cells(answer, ("progress", "self"), numbers))
    for one in data["keyed"]:
        _key(keyed, entry(one["key"]), _cells(one, ("viewpoint", "reason"), numbers))
    values = {one["indicator"]: one for one in data.get("value", ())}
    home = entry("")
    unknown = set(values) - {i.name for i in edition.indicators if i.item == home}
    if unknown:
        raise KeyError(f"{item}: {unknown}")
    answers = {one["old"]: entry(one["answered_in"]) for one in data.get("request", ())}
    by = edition.profile.raters[0].id
    return replace(
        edition, rows=tuple(rows), keyed=tuple(keyed),
        tables=tuple(_table(t, data) if t.item == home else t for t in edition.tables),
        indicators=tuple(_indicator(i, values[i.name]) if i.name in values else i for i in edition.indicators),
        requests=tuple(_request(r, answers) if r.item == home else r for r in edition.requests),
        ratings=(*edition.ratings, Rating(home, YEAR, by, data["rating"])),
    )  # fmt: skip


def _request(request: Request, answers: Mapping[str, str]) -> Request:
    """A request that is answered this year is kept, with the entry that answers it."""
    place = next((place for old, place in answers.items() if request.text.startswith(old)), "")
    return replace(request, kept=True, answered_in=place) if place else request


def _cells(source: Mapping[str, str], columns: tuple[str, ...], numbers: Mapping[str, str]) -> dict[str, Cell]:
    return {c: Cell(bind(source[c].strip(), numbers)) for c in columns if source.get(c, "").strip()}


def _answer(rows: list[Row], unit: str, cells: Mapping[str, Cell]) -> None:
    """Into the first empty row of the unit: the row that answered it last year too."""
    at = next(i for i, r in enumerate(rows) if r.unit == unit and not r.filled)
    rows[at] = replace(rows[at], cells=cells)


def _key(keyed: list[Keyed], key: str, cells: Mapping[str, Cell]) -> None:
    at = next(i for i, k in enumerate(keyed) if k.key == key and not k.cells)
    keyed[at] = replace(keyed[at], cells=cells)


def _indicator(one: Indicator, source: Mapping[str, Any]) -> Indicator:
    exact = Decimal(source["exact"]) if "exact" in source else None
    value = Value(Decimal(source["value"]), exact, source.get("status", "確定"), source.get("source", ""))
    target = None
    if "target" in source:
        target = Target(Decimal(source["target"]), source.get("comparator", "≧"), source.get("base", ""))
    aliases = tuple(source.get("aliases", one.aliases))
    return replace(one, aliases=aliases, values={**one.values, source.get("at", str(YEAR)): value}, target=target)


def _table(table: Table, data: Mapping[str, Any]) -> Table:
    """The table with its labels and cells as the source says; a row without labels is cleared."""
    changed = {one["id"]: one for one in data.get("axis", ()) if one["table"] == table.name}
    rows = tuple(_axis(a, changed.get(a.id)) for a in table.rows)
    columns = tuple(_axis(a, changed.get(a.id)) for a in table.columns)
    cleared = {name for name, one in changed.items() if not one["labels"]}
    cells = {at: cell for at, cell in table.cells.items() if not cleared & set(at)}
    for one in data.get("cell", ()):
        if one["table"] == table.name:
            cells[_find(rows, one["row"]), _find(columns, one["column"])] = TableCell(one["text"])
    return replace(table, rows=rows, columns=columns, cells=cells)


def _axis(axis: Axis, source: Mapping[str, Any] | None) -> Axis:
    if source is None:
        return axis
    if not source["labels"]:
        return Axis(axis.id, ())
    role, meaning = source.get("role", axis.role), source.get("meaning", axis.meaning)
    return replace(axis, labels=tuple(source["labels"]), role=role, meaning=meaning)


def _find(axes: tuple[Axis, ...], name: str) -> str:
    """The id of a row or column by its id or its only labels."""
    found = [a.id for a in axes if a.id == name] or [a.id for a in axes if "/".join(a.labels) == name]
    if len(found) != 1:
        raise KeyError(f"{name}: {found}")
    return found[0]
