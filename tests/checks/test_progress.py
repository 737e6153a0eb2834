"""Progress: what is to fill, filled, equal to last year's, handed in; and whose each problem is."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from small import edition, indicator

from authoring.checks.filled import Counts
from authoring.checks.progress import STATES, progress_of, total
from authoring.edition.model import PLACE_TEXT, Cell, Place, Request, Row, Value
from authoring.edition.resolve import resolve
from authoring.problems import Origin, problem, put_aside
from authoring.workbooks.identity import Identity
from authoring.workbooks.read_books import BookContent
from authoring.workbooks.write_inputs import department_path, ministry_path, owners_of_item


def books(of, *, without=(), submitted=()):
    """The workbooks of an edition, all there but those of ``without`` (item, owner); "" owns the Ministry's."""
    made = []
    for item in of.items:
        for owner in owners_of_item(of, item.id):
            file = department_path(of, item.id, owner)
            day = "令和2年6月30日" if (item.id, owner) in submitted else ""
            who = Identity("部署", item.id, owner, "", Origin(file), day, role="課長" if day else "")
            made.append(BookContent(who, file))
        file = ministry_path(of, item.id)
        made.append(BookContent(Identity("主務省", item.id, "", "", Origin(file)), file))
    return [b for b in made if (b.identity.item, b.identity.owner) not in without]


def seen(of=None, *, before=None, problems=(), **more):
    """The progress of an edition, as (item, owner) -> line; the Ministry's have the owner 厚生労働省."""
    of = of or edition()
    snapshot, _ = resolve(of)
    found = progress_of(of, snapshot, books(of, **more), problems, before)
    return {(line.item, line.owner): line for line in found.lines}


def with_rows(*rows):
    """The small edition with these rows in the place of those of their ids."""
    new = {r.id: r for r in rows}
    return edition(rows=tuple(new.get(r.id, r) for r in edition().rows))


def test_each_item_and_owner_is_a_line_and_each_item_one_of_the_ministry():
    found = seen()
    assert [k for k in found if k[1] != "厚生労働省"] == [
        ("e2", "収納部"), ("e2", "システム部"), ("e7", "相談部"), ("e8", "財務部"), ("e9", "財務部")
    ]  # fmt: skip
    assert [k[0] for k in found if k[1] == "厚生労働省"] == ["e2", "e7", "e8", "e9"]


def test_a_unit_is_a_cell_in_each_column_and_an_indicator_is_one_more():
    line = seen()["e2", "収納部"]
    assert (line.counts.units, line.counts.filled, line.counts.empty) == (2, 4, 1)
    assert line.gaps.columns == ("Ⅰ-1-(2)の自己評価",)
    assert (line.counts.final, line.counts.preliminary, line.counts.no_value) == (1, 0, 0)


def test_a_unit_that_only_refers_to_another_place_needs_no_self_assessment():
    line = seen(with_rows(Row("r0003", "e6", "システム部", {"progress": Cell("※{{参照:e4}}に記載。")})))
    assert line["e2", "システム部"].counts.empty == 0


def test_a_column_that_was_empty_last_year_may_be_empty_again_and_one_that_was_not_may_not():
    before, _ = resolve(edition(year=2018))
    now = with_rows(Row("r0001", "e4", "収納部", {"progress": Cell("〇別の文。")}))
    assert seen(now, before=before)["e2", "収納部"].gaps.columns == ("Ⅰ-1-(1)の自己評価",)


def test_a_unit_that_its_owner_left_empty_is_named_by_its_number():
    line = seen(with_rows(Row("r0001", "e4", "収納部", {}), Row("r0002", "e6", "収納部", {})))["e2", "収納部"]
    assert line.gaps.units == ("Ⅰ-1-(1)", "Ⅰ-1-(2)")
    assert line.state == "filling"  # its indicator has a value


def test_text_as_last_year_is_told_from_text_that_changed():
    before, _ = resolve(edition(year=2018))
    now = with_rows(Row("r0004", "e7", "相談部", {"progress": Cell("〇 相談しました。"), "self": Cell("〇新しい文。")}))
    count = seen(now, before=before)["e7", "相談部"].counts
    assert (count.unchanged, count.changed) == (1, 1)


def test_a_number_printed_anew_is_no_change_of_text():
    before, _ = resolve(edition(year=2018))
    entries = tuple(replace(e, number="3.") if e.id == "e7" else e for e in edition().entries)
    line = seen(edition(entries=entries), before=before)["e7", "相談部"]
    assert (line.counts.unchanged, line.counts.changed) == (1, 0)


def test_figures_are_counted_by_how_certain_they_are():
    def value(status):
        return {"2019": Value(Decimal(1), status=status)}

    figures = [value("速報"), value("確定"), value(""), {"2018": Value(Decimal(1))}, {}]
    named = tuple(indicator(id=f"m{n}", name=f"率{n}", values=v, target=None) for n, v in enumerate(figures))
    spare = indicator(id="m9", name="", values={}, target=None)
    line = seen(edition(indicators=(*named, spare), rows=()))["e2", "収納部"]
    count = line.counts
    assert (count.preliminary, count.final, count.unstated, count.no_value) == (1, 1, 1, 2)
    assert line.gaps.figures == ("率3", "率4")


def test_requests_are_answered_by_a_place_a_reason_or_the_judgement_that_they_are_none():
    asked = Request("q1", "e7", "", "request", "努められたい。", "相談部")
    answers = [{}, {"kept": True}, {"answered_in": "e7"}, {"declined": "済み"}, {"kept": False}]
    requests = tuple(replace(asked, id=f"q{n}", **answer) for n, answer in enumerate(answers))
    assert seen(edition(requests=requests))["e7", "相談部"].counts.unanswered == 2


def test_the_ministrys_parts_are_the_rating_and_each_text_and_a_shared_rating_is_none_of_them():
    found = seen()
    assert (found["e2", "厚生労働省"].counts.filled, found["e2", "厚生労働省"].gaps.parts) == (3, ())
    assert found["e7", "厚生労働省"].gaps.parts == ("評価に当たっての視点", "標語・評価の理由")
    assert found["e9", "厚生労働省"].counts.empty == 2


def test_an_item_that_is_not_rated_asks_nothing_of_the_ministry():
    entries = tuple(replace(e, rated="none") if e.id == "e9" else e for e in edition().entries)
    assert ("e9", "厚生労働省") not in seen(edition(entries=entries))


def test_a_mark_of_submission_is_a_date_and_a_role():
    line = seen(submitted=[("e8", "財務部")])["e8", "財務部"]
    assert (line.submitted, line.role, line.state) == ("2020-06-30", "課長", "done")
    assert seen()["e8", "財務部"].state == "filling"


def test_what_is_handed_in_with_a_unit_unanswered_is_doubtful():
    now = with_rows(Row("r0005", "e8", "財務部", {}))
    assert seen(now, submitted=[("e8", "財務部")])["e8", "財務部"].state == "doubtful"


def test_a_workbook_that_is_not_there_is_a_line_and_so_is_one_that_cannot_be_read():
    broken = problem("file-empty", Origin("inputs/部署/Ⅱ_財務部.xlsx"), name="Ⅱ_財務部.xlsx")
    found = seen(edition(rows=()), problems=[broken], without=[("e7", "相談部"), ("e8", "財務部")])
    assert (found["e7", "相談部"].state, found["e8", "財務部"].state) == ("missing", "unreadable")
    assert (found["e7", "相談部"].counts.units, found["e8", "財務部"].counts.error) == (1, 1)


def test_problems_belong_to_the_workbook_that_they_stand_in_and_those_set_aside_are_counted_apart():
    file = "inputs/部署/Ⅰ-2_相談部.xlsx"
    wrong = problem("cell-error", Origin(file, "取組", "F6"), error="#REF!")
    copied = problem("copies-merged", Origin(file.replace(".xlsx", " - コピー.xlsx")), first=file, second="", how="")
    line = seen(problems=[wrong, put_aside(wrong), copied])["e7", "相談部"]
    assert (line.counts.error, line.counts.warning, line.counts.set_aside) == (1, 1, 1)
    assert line.errors == (wrong,)


def test_problems_of_no_line_are_kept_apart():
    of = edition()
    lost = problem("common-double", Origin("inputs/共通 (2).xlsx"))
    assert progress_of(of, None, books(of), [lost]).others == (lost,)


def test_those_furthest_behind_come_first_and_equal_ones_in_the_plans_order():
    of = edition()
    snapshot, _ = resolve(of)
    found = progress_of(of, snapshot, books(of, without=[("e8", "財務部")], submitted=[("e2", "収納部")]), [])
    states = [line.state for line in found.side("agency")]
    assert states == sorted(states, key=STATES.index)
    assert states[0] == "missing"
    assert [x.item for x in found.side("agency") if x.state == "filling"] == ["e7", "e9"]


def test_the_sums_of_owners_and_of_items_are_the_sum_of_all():
    of = edition()
    snapshot, _ = resolve(of)
    found = progress_of(of, snapshot, books(of), [])
    whole = total(found.side("agency"))
    for groups in (found.by_owner(), found.by_item()):
        parts = [total(lines) for lines in groups.values()]
        assert sum((p.counts for p in parts), Counts()) == whole.counts
        assert sum(p.books for p in parts) == whole.books


@given(st.lists(st.booleans(), min_size=6, max_size=6), st.lists(st.booleans(), min_size=6, max_size=6))
@hypothesis_settings(max_examples=30)
def test_every_cell_is_filled_or_empty_whatever_is_typed(progress_typed, self_typed):
    typed = zip(edition().rows, progress_typed, self_typed, strict=True)
    rows = tuple(
        replace(row, cells={k: Cell("〇文。") for k, there in (("progress", a), ("self", b)) if there})
        for row, a, b in typed
    )
    for (item, owner), line in seen(edition(rows=rows, tables=(), indicators=())).items():
        if owner != "厚生労働省":
            mine = [r for r in rows if r.owner == owner and edition().item_of[r.unit] == item]
            assert line.counts.filled == sum(len(r.cells) for r in mine) == line.counts.changed
            assert line.counts.filled + line.counts.empty == 2 * line.counts.units
            assert all(getattr(line.counts, f.name) >= 0 for f in fields(Counts))


def test_what_was_set_aside_is_not_asked_for():
    empty = with_rows(Row("r0001", "e4", "収納部", {}))
    asked = seen(empty)["e2", "収納部"]
    left = put_aside(problem("unit-unanswered", Origin(asked.file, "取組", "F5"), place="e4", unit="", owners=""))
    spared = seen(empty, problems=[left])["e2", "収納部"]
    assert asked.gaps.units == ("Ⅰ-1-(1)",)
    assert (spared.gaps.units, spared.counts.empty) == ((), asked.counts.empty - 2)
    assert spared.counts.set_aside == 1


def placed():
    """The small edition with three places: one filled, one empty, one a letter."""
    places = (
        Place("予算", "statement", "予算", "財務部"), Place("別表1", "appendix", "表", "財務部"),
        Place("別表2", "appendix", "書簡", "財務部", "書簡.pdf"),
    )  # fmt: skip
    rows = (Row("p1", "予算", "財務部", {PLACE_TEXT: Cell("架空の文です。")}), Row("p2", "別表1", "財務部", {}))
    return replace(edition(), places=places, rows=(*edition().rows, *rows))


def test_each_owner_of_places_is_a_line_with_a_text_to_fill_for_each_place():
    line = seen(placed())["", "財務部"]
    assert (line.number, line.side, line.found, line.file) == ("別表", "agency", "missing", "inputs/別表/財務部.xlsx")
    assert (line.counts.units, line.counts.filled, line.counts.empty, line.gaps.parts) == (2, 1, 1, ("別表1",))


def test_a_workbook_of_places_that_was_handed_in_is_seen():
    of = placed()
    who = Identity("別表", "", "財務部", "", Origin("inputs/別表/財務部.xlsx"), "令和2年6月30日", role="課長")
    found = progress_of(of, resolve(of)[0], [BookContent(who, who.origin.file)], ())
    line = next(x for x in found.lines if x.number == "別表")
    assert (line.found, line.submitted, line.state) == ("read", "2020-06-30", "doubtful")
