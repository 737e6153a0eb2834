"""Tables of every shape that SOURCE.md names (Numbers), with invented figures.

A shape draws columns, rows and the texts of the cells that are typed; cells that show an indicator are left to it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from authoring.edition.lookup import linked
from authoring.edition.model import Axis, Indicator, Table, TableCell
from authoring.edition.periods import unrounded
from authoring.edition.quantities import change, format_number
from authoring.edition.years import fiscal_year_name, print_period
from authoring.workbooks.layout import BLANK_TABLES, SPARE_AXES
from benchmarks.prose import ASPECTS, PERCENT, PLACES, THINGS

__all__ = ["SHAPES", "Draw", "blank_tables", "make_table"]

BLANK_SIZE = (12, 6)  # rows and columns of a blank table


@dataclass(frozen=True)
class Draw:
    """What a shape draws from: the generator, the year, and the indicators of the workbook that the table lies in."""

    rng: random.Random
    year: int
    indicators: Sequence[Indicator] = ()

    def count(self, unit: str = "件") -> str:
        """A printed count."""
        return f"{self.rng.randint(100, 99_999):,}{unit}"

    def percent(self) -> str:
        """A printed share."""
        return f"{self.rng.randint(10, 990) / 10:.1f}%"

    def step(self, unit: str = "%") -> str:
        """A printed change, with its sign."""
        return f"{self.rng.choice(('▲', '+', ''))}{self.rng.randint(1, 99) / 10:.1f}{unit}"

    def things(self, count: int) -> list[str]:
        """Labels, each another one."""
        return [
            f"{a}の{b}" for a, b in zip(self.rng.sample(THINGS, count), self.rng.choices(ASPECTS, k=count), strict=True)
        ]

    def yearly(self, count: int) -> list[Indicator]:
        """So many indicators at most whose values are of fiscal years."""
        known = [i for i in self.indicators if str(self.year) in i.values]
        return self.rng.sample(known, min(count, len(known)))


@dataclass
class Sketch:
    """A table in the making: axes in order, typed texts row by row ("" = empty)."""

    columns: list[Axis] = field(default_factory=list)
    rows: list[Axis] = field(default_factory=list)
    texts: list[list[str]] = field(default_factory=list)
    unit: str = ""
    sign: str = "▲"
    rounding: str = "四捨五入"
    corner: str = ""

    def column(
        self, *labels: str, role: str = "value", of: tuple[str, ...] = (), period: str = "", indicator: str = ""
    ) -> None:
        """One more column."""
        self.columns.append(Axis(f"c{len(self.columns) + 1}", labels, role, of=of, period=period, indicator=indicator))

    def row(
        self, labels: tuple[str, ...], texts: Sequence[str], *, role: str = "value", meaning: str = "",
        of: tuple[str, ...] = (), indicator: str = "", period: str = "", level: int = 0,
    ) -> None:  # fmt: skip
        """One more row."""
        self.rows.append(Axis(f"r{len(self.rows) + 1}", labels, role, meaning, of, indicator, period, level))
        self.texts.append(list(texts))

    def years(self, years: Sequence[int]) -> None:
        """A column for each year."""
        for year in years:
            self.column(fiscal_year_name(year), period=str(year))


def _linked_rows(draw: Draw, sketch: Sketch, years: Sequence[int]) -> None:
    """Rows of indicators, with the change of the last year; then typed ones, so that there are always some."""
    for one in draw.yearly(2):
        meaning = "points" if one.unit in PERCENT else "relative"
        now, before = unrounded(one.values[str(draw.year)]), unrounded(one.values[str(draw.year - 1)])
        moved = change(now, before, meaning) if now is not None and before is not None else None  # type: ignore[arg-type]
        typed = f"{format_number(moved, 1, plus=True)}%" if moved is not None else "-"
        sketch.row((one.name,), [*[""] * len(years), typed], meaning=meaning, indicator=one.name)
    for label in draw.things(2):
        sketch.row((label,), [*(draw.count() for _ in years), draw.step()], meaning="relative")


def years_as_columns(draw: Draw) -> Sketch:
    """Two or three years and 対前年度比, which means another thing in another row."""
    sketch, years = Sketch(), range(draw.year - draw.rng.choice((1, 2)), draw.year + 1)
    sketch.years(years)
    last = len(sketch.columns)
    sketch.column("対前年度比", role="change", of=(f"c{last}", f"-c{last - 1}"))
    _linked_rows(draw, sketch, years)
    return sketch


def many_years(draw: Draw) -> Sketch:
    """Five to ten years, as in the appendix."""
    sketch, years = Sketch(corner="区分", sign="−"), range(draw.year - draw.rng.randint(4, 9), draw.year + 1)
    sketch.years(years)
    for label in draw.things(4):
        sketch.row((label,), [draw.percent() for _ in years])
        sketch.row(
            ("(増減)",), ["-", *(draw.step("ポイント") for _ in years[1:])], role="change", meaning="points", level=1
        )
    return sketch


def current_first(draw: Draw) -> Sketch:
    """The current year stands first."""
    sketch, years = Sketch(corner="区分"), range(draw.year, draw.year - 3, -1)
    sketch.years(years)
    sketch.column("増減", role="change", of=("c1", "-c2"))
    _linked_rows(draw, sketch, years)
    return sketch


def years_as_rows(draw: Draw) -> Sketch:
    """Years as rows, measures (some of them indicators) as columns."""
    sketch, shown = Sketch(corner="年度"), draw.yearly(1)
    for one in shown:
        sketch.column(one.name, indicator=one.name)
    for label in draw.things(2):
        sketch.column(label)
    sketch.column("割合", role="share")
    for year in range(draw.year - 3, draw.year + 1):
        typed = [draw.count(), draw.count("人"), draw.percent()]
        sketch.row((fiscal_year_name(year),), [*[""] * len(shown), *typed], period=str(year))
    return sketch


def triangle(draw: Draw) -> Sketch:
    """Cohorts: each year adds one and drops one."""
    sketch, years = Sketch(), range(draw.year - 2, draw.year + 1)
    sketch.years(years)
    for start in years:
        seen = [y >= start for y in years]
        sketch.row((f"{fiscal_year_name(start)}分",), [draw.percent() if s else "" for s in seen])
        sketch.row(
            ("(伸び幅)",), [f"({draw.step('ポイント')})" if s else "" for s in seen], role="change", meaning="points"
        )
    return sketch


def roll_forward(draw: Draw) -> Sketch:
    """The opening is last year's closing."""
    sketch, rng = Sketch(unit="件"), draw.rng
    sketch.years(range(draw.year - 1, draw.year + 1))
    opening = rng.randint(20_000, 90_000)
    lines: list[list[int]] = []
    for _ in range(2):
        more, less = rng.randint(1_000, 9_000), rng.randint(1_000, 9_000)
        lines.append([opening, more, less, opening + more - less])
        opening = lines[-1][-1]
    labels = ("前年度末の残り", "受け付けた分", "終わった分", "年度末の残り")
    of = (("r4@-1",), (), (), ("r1", "r2", "-r3"))
    for index, label in enumerate(labels):
        role = "total" if index == 3 else "value"
        sketch.row((label,), [f"{line[index]:,}" for line in lines], role=role, of=of[index])
    return sketch


def break_down(draw: Draw) -> Sketch:
    """A total, its parts, and 内訳 of a part, with the share of each."""
    sketch, parts = Sketch(corner="区分"), [draw.rng.randint(100, 9_000) for _ in range(3)]
    sketch.column("件数", period=str(draw.year))
    sketch.column("構成比", role="share")
    total, inner = sum(parts), parts[0] // 3

    def texts(number: int) -> list[str]:
        return [f"{number:,}件", f"{format_number(Decimal(number) * 100 / total, 1)}%"]

    a, b, c = draw.things(3)
    sketch.row((a,), texts(parts[0]), role="total", of=("r2", "r3"))
    sketch.row(("内訳", "窓口"), texts(inner), level=1)
    sketch.row(("内訳", "郵送"), texts(parts[0] - inner), level=1)
    sketch.row((b,), texts(parts[1]))
    sketch.row((c,), texts(parts[2]))
    sketch.row(("合計",), texts(total), role="total", of=("r1", "r4", "r5"))
    return sketch


def two_levels(draw: Draw) -> Sketch:
    """A header of two levels: years over measures."""
    sketch = Sketch(corner="区分")
    for year in (draw.year - 1, draw.year):
        sketch.column(fiscal_year_name(year), "件数", period=str(year))
        sketch.column(fiscal_year_name(year), "割合", role="share", period=str(year))
    sketch.column("対前年度比", role="change", of=("c3", "-c1"))
    for label in draw.things(5):
        sketch.row(
            (label,), [draw.count(), draw.percent(), draw.count(), draw.percent(), draw.step()], meaning="relative"
        )
    return sketch


def three_levels(draw: Draw) -> Sketch:
    """A header of three levels, and rows with two labels."""
    sketch = Sketch(sign="△")
    for year in (draw.year - 1, draw.year):
        for form in ("紙", "電子"):
            for measure in ("件数", "日数"):
                sketch.column(fiscal_year_name(year), form, measure, period=str(year))
    for group in draw.things(2):
        for part in ("新規", "変更"):
            sketch.row(
                (group, part),
                [draw.count() if n % 2 == 0 else f"{draw.rng.randint(10, 99) / 10:.1f}日" for n in range(8)],
            )
    return sketch


def as_of(draw: Draw) -> Sketch:
    """Points in time as columns; indicators of such points are shown."""
    periods = (f"{draw.year}-03", f"{draw.year + 1}-03")
    sketch = Sketch()
    for period in periods:
        sketch.column(f"{print_period(period)}末", period=period)
    for one in [i for i in draw.indicators if periods[1] in i.values][:2]:
        sketch.row((one.name,), ["", ""], indicator=one.name)
    for label in draw.things(3):
        sketch.row((label,), [draw.count("人"), draw.count("人")])
    return sketch


def target_actual(draw: Draw) -> Sketch:
    """Target, actual value and achievement."""
    sketch, period = Sketch(rounding="切捨て"), str(draw.year)
    sketch.column("目標", role="target", period=period)
    sketch.column("実績", period=period)
    sketch.column("達成率", role="achievement", of=("c2", "c1"))
    for label in draw.things(4):
        goal = draw.rng.randint(1_000, 80_000)
        done = goal + draw.rng.randint(-goal // 5, goal // 3)
        rate = Decimal(done) * 100 / goal
        sketch.row((label,), [f"{goal:,}件", f"{done:,}件", f"{format_number(rate, 1)}%"])
    return sketch


def composites(draw: Draw) -> Sketch:
    """Cells that carry several values, times and placeholders."""
    sketch, rng = Sketch(), draw.rng
    sketch.years((draw.year - 1, draw.year))
    forms: tuple[tuple[str, Callable[[], str]], ...] = (
        ("満たした人", lambda: f"{draw.count('人')} ({draw.percent()})"),
        ("処理の日数", lambda: f"{rng.randint(10, 99) / 10:.1f}日(▲{rng.randint(1, 30) / 10:.1f}日)"),
        ("加入した所", lambda: f"{draw.count('事業所')}\n(目標) {rng.randint(1, 9)}0,000事業所"),
        ("会議", lambda: f"{rng.randint(1, 12)}回({rng.randint(10, 99)}名出席)"),
        ("待ち時間", lambda: f"{rng.randint(0, 3)}:{rng.randint(0, 59):02d}"),
        ("該当なし", lambda: "-"),
    )
    for label, form in forms:
        sketch.row((label,), [form(), form()])
    return sketch


def two_bands(draw: Draw) -> Sketch:
    """A header and a body, twice in one table."""
    sketch, rng = Sketch(corner="様式"), draw.rng
    months = [f"H30.{rng.randint(4, 12)}", f"H31.{rng.randint(1, 4)}"]
    forms = [(form, month) for form in ("紙", "電子", "媒体") for month in months]
    for form, month in forms:
        sketch.column(form, month)

    def days() -> list[str]:
        return [
            f"{rng.randint(20, 90) / 10:.1f}日" + (f"(▲{rng.randint(1, 19) / 10:.1f}日)" if n % 2 else "")
            for n in range(6)
        ]

    sketch.row(("平均の日数",), days())
    sketch.row(("変更の様式",), [form for form, _ in forms], role="header")
    sketch.row(("年月",), [month for _, month in forms], role="header")
    sketch.row(("平均の日数",), days())
    return sketch


def words(draw: Draw) -> Sketch:
    """Dates and words, no figures to add up."""
    sketch = Sketch(corner="項目")
    sketch.column("実施の時期", role="text")
    sketch.column("内容", role="text")
    for label in draw.things(4):
        when = f"令和元年{draw.rng.randint(5, 12)}月{draw.rng.randint(1, 28)}日"
        sketch.row((label,), [when, f"{draw.rng.choice(PLACES)}で{draw.rng.choice(ASPECTS)}の手順を定めた。"])
    return sketch


def money(draw: Draw) -> Sketch:
    """Plan and result of money, groups with sub-totals, ▲ for overspending, fractions cut off."""
    sketch = Sketch(corner="区分", unit="百万円", rounding="切捨て")
    sketch.column("予算額", period=str(draw.year))
    sketch.column("決算額", period=str(draw.year))
    sketch.column("差額", role="change", of=("c1", "-c2"))
    plan = [draw.rng.randint(1_000, 90_000) for _ in range(4)]
    done = [p + draw.rng.randint(-p // 4, p // 9) for p in plan]

    def texts(p: int, d: int) -> list[str]:
        return [f"{p:,}", f"{d:,}", f"▲{d - p:,}" if d > p else f"{p - d:,}"]

    a, b, c, d = draw.things(4)
    sketch.row((a,), texts(sum(plan[:2]), sum(done[:2])), role="total", of=("r2", "r3"), meaning="points")
    sketch.row((b,), texts(plan[0], done[0]), level=1, meaning="points")
    sketch.row((c,), texts(plan[1], done[1]), level=1, meaning="points")
    sketch.row((d,), texts(sum(plan[2:]), sum(done[2:])), meaning="points")
    sketch.row(("合計",), texts(sum(plan), sum(done)), role="total", of=("r1", "r4"), meaning="points")
    return sketch


SHAPES: dict[str, Callable[[Draw], Sketch]] = {
    "年度の比較": years_as_columns,
    "長期の推移": many_years,
    "今年度が先": current_first,
    "年度ごとの実績": years_as_rows,
    "世代別": triangle,
    "繰越し": roll_forward,
    "内訳": break_down,
    "二段の見出し": two_levels,
    "三段の見出し": three_levels,
    "時点の比較": as_of,
    "目標と実績": target_actual,
    "複合の値": composites,
    "二つの帯": two_bands,
    "実施の時期": words,
    "予算と決算": money,
}


def make_table(draw: Draw, shape: str, identity: str, home: tuple[str, str]) -> Table:
    """A table of that shape, owned by ``home`` (item, owner), with spare rows and columns behind the used ones."""
    sketch = SHAPES[shape](draw)
    cells = {
        (row.id, column.id): TableCell(text)
        for row, texts in zip(sketch.rows, sketch.texts, strict=True)
        for column, text in zip(sketch.columns, texts, strict=True)
        if text and not linked(row, column)
    }
    more_rows, more_columns = SPARE_AXES
    thing = draw.rng.choice(THINGS)
    return Table(
        id=identity, name=f"{thing}の{shape}({int(identity[1:])})", item=home[0], owner=home[1],
        caption=f"({thing}の{shape})", corner=sketch.corner, unit=sketch.unit, sign=sketch.sign,
        rounding=sketch.rounding,
        rows=(*sketch.rows, *_spare("r", len(sketch.rows), more_rows)),
        columns=(*sketch.columns, *_spare("c", len(sketch.columns), more_columns)), cells=cells,
    )  # fmt: skip


def _spare(letter: str, after: int, count: int) -> tuple[Axis, ...]:
    return tuple(Axis(f"{letter}{after + n + 1}", ()) for n in range(count))


def blank_tables(item: str, owner: str, first: int) -> list[Table]:
    """The blank tables of a department's workbook, ids from number ``first``."""
    rows, columns = BLANK_SIZE
    return [
        Table(f"t{first + n:03d}", "", item, owner, rows=_spare("r", 0, rows), columns=_spare("c", 0, columns))
        for n in range(BLANK_TABLES)
    ]
