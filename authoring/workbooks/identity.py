"""Which workbook is this: 基本情報 read and held against the edition that is being read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from authoring.edition.years import fiscal_year_name, parse_year
from authoring.problems import Origin, Problem, problem
from authoring.workbooks.layout import APPENDIX, COMMON, DEPARTMENT, INFO, LAYOUT, MINISTRY, NUMBERING
from authoring.workbooks.raw import RawBook
from authoring.workbooks.read_sheets import read_facts

__all__ = ["Identity", "identify"]


@dataclass(frozen=True, slots=True)
class Identity:
    """Kind (共通, 部署, 主務省, 別表), item id, owner, the notice for every page, and where 基本情報 says so."""

    kind: str
    item: str
    owner: str
    notice: str
    origin: Origin
    submitted: str = ""
    numbering: str = ""  # the print of the numbers that its 番号表 was issued with
    layout: str = str(LAYOUT)
    role: str = ""  # of whoever submitted it; never a name


def identify(book: RawBook, year: int, *, older: bool = False) -> tuple[Identity | None, list[Problem]]:
    """The identity, or None where the workbook is another year's, another layout's or not ours at all.

    ``older``: a workbook of an earlier layout has one too (``reissue`` alone reads it).
    """
    if INFO not in book.sheets:
        return None, [problem("workbook-foreign", Origin(book.file, INFO))]
    facts, problems = read_facts(book, INFO)
    nowhere = ("", Origin(book.file, INFO))

    def fact(label: str) -> tuple[str, Origin]:
        return facts.get(label, nowhere)

    kind, at = fact("種類")
    if kind not in (COMMON, DEPARTMENT, MINISTRY, APPENDIX):
        return None, [*problems, problem("workbook-foreign", at)]
    written, at = fact("年度")
    if parse_year(written) != year:
        return None, [*problems, problem("workbook-year", at, found=written or "空欄", wanted=fiscal_year_name(year))]
    version, at = fact("様式の版")
    earlier = older and version.isdecimal() and int(version) < LAYOUT
    if version != str(LAYOUT) and not earlier:
        return None, [*problems, problem("workbook-layout", at, found=version or "空欄", wanted=LAYOUT)]
    item, at = fact("項目ID")
    made = Identity(kind, item, fact("担当")[0], fact("注意")[0], at, fact("提出日")[0], fact(NUMBERING)[0], version)
    return replace(made, role=fact("提出者の役職")[0]), problems
