"""Tables of every shape that SOURCE.md names (Numbers), with invented figures.

A shape draws columns, rows and the texts of the cells that are typed; cells that show an indicator are left to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from authoring.edition.lookup import linked
from authoring.edition.model import Axis, Table, TableCell
from authoring.edition.periods import unrounded
from authoring.edition.quantities import change, format_number, truncate
from authoring.edition.years import fiscal_year_name, print_period
from authoring.workbooks.layout import BLANK_TABLES, SPARE_AXES
from benchmarks.fact_sentences import PERCENT
from benchmarks.prose import ASPECTS, PLACES, THINGS
from benchmarks.sketches import Draw, Sketch

__all__ = ["SHAPES", "Draw", "blank_tables", "make_table"]

BLANK_SIZE = (12, 6)  # rows and columns of a blank table


def _linked_rows(draw: Draw, sketch: Sketch, years: Sequence[int]) -> None:
    """Rows of indicators, with the change of the last year; then typed ones, so that there are always some."""
    for one in draw.yearly(2):
        meaning = "points" if one.unit in PERCENT else "relative"
        now, before = unrounded(one.values[str(draw.year)]), unrounded(one.values[str(draw.year - 1)])
        moved = change(now, before, meaning) if now is not None and before is not None else None  # type: ignore[arg-type]
        sign = "ポイント" if meaning == "points" else "%"
        typed = f"{format_number(moved, 1, plus=True)}{sign}" if moved is not None else "-"
        sketch.row((one.name,), [*[""] * len(years), typed], meaning=meaning, indicator=one.name)
    first, second = draw.things(2)
    sketch.row((first,), [*(draw.count(first, y) for y in years), draw.relative(first, draw.year)], meaning="relative")
    shares = [draw.percent(second, y) for y in years]
    sketch.row((f"{second}の割合",), [*shares, draw.points(second, draw.year, draw.year - 1)], meaning="points")


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
        sketch.row((label,), [draw.percent(label, y) for y in years])
        moved = [draw.points(label, y, y - 1).replace("▲", "−") for y in years[1:]]
        sketch.row(("(増減)",), ["-", *moved], role="change", meaning="points", level=1)
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
    whole, part = draw.things(2)
    sketch.column(whole)
    sketch.column(f"うち{part}")
    sketch.column("割合", role="share", of=(f"c{len(shown) + 2}", f"c{len(shown) + 1}"))
    for year in range(draw.year - 3, draw.year + 1):
        of, some = draw.number(whole, year), draw.number(whole, year) * draw.share(part, year) // 100
        typed = [f"{of:,}件", f"{some:,}件", f"{format_number(some * 100 / of, 1)}%"]
        sketch.row((fiscal_year_name(year),), [*[""] * len(shown), *typed], period=str(year))
    return sketch


def triangle(draw: Draw) -> Sketch:
    """Cohorts: each year adds one and drops one; below each how far it has come since its first year."""
    sketch, years = Sketch(), range(draw.year - 2, draw.year + 1)
    sketch.years(years)
    thing = draw.rng.choice(THINGS)
    for start in years:
        seen = [y >= start for y in years]
        of = [draw.share(f"{thing}{start}", y) for y in years]
        sketch.row(
            (f"{fiscal_year_name(start)}分",),
            [f"{format_number(v, 1)}%" if s else "" for v, s in zip(of, seen, strict=True)],
        )
        first = of[start - years[0]]
        moved = [
            f"({format_number(v - first, 1, plus=True)}ポイント)" if y > start else ""
            for v, y in zip(of, years, strict=True)
        ]
        sketch.row(("(伸び幅)",), moved, role="change", meaning="points")
    return sketch


def roll_forward(draw: Draw) -> Sketch:
    """The opening is last year's closing."""
    sketch, years = Sketch(unit="件"), range(draw.year - 1, draw.year + 1)
    thing = draw.rng.choice(THINGS)
    sketch.years(years)
    closing = {y: draw.number(thing, y) + 20_000 for y in (years[0] - 1, *years)}
    less = {y: draw.number(f"{thing}処理", y) + 30_000 for y in years}
    rows = (
        [closing[y - 1] for y in years],
        [closing[y] - closing[y - 1] + less[y] for y in years],
        [less[y] for y in years],
        [closing[y] for y in years],
    )
    labels = ("前年度末の残り", "受け付けた分", "終わった分", "年度末の残り")
    of = (("r4@-1",), (), (), ("r1", "r2", "-r3"))
    for index, label in enumerate(labels):
        role = "total" if index == 3 else "value"
        texts = [format_number(value, 0) for value in rows[index]]
        sketch.row((label,), texts, role=role, of=of[index])
    return sketch


def break_down(draw: Draw) -> Sketch:
    """A total, its parts, and 内訳 of a part, with the share of each."""
    sketch = Sketch(corner="区分")
    a, b, c = draw.things(3)
    parts = [int(draw.number(label, draw.year)) for label in (a, b, c)]
    sketch.column("件数", period=str(draw.year))
    sketch.column("構成比", role="share")
    total, inner = sum(parts), parts[0] // 3

    def texts(number: int) -> list[str]:
        return [f"{number:,}件", f"{format_number(Decimal(number) * 100 / total, 1)}%"]

    sketch.row((a,), texts(parts[0]), role="total", of=("r2", "r3"))
    sketch.row(("内訳", "窓口"), texts(inner), level=1)
    sketch.row(("内訳", "郵送"), texts(parts[0] - inner), level=1)
    sketch.row((b,), texts(parts[1]))
    sketch.row((c,), texts(parts[2]))
    sketch.row(("合計",), texts(total), role="total", of=("r1", "r4", "r5"))
    return sketch


def two_levels(draw: Draw) -> Sketch:
    """A header of two levels: years over measures."""
    sketch, years = Sketch(corner="区分"), (draw.year - 1, draw.year)
    for year in years:
        sketch.column(fiscal_year_name(year), "件数", period=str(year))
        sketch.column(fiscal_year_name(year), "割合", role="share", period=str(year))
    sketch.column("対前年度比", role="change", of=("c3", "-c1"))
    labels = draw.things(4)
    for label in labels:
        texts = [t for y in years for t in (draw.count(label, y), _part(draw, labels, label, y))]
        sketch.row((label,), [*texts, draw.relative(label, draw.year)], meaning="relative")
    sums = {y: sum(draw.number(label, y) for label in labels) for y in years}
    moved = change(Decimal(sums[draw.year]), Decimal(sums[draw.year - 1]), "relative") or Decimal(0)
    texts = [t for y in years for t in (f"{sums[y]:,}件", "100.0%")]
    last = f"{format_number(moved, 1, plus=True)}%"
    sketch.row(("合計",), [*texts, last], role="total", meaning="relative", of=("r1", "r2", "r3", "r4"))
    return sketch


def _part(draw: Draw, labels: Sequence[str], label: str, year: int) -> str:
    whole = sum(draw.number(each, year) for each in labels)
    return f"{format_number(draw.number(label, year) * 100 / whole, 1)}%"


def three_levels(draw: Draw) -> Sketch:
    """A header of three levels, and rows with two labels."""
    sketch = Sketch(sign="△")
    columns = [
        (y, form, what) for y in (draw.year - 1, draw.year) for form in ("紙", "電子") for what in ("件数", "日数")
    ]
    for year, form, what in columns:
        sketch.column(fiscal_year_name(year), form, what, period=str(year))
    for group in draw.things(2):
        for part in ("新規", "変更"):
            texts = [
                (draw.count if what == "件数" else draw.days)(f"{group}{part}{form}", y) for y, form, what in columns
            ]
            sketch.row((group, part), texts)
    return sketch


def as_of(draw: Draw) -> Sketch:
    """Points in time as columns; indicators of such points are shown."""
    years = (draw.year - 1, draw.year)
    periods = [f"{y + 1}-03" for y in years]
    sketch = Sketch()
    for period in periods:
        sketch.column(f"{print_period(period)}末", period=period)
    for one in [i for i in draw.indicators if periods[1] in i.values][:2]:
        sketch.row((one.name,), ["", ""], indicator=one.name)
    labels = draw.things(3)
    for label in labels:
        sketch.row((label,), [draw.count(label, y, "人") for y in years])
    whole = [f"{sum(draw.number(label, y) for label in labels):,}人" for y in years]
    first = len(sketch.rows) - 2
    sketch.row(("計",), whole, role="total", of=tuple(f"r{first + n}" for n in range(3)))
    return sketch


def target_actual(draw: Draw) -> Sketch:
    """Target, actual value and achievement."""
    sketch, period = Sketch(rounding="切捨て"), str(draw.year)
    sketch.column("目標", role="target", period=period)
    sketch.column("実績", period=period)
    sketch.column("達成率", role="achievement", of=("c2", "c1"))
    for label in draw.things(4):
        done, goal = draw.number(label, draw.year), draw.number(label, draw.year - 1) // 100 * 100
        rate = truncate(done * 100 / goal, 1)
        sketch.row((label,), [f"{goal:,}件", f"{done:,}件", f"{rate}%"])
    return sketch


def composites(draw: Draw) -> Sketch:
    """Cells that carry several values, times and placeholders."""
    sketch, years = Sketch(), (draw.year - 1, draw.year)
    sketch.years(years)
    a, b, c, d, e = draw.things(5)
    forms: tuple[tuple[str, Callable[[int], str]], ...] = (
        (f"{a}を満たした人", lambda y: f"{draw.count(a, y, '人')} ({draw.percent(a, y)})"),
        (f"{b}の日数", lambda y: draw.quicker(b, y)),
        (f"{c}の所", lambda y: f"{draw.count(c, y, '事業所')}\n(目標) {draw.number(c, y - 1) // 1000 + 1},000事業所"),
        (f"{d}の会議", lambda y: f"{int(draw.number(d, y)) % 11 + 2}回({int(draw.number(d, y)) % 83 + 10}名出席)"),
        ("待ち時間", lambda y: f"{int(draw.number(e, y)) % 4}:{int(draw.number(e, y)) % 60:02d}"),
        ("該当なし", lambda _: "-"),
    )
    for label, form in forms:
        sketch.row((label,), [form(y) for y in years])
    return sketch


def two_bands(draw: Draw) -> Sketch:
    """A header and a body, twice in one table."""
    sketch, rng = Sketch(corner="様式"), draw.rng
    year = draw.year
    months = [print_period(f"{year}-{rng.randint(4, 12):02d}"), print_period(f"{year + 1}-{rng.randint(1, 3):02d}")]
    forms = [(form, month) for form in ("紙", "電子", "媒体") for month in months]
    for form, month in forms:
        sketch.column(form, month)

    def days(band: str) -> list[str]:
        values = [draw.length(f"{band}{form}{n % 2}", year) for n, (form, _) in enumerate(forms)]
        moved = [format_number(b - a, 1, plus=True) for a, b in pairwise(values)]
        return [f"{format_number(v, 1)}日" + (f"({moved[n - 1]}日)" if n % 2 else "") for n, v in enumerate(values)]

    sketch.row(("平均の日数",), days("一"))
    sketch.row(("変更の様式",), [form for form, _ in forms], role="header")
    sketch.row(("年月",), [month for _, month in forms], role="header")
    sketch.row(("平均の日数",), days("二"))
    return sketch


def words(draw: Draw) -> Sketch:
    """Dates and words, no figures to add up."""
    sketch = Sketch(corner="項目")
    sketch.column("実施の時期", role="text")
    sketch.column("内容", role="text")
    for label in draw.things(4):
        when = print_period(f"{draw.year}-{draw.rng.randint(5, 12):02d}-{draw.rng.randint(1, 28):02d}")
        sketch.row((label,), [when, f"{draw.rng.choice(PLACES)}で{draw.rng.choice(ASPECTS)}の手順を定めた。"])
    return sketch


def money(draw: Draw) -> Sketch:
    """Plan and result of money, groups with sub-totals, ▲ for overspending, fractions cut off."""
    sketch = Sketch(corner="区分", unit="百万円", rounding="切捨て")
    sketch.column("予算額", period=str(draw.year))
    sketch.column("決算額", period=str(draw.year))
    sketch.column("差額", role="change", of=("c1", "-c2"))
    labels = a, b, c, d = draw.things(4)
    plan = [int(draw.number(label, draw.year)) for label in labels]
    done = [
        int(draw.number(f"{label}決算", draw.year)) % (p // 3 + 1) + p * 4 // 5
        for label, p in zip(labels, plan, strict=True)
    ]

    def texts(p: int, d: int) -> list[str]:
        return [f"{p:,}", f"{d:,}", f"▲{d - p:,}" if d > p else f"{p - d:,}"]

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
