"""Every sheet and column of the input workbooks, declared once.

Writer, reader, 記入要領 and problems follow this declaration. A change of a column raises ``LAYOUT``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from authoring.edition.profile import Column, Profile
from authoring.edition.years import fiscal_year_name

__all__ = [
    "APPENDIX", "AXIS", "BLANK_TABLES", "COMMON", "CONTENTS", "DEPARTMENT", "GUIDE", "HEADER_ROW", "INFO", "LAYOUT",
    "MINISTRY", "NUMBERING", "OWNERS", "SPARE_AXES", "SPARE_ROWS", "TABLE_FACTS", "Field", "Sheet", "assessment_sheet",
    "figures_sheet", "homeless_sheet", "indicator_sheet", "lineage_sheet", "numbers_sheet", "places_sheet",
    "plan_draft_sheet", "plan_sheet", "requests_sheet", "safe_name", "texts_sheet", "work_sheet", "years_sheet",
]  # fmt: skip

LAYOUT = 1
HEADER_ROW = 4  # one-based: 1 title, 2 guide, 3 empty or facts, 4 headings
SPARE_ROWS = 8  # a unit has at least so many rows
SPARE_AXES = (4, 2)  # spare rows and columns of a table
BLANK_TABLES = 3
OWNERS = 5  # a unit has at most so many

COMMON = "共通"
DEPARTMENT = "部署"
MINISTRY = "主務省"
APPENDIX = "別表"
INFO = "基本情報"
NUMBERING = "番号表の版"
CONTENTS = "目次"
GUIDE = "記入要領"

Kind = Literal["id", "text", "number", "choice", "formula", "show"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a sheet. ``show``, ``id`` and ``formula`` are locked and grey; the others are to fill.

    ``watch``: a locked field whose change by hand is told (it is not read).
    """

    id: str
    heading: str
    width: int
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    help: str = ""
    watch: bool = False

    @property
    def locked(self) -> bool:
        """Whether people can't type in it."""
        return self.kind in ("id", "formula", "show")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that is one table: name, guide line, fields in order; headings in row ``header_row``."""

    name: str
    guide: str
    fields: tuple[Field, ...]
    header_row: int = HEADER_ROW
    spare: int = 0

    def index(self, field_id: str) -> int:
        """The zero-based column of a field."""
        return next(i for i, f in enumerate(self.fields) if f.id == field_id)


ID = Field("id", "ID", 8, "id", help="消したり書きかえたりしない。行の名札です。")


def safe_name(name: str) -> str:
    """A name as a file's: what Windows refuses becomes ・."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "・", name)


def plan_sheet(profile: Profile | None = None) -> Sheet:
    """年度計画: the frame, one heading or paragraph a row; this year's rating of each rater of the agency's own.

    Without a profile, what every agency's has (its name, the first columns).
    """
    levels, raters = (profile.levels, profile.raters_of("agency")) if profile else ((), ())
    return Sheet(
        "年度計画",
        "承認された年度計画を、見出しか段落ごとに1行で置きます。行の追加は「計画案」に貼ってから reissue で行います。",
        (
            ID,
            Field("parent", "親ID", 8, "show", help="上の見出し。階層から自動で決まります。"),
            Field(
                "level",
                "階層",
                6,
                "choice",
                tuple(str(i + 1) for i in range(len(levels))),
                "見出しの深さ。1 が最も上。",
            ),
            Field("number", "番号", 8, help="印刷される番号。段落で番号がなければ空欄。"),
            Field("kind", "種別", 8, "choice", ("見出し", "段落")),
            Field("text", "本文", 70, help="見出しの表題、または段落の文。"),
            Field("unit", "記入単位", 9, "choice", ("〇",), "ここから次の〇の前までを、まとめて一つの取組で答えます。"),
            Field("rated", "評定", 8, "choice", ("対象", "共有", "なし"), "評定の単位となる項目だけに入れます。"),
            Field("rated_with", "共有先", 8, help="評定を共有する項目の番号(例 Ⅳ)。"),
            *(
                Field(
                    f"rating_{rater.id}",
                    f"評定({rater.name})",
                    22,
                    "choice",
                    profile.scale_of(rater.id).letters if profile else (),
                    "評定が「対象」の項目に、この年度の評定を入れます。",
                )
                for rater in raters
            ),
            *(
                Field(f"owner{i}", f"担当{i}", 14, help="担当する部署。空欄は上の見出しと同じ。並び順が印刷の順。")
                for i in range(1, OWNERS + 1)
            ),
            Field("list_title", "一覧での表題", 24, help="評価一覧で表題がちがうときだけ。"),
            Field("contents_title", "目次での表題", 24, help="目次で表題がちがうときだけ。"),
        ),
        spare=0,
    )


def plan_draft_sheet() -> Sheet:
    """計画案: an approved plan is pasted here, one paragraph a row, without ids."""
    return Sheet(
        "計画案",
        "新しい年度計画を、1行に1段落で本文の列に貼ります。"
        "次の reissue が前年度と突き合わせ、年度計画のシートに置きます。",
        (Field("text", "本文", 100, help="見出しは番号から(例 (1) 行動計画の策定)。"),),
        spare=200,
    )


def lineage_sheet(profile: Profile | None = None) -> Sheet:
    """対応表: which item, entry or indicator came from which, one pair a row; the prior rating, a column a rater.

    The last columns came later: a workbook that lacks them is read all the same (``read_common``).
    """
    raters = profile.raters if profile else ()
    words = "旧IDの項目の、前の年度の標語。過去年度の記録がないときだけ入れます(記録があれば、その標語が使われます)。"
    return Sheet(
        "対応表",
        "前年度のどの項目が今年度のどの項目になったかを、1組1行で確かめます。",
        (
            Field("year", "年度", 12, help="新しい側の年度(例 令和元年度)。"),
            Field("old", "旧ID", 10, help="前の年度のID。新設なら空欄。"),
            Field("old_title", "旧表題", 44),
            Field("new", "新ID", 10, help="この年度のID。終了なら空欄。"),
            Field("new_title", "新表題", 44, "show"),
            Field("kind", "区分", 10, "choice", ("継続", "改称", "移動", "統合", "分割", "新設", "終了")),
            *(
                Field(
                    f"rating_{rater.id}",
                    f"前年度の標語({rater.name})" if len(raters) > 1 else "前年度の標語",
                    30 if len(raters) > 1 else 14,
                    "choice",
                    profile.scale_of(rater.id).letters if profile else (),
                    words,
                )
                for rater in raters
            ),
        ),
        spare=20,
    )


def years_sheet() -> Sheet:
    """表示年度: the years that the rating list and the counts show."""
    return Sheet(
        "表示年度", "評価一覧と評定の数に並べる年度を、古い順に入れます。", (Field("year", "年度", 16),), spare=6
    )


def places_sheet() -> Sheet:
    """別表一覧: the statements and the parts of the appendix, in printed order."""
    return Sheet(
        "別表一覧",
        "予算などの表と別表を、印刷する順に1行で1つ並べます。担当ごとのブックは、次の reissue でできます。",
        (
            Field("place", "場所", 18, help="呼び名。例 予算、別表3、参考資料-総括表(「-」の前は目次でまとめる名)。"),
            Field("part", "区分", 10, "choice", ("予算等", "別表"), "予算等は本文の後、別表は巻末に印刷します。"),
            Field("title", "表題", 44),
            Field("owner", "担当", 18),
            Field("file", "書簡", 24, help="書簡をそのまま載せるとき、inputs/添付 に置くファイルの名前。"),
        ),
        spare=20,
    )


def texts_sheet() -> Sheet:
    """別表: the texts of an owner's statements and parts of the appendix, and where its tables stand."""
    return Sheet(
        "別表",
        "白いセルに、印刷する文と、表を置く所({{表:名前}} の1行)を、印刷する順に記入します。行は足しません。",
        (
            ID,
            Field("place", "場所", 16, "show"),
            Field("title", "表題", 30, "show"),
            Field("text", "本文", 70, help="1行に1段落。表は {{表:名前}} と1行で書きます。"),
            Field("prior_text", "前年度の本文", 44, "show", watch=True),
        ),
    )


def figures_sheet() -> Sheet:
    """図中の数値: the figures that stand in the pictures of an owner, where no program could read them."""
    return Sheet(
        "図中の数値",
        "画像の中に書かれている数値を、1行に1つ写します。画像を差しかえたら、ここも直します。",
        (
            Field("figure", "図", 26, help="inputs/添付 の画像の名前({{図:名前}} の名前)。"),
            Field("name", "名前", 34, help="何の数値か。図の中の言葉のとおりに。"),
            Field("value", "値", 16, "number", help="単位を付けずに数字で。"),
            Field("unit", "単位", 10, help="% 件 人 億円 など。"),
            Field("period", "時点・年度", 16, help="例 令和元年度、令和2年3月。"),
        ),
        spare=20,
    )


def work_sheet(profile: Profile) -> Sheet:
    """取組: one row is one row of the printed table; last year's text stands beside each cell."""
    typed = [c for c in profile.typed("agency") if c.spans == "row"]
    fields = [
        ID,
        Field("unit", "単位ID", 8, "show"),
        Field("number", "番号", 10, "show"),
        Field("plan", "年度計画", 38, "show", watch=True),
        Field("state", "状態", 8, "formula"),
        *(Field(c.id, _bare(c), c.width + 12, help=_help(c)) for c in typed),
        *(Field(f"prior_{c.id}", f"前年度の{_bare(c)}", c.width, "show", watch=True) for c in typed),
    ]
    guide = "白いセルに、1行に1段落(改行は Alt+Enter)で記入します。行は足しません。段落が続くときは次の行へ。"
    return Sheet("取組", guide, tuple(fields))


def assessment_sheet(profile: Profile) -> Sheet:
    """評価: the Ministry's texts, keyed to the item or a plan entry; the ratings stand above, in row 3."""
    typed = profile.typed("ministry")
    fields = [
        ID,
        Field("key", "番号", 12, help="どの計画に対する文か。空欄は項目全体。「番号表」の番号を入れます。"),
        Field("title", "対象", 26, "show"),
        *(Field(c.id, _bare(c), c.width + 16, help=_help(c)) for c in typed),
        *(Field(f"prior_{c.id}", f"前年度の{_bare(c)}", c.width, "show", watch=True) for c in typed),
    ]
    words = "と".join(_said(c) for c in typed)
    above = max(2, len(profile.raters_of("ministry")))  # the lines of the ratings
    return Sheet("評価", f"評定は上の欄に、{words}は下の表に記入します。", tuple(fields), header_row=HEADER_ROW + above)


def indicator_sheet(year: int, prior: int = 3, *, first: bool = False) -> Sheet:
    """指標: prior years filled and protected, this year's value, exact form, target, status; live comparisons.

    ``first``: no past year is known, so the prior values are typed here, and are read as the values that they are.
    """
    before = Field("", "", 12, "number", help="単位を付けずに数字で。過去年度の記録がないので、ここに入れます。")
    before = before if first else Field("", "", 12, "show", watch=True)
    return Sheet(
        "指標",
        "今年度の実績と、わかる前年度までの実績を記入します。"
        if first
        else "今年度の実績を記入します。前年度までの値は確定した記録です(直すときは過去年度を訂正します)。",
        (
            ID,
            Field("name", "指標名", 26, help="文中の {{指標名}} で値を印刷できます。"),
            Field("aliases", "別名", 16, help="ほかの呼び方。「、」で区切ります。"),
            Field("unit", "単位", 8, help="% 件 人 億円 など。"),
            Field("decimals", "小数桁", 7, "number", help="印刷する小数の桁数。"),
            Field("good", "良い方向", 9, "choice", ("増", "減"), "値がどちらへ動くと良いか。決められなければ空欄。"),
            Field("as_of", "時点", 14, help="年度の値でなく、ある時点の値のときだけ(例 令和2年3月)。"),
            *(replace(before, id=f"y{y}", heading=fiscal_year_name(y)) for y in range(year - prior, year)),
            Field("value", f"{fiscal_year_name(year)} 実績", 14, "number", help="単位を付けずに数字で。"),
            Field("exact", "正確な値", 14, "number", help="四捨五入する前の値がわかるとき。差や率はこれで計算します。"),
            Field("target", "目標", 10, "number"),
            Field("comparator", "比較", 7, "choice", ("≧", "＞", "≦", "＜")),
            Field("base", "目標の基準", 11, "choice", ("実績", "前年度差", "前年度比"), "目標が何に対するものか。"),
            Field("status", "速報/確定", 10, "choice", ("速報", "確定")),
            Field("source", "出典", 18),
            Field("state", "状態", 8, "formula"),
            Field("difference", "前年度差", 10, "formula"),
            Field("relative", "前年度比", 10, "formula"),
            Field("met", "目標の達成", 11, "formula"),
        ),
    )


def numbers_sheet() -> Sheet:
    """番号表: every entry's number as the workbook was issued, and the words to copy."""
    return Sheet(
        "番号表",
        "文中で他の箇所を示すときは「書き方」をそのまま写します。番号が変わっても印刷は正しくなります。",
        (
            ID,
            Field("number", "番号", 16, "show"),
            Field("title", "表題", 50, "show"),
            Field("words", "書き方", 26, "show"),
        ),
    )


def requests_sheet() -> Sheet:
    """前年度からの宿題: last year's requests and commitments, each to be answered or declined."""
    return Sheet(
        "前年度からの宿題",
        "前年度の評価で求められたこと、自ら約束したことです。対応箇所の番号か、対応しない理由を記入します。",
        (
            ID,
            Field("kind", "種類", 8, "show"),
            Field("where", "前年度の箇所", 14, "show"),
            Field("text", "前年度の文", 60, "show", watch=True),
            Field("kept", "残す", 8, "choice", ("残す", "残さない"), "宿題として扱うかどうか。"),
            Field("answered_in", "対応箇所", 14, help="今年度の番号(例 Ⅰ-2-(1))。"),
            Field("declined", "対応しない理由", 30),
        ),
    )


def homeless_sheet() -> Sheet:
    """行き先なし: what was typed and has no place any more, with where it stood; added by ``reissue``."""
    return Sheet(
        "行き先なし",
        "作り直したときに、置き場がなくなった記入です。必要なものを正しい欄に写し、済んだ行の内容を消します。",
        (
            Field("file", "元のファイル", 30),
            Field("sheet", "元のシート", 16),
            Field("cell", "元のセル", 10),
            Field("words", "見出し", 30),
            Field("text", "記入されていた内容", 80),
        ),
    )


# A table's sheet: facts above, then the keys of its columns (rows) and of its rows (columns) with the same attributes.
TABLE_FACTS = (
    Field("id", "ID", 10, "id"),
    Field("name", "名前", 30, help="文中に1行で {{表:名前}} と書いた所に置かれます。"),
    Field("caption", "表題", 30, help="表の上に印刷されます。"),
    Field("corner", "左上", 30, help="左上のます(見出しの見出し)に印刷されます。例 区分。"),
    Field("unit", "単位", 10, help="表全体の単位(例 百万円)。"),
    Field("sign", "負の記号", 10, "choice", ("▲", "△", "−")),
    Field("rounding", "端数処理", 10, "choice", ("四捨五入", "切捨て")),
)
AXIS = (
    Field("id", "ID", 6, "id"),
    Field("role", "役割", 8, "choice", ("値", "目標", "増減", "達成率", "構成比", "合計", "文字", "見出し")),
    Field("meaning", "増減の意味", 8, "choice", ("比", "差", "割合")),
    Field("of", "内訳", 10, help="合計や差を作る ID。引くものは - を付けます(例 r1,-r2)。"),
    Field("indicator", "指標", 12, help="指標の名前。その値が印刷されます。"),
    Field("period", "時点", 10, help="例 令和元年度、令和2年3月。"),
    Field("level", "階層", 6, "number"),
    Field("label1", "見出し1", 18),
    Field("label2", "見出し2", 14),
    Field("label3", "見出し3", 12),
)


def _bare(column: Column) -> str:
    """A column's heading without the year and line breaks, for the heading of a sheet."""
    return column.heading.replace("{year}計画に対する", "").replace("{year}", "").replace("\n", "・")


def _said(column: Column) -> str:
    """A column in a sentence: what its heading speaks of (評価に当たっての視点 is 視点)."""
    return _bare(column).split("の")[-1]


def _help(column: Column) -> str:
    ending = f"文末は「{column.register}」。" if column.register else ""
    return f"1行に1段落。〇 ・ ※ ① 【】 は行頭に付けます。{ending}"
