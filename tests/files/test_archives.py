"""Equal content gives equal bytes."""

from __future__ import annotations

import io
import os
import time
import zipfile
from datetime import datetime

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from authoring.files.archives import core_properties, is_lock_file, lock_name, stable_zip, zip_parts
from authoring.files.opening import open_package

NAMES = st.text("abcAB/年_.", min_size=1).map(lambda name: "p" + name.strip("/"))


def entries(data: bytes) -> list[zipfile.ZipInfo]:
    """The directory of a zip."""
    return zipfile.ZipFile(io.BytesIO(data)).infolist()


@given(st.dictionaries(NAMES, st.binary(max_size=50), max_size=6), st.randoms())
def test_order_date_and_compression_do_not_matter_and_content_is_kept(parts, chance):
    mixed = list(parts.items())
    chance.shuffle(mixed)
    one, other = hostile.zipped(parts), hostile.zipped_list(mixed, zipfile.ZIP_STORED)
    assert stable_zip(one) == stable_zip(other) == zip_parts(parts)
    archive = zipfile.ZipFile(io.BytesIO(stable_zip(one)))
    assert {name: archive.read(name) for name in archive.namelist()} == parts


def test_a_stable_zip_is_stable_already():
    once = stable_zip(hostile.document())
    assert stable_zip(once) == once


def test_the_content_types_come_first_and_the_rest_by_name():
    names = [each.filename for each in entries(stable_zip(hostile.workbook()))]
    assert names[0] == "[Content_Types].xml"
    assert names[1:] == sorted(names[1:])


def test_every_entry_has_the_same_date_system_and_permissions():
    told = {
        (e.date_time, e.create_system, e.external_attr, e.compress_type)
        for e in entries(stable_zip(hostile.workbook()))
    }
    assert told == {((1980, 1, 1, 0, 0, 0), 3, 0o100644 << 16, zipfile.ZIP_DEFLATED)}


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="no time zones to set")
def test_the_time_zone_and_the_umask_do_not_matter(monkeypatch):
    here = stable_zip(hostile.workbook())
    before = os.umask(0o077)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert stable_zip(hostile.workbook()) == here
    finally:
        os.umask(before)
        monkeypatch.undo()
        time.tzset()


def test_the_result_opens_through_the_door(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(stable_zip(hostile.workbook()))
    assert "xl/workbook.xml" in open_package(tmp_path / "a.xlsx", "xlsx").names


def test_core_properties_are_read_back_by_word_and_tell_no_person():
    import docx

    parts = zipfile.ZipFile(io.BytesIO(hostile.document()))
    named = {name: parts.read(name) for name in parts.namelist()}
    named["docProps/core.xml"] = core_properties("業務実績 <評価> & \x00", "日本年金機構")
    told = docx.Document(io.BytesIO(zip_parts(named))).core_properties
    assert (told.title, told.author, told.language) == ("業務実績 <評価> & ", "日本年金機構", "ja-JP")
    assert (told.last_modified_by, told.comments) == ("", "")
    assert told.created.replace(tzinfo=None) == told.modified.replace(tzinfo=None) == datetime(1980, 1, 1)


@given(st.text(), st.text())
def test_core_properties_are_xml_for_any_words(title, creator):
    assert len(etree.fromstring(core_properties(title, creator))) == 5


def test_a_lock_stands_beside_its_workbook_and_is_known_as_a_lock(tmp_path):
    lock = lock_name(tmp_path / "Ⅰ-2.xlsx")
    assert lock == tmp_path / "~$Ⅰ-2.xlsx"
    assert is_lock_file(lock)
    assert is_lock_file(".~lock.Ⅰ-2.xlsx#")
    assert not is_lock_file(tmp_path / "Ⅰ-2.xlsx")
