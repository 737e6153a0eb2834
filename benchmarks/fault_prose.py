"""Faults in sentences: swapped digits, units, points, years, words of comparison, references, signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial

from authoring.edition.years import fiscal_year_name
from benchmarks.fault_field import Field, Line
from benchmarks.faults import Plant, Spot, with_line
from benchmarks.generate import APPENDIX
from benchmarks.witness import figure, slack

__all__ = ["PROSE"]

_UP = re.compile("上回|増|上昇|伸び")
_FULL = str.maketrans("0123456789", "".join(chr(0xFF10 + n) for n in range(10)))


def _plant(field: Field, kind: int, line: Line, told: str) -> Plant:
    was = field.teller.tell(line.composed)
    return Plant(kind, line.spot, partial(with_line, spot=line.spot, index=line.index, line=told), f"{was} -> {told}")


def _settled(line: Line, key: list[str]) -> bool:
    """Whether the line itself, or the indicator that it names, settles what a figure must be."""
    if key[1] == "i":
        return key[0] in ("v", "d", "rs")
    mine = [words for _, words in line.places() if len(words) > 2 and words[1:3] == key[1:3]]
    values = {words[3] for words in mine if words[0] == "v"}
    return {"0", "-1"} <= values and any(words[0] in ("d", "s", "r", "rs") for words in mine)


def _seen(old: str, new: str) -> bool:
    """Whether no rounding hides that it is another value."""
    a, b = figure(old), figure(new)
    return a is not None and b is not None and abs(a - b) > max(abs(a) * Fraction(6, 1000), 8 * slack(old))


def _figures(field: Field) -> Iterator[tuple[Line, re.Match[str], list[str], str]]:
    """Every typed value that its line or an indicator settles."""
    for line in field.lines:
        for found, words in line.places():
            if words[0] == "v" and not words[3].startswith("@") and _settled(line, words):
                yield line, found, words, field.shown(found)


def swapped(field: Field) -> Iterator[Plant]:
    """Two neighbouring digits change places."""
    for line, found, _, shown in _figures(field):
        spots = [m.start() for m in re.finditer(r"(?=\d\d)", shown) if shown[m.start()] != shown[m.start() + 1]]
        field.rng.shuffle(spots)
        for n in spots:
            new = shown[:n] + shown[n + 1] + shown[n] + shown[n + 2 :]
            if new[0] != "0" and _seen(shown, new):
                yield _plant(field, 2, line, field.told_with(line, found, new))
                break


def unsigned(field: Field) -> Iterator[Plant]:
    """▲ is lost; the indicator, or last year's edition, tells the direction."""
    for line in field.lines:
        for found, words in line.places():
            if words[0] in ("s", "rs") and (words[1] == "i" or line.carried) and field.shown(found)[0] == "▲":
                yield _plant(field, 4, line, field.told_with(line, found, field.shown(found)[1:]))


def percent(field: Field) -> Iterator[Plant]:
    """A change of shares in points is called %."""
    for line in field.lines:
        for found, words in line.places():
            if words[:2] == ["d", "p"] and _settled(line, words):
                key = words[2]
                now, before = (field.teller.exact("p", key, o) for o in ("0", "-1"))
                if abs((now / before - 1) * 100 - (now - before)) > 0.3:
                    told = field.told_with(line, found, f"\0{field.shown(found)}")
                    yield _plant(field, 5, line, re.sub("\0([0-9.]+)ポイント", r"\1%", told))


_UNITS = (("億円", "百万円"), ("百万円", "億円"), ("万人", "人"), ("人", "万人"))


def unit(field: Field) -> Iterator[Plant]:
    """A figure with another unit than it has."""
    for line in field.lines:
        for found, words in line.places():
            large = words[0] == "man" and words[2] == "0" and "前年度約" in line.composed
            typed = (
                words[0] == "v"
                and words[3] == "0"
                and (words[1] == "i" or (words[1] in "eb" and _settled(line, words)))
            )
            both = words[0] == "v" and words[1] == "b" and "前年度" in line.composed
            if not (large or typed or both):
                continue
            told = field.told_with(line, found, f"\0{field.shown(found)}")
            at = re.search(r"\0([0-9,.]+)(億円|百万円|万人|人)", told)
            if at is not None:
                new = dict(_UNITS)[at[2]]
                yield _plant(field, 6, line, told[: at.start()] + at[1] + new + told[at.end() :])


def moved_point(field: Field) -> Iterator[Plant]:
    """The decimal point stands one place further left or right."""
    for line, found, _, shown in _figures(field):
        at = re.match(r"(\d+)\.(\d)(\D*)$", shown)
        if at and len(at[1]) > 1:
            left = f"{at[1][:-1]}.{at[1][-1]}{at[2]}{at[3]}"
            right = f"{at[1]}{at[2]}{at[3]}"
            yield _plant(field, 7, line, field.told_with(line, found, field.rng.choice((left, right))))


def last_value(field: Field) -> Iterator[Plant]:
    """Last year's value is left where this year's belongs."""
    for line, found, words, shown in _figures(field):
        if words[3] == "0":
            old = field.teller.fill("|".join([*words[:3], "-1"]))
            if _seen(shown, old):
                yield _plant(field, 8, line, field.told_with(line, found, old))


def _renamed(field: Field, words: list[str], by: int) -> str:
    when = field.teller.when(words[1]) + by
    if words[0] == "y":
        return fiscal_year_name(when)
    return field.teller.fill(f"m|@{when}|{words[2]}")


def not_rolled(field: Field) -> Iterator[Plant]:
    """A year's name of last year's sentence is left, while the rest of it is this year's."""
    for line in field.lines:
        places = [(f, w) for f, w in line.places() if w[0] in "ym" and not w[1].startswith("@")]
        if line.carried and places and len(list(line.places())) > 1:
            found, words = field.rng.choice(places)
            yield _plant(field, 10, line, field.told_with(line, found, _renamed(field, words, -1)))


def base_rolled(field: Field) -> Iterator[Plant]:
    """A year that stays has been moved on."""
    for line in field.lines:
        for found, words in line.places():
            if line.carried and words[0] in "ym" and words[1].startswith("@"):
                yield _plant(field, 11, line, field.told_with(line, found, _renamed(field, words, 1)))


def pasted(field: Field) -> Iterator[Plant]:
    """Last year's paragraph with last year's years or figures."""
    for line in field.lines:
        words = [w for _, w in line.places()]
        years = any(w[0] in "ym" and not w[1].startswith("@") for w in words)
        values = {tuple(w) for w in words if w[0] in ("v", "man")}
        if line.carried and (years or len(values) > 1):
            yield _plant(field, 12, line, field.before.tell(line.composed))


def fell_short(field: Field) -> Iterator[Plant]:
    """A word of comparison that the figures beside it, or the indicator, belie."""
    for line in field.lines:
        for found, words in line.places():
            if words[0] != "way":
                continue
            _, kind, key, up, down = words
            values = {w[3] for _, w in line.places() if w[0] == "v" and w[1:3] == [kind, key]}
            if kind != "i" and not {"0", "-1"} <= values:
                continue
            if _UP.search(up) is None and kind == "e":
                continue
            wrong = down if field.teller.moved(kind, key) > 0 else up
            yield _plant(field, 13, line, field.told_with(line, found, wrong))


def not_met(field: Field) -> Iterator[Plant]:
    """A target that was missed is called met."""
    for line in field.lines:
        for found, words in line.places():
            if words[0] == "tw" and field.shown(found) == words[3]:
                yield _plant(field, 14, line, field.told_with(line, found, words[2]))


_TYPED = re.compile(r"([ⅠⅡⅢⅣⅤⅥ](?:-[^「」 を参照]+)+)(?=「| |を参照)")


def vanished(field: Field) -> Iterator[Plant]:
    """A typed reference whose number nothing has."""
    known = {field.now.printed_number(e.id) for e in field.now.entries if e.number}
    for line in field.lines:
        found = _TYPED.search(line.composed) if line.composed[:1] in "なお※" else None
        last = re.search(r"\((\d+)\)$", found[1]) if found else None
        if found is None or last is None or found[1] not in known:
            continue
        head = found[1][: last.start()]
        new = next(f"{head}({n})" for n in range(int(last[1]), 99) if f"{head}({n})" not in known)
        yield _plant(field, 16, line, field.teller.tell(line.composed).replace(found[1], new, 1))


def wrong_appendix(field: Field) -> Iterator[Plant]:
    """別表 with the title of another."""
    for line in field.lines:
        found = re.fullmatch(r"【別表(\d):(.+)】", line.composed)
        if found:
            others = [n for n in range(1, len(APPENDIX) + 1) if n != int(found[1])]
            yield _plant(field, 17, line, f"【別表{field.rng.choice(others)}:{found[2]}】")


def other_title(field: Field) -> Iterator[Plant]:
    """A heading that is not worded as the plan words it."""
    units = {r.id: r.unit for r in field.now.rows}
    for line in field.lines:
        if line.spot.kind != "row" or line.index:
            continue
        entry = field.now.entry.get(units[line.spot.ids[0]])
        if entry is None or not entry.number or line.composed != f"{entry.number} {entry.text}":
            continue
        title = _reworded(field, entry.text)
        plant = _plant(field, 18, line, f"{entry.number} {title}")
        yield Plant(18, plant.spot, plant.edit, plant.words, also=(Spot("title", (entry.id,)),))
    for line in field.lines:
        found = re.search(r"「(?:[^「」 ]+ )?([^「」]+)」に記載", line.composed) if "{{" not in line.composed else None
        if found and line.composed[:1] in "なお※":
            told = line.composed.replace(found[1], _reworded(field, found[1]), 1)
            yield _plant(field, 18, line, told)


def _reworded(field: Field, title: str) -> str:
    forms: list[Callable[[str], str]] = [
        lambda t: re.sub("の(徹底|推進|見直し)$", "", t), lambda t: t.removesuffix("に向けた取組"),
        lambda t: t.replace("の", "に係る", 1), lambda t: t + "等", lambda t: re.sub("の([^の]+)$", r"及び\1", t),
        lambda t: t.replace("実施", "着実な実施"),
    ]  # fmt: skip
    field.rng.shuffle(forms)
    return next(made for form in forms if (made := form(title)) != title)


def look_alike(field: Field) -> Iterator[Plant]:
    """A sign in another width, or one that only looks alike."""
    for line in field.lines:
        told = field.teller.tell(line.composed)
        if not told or "{{" in told or told.startswith(("≪", "(※)", "【")):
            continue
        forms = [told.replace("%", "\uff05", 1), told.replace("▲", field.rng.choice("-−△"), 1)]
        number = re.search(r"\d[\d,]+", told)
        if number:
            forms.append(told[: number.start()] + number[0].translate(_FULL) + told[number.end() :])
            forms.append(told[: number.start()] + number[0].replace("1", "l", 1) + told[number.end() :])
        if told.startswith("〇"):
            forms.append(field.rng.choice("○◯O0") + told[1:])
        if told.startswith("・"):
            forms.append("\uff65" + told[1:])
        forms = [f for f in forms if f != told]
        if forms and field.rng.random() < 0.3:
            yield _plant(field, 20, line, field.rng.choice(forms))


PROSE = {
    2: (swapped,), 4: (unsigned,), 5: (percent,), 6: (unit,), 7: (moved_point,), 8: (last_value,), 10: (not_rolled,),
    11: (base_rolled,), 12: (pasted,), 13: (fell_short,), 14: (not_met,), 16: (vanished,), 17: (wrong_appendix,),
    18: (other_title,), 20: (look_alike,),
}  # fmt: skip
