"""Snapshots for the tests: one small and readable, and any number of generated ones (hypothesis)."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from authoring.archive.snapshot import snapshot_files
from authoring.edition.blocks import Block, Grid, GridCell, Snapshot
from authoring.edition.model import Axis, Entry, Lineage, Place, Rating, Request
from authoring.edition.profile import profile_from

AGENCY = "見本機構"
PROFILE = profile_from(
    {
        "agency": AGENCY,
        "levels": ["Ⅰ", "1."],
        "columns": [
            {"id": "plan", "heading": "計画", "fills": "plan", "spans": "unit"},
            {"id": "self", "heading": "自己評価", "width": 30},
        ],
        "raters": [{"id": "boss", "name": "大臣", "scale": "five"}],
        "scales": [{"id": "five", "steps": [{"letter": each, "wording": f"{each}です。"} for each in "SABCD"]}],
        "documents": [],
        "words": {"counts": "評定の数", "contents": "目次"},
    }
)


def write(snapshot: Snapshot, folder: Path) -> Path:
    """Writes a snapshot's files; gives the folder back."""
    for name, data in snapshot_files(snapshot).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def indicator(name: str, values: dict[str, str]) -> dict[str, object]:
    return {
        "id": name,
        "item": "i2",
        "owner": "国年部",
        "name": "現年度納付率",
        "aliases": ["納付率"],
        "unit": "%",
        "good": "up",
        "values": {
            period: {"value": value, "exact": None, "text": f"{value}%", "status": "確定", "origin": "a.xlsx#指標!C4"}
            for period, value in values.items()
        },
        "target": {"value": "70", "comparator": "≧", "base": "", "text": "70%以上"},
        "decimals": 1,
    }


GRID = Grid(
    "t1", "納付率", "納付率の推移", "%",
    header=((GridCell("", rowspan=2, head=True), GridCell("納付率", colspan=2, head=True), None),
            (None, GridCell("30年度", head=True), GridCell("元年度", head=True))),
    body=((GridCell("全国", head=True), GridCell("68.1", number=True),
           GridCell("69.3", values=({"label": "", "value": "69.3", "unit": "", "role": "value"},), number=True)),),
    row_keys=(Axis("r1", ("全国",), indicator="rate", meaning="points"),),
    column_keys=(Axis("label1", (), role="label"), Axis("c1", ("納付率", "30年度"), period="2018"),
                 Axis("c2", ("納付率", "元年度"), role="target", of=("c1", "-c1@-1"), period="2019", level=1)),
)  # fmt: skip

SMALL = Snapshot(
    year=2019,
    profile=PROFILE,
    outline=(
        Entry("c1", None, 1, "Ⅰ", "heading", "業務", owners=("企画部",)),
        Entry("i2", "c1", 2, "2.", "heading", "保険料", item=True, opens_unit=True, list_title="保険料の収納"),
        Entry("c6", None, 1, "Ⅵ", "heading", "その他", item=True, rated="none"),
        Entry("c5", None, 1, "Ⅴ", "heading", "予算", item=True, rated="i2"),
    ),
    items={
        "i2": (
            Block("i2.plan.1", "i2", "plan", "paragraph", "納付率を上げる。", "〇", 1, unit="i2", entry="i2"),
            Block("r1.self.1", "i2", "self", "paragraph", "69.3%です。", "・", 2, unit="i2", row="r1", owner="国年部",
                  typed="{{納付率}}です。", targets=("rate",), origin="部署/a.xlsx#取組!E9"),
            Block("r1.self.2", "i2", "self", "table", "", unit="i2", row="r1", grid=GRID),
        ),
        "c6": (),
        "c5": (),
        "予算": (Block("予算.self.1", "", "self", "note", "四捨五入による。", "※"),),
        "別表3": (Block("別表3.self.1", "", "self", "table", "", grid=GRID),),
    },
    ratings=(Rating("i2", 2019, "boss", "A"),),
    lineage=(Lineage(2019, "i1", "i2", "renamed", "旧の保険料"), Lineage(2019, "", "c6", "new")),
    counts=({"year": 2019, "by": "boss", "S": 0, "A": 1, "B": 0, "C": 0, "D": 0, "total": 1},),
    indicators=(indicator("rate", {"2018": "68.1", "2019": "69.3"}),),
    requests=(Request("q1", "i2", "i2", "request", "さらに上げられたい。", answered_in="i2", declined="済み"),
              Request("q2", "i2", "i2", "commitment", "上げます。", kept=True)),
    titles={"i1": "旧の保険料"},
    notice="見本",
)  # fmt: skip

TEXT = st.text('あ納率Ⅰ①ab1%〇"\\\n\r\t\u2028\x85\ufeff𠮷', max_size=8)
ID = st.text("abz019_", min_size=1, max_size=6)
YEAR = st.integers(1989, 2100)
MAYBE = st.none() | TEXT
TEXTS = st.lists(TEXT, max_size=2).map(tuple)
NUMBER = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9).map(str)
PERIOD = st.sampled_from(["2018", "2019", "2019-03", "2020-03-31"])
PRINTED = TEXT | st.sampled_from(["69.3", "▲2.2%", "8,693人 (79.0%)", "-", "実施"])
AXIS = st.builds(
    Axis, ID, TEXTS, st.sampled_from(["value", "label", "header", "text", "total"]), st.sampled_from(["", "points"]),
    TEXTS, st.just("") | ID, st.just("") | PERIOD, st.integers(0, 3),
)  # fmt: skip


@st.composite
def _cells(draw: st.DrawFn, height: int, width: int) -> tuple[tuple[GridCell | None, ...], ...]:
    values = st.lists(st.dictionaries(st.sampled_from(["label", "value", "unit", "role"]), TEXT), max_size=2)

    def cell(r: int, c: int) -> GridCell | None:
        down, right = st.integers(1, height - r), st.integers(1, width - c)
        made = st.builds(GridCell, PRINTED, down, right, values.map(tuple), st.booleans(), st.booleans())
        return draw(st.none() | st.builds(GridCell, PRINTED) | made)

    return tuple(tuple(cell(r, c) for c in range(width)) for r in range(height))


@st.composite
def _grids(draw: st.DrawFn) -> Grid:
    width, height = draw(st.integers(1, 3)), draw(st.integers(0, 2))
    keys = draw(st.booleans())
    rows = draw(st.lists(AXIS, min_size=height, max_size=height)) if keys else ()
    columns = draw(st.lists(AXIS, min_size=width, max_size=width)) if keys else ()
    words = [draw(TEXT) for _ in range(4)]
    home = (draw(TEXT), draw(TEXT), draw(st.sampled_from("▲△−")), draw(st.sampled_from(["四捨五入", "切捨て"])))
    return Grid(*words, draw(_cells(1, width)), draw(_cells(height, width)), tuple(rows), tuple(columns), *home)


BLOCK = st.builds(
    Block, ID, ID, ID, st.sampled_from(["paragraph", "note", "table", "figure"]), TEXT, TEXT, st.integers(0, 5),
    MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, TEXTS, MAYBE, st.none() | _grids(), TEXTS, MAYBE,
)  # fmt: skip
BLOCKS = st.lists(BLOCK, max_size=2).map(tuple)
SOME_BLOCKS = st.lists(BLOCK, min_size=1, max_size=2).map(tuple)
REQUEST = st.builds(
    Request, ID, ID, ID, st.sampled_from(["request", "commitment"]), TEXT, TEXT, st.sampled_from([None, True, False]),
    TEXT, TEXT,
)  # fmt: skip
VALUE = st.fixed_dictionaries(
    {"value": NUMBER, "exact": st.none() | NUMBER, "text": TEXT, "status": TEXT, "origin": MAYBE}
)
TARGET = st.fixed_dictionaries({"value": NUMBER, "comparator": st.sampled_from("≧＞≦＜"), "base": TEXT, "text": TEXT})
INDICATOR = st.fixed_dictionaries(
    {
        "good": st.sampled_from(["", "up", "down"]),
        "id": ID,
        "aliases": st.lists(TEXT, max_size=2),
        "values": st.dictionaries(PERIOD, VALUE, max_size=2),
        "target": st.none() | TARGET,
        "name": TEXT,
        "unit": TEXT,
    },
    optional={"decimals": st.integers(0, 3), "item": ID, "owner": TEXT, "later": TEXT},
)
COUNT = st.fixed_dictionaries({"by": st.sampled_from(["boss", "other"]), "total": st.integers(0, 24), "year": YEAR},
                              optional={each: st.integers(0, 24) for each in "DSCAB"})  # fmt: skip


@st.composite
def _outlines(draw: st.DrawFn) -> tuple[Entry, ...]:
    ids = draw(st.lists(ID, unique=True, max_size=4))
    made = []
    for at, each in enumerate(ids):
        parent = draw(st.sampled_from([None, *ids[:at]]))
        rated = draw(st.sampled_from(["", "none", *(other for other in ids if other != "none")]))
        words = [draw(TEXT) for _ in range(4)]
        made.append(
            Entry(
                each, parent, draw(st.integers(1, 7)), words[0], "heading", words[1], draw(st.booleans()), draw(TEXTS),
                draw(st.booleans()), rated, words[2], words[3],
            )
        )  # fmt: skip
    return tuple(made)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """Any snapshot that the writer takes: every item has blocks (or none), places have some."""
    outline = draw(_outlines())
    items = {e.id: draw(BLOCKS) for e in outline if e.item}
    places = draw(st.dictionaries(st.sampled_from(["予算", "別表3", "参考資料-総括表"]), SOME_BLOCKS, max_size=2))
    kinds = st.sampled_from(["kept", "renamed", "moved", "merged", "split", "new", "ended"])

    parts = [Place(name, draw(st.sampled_from(("statement", "appendix"))), draw(TEXT), draw(TEXT)) for name in places]

    def some(one: st.SearchStrategy[object]) -> tuple[object, ...]:
        return tuple(draw(st.lists(one, max_size=2)))

    return Snapshot(
        draw(YEAR), PROFILE, outline, items | places,
        some(st.builds(Rating, ID, YEAR, ID, TEXT)), some(st.builds(Lineage, YEAR, TEXT, TEXT, kinds, TEXT)),
        some(COUNT), some(INDICATOR), some(REQUEST), draw(st.dictionaries(TEXT, TEXT, max_size=2)), draw(TEXT),
        some(REQUEST), tuple(draw(st.sampled_from(parts)) for _ in [0] if parts),
    )  # type: ignore[arg-type]  # fmt: skip
