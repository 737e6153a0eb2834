"""A snapshot -> its files. Equal content gives equal bytes: keys in fixed order, compact JSON, UTF-8, LF."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from typing import Any

from authoring.archive import snapshot_form as form
from authoring.edition.blocks import Block, Figure, Grid, GridCell, Snapshot
from authoring.edition.model import Axis, Entry, Request
from authoring.edition.profile import Column, DocumentKind, MidTerm, Profile, Rater, Scale, Step

__all__ = ["snapshot_files"]

_PROFILE_KEYS = tuple(
    dict.fromkeys(
        field.name
        for kind in (Profile, Column, Rater, Scale, Step, MidTerm, DocumentKind)
        for field in dataclasses.fields(kind)
    )
)


def snapshot_files(snapshot: Snapshot) -> dict[str, bytes]:
    """The files of a snapshot: path relative to its folder (with ``/``) -> bytes.

    Every item of the outline has a file, if an empty one; of the others, empty ones are left out, so whoever writes
    over an older snapshot removes the files that are not named here. Keys of ``items`` that are no ids are places of
    the statements and the appendix. Headings only stand in the outline.

    Raises:
        ValueError: there are blocks under an id that is no item of the outline, and so would be lost.
    """
    listed = [entry.id for entry in snapshot.outline if entry.item]
    places = [key for key in snapshot.items if not form.is_id(key)]
    lost = sorted(set(snapshot.items) - set(listed) - set(places))
    if lost:
        raise ValueError(f"blocks of no item of the outline: {', '.join(lost)}")
    files = {form.EDITION: _edition(snapshot)}
    for item in listed:
        files[form.item_file(item)] = _lines(_block(block) for block in snapshot.items.get(item, ()))
    others = {
        form.INDICATORS: _lines(_indicator(each) for each in snapshot.indicators),
        form.REQUESTS: _lines(_request(each) for each in snapshot.requests),
        form.ANSWERS: _lines(_request(each) for each in snapshot.answers),
        form.STATEMENTS: _placed(snapshot, [p for p in places if not form.is_appendix(p)]),
        form.APPENDIX: _placed(snapshot, [p for p in places if form.is_appendix(p)]),
    }
    return files | {name: data for name, data in others.items() if data}


def _placed(snapshot: Snapshot, places: Iterable[str]) -> bytes:
    return _lines(_block(block, place) for place in places for block in snapshot.items[place])


def _json(value: object) -> str:
    # default=str: a date of a TOML profile is told as it is typed there.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def _lines(shapes: Iterable[Mapping[str, Any]]) -> bytes:
    return "".join(_json(shape) + "\n" for shape in shapes).encode()


def _edition(snapshot: Snapshot) -> bytes:
    letters = {r.id: snapshot.profile.scale_of(r.id).letters for r in snapshot.profile.raters}
    shape: dict[str, Any] = {
        "format": form.FORMAT,
        "year": snapshot.year,
        "agency": snapshot.profile.agency,
        "profile": _profile(snapshot.profile.raw),
        "outline": [_entry(e) for e in snapshot.outline if e.kind == "heading"],
        "ratings": [{"item": r.item, "year": r.year, "by": r.by, "rating": r.rating} for r in snapshot.ratings],
        "lineage": [
            {"year": p.year, "old": p.old, "new": p.new, "kind": p.kind, "old_title": p.old_title}
            for p in snapshot.lineage
        ],
        "counts": [
            form.ordered(c, ("year", "by", *letters.get(str(c.get("by")), ())), ("total",)) for c in snapshot.counts
        ],
    }
    if snapshot.places:
        names = ("part", "title", "owner", "file")
        shape["places"] = [{"place": p.id} | {name: getattr(p, name) for name in names} for p in snapshot.places]
    if snapshot.titles:
        shape["titles"] = form.ordered(snapshot.titles)
    if snapshot.notice:
        shape["notice"] = snapshot.notice
    return ("{\n" + ",\n".join(f"{_json(key)}:{_opened(value)}" for key, value in shape.items()) + "\n}\n").encode()


def _opened(value: object) -> str:
    """A list or an object with one member a line, so that git tells which one changed."""
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(_json, value)) + "\n]"
    if isinstance(value, dict) and value:
        return "{\n" + ",\n".join(f"{_json(key)}:{_json(member)}" for key, member in value.items()) + "\n}"
    return _json(value)


def _profile(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _profile(member) for key, member in form.ordered(value, _PROFILE_KEYS).items()}
    return [_profile(member) for member in value] if isinstance(value, list | tuple) else value


def _entry(entry: Entry) -> dict[str, Any]:
    alone = entry.rated in ("", "none")
    shape: dict[str, Any] = {
        "id": entry.id,
        "parent": entry.parent,
        "level": entry.level,
        "number": entry.number,
        "title": entry.text,
        "owners": list(entry.owners),
        "rated_with": None if alone else entry.rated,
    }
    shape |= {key: True for key, so in (("item", entry.item), ("unrated", entry.rated == "none")) if so}
    titles = {"list": entry.list_title, "contents": entry.contents_title}
    if any(titles.values()):
        shape["titles"] = {key: title for key, title in titles.items() if title}
    if entry.opens_unit:  # not promised; kept so that `new` can make the workspace again
        shape["opens_unit"] = True
    return shape


def _block(block: Block, place: str | None = None) -> dict[str, Any]:
    """The promised keys; ``entry``, ``typed``, ``place``, ``owners`` and ``keyed`` only where there is one.

    A table's ``unit`` is its unit of measure, as promised of tables; its 記入単位 then stands in ``in_unit``.
    """
    shape: dict[str, Any] = {"id": block.id} | ({} if place is None else {"place": place})
    shape |= {key: getattr(block, key) for key in form.TEXT_KEYS[1:] if key != "entry" or block.entry is not None}
    if block.typed is not None:
        shape["typed"] = block.typed
    shape |= {"targets": list(block.targets), "origin": block.origin}
    # Not promised; kept so that `new` can make the workspace again.
    shape |= {"owners": list(block.owners)} if block.owners else {}
    shape |= {} if block.keyed is None else {"keyed": block.keyed}
    shape |= {} if block.figure is None else {"figure": _figure(block.figure)}
    return shape if block.grid is None else shape | _grid(block.grid) | {"in_unit": block.unit}


def _figure(figure: Figure) -> dict[str, Any]:
    """A picture without its bytes, or a chart with the values of its lines as decimal strings."""
    shape: dict[str, Any] = {"name": figure.name, "kind": figure.kind, "words": figure.words}
    if figure.kind == "picture":
        return shape | {"file": figure.file, "width": figure.width, "height": figure.height} | _drawn(figure)
    lines = [
        {"name": line.name, "values": [None if v is None else f"{v:f}" for v in line.values]} for line in figure.series
    ]
    told = {"unit": figure.unit, "decimals": figure.decimals, "periods": list(figure.periods)}
    return shape | told | {"series": lines}


def _drawn(figure: Figure) -> dict[str, Any]:
    """What 図中の数値 tells of a picture; nothing where it tells nothing."""
    told = [
        {"name": n.name, "value": f"{n.value:f}", "unit": n.unit, "period": n.period, "owner": n.owner}
        for n in figure.numbers
        if n.value is not None
    ]
    return {"numbers": told} if told else {}


def _grid(grid: Grid) -> dict[str, Any]:
    rows, columns = grid.row_keys, grid.column_keys
    body = [
        [
            _cell(cell, rows[r] if r < len(rows) else None, columns[c] if c < len(columns) else None)
            for c, cell in enumerate(line)
        ]
        for r, line in enumerate(grid.body)
    ]
    return {
        "table": grid.table,
        "name": grid.name,
        "caption": grid.caption,
        "unit": grid.unit,
        "header": [[_header_cell(cell) for cell in line] for line in grid.header],
        "body": body,
        "row_keys": [_axis(axis) for axis in rows],
        "column_keys": [_axis(axis) for axis in columns],
        **{key: told for key, told, usual in _home(grid) if told != usual},
    }


def _home(grid: Grid) -> tuple[tuple[str, str, str], ...]:
    """(key, value, what it is where the key is missing): where a table is filled, how it is declared; not promised."""
    return (
        ("in_item", grid.item, ""), ("in_owner", grid.owner, ""), ("sign", grid.sign, form.SIGN),
        ("rounding", grid.rounding, form.ROUNDING),
    )  # fmt: skip


def _header_cell(cell: GridCell | None) -> object:
    return None if cell is None else _shape(cell, head=True, number=False)


def _cell(cell: GridCell | None, row: Axis | None, column: Axis | None) -> object:
    if cell is None:
        return None
    head = form.is_head(row, column)
    return _shape(cell, head=head, number=not head and form.is_number(cell.text, row, column))


def _shape(cell: GridCell, *, head: bool, number: bool) -> object:
    """The text alone where nothing else is to be told; the flags only where they are not what the axes say."""
    flags = ({} if cell.head == head else {"head": cell.head}) | (
        {} if cell.number == number else {"number": cell.number}
    )
    if not flags and not cell.values and cell.rowspan == cell.colspan == 1:
        return cell.text
    values = [form.ordered(value, form.VALUE_KEYS) for value in cell.values]
    return {"text": cell.text, "rowspan": cell.rowspan, "colspan": cell.colspan, "values": values, **flags}


def _axis(axis: Axis) -> dict[str, Any]:
    empty = Axis(axis.id, ())
    names = ("labels", "role", "meaning", "of", "indicator", "period", "level")
    told = {name: getattr(axis, name) for name in names if getattr(axis, name) != getattr(empty, name)}
    return {"id": axis.id} | {name: list(v) if isinstance(v, tuple) else v for name, v in told.items()}


def _indicator(indicator: Mapping[str, Any]) -> dict[str, Any]:
    shape = form.ordered(indicator, form.INDICATOR_KEYS[:-1], form.INDICATOR_KEYS[-1:])
    if "values" in shape:
        periods = sorted(shape["values"].items())
        shape["values"] = {period: form.ordered(value, form.INDICATOR_VALUE_KEYS) for period, value in periods}
    if shape.get("target") is not None:
        shape["target"] = form.ordered(shape["target"], form.TARGET_KEYS)
    return shape


def _request(request: Request) -> dict[str, Any]:
    names = ("id", "item", "section", "kind", "text", "owner", "kept", "answered_in")
    shape: dict[str, Any] = {name: getattr(request, name) for name in names}
    return shape | ({"declined": request.declined} if request.declined else {})
