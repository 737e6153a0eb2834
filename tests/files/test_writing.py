"""Old file or new file, never another, and nothing beside it, whatever fails."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from authoring.files import FileTrouble
from authoring.files.writing import write_atomically
from authoring.problems import Exit, catalogue

OLD, NEW = b"old", b"new" * 1000
posix = pytest.mark.skipif(os.name == "nt", reason="permissions and links of POSIX")


@pytest.fixture
def out(tmp_path):
    """A file that stands there already."""
    path = tmp_path / "評価.docx"
    path.write_bytes(OLD)
    return path


def refused(*args, **kwargs) -> FileTrouble:
    """The trouble of a write that must not succeed."""
    with pytest.raises(FileTrouble) as caught:
        write_atomically(*args, **kwargs)
    assert catalogue()[caught.value.code]["exit"] == Exit.UNWRITABLE
    assert caught.value.fields["name"]
    return caught.value


def assert_untouched(out: Path) -> None:
    """The old file is as it was, and alone."""
    assert out.read_bytes() == OLD
    assert list(out.parent.iterdir()) == [out]


def failing(number: int):
    """A stand-in for a system call that fails."""

    def call(*_args, **_kwargs):
        raise OSError(number, os.strerror(number))

    return call


def test_a_new_file_is_written(tmp_path):
    write_atomically(tmp_path / "a.docx", NEW)
    assert (tmp_path / "a.docx").read_bytes() == NEW
    assert len(list(tmp_path.iterdir())) == 1


def test_an_old_file_is_replaced_and_equal_bytes_are_no_trouble(out):
    write_atomically(out, NEW)
    write_atomically(out, NEW)
    assert out.read_bytes() == NEW
    assert list(out.parent.iterdir()) == [out]


@posix
def test_a_new_file_gets_the_permissions_of_the_umask(tmp_path):
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "a", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


@posix
def test_an_old_file_keeps_its_permissions(out):
    out.chmod(0o604)
    write_atomically(out, NEW)
    assert stat.S_IMODE(out.stat().st_mode) == 0o604


@posix
def test_a_read_only_file_is_left_alone(out):
    out.chmod(0o444)
    assert refused(out, NEW).code == "write-denied"
    assert_untouched(out)


@posix
@pytest.mark.parametrize("target", ["評価.docx", "nowhere"])
def test_a_link_is_refused_and_its_target_untouched(out, target):
    link = out.parent / "link.docx"
    link.symlink_to(target)
    assert refused(link, NEW).code == "write-link"
    link.unlink()
    assert_untouched(out)


def test_a_folder_in_place_of_the_file_is_refused(tmp_path):
    (tmp_path / "a.docx").mkdir()
    assert refused(tmp_path / "a.docx", NEW).code == "write-not-a-file"


def test_an_input_is_never_replaced(out):
    assert refused(out, NEW, never=[out]).code == "write-onto-input"
    assert refused(out, NEW, never=[out.parent / "." / out.name]).code == "write-onto-input"
    assert_untouched(out)


@posix
def test_an_input_is_known_under_another_name(out):
    for make in (out.parent.joinpath("hard").hardlink_to, out.parent.joinpath("soft").symlink_to):
        make(out)
    for other in ("hard", "soft"):
        assert refused(out, NEW, never=[out.parent / other]).code == "write-onto-input"
        (out.parent / other).unlink()
    assert_untouched(out)


def test_an_input_that_is_not_there_yet_is_kept_free_too(tmp_path):
    assert refused(tmp_path / "a", NEW, never=[tmp_path / "x" / ".." / "a"]).code == "write-onto-input"
    write_atomically(tmp_path / "a", NEW, never=[tmp_path / "b"])


def test_a_missing_folder_and_a_long_name_and_an_impossible_name_are_told(tmp_path, out):
    assert refused(tmp_path / "no" / "a", NEW).code == "write-no-folder"
    assert refused(out / "a", NEW).code == "write-no-folder"
    assert refused(tmp_path / ("長" * 300), NEW).code == "write-name-too-long"
    assert refused(tmp_path / "a\0b", NEW).code == "write-failed"
    assert_untouched(out)


@posix
def test_the_longest_possible_name_can_be_written(tmp_path):
    write_atomically(tmp_path / ("a" * 255), NEW)
    assert (tmp_path / ("a" * 255)).exists()


@pytest.mark.parametrize("step", ["open", "fdopen", "fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "write-disk-full"),
        (errno.EACCES, "write-denied"),
        (errno.EROFS, "write-denied"),
        (errno.EIO, "write-failed"),
    ],
)
def test_a_step_that_fails_leaves_the_old_file(step, number, code, out, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(os, step, failing(number))
        assert refused(out, NEW).code == code
    assert_untouched(out)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_interruption_leaves_the_old_file(step, out, monkeypatch):
    def interrupted(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(os, step, interrupted)
        with pytest.raises(KeyboardInterrupt):
            write_atomically(out, NEW)
    assert_untouched(out)


@posix
def test_nothing_but_whole_files_is_seen_at_any_step(out, monkeypatch):
    seen = []

    def watched(call):
        def looking(*args):
            seen.append(out.read_bytes())
            done = call(*args)
            seen.append(out.read_bytes())
            return done

        return looking

    with monkeypatch.context() as watching:
        for step in ("fsync", "replace"):
            watching.setattr(os, step, watched(getattr(os, step)))
        write_atomically(out, NEW)
    assert seen == [OLD, OLD, OLD, NEW, NEW, NEW]  # file to disk, name, folder to disk


@posix
def test_a_folder_that_can_not_be_synced_is_no_failure(out, monkeypatch):
    sync = os.fsync

    def only_files(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "no folders")
        sync(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    write_atomically(out, NEW)
    assert out.read_bytes() == NEW


def test_bytes_that_come_back_changed_are_told(out, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(Path, "read_bytes", lambda _self: b"other")
        assert refused(out, NEW).code == "write-verify"
    assert_untouched(out)


def test_the_check_sees_the_bytes_and_its_refusal_stops_the_write(out):
    seen = []

    def check(data: bytes) -> None:
        seen.append(data)
        raise FileTrouble("file-damaged", name="評価.docx", part="x")

    with pytest.raises(FileTrouble, match="file-damaged"):
        write_atomically(out, NEW, check=check)
    assert seen == [NEW]
    assert_untouched(out)
