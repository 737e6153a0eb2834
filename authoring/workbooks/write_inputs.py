"""Make the input workbooks of an edition: common, departments (one an item and owner), Ministry (one an item), 別表.

The same function serves a new year (rows empty), a year as it was, and the examples: what is typed in the edition
stands in its cell, what is known of last year stands beside it.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from authoring.edition.model import Edition, Entry, Indicator, Row, Unit
from authoring.edition.profile import Profile
from authoring.edition.years import fiscal_year_name
from authoring.workbooks import layout
from authoring.workbooks.beside import Beside
from authoring.workbooks.book import Book, Value
from authoring.workbooks.extras import PLAN_MARK, plan_mark
from authoring.workbooks.parts import as_typed, finish, identity_facts, numbers_rows, table_purposes, write_homeless
from authoring.workbooks.sheets import cell, missing_formula, write_facts, write_guide, write_sheet
from authoring.workbooks.write_indicators import write_indicators
from authoring.workbooks.write_places import appendix_owners, appendix_path, place_lines, write_appendix
from authoring.workbooks.write_tables import write_table

__all__ = ["Beside", "common_path", "department_path", "ministry_path", "write_inputs"]


KINDS = {
    "kept": "継続",
    "renamed": "改称",
    "moved": "移動",
    "merged": "統合",
    "split": "分割",
    "new": "新設",
    "ended": "終了",
}
RATED = {"": "対象", "none": "なし"}


def department_path(edition: Edition, item: str, owner: str) -> str:
    """Where the workbook of an item and owner lies; the name begins with the item's number."""
    return f"inputs/{layout.DEPARTMENT}/{layout.safe_name(edition.printed_number(item))}_{layout.safe_name(owner)}.xlsx"


def ministry_path(edition: Edition, item: str) -> str:
    """Where the Ministry's workbook of an item lies."""
    return f"inputs/{layout.MINISTRY}/{layout.safe_name(edition.printed_number(item))}_評価.xlsx"


def common_path() -> str:
    """Where the common workbook lies."""
    return f"inputs/{layout.COMMON}.xlsx"


def write_inputs(
    edition: Edition, beside: Beside | None = None, only: Container[str] | None = None
) -> dict[str, bytes]:
    """Every input workbook of the edition (or ``only`` those of these paths): path from the workspace -> bytes."""
    beside = beside or Beside()
    numbers = numbers_rows(edition)
    made: dict[str, bytes] = {}
    if only is None or common_path() in only:
        made[common_path()] = write_common(edition, beside)
    for item in edition.items:
        for owner in owners_of_item(edition, item.id):
            path = department_path(edition, item.id, owner)
            if only is None or path in only:
                made[path] = write_department(edition, item, owner, beside, numbers)
        path = ministry_path(edition, item.id)
        if only is None or path in only:
            made[path] = write_ministry(edition, item, beside, numbers)
    for owner in appendix_owners(edition):
        path = appendix_path(owner)
        if only is None or path in only:
            made[path] = write_appendix(edition, owner, beside, numbers)
    return made


def owners_of_item(edition: Edition, item: str) -> tuple[str, ...]:
    """Everyone who has a workbook for the item, in order of first appearance."""
    owners = [o for unit in edition.units if unit.item == item for o in unit.owners]
    return tuple(dict.fromkeys([*owners, *(t.owner for t in edition.tables if t.item == item)]))


def write_common(edition: Edition, beside: Beside | None = None) -> bytes:
    """共通.xlsx: the plan, lineage, years shown."""
    beside = beside or Beside()
    book = Book(f"{fiscal_year_name(edition.year)} 共通")
    book.add("目次")
    sheets = (
        layout.plan_sheet(edition.profile),
        layout.plan_draft_sheet(),
        layout.lineage_sheet(edition.profile),
        layout.years_sheet(),
        layout.places_sheet(),
    )
    write_guide(book, sheets, ("年度計画を枠として、ここに1度だけ置きます。各部署のブックはここから作られます。",))
    write_facts(book, layout.INFO, identity_facts(edition, layout.COMMON, typed=beside.typed))
    given: dict[str, dict[str, Value]] = {}
    for r in edition.ratings:
        if r.year == edition.year:
            given.setdefault(r.item, {})[f"rating_{r.by}"] = r.rating
    plan: list[dict[str, Value]] = []
    for e in edition.entries:
        rated = RATED.get(e.rated, "共有") if e.item else ""
        plan.append({
            "id": e.id, "parent": e.parent or "", "level": str(e.level), "number": e.number,
            "kind": "見出し" if e.kind == "heading" else "段落", "text": e.text, "unit": "〇" if e.opens_unit else "",
            "rated": rated, "rated_with": edition.printed_number(e.rated) if rated == "共有" else "",
            **{f"owner{i + 1}": owner for i, owner in enumerate(e.owners)},
            "list_title": e.list_title, "contents_title": e.contents_title,
            **given.get(e.id, {}),
        })  # fmt: skip
    write_sheet(book, sheets[0], beside.over(sheets[0], plan), freeze=4)
    write_sheet(book, sheets[1], [])
    titles = {e.id: e.text for e in edition.entries if e.kind == "heading"}
    lineage: list[dict[str, Value]] = [
        {
            "year": fiscal_year_name(line.year), "old": line.old, "old_title": line.old_title, "new": line.new,
            "new_title": titles.get(line.new, ""), "kind": KINDS[line.kind],
            **{
                f"rating_{r.by}": r.rating
                for r in edition.ratings
                if (r.item, r.year) == (line.old, line.year - 1) and r.year < edition.year
            },
        }
        for line in edition.lineage
    ]  # fmt: skip
    write_sheet(book, sheets[2], beside.lines.get(sheets[2].name, lineage))
    years = [{"year": fiscal_year_name(y)} for y in edition.years_shown]
    write_sheet(book, sheets[3], beside.lines.get(sheets[3].name, years))
    write_sheet(book, sheets[4], beside.lines.get(sheets[4].name, place_lines(edition.places)))
    write_homeless(book, beside, common_path())
    finish(book, f"{fiscal_year_name(edition.year)} 共通ブック", sheets)
    return book.bytes()


def write_department(
    edition: Edition, item: Entry, owner: str, beside: Beside, numbers_rows: Sequence[Mapping[str, Value]]
) -> bytes:
    """The workbook of one item and owner."""
    number = edition.printed_number(item.id)
    book = Book(f"{fiscal_year_name(edition.year)} {number} {owner}")
    book.add("目次")
    work = layout.work_sheet(edition.profile)
    measures = layout.indicator_sheet(edition.year, first=beside.first)
    numbers, requests = layout.numbers_sheet(), layout.requests_sheet()
    write_guide(book, (work, measures, requests), _guide(edition.profile, work))
    write_facts(book, layout.INFO, identity_facts(edition, layout.DEPARTMENT, item, owner, beside.typed))
    rows, merge = _work_rows(edition, item, owner, beside, work)
    write_sheet(book, work, beside.over(work, rows), merge=merge, freeze=3)
    for row in rows:
        if row.get("plan"):
            book.remember(f"{PLAN_MARK}{row['id']}", plan_mark(str(row["plan"])))
    mine = [one for one in edition.indicators if one.item == item.id and one.owner == owner]
    addresses = write_indicators(book, measures, edition.year, mine, beside.typed)
    named: dict[str, Indicator] = {one.name: one for one in edition.indicators}
    tables = []
    for table in edition.tables:
        if table.item == item.id and table.owner == owner:
            tables.append((write_table(book, table, named, addresses, edition.year, beside.typed), table))
    write_sheet(book, numbers, numbers_rows)
    asked: list[dict[str, Value]] = [
        {
            "id": r.id, "kind": "求め" if r.kind == "request" else "約束", "where": edition.printed_number(r.section),
            "text": r.text, "kept": {True: "残す", False: "残さない", None: ""}[r.kept],
            "answered_in": edition.printed_number(r.answered_in) or r.answered_in, "declined": r.declined,
        }
        for r in edition.requests
        if r.item == item.id and r.owner in ("", owner)
    ]  # fmt: skip
    write_sheet(book, requests, beside.over(requests, asked, owner))
    write_homeless(book, beside, department_path(edition, item.id, owner))
    finish(book, f"{number} {item.text}({owner})", (work, measures, numbers, requests), table_purposes(tables))
    return book.bytes()


def write_ministry(edition: Edition, item: Entry, beside: Beside, numbers_rows: Sequence[Mapping[str, Value]]) -> bytes:
    """The Ministry's workbook of one item: rating, viewpoints and reasons."""
    number = edition.printed_number(item.id)
    book = Book(f"{fiscal_year_name(edition.year)} {number} 評価")
    book.add("目次")
    sheet_layout, numbers = layout.assessment_sheet(edition.profile), layout.numbers_sheet()
    write_guide(book, (sheet_layout,), (f"{sheet_layout.guide}1行に1段落、改行は Alt+Enter です。",))
    write_facts(book, layout.INFO, identity_facts(edition, layout.MINISTRY, item, typed=beside.typed))
    titles = {row["id"]: f"{row['number']} {row['title']}" for row in numbers_rows}
    rows: list[dict[str, Value]] = []
    for row in (k for k in edition.keyed if k.item == item.id):
        prior = beside.keyed.get(row.key, {}) if not any(r.get("_key") == row.key for r in rows) else {}
        rows.append({
            "id": row.id, "key": "" if row.key == item.id else edition.printed_number(row.key),
            "title": "項目全体" if row.key == item.id else titles.get(row.key, ""), "_key": row.key,
            **{c: as_typed(edition, cell_.text) for c, cell_ in row.cells.items()},
            **{f"prior_{c}": text for c, text in prior.items()},
        })  # fmt: skip
    sheet = write_sheet(book, sheet_layout, beside.over(sheet_layout, rows), freeze=2)
    _write_ratings(book, sheet, edition, item, beside)
    write_sheet(book, numbers, numbers_rows)
    write_homeless(book, beside, ministry_path(edition, item.id))
    finish(book, f"{number} {item.text}(評価)", (sheet_layout, numbers))
    return book.bytes()


def _write_ratings(book: Book, sheet: object, edition: Edition, item: Entry, beside: Beside) -> None:
    """Right of the label 評定: one line a rater; an item that shares a rating says where it stands."""
    for index, rater in enumerate(edition.profile.raters_of("ministry")):
        label = "評定" if index == 0 else f"評定({rater.name})"
        book.put(sheet, 2 + index, 1, label, book.format(bold=True, border=1, bg_color="#DCE3EA"))
        if item.rated:
            words = "評定なし" if item.rated == "none" else f"{edition.printed_number(item.rated)} に記入"
            book.put(sheet, 2 + index, 2, words, book.fill(locked=True))
            continue
        found = next(
            (r.rating for r in edition.ratings if r.item == item.id and r.by == rater.id and r.year == edition.year), ""
        )
        typed = beside.typed.get(("評定", item.id, rater.id), found)
        book.put(sheet, 2 + index, 2, typed, book.fill(locked=False))
        letters = edition.profile.scale_of(rater.id).letters
        book.choose(
            sheet, (2 + index, 2 + index), 2, {"heading": "評定", "choices": letters, "help": "一覧から選びます。"}
        )


def _work_rows(
    edition: Edition, item: Entry, owner: str, beside: Beside, work: layout.Sheet
) -> tuple[list[dict[str, Value]], list[tuple[str, int, int]]]:
    """The rows of 取組: the plan's text merged beside the rows of its unit, 未記入 on the first of them."""
    rows: list[dict[str, Value]] = []
    merge: list[tuple[str, int, int]] = []
    typed = [c for c in edition.profile.typed("agency") if c.spans == "row"]
    for unit in edition.units:
        own = edition.rows_of.get((unit.id, owner), ())
        if unit.item != item.id or not own:
            continue
        first = len(rows)
        start, end = work.header_row + first, work.header_row + first + len(own) - 1
        columns = [work.index(c.id) for c in typed]
        area = f"{cell(columns[0], start)}:{cell(columns[-1], end)}"
        for index, row in enumerate(own):
            rows.append(_work_row(edition, unit, row, index, beside))
        rows[first]["state"] = missing_formula([area], any(r.filled for r in own))
        merge += [("plan", first, len(rows) - 1), ("number", first, len(rows) - 1)]
    return rows, merge


def _work_row(edition: Edition, unit: Unit, row: Row, index: int, beside: Beside) -> dict[str, Value]:
    lead: dict[str, Value] = {}
    if index == 0:
        lead = {"number": edition.printed_number(unit.id) or "(前文)", "plan": plan_text(edition, unit)}
    prior = {f"prior_{c}": text for c, text in beside.rows.get(row.id, {}).items()}
    return {
        "id": row.id,
        "unit": unit.id,
        **lead,
        **{c: as_typed(edition, cell_.text) for c, cell_ in row.cells.items()},
        **prior,
    }


def plan_text(edition: Edition, unit: Unit) -> str:
    """The plan's text of a unit, one entry a line, as it stands in the locked cell."""
    entries = (edition.entry[e] for e in unit.entries)
    return "\n".join(f"{e.number} {e.text}".strip() for e in entries)


def _guide(profile: Profile, work: layout.Sheet) -> tuple[str, ...]:
    """How a department fills its workbook, in the words of its agency's columns."""
    columns = "と".join(work.fields[work.index(c.id)].heading for c in profile.typed("agency"))
    return (
        f"1. 「取組」の白いセルに、{columns}を記入します。1つのセルに何段落でも書けます(改行は Alt+Enter)。",
        "2. 「指標」に今年度の実績を記入します。文中では {{指標名}} と書くと、その値が印刷されます。",
        "3. 表は「表 …」のシートに記入し、置きたい所に1行で {{表:名前}} と書きます。",
        "4. ほかの箇所を示すときは「番号表」の書き方を写します。番号が変わっても正しく印刷されます。",
        "5. 用語解説は ≪用語解説≫ の行から始め、空行か 〇 の行で終わります。",
    )
