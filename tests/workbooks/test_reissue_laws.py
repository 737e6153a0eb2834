"""Laws of reissue over generated editions: nothing typed is ever lost; without a change no cell changes."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import OWNERS, editions, lines
from workspaces import PROFILE, agency

from authoring import verbs
from authoring.archive.roll import with_spares
from authoring.archive.workspace import settings_text
from authoring.edition.model import Entry
from authoring.edition.profile import read_profile
from authoring.files.opening import open_package
from authoring.workbooks.raw import read_raw
from authoring.workbooks.write_inputs import write_inputs

FEW = settings(
    max_examples=15, deadline=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)  # fmt: skip
REFERENCE = re.compile(r"\{\{参照:[^}]*\}\}")


def lay_out(root, made):
    """A workspace that holds the edition, of an agency that has no past years."""
    profile, _ = read_profile(agency(), PROFILE.name)
    made = replace(made, profile=profile)
    files = write_inputs(with_spares(made))
    files["edition.toml"] = settings_text(made.year, made.notice, "past").encode()
    files["agency.toml"] = agency().encode()
    put(root, files)
    return made


def put(root, files):
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


def inputs(root):
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted((root / "inputs").rglob("*.xlsx"))}


def plain(text):
    return REFERENCE.sub("{{参照}}", str(text))


def shown(root):
    """What every cell of every workbook holds."""
    books = (read_raw(open_package(path, "xlsx"), path.name) for path in (root / "inputs").rglob("*.xlsx"))
    return {plain(c.value) for book in books for name in book.sheets for c in book.sheets[name].cells.values()}


def typed(made):
    """What people typed into the workbooks of departments and the Ministry."""
    for row in (*made.rows, *made.keyed):
        yield from (cell.text for cell in row.cells.values())
    for table in made.tables:
        yield from (table.name, table.caption, table.corner, table.unit, *(c.text for c in table.cells.values()))
        yield from (label for axis in (*table.rows, *table.columns) for label in axis.labels)
    for one in made.indicators:
        yield from (one.name, "、".join(one.aliases), one.unit, *(v.source for v in one.values.values()))
    yield from (r.declined for r in made.requests)


@st.composite
def changes(draw):
    """Some hands on the rows of 年度計画."""

    def hand(entries):
        made = list(entries)
        for _ in range(draw(st.integers(1, 4))):
            if not made:
                break
            at = draw(st.integers(0, len(made) - 1))
            e = made[at]
            kind = draw(st.sampled_from(("drop", "rename", "renumber", "swap", "owners", "unit", "new", "branch")))
            if kind == "drop":
                del made[at]
            elif kind == "branch":  # an item or a section with all that hangs on it
                end = next((i for i in range(at + 1, len(made)) if made[i].level <= e.level), len(made))
                del made[at:end]
            elif kind == "rename":
                made[at] = replace(e, text=draw(lines()))
            elif kind == "renumber":
                made[at] = replace(e, number=draw(st.sampled_from(("Ⅸ", "9.", "(9)", "⑨"))))
            elif kind == "swap" and at + 1 < len(made):
                made[at], made[at + 1] = made[at + 1], e
            elif kind == "owners":
                made[at] = replace(
                    e, owners=tuple(draw(st.lists(st.sampled_from((*OWNERS, "新しい部")), max_size=3, unique=True)))
                )
            elif kind == "unit":
                made[at] = replace(e, opens_unit=not e.opens_unit)
            elif kind == "new":
                made.insert(
                    at + 1, Entry(f"n{len(made)}{at}", None, e.level, "(8)", e.kind, draw(lines()), opens_unit=True)
                )
        return tuple(made)

    return hand


@FEW
@given(editions())
def test_a_reissue_without_a_change_writes_nothing(made):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        lay_out(root, made)
        before = inputs(root)
        done = verbs.reissue(root)
        assert (done.written, done.problems) == ((), ())
        assert inputs(root) == before


@FEW
@given(editions(), st.data())
def test_nothing_typed_is_lost_when_the_frame_changes_and_a_second_reissue_changes_no_byte(made, data):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        made = lay_out(root, made)
        there = shown(root)
        words = {plain(t) for t in typed(made) if t}
        assert words <= there
        change = data.draw(changes())
        entries = tuple({e.id: e for e in change(made.entries)}.values())
        kept = {e.id for e in entries}
        shared = tuple(
            replace(e, rated="" if e.rated not in ("", "none") and e.rated not in kept else e.rated) for e in entries
        )
        common = write_inputs(replace(made, entries=shared), only={"inputs/共通.xlsx"})
        put(root, common)
        done = verbs.reissue(root)
        if not done.written and done.problems:  # a frame at fault is refused, and nothing is touched
            return
        assert words - shown(root) == set()
        first = inputs(root)
        again = verbs.reissue(root)
        assert again.written == ()
        assert inputs(root) == first
