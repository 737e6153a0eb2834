"""Hypothesis strategies: small valid editions, as people could type them into the input workbooks.

What is drawn is what reading gives back (see ``read_inputs``): cells begin and end with a character that is seen, empty
cells are left out, tables and indicators stand in the order of the workbooks, prior values are rounded as
they print (unrounded in ``exact``) and have no source.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from authoring.edition.lookup import linked
from authoring.edition.model import (
    Axis,
    Cell,
    Edition,
    Entry,
    Indicator,
    Keyed,
    Lineage,
    Rating,
    Request,
    Row,
    Table,
    TableCell,
    Target,
    Value,
)  # fmt: skip
from authoring.edition.profile import Profile, read_profile
from authoring.edition.quantities import round_half_up
from authoring.edition.references import COMPARISONS, is_alone, parse_references
from authoring.files.texts import match_key
from authoring.workbooks.write_inputs import owners_of_item

__all__ = ["editions", "lines", "texts"]

OWNERS = ("企画部", "相談 部", "A/B班")
CHAPTERS = "ⅠⅡⅢ"
CIRCLED = "①②③"
MARKS = (
    "", "〇", "・", "※", "※1", "(※2)", "注1 ", "(注)", "①", "(1)", "1.", "Ⅰ ", "ア ", "i.", "【", "O", "(ア)",
    "1. ", "注:",
)  # fmt: skip
# What people type and programs stumble over: marks, look-alikes, signs of formulas and markup, beyond the basic plane.
ODD = "〇○・※①【】≪≫（）「」―−－ー▲％０Ⅰᅠ々ヶ゙=+-@#<>&'\"\\|{}｛｝[]*?/:;_~^$!%,.0aé𠮷😀　 "
_ESCAPE = re.compile("_x|x005F")  # SpreadsheetML escapes characters so; openpyxl reads them in its own way


def _plain(text: str) -> bool:
    return bool(text) and text == text.strip() and not _ESCAPE.search(text) and "{{" not in text and "｛｛" not in text


def lines(most: int = 12) -> st.SearchStrategy[str]:
    """One line of text without blanks at its ends."""
    letters = st.one_of(st.sampled_from("年金の事業を行い、件数は増えた。"), st.sampled_from(ODD), _letters())
    return st.text(letters, min_size=1, max_size=most).map(str.strip).filter(_plain)


def _letters() -> st.SearchStrategy[str]:
    """Any assigned character that is seen: no controls, formats, surrogates or line ends."""
    return st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp", "Zs"))


def texts() -> st.SearchStrategy[str]:
    """The text of a cell: one to three lines, with an empty one now and then between two."""
    gaps = st.sampled_from(("\n", "\n", "\n\n"))
    more = st.lists(st.tuples(gaps, lines()), max_size=2)
    return st.tuples(lines(), more).map(lambda t: t[0] + "".join(gap + line for gap, line in t[1]))


@cache
def profile() -> Profile:
    path = Path(__file__).parents[1] / "templates" / "profiles" / "nenkin.toml"
    found, _ = read_profile(path.read_text("utf-8"), path.name)
    assert found is not None
    return found


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """A valid edition of one to three items: reading what ``write_inputs`` makes of it gives an equal one."""
    year = draw(st.integers(2019, 2024))
    frame = Edition(year, profile(), draw(_plans()), notice=draw(st.just("") | lines()))
    numbered = [e.id for e in frame.entries if e.number]
    homes = [(item.id, owner) for item in frame.items for owner in owners_of_item(frame, item.id)]
    names = iter(draw(st.lists(lines(), min_size=40, max_size=40, unique=True)))
    ids = {letter: iter(range(1, 1000)) for letter in "rvtmq"}

    def mint(letter: str) -> str:
        return f"{letter}{next(ids[letter]):03d}"

    indicators = [
        draw(_indicators(mint("m"), home, next(names) if n else "", year))
        for home in homes
        for n in range(draw(st.integers(0, 2)))
    ]
    known = [i.name for i in indicators if i.name and "\n" not in i.name]
    tables = [
        draw(_tables(mint("t"), home, next(names) if n else "", known))
        for home in homes
        for n in range(draw(st.integers(0, 2)))
    ]
    rated = [i.id for i in frame.items if not i.rated]
    words = [f"{{{{参照:{e}{ask}}}}}" for e in numbered for ask in ("", ":表題")] + _askable(known)
    alone = [line for t in tables if t.name and (line := f"{{{{表:{t.name}}}}}") and _places(line, t.name)]
    lineage = tuple(draw(st.lists(_lineage(year, [i.id for i in frame.items]), max_size=3)))
    return replace(
        frame, indicators=tuple(indicators), tables=tuple(tables),
        rows=tuple(
            Row(mint("r"), u.id, owner, draw(_cells(("progress", "self"), words, alone)))
            for u in frame.units if u.answered for owner in u.owners for _ in range(draw(st.integers(0, 2)))
        ),
        keyed=tuple(
            Keyed(mint("v"), item.id, draw(_key(frame, item)), draw(_cells(("viewpoint", "reason"), words, alone)))
            for item in frame.items for _ in range(draw(st.integers(0, 2)))
        ),
        ratings=(*draw(_prior_ratings(lineage)), *(
            Rating(item, year, "minister", letter)
            for item in rated if (letter := draw(st.sampled_from(("", *profile().scale_of("minister").letters))))
        )),
        lineage=lineage,
        years_shown=draw(st.sampled_from(((), (year,), (year - 2, year - 1, year)))),
        requests=tuple(draw(_requests(mint("q"), home, numbered)) for home in homes if draw(st.booleans())),
    )  # fmt: skip


@st.composite
def _plans(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Chapters that hold an item or are one; sections with a heading, a paragraph and points."""
    made: list[Entry] = []

    def add(parent: str | None, level: int, number: str, kind: str, **more: object) -> str:
        name = f"e{len(made) + 1:03d}"
        made.append(Entry(name, parent, level, number, kind, draw(lines()), **more))  # type: ignore[arg-type]
        return name

    owners = st.lists(st.sampled_from(OWNERS), min_size=1, max_size=3, unique=True).map(tuple)
    shared = ""
    for n in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            top = add(None, 1, CHAPTERS[n], "heading")
            item = add(top, 2, "1.", "heading", item=True, owners=draw(owners), list_title=draw(st.just("") | lines()))
            level = 3
        else:
            rated = draw(st.sampled_from(("", "none", *([shared] if shared else []))))
            opens = draw(st.booleans())
            item = add(None, 1, CHAPTERS[n], "heading", item=True, owners=draw(owners), rated=rated, opens_unit=opens)
            level = 2
            shared = shared or ("" if rated else item)
        add(item, level, "", "paragraph")
        for section in range(draw(st.integers(0, 2))):
            head = add(item, level, f"({section + 1})", "heading", opens_unit=True, owners=draw(st.just(()) | owners))
            for point in range(draw(st.integers(0, 2))):
                add(head, level + 1, CIRCLED[point], "paragraph", opens_unit=draw(st.booleans()))
    return tuple(made)


@st.composite
def _cells(draw: st.DrawFn, columns: tuple[str, ...], words: list[str], alone: list[str]) -> dict[str, Cell]:
    """Some of the columns filled: lines with every mark, references, boxes of glossary, and tables between them.

    ``words``: references that stand in a sentence; ``alone``: those that place a table.
    """
    made = {}
    for column in columns:
        if draw(st.booleans()):
            parts = [draw(texts())]
            for _ in range(draw(st.integers(0, 3))):
                kind = draw(st.sampled_from(("reference", "mark", "mark", "box", "table")))
                if kind == "reference":
                    parts.append(draw(st.sampled_from(MARKS)) + f"取組は{draw(st.sampled_from(words))}に記載")
                elif kind == "mark":
                    parts.append(draw(st.sampled_from(MARKS)) + draw(st.sampled_from(("", " ", "　"))) + draw(lines()))
                elif kind == "box":
                    parts.append("≪用語解説≫\n・" + draw(lines()) + draw(st.sampled_from(("", "\n"))))
                elif alone:
                    parts.append(draw(st.sampled_from(alone)))
            made[column] = Cell("\n".join(parts).rstrip("\n"))
    return made


def _askable(known: list[str]) -> list[str]:
    """References to indicators whose names hold no sign of the syntax."""
    typed = [f"{{{{{name}{ask}}}}}" for name in known for ask in ("", *(f":{each}" for each in COMPARISONS))]
    return [
        t for t in typed if len(found := parse_references(t)) == 1 and (found[0].start, found[0].end) == (0, len(t))
    ]


def _places(line: str, name: str) -> bool:
    found = is_alone(line)
    return found is not None and match_key(found.name) == match_key(name)


def _key(frame: Edition, item: Entry) -> st.SearchStrategy[str]:
    return st.sampled_from([item.id, *(e.id for e in frame.entries_of(item.id) if e.number and e.id != item.id)])


def _numbers() -> st.SearchStrategy[Decimal]:
    return st.decimals(-(10**9), 10**9, places=2)


@st.composite
def _indicators(draw: st.DrawFn, identity: str, home: tuple[str, str], name: str, year: int) -> Indicator:
    if not name:
        return Indicator(identity, *home, "")
    ending = draw(st.sampled_from(("", "-03", "-03-31")))
    values = {}
    decimals, unit = draw(st.integers(0, 2)), draw(st.sampled_from(("", "%", "件", "億円")))
    # A % that is a hundredth of last year's is taken for one that Excel stored as a fraction: these lie close together.
    numbers = st.decimals(40, 99, places=2) if unit == "%" else _numbers()
    for y in range(year - 3, year + 1):
        if y == year and (ending or draw(st.booleans())):  # a point in time is told by this year's value
            exact = draw(st.none() | numbers)
            status, source = draw(st.sampled_from(("", "速報", "確定"))), draw(st.just("") | lines())
            values[f"{y + 1}{ending}" if ending else str(y)] = Value(draw(numbers), exact, status, source)
        elif y < year and draw(st.booleans()):
            held = draw(numbers)
            printed = round_half_up(held, decimals)
            values[f"{y + 1}{ending}" if ending else str(y)] = Value(printed, held if held != printed else None)
    targets = st.builds(Target, numbers, st.sampled_from("≧＞≦＜"), st.sampled_from(("", "前年度差", "前年度比")))
    return Indicator(
        identity, *home, name, aliases=tuple(draw(st.lists(lines().filter(lambda a: "、" not in a), max_size=2))),
        unit=unit, decimals=decimals,
        good=draw(st.sampled_from(("", "up", "down"))), values=values, target=draw(st.none() | targets),
    )  # fmt: skip


@st.composite
def _axes(draw: st.DrawFn, letter: str, known: list[str]) -> tuple[Axis, ...]:
    count = draw(st.integers(1, 3))
    roles = [
        "value",
        "target",
        "change",
        "achievement",
        "share",
        "total",
        "text",
        *(["header"] if letter == "r" else []),
    ]
    labels = st.lists(st.just("") | lines(), max_size=3).map(_trimmed)
    parts = st.sampled_from(
        [f"{sign}{letter}{n + 1}{back}" for sign in ("", "-") for n in range(count) for back in ("", "@-1")]
    )
    return tuple(
        Axis(
            f"{letter}{n + 1}", draw(labels), draw(st.sampled_from(roles)),
            draw(st.sampled_from(("", "relative", "points", "ratio"))), tuple(draw(st.lists(parts, max_size=2))),
            draw(st.sampled_from(("", "", *known))), draw(st.sampled_from(("", "2018", "2020-03", "2020-03-31"))),
            draw(st.integers(0, 3)),
        )
        for n in range(count)
    )  # fmt: skip


def _trimmed(labels: list[str]) -> tuple[str, ...]:
    while labels and not labels[-1]:
        labels = labels[:-1]
    return tuple(labels)


@st.composite
def _tables(draw: st.DrawFn, identity: str, home: tuple[str, str], name: str, known: list[str]) -> Table:
    rows, columns = draw(_axes("r", known)), draw(_axes("c", known))
    cells = {
        (r.id, c.id): TableCell(draw(texts()))
        for r in rows for c in columns if not linked(r, c) and draw(st.booleans())
    }  # fmt: skip
    optional = st.just("") | lines()
    return Table(
        identity, name, *home, caption=draw(optional), corner=draw(optional), unit=draw(optional),
        sign=draw(st.sampled_from("▲△−")), rounding=draw(st.sampled_from(("四捨五入", "切捨て"))),
        rows=rows, columns=columns, cells=cells,
    )  # fmt: skip


@st.composite
def _lineage(draw: st.DrawFn, year: int, items: list[str]) -> Lineage:
    old, new = draw(st.sampled_from(("f01", "f02"))), draw(st.sampled_from(items))
    year -= draw(st.integers(0, 1))
    kind = draw(st.sampled_from(("kept", "renamed", "moved", "merged", "split", "new", "ended")))
    title = draw(st.just("") | lines())
    return Lineage(year, "" if kind == "new" else old, "" if kind == "ended" else new, kind, title)  # type: ignore[arg-type]


@st.composite
def _prior_ratings(draw: st.DrawFn, lineage: tuple[Lineage, ...]) -> list[Rating]:
    """Ratings of the year before, as they can be typed in 対応表: in its order, each item's once."""
    given = dict.fromkeys((line.old, line.year - 1) for line in lineage if line.old)
    letters = profile().scale_of("minister").letters
    return [Rating(*at, "minister", draw(st.sampled_from(letters))) for at in given if draw(st.booleans())]


@st.composite
def _requests(draw: st.DrawFn, identity: str, home: tuple[str, str], numbered: list[str]) -> Request:
    """A request; what it was asked about last year (its section) is not read back, so it has none."""
    return Request(
        identity, home[0], "", draw(st.sampled_from(("request", "commitment"))), draw(texts()), home[1],
        draw(st.sampled_from((True, False, None))), draw(st.sampled_from(("", *numbered))), draw(st.just("") | lines()),
    )  # fmt: skip
