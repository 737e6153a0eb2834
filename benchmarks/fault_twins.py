"""Clean twins: what looks like a fault and is none. The lines are invented (架空), of things that nobody else tells."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial

from authoring.edition.quantities import format_number
from benchmarks.fault_field import Field
from benchmarks.fault_tables import replaced
from benchmarks.faults import Plant, Spot, with_cells, with_more, with_request
from benchmarks.generate import YEAR
from benchmarks.witness import figure, printed

__all__ = ["LINES", "twins"]

_OWN = ("夜間", "早朝", "週末", "巡回", "合同", "試行", "隔月", "遠隔", "先行", "共同")
LINES = {
    2: (
        "〇夜間受付の件数は1,243件で、休日受付の件数は1,234件でした。",
        "〇夜間受付の件数は2,134件となり、うち電話によるものは1,234件でした。",
    ),
    4: (
        "〇夜間受付を済ませた割合は61.2%(前年度60.1%、+1.1ポイント)となりました。",
        "〇夜間受付の平均処理日数は4.1日(前年度4.6日、▲0.5日)でした。",
        "〇夜間受付の件数は980件で、前年度(1,050件)から70件の減となりました。",
    ),
    5: (
        "〇夜間受付を済ませた割合は62.0%と、前年度の60.0%から3.3%の伸びとなりました。",
        "〇夜間受付を済ませた割合は62.0%で、前年度比103.3%となりました。",
        "〇利用した人の12.5%が、窓口の待ち時間は3.2ポイント分の改善に当たると答えました。",
    ),
    6: (
        "〇夜間受付の経費は12.3億円(1,230百万円)でした。",
        "〇夜間受付の対象となった方は約4.2万人(41,873人)でした。",
        "〇夜間受付の経費は12.3億円、休日受付の経費は850百万円でした。",
    ),
    7: (
        "〇夜間受付の平均処理日数は1.2日、休日受付の平均処理日数は12.0日でした。",
        "〇夜間受付を済ませた割合は6.7%、休日受付を済ませた割合は66.8%でした。",
    ),
    8: (
        "〇夜間受付は、前年度と同じ12か所で行いました。",
        "〇夜間受付の会議は前年度(4回)と同じ4回開きました。",
    ),
    10: (
        "〇平成30年度に作成した手引を用いて、夜間受付を実施しました。",
        "〇平成31年4月に、夜間受付の窓口を2か所に設けました。",
        "〇夜間受付の平成30年度末の残りは1,200件で、令和元年度末には1,100件まで減りました。",
    ),
    11: (
        "〇令和元年7月から始めた夜間受付を、全国の拠点に広げました。",
        "〇平成29年度からの夜間受付に加え、令和元年度からは休日受付も始めました。",
    ),
    13: (
        "〇夜間受付の平均処理日数は4.1日と、前年度(5.0日)を下回りました。",
        "〇夜間受付の件数は前年度実績(1,200件)を上回ることはできず、1,150件でした。",
        "〇夜間受付の件数は、前年度の1,200件を上回る水準を目指しましたが、1,150件でした。",
        "〇夜間受付の減少率は3.2%と、前年度(2.8%)を上回りました。",
    ),
    14: (
        "〇夜間受付の目標は達成できませんでした。",
        "〇目標の達成に向けて、夜間受付の手順を見直しました。",
        "〇夜間受付の目標(500件)を達成するため、拠点ごとの計画を作りました。",
    ),
    16: (
        "※詳しくは「夜間受付の手引」第3章(2)を参照。",
        "〇夜間受付の要領(令和元年版)の2-(4)に沿って実施しました。",
    ),
    17: ("〇夜間受付の手引の別紙3に、手順をまとめました。",),
    18: ("〇「夜間受付の見直しに向けた検討会」の結果をまとめました。",),
    20: (
        "〇夜間受付の記録をA4判1枚にまとめ、ISO27001の点検を受けました。",
        "〇夜間受付の様式No.3を改めました。",
        "〇夜間受付の対象は20～59歳の方としました。",
    ),
}  # fmt: skip


def twins(field: Field, spots: Iterator[Spot]) -> Iterator[Plant]:
    """Twins of every kind; ``spots``: cells of progress in which nothing is planted, one for each line."""
    for kind, lines in LINES.items():
        for n, plain in enumerate(lines):
            spot, line = (
                next(spots),
                plain.replace("夜間", f"{_OWN[n]}{_OWN[kind % 10]}{'新' * (kind > 9)}").replace(
                    "休日", f"別の{_OWN[n]}{kind}"
                ),
            )
            edit = partial(with_more, spot=spot, line=line)
            yield Plant(kind, spot, edit, line, twin=True)
    yield from _hidden(field)
    yield from _agreeing(field)
    yield from _rounded(field)
    yield from _declined(field)


def _hidden(field: Field) -> Iterator[Plant]:
    """The last digit of a count is another, and a rate in one decimal can't tell."""
    for table, old in field.tables:
        texts = printed(table)
        if field.shape(table) != "目標と実績" or figure(old.cells["r1", "c2"].text) is None:
            continue
        at = ("r1", "c2")
        value = figure(texts[at]) or Fraction(0)
        new = replaced(texts[at], value + 1)
        goal, rate = figure(texts["r1", "c1"]) or Fraction(1), figure(texts["r1", "c3"])
        if (value + 1) * 1000 // goal / Fraction(10) == rate:
            yield _table(1, table.id, at, {at: new}, table.name)


def _agreeing(field: Field) -> Iterator[Plant]:
    """A year's figure and its change are others together."""
    for table, _ in field.tables:
        if field.shape(table) != "年度の比較":
            continue
        row = next(r for r in table.rows if r.used and r.meaning == "relative" and not r.indicator)
        column = next(c for c in table.columns if c.period == str(YEAR))
        last = next(c for c in table.columns if c.period == str(YEAR - 1))
        change = next(c for c in table.columns if c.role == "change")
        before = figure(table.cells[row.id, last.id].text) or Fraction(1)
        new = before * 11 // 10 + 1
        moved = Decimal(new.numerator * 100) / Decimal(before.numerator) - 100
        texts = {
            (row.id, column.id): replaced(table.cells[row.id, column.id].text, Fraction(new)),
            (row.id, change.id): f"{format_number(moved, 1, plus=True)}%",
        }
        yield _table(3, table.id, (row.id, column.id), texts, table.name)


def _rounded(field: Field) -> Iterator[Plant]:
    """A total that its rounded parts miss by one."""
    for table, _ in field.tables:
        if field.shape(table) != "時点の比較":
            continue
        total = next(r for r in table.rows if r.role == "total")
        column = [c.id for c in table.columns if c.used][-1]
        values = [figure(table.cells[name, column].text) or Fraction(0) for name in total.of]
        texts = {(name, column): _myriads(v) for name, v in zip(total.of, values, strict=True)}
        texts[total.id, column] = _myriads(sum(values, Fraction(0)))
        yield _table(3, table.id, (total.id, column), texts, table.name)


def _myriads(value: Fraction) -> str:
    return f"{format_number(Decimal(value.numerator) / Decimal(value.denominator) / 10_000, 1)}万人"


def _table(kind: int, table: str, at: tuple[str, str], texts: dict[tuple[str, str], str], name: str) -> Plant:
    edit = partial(with_cells, table=table, texts=texts)
    return Plant(kind, Spot("cell", (table, *at)), edit, f"{name}: {texts}", twin=True)


def _declined(field: Field) -> Iterator[Plant]:
    free = [q for q in field.now.requests if q.kept and q.answered_in and ("request", q.id) not in field.used]
    for asked in free[:3]:
        edit = partial(
            with_request, request=asked.id, answered_in="", declined="制度の改正により、対象がなくなったため。"
        )
        yield Plant(15, Spot("request", (asked.id,)), edit, asked.text, twin=True)
