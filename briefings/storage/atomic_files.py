"""Files and folders that are whole and on disk when it is said so; an ArchiveError where the disk refuses."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefings.errors import ArchiveError

ASIDE = ".writing"  # the ending of a file that is not finished


def write_whole(path: Path, *parts: bytes) -> None:
    """Write a file aside, put it on disk and only then in place, whole. Raises ArchiveError if the disk refuses."""
    aside = aside_of(path)
    with disk_refusals(path):
        try:
            with aside.open("wb") as file:
                file.writelines(parts)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        except OSError:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, each on disk. Raises ArchiveError if the disk refuses."""
    if not folder.is_dir():
        if folder.parent != folder:
            make_folder(folder.parent)
        with disk_refusals(folder):
            folder.mkdir(exist_ok=True)
            sync_folder(folder.parent)


@contextmanager
def disk_refusals(file: Path) -> Iterator[None]:
    """Makes an OSError inside an ArchiveError that names `file`."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ArchiveError("disk-refuses", file=str(file), reason=reason) from error


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk. Raises OSError."""
    if os.name == "nt":
        return  # Windows has no way to sync a folder; it keeps names in a journal
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EBADF, errno.EINVAL):  # said by network disks that cannot; PostgreSQL goes on too
            raise
    finally:
        os.close(handle)


def aside_of(path: Path) -> Path:
    return path.with_name(path.name + ASIDE)
