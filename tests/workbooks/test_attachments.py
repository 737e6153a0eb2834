"""What lies in inputs/添付: pictures, their descriptions, letters; each that can't be used is one clear problem."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import chunk, jpeg, png, png_that_says

from authoring.edition.blocks import GridCell
from authoring.edition.model import Place
from authoring.files.pictures import PICTURE_LIMIT
from authoring.problems import Origin
from authoring.workbooks.attachments import read_attachments

AT = Origin("inputs/共通.xlsx", "別表一覧", "A9")


def letter(file):
    return Place("別表9", "appendix", "通知", "総務部", file, AT)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "inputs" / "添付"
    made.mkdir(parents=True)
    return made


def read(folder, *places):
    return read_attachments(folder.parents[1], places)


def told(folder, *places):
    return [(p.code, str(p.origin)) for p in read(folder, *places)[1]]


def test_a_picture_is_read_with_its_size_and_the_text_beside_it(folder):
    (folder / "組織図.png").write_bytes(png(40, 20))
    (folder / "組織図.txt").write_bytes("部と課の\r\n関係を示す図。".encode("cp932"))
    (folder / "地図.JPG").write_bytes(jpeg(30, 50))
    attached, problems = read(folder)
    assert problems == []
    found = [(key, p.file, p.width, p.height, p.words) for key, p in attached.pictures.items()]
    assert found == [("組織図", "組織図.png", 40, 20, "部と課の 関係を示す図。"), ("地図", "地図.JPG", 30, 50, "")]
    assert attached.data["組織図.png"] == png(40, 20)


def test_without_the_folder_there_is_nothing_and_nothing_wrong(tmp_path):
    attached, problems = read_attachments(tmp_path, ())
    assert (dict(attached.pictures), dict(attached.letters), problems) == ({}, {}, [])


BAD = {
    "a text named .png": ("図.png", "ただの文字です。".encode(), "file-picture-kind"),
    "a bitmap": ("図.bmp", png(), "file-picture-kind"),
    "nothing in it": ("図.png", b"", "file-empty"),
    "cut in the header": ("図.png", png()[:20], "file-picture-damaged"),
    "cut in the picture": ("図.png", png()[:-5], "file-picture-damaged"),
    "a header that was changed": ("図.png", png().replace(b"\0\0\0\x28", b"\0\0\0\x29", 1), "file-picture-damaged"),
    "a part of 200 MB declared": (
        "図.png",
        png()[:33] + b"\x0c\x80\0\0IDAT" + b"abc",
        "file-picture-damaged",
    ),
    "200 million pixels declared": ("図.png", png_that_says(20_000, 10_000), "file-picture-size"),
    "no width": ("図.png", png_that_says(0, 10), "file-picture-damaged"),
    "no header first": ("図.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""), "file-picture-damaged"),
    "a jpeg cut in its header": ("図.jpg", jpeg()[:40], "file-picture-damaged"),
    "a jpeg without an end": ("図.jpg", jpeg()[:-2], "file-picture-damaged"),
}


@pytest.mark.parametrize(("name", "data", "code"), BAD.values(), ids=BAD)
def test_a_picture_that_can_not_be_used_is_one_problem_at_its_file(folder, name, data, code):
    (folder / name).write_bytes(data)
    assert told(folder) == [(code, f"inputs/添付/{name}")]
    assert read(folder)[0].pictures == {"図": None}


def test_a_file_above_the_limit_is_not_even_read(folder):
    with (folder / "図.png").open("wb") as file:
        file.truncate(200 * 1024 * 1024)  # sparse: it takes no room
    assert PICTURE_LIMIT < 200 * 1024 * 1024
    assert told(folder) == [("file-too-large", "inputs/添付/図.png")]


@settings(max_examples=40)
@given(st.sampled_from([png(), jpeg()]), st.data())
def test_a_damaged_picture_is_a_problem_or_a_picture_and_never_an_exception(tmp_path_factory, whole, data):
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:at] + bytes([data.draw(st.integers(0, 255))]) + whole[data.draw(st.integers(at, len(whole))) :]
    made = tmp_path_factory.mktemp("w") / "inputs" / "添付"
    made.mkdir(parents=True)
    (made / "図.png").write_bytes(changed)
    attached, problems = read(made)
    assert (attached.pictures["図"] is None) == bool(problems)


def test_two_pictures_of_one_name_are_told_and_the_first_counts(folder):
    (folder / "図.jpg").write_bytes(jpeg())
    (folder / "図.png").write_bytes(png())
    assert told(folder) == [("figure-double", "inputs/添付/図.jpg")]
    assert read(folder)[0].pictures["図"].file == "図.png"


def test_a_description_in_no_known_encoding_is_told_and_the_picture_stays(folder):
    (folder / "図.png").write_bytes(png())
    (folder / "図.txt").write_bytes(b"\x81\xff\xff")
    assert told(folder) == [("file-text-encoding", "inputs/添付/図.txt")]
    assert read(folder)[0].pictures["図"].words == ""


def test_a_lock_file_of_another_program_is_no_letter(folder):
    (folder / "~$通知.docx").write_bytes(b"x")
    assert told(folder) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_the_lines_of_a_text_are_the_paragraphs_of_the_letter(folder, encoding):
    (folder / "通知.txt").write_bytes("令和2年3月31日\r\n\r\n　〇〇殿".encode(encoding))
    attached, problems = read(folder, letter("通知.txt"))
    assert problems == []
    assert attached.letters["別表9"].pieces == ("令和2年3月31日", "", "　〇〇殿")


def save(folder, file):
    file.save(folder / "通知.docx")


def test_a_word_file_gives_its_paragraphs_and_tables_in_order(folder):
    file = docx.Document()
    file.add_paragraph("令和2年3月31日")
    table = file.add_table(3, 3)
    for r, row in enumerate(("区分 日 日", "あ 1 2", "い 3 4")):
        for c, text in enumerate(row.split()):
            table.cell(r, c).text = text
    table.cell(0, 1).merge(table.cell(0, 2)).text = "日"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "あ"
    file.add_paragraph("以上")
    save(folder, file)
    attached, problems = read(folder, letter("通知"))
    assert problems == []
    assert attached.letters["別表9"].pieces == (
        "令和2年3月31日",
        (
            (GridCell("区分"), GridCell("日", 1, 2), None),
            (GridCell("あ", 2), GridCell("1"), GridCell("2")),
            (None, GridCell("3"), GridCell("4")),
        ),
        "以上",
    )


def test_what_word_would_number_or_draw_is_told_as_lost(folder):
    file = docx.Document()
    file.add_paragraph("一つ目").paragraph_format.element.get_or_add_pPr().get_or_add_numPr()
    file.add_picture(io.BytesIO(png()))
    save(folder, file)
    attached, problems = read(folder, letter("通知.docx"))
    assert [p.code for p in problems] == ["letter-lost"]
    assert "自動の番号・図" in problems[0].message
    assert attached.letters["別表9"].pieces[0] == "一つ目"


@pytest.mark.parametrize(
    ("named", "code"),
    [("通達.txt", "letter-missing"), ("../共通.xlsx", "letter-name"), ("C:\\通知.docx", "letter-name"),
     ("図.png", "letter-missing")],
)  # fmt: skip
def test_a_letter_that_is_not_there_is_told_at_the_list_of_places(folder, named, code):
    (folder / "通知.txt").write_text("本文", "utf-8")
    (folder / "図.png").write_bytes(png())
    assert told(folder, letter(named)) == [(code, str(AT))]
    missing = read(folder, letter("通達.txt"))[1][0]
    assert "「通知.txt」" in missing.hint


def test_a_letter_that_is_no_word_file_is_told_at_its_file(folder):
    (folder / "通知.docx").write_bytes(b"PK no zip")
    assert told(folder, letter("通知.docx")) == [("file-damaged", "inputs/添付/通知.docx")]
    with zipfile.ZipFile(folder / "通知.docx", "w") as archive:
        archive.writestr("a.txt", "x")
    assert told(folder, letter("通知.docx")) == [("file-wrong-kind", "inputs/添付/通知.docx")]
