"""Units, owners and numbers follow from the plan."""

from small import edition


def test_a_unit_reaches_from_its_mark_to_the_next_and_the_lead_is_answered_by_nobody():
    units = [(u.id, u.entries, u.answered) for u in edition().units if u.item == "e2"]
    assert units == [("e2", ("e2", "e3"), False), ("e4", ("e4", "e5"), True), ("e6", ("e6",), True)]


def test_an_entry_without_owners_has_those_of_the_heading_above():
    assert edition().owners_of("e5") == ("収納部",)
    assert edition().owners_of("e6") == ("収納部", "システム部")


def test_a_printed_number_joins_the_numbers_of_the_headings_above():
    e = edition()
    assert [e.printed_number(x) for x in ("e2", "e4", "e5", "e3", "e8")] == ["Ⅰ-1", "Ⅰ-1-(1)", "Ⅰ-1-(1)-①", "Ⅰ-1", "Ⅱ"]


def test_editions_that_differ_in_origins_alone_are_equal():
    from dataclasses import replace

    from authoring.problems import Origin

    a = edition()
    moved = tuple(replace(e, origin=Origin("x.xlsx", "年度計画", "A1")) for e in a.entries)
    assert replace(a, entries=moved) == a
