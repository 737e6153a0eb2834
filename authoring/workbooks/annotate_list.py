"""The sheet 点検結果 as a part of the archive: one row a problem with a link, white cells for the decision."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from authoring.files.texts import clean_text
from authoring.files.widths import lines_of
from authoring.problems import Severity
from authoring.workbooks.annotate_parts import MAIN, REL, Element, Parts, child, part
from authoring.workbooks.annotate_parts import root as new_root
from authoring.workbooks.findings import FINDINGS, KEEP, Finding, can_set_aside, elsewhere, findings_sheet
from authoring.workbooks.sheets import cell

__all__ = ["WORDS", "write_list"]

WORDS = {Severity.ERROR: "誤り", Severity.WARNING: "注意", Severity.INFO: "情報"}
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # typed so, and no escape of SpreadsheetML (ECMA-376 part 1, 22.4.2.4)
_LONGEST = 32_000  # Excel holds 32,767 signs in a cell
_PROTECT = {"sheet": "1", "objects": "1", "scenarios": "1", "formatColumns": "0", "formatRows": "0"}


def write_list(parts: Parts, findings: Sequence[Finding], sheets: Sequence[str], styles: Mapping[str, int]) -> None:
    """Add the sheet as the last one of the book. ``sheets``: names that links may lead to."""
    path = parts.add("xl/worksheets/sheet{}.xml", part(_sheet(findings, sheets, styles)), "worksheet")
    book = parts.tree(parts.book)
    tabs = book.find(f"{MAIN}sheets")
    number = max((int(t.get("sheetId", "0")) for t in tabs), default=0) + 1
    tab = child(tabs, "sheet", name=FINDINGS, sheetId=str(number))
    tab.set(f"{REL}id", parts.relate(parts.book, "worksheet", path))
    _name_print(book, len(tabs) - 1, len(findings))


def _name_print(book: Element, index: int, rows: int) -> None:
    """Print without the columns that only the key needs, the headings on each page."""
    layout = findings_sheet()
    names = book.find(f"{MAIN}definedNames")
    if names is None:
        names = etree.Element(f"{MAIN}definedNames")
        before = [f"{MAIN}{name}" for name in ("sheets", "functionGroups", "externalReferences")]
        book.insert(max(i for i, each in enumerate(book) if each.tag in before) + 1, names)
    head = layout.header_row
    last = cell(layout.index("role"), head + max(rows, 1) - 1, absolute=True)
    for name, area in (("Print_Area", f"$A$1:{last}"), ("Print_Titles", f"${head}:${head}")):
        made = child(names, "definedName", name=f"_xlnm.{name}", localSheetId=str(index))
        made.text = f"{FINDINGS}!{area}"


def _sheet(findings: Sequence[Finding], sheets: Sequence[str], styles: Mapping[str, int]) -> Element:
    layout = findings_sheet()
    root = new_root("worksheet", MAIN[1:-1], r=REL[1:-1])
    facts = child(root, "sheetPr")
    child(facts, "tabColor", rgb="FFC00000")
    child(facts, "pageSetUpPr", fitToPage="1")
    view = child(child(root, "sheetViews"), "sheetView", showGridLines="0", workbookViewId="0")
    top = f"A{layout.header_row + 1}"
    child(view, "pane", ySplit=str(layout.header_row), topLeftCell=top, activePane="bottomLeft", state="frozen")
    child(root, "sheetFormatPr", defaultRowHeight="18")
    columns = child(root, "cols")
    for index, field in enumerate(layout.fields, 1):
        child(columns, "col", min=str(index), max=str(index), width=str(field.width), customWidth="1")
    data = child(root, "sheetData")
    _row(data, 0, {0: (FINDINGS, styles["title"])}, 24)
    _row(data, 1, {0: (layout.guide, styles["guide"])})
    _row(data, 2, {0: (_summary(findings), styles["guide"])})
    _row(data, layout.header_row - 1, {i: (f.heading, styles["head"]) for i, f in enumerate(layout.fields)})
    links: list[tuple[str, str]] = []
    for index, finding in enumerate(findings):
        at = layout.header_row + index
        words, target = _words(finding, index + 1, sheets)
        forms = {
            f.id: styles["white" if not f.locked and can_set_aside(words["code"]) else "grey"] for f in layout.fields
        }
        forms["severity"] = styles[finding.problem.severity]
        if target:
            name = "cell" if words["cell"] else "sheet"
            forms[name] = styles["link"]
            links.append((cell(layout.index(name), at), target))
        height = max(lines_of(words[f.id], f.width) for f in layout.fields if f.id != "value") * 16.5 + 4
        held = {i: (words[f.id], forms[f.id]) for i, f in enumerate(layout.fields)}
        _row(data, at, held, min(400.0, max(18.0, height)))
    child(root, "sheetProtection", **_PROTECT)
    if findings:
        _choices(root, layout.header_row, len(findings))
    if links:
        holder = child(root, "hyperlinks")
        for ref, target in links:
            child(holder, "hyperlink", ref=ref, location=target, display=target)
    child(root, "pageMargins", left="0.4", right="0.4", top="0.5", bottom="0.6", header="0.3", footer="0.3")
    child(root, "pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")
    child(child(root, "headerFooter"), "oddFooter").text = "&C&P"
    return root


def _words(finding: Finding, number: int, sheets: Sequence[str]) -> tuple[dict[str, str], str]:
    """Field -> text of a row, and where its link leads ("" where there is no such sheet)."""
    found = finding.problem
    sheet, address = (found.origin.sheet or "", found.origin.cell or "") if found.origin else ("", "")
    quoted = sheet.replace("'", "''")
    target = f"'{quoted}'!{address or 'A1'}" if sheet in sheets else ""
    others = elsewhere(found)
    hint = found.hint + (f"\nほかの箇所: {others}" if others else "")
    return {
        "no": str(number), "severity": WORDS[found.severity], "sheet": sheet, "cell": address,
        "message": found.message, "hint": hint, "action": finding.action, "why": finding.reason, "role": finding.role,
        "code": found.code, "place": finding.place, "value": finding.value,
    }, target  # fmt: skip


def _summary(findings: Sequence[Finding]) -> str:
    if not findings:
        return "このブックに問題はありません。"
    counts = {s: sum(f.problem.severity is s and not f.problem.set_aside for f in findings) for s in WORDS}
    kept = sum(f.problem.set_aside for f in findings)
    words = "、".join(f"{WORDS[s]} {n}件" for s, n in counts.items())
    return words + (f"(ほかに、{KEEP}もの {kept}件)" if kept else "")


def _row(data: Element, at: int, cells: Mapping[int, tuple[str, int]], height: float | None = None) -> None:
    row = child(data, "row", r=str(at + 1))
    if height:
        row.set("ht", f"{height:g}")
        row.set("customHeight", "1")
    for column, (text, style) in cells.items():
        made = child(row, "c", r=cell(column, at), s=str(style))
        if text:
            made.set("t", "inlineStr")
            held = child(child(made, "is"), "t")
            held.text = _ESCAPE.sub("_x005F_", clean_text(text)[0][:_LONGEST])
            held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _choices(root: Element, first: int, rows: int) -> None:
    """The list of 対応 and a word of help for each white column."""
    layout = findings_sheet()
    holder = child(root, "dataValidations")
    for index, field in enumerate(layout.fields):
        if field.locked:
            continue
        area = f"{cell(index, first)}:{cell(index, first + rows - 1)}"
        one = child(holder, "dataValidation", allowBlank="1", showInputMessage="1", showErrorMessage="1", sqref=area)
        one.set("promptTitle", field.heading)
        one.set("prompt", field.help)
        if field.choices:
            one.set("type", "list")
            one.set("errorTitle", "選べる値")
            one.set("error", f"{field.heading}は一覧から選びます。")
            child(one, "formula1").text = f'"{",".join(field.choices)}"'
    holder.set("count", str(len(holder)))
