"""A second agency (架空), made as a person makes it: ``new --blank --profile``, owners, ``reissue``, cells filled.

Everything that is typed stands in ``examples/source/dokuho``; the cells are found by the headings of the sheets.
"""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from authoring import verbs
from authoring.edition.years import parse_year
from authoring.files.texts import match_key
from authoring.problems import Severity
from authoring.workbooks.layout import AXIS, HEADER_ROW, TABLE_FACTS
from authoring.workbooks.write_tables import AXIS_ROW, BODY_COLUMN, BODY_ROW, FACT_ROW

__all__ = ["dokuho"]

SOURCE = Path(__file__).resolve().parent / "source" / "dokuho"
PROFILE = "dokuho"
RATING_HEAD = HEADER_ROW + 2  # 評価 has its ratings above its headings


def dokuho() -> dict[str, bytes]:
    """The files of the filled workspace, by their paths in it.

    Written a last time by ``new`` of the same year, so that the bytes are the tool's and no spreadsheet program's.
    """
    told = tomllib.loads((SOURCE / "filled.toml").read_text("utf-8"))
    year = parse_year(told["year"]) or 0
    with tempfile.TemporaryDirectory() as made:
        draft, done = Path(made) / "draft", Path(made) / "done"
        verbs.new(year, blank=True, profile=PROFILE, plan=SOURCE / "plan.txt", out=draft)
        settings = draft / "edition.toml"
        settings.write_text(settings.read_text("utf-8") + f'notice = "{told["notice"]}"\n', "utf-8", newline="\n")
        _fill_common(draft, told)
        _checked(verbs.reissue(draft))
        for item in told["item"]:
            _fill_item(draft, item)
        _checked(verbs.new(year, from_=draft, out=done))
        return {p.relative_to(done).as_posix(): p.read_bytes() for p in sorted(done.rglob("*")) if p.is_file()}


def _checked(outcome: verbs.Outcome) -> None:
    errors = [p for p in outcome.problems if p.severity is Severity.ERROR]
    if errors or not outcome.written:
        raise SystemExit(f"dokuho: {[f'{p.origin}: {p.message}' for p in errors]}")


class _Page:
    """A sheet that is one table: cells by their heading, rows by what stands in them."""

    def __init__(self, sheet: Worksheet, head: int = HEADER_ROW) -> None:
        self.sheet, self.head = sheet, head
        self.columns = {str(c.value): c.column for c in sheet[head] if c.value is not None}

    def rows(self) -> Iterator[int]:
        """The rows that have an ID."""
        return (r for r in range(self.head + 1, self.sheet.max_row + 1) if self.sheet.cell(r, 1).value)

    def value(self, row: int, heading: str) -> str:
        """What a cell shows."""
        return str(self.sheet.cell(row, self.columns[heading]).value or "")

    def put(self, row: int, heading: str, value: Any) -> None:  # noqa: ANN401 - whatever a cell holds
        """Type into a cell that is there to fill."""
        cell = self.sheet.cell(row, self.columns[heading])
        if cell.protection.locked and self.sheet.protection.sheet:
            raise SystemExit(f"{self.sheet.title}!{cell.coordinate}")
        cell.value = value


@contextmanager
def _opened(path: Path) -> Iterator[openpyxl.Workbook]:
    book = openpyxl.load_workbook(path)
    yield book
    book.save(path)


def _numbers(book: openpyxl.Workbook) -> dict[str, int]:
    """Key of the printed number of each entry of 年度計画 -> its row."""
    page = _Page(book["年度計画"])
    above: dict[int, str] = {}
    found: dict[str, int] = {}
    for row in page.rows():
        level = int(page.value(row, "階層"))
        above = {deep: number for deep, number in above.items() if deep < level}
        if number := page.value(row, "番号"):
            found[match_key("-".join([*above.values(), number]))] = row
            if page.value(row, "種別") == "見出し":
                above[level] = number
    return found


def _fill_common(root: Path, told: Mapping[str, Any]) -> None:
    """Owners and the agency's own ratings in 年度計画, former ratings in 対応表, 表示年度."""
    with _opened(root / "inputs" / "共通.xlsx") as book:
        plan, lines, years = _Page(book["年度計画"]), _Page(book["対応表"]), _Page(book["表示年度"])
        rows = _numbers(book)
        raters = [h for h in lines.columns if h.startswith("前年度の標語")]
        own = next(h for h in plan.columns if h.startswith("評定("))
        free = HEADER_ROW + 1 + len(told["item"])  # 対応表 has a line an item
        for item in told["item"]:
            for part in (item, *item.get("owner", ())):
                for n, owner in enumerate(part["owners"], 1):
                    plan.put(rows[match_key(part["number"])], f"担当{n}", owner)
            plan.put(rows[match_key(item["number"])], own, item["own"])
            name = plan.value(rows[match_key(item["number"])], "ID")
            line = next(r for r in range(HEADER_ROW + 1, free) if lines.value(r, "新ID") == name)
            for heading, letter in zip(raters, item["prior"]["令和5年度"], strict=True):
                lines.put(line, heading, letter)
        for item in told["item"]:
            row = rows[match_key(item["number"])]
            title = item.get("former", plan.value(row, "本文"))
            kind = "改称" if "former" in item else "継続"
            words = {"年度": "令和5年度", "旧ID": plan.value(row, "ID"), "旧表題": title, "新ID": plan.value(row, "ID")}
            for heading, value in (words | {"区分": kind}).items():
                lines.put(free, heading, value)
            for heading, letter in zip(raters, item["prior"]["令和4年度"], strict=True):
                lines.put(free, heading, letter)
            free += 1
        for row, year in enumerate(told["years_shown"], HEADER_ROW + 1):
            years.put(row, "年度", year)


def _fill_item(root: Path, item: Mapping[str, Any]) -> None:
    """The workbooks of an item: those of its departments, and the Ministry's."""
    owners = [owner for part in (item, *item.get("owner", ())) for owner in part["owners"]]
    for owner in owners:
        path = root / "inputs" / "部署" / f"{item['number']}_{owner}.xlsx"
        if path.is_file():
            with _opened(path) as book:
                _fill_department(book, item, owner, alone=len(owners) == 1)
    with _opened(root / "inputs" / "主務省" / f"{item['number']}_評価.xlsx") as book:
        sheet = book["評価"]
        sheet["C3"] = item["minister"]
        page = _Page(sheet, RATING_HEAD)
        (heading,) = (h for h in page.columns if h not in ("ID", "番号", "対象") and not h.startswith("前年度の"))
        for reason in item["reason"]:
            row = next(r for r in page.rows() if page.value(r, "番号") == reason["key"] and not page.value(r, heading))
            page.put(row, heading, reason["text"].strip())


def _fill_department(book: openpyxl.Workbook, item: Mapping[str, Any], owner: str, *, alone: bool) -> None:
    work = _Page(book["取組"])
    headings = [h for h in work.columns if f"前年度の{h}" in work.columns]
    units: dict[str, list[int]] = {}
    for row in work.rows():
        units.setdefault(work.value(row, "番号") or list(units)[-1], []).append(row)
    for answer in item["answer"]:
        if answer["unit"] in units:
            row = units[answer["unit"]].pop(0)
            for heading, column in zip(headings, ("results", "own_rating"), strict=True):
                work.put(row, heading, answer[column].strip())
    page = _Page(book["指標"])
    spare = page.rows()
    for one in (i for i in item.get("indicator", ()) if alone or i["owner"] == owner):
        _fill_indicator(page, next(spare), one)
    blank = (s for s in book if s.title.startswith("表 ") and not s.cell(FACT_ROW + 2, 2).value)
    for table in (t for t in item.get("table", ()) if t["owner"] == owner):
        _fill_table(next(blank), table)


def _fill_indicator(page: _Page, row: int, one: Mapping[str, Any]) -> None:
    years = [h for h in page.columns if h.endswith("年度") and h[:2] == "令和"]
    now = next(h for h in page.columns if h.endswith(" 実績"))
    facts = {"指標名": one["name"], "単位": one["unit"], "小数桁": one.get("decimals", 0), "良い方向": one["good"]}
    facts |= {"目標": one["target"], "比較": one.get("comparator", "≧"), "目標の基準": one.get("base", "実績")}
    facts |= dict(zip([*years, now], one["values"], strict=True)) | {"速報/確定": "確定"}
    for heading, value in facts.items():
        page.put(row, heading, value)


def _fill_table(sheet: Worksheet, table: Mapping[str, Any]) -> None:
    """A blank table: its facts, the keys of its columns and rows, its cells."""
    for index, field in enumerate(TABLE_FACTS):
        if field.id in table:
            sheet.cell(FACT_ROW + index + 1, 2).value = table[field.id]
    for index, field in enumerate(AXIS):
        for c, column in enumerate(table["columns"]):
            if value := _key(column, field.id):
                sheet.cell(AXIS_ROW + index + 1, BODY_COLUMN + c + 1).value = value
        for r, line in enumerate(table["rows"]):
            if value := _key(line, field.id):
                sheet.cell(BODY_ROW + r + 1, index + 1).value = value
    for r, line in enumerate(table["rows"]):
        for c, text in enumerate(line["cells"]):
            if text:
                sheet.cell(BODY_ROW + r + 1, BODY_COLUMN + c + 1).value = text


def _key(axis: Mapping[str, Any], field: str) -> str:
    if field.startswith("label"):
        at = int(field[-1]) - 1
        return axis["labels"][at] if at < len(axis["labels"]) else ""
    return str(axis.get(field, "")) if field != "id" else ""
