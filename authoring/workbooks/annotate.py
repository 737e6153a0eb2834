"""Annotated copies: a note and a colour at each problem's cell, and the sheet 点検結果, put into the archive itself.

openpyxl's load and save would lose text boxes, check boxes, rich text and cached values. Here every part that has
nothing to do with a problem stays as it was, byte for byte.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from lxml import etree

from authoring.files.archives import zip_parts
from authoring.files.containers import unpack
from authoring.files.texts import clean_text
from authoring.problems import Origin, Severity
from authoring.workbooks.annotate_boxes import Place
from authoring.workbooks.annotate_list import WORDS, write_list
from authoring.workbooks.annotate_notes import RELATED, take_notes_away, write_notes
from authoring.workbooks.annotate_parts import MAIN, REL, Element, Parts
from authoring.workbooks.annotate_styles import Styles
from authoring.workbooks.findings import FINDINGS, KEEP, Finding, Related, elsewhere, located
from authoring.workbooks.sheets import cell

__all__ = ["annotate"]

_MERELY_READ = frozenset({"marks-read"})  # one for nearly every cell: it asks for nothing
_WEIGHT = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_MOST = 30_000  # signs of a note; Excel takes 32,767


def annotate(data: bytes, findings: Sequence[Finding], related: Sequence[Related] = ()) -> bytes:
    """A copy of a workbook with its problems in it. The colours and notes of an earlier copy are taken back first.

    Args:
        data: the workbook.
        findings: the problems of this workbook, in the order in which 点検結果 lists them.
        related: its cells that problems told elsewhere name too.

    Raises:
        FileTrouble: the archive can't be read.
        ValueError, KeyError, lxml.etree.XMLSyntaxError: its parts do not fit together.
    """
    parts = Parts(unpack(data, FINDINGS))
    parts.without_macros()
    _take_list_away(parts)
    styles = Styles(parts)
    sheets = _sheets(parts)
    for path in sheets.values():
        take_notes_away(parts, path)
        _take_colours_away(parts, path, styles)
    listed = [f for f in findings if f.problem.code not in _MERELY_READ]
    at: dict[str, dict[Place, list[Finding]]] = {}
    for finding in listed:
        if bearer := _on_sheet(finding.problem.origin, sheets):
            at.setdefault(bearer[0], {}).setdefault(bearer[1], []).append(finding)
    near = _near(related, sheets)
    for name in dict.fromkeys([*at, *near]):
        _mark(parts, sheets[name], at.get(name, {}), near.get(name, {}), styles)
    write_list(parts, listed, list(sheets), styles.listed())
    return zip_parts(parts.finish())


def _sheets(parts: Parts) -> dict[str, str]:
    """Name -> part of every worksheet."""
    related = parts.relations(parts.book)
    tabs = [
        (str(t.get("name")), related.get(str(t.get(f"{REL}id")))) for t in parts.peek(parts.book).iter(f"{MAIN}sheet")
    ]
    return {name: target[0] for name, target in tabs if target and target[1] == "worksheet"}


def _take_list_away(parts: Parts) -> None:
    """Take the 点検結果 of an earlier copy out."""
    path = _sheets(parts).get(FINDINGS)
    if path is None:
        return
    book = parts.tree(parts.book)
    tabs = book.find(f"{MAIN}sheets")
    gone = next(i for i, t in enumerate(tabs) if t.get("name") == FINDINGS)
    tabs.remove(tabs[gone])
    names = book.find(f"{MAIN}definedNames")
    for name in list(names if names is not None else ()):
        local = int(name.get("localSheetId", "-1"))
        if local == gone:
            names.remove(name)
        elif local > gone:
            name.set("localSheetId", str(local - 1))
    if names is not None and not len(names):
        book.remove(names)
    for view in book.iterfind(f"{MAIN}bookViews/{MAIN}workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            tab = int(view.get(attribute, "0"))
            if tab >= gone > 0:
                view.set(attribute, str(max(0, tab - 1)))
    for own, kind in list(parts.relations(path).values()):
        if kind in ("comments", "vmlDrawing", "printerSettings"):
            parts.drop(own)
    parts.unrelate(parts.book, path)
    parts.drop(path)


def _take_colours_away(parts: Parts, path: str, styles: Styles) -> None:
    """Give the cells that an earlier copy coloured their own format again."""
    if not styles.any_ours():
        return
    tree = parts.peek(path)
    used = {int(c.get("s", "0")) for c in tree.iter(f"{MAIN}c")}
    back = styles.ours(used)
    if back:
        for c in parts.tree(path).iter(f"{MAIN}c"):
            style = int(c.get("s", "0"))
            if style in back:
                c.set("s", str(back[style]))


def _near(related: Sequence[Related], sheets: Mapping[str, str]) -> dict[str, dict[Place, list[str]]]:
    """Sheet -> the words for each cell that a problem of another place names too."""
    near: dict[str, dict[Place, list[str]]] = {}
    for one in related:
        if bearer := _on_sheet(one.origin, sheets):
            near.setdefault(bearer[0], {}).setdefault(bearer[1], []).append(f"{RELATED}{one.message}\n→ {one.at}")
    return near


def _mark(
    parts: Parts, path: str, found: Mapping[Place, list[Finding]], near: Mapping[Place, list[str]], styles: Styles
) -> None:
    """Colour the cells and write their notes; of merged cells the top left one bears both."""
    sheet = parts.tree(path)
    areas = [_area(str(m.get("ref"))) for m in sheet.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell")]
    cells = _Cells(sheet)
    words: dict[Place, list[str]] = {}
    worst: dict[Place, Severity] = {}
    for place, each in found.items():
        bearer = _bearer(place, areas)
        words.setdefault(bearer, []).extend(_note(f) for f in each)
        weights = [f.problem.severity for f in each] + [worst.get(bearer, Severity.INFO)]
        worst[bearer] = min(weights, key=_WEIGHT.index)
    for place, severity in worst.items():
        target = cells.at(place)
        target.set("s", str(styles.coloured(int(target.get("s", "0")), severity)))
    for place, lines in near.items():  # no colour: the problem is told, and mended, where it is told
        words.setdefault(_bearer(place, areas), []).extend(lines)
    write_notes(parts, path, {place: clean_text("\n".join(each))[0][:_MOST] for place, each in words.items()})


def _bearer(place: Place, areas: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> Place:
    """The cell itself, of merged cells the top left one."""
    for (top, left), (bottom, right) in areas:
        if top <= place.row <= bottom and left <= place.column <= right:
            return Place(top, left, cell(left, top))
    return place


def _note(finding: Finding) -> str:
    one = finding.problem
    kept = f"{KEEP}({finding.reason}、{finding.role})" if one.set_aside else f"→ {one.hint}"
    others = elsewhere(one)
    return f"【{WORDS[one.severity]}】{one.message}\n{kept}" + (f"\nほかの箇所: {others}" if others else "")


def _on_sheet(origin: Origin | None, sheets: Mapping[str, str]) -> tuple[str, Place] | None:
    """The sheet and cell of an origin, of an area its top left; None where the book has none such."""
    where = located(origin.cell or "") if origin else None
    if origin is None or where is None or origin.sheet not in sheets:
        return None
    row, column = where
    return str(origin.sheet), Place(row, column, cell(column, row))


def _area(ref: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """First and last (row, column) of an area."""
    ends = [where for where in map(located, ref.split(":")) if where]
    return ends[0], ends[-1]


class _Cells:
    """The cells of a sheet's tree; one that is not there is made in its place, in its row's or column's format."""

    def __init__(self, sheet: Element) -> None:
        self.sheet = sheet
        self.data = sheet.find(f"{MAIN}sheetData")
        self.rows = {int(r.get("r")): r for r in self.data}
        self.columns = [
            (int(c.get("min")), int(c.get("max")), c.get("style")) for c in sheet.iterfind(f"{MAIN}cols/{MAIN}col")
        ]

    def at(self, place: Place) -> Element:
        """The cell of a place."""
        row = self._row(place.row + 1)
        order = [(located(str(c.get("r"))) or (0, -1))[1] for c in row]
        at = bisect_left(order, place.column)
        if at < len(order) and order[at] == place.column:
            return row[at]
        new = etree.Element(f"{MAIN}c", r=place.cell)
        style = row.get("s") if row.get("customFormat") in ("1", "true") else None
        style = style or next((s for low, high, s in self.columns if low <= place.column + 1 <= high), None)
        if style:
            new.set("s", style)
        row.attrib.pop("spans", None)  # a hint of which columns are filled, now another one
        row.insert(at, new)
        return new

    def _row(self, number: int) -> Element:
        if number not in self.rows:
            new = etree.Element(f"{MAIN}row", r=str(number))
            self.data.insert(bisect_left(sorted(self.rows), number), new)
            self.rows[number] = new
        return self.rows[number]
