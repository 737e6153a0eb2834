"""Each hazard has its code; an honest file opens; nothing else than a FileTrouble ever comes out."""

from __future__ import annotations

import contextlib
import re
import sys
from pathlib import Path

import hostile
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from authoring.files import FileTrouble
from authoring.files.opening import open_package
from authoring.problems import Exit, Origin, Severity, catalogue, problem

UTF16 = hostile.ENTITY.encode("utf-16")
EBCDIC = hostile.ENTITY.encode("cp037")
HIDDEN = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE r><r/>'
STRICT = '<Relationships><Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"/>'
TYPES = "[Content_Types].xml"
TYPED = '<Types><Override PartName="/Odd.dat" ContentType="application/vnd.x+xml"/></Types>'

HAZARDS = {
    "nothing in it": (b"", "file-empty"),
    "plain text": ("取組状況".encode("cp932"), "file-not-zip"),
    "a PDF": (b"%PDF-1.7\n", "file-not-zip"),
    "cut off": (hostile.workbook()[:3000], "file-damaged"),
    "cut off after two letters": (b"PK", "file-damaged"),
    "password": (hostile.compound("EncryptedPackage"), "file-encrypted"),
    "old workbook": (hostile.compound("Workbook"), "file-old-format"),
    "old document": (hostile.compound("WordDocument"), "file-old-format"),
    "password of the zip": (hostile.with_flag(hostile.workbook(), 1), "file-encrypted"),
    "strong password of the zip": (hostile.with_flag(hostile.workbook(), 0x40), "file-encrypted"),
    "a name twice": (hostile.zipped_list([("a.xml", "<a/>"), ("a.xml", "<b/>")]), "file-duplicate-part"),
    "a name twice but for case": (hostile.zipped_list([("a.xml", ""), ("A.xml", "")]), "file-duplicate-part"),
    "out of the folder": (hostile.zipped({"../../etc/passwd": "x"}), "file-unsafe-name"),
    "out of the folder within": (hostile.zipped({"xl/../../x": "x"}), "file-unsafe-name"),
    "absolute": (hostile.zipped({"/etc/passwd": "x"}), "file-unsafe-name"),
    "backslash": (hostile.zipped({"xl\\workbook.xml": "x"}), "file-unsafe-name"),
    "a drive": (hostile.zipped({"C:windows": "x"}), "file-unsafe-name"),
    "too many": (hostile.zipped({f"a{i}": "" for i in range(1001)}), "file-too-many-parts"),
    "a bomb": (hostile.bomb(12_000_000), "file-bomb"),
    "a lie about the size": (hostile.lying_about_size(90_000, 1_000), "file-damaged"),
    "a big lie about the size": (hostile.lying_about_size(9_000_000, 1_000), "file-bomb"),
    "another compression": (hostile.zipped({"a.xml": "<a/>"}, 14), "file-damaged"),
    "two names of one entry": (hostile.renamed_in_directory(hostile.workbook(), b"styles", b"stylez"), "file-damaged"),
    "an entity": (hostile.package(xl__workbook_DOT_xml=hostile.ENTITY), "file-doctype"),
    "an entity in relations": (hostile.package(_rels__a_DOT_rels=hostile.ENTITY), "file-doctype"),
    "an entity in the types": (hostile.zipped({TYPES: hostile.ENTITY}), "file-doctype"),
    "an entity in another ending": (hostile.zipped({TYPES: TYPED, "odd.dat": hostile.ENTITY}), "file-doctype"),
    "an entity in UTF-16": (hostile.package(a_DOT_xml=UTF16), "file-doctype"),
    "an entity in UTF-16 without mark": (hostile.package(a_DOT_xml=UTF16[2:]), "file-doctype"),
    "an entity in UTF-7": (hostile.package(a_DOT_xml=HIDDEN), "file-encoding"),
    "an entity in EBCDIC": (hostile.package(a_DOT_xml=EBCDIC), "file-encoding"),
    "types that are no XML": (hostile.zipped({TYPES: "<Types"}), "file-damaged"),
    "types that are empty": (hostile.zipped({TYPES: ""}), "file-damaged"),
    "any zip": (hostile.zipped({"a.txt": "x"}), "file-wrong-kind"),
    "OpenDocument": (hostile.zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "file-wrong-kind"),
    "two kinds at once": (hostile.zipped({TYPES: hostile.content_types("xlsx", "docx")}), "file-wrong-kind"),
    "strict": (hostile.package(_rels___DOT_rels=STRICT), "file-strict"),
}


@pytest.fixture
def put(tmp_path):
    """Writes bytes to a file and returns its path."""

    def write(data: bytes, name: str = "Ⅰ-2.xlsx") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def test_an_honest_workbook_opens_with_its_parts(put):
    opened = open_package(put(hostile.workbook()), "xlsx")
    assert opened.data == opened.stream().read() == hostile.workbook()
    assert "xl/workbook.xml" in opened.names
    assert b"<" in opened.read("xl/workbook.xml")
    assert not opened.macros


def test_an_honest_document_opens(put):
    assert "word/document.xml" in open_package(put(hostile.document()), "docx").names


@pytest.mark.parametrize("hazard", HAZARDS)
def test_a_hazard_is_refused_with_its_code(hazard, put):
    data, code = HAZARDS[hazard]
    path = put(data)
    with pytest.raises(FileTrouble) as refused:
        open_package(path, "xlsx")
    assert refused.value.code == code
    assert path.read_bytes() == data


@pytest.mark.parametrize("hazard", HAZARDS)
def test_a_refusal_becomes_a_problem_with_every_word_filled_in(hazard, put):
    with pytest.raises(FileTrouble) as refused:
        open_package(put(HAZARDS[hazard][0]), "xlsx")
    told = problem(refused.value.code, Origin("Ⅰ-2.xlsx"), **refused.value.fields)
    assert (told.severity, told.exit) == (Severity.ERROR, Exit.UNREADABLE)
    assert "Ⅰ-2.xlsx" in told.message
    assert "不明" not in told.message + told.hint


@pytest.mark.parametrize(
    ("kind", "wanted", "words"),
    [
        ("docx", "xlsx", "Word文書（.docx）"),
        ("xlsx", "docx", "Excelブック（.xlsx）"),
        ("xlsm", "docx", "Excelマクロ有効ブック（.xlsm）"),
        ("docm", "docx", "Wordマクロ有効文書（.docm）"),
        ("xltx", "xlsx", "Excelテンプレート（.xltx）"),
        ("dotx", "docx", "Wordテンプレート（.dotx）"),
        ("xlsb", "xlsx", "Excelバイナリブック（.xlsb）"),
        ("pptx", "docx", "PowerPointプレゼンテーション（.pptx）"),
    ],
)
def test_a_wrong_kind_is_told_with_what_was_found(kind, wanted, words, put):
    with pytest.raises(FileTrouble) as refused:
        open_package(put(hostile.package(kind)), wanted)
    assert refused.value.code == "file-wrong-kind"
    assert refused.value.fields["found"] == words


def test_a_workbook_with_macros_is_read_and_said_to_have_them(put):
    assert open_package(put(hostile.package("xlsm")), "xlsx").macros


def test_macros_in_a_plain_workbook_are_seen(put):
    assert open_package(put(hostile.package(xl__vbaProject_DOT_bin=b"x")), "xlsx").macros


def test_an_entry_may_be_as_large_as_the_grace_at_any_ratio(put):
    assert len(open_package(put(hostile.bomb(100 * 1024)), "xlsx").read("sheet.xml")) == 100 * 1024


def test_many_large_entries_are_refused_together(put, monkeypatch):
    monkeypatch.setattr("authoring.files.containers.TOTAL_LIMIT", 2 * 2**20)
    parts = {f"a{i}": bytes(2**20) for i in range(3)}
    with pytest.raises(FileTrouble) as refused:
        open_package(put(hostile.zipped(parts, 0)), "xlsx")
    assert refused.value.code == "file-too-large"


def test_a_large_entry_is_refused_by_itself(put, monkeypatch):
    monkeypatch.setattr("authoring.files.containers.ENTRY_LIMIT", 2**20)
    with pytest.raises(FileTrouble) as refused:
        open_package(put(hostile.zipped({"a": bytes(2**20 + 1)}, 0)), "xlsx")
    assert refused.value.code == "file-too-large"


def test_a_file_above_the_limit_is_not_even_read(put, monkeypatch):
    monkeypatch.setattr("authoring.files.opening.TOTAL_LIMIT", 1000)
    with pytest.raises(FileTrouble, match="file-too-large"):
        open_package(put(hostile.workbook()), "xlsx")


def test_a_part_in_honest_utf16_is_no_hazard(put):
    data = hostile.package(a_DOT_xml='<?xml version="1.0" encoding="UTF-16"?><r>年金</r>'.encode("utf-16"))
    assert "a.xml" in open_package(put(data), "xlsx").names


def test_a_picture_may_have_a_doctype(put):
    svg = "<!DOCTYPE svg><svg/>"
    types = hostile.content_types("xlsx").replace(
        b"</Types>", b'<Default Extension="svg" ContentType="image/svg+xml"/></Types>'
    )
    assert open_package(put(hostile.zipped({TYPES: types, "a.svg": svg})), "xlsx").read("a.svg") == svg.encode()


def test_a_missing_file_and_a_folder_and_an_impossible_name_are_told(tmp_path, put):
    for path, code in [
        (tmp_path / "no.xlsx", "file-missing"),
        (put(b"x") / "no.xlsx", "file-missing"),
        (tmp_path, "file-not-a-file"),
        (tmp_path / "a\0b", "file-no-access"),
        (tmp_path / ("長" * 300), "file-no-access"),
    ]:
        with pytest.raises(FileTrouble) as refused:
            open_package(path, "xlsx")
        assert refused.value.code == code


def test_a_file_that_may_not_be_read_is_told(put, monkeypatch):
    def denied(_self):
        raise PermissionError(13, "Permission denied")

    path = put(hostile.workbook())
    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(FileTrouble, match="file-no-access"):
        open_package(path, "xlsx")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(hostile.workbook()) - 1), to=st.binary(min_size=1, max_size=4))
def test_any_changed_byte_gives_the_same_parts_or_a_trouble(at, to, put):
    honest = open_package(put(hostile.workbook()), "xlsx")
    changed = hostile.workbook()[:at] + to + hostile.workbook()[at + len(to) :]
    with contextlib.suppress(FileTrouble):
        opened = open_package(put(changed), "xlsx")
        assert all(opened.read(name) == honest.read(name) for name in opened.names)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200), magic=st.sampled_from([b"", b"PK\3\4", b"PK\5\6", hostile.OLE]))
def test_no_bytes_at_all_make_it_fall(data, magic, put):
    with pytest.raises(FileTrouble):
        open_package(put(magic + data), "xlsx")


def test_the_catalogue_holds_every_code_that_this_room_raises_and_no_unused_one():
    room = Path(sys.modules["authoring.files"].__file__).parent
    raised = {
        code
        for each in room.glob("*.py")
        for code in re.findall(r'"((?:file|write)-[a-z-]+)"', each.read_text("utf-8"))
    }
    elsewhere = {  # told by readers and verbs
        "file-unknown", "file-macros", "write-not-empty", "write-folder", "write-over-remarks",
    }  # fmt: skip
    assert raised == {code for code in catalogue() if code.startswith(("file-", "write-"))} - elsewhere
