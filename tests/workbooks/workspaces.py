"""A small workspace made in code, hands that change its workbooks as people do, and what must then be told.

Two departments and the Ministry, three items. 令和元年度 with 平成30年度 as its past. All words are ours.
"""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from authoring import verbs
from authoring.archive.roll import beside_of, with_spares
from authoring.archive.snapshot import snapshot_files
from authoring.archive.workspace import settings_text
from authoring.edition.model import (
    Axis,
    Cell,
    Edition,
    Entry,
    Indicator,
    Keyed,
    Rating,
    Row,
    Table,
    TableCell,
    Target,
    Value,
)
from authoring.edition.profile import read_profile
from authoring.edition.resolve import resolve
from authoring.problems import Problem, Severity, exit_code
from authoring.workbooks.write_inputs import write_inputs

PROFILE = Path(__file__).parents[2] / "templates" / "profiles" / "nenkin.toml"
COMMON = "inputs/共通.xlsx"
PAID = "inputs/部署/Ⅰ-1_納付部.xlsx"  # item Ⅰ-1: units (1) and (2), two indicators, a table
ASKED = "inputs/部署/Ⅰ-2_相談部.xlsx"  # item Ⅰ-2: one unit
MONEY = "inputs/部署/Ⅱ_財務部.xlsx"  # a chapter that is an item
RATED = "inputs/主務省/Ⅰ-1_評価.xlsx"

ENTRIES = (
    Entry("e1", None, 1, "Ⅰ", "heading", "仕事の進め方"),
    Entry("e2", "e1", 2, "1.", "heading", "納付", owners=("納付部",), item=True),
    Entry("e3", "e2", 3, "(1)", "heading", "納付率", opens_unit=True),
    Entry("e4", "e3", 4, "", "paragraph", "納付率を上げる。"),
    Entry("e5", "e2", 3, "(2)", "heading", "口座振替", opens_unit=True),
    Entry("e6", "e1", 2, "2.", "heading", "相談", owners=("相談部",), item=True),
    Entry("e7", "e6", 3, "(1)", "heading", "待ち時間", opens_unit=True),
    Entry("e8", None, 1, "Ⅱ", "heading", "お金", opens_unit=True, owners=("財務部",), item=True),
)
RATINGS = (("e2", "A"), ("e6", "B"), ("e8", "B"))
TABLE = Table(
    "t1", "納付の推移", "e2", "納付部", unit="件", rows=(Axis("r1", ("件数",)),),
    columns=(Axis("c1", ("前年度",), period="2018"), Axis("c2", ("今年度",), period="2019")),
    cells={("r1", "c1"): TableCell("80件"), ("r1", "c2"): TableCell("90件")},
)  # fmt: skip


def edition() -> Edition:
    """The edition as everybody filled it, without a fault."""
    profile, _ = read_profile(agency(), "agency.toml")
    assert profile is not None
    rate = {"2018": Value(Decimal("68.1")), "2019": Value(Decimal("69.3"), status="確定")}
    typed = {
        ("r1", "e3", "納付部"): "〇納付率は{{納付率}}でした。\n{{表:納付の推移}}",
        ("r2", "e5", "納付部"): "〇{{参照:e3}}のとおり、{{振替件数}}でした。",
        ("r3", "e7", "相談部"): "〇待ち時間を短くしました。",
        ("r4", "e8", "財務部"): "〇お金を数えました。",
    }
    judged = Cell("〇進めました。")
    return Edition(
        2019, profile, ENTRIES, tables=(TABLE,),
        rows=tuple(Row(r, u, o, {"progress": Cell(text), "self": judged}) for (r, u, o), text in typed.items()),
        indicators=(
            Indicator("m1", "e2", "納付部", "納付率", (), "%", 1, "up", rate, Target(Decimal("68.5"))),
            Indicator("m2", "e2", "納付部", "振替件数", (), "件", 0, "up", {"2019": Value(Decimal(1234))}),
        ),
        keyed=(Keyed("v1", "e2", "e2", {"viewpoint": Cell("〇進めたか。"), "reason": Cell("〇進めている。")}),),
        ratings=tuple(Rating(item, 2019, "minister", letter) for item, letter in RATINGS),
        years_shown=(2018, 2019),
    )  # fmt: skip


def agency() -> str:
    """The profile of an agency without published past years."""
    return PROFILE.read_text("utf-8").replace('agency = "日本年金機構"', 'agency = "見本機構"')


def make(root: Path) -> Path:
    """Write the workspace into an empty folder."""
    now = edition()
    last = {"2018": Value(Decimal("68.1"))}
    before = replace(
        now, year=2018, years_shown=(2018,), tables=(),
        indicators=(replace(now.indicators[0], values=last, target=None),),
        ratings=tuple(replace(r, year=2018) for r in now.ratings),
        rows=tuple(replace(r, cells={"progress": Cell("〇去年の文です。")}) for r in now.rows),
    )  # fmt: skip
    past, _ = resolve(before)
    files = {f"past_years/h30/{name}": data for name, data in snapshot_files(past).items()}
    files |= write_inputs(with_spares(now), beside_of(past))
    files["edition.toml"] = settings_text(2019, "", "past_years").encode()
    files["agency.toml"] = agency().encode()
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def found_at(sheet: Any, heading: str, row: int = 1) -> str:
    """The address of the ``row``-th cell below a heading."""
    for cells in sheet.iter_rows(max_row=25):
        for cell in cells:
            if cell.value == heading:
                return f"{cell.column_letter}{cell.row + row}"
    raise LookupError(heading)


@dataclass(frozen=True)
class Desk:
    """A workspace that somebody works in."""

    root: Path

    @contextlib.contextmanager
    def opened(self, file: str) -> Iterator[Any]:
        """The workbook, as openpyxl shows it; saved at the end."""
        book = openpyxl.load_workbook(self.root / file)
        yield book
        book.save(self.root / file)

    def type(self, file: str, sheet: str, heading: str, value: object, row: int = 1, form: str = "") -> str:
        """Type a value below a heading, in the number format that Excel would give it; the cell's address."""
        with self.opened(file) as book:
            at = found_at(book[sheet], heading, row)
            self.put(book[sheet], at, value, form)
        return at

    @staticmethod
    def put(sheet: Any, at: str, value: object, form: str = "") -> None:
        """Type a value into a cell."""
        sheet[at].value = value
        if form:
            sheet[at].number_format = form

    def parts(self, file: str) -> dict[str, bytes]:
        """The parts of a workbook."""
        with zipfile.ZipFile(self.root / file) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def pack(self, file: str, parts: Mapping[str, bytes]) -> None:
        """Write a workbook of parts: for what no library writes."""
        (self.root / file).write_bytes(zipped(parts))

    def copy(self, file: str, name: str) -> str:
        """Copy a workbook beside itself; the copy's path."""
        copied = (self.root / file).with_name(name)
        copied.write_bytes((self.root / file).read_bytes())
        return copied.relative_to(self.root).as_posix()

    def files(self) -> dict[str, bytes]:
        """Every file of the workspace."""
        return {p.relative_to(self.root).as_posix(): p.read_bytes() for p in self.root.rglob("*") if p.is_file()}

    def check(self) -> verbs.Outcome:
        """Check, and hold that nothing in the workspace changed by it."""
        before = self.files()
        done = verbs.check(self.root)
        assert self.files() == before
        return done

    def refused(self, stage: str = "evaluation") -> verbs.Outcome:
        """Build, and hold that it wrote nothing and lost nothing."""
        before = self.files()
        done = verbs.build(self.root, stage=stage)
        assert not done.written
        assert self.files() == before
        return done

    def tells(
        self, code: str, file: str | None, sheet: str | None = None, cell: str | None = None, *,
        severity: str = "error", exits: int | None = None, also: tuple[str, ...] = (),
    ) -> Problem:  # fmt: skip
        """Check: one problem of the code, at the place, and none of another code than those of ``also``."""
        done = self.check()
        told = [p for p in done.problems if p.code == code]
        assert len(told) == 1, [(p.code, str(p.origin), p.message) for p in done.problems if p.code != "marks-read"]
        one = told[0]
        at = one.origin
        assert (at and at.file, at and at.sheet, at and at.cell, one.severity) == (file, sheet, cell, severity)
        assert {p.code for p in done.problems} - {"marks-read", code} == set(also)
        wanted = exits if exits is not None else int(severity == "error")
        assert exit_code(done.problems) == wanted
        reads_well(one)
        if wanted:
            refused = self.refused()
            assert code in {p.code for p in refused.problems}
            assert exit_code(refused.problems) == wanted
        return one


def reads_well(one: Problem) -> None:
    """A message for people: Japanese, mended by its hint, nothing left to fill in, no word of the machine."""
    for words in (one.message, one.hint):
        assert any("\u3040" <= c <= "\u9fff" for c in words), words
        assert not any(left in words for left in ("不明", "None", "Traceback", "Error")), words


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def errors(done: verbs.Outcome) -> set[str]:
    """The codes of all errors."""
    return {p.code for p in done.problems if p.severity is Severity.ERROR}
