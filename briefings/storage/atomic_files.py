"""Atomic, durable writes: a temporary file, fsync, atomic rename, fsync of the folder; OSError becomes ArchiveError."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefings.errors import ArchiveError
from briefings.storage import private_files

ASIDE = ".writing"  # the ending of a temporary file, until it is complete and renamed


def write_whole(path: Path, *parts: bytes) -> None:
    """Replace a file atomically: write a temporary file, fsync it, rename it; only its owner may read it.

    Raises ArchiveError.
    """
    temporary = temporary_path(path)
    with disk_refusals(path):
        try:
            with private_files.create(temporary) as file:
                file.writelines(parts)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Create a folder and its missing parents, each fsynced and its owner's alone.

    Raises ArchiveError if the disk refuses.
    """
    if not folder.is_dir():
        if folder.parent != folder:
            make_folder(folder.parent)
        with disk_refusals(folder):
            private_files.make_folder(folder)
            sync_folder(folder.parent)


@contextmanager
def disk_refusals(file: Path) -> Iterator[None]:
    """Turn an OSError in the block into an ArchiveError that names `file`."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ArchiveError("disk-refuses", file=str(file), reason=reason) from error


def sync_folder(folder: Path) -> None:
    """Fsync a folder, so that created and renamed files in it survive a power cut. Raises OSError."""
    if os.name == "nt":
        return  # Windows cannot fsync a folder; NTFS journals its names
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EBADF, errno.EINVAL):  # a network disk that cannot; PostgreSQL ignores it too
            raise
    finally:
        os.close(descriptor)


def temporary_path(path: Path) -> Path:
    """Where the new content of a file is written before it is renamed."""
    return path.with_name(path.name + ASIDE)


def remove_path(path: Path) -> None:
    """Delete a file, or a folder with all that is in it; what is not there or cannot be deleted is left."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)
