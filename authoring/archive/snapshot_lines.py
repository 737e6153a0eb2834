"""One line of a snapshot's ``.jsonl`` files, parsed -> a block, an indicator or a request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from authoring.archive import shapes
from authoring.archive import snapshot_form as form
from authoring.archive.shapes import DamagedError, Shape
from authoring.edition.blocks import Block, Figure, Grid, GridCell, Series
from authoring.edition.model import Axis, FigureNumber, Request

__all__ = ["read_block", "read_indicator", "read_request"]

_PERIOD = re.compile("[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")


_HOME = (("in_item", ""), ("in_owner", ""), ("sign", form.SIGN), ("rounding", form.ROUNDING))


def read_block(shape: Shape) -> Block:
    """A block.

    Raises:
        DamagedError: a key is missing or of another shape.
    """
    grid = _grid(shape) if "table" in shape else None
    return Block(
        id=shapes.text(shape, "id"),
        section=shapes.text(shape, "section"),
        column=shapes.text(shape, "column"),
        kind=shapes.text(shape, "kind"),
        text=shapes.text(shape, "text"),
        mark=shapes.text(shape, "mark"),
        level=shapes.integer(shape, "level"),
        unit=shapes.optional_text(shape, "in_unit" if grid else "unit"),
        entry=shapes.optional_text(shape, "entry"),
        row=shapes.optional_text(shape, "row"),
        owner=shapes.optional_text(shape, "owner"),
        typed=shapes.optional_text(shape, "typed"),
        targets=shapes.texts(shape, "targets"),
        origin=shapes.optional_text(shape, "origin"),
        grid=grid,
        owners=shapes.texts(shape, "owners") if "owners" in shape else (),
        keyed=shapes.optional_text(shape, "keyed"),
        figure=_figure(shapes.mapping(shape["figure"], "「figure」")) if "figure" in shape else None,
    )


def _figure(shape: Shape) -> Figure:
    name, kind, words = (shapes.text(shape, key) for key in ("name", "kind", "words"))
    if kind == "picture":
        size = shapes.integer(shape, "width", 1), shapes.integer(shape, "height", 1)
        drawn = tuple(_drawn(each, name) for each in shapes.members(shape, "numbers")) if "numbers" in shape else ()
        return Figure(name, "picture", words, shapes.text(shape, "file"), *size, numbers=drawn)
    if kind != "chart":
        raise DamagedError(f"「kind」の「{kind}」は図の種類ではありません")
    periods = shapes.texts(shape, "periods")
    lines = tuple(_series(each, len(periods)) for each in shapes.members(shape, "series"))
    unit, decimals = shapes.text(shape, "unit"), shapes.integer(shape, "decimals", 0)
    return Figure(name, "chart", words, unit=unit, decimals=decimals, periods=periods, series=lines)


def _drawn(value: object, figure: str) -> FigureNumber:
    shape = shapes.mapping(value, "「numbers」の中")
    name, unit, period, owner = (shapes.text(shape, key) for key in ("name", "unit", "period", "owner"))
    if period and not _PERIOD.fullmatch(period):
        raise DamagedError(f"「{period}」は時期ではありません")
    return FigureNumber(figure, name, shapes.decimal(shape, "value"), unit, period, owner)


def _series(value: object, count: int) -> Series:
    shape = shapes.mapping(value, "「series」の中")
    found = shapes.members(shape, "values")
    if len(found) != count:
        raise DamagedError("図の値と「periods」の数が違います")
    values = (None if each is None else shapes.decimal({"values": each}, "values") for each in found)
    return Series(shapes.text(shape, "name"), tuple(values))


def _grid(shape: Shape) -> Grid:
    rows = tuple(_axis(each) for each in shapes.members(shape, "row_keys"))
    columns = tuple(_axis(each) for each in shapes.members(shape, "column_keys"))
    header = [_line(each, [None] * len(each), [None] * len(each)) for each in _raw_lines(shape, "header")]
    lines = _raw_lines(shape, "body")
    if rows and len(rows) != len(lines):
        raise DamagedError("表の行と「row_keys」の数が違います")
    widths = {len(line) for line in (*header, *lines)} | ({len(columns)} if columns else set())
    if len(widths) > 1:
        raise DamagedError("表の行の長さが揃っていません")
    keys = columns or [None] * max(widths, default=0)
    body = [_line(line, [rows[r] if rows else None] * len(line), keys, body=True) for r, line in enumerate(lines)]
    _spans(header)
    _spans(body)
    return Grid(
        shapes.text(shape, "table"), shapes.text(shape, "name"), shapes.text(shape, "caption"),
        shapes.text(shape, "unit"), tuple(header), tuple(body), rows, columns,
        *(shapes.text(shape, key) if key in shape else usual for key, usual in _HOME),
    )  # fmt: skip


def _raw_lines(shape: Shape, key: str) -> list[list[Any]]:
    lines = shapes.members(shape, key)
    if not all(isinstance(line, list) for line in lines):
        raise DamagedError(f"「{key}」が行の一覧ではありません")
    return lines


def _line(
    cells: Sequence[Any], rows: Sequence[Axis | None], columns: Sequence[Axis | None], *, body: bool = False
) -> tuple[GridCell | None, ...]:
    return tuple(_cell(cell, row, column, body) for cell, row, column in zip(cells, rows, columns, strict=True))


def _cell(cell: object, row: Axis | None, column: Axis | None, body: bool) -> GridCell | None:
    if cell is None:
        return None
    if isinstance(cell, str):
        head = not body or form.is_head(row, column)
        return GridCell(cell, number=not head and form.is_number(cell, row, column), head=head)
    shape = shapes.mapping(cell, "表の欄")
    words = shapes.text(shape, "text")
    head = not body or form.is_head(row, column)
    number = not head and form.is_number(words, row, column)
    return GridCell(
        words,
        shapes.integer(shape, "rowspan", 1),
        shapes.integer(shape, "colspan", 1),
        tuple(_value(each) for each in shapes.members(shape, "values")),
        number=_flag(shape, "number", number),
        head=_flag(shape, "head", head),
    )


def _flag(shape: Shape, key: str, otherwise: bool) -> bool:
    value = shape.get(key, otherwise)
    if not isinstance(value, bool):
        raise DamagedError(f"「{key}」がtrueかfalseではありません")
    return value


def _value(value: object) -> dict[str, str]:
    shape = shapes.mapping(value, "「values」の中")
    return {key: shapes.text(shape, key) for key in shape}


def _spans(lines: Sequence[Sequence[GridCell | None]]) -> None:
    for r, line in enumerate(lines):
        for c, cell in enumerate(line):
            if cell is not None and (r + cell.rowspan > len(lines) or c + cell.colspan > len(line)):
                raise DamagedError(f"表の{r + 1}行目の欄が表からはみ出しています")


def _axis(value: object) -> Axis:
    shape = shapes.mapping(value, "表の見出し")
    plain = {key: shapes.text(shape, key) for key in ("role", "meaning", "indicator", "period") if key in shape}
    lists = {key: shapes.texts(shape, key) for key in ("labels", "of") if key in shape}
    level = shapes.integer(shape, "level") if "level" in shape else 0
    return Axis(id=shapes.text(shape, "id"), level=level, **{"labels": (), **lists}, **plain)  # type: ignore[arg-type]


def read_indicator(shape: dict[str, Any]) -> dict[str, Any]:
    """An indicator as it is stored, its numbers and periods looked at.

    Raises:
        DamagedError: a key is of another shape.
    """
    shapes.text(shape, "id")
    for key in ("item", "owner", "name", "unit", "good"):
        shapes.optional_text(shape, key)
    shapes.optional(shapes.texts, shape, "aliases")
    shapes.optional(shapes.integer, shape, "decimals")
    for period, value in shapes.mapping(shape.get("values", {}), "「values」").items():
        if not _PERIOD.fullmatch(period):
            raise DamagedError(f"「{period}」は時期ではありません")
        value = shapes.mapping(value, f"「{period}」の値")
        shapes.decimal(value, "value")
        shapes.optional(shapes.decimal, value, "exact")
        for key in ("text", "status", "origin", "source"):
            shapes.optional_text(value, key)
    if shape.get("target") is not None:
        target = shapes.mapping(shape["target"], "「target」")
        shapes.decimal(target, "value")
        for key in ("comparator", "base", "text"):
            shapes.optional_text(target, key)
    return shape


def read_request(shape: Shape) -> Request:
    """A request or commitment.

    Raises:
        DamagedError: a key is missing or of another shape.
    """
    kind, kept = shapes.text(shape, "kind"), shape.get("kept")
    if kind not in ("request", "commitment"):
        raise DamagedError(f"「kind」の「{kind}」は宿題の種類ではありません")
    if kept is not None and not isinstance(kept, bool):
        raise DamagedError("「kept」がtrue、false、nullのどれでもありません")
    return Request(
        id=shapes.text(shape, "id"),
        item=shapes.text(shape, "item"),
        section=shapes.text(shape, "section"),
        kind="request" if kind == "request" else "commitment",
        text=shapes.text(shape, "text"),
        owner=shapes.text(shape, "owner"),
        kept=kept,
        answered_in=shapes.text(shape, "answered_in"),
        declined=shapes.text(shape, "declined") if "declined" in shape else "",
    )
