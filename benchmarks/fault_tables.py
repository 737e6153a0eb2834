"""Faults in tables, indicators, requests and the plan's outline."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial

from authoring.edition.model import Edition, Indicator, Table
from authoring.edition.periods import value_in_year
from authoring.edition.quantities import format_number
from benchmarks.fault_field import Field
from benchmarks.faults import Plant, Spot, with_cells, with_entry, with_request, with_value
from benchmarks.generate import YEAR
from benchmarks.witness import Relation, figure, printed, relations

__all__ = ["TABLES", "replaced"]

At = tuple[str, str]
_FULL = str.maketrans("0123456789", "".join(chr(0xFF10 + n) for n in range(10)))


def _cells(kind: int, table: Table, at: At, texts: Mapping[At, str], also: frozenset[At] = frozenset()) -> Plant:
    """A plant in a table; ``also``: cells that the only broken relation can't tell from it."""
    told = " ".join(f"{table.cells[a].text} -> {text}" for a, text in texts.items())
    spots = tuple(Spot("cell", (table.id, *a)) for a in sorted(also - {at}))
    edit = partial(with_cells, table=table.id, texts=texts)
    return Plant(kind, Spot("cell", (table.id, *at)), edit, f"{table.name}: {told}", also=spots)


def replaced(text: str, value: Fraction) -> str:
    """The text with another first number, printed with as many decimals."""
    found = re.search(r"[▲△−+]?([0-9][0-9,]*(?:\.[0-9]+)?)", text)
    if found is None:
        raise ValueError(text)
    decimals = len(found[1].partition(".")[2])
    number = Decimal(value.numerator) / Decimal(value.denominator)
    minus = "−" if "−" in text else "▲"
    shown = format_number(number, decimals, sign=minus, plus=found[0][0] == "+" or found[0][0] in "▲△−")
    return text[: found.start()] + shown + text[found.end() :]


def _broken(table: Table, texts: Mapping[At, str]) -> list[Relation]:
    all_texts = {**printed(table), **texts}
    return [r for r in relations(table) if r.off(all_texts)]


def _changed(kind: int, table: Table, at: At, new: str) -> Plant | None:
    """A plant where a relation of the table notices; where only one does, its other cells may be named instead."""
    broken = _broken(table, {at: new})
    if not broken:
        return None
    common = frozenset.intersection(*(r.cells() for r in broken))
    return _cells(kind, table, at, {at: new}, common)


def digit(field: Field) -> Iterator[Plant]:
    """One digit of a figure is another."""
    for table, _ in field.tables:
        texts = printed(table)
        places = sorted({at for r in relations(table) for at in r.cells()})
        field.rng.shuffle(places)
        for at in places:
            text = texts[at]
            n = field.rng.choice([i for i, sign in enumerate(text) if sign.isascii() and sign.isdigit()])
            new = text[:n] + field.rng.choice([d for d in "123456789" if d != text[n]]) + text[n + 1 :]
            plant = _changed(1, table, at, new)
            if plant:
                yield plant
                break


def old_total(field: Field) -> Iterator[Plant]:
    """A part has become another and its total has not."""
    for table, _ in field.tables:
        shape, rows, columns = (
            field.shape(table),
            {r.id: r for r in table.rows},
            [c.id for c in table.columns if c.used],
        )
        totals = [r for r in rows.values() if r.role == "total"]
        if shape == "時点の比較":
            at, total, column = (totals[0].of[-1], columns[-1]), totals[0].id, columns[-1]
        elif shape == "繰越し":
            at, total, column = ("r2", columns[-1]), "r4", columns[-1]
        elif shape == "予算と決算":
            at, total, column = ("r3", "c2"), "r1", "c2"
        else:
            continue
        old = figure(table.cells[at].text)
        if old is None:
            continue
        new = old * field.rng.randint(104, 118) // 100
        texts = {at: replaced(table.cells[at].text, Fraction(new))}
        if shape == "予算と決算":
            left = figure(table.cells["r3", "c1"].text) or Fraction(0)
            texts["r3", "c3"] = replaced("▲0", left - new).lstrip("+")
        also = frozenset({("r1", "c3"), ("r5", "c2")}) if shape == "予算と決算" else frozenset()
        plant = _cells(3, table, (total, column), texts, also)
        if any(r.of == (total, column) for r in _broken(table, texts)):
            yield plant


def unsigned(field: Field) -> Iterator[Plant]:
    """A change is printed without its ▲."""
    for table, _ in field.tables:
        places = [at for at, text in printed(table).items() if re.search("[▲△−][0-9]", text)]
        field.rng.shuffle(places)
        for at in places:
            plant = _changed(4, table, at, re.sub("[▲△−](?=[0-9])", "", table.cells[at].text, count=1))
            if plant:
                yield plant
                break


def percent(field: Field) -> Iterator[Plant]:
    """A change in points is called %, or the other way round."""
    for table, _ in field.tables:
        ways = {at: ("ポイント", "%") for at, text in printed(table).items() if "ポイント" in text}
        change = {c.id for c in table.columns if c.role == "change"}
        relative = {r.id for r in table.rows if r.meaning == "relative"}
        for at, text in printed(table).items():
            if at[0] in relative and at[1] in change and text.endswith("%"):
                ways[at] = ("%", "ポイント")
        if not ways or (field.shape(table) in ("世代別", "長期の推移") and field.rng.random() < 0.5):
            continue
        at = field.rng.choice(sorted(ways))
        yield _cells(5, table, at, {at: table.cells[at].text.replace(*ways[at])}, _only(table, at))


def _only(table: Table, at: At) -> frozenset[At]:
    return next((r.cells() for r in relations(table) if r.of == at), frozenset())


def moved_point(field: Field) -> Iterator[Plant]:
    """The decimal point of a figure stands one place further."""
    for table, _ in field.tables:
        places = sorted({at for r in relations(table) for at in r.cells() if "." in table.cells[at].text})
        field.rng.shuffle(places)
        for at in places:
            new = re.sub(r"(\d)\.(\d)", field.rng.choice((r".\1\2", r"\1\2")), table.cells[at].text, count=1)
            new = re.sub(r"(?<!\d)\.", "0.", new)
            plant = _changed(7, table, at, new)
            if plant:
                yield plant
                break


def last_cell(field: Field) -> Iterator[Plant]:
    """This year's cell still has last year's figure."""
    for table, _ in field.tables:
        periods = {c.period: c.id for c in table.columns}
        now, then = periods.get(str(YEAR)), periods.get(str(YEAR - 1))
        rows = [r.id for r in table.rows if now and then and (r.id, now) in table.cells and (r.id, then) in table.cells]
        field.rng.shuffle(rows)
        for row in rows:
            plant = _changed(8, table, (row, str(now)), table.cells[row, str(then)].text)
            if plant:
                yield plant
                break


def restated(field: Field) -> Iterator[Plant]:
    """A figure of a prior year is not what last year's edition said; the table itself agrees with it."""
    for table, old in field.tables:
        shape = field.shape(table)
        if shape not in ("三段の見出し", "年度の比較", "今年度が先", "長期の推移", "複合の値"):
            continue
        before = {c.period: c.id for c in old.columns if c.used}
        places = [
            (row.id, c.id)
            for row in table.rows for c in table.columns
            if c.period.isdigit() and int(c.period) < YEAR and c.period in before and row.role == "value"
            and (row.id, before[c.period]) in old.cells and (row.id, c.id) in printed(table)
            and (shape != "三段の見出し" or c.id == next(k.id for k in table.columns if k.labels == c.labels))
        ]  # fmt: skip
        places = [at for at in places if figure(table.cells[at].text)]
        if not places:
            continue
        at = field.rng.choice(places)
        value = figure(table.cells[at].text) or Fraction(1)
        texts = {at: replaced(table.cells[at].text, value * field.rng.choice((103, 96, 108)) / 100)}
        texts |= _mended(table, texts)
        if texts[at] != table.cells[at].text and not _broken(table, texts):
            yield _cells(9, table, at, texts)


def _mended(table: Table, texts: Mapping[At, str]) -> dict[At, str]:
    """The changes beside a figure, as they are for another figure."""
    now = {**printed(table), **texts}
    found = {}
    for r in relations(table):
        if r.of in texts or not r.cells() & texts.keys():
            continue
        (_, a), (_, b) = r.parts
        x, y = figure(now[a]) or Fraction(0), figure(now[b]) or Fraction(1)
        value = x - y if r.kind == "points" else x * 100 / y - (100 if r.kind == "relative" else 0)
        text = now[r.of]
        found[r.of] = replaced("+" + text.lstrip("▲△−+") if not text.startswith("(") else text, value)
    return found


def _mentions(field: Field) -> dict[str, tuple[Spot, ...]]:
    """The cells in which each indicator's figures are typed, by its name."""
    found: dict[str, list[Spot]] = defaultdict(list)
    for line in field.lines:
        for _, words in line.places():
            if words[0] in ("t", "tw", "rate"):
                found[words[1]].append(line.spot)
            elif words[0] != "way" and words[1:2] == ["i"]:
                found[words[2]].append(line.spot)
    for table, _ in field.tables:
        changes = [c.id for c in table.columns if c.role == "change"]
        for row in table.rows:
            found[row.indicator] += [Spot("cell", (table.id, row.id, c)) for c in changes if (row.id, c) in table.cells]
    return {name: tuple(dict.fromkeys(spots)) for name, spots in found.items() if name}


def _indicators(field: Field) -> Iterator[tuple[Indicator, str, Decimal, tuple[Spot, ...]]]:
    known = _mentions(field)
    for one in field.now.indicators:
        period, held = value_in_year(one, YEAR)
        mentions = known.get(one.name, ())
        if period and held and mentions:
            yield one, period, held.value, mentions


def moved_value(field: Field) -> Iterator[Plant]:
    """The decimal point of an indicator's value."""
    for one, period, value, mentions in _indicators(field):
        new = value * (10 if field.rng.random() < 0.5 else Decimal("0.1"))
        if one.decimals == 0:
            new = value * 10
        yield _value(7, one, period, value, new.quantize(Decimal(1).scaleb(-one.decimals)), mentions)


def last_year(field: Field) -> Iterator[Plant]:
    """An indicator still has last year's value."""
    for one, period, value, mentions in _indicators(field):
        _, old = value_in_year(one, YEAR - 1)
        if old and old.value != value:
            yield _value(8, one, period, value, old.value, mentions)


def _value(kind: int, one: Indicator, period: str, old: Decimal, new: Decimal, mentions: tuple[Spot, ...]) -> Plant:
    edit: Callable[[Edition], Edition] = partial(with_value, indicator=one.id, period=period, value=new)
    return Plant(kind, Spot("value", (one.id, period)), edit, f"{one.name} {period}: {old} -> {new}", also=mentions)


def unanswered(field: Field) -> Iterator[Plant]:
    """A request that a person kept is neither answered nor declined."""
    for asked in field.now.requests:
        if asked.kept and (asked.answered_in or asked.declined):
            edit = partial(with_request, request=asked.id, answered_in="", declined="")
            yield Plant(15, Spot("request", (asked.id,)), edit, asked.text)


def numbering(field: Field) -> Iterator[Plant]:
    """The last heading below another skips a number or doubles the one before."""
    below: dict[str | None, list[str]] = defaultdict(list)
    for e in field.now.entries:
        if e.kind == "heading" and not e.item and re.fullmatch(r"\(\d+\)", e.number):  # of items, workbooks are named
            below[e.parent].append(e.id)
    for ids in below.values():
        if len(ids) < 3:
            continue
        last = field.now.entry[ids[-1]]
        new = len(ids) + field.rng.choice((-1, 1))
        number = last.number.replace(str(len(ids)), str(new))
        edit: Callable[[Edition], Edition] = partial(with_entry, entry=last.id, number=number)
        yield Plant(19, Spot("number", (last.id,)), edit, f"{last.number} -> {number}")


def wide(field: Field) -> Iterator[Plant]:
    """A digit of a table in full width."""
    for table, _ in field.tables:
        if field.rng.random() < 0.2:
            at = field.rng.choice(sorted(printed(table)))
            text = table.cells[at].text
            yield _cells(20, table, at, {at: re.sub(r"\d+", lambda m: m[0].translate(_FULL), text, count=1)})


TABLES = {
    1: (digit,), 3: (old_total,), 4: (unsigned,), 5: (percent,), 7: (moved_point, moved_value),
    8: (last_cell, last_year), 9: (restated,), 15: (unanswered,), 19: (numbering,), 20: (wide,),
}  # fmt: skip
