"""Files and folders that only their owner may read, from the moment they exist and whatever the umask is."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

FILE_MODE, FOLDER_MODE = 0o600, 0o700
OF_OTHERS = 0o077  # the rights of the group and of everybody


def create(path: Path) -> BinaryIO:
    """A new file, opened for writing; one that had its name is deleted. Raises OSError.

    A link in its place is deleted too, and never followed.
    """
    path.unlink(missing_ok=True)
    return os.fdopen(_open(path, os.O_WRONLY | os.O_EXCL), "wb")


def create_if_missing(path: Path) -> None:
    """Create an empty file if there is none, for a library that will open it by its name. Raises OSError."""
    os.close(_open(path, os.O_RDWR))


def open_to_append(path: Path) -> int:
    """A handle on a file to add to, which is created if there is none. Raises OSError, also for a link."""
    return _open(path, os.O_WRONLY | os.O_APPEND)


def make_folder(path: Path) -> None:
    """Create a folder, if there is none; its parent exists. Raises OSError."""
    try:
        path.mkdir(FOLDER_MODE)
    except FileExistsError:
        if path.is_dir():
            return
        raise
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        _give_to_owner_of(path.parent, handle, FOLDER_MODE)
    finally:
        os.close(handle)


def close_to_others(path: Path) -> bool:
    """Take the rights of all but the owner from an existing file or folder; False if that is refused.

    A link is not followed: who may write to the folder could have put one in the place of a file.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        os.fchmod(handle, stat.S_IMODE(os.fstat(handle).st_mode) & ~OF_OTHERS)
        return not os.fstat(handle).st_mode & OF_OTHERS  # a file system without rights may take it and do nothing
    except OSError:
        return False
    finally:
        os.close(handle)


def _open(path: Path, flags: int) -> int:
    handle = os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW, FILE_MODE)
    try:
        if os.fstat(handle).st_size == 0:  # new, as far as it matters
            _give_to_owner_of(path.parent, handle, FILE_MODE)
    except OSError:
        os.close(handle)
        raise
    return handle


def _give_to_owner_of(folder: Path, handle: int, mode: int) -> None:
    """Set the mode, which a strange umask may have taken from; and what root makes belongs to the folder's owner.

    Else whoever runs a command as root would shut the bot, which runs as another user, out of its own files. A file
    system without rights refuses either, and has its own idea of who may read.
    """
    with suppress(OSError):
        if os.fstat(handle).st_mode & 0o777 != mode:
            os.fchmod(handle, mode)
        if os.geteuid() == 0:
            owner = folder.stat()
            if owner.st_uid != 0:
                os.fchown(handle, owner.st_uid, owner.st_gid)
