"""The workbooks of departments and of the Ministry: rows, indicators, tables, requests; keyed texts and ratings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from authoring.edition.model import (
    Cell,
    Edition,
    FigureNumber,
    Indicator,
    Keyed,
    Rating,
    Request,
    Row,
    Table,
    Target,
    Value,
)
from authoring.edition.periods import fiscal_year_of_period
from authoring.edition.quantities import round_half_up
from authoring.edition.references import bind
from authoring.edition.years import parse_period
from authoring.files.texts import match_key
from authoring.problems import Origin, Problem, problem
from authoring.workbooks.findings import FINDINGS
from authoring.workbooks.identity import Identity
from authoring.workbooks.layout import (
    CONTENTS,
    GUIDE,
    INFO,
    Sheet,
    assessment_sheet,
    indicator_sheet,
    numbers_sheet,
    requests_sheet,
    work_sheet,
)
from authoring.workbooks.parts import numbers_rows
from authoring.workbooks.raw import RawBook
from authoring.workbooks.read_sheets import ReadRow, find_sheet, headings, read_sheet
from authoring.workbooks.read_tables import is_table, read_table
from authoring.workbooks.sheets import cell
from authoring.workbooks.values import PERCENT, as_text
from authoring.workbooks.write_indicators import BASE, COMPARE, GOOD

__all__ = ["BookContent", "read_department", "read_ministry"]

_GOOD = {words: good for good, words in GOOD.items()}
_MOST_DECIMALS = 10
_BASE = {words: base for base, words in BASE.items()} | {"": ""}


@dataclass
class BookContent:
    """What one workbook holds, by id; ``locked``: (row id, field) -> what its grey cells show, and where."""

    identity: Identity
    file: str
    rows: list[Row] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    keyed: list[Keyed] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    figure_numbers: list[FigureNumber] = field(default_factory=list)
    locked: dict[tuple[str, str], Cell] = field(default_factory=dict)


def read_department(
    book: RawBook, who: Identity, frame: Edition, *, first: bool = False
) -> tuple[BookContent, list[Problem]]:
    """A department's workbook; ``frame``: the edition as the common workbook gives it.

    ``first``: no past year is known, so prior figures are typed here like this year's.
    """
    content, profile, year = BookContent(who, book.file), frame.profile, frame.year
    numbers, problems = numbers_of(book, who, frame)
    columns = [c.id for c in profile.typed("agency") if c.spans == "row"]
    rows, found = read_sheet(book, work_sheet(profile), skip=frozenset({"number"}))
    problems += found
    for row in with_ids(rows, columns, "同じ記入単位の空いている行", problems):
        cells = {c: Cell(bind(row.text(c), numbers), row.at(c)) for c in columns if row.text(c)}
        content.rows.append(Row(row.text("id"), row.text("unit"), who.owner, cells, row.at(columns[0])))
        keep_locked(content, row)
    layout = indicator_sheet(year, first=first)
    rows, found = read_sheet(book, layout)
    problems += found
    for row in with_ids(rows, ["name", "value"], "次の予備の行(IDのある行)", problems):
        content.indicators.append(_indicator(row, who, year, problems))
        if not first:
            keep_locked(content, row)
    known = {CONTENTS, GUIDE, INFO, FINDINGS, layout.name, *(make().name for make in (numbers_sheet, requests_sheet))}
    for name in book.sheets:
        # The sheets that are no tables by their names are not read for it: a 番号表 is long.
        if name not in known and is_table(sheet := book.sheets[name]):
            table, found = read_table(book, sheet, who.item, who.owner, content.locked)
            problems += found
            if table:
                content.tables.append(table)
    asked, found = read_sheet(book, requests_sheet())
    problems += found
    content.requests = [_request(row, who, numbers, problems) for row in asked if row.text("id")]
    return content, problems


def read_ministry(book: RawBook, who: Identity, frame: Edition) -> tuple[BookContent, list[Problem]]:
    """The Ministry's workbook of an item; ``frame``: the edition as the common workbook gives it."""
    content, profile, year = BookContent(who, book.file), frame.profile, frame.year
    numbers, problems = numbers_of(book, who, frame)
    layout = assessment_sheet(profile)
    columns = [c.id for c in profile.typed("ministry")]
    rows, found = read_sheet(book, layout)
    problems += found
    named = _Named(numbers, frame)
    for row in with_ids(rows, columns, "空いている行(IDのある行)", problems):
        key = named.of(row.text("key"), row.text("title")) if row.text("key") else who.item
        if key is None:
            problems.append(problem("key-unknown", row.at("key"), value=row.text("key")))
            key = who.item
        cells = {c: Cell(bind(row.text(c), numbers), row.at(c)) for c in columns if row.text(c)}
        content.keyed.append(Keyed(row.text("id"), who.item, key, cells))
        keep_locked(content, row)
    sheet, _ = find_sheet(book, layout.name)
    for index, rater in enumerate(profile.raters_of("ministry")):
        if sheet is None:
            break
        at = Origin(book.file, layout.name, cell(2, 2 + index))
        letter, found = as_text(sheet.at(2 + index, 2), at)
        problems += found
        merged = next((m for m in sheet.merged if m[0] <= 2 + index <= m[2] and m[1] <= 2 <= m[3]), None)
        if merged:
            area = f"{cell(merged[1], merged[0])}:{cell(merged[3], merged[2])}"
            problems.append(problem("cell-merged", at, area=area))
        letters = profile.scale_of(rater.id).letters
        if not letter or letter.endswith(("に記入", "評定なし")):
            continue
        if letter not in letters:
            problems.append(problem("rating-unknown", at, value=letter[:20], choices="・".join(letters)))
            continue
        content.ratings.append(Rating(who.item, year, rater.id, letter, at))
    return content, problems


class _Named:
    """The entries that rows of 評価 name. Two may bear one number until somebody mends it: 対象 tells them apart."""

    def __init__(self, numbers: Mapping[str, str], frame: Edition) -> None:
        self._numbers, self._frame = numbers, frame
        self._twins: dict[str, list[tuple[str, str]]] | None = None
        self._taken: set[str] = set()

    def of(self, number: str, shown: str) -> str | None:
        """The entry of a number and of what the row shows beside it; None where there is no such number."""
        found = self._numbers.get(match_key(number))
        if found is None:
            return None
        if self._twins is None:
            lines = self._numbers.lines if isinstance(self._numbers, _Numbers) else _lines(self._frame)
            self._twins = defaultdict(list)
            for identity, printed, title in lines:
                self._twins[match_key(printed)].append((identity, f"{printed} {title}"))
        many = self._twins[match_key(number)]
        alike = [identity for identity, title in many if title == shown] if len(many) > 1 else []
        found = next((identity for identity in alike if identity not in self._taken), alike[0] if alike else found)
        self._taken.add(found)
        return found


def _lines(frame: Edition) -> list[tuple[str, str, str]]:
    if len(frame.numbers) == sum(1 for e in frame.entries if e.number):
        return []  # no number is borne twice
    return [(str(row["id"]), str(row["number"]), str(row["title"])) for row in numbers_rows(frame)]


def keep_locked(content: BookContent, row: ReadRow) -> None:
    for name in row.columns:
        if name in ("plan",) or name.startswith(("prior_", "y2", "y1")):
            held = row.numbers.get(name)
            text = row.text(name) or (f"{held:f}" if held is not None else "")
            content.locked[row.text("id"), name] = Cell(text, row.at(name))


class _Numbers(Mapping[str, str]):
    """番号表 as the workbook was issued with it: key of a number -> id. Read when a reference first asks."""

    def __init__(self, book: RawBook, problems: list[Problem]) -> None:
        self._book, self._problems = book, problems
        self._found: dict[str, str] | None = None
        self._lines: list[tuple[str, str, str]] = []

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """(id, number, title), line by line."""
        self._all()
        return self._lines

    def _all(self) -> dict[str, str]:
        if self._found is None:
            layout = numbers_sheet()
            ids, numbers, titles = (layout.index(name) for name in ("id", "number", "title"))
            last = max(ids, numbers, titles)
            sheet = self._book.sheets.narrow(layout.name, 1 + last)
            wanted = Sheet(layout.name, layout.guide, layout.fields[: 1 + last])
            self._problems += headings(self._book, sheet, wanted)
            # A thousand locked rows in each of fifty workbooks: read straight, without a row object for each.
            self._found = {}
            for row in range(layout.header_row, sheet.last_row + 1):
                number, name = sheet.at(row, numbers).value, sheet.at(row, ids).value
                if isinstance(number, str) and isinstance(name, str):
                    self._found[match_key(number)] = name
                    self._lines.append((name, number, str(sheet.at(row, titles).value or "")))
        return self._found

    def __getitem__(self, key: str) -> str:
        return self._all()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def numbers_of(book: RawBook, who: Identity, frame: Edition) -> tuple[Mapping[str, str], list[Problem]]:
    """The numbers that the workbook was issued with: today's where nothing was renumbered since, else its 番号表."""
    problems: list[Problem] = []
    if numbers_sheet().name not in book.sheets:
        _, problems = find_sheet(book, numbers_sheet().name)
        return {}, problems
    if who.numbering == frame.numbering:
        return frame.numbers, problems
    return _Numbers(book, problems), problems


def with_ids(rows: list[ReadRow], columns: list[str], where: str, problems: list[Problem]) -> list[ReadRow]:
    """The rows that have an id, each once; text beside an empty id is told with the place where it belongs."""
    kept: dict[str, ReadRow] = {}
    for row in rows:
        name = row.text("id")
        if not name:
            filled = next((c for c in columns if row.text(c) or row.numbers.get(c) is not None), None)
            if filled:
                problems.append(problem("id-missing", row.at(filled), where=where))
        elif name in kept:
            problems.append(problem("id-double", row.at("id"), id=name, first=str(kept[name].at("id"))))
        else:
            kept[name] = row
    return list(kept.values())


def _indicator(row: ReadRow, who: Identity, year: int, problems: list[Problem]) -> Indicator:
    name = row.text("name")
    if not name:
        if any(n is not None for f, n in row.numbers.items() if f == "value" or f[1:].isdigit()):
            problems.append(problem("indicator-nameless", row.at("name")))
        return Indicator(row.text("id"), who.item, who.owner, "", origin=row.at("name"))
    period: str | None = str(year)
    if row.text("as_of"):
        period = parse_period(row.text("as_of"))
        if period is None or fiscal_year_of_period(period) != year:
            problems.append(problem("period-unknown", row.at("as_of"), value=row.text("as_of")))
            period = str(year)
    decimals = _decimals(row, problems)
    values: dict[str, Value] = {}
    for prior in range(year - 3, year):
        held = row.numbers.get(f"y{prior}")
        if held is not None:
            moved = (
                str(prior) if len(str(period)) == 4 else str(int(str(period)[:4]) - (year - prior)) + str(period)[4:]
            )
            printed = round_half_up(held, decimals)
            values[moved] = Value(printed, held if held != printed else None, origin=row.at(f"y{prior}"))
    now = row.numbers.get("value")
    if now is not None:
        now, exact = _as_percent(row, now, row.numbers.get("exact"), year, problems)
        values[str(period)] = Value(now, exact, row.text("status"), row.text("source"), row.at("value"))
    goal = row.numbers.get("target")
    target = None
    if goal is not None:
        sign = row.text("comparator")
        target = Target(goal, sign if sign in COMPARE else "≧", _BASE.get(row.text("base"), ""))
    return Indicator(
        id=row.text("id"), item=who.item, owner=who.owner, name=name,
        aliases=tuple(a for a in row.text("aliases").split("、") if a), unit=row.text("unit"),
        decimals=decimals, good=_GOOD.get(row.text("good"), ""), values=values, target=target, origin=row.at("name"),
    )  # fmt: skip


def _decimals(row: ReadRow, problems: list[Problem]) -> int:
    """How many decimals are printed: as typed, else as many as the longest figure of the row has."""
    told = row.numbers.get("decimals")
    if told is not None and told in range(_MOST_DECIMALS + 1):
        return int(told)
    if told is not None:
        problems.append(problem("not-a-number", row.at("decimals"), value=str(told)))
    typed = [n for f, n in row.numbers.items() if n is not None and f != "decimals"]
    return min(_MOST_DECIMALS, max((max(0, -int(n.as_tuple().exponent)) for n in typed), default=0))


def _as_percent(
    row: ReadRow, now: Decimal, exact: Decimal | None, year: int, problems: list[Problem]
) -> tuple[Decimal, Decimal | None]:
    """69.3% typed into a cell of a number format is held as 0.693: seen from last year's value or the target."""
    likely = row.numbers.get(f"y{year - 1}") or (row.numbers.get("target") if not _BASE.get(row.text("base")) else None)
    if row.text("unit") not in PERCENT or not likely or not 50 <= (likely / now if now else 0) <= 200:
        return now, exact
    read = (now * 100).normalize()
    problems.append(problem("percent-stored", row.at("value"), value=str(now), read=f"{read:f}%"))
    return read, exact * 100 if exact is not None and exact < now * 2 else exact


def _request(row: ReadRow, who: Identity, numbers: Mapping[str, str], problems: list[Problem]) -> Request:
    answered = row.text("answered_in")
    target = numbers.get(match_key(answered), "")
    if answered and not target:
        problems.append(problem("key-unknown", row.at("answered_in"), value=answered))
    return Request(
        id=row.text("id"), item=who.item, section="", kind="request" if row.text("kind") == "求め" else "commitment",
        text=row.text("text"), owner=who.owner, kept={"残す": True, "残さない": False}.get(row.text("kept")),
        answered_in=target, declined=row.text("declined"), origin=row.at("text"),
    )  # fmt: skip
