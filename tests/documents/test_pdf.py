"""Page numbers that are true: read from the PDF's named places, filled into the contents, the same in Word and PDF."""

from __future__ import annotations

import io
import os
import select
import tempfile
from collections import Counter
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from printed import contents_of, pages_of, wrong_lines
from small import PROFILE_FILE, with_annex

from authoring import verbs
from authoring.documents.pdf import find_office, fonts, lay_out, office, read_pages
from authoring.documents.pdf.lay_out import MOST_PASSES, settle
from authoring.documents.pdf.office import Office, to_pdf
from authoring.documents.pdf.pages import bookmark_of, printed_pages
from authoring.documents.tree import document_of
from authoring.documents.word import render_word
from authoring.edition.model import Cell
from authoring.edition.resolve import resolve
from authoring.problems import Exit, ProblemError
from benchmarks.generate import entered, full_size

TEMPLATE = (PROFILE_FILE.parents[1] / "word" / "base.docx").read_bytes()
EXAMPLE = PROFILE_FILE.parents[2] / "examples" / "r01"
posix = pytest.mark.skipif(os.name == "nt", reason="stands in for the office by a shell script")

# --- named places


def written_by_libreoffice(bookmark: str) -> str:
    """The named place of a bookmark: what is no ASCII letter, digit or hyphen as upper-case hexadecimal."""
    return "".join(c if c.isascii() and (c.isalnum() or c == "-") else f"{ord(c):02X}" for c in bookmark)


@settings(max_examples=40)
@given(st.sampled_from("hrp"), st.from_regex(r"[a-z0-9_]{1,30}", fullmatch=True))
def test_the_bookmark_of_a_named_place_is_found_again(kind, ident):
    bookmark = f"{kind}_{ident}"
    assert bookmark_of("/" + written_by_libreoffice(bookmark)) == bookmark
    assert bookmark_of(bookmark) == bookmark  # should a later LibreOffice write it plainly


@pytest.mark.parametrize("name", ["/5F5FRefHeading5F5F5F12", "/h5Fe1-x", "/Table1", "/h5F30CE", "/x5Fe1", ""])
def test_a_named_place_of_somebody_else_is_none_of_ours(name):
    assert bookmark_of(name) == ""


def test_pages_count_from_one_at_each_run_of_page_numbers():
    places = {"p_1": 0, "p_2": 4, "p_3": 9, "h_e1": 4, "r_r1": 8, "h_place1": 9, "h_place2": 11}
    assert printed_pages(places) == {"h_e1": "1", "r_r1": "5", "h_place1": "1", "h_place2": "3"}


def bare(places: dict[str, int]) -> bytes:
    """A PDF of empty pages with named places."""
    writer = pypdf.PdfWriter()
    for _ in range(max(places.values(), default=0) + 1):
        writer.add_blank_page(100, 100)
    for name, page in places.items():
        writer.add_named_destination(written_by_libreoffice(name), page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_without_our_named_places_is_that_of_an_old_office():
    with pytest.raises(ProblemError) as raised:
        read_pages(bare({}))
    assert (raised.value.problem.code, raised.value.problem.exit) == ("office-old", Exit.UNWRITABLE)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.6\n", b"%PDF-1.6\nnothing\n%%EOF"])
def test_a_pdf_that_cannot_be_read_is_a_problem(data):
    with pytest.raises(ProblemError) as raised:
        read_pages(data)
    assert raised.value.problem.code == "office-failed"


# --- filling in


def settled_at(pages: list[int]):
    """``settle`` with an office that puts the heading on these pages, one a pass; and the numbers rendered."""
    rendered: list[dict[str, str]] = []

    def render(known):
        rendered.append(dict(known))
        return b"word %d" % len(rendered)

    laid, problems = settle(render, lambda _: bare({"p_1": 0, "h_e1": pages[len(rendered) - 1]}), "evaluation.pdf")
    return laid, problems, [known.get("h_e1") for known in rendered]


def test_the_numbers_of_the_first_layout_are_rendered_and_held_against_the_second():
    laid, problems, rendered = settled_at([1, 1])
    assert (laid.word, dict(laid.pages), problems, rendered) == (b"word 2", {"h_e1": "2"}, [], [None, "2"])


def test_a_number_that_moves_its_own_heading_is_filled_in_again():
    laid, problems, rendered = settled_at([1, 2, 2])
    assert (laid.word, dict(laid.pages), problems, rendered) == (b"word 3", {"h_e1": "3"}, [], [None, "2", "3"])


def test_numbers_that_never_settle_are_told_and_the_document_is_made():
    laid, problems, rendered = settled_at([1, 2] * MOST_PASSES)
    assert [(p.code, str(p.severity)) for p in problems] == [("pages-unsettled", "warning")]
    assert len(rendered) == MOST_PASSES
    assert laid.word == b"word 4"


# --- the office


def stand_in(folder, script: str, seconds: float = 30) -> Office:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    return Office(str(program), seconds)


@posix
@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("echo 'could not start' >&2; exit 77", "could not start"),
        ("exit 0", "終了コード 0"),
        ('mkdir pdf; echo garbage > pdf/document.pdf; echo "Error: damaged"', "Error: damaged"),
    ],
)
def test_an_office_that_makes_no_pdf_is_told_with_its_last_words(tmp_path, script, why):
    with pytest.raises(ProblemError) as raised:
        to_pdf(stand_in(tmp_path, script), b"word")
    assert (raised.value.problem.code, raised.value.problem.exit) == ("office-failed", Exit.UNWRITABLE)
    assert why in raised.value.problem.message


def test_an_office_that_cannot_be_started_is_told(tmp_path):
    with pytest.raises(ProblemError) as raised:
        to_pdf(Office(str(tmp_path / "nowhere")), b"word")
    assert raised.value.problem.code == "office-failed"


@posix
def test_an_office_that_hangs_is_ended_with_the_program_that_it_started(tmp_path):
    os.mkfifo(tmp_path / "held")
    held = os.open(tmp_path / "held", os.O_RDONLY | os.O_NONBLOCK)
    script = f"sleep 600 > '{tmp_path}/held' &\necho yes > '{tmp_path}/started'\nwait"
    with pytest.raises(ProblemError) as raised:
        to_pdf(stand_in(tmp_path, script, seconds=1), b"word")
    assert (raised.value.problem.code, raised.value.problem.exit) == ("office-slow", Exit.UNWRITABLE)
    assert (tmp_path / "started").is_file()
    assert select.select([held], [], [], 30)[0]  # whoever could write is gone ...
    assert os.read(held, 1) == b""  # ... and wrote nothing
    os.close(held)


@posix
def test_the_office_works_in_a_folder_of_its_own_which_is_gone_afterwards(tmp_path):
    seen = tmp_path / "seen"
    pdf = to_pdf(
        stand_in(tmp_path, f'pwd > "{seen}"; echo "$@" >> "{seen}"; mkdir pdf; echo %PDF-1.6 > pdf/document.pdf'),
        b"word",
    )
    folder, arguments = seen.read_text("utf-8").splitlines()
    assert pdf == b"%PDF-1.6\n"
    assert f"-env:UserInstallation=file://{folder}/profile" in arguments
    assert arguments.endswith("--outdir pdf document.docx")
    assert '"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}' in arguments
    assert '"ExportFormFields":{"type":"boolean","value":"false"}' in arguments
    assert not os.path.lexists(folder)


@posix
def test_the_office_is_found_in_the_path_and_then_in_the_usual_places(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_usual_places", lambda: iter(()))
    assert find_office() is None
    monkeypatch.setattr(office, "_usual_places", lambda: iter(["there"]))
    assert find_office() == Office("there")
    program = stand_in(tmp_path, "").program
    assert find_office() == Office(program)


def test_the_usual_places_are_those_of_windows_too(tmp_path, monkeypatch):
    program = tmp_path / "LibreOffice" / "program" / "soffice.com"
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    assert str(program) in list(office._usual_places())


@pytest.mark.office
@posix
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_a_folder_with_a_japanese_name_is_no_hindrance_in_any_locale(tmp_path, monkeypatch, locale):
    (tmp_path / "一時 フォルダー").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "一時 フォルダー"))
    monkeypatch.setenv("LC_ALL", locale)
    found = find_office()
    word = render_word(tree_of(with_annex(), "report"), TEMPLATE, {})
    assert read_pages(to_pdf(Office(found.program, seconds=120), word))["h_e1"] == "1"
    assert list((tmp_path / "一時 フォルダー").iterdir()) == []


# --- fonts


def test_a_font_is_known_by_any_of_its_names():
    installed = ["MS Mincho", "ＭＳ 明朝", "Noto Sans CJK JP"]
    assert fonts.missing_fonts(["MS 明朝", "ms mincho", "ＭＳ ゴシック"], installed) == ["ＭＳ ゴシック"]


def test_the_fonts_of_the_template_are_told_once_where_they_are_missing(monkeypatch):
    monkeypatch.setattr(fonts, "_installed", lambda: ["DejaVu Sans"])
    told = fonts.check_fonts(TEMPLATE)
    assert [(p.code, str(p.severity)) for p in told] == [("font-missing", "warning")]
    assert all(name in told[0].message for name in ("ＭＳ 明朝", "ＭＳ ゴシック"))
    monkeypatch.setattr(fonts, "_installed", lambda: fonts.fonts_of(TEMPLATE))
    assert fonts.check_fonts(TEMPLATE) == []


def test_where_nobody_can_tell_the_fonts_nothing_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert fonts.check_fonts(TEMPLATE) == []


# --- Word and PDF by LibreOffice


def tree_of(edition, file):
    snapshot, _ = resolve(edition)
    return document_of(snapshot, next(d for d in snapshot.profile.documents if d.file == file))


def laid_out(tree):
    laid, problems = lay_out(tree, TEMPLATE, find_office(), "evaluation.pdf")
    assert problems == []
    return laid


@pytest.fixture(scope="module")
def annexed():
    """Front matter, a wide table, a statement and an appendix, each of several pages or with numbers of its own."""
    edition = with_annex()
    words = "\n".join(f"〇{n}件目の取組を、計画に沿って着実に進めました(架空)。" for n in range(150))
    rows = tuple(replace(r, cells={k: Cell(words) for k in r.cells}) if r.id == "r0002" else r for r in edition.rows)
    return laid_out(tree_of(replace(edition, rows=rows), "evaluation"))


@pytest.fixture(scope="module")
def reader(annexed):
    return pypdf.PdfReader(io.BytesIO(annexed.pdf))


@pytest.mark.office
def test_both_contents_tell_the_page_of_every_heading_in_word_and_in_pdf(annexed, tmp_path):
    assert wrong_lines(annexed.word, annexed.pdf, tmp_path) == []
    numbers = [(line.text, line.number) for line in contents_of(annexed.word)]
    assert len(numbers) == 5 + 4
    assert int(dict(numbers)["2. 相談"]) > 2  # behind the long row


@pytest.mark.office
def test_a_row_is_found_on_its_page(annexed, tmp_path):
    pages = pages_of(annexed.pdf, tmp_path)
    assert [p.footer for p in pages if "相談しました" in p.text] == [annexed.pages["r_r0004"]]


@pytest.mark.office
@pytest.mark.parametrize("file", ["evaluation", "report"])
def test_the_contents_of_the_example_tell_the_page_of_every_heading(file, tmp_path):
    snapshot = verbs.load(EXAMPLE).snapshot
    kind = next(d for d in snapshot.profile.documents if d.file == file)
    laid = laid_out(document_of(snapshot, kind))
    assert wrong_lines(laid.word, laid.pdf, tmp_path) == []


@pytest.mark.office
def test_the_contents_of_a_full_size_edition_tell_the_page_of_every_heading(tmp_path):
    laid = laid_out(tree_of(entered(full_size()), "evaluation"))
    assert wrong_lines(laid.word, laid.pdf, tmp_path) == []
    assert len(pypdf.PdfReader(io.BytesIO(laid.pdf)).pages) > 100


@pytest.mark.office
def test_a_number_that_is_wrong_would_be_seen(annexed, tmp_path):
    tree = tree_of(with_annex(), "evaluation")
    word = render_word(tree, TEMPLATE, {**annexed.pages, "h_e7": "1"})
    assert any(line.startswith("2. 相談: Word 1,") for line in wrong_lines(word, annexed.pdf, tmp_path))


def test_a_plain_word_file_has_neither_numbers_nor_bookmarks_for_counting():
    tree = tree_of(with_annex(), "evaluation")
    plain = render_word(tree, TEMPLATE)
    assert {line.number for line in contents_of(plain)} == {"…"}
    assert plain != render_word(tree, TEMPLATE, {})


# --- what a screen reader needs of the PDF


def elements(reader) -> Counter[str]:
    """How often each kind of element stands in the tree of tags, roles of our own styles resolved."""
    root = reader.root_object["/StructTreeRoot"]
    roles = root.get("/RoleMap", {})
    found: Counter[str] = Counter()
    todo = [root.get("/K")]
    while todo:
        each = todo.pop()
        each = each.get_object() if each is not None else None
        if isinstance(each, list):
            todo += each
        elif isinstance(each, dict):
            kind = each.get("/S")
            found[roles.get(kind, kind)] += 1
            todo.append(each.get("/K"))
    return found


@pytest.mark.office
def test_the_pdf_says_its_language_and_title_and_that_it_is_tagged(reader):
    root = reader.root_object
    assert root["/Lang"] == "ja-JP"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "業務実績" in reader.metadata.title
    assert "/AcroForm" not in root


@pytest.mark.office
def test_headings_and_header_cells_are_tagged(reader):
    found = elements(reader)
    assert found["/H1"]
    assert found["/H2"]
    assert found["/H3"]
    assert found["/Table"]
    assert found["/TH"]
    assert found["/TD"]
    assert found["/Link"]


@pytest.mark.office
def test_the_outline_leads_to_the_headings(reader, annexed):
    found = {}
    todo = list(reader.outline)
    while todo:
        each = todo.pop()
        if isinstance(each, list):
            todo += each
        else:
            found["".join(each.title.split())] = reader.get_destination_page_number(each)
    front = next(n for n, page in enumerate(reader.pages) if "目次" in page.extract_text()) + 1
    assert found["2.相談"] == front + int(annexed.pages["h_e7"]) - 1
    assert "別表1納付率の推移" in found


@pytest.mark.office
def test_every_font_is_in_the_pdf(reader):
    fonts_used = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            plain = font.get_object()
            plain = plain["/DescendantFonts"][0].get_object() if "/DescendantFonts" in plain else plain
            fonts_used[plain["/BaseFont"]] = set(plain["/FontDescriptor"].get_object())
    assert fonts_used
    files = {"/FontFile", "/FontFile2", "/FontFile3"}
    assert [name for name, facts in fonts_used.items() if not facts & files] == []
