"""What makes Word say that a file is damaged: none of it stands in any document that is made."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

import docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from small import PROFILE_FILE, with_annex

from authoring import verbs
from authoring.documents.tree import document_of
from authoring.documents.word import render_word
from authoring.documents.word.restyle import restyled
from authoring.edition.resolve import resolve
from benchmarks.generate import small

BASE = (PROFILE_FILE.parents[1] / "word" / "base.docx").read_bytes()
EXAMPLES = PROFILE_FILE.parents[2] / "examples"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def documents(source):
    """Every Word file of an edition, with page numbers, by its name."""
    if isinstance(source, str):
        loaded = verbs.load(EXAMPLES / source)
        snapshot, pictures = loaded.snapshot, loaded.attached.data
    else:
        snapshot, pictures = resolve(with_annex() if source == 0 else small(source))[0], {}
    return {
        kind.file: render_word(document_of(snapshot, kind, pictures=pictures), BASE, {})
        for kind in snapshot.profile.documents
    }


@pytest.fixture(scope="module", params=[0, 1, 2, "r01", "dokuho"], ids=str)
def made(request):
    return documents(request.param)


@pytest.fixture(scope="module")
def bodies(made):
    return [docx.Document(io.BytesIO(data)).element.body for data in made.values()]


def twice(values):
    return [value for value, count in Counter(values).items() if count > 1]


def test_no_id_stands_twice(bodies):
    for body in bodies:
        starts = list(body.iter(f"{W}bookmarkStart"))
        assert twice(each.get(f"{W}id") for each in starts) == []
        assert twice(each.get(f"{W}name").casefold() for each in starts) == []
        assert twice(each.get("id") for each in body.iter(DRAWN)) == []
        assert twice(p.get(f"{W14}paraId") for p in body.iter(f"{W}p") if p.get(f"{W14}paraId")) == []


def test_every_bookmark_that_begins_ends_behind_its_beginning(bodies):
    for body in bodies:
        marks = [(e.tag, e.get(f"{W}id")) for e in body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]
        begun: set[str] = set()
        for tag, number in marks:
            if tag == f"{W}bookmarkStart":
                begun.add(number)
            else:
                begun.remove(number)
        assert marks
        assert not begun


def test_names_of_bookmarks_are_such_as_word_takes(bodies):
    for body in bodies:
        names = [each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")]
        assert all(len(name) <= 40 and name[0].isalpha() and name.replace("_", "a").isalnum() for name in names)


def test_every_cell_ends_with_a_paragraph_and_so_never_with_a_table(bodies):
    for body in bodies:
        assert {cell[-1].tag for cell in body.iter(f"{W}tc")} == {f"{W}p"}


def test_no_two_tables_touch_and_no_section_begins_with_one(bodies):
    for body in bodies:
        behind = [table.getnext().tag for table in body.iter(f"{W}tbl")]
        assert set(behind) == {f"{W}p"}
        for section in body.iter(f"{W}sectPr"):
            paragraph = section.getparent().getparent() if section.getparent().tag == f"{W}pPr" else None
            assert paragraph is None or paragraph.getnext().tag == f"{W}p"


def span(cell):
    told = cell.find(f"{W}tcPr/{W}gridSpan")
    return int(told.get(f"{W}val")) if told is not None else 1


def merge(cell):
    told = cell.find(f"{W}tcPr/{W}vMerge")
    return None if told is None else told.get(f"{W}val", "continue")


def test_the_cells_of_every_row_fill_the_grid_and_are_as_wide_as_it(bodies):
    for body in bodies:
        for table in body.iter(f"{W}tbl"):
            grid = [int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")]
            assert all(width > 0 for width in grid)
            for row in table.findall(f"{W}tr"):
                at = 0
                for cell in row.findall(f"{W}tc"):
                    wide = span(cell)
                    assert int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) == sum(grid[at : at + wide])
                    at += wide
                assert at == len(grid)


def test_a_cell_that_goes_on_stands_below_one_as_wide_and_holds_nothing(bodies):
    for body in bodies:
        for table in body.iter(f"{W}tbl"):
            open_: dict[int, int] = {}  # column -> columns of the merge that reaches here
            for row in table.findall(f"{W}tr"):
                at, now = 0, {}
                for cell in row.findall(f"{W}tc"):
                    if merge(cell) == "continue":
                        assert open_.get(at) == span(cell)
                        assert not "".join(t.text or "" for t in cell.iter(f"{W}t"))
                    if merge(cell) is not None:
                        now[at] = span(cell)
                    at += span(cell)
                open_ = now


def test_every_relation_that_is_named_is_there_and_every_style_too(made):
    for data in made.values():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            body = etree.fromstring(package.read("word/document.xml"))
            relations = etree.fromstring(package.read("word/_rels/document.xml.rels"))
            styles = etree.fromstring(package.read("word/styles.xml"))
            names = package.namelist()
        assert twice(names) == []
        there = {each.get("Id") for each in relations}
        used = {value for each in body.iter() for key, value in each.attrib.items() if key.startswith(R)}
        assert used <= there
        ids = {each.get(f"{W}styleId") for each in styles.iter(f"{W}style")}
        assert {each.get(f"{W}val") for each in body.iter(f"{W}pStyle", f"{W}tblStyle")} <= ids


def test_the_parts_stand_in_the_order_that_the_schema_wants(made):
    """Of the properties of a section: Word drops what stands at the wrong place, or says that the file is damaged."""
    order = ("headerReference", "footerReference", "type", "pgSz", "pgMar", "pgNumType", "cols", "titlePg", "docGrid")
    for data in made.values():
        for section in docx.Document(io.BytesIO(data)).element.body.iter(f"{W}sectPr"):
            places = [order.index(etree.QName(child).localname) for child in section]
            assert [p for p in places if p > 1] == sorted(p for p in places if p > 1)


def findings(folder, name, data):
    (folder / name).write_bytes(data)
    return {each.description for each in OpenXmlValidator().validate(folder / name).errors}


def bare():
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def test_the_schema_finds_nothing_that_it_does_not_find_in_a_bare_file(made, tmp_path):
    usual = findings(tmp_path, "bare.docx", bare())
    for name, data in made.items():
        assert findings(tmp_path, f"{name}.docx", data) <= usual


def test_neither_does_it_in_a_template_with_other_fonts_and_paper(tmp_path):
    usual = findings(tmp_path, "bare.docx", bare())
    assert findings(tmp_path, "mine.docx", restyled(BASE, {"body": "游明朝", "heading": "游ゴシック"}, "A3")) <= usual


def test_the_schema_would_find_something(tmp_path):
    with zipfile.ZipFile(io.BytesIO(BASE)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:p/>", b"<w:p><w:tc/></w:p>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)
    assert findings(tmp_path, "broken.docx", out.getvalue()) - findings(tmp_path, "bare.docx", bare())
