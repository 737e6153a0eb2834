"""Which style of the template draws what: the names of the styles, and the style of a block.

The names are what a restyled template has to keep. They are looked up by name, not by id: Word gives its own ids when a
Japanese Word saves the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from authoring.edition.blocks import Block

__all__ = [
    "AFTER_TABLE", "CONTENTS_LABELS", "CRITERION", "DRAFT", "FOLLOWING_PART", "LIST", "NESTED", "NOTICE", "PART",
    "PLAIN", "REQUIRED", "TABLE_CAPTION", "TABLE_UNIT", "TITLE", "WIDE_HEAD", "WIDE_TABLE", "GridStyles",
    "contents_style", "heading_style", "style_of",
]  # fmt: skip

TITLE: Final = "Title"
DRAFT: Final = "Subtitle"
PART: Final = "部の見出し"
FOLLOWING_PART: Final = "部の見出し（続き）"
CRITERION: Final = "判定基準"
CONTENTS_LABELS: Final = "目次の列名"
NOTICE: Final = "柱の注意書き"
WIDE_HEAD: Final = "大表見出し"
WIDE_TABLE: Final = "大表"
TABLE_CAPTION: Final = "表の題"
TABLE_UNIT: Final = "表の単位"
AFTER_TABLE: Final = "表の後"
PLAIN: Final = "本文無印"
DEEPEST: Final = 7  # heading styles of the template
CIRCLES: Final = "〇○◯●◎Oo0０Ｏ"  # 〇 is often mis-keyed as one of these
DOTS: Final = "・･•‐‑–—-－"
CONTINUED: Final = {"本文〇": "本文〇続き", "本文・": "本文・続き"}
KINDS: Final = {"note": "注記", "glossary": "用語解説", "label": "ラベル", "figure": "図"}


@dataclass(frozen=True, slots=True)
class GridStyles:
    """The styles of one kind of table: the table itself and the paragraphs of its cells.

    ``letter``: width of a half-width letter, ``margins``: what the margins of a cell take, both in twips and a little
    more than they are. ``smaller`` is taken where numbers would not stay on one line.
    """

    table: str
    text: str
    number: str
    head: str
    centre: str
    letter: int
    margins: int
    smaller: GridStyles | None = None


TIGHT: Final = GridStyles("内表", "表内（小）", "表内数字（小）", "表内見出し（小）", "表内見出し（小）", 66, 80)
NESTED: Final = GridStyles("内表", "表内", "表内数字", "表内見出し", "表内見出し", 90, 80, TIGHT)
LIST: Final = GridStyles("一覧表の表", "一覧表文字", "一覧表数字", "一覧表見出し", "一覧表中央", 105, 160)


def heading_style(level: int, *, echo: bool) -> str:
    """The style of a heading; one that only repeats the plan's heading stands in no contents and no outline."""
    depth = min(max(level, 1), DEEPEST)
    return f"再掲見出し{depth}" if echo else f"heading {depth}"


def contents_style(level: int) -> str:
    """The style of a line of the contents."""
    return f"toc {min(max(level, 1), 2)}"


def marked_style(mark: str) -> str:
    """The style of a paragraph with that mark."""
    if not mark:
        return PLAIN
    if mark[0] in CIRCLES and len(mark) == 1:
        return "本文〇"
    return "本文・" if mark[0] in DOTS else "本文番号"


def style_of(block: Block, above: Block | None, *, frame: bool) -> str:
    """The name of a block's style.

    Args:
        block: any block but a table.
        above: the nearest marked paragraph above it in the cell; a line without a mark continues it.
        frame: whether the cell stands in the first column of the wide table, whose headings are the outline.
    """
    if block.kind == "heading":
        return heading_style(block.level, echo=not frame)
    if block.kind in KINDS:
        return KINDS[block.kind]
    style = marked_style(block.mark)
    if style == PLAIN and above is not None and above.level == block.level:
        return CONTINUED.get(marked_style(above.mark), PLAIN)
    return style


REQUIRED: Final = (
    *(TITLE, DRAFT, PART, FOLLOWING_PART, CRITERION, CONTENTS_LABELS, NOTICE, WIDE_HEAD, WIDE_TABLE),
    *(TABLE_CAPTION, TABLE_UNIT, AFTER_TABLE, PLAIN, "本文〇", "本文・", "本文番号", "toc 1", "toc 2"),
    *CONTINUED.values(),
    *KINDS.values(),
    *(name for kind in (NESTED, TIGHT, LIST) for name in (kind.table, kind.text, kind.number, kind.head, kind.centre)),
    *(heading_style(level, echo=echo) for level in range(1, DEEPEST + 1) for echo in (False, True)),
)
