"""The workbook of a review: 評定の増減, 指標の増減, 本文の増減, the last with a column 意見 that is read back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from authoring.review.changes import Changes, Line
from authoring.review.tokens import marks
from authoring.review.words import CLASSES, DIRECTIONS, JUDGED, column_words, edition_words, number_of, owned
from authoring.workbooks.book import Book, column_name
from authoring.workbooks.write_inputs import KINDS

__all__ = ["EARLIER", "HASH", "ID", "REMARK", "TEXT_SHEET", "line_hash", "render_excel"]

TEXT_SHEET, REMARK, EARLIER, ID, HASH = "本文の増減", "意見", "これまでの意見", "ID", "照合"
_MOST = 32000  # Excel holds 32,767 signs in a cell
_HEAD_ROW = 2
_EDGE = {"border": 1, "border_color": "#9AA5B1", "num_format": "@"}


@dataclass(frozen=True, slots=True)
class _Column:
    """``look``: plain, centred, right, old or new (marked against each other), typed (to fill), hidden."""

    heading: str
    width: int
    look: Literal["plain", "centre", "right", "old", "new", "typed", "hidden"] = "plain"


def line_hash(line: Line) -> str:
    """What tells whether a line is still the one that a remark was written to: eight digits of either text."""
    halves = (hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8] for text in (line.old, line.new))
    return "-".join(halves)


def render_excel(changes: Changes) -> bytes:
    """The workbook (xlsx); equal changes give equal bytes, and a text that begins with = stays text.

    Raises:
        ValueError: XlsxWriter refused a cell (nothing may be lost silently).
    """
    old, new = edition_words(changes)
    book = Book(f"{old} → {new} の増減")
    for name, note, columns, rows in (
        ("評定の増減", "対応表の組ごとに一行です。", *_ratings(changes)),
        ("指標の増減", "数値は印刷される形です。", *_indicators(changes)),
        (TEXT_SHEET, _NOTE, *_lines(changes)),
    ):
        _draw(book, name, (f"{old} → {new} {name}", " ".join(filter(None, (note, changes.notice)))), columns, rows)
    return book.bytes()


_NOTE = "消えた言葉は赤の取り消し線、加わった言葉は青の下線です。意見は authoring diff --remarks で読みます。"
Rows = list[tuple[str, ...]]


def _ratings(changes: Changes) -> tuple[tuple[_Column, ...], Rows]:
    raters = {r.id: r.name for r in changes.profile.raters}
    columns = (
        _Column("番号", 9), _Column("項目", 46), _Column("前の項目", 46), _Column("評定者", 16),
        _Column("前", 7, "centre"), _Column("今", 7, "centre"), _Column("増減", 11, "centre"),
        _Column("対応", 9, "centre"),
    )  # fmt: skip
    rows: Rows = [
        (
            number_of(changes, r.item), r.title, r.old_title, raters.get(r.by, r.by), r.old, r.new,
            DIRECTIONS[r.direction], KINDS.get(r.kind, r.kind),
        )
        for r in changes.ratings
    ]  # fmt: skip
    return columns, rows


def _indicators(changes: Changes) -> tuple[tuple[_Column, ...], Rows]:
    columns = (
        _Column("番号", 9), _Column("指標", 38), _Column("担当", 20), _Column("前", 16, "right"),
        _Column("今", 16, "right"), _Column("差", 16, "right"), _Column("良否", 8, "centre"), _Column("目標", 24),
        _Column("達成", 8, "centre"), _Column("状態", 8, "centre"),
    )  # fmt: skip
    met = {True: "達成", False: "未達", None: "－"}
    rows: Rows = [
        (
            number_of(changes, i.item), i.name, i.owner, i.old, i.new, i.change, JUDGED[i.direction], i.target,
            met[i.met], "廃止" if i.gone else i.status,
        )
        for i in changes.indicators
    ]  # fmt: skip
    return columns, rows


def _lines(changes: Changes) -> tuple[tuple[_Column, ...], Rows]:
    earlier = (_Column(EARLIER, 26),) if changes.remarks else ()
    columns = (
        _Column("番号", 11), _Column("区分", 9, "centre"), _Column("列", 22), _Column("箇所", 28),
        _Column("前", 44, "old"), _Column("今", 44, "new"), _Column(REMARK, 28, "typed"), *earlier, _Column("担当", 14),
        _Column(ID, 4, "hidden"), _Column(HASH, 4, "hidden"),
    )  # fmt: skip
    # A remark on a line that has become equal since is not lost with its class: the line is shown.
    shown = [line for line in changes.lines if line.kind != "same" or line.key in changes.remarks]
    rows: Rows = [
        (
            number_of(changes, line.section or line.item), CLASSES[line.kind],
            column_words(changes.profile, line.column), _where(changes, line), line.old, line.new, "",
            *(("\n\n".join(changes.remarks.get(line.key, ())),) if earlier else ()),
            line.owner or owned(changes, line.item), line.id, line_hash(line),
        )
        for line in shown
    ]  # fmt: skip
    return columns, rows


def _where(changes: Changes, line: Line) -> str:
    """The table's row and column, or the heading that the line stands under; what it is; where it came from."""
    title = "" if line.cell else changes.titles.get(line.section, "")
    origin = f"({number_of(changes, line.moved_from)} から)" if line.moved_from else ""
    return " ".join(part for part in (title, line.label, origin) if part)


def _draw(book: Book, name: str, above: Sequence[str], columns: Sequence[_Column], rows: Rows) -> None:
    """A sheet: title and note, header, rows; filterable, the header frozen and on each page."""
    sheet = book.add(name)
    sheet.hide_gridlines(2)
    last = len(columns) - 1
    shown = [c for c in columns if c.look != "hidden"]
    book.put(sheet, 0, 0, above[0], book.format(bold=True, font_size=12, text_wrap=False))
    book.put(sheet, 1, 0, above[1], book.format(font_color="#5A6470", text_wrap=False))
    head = book.format(**_EDGE, bold=True, bg_color="#DCE6F1", align="center", valign="vcenter")
    for at, column in enumerate(columns):
        book.put(sheet, _HEAD_ROW, at, column.heading, head)
        sheet.set_column(at, at, column.width, None, {"hidden": column.look == "hidden"})
    forms = [_form(book, column) for column in columns]
    for at, row in enumerate(rows, _HEAD_ROW + 1):
        _row(book, sheet, at, columns, forms, row)
        book.height(sheet, at, [(text, c.width) for text, c in zip(row, columns, strict=True) if c.look != "hidden"])
    end = _HEAD_ROW + max(1, len(rows))
    if not rows:
        book.put(sheet, end, 0, "ありません。", book.format())
    sheet.autofilter(_HEAD_ROW, 0, end, last)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.print_area(0, 0, end, len(shown) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{column_name(last)}{end + 1}"})


def _form(book: Book, column: _Column) -> Any:  # noqa: ANN401 - XlsxWriter is untyped
    more = {"align": {"centre": "center"}.get(column.look, column.look)} if column.look in ("centre", "right") else {}
    return book.format(**_EDGE, locked=column.look != "typed", **more)


def _row(book: Book, sheet: Any, at: int, columns: Sequence[_Column], forms: Sequence[Any], row: Sequence[str]) -> None:  # noqa: ANN401
    texts = {c.look: text for c, text in zip(columns, row, strict=True) if c.look in ("old", "new")}
    both = all(texts.get(side) for side in ("old", "new")) and max(map(len, texts.values())) < _MOST
    found = marks(texts["old"], texts["new"]) if both and texts["old"] != texts["new"] else ()
    for index, (column, form, text) in enumerate(zip(columns, forms, row, strict=True)):
        parts = [(kind, t) for kind, t in found if kind in ("same", column.look)] if column.look in texts else []
        if not _rich(book, sheet, (at, index), parts, form):
            book.put(sheet, at, index, text if len(text) <= _MOST else text[:_MOST] + "…", form)


_LOOKS: dict[str, dict[str, Any]] = {
    "same": {},
    "old": {"font_color": "#B3261E", "font_strikeout": True},
    "new": {"font_color": "#0B57A4", "underline": 1, "bold": True},
}


def _rich(book: Book, sheet: Any, place: tuple[int, int], parts: Sequence[tuple[str, str]], form: Any) -> bool:  # noqa: ANN401
    """Write the parts of a sentence, each in its look; False where there are not two, or XlsxWriter would not."""
    if len(parts) < 2:
        return False
    fragments = [each for kind, text in parts for each in (book.format(**_LOOKS[kind]), text)]
    return sheet.write_rich_string(*place, *fragments, form) in (0, None)
