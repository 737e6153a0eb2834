"""A problem is set aside by a person, with a reason, until its value changes; checks.toml keeps what people decided."""

import shutil
import sys
import tomllib
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "workbooks"))

from annotating import copies, decide, told
from workspaces import ASKED, PAID, Desk, found_at, make, reads_well

from authoring import verbs
from authoring.problems import Exit, exit_code

WORK, CHECKS = "取組", "checks.toml"
ODD = "〇{{ありえない指標}}でした。"


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return make(tmp_path_factory.mktemp("good"))


@pytest.fixture
def desk(good, tmp_path):
    """A workspace with one error: a name that no indicator has."""
    desk = Desk(shutil.copytree(good, tmp_path / "令和元年度"))
    desk.type(ASKED, WORK, "取組状況", f"〇待ち時間を短くしました。\n{ODD}")
    return desk


def written(desk) -> list[dict[str, str]]:
    return tomllib.loads((desk.root / CHECKS).read_text("utf-8"))["aside"]


def only(done, code):
    (one,) = [p for p in done.problems if p.code == code]
    return one


def test_a_decision_sets_a_problem_aside_and_check_writes_it(desk):
    decide(desk, ASKED, "indicator-unknown")
    done = verbs.check(desk.root)
    assert told(done) == [("indicator-unknown", True)]
    assert exit_code(done.problems) == 0
    assert done.written == (desk.root / CHECKS,)
    (entry,) = written(desk)
    assert {k: entry[k] for k in ("rule", "place", "value", "reason", "role", "until", "source")} == {
        "rule": "indicator-unknown", "place": "r3.progress", "value": ODD, "reason": "原票のとおり", "role": "課長",
        "until": "", "source": ASKED,
    }  # fmt: skip


def test_it_no_longer_blocks_a_build(desk):
    decide(desk, ASKED, "indicator-unknown")
    assert verbs.build(desk.root).written
    assert not (desk.root / CHECKS).exists()  # only check writes it


def test_a_second_check_writes_nothing_and_the_sheet_is_not_needed_any_more(desk):
    before = (desk.root / ASKED).read_bytes()
    decide(desk, ASKED, "indicator-unknown")
    verbs.check(desk.root)
    assert desk.check().written == ()
    (desk.root / ASKED).write_bytes(before)
    assert told(desk.check()) == [("indicator-unknown", True)]


def test_the_problem_is_back_when_its_paragraph_changes_and_the_reason_is_told_once(desk):
    decide(desk, ASKED, "indicator-unknown")
    verbs.check(desk.root)
    desk.type(ASKED, WORK, "取組状況", "〇待ち時間を短くしました。\n〇{{ありえない指標}}でしょう。")
    done = desk.check()
    assert told(done) == [("indicator-unknown", False), ("aside-outdated", False)]
    over = only(done, "aside-outdated")
    assert "原票のとおり" in over.message
    assert (over.origin.file, over.severity, exit_code(done.problems)) == (ASKED, "info", 1)
    reads_well(over)


def test_a_change_of_another_paragraph_of_the_cell_leaves_the_decision(desk):
    decide(desk, ASKED, "indicator-unknown")
    verbs.check(desk.root)
    desk.type(ASKED, WORK, "取組状況", f"〇待ち時間を大きく短くしました。\n{ODD}")
    assert told(desk.check()) == [("indicator-unknown", True)]


def test_a_second_problem_of_the_same_cell_is_not_set_aside_with_it(desk):
    desk.type(ASKED, WORK, "取組状況", "〇{{ありえない指標}}と{{ない指標}}でした。")
    decide(desk, ASKED, "indicator-unknown")
    assert sorted(told(verbs.check(desk.root))) == [("indicator-unknown", False), ("indicator-unknown", True)]


def test_a_new_decision_takes_the_place_of_the_one_that_no_longer_holds(desk):
    decide(desk, ASKED, "indicator-unknown")
    verbs.check(desk.root)
    desk.type(ASKED, WORK, "取組状況", "〇{{ありえない指標}}でしょう。")
    decide(desk, ASKED, "indicator-unknown", reason="新しい理由")
    done = verbs.check(desk.root)
    assert told(done) == [("indicator-unknown", True)]
    assert [(e["value"], e["reason"]) for e in written(desk)] == [("〇{{ありえない指標}}でしょう。", "新しい理由")]


def test_a_decision_is_taken_back_where_it_was_typed(desk):
    at = decide(desk, ASKED, "indicator-unknown")
    verbs.check(desk.root)
    with desk.opened(ASKED) as book:
        for column in "GHI":
            book["点検結果"][f"{column}{at[1:]}"].value = None
    done = verbs.check(desk.root)
    assert told(done) == [("indicator-unknown", False), ("aside-withdrawn", False)]
    assert "原票のとおり" in only(done, "aside-withdrawn").message
    assert done.written == (desk.root / CHECKS,)
    assert told(desk.check()) == [("indicator-unknown", False)]
    assert "aside" not in tomllib.loads((desk.root / CHECKS).read_text("utf-8"))


BY_HAND = (
    f'[[aside]]\nrule = "indicator-unknown"\nplace = "r3.progress"\nvalue = "{ODD}"\nreason = "r"\nrole = "課長"\n'
)


def test_the_word_for_mending_takes_a_decision_back_from_whatever_workbook(desk):
    decide(desk, ASKED, "indicator-unknown")
    verbs.check(desk.root)
    decide(desk, ASKED, "indicator-unknown", action="直す", reason=None, role=None)
    (desk.root / ASKED).rename((desk.root / ASKED).with_name("別の名.xlsx"))
    assert told(verbs.check(desk.root)) == [("indicator-unknown", False), ("aside-withdrawn", False)]
    assert told(desk.check()) == [("indicator-unknown", False)]


def test_the_word_for_mending_takes_back_what_was_written_by_hand_and_an_empty_row_does_not(desk):
    (desk.root / CHECKS).write_text(BY_HAND, "utf-8")
    decide(desk, ASKED, "indicator-unknown", action=None, reason=None, role=None)
    assert told(desk.check()) == [("indicator-unknown", True)]
    decide(desk, ASKED, "indicator-unknown", action="直す", reason=None, role=None)
    assert told(verbs.check(desk.root)) == [("indicator-unknown", False), ("aside-withdrawn", False)]


def test_a_decision_by_hand_that_comes_back_in_a_copy_is_not_written_twice(desk):
    (desk.root / CHECKS).write_text(BY_HAND, "utf-8")
    decide(desk, ASKED, "indicator-unknown", reason="r")
    assert told(desk.check()) == [("indicator-unknown", True)]


def test_two_copies_that_give_different_reasons_are_told_and_the_first_one_is_taken(desk):
    decide(desk, ASKED, "indicator-unknown")
    other = desk.copy(ASKED, "写しの写し.xlsx")
    desk.type(other, "点検結果", "理由", "別の理由")
    done = verbs.check(desk.root)
    found = only(done, "aside-differs")
    assert (found.origin.file, found.origin.sheet, found.severity) == (other, "点検結果", "warning")
    assert [e["reason"] for e in written(desk)] == ["原票のとおり"]
    reads_well(found)


def test_where_one_copy_keeps_and_another_mends_it_is_a_problem(desk):
    decide(desk, ASKED, "indicator-unknown")
    other = desk.copy(ASKED, "写しの写し.xlsx")
    desk.type(other, "点検結果", "対応", "直す")
    done = desk.check()
    assert ("indicator-unknown", True) not in told(done)
    reads_well(only(done, "aside-undecided"))


@pytest.mark.parametrize(
    ("typed", "column", "missing"),
    [({"reason": None}, "H", "理由"), ({"role": None}, "I", "役職"), ({"action": None}, "G", "対応")],
)
def test_a_decision_without_a_reason_a_role_or_a_choice_is_told_at_its_cell(desk, typed, column, missing):
    at = decide(desk, ASKED, "indicator-unknown", **typed)
    done = desk.check()
    assert told(done) == [("indicator-unknown", False), ("aside-incomplete", False)]
    told_ = only(done, "aside-incomplete")
    assert (told_.origin.sheet, told_.origin.cell, told_.severity) == ("点検結果", column + at[1:], "warning")
    assert missing in told_.message
    reads_well(told_)


def test_a_word_that_is_no_choice_is_told(desk):
    at = decide(desk, ASKED, "indicator-unknown", action="あとで")
    done = desk.check()
    choice = only(done, "choice-unknown")
    assert (choice.origin.sheet, choice.origin.cell) == ("点検結果", at)


def test_a_file_that_cannot_be_read_cannot_be_set_aside(desk):
    with desk.opened(ASKED) as book:
        book["基本情報"]["B4"].value = "別の種類"
    decide(desk, ASKED, "workbook-foreign")
    done = desk.check()
    assert exit_code(done.problems) == Exit.UNREADABLE
    assert ("workbook-foreign", False) in told(done)
    assert ("aside-refused", False) in told(done)


def test_what_was_typed_and_is_not_complete_stands_in_the_next_copy(desk):
    at = decide(desk, ASKED, "indicator-unknown", role=None)
    copies(desk)
    with Desk(desk.root.parent / "写し").opened("部署/" + ASKED.rsplit("/", 1)[1]) as book:
        sheet = book["点検結果"]
        assert [sheet[f"{c}{at[1:]}"].value for c in "GHI"] == ["このままとする", "原票のとおり", None]


def test_remarks_and_order_of_people_stay_in_checks_toml(desk):
    typed = '# 係長の覚え\n[[aside]]\nrule = "lock-file" # 古い\nplace = "x"\nvalue = "v"\nreason = "r"\nrole = "x"\n'
    (desk.root / CHECKS).write_text(typed, "utf-8")
    decide(desk, ASKED, "indicator-unknown")
    verbs.check(desk.root)
    text = (desk.root / CHECKS).read_text("utf-8")
    assert text.startswith(typed)
    assert [e["rule"] for e in written(desk)] == ["lock-file", "indicator-unknown"]


def test_an_entry_written_by_hand_holds_without_the_finding(desk):
    entry = f'[[aside]]\nrule = "indicator-unknown"\nplace = "r3.progress"\nvalue = "{ODD}"\n'
    (desk.root / CHECKS).write_text(entry + 'reason = "原票のとおり"\nrole = "課長"\n', "utf-8")
    assert told(desk.check()) == [("indicator-unknown", True)]
    (desk.root / CHECKS).write_text(entry + 'reason = "原票のとおり"\n', "utf-8")
    assert sorted(told(desk.check())) == [("aside-incomplete", False), ("indicator-unknown", False)]


LINE = 'aside = [{rule = "x", place = "x", value = "x", reason = "r", role = "課長"}]\n'


@pytest.mark.parametrize(("start", "rules"), [("aside = []\n", []), (LINE, ["x"])])
def test_entries_in_one_line_are_kept_when_one_is_added(desk, start, rules):
    (desk.root / CHECKS).write_text(start, "utf-8")
    decide(desk, ASKED, "indicator-unknown")
    verbs.check(desk.root)
    assert [e["rule"] for e in written(desk)] == [*rules, "indicator-unknown"]
    assert desk.check().written == ()


def test_an_entry_of_a_rule_that_there_is_not_is_told(desk):
    (desk.root / CHECKS).write_text(BY_HAND.replace("indicator-unknown", "indicator-unknwn"), "utf-8")
    found = only(desk.check(), "aside-rule-unknown")
    assert (found.origin.file, found.severity) == (CHECKS, "warning")
    reads_well(found)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("# 覚え\n".encode("cp932"), "UTF-8"), (b"\n[[aside]\n", "2行目"), (b"a = 1\na = 2\n", "2行目"),
        (BY_HAND.replace("place", "plase").encode(), "1つ目の [[aside]] の place"),
    ],
)  # fmt: skip
def test_why_checks_toml_can_not_be_read_is_said_in_japanese(desk, data, why):
    (desk.root / CHECKS).write_bytes(data)
    found = only(desk.check(), "checks-broken")
    assert why in found.message
    reads_well(found)


def test_a_folder_in_the_place_of_checks_toml_is_one_problem(desk):
    (desk.root / CHECKS).mkdir()
    assert "ファイルを開けません" in only(desk.check(), "checks-broken").message


def test_where_checks_toml_can_not_be_written_all_problems_are_told_all_the_same(desk):
    decide(desk, ASKED, "indicator-unknown")
    (desk.root / CHECKS).write_text("", "utf-8")
    (desk.root / CHECKS).chmod(0o444)
    done = desk.check()
    assert told(done) == [("indicator-unknown", True), ("write-denied", False)]
    assert (only(done, "write-denied").origin.file, exit_code(done.problems)) == (CHECKS, Exit.UNWRITABLE)


def test_the_year_of_an_entry_may_be_a_number(desk):
    (desk.root / CHECKS).write_text(f"{BY_HAND}until = 2019\n", "utf-8")
    assert told(desk.check()) == [("indicator-unknown", True)]


def test_an_entry_ends_with_its_year(desk):
    entry = f'[[aside]]\nrule = "indicator-unknown"\nplace = "r3.progress"\nvalue = "{ODD}"\nreason = "r"\nrole = "x"\n'
    for until, holds in (("令和元年度", True), ("平成30年度", False)):
        (desk.root / CHECKS).write_text(f'{entry}until = "{until}"\n', "utf-8")
        assert told(desk.check()) == [("indicator-unknown", holds)]


@pytest.mark.parametrize(
    "text", ["[[aside]\n", "aside = 3\n", '[[aside]]\nrule = "x"\n', "[[aside]]\nrule = 1\nplace = 1\nvalue = 1\n",
             '[[aside]]\nrule = "x"\nplace = "x"\nvalue = "x"\nuntil = "いつか"\n'],
)  # fmt: skip
def test_a_broken_checks_toml_is_one_problem_and_is_never_rewritten(desk, text):
    (desk.root / CHECKS).write_text(text, "utf-8")
    decide(desk, ASKED, "indicator-unknown")
    done = desk.check()
    assert [c for c, _ in told(done) if c.startswith("checks")] == ["checks-broken"]
    assert exit_code(done.problems) == Exit.UNREADABLE


def test_a_problem_of_no_cell_is_bound_to_its_message(desk):
    desk.copy(PAID, "写しの写し.xlsx")
    decide(desk, "inputs/部署/写しの写し.xlsx", "copies-merged")
    assert ("copies-merged", True) in told(verbs.check(desk.root))


def test_a_grey_cell_of_a_figure_is_bound_to_what_it_shows(desk):
    with desk.opened(PAID) as book:
        at = found_at(book["指標"], "平成30年度")
        book["指標"][at].value = 70
    decide(desk, PAID, "grey-changed")
    assert ("grey-changed", True) in told(verbs.check(desk.root))
    with desk.opened(PAID) as book:
        book["指標"][at].value = 71
    done = desk.check()
    assert ("grey-changed", False) in told(done)
    assert ("aside-outdated", False) in told(done)
