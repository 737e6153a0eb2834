"""The check of our own: each rule passes on what is made, and each is turned by a planted violation."""

from __future__ import annotations

import io
import shutil
import zipfile
from dataclasses import replace

import pytest
from click.testing import CliRunner
from small import PROFILE_FILE, with_annex

from authoring import verbs
from authoring.cli import main
from authoring.documents.accessible import check_excel, check_word, outline_levels
from authoring.documents.excel import render_excel
from authoring.documents.tree import document_of
from authoring.documents.word import render_word
from authoring.edition.model import Cell
from authoring.edition.resolve import resolve
from authoring.problems import Severity
from benchmarks.generate import small

BASE = (PROFILE_FILE.parents[1] / "word" / "base.docx").read_bytes()
EXAMPLES = PROFILE_FILE.parents[2] / "examples"


def charted():
    base = with_annex()
    return replace(base, rows=(replace(base.rows[0], cells={"progress": Cell("{{図:納付率}}")}), *base.rows[1:]))


def tree_of(edition):
    snapshot, _ = resolve(edition)
    return document_of(snapshot, next(d for d in snapshot.profile.documents if d.file == "evaluation"))


@pytest.fixture(scope="module")
def tree():
    return tree_of(charted())


@pytest.fixture(scope="module")
def word(tree):
    return render_word(tree, BASE)


@pytest.fixture(scope="module")
def excel(tree):
    return render_excel(tree)


def planted(data, name, old, new, count=-1):
    """The file with a text of one part replaced, ``count`` times."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for each in source.namelist():
            text = source.read(each)
            if each == name:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), count)
            target.writestr(each, text)
    return out.getvalue()


def codes(data, tree):
    return {p.code for p in check_word(data, "evaluation.docx", outline_levels(tree))}


def test_what_is_made_lacks_nothing(tree, word, excel):
    assert check_word(word, "evaluation.docx", outline_levels(tree)) == []
    assert check_excel(excel, "evaluation.xlsx") == []


@pytest.mark.parametrize("seed", [1, 2])
def test_a_generated_edition_lacks_nothing(seed):
    made = tree_of(small(seed))
    assert check_word(render_word(made, BASE), "evaluation.docx", outline_levels(made)) == []
    assert check_excel(render_excel(made), "evaluation.xlsx") == []


DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"


@pytest.mark.parametrize(
    ("part", "old", "new", "code"),
    [
        (STYLES, '<w:lang w:val="ja-JP" w:eastAsia="ja-JP" w:bidi="ar-SA"/>', "", "inaccessible-language"),
        (STYLES, 'w:eastAsia="ja-JP"', 'w:eastAsia="zh-CN"', "inaccessible-language"),
        ("docProps/core.xml", "<dc:title>", "<dc:title/><dc:title>", "inaccessible-title"),
        (STYLES, '<w:outlineLvl w:val="1"/>', "", "inaccessible-heading"),
        (STYLES, '<w:outlineLvl w:val="1"/>', '<w:outlineLvl w:val="4"/>', "inaccessible-heading"),
        (DOCUMENT, "<w:tblHeader/>", "", "inaccessible-header-row"),
        (DOCUMENT, "<w:tblHeader/>", '<w:tblHeader w:val="0"/>', "inaccessible-header-row"),
        (DOCUMENT, "<w:tblCaption w:val=", "<w:tblCaption w:other=", "inaccessible-table"),
        (DOCUMENT, "<w:tblDescription w:val=", "<w:tblDescription w:other=", "inaccessible-table"),
        (DOCUMENT, " descr=", " title=", "inaccessible-figure"),
    ],
)
def test_a_planted_violation_is_found(tree, word, part, old, new, code):
    assert code in codes(planted(word, part, old, new), tree)


def test_a_header_row_that_is_missing_in_one_table_of_many_is_found_once(tree, word):
    found = check_word(planted(word, DOCUMENT, "<w:tblHeader/>", "", 1), "evaluation.docx", outline_levels(tree))
    assert [p.code for p in found] == ["inaccessible-header-row"]
    assert found[0].origin.file == "evaluation.docx"


def test_a_document_without_headings_is_found(tree, word):
    plain = planted(word, STYLES, "<w:outlineLvl", "<w:textAlignment")
    assert {"inaccessible-no-heading", "inaccessible-heading"} <= codes(plain, tree)


def test_a_level_that_the_outline_does_not_skip_must_not_be_skipped(tree, word):
    deeper = planted(word, DOCUMENT, '<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="Heading5"/>', 1)
    assert codes(deeper, tree) == {"inaccessible-skip"}
    assert check_word(deeper, "evaluation.docx", [1, 5]) == []


def test_a_heading_style_may_take_its_level_from_the_one_that_it_is_based_on(tree, word):
    based = planted(
        word, STYLES, "</w:styles>",
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Mine"><w:name w:val="私の見出し"/>'
        '<w:basedOn w:val="Heading2"/></w:style></w:styles>',
    )  # fmt: skip
    assert codes(planted(based, DOCUMENT, '"Heading2"', '"Mine"'), tree) == set()


def test_a_style_may_say_another_language_for_latin_letters_alone(tree, word):
    latin = '<w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'
    assert codes(planted(word, STYLES, latin, '<w:lang w:val="en-US"/>'), tree) == set()


@pytest.mark.parametrize(
    ("part", "old", "new", "code"),
    [
        ("docProps/core.xml", "<dc:title>", "<dc:title/><dc:title>", "inaccessible-title"),
        ("xl/drawings/drawing1.xml", " descr=", " title=", "inaccessible-figure"),
    ],
)
def test_a_planted_violation_of_a_workbook_is_found(excel, part, old, new, code):
    assert [p.code for p in check_excel(planted(excel, part, old, new), "evaluation.xlsx")] == [code]


def test_every_finding_is_an_error_that_says_what_to_do(tree, word):
    bad = planted(planted(word, STYLES, "ja-JP", "zh-CN"), DOCUMENT, "<w:tblHeader/>", "")
    found = check_word(bad, "evaluation.docx", outline_levels(tree))
    assert found
    assert {p.severity for p in found} == {Severity.ERROR}
    assert all(p.hint.endswith("。") for p in found)


# --- a build


@pytest.fixture
def workspace(tmp_path):
    """An example whose own Word template has lost its language."""
    root = tmp_path / "dokuho"
    shutil.copytree(EXAMPLES / "dokuho", root)
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates" / "base.docx").write_bytes(planted(BASE, STYLES, 'w:eastAsia="ja-JP"', 'w:eastAsia="en-US"'))
    return root


def test_a_restyled_template_without_language_fails_the_build_and_nothing_is_written(workspace, tmp_path):
    done = CliRunner().invoke(main, ["build", str(workspace), "--out", str(tmp_path / "out")])
    assert done.exit_code == 1
    assert "inaccessible-language" in done.output
    assert "templates/base.docx" in done.output
    assert not (tmp_path / "out").exists()


def test_a_draft_is_made_and_told(workspace, tmp_path):
    done = verbs.build(workspace, out=tmp_path / "out", draft="第1稿")
    assert "inaccessible-language" in {p.code for p in done.problems}
    assert list((tmp_path / "out").glob("*.docx"))
