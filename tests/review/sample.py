"""A hand-made ``Changes`` with every class of change, for the tests of the reports. All of it is 架空."""

from decimal import Decimal

from small import profile

from authoring.review.changes import (
    Changes,
    IndicatorChange,
    Line,
    RatingChange,
    Restatement,
    StructureChange,
    Unchanged,
)

NUMBERS = {
    "e1": "Ⅰ", "e2": "Ⅰ-1", "e3": "Ⅰ-1-(1)", "e4": "Ⅰ-1-(2)", "e5": "Ⅰ-2", "e6": "Ⅱ", "e7": "Ⅲ", "x1": "Ⅰ-4",
}  # fmt: skip
TITLES = {
    "e1": "業務の質", "e2": "収納対策", "e3": "行動計画", "e4": "環境の整備", "e5": "相談", "e6": "予算", "e7": "財産",
    "x1": "旧窓口",
}  # fmt: skip
OWNERS = {"e2": ("収納部", "システム部"), "e5": ("相談部",), "e6": ("財務部",), "e7": ("財務部",), "x1": ("相談部",)}

LINES = (
    Line(
        "year-roll", "e2", "e2", "plan", "e2.plan.1",
        "平成30年度の計画を作る。", "令和元年度の計画を作る。", label="段落",
    ),
    Line(
        "number", "e2", "e3", "progress", "r0001.progress.1",
        "〇納付率は68.1%となり、前年度を▲0.4ポイント下回った。", "〇納付率は69.3%となり、前年度を1.2ポイント下回った。",
        owner="収納部", label="段落",
    ),
    Line(
        "wording", "e2", "e3", "progress", "r0001.progress.2",
        "〇未納者に電話で納付を勧めた。", "〇未納者に文書と電話で納付を勧め、窓口でも相談を受けた。",
        owner="収納部", label="段落",
    ),
    *(
        Line(
            "same", "e2", "e3", "progress", f"r0001.progress.{n}",
            f"・変わらない取組の{n}番目を続けた。", f"・変わらない取組の{n}番目を続けた。",
            owner="収納部", label="段落",
        )
        for n in (3, 4, 5)
    ),
    Line("number", "e2", "e3", "progress", "t1/r1/c2", "10件", "12件", owner="収納部",
         label="納付率の推移: 件数 / 令和元年度", cell=True),
    Line("same", "e2", "e3", "progress", "t1/r2/c2", "5件", "5件", owner="収納部",
         label="納付率の推移: 免除 / 令和元年度", cell=True),
    Line("new", "e2", "e3", "progress", "t1/r3/c2", "", "1,234人 (79.0%)", owner="収納部",
         label="納付率の推移: 猶予 / 令和元年度", cell=True),
    Line("new", "e2", "e4", "self", "r0002.self.1", "", "〇{{納付率}}を<script>alert(1)</script>と書いた。",
         owner="システム部", label="段落"),
    Line("gone", "e2", "e4", "self", "r0002.self.9", "〇紙の台帳を使った。", "", owner="システム部", label="段落"),
    Line("not-filled", "e2", "e4", "progress", "r0003.progress.1", "〇環境を整えた。", "",
         owner="収納部", label="段落"),
    Line("wording", "e2", "e2", "reason", "v0001.reason.1",
         "計画どおり取り組んでいる。", "計画を上回って取り組んでいる。", label="段落"),
    Line("moved", "e5", "e5", "progress", "r0004.progress.1", "〇相談窓口を開いた。", "〇相談窓口を開いた。",
         moved_from="e4", owner="相談部", label="段落"),
    Line("same", "e5", "e5", "progress", "r0004.progress.2", "〇予約相談を続けた。", "〇予約相談を続けた。",
         owner="相談部", label="段落"),
    Line("gone", "x1", "x1", "progress", "r0009.progress.1", "〇旧窓口を閉じた。", "", owner="相談部", label="段落"),
    Line("number", "", "別表3", "progress", "t9/r1/c1", "100", "▲200", label="別表3: 収入 / 決算額", cell=True),
)  # fmt: skip


def sample_changes(**more: object) -> Changes:
    """平成30年度 beside 令和元年度, with every class; ``more`` replaces fields."""
    base: dict[str, object] = {
        "old_year": 2018, "new_year": 2019, "old_name": "h30", "new_name": "r01@draft1", "profile": profile(),
        "items": ("e2", "e5", "e6", "e7", "x1"), "numbers": NUMBERS, "titles": TITLES, "owners": OWNERS,
        "lines": LINES,
        "structure": (
            StructureChange("e4", "renumbered", "(3)", "(2)", "環境の整備", "環境の整備", "e2"),
            StructureChange("e3", "retitled", "(1)", "(1)", "計画", "行動計画", "e2"),
            StructureChange("e5", "moved", "3.", "2.", "相談", "相談", "e5"),
            StructureChange("e7", "added", "", "Ⅲ", "", "財産", "e7"),
            StructureChange("x1", "removed", "4.", "", "旧窓口", "", "x1"),
        ),
        "ratings": (
            RatingChange("e2", "e2", "収納対策", "収納対策", "minister", "B", "A", "kept", "up"),
            RatingChange("e5", "e5", "相談", "相談窓口", "minister", "A", "B", "merged", "down"),
            RatingChange("e5", "x1", "相談", "旧窓口", "minister", "B", "B", "merged", "same"),
            RatingChange("e6", "e6", "予算", "予算", "minister", "B", "B", "renamed", "same"),
            RatingChange("e7", "", "財産", "", "minister", "", "B", "new", ""),
            RatingChange("x1", "x1", "旧窓口", "旧窓口", "minister", "B", "", "ended", ""),
        ),
        "indicators": (
            IndicatorChange(
                "m1", "e2", "収納部", "納付率", "%", "68.1%", "69.3%", "1.2ポイント", "1.0ポイント以上の上昇", "確定",
                "better", True, (("2016", Decimal("65.0")), ("2017", Decimal("66.3")), ("2018", Decimal("68.1")),
                                 ("2019", Decimal("69.3"))),
            ),
            IndicatorChange(
                "m2", "e5", "相談部", "待ち時間", "分", "12分", "15分", "3分", "12分以下", "速報", "worse", False,
                (("2018", Decimal(12)), ("2019", Decimal(15))),
            ),
            IndicatorChange("m3", "e5", "相談部", "相談件数", "件", "10件", "", "", "", "", "", None,
                            (("2018", Decimal(10)),)),
            IndicatorChange("m4", "x1", "相談部", "旧窓口数", "", "3", "", "", "", "", "", None, (), gone=True),
        ),
        "restatements": (
            Restatement("m1", "e2", "納付率", "2017", "66.3%", "66.4%", "収納部"),
            Restatement("t1/r1/c1", "e2", "納付率の推移: 件数 / 平成30年度", "2018", "10件", "11件", "収納部"),
        ),
        "targets": (Unchanged("target", "e5", "e5", "", "m2", "待ち時間: 12分以下(前年度の実績 12分)", "相談部"),),
        "requests": (Unchanged("request", "e5", "e5", "", "q1", "待ち時間を短くすること。", "相談部"),),
        "notice": "架空",
        "remarks": {"r0001.progress.2": ("窓口の件数も書くこと。(課長補佐)",)},
    }  # fmt: skip
    return Changes(**(base | more))  # type: ignore[arg-type]
