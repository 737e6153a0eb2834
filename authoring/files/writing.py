"""The one door through which every file is written: whole or not at all, never through a link, never onto an input."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from authoring.files import FileTrouble

__all__ = ["write_atomically"]

_CODES = {
    errno.ENOSPC: "write-disk-full",
    errno.EDQUOT: "write-disk-full",
    errno.EFBIG: "write-disk-full",
    errno.EACCES: "write-denied",
    errno.EPERM: "write-denied",
    errno.EROFS: "write-denied",
    errno.ENAMETOOLONG: "write-name-too-long",
    errno.ENOENT: "write-no-folder",
    errno.ENOTDIR: "write-no-folder",
}
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def write_atomically(
    path: str | Path,
    data: bytes,
    *,
    check: Callable[[bytes], None] | None = None,
    never: Iterable[str | Path] = (),
) -> None:
    """Puts a file in place in one step: whoever looks sees the old file or the new one, whole.

    The bytes go to a temporary file in the same folder, are forced to the disk, read again and compared, and only then
    take the name. An old file's permissions are kept; a new file gets those of the umask.

    Args:
        path: where to write; its folder must exist.
        data: what to write.
        check: called with the bytes as they were read again; it raises what it finds, and nothing is replaced then.
        never: files that must not be replaced (inputs), under whatever name they are reached.

    Raises:
        FileTrouble: with a code ``write-…``; the old file is untouched and nothing is left beside it.
    """
    path = Path(path)
    try:
        mode = _old_mode(path)
        if any(_same(path, mode is not None, Path(kept)) for kept in never):
            raise FileTrouble("write-onto-input", name=path.name)
        _replace(path, data, mode, check)
    except (OSError, ValueError) as failed:  # ValueError: a NUL in the name
        number = getattr(failed, "errno", None)
        why = getattr(failed, "strerror", None) or str(failed)
        raise FileTrouble(_CODES.get(number or 0, "write-failed"), name=path.name, why=why) from failed


def _old_mode(path: Path) -> int | None:
    """The permissions of the file that stands there, None where there is none.

    A read-only file is refused here, because only Windows would refuse to replace it.
    """
    try:
        old = path.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(old.st_mode):
        raise FileTrouble("write-link", name=path.name)
    if not stat.S_ISREG(old.st_mode):
        raise FileTrouble("write-not-a-file", name=path.name)
    if not old.st_mode & stat.S_IWUSR:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return stat.S_IMODE(old.st_mode)


def _same(path: Path, there: bool, kept: Path) -> bool:
    """Whether two names reach one file: links, hard links, another spelling. Files that are not there by their path."""
    try:
        found = kept.stat()
    except FileNotFoundError:
        return not there and path.resolve() == kept.resolve()
    return there and os.path.samestat(path.stat(), found)


def _replace(path: Path, data: bytes, mode: int | None, check: Callable[[bytes], None] | None) -> None:
    # A short name of its own: one made from the file's name could be too long where the file's is not.
    beside = path.with_name(f".authoring-{secrets.token_hex(8)}.tmp")
    handle = os.open(beside, _NEW, 0o666)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if mode is not None:
            beside.chmod(mode)
        again = beside.read_bytes()
        if again != data:
            raise FileTrouble("write-verify", name=path.name)
        if check is not None:
            check(again)
        os.replace(beside, path)  # noqa: PTH105 - named os.replace, so that tests can make it fail
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Forces the new name to the disk. The file is in place already, so a folder that can't be synced is no failure."""
    if os.name == "nt":  # Windows opens no folders
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
