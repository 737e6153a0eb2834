"""A small edition that reads like a plan, for tests: two items, an indicator, a table."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from authoring.edition.model import (
    PLACE_TEXT,
    Axis,
    Cell,
    Edition,
    Entry,
    Indicator,
    Keyed,
    Lineage,
    Place,
    Rating,
    Row,
    Table,
    TableCell,
    Target,
    Value,
)  # fmt: skip
from authoring.edition.profile import profile_from, read_profile

PROFILE_FILE = Path(__file__).resolve().parents[1] / "templates" / "profiles" / "nenkin.toml"


def profile():
    """The built-in profile."""
    found, problems = read_profile(PROFILE_FILE.read_text("utf-8"), "agency.toml")
    assert not problems
    return found


PLAN = (
    Entry("e1", None, 1, "Ⅰ", "heading", "業務の質"),
    Entry("e2", "e1", 2, "1.", "heading", "収納対策", owners=("収納部",), item=True),
    Entry("e3", "e2", 3, "", "paragraph", "次のことに取り組む。"),
    Entry("e4", "e2", 3, "(1)", "heading", "行動計画", opens_unit=True),
    Entry("e5", "e4", 4, "①", "paragraph", "計画を作る。"),
    Entry("e6", "e2", 3, "(2)", "heading", "環境の整備", opens_unit=True, owners=("収納部", "システム部")),
    Entry("e7", "e1", 2, "2.", "heading", "相談", owners=("相談部",), item=True, opens_unit=True),
    Entry("e8", None, 1, "Ⅱ", "heading", "予算", owners=("財務部",), item=True, opens_unit=True),
    Entry("e9", None, 1, "Ⅲ", "heading", "財産", owners=("財務部",), item=True, opens_unit=True, rated="e8"),
)


def indicator(**more):
    """納付率: 68.13 -> 69.27, printed 68.1 -> 69.3; its target is a rise of 1.0 points."""
    values = {
        "2018": Value(Decimal("68.1"), Decimal("68.13")),
        "2019": Value(Decimal("69.3"), Decimal("69.27"), "確定"),
    }
    base = {
        "id": "m1", "item": "e2", "owner": "収納部", "name": "納付率", "aliases": ("現年度の納付率",), "unit": "%",
        "decimals": 1, "good": "up", "values": values, "target": Target(Decimal("1.0"), "≧", "前年度差"),
    }  # fmt: skip
    return Indicator(**(base | more))


TABLE = Table(
    "t1", "納付率の推移", "e2", "収納部", "(納付率の推移)",
    rows=(Axis("r1", ("納付率",), indicator="納付率"), Axis("r2", ("件数",))),
    columns=(Axis("c1", ("平成30年度",), period="2018"), Axis("c2", ("令和元年度",), period="2019")),
    cells={("r2", "c1"): TableCell("10件"), ("r2", "c2"): TableCell("12件\n(目標)11件")},
)  # fmt: skip


def edition(**more):
    """The small edition; ``more`` replaces fields."""
    p = profile()
    base = {
        "year": 2019, "profile": p, "entries": PLAN,
        "rows": (
            Row("r0001", "e4", "収納部", {
                "progress": Cell("〇{{納付率}}でした。\n{{表:納付率の推移}}"), "self": Cell("〇達成しました。"),
            }),
            Row("r0002", "e6", "収納部", {"progress": Cell("〇整えました。")}),
            Row("r0003", "e6", "システム部", {"progress": Cell("〇{{参照:e4}}に記載しました。")}),
            Row("r0004", "e7", "相談部", {"progress": Cell("〇相談しました。")}),
            Row("r0005", "e8", "財務部", {"progress": Cell("〇執行しました。")}),
            Row("r0006", "e9", "財務部", {"progress": Cell("〇納付しました。")}),
        ),
        "keyed": (
            Keyed("v0001", "e2", "e2", {"viewpoint": Cell("〇取り組んだか。"), "reason": Cell("〇取り組んでいる。")}),
            Keyed("v0002", "e2", "e6", {"viewpoint": Cell("〇整えたか。")}),
        ),
        "tables": (TABLE,), "indicators": (indicator(),),
        "ratings": tuple(Rating(i, 2019, "minister", x) for i, x in (("e2", "A"), ("e7", "B"), ("e8", "B"))),
        "lineage": (Lineage(2019, "e2", "e2", "kept", "収納対策"),), "years_shown": (2018, 2019), "notice": "架空",
    }  # fmt: skip
    return Edition(**(base | more))


PLACES = (
    Place("予算", "statement", "令和元年度予算", "財務部"),
    Place("別表1", "appendix", "納付率の推移", "収納部"),
    Place("参考資料-総括表", "appendix", "予算の執行状況(総括表)", "財務部"),
    Place("参考資料-三か年", "appendix", "予算の執行状況(三か年)", "財務部"),
)


def with_annex():
    """The small edition with a statement, a part of the appendix and two tables of 参考資料, in every document."""
    base = edition()
    raw = {
        **base.profile.raw,
        "words": {**base.profile.raw["words"], "statements": "予算・収支計画・資金計画", "appendix": "別表"},
        "documents": [
            {**d, "parts": [*(p for p in d["parts"] if p not in ("statements", "appendix")), "statements", "appendix"]}
            for d in base.profile.raw["documents"]
        ],
    }
    rows = (
        Row("p0001", "予算", "財務部", {PLACE_TEXT: Cell("{{表:予算の表}}\n※端数処理の関係で合計に一致しない。")}),
        Row("p0002", "別表1", "収納部", {PLACE_TEXT: Cell("〇推移は次のとおり。\n{{表:納付率の推移}}")}),
        Row("p0003", "参考資料-総括表", "財務部", {PLACE_TEXT: Cell("〇執行の概要。")}),
    )
    table = replace(TABLE, id="t2", name="予算の表", caption="(予算)", item="", owner="財務部")
    return replace(
        base, profile=profile_from(raw), places=PLACES, rows=(*base.rows, *rows), tables=(*base.tables, table)
    )
