"""Reads and moves files of a folder into which others may write, and trusts none of its names.

Between two looks at a name somebody can put a link in the place of a file or folder. So a file is opened once and then
looked at, and what is moved goes into a folder that is open, by a name in it.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path, PurePath

from briefings.errors import IntakeError
from briefings.intake.formats.accepted import MAX_BYTES
from briefings.model.items import File
from briefings.model.printable import printable
from briefings.storage.atomic_files import disk_refusals, make_folder
from briefings.storage.folder_access import link_error
from briefings.storage.private_files import FILE_MODE, OF_OTHERS

_REASON = ".reason.txt"
_MAX_NAME_BYTES = 200  # of a name without its ending, to which more is added; a file system takes 255
_MAX_ENDING_BYTES = 20


def load_dropped(path: Path) -> File:
    """The content of a file, which must be one of its own. Raises IntakeError; never waits for a pipe."""
    name = printable(path.name)
    try:
        if not stat.S_ISREG(path.lstat().st_mode):  # before it is opened: to open a device may be to use it
            raise IntakeError("inbox-no-file", item=name)
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
                raise IntakeError("inbox-no-file", item=name)
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise IntakeError("no-such-file", item=name) from error
    except OSError as error:
        raise IntakeError("unreadable-file", item=name, reason=error.strerror or "") from error
    if len(content) > MAX_BYTES:
        raise IntakeError("too-large", item=name, limit=MAX_BYTES // 1_000_000)
    return File(name=name, content=content)


@contextmanager
def open_subfolder(path: Path) -> Iterator[int]:
    """A handle on a folder, which is made if there is none. Raises ArchiveError, also for a link to a folder."""
    if path.is_symlink():
        raise link_error(path)
    make_folder(path)
    with disk_refusals(path):
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield handle
    finally:
        os.close(handle)


def move_into(folder: int, path: Path, name: str) -> None:
    """Move a file, or a link itself, into a folder; if others may not look into that, they may not read the file.

    Raises OSError.
    """
    os.rename(path, name, dst_dir_fd=folder)
    if not os.fstat(folder).st_mode & OF_OTHERS and stat.S_ISREG(_mode_of(folder, name)):
        with suppress(OSError):  # it belongs to another user
            handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
            with os.fdopen(handle, "rb"):
                os.fchmod(handle, FILE_MODE)


def _mode_of(folder: int, name: str) -> int:
    return os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode


def write_new(folder: int, name: str, content: bytes) -> None:
    """Write a new file into a folder; who may read the folder may read it. Raises OSError."""
    mode = stat.S_IMODE(os.fstat(folder).st_mode) & 0o666
    handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode, dir_fd=folder)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(handle, mode)
        file.write(content)
        file.flush()
        os.fsync(handle)


def free_name(folder: int, name: str) -> str:
    """A name that is free in a folder, as is that of its reason: printable, numbered if need be, cut if too long."""
    pure = PurePath(printable(name))
    stem, ending = pure.stem, pure.suffix
    if len(ending.encode()) > _MAX_ENDING_BYTES:
        stem, ending = pure.name, ""
    stem = stem.encode()[:_MAX_NAME_BYTES].decode("utf-8", "ignore")
    names = chain([f"{stem}{ending}"], (f"{stem}-{number}{ending}" for number in count(2)))
    return next(name for name in names if not _is_taken(folder, name) and not _is_taken(folder, reason_name(name)))


def reason_name(name: str) -> str:
    """The name of the file that says why a file has failed."""
    return name + _REASON


def _is_taken(folder: int, name: str) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True
