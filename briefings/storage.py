"""TinyDB storage that a crash cannot damage: written aside, checked, put in place at once, and noticed if changed."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from tinydb.storages import Storage

from briefings.errors import ArchiveError

FORMAT = 1
ASIDE = ".writing"  # the ending of a file that is not finished

_FORMAT = re.compile(rb'\{\n"format": (\d+),\n')
_HEAD = '{{\n"format": {},\n"sha256": "{}",\n"tables": '
_HEAD_LENGTH = len(_HEAD.format(FORMAT, sha256().hexdigest()))
_TAIL = b"\n}\n"

Tables = dict[str, dict[str, Any]]


class AtomicJSONStorage(Storage):
    """One JSON file a person can read, replaced whole by each write and kept in memory once read.

    A write is on disk when it returns: a new file is written aside and fsynced, takes the old one's name, and the
    folder is fsynced. So the file is at any instant the one before or the one after. Its first lines are a format
    number and a checksum of the tables as they stand in the file. Nobody else may write the file meanwhile.
    """

    def __init__(self, path: Path) -> None:
        """The file need not be there yet; its folder is made. Raises ArchiveError if it cannot be."""
        self._path = path
        self._aside = path.with_name(path.name + ASIDE)
        self._kept: Tables | None = None
        make_folder(path.parent)
        with disk_refusals(path):
            self._aside.unlink(missing_ok=True)  # left by a crash, never acknowledged

    def read(self) -> Tables | None:
        """The tables; None if there is no file yet. Raises ArchiveError for one that is damaged or too new."""
        if self._kept is None:
            with disk_refusals(self._path), suppress(FileNotFoundError):
                self._kept = _tables(self._path.read_bytes(), self._path)
        return self._kept

    def write(self, data: Tables) -> None:
        """Replace the file. Raises ArchiveError if the disk will not take it.

        The file is then as it was; only if the disk fails at the very last step, it may have been replaced already.
        """
        self._kept = None  # TinyDB has changed it in place already: a write that fails must not show
        body = orjson.dumps(data, option=orjson.OPT_INDENT_2)
        head = _HEAD.format(FORMAT, sha256(body).hexdigest()).encode()
        with disk_refusals(self._path):
            try:
                with self._aside.open("wb") as file:
                    file.writelines((head, body, _TAIL))
                    file.flush()
                    os.fsync(file.fileno())
                self._aside.replace(self._path)
            except OSError:
                with suppress(OSError):
                    self._aside.unlink(missing_ok=True)
                raise
            _sync_folder(self._path.parent)
        self._kept = data


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, each on disk. Raises ArchiveError if the disk refuses."""
    if not folder.is_dir():
        if folder.parent != folder:
            make_folder(folder.parent)
        with disk_refusals(folder):
            folder.mkdir(exist_ok=True)
            _sync_folder(folder.parent)


@contextmanager
def disk_refusals(file: Path) -> Iterator[None]:
    """Makes an OSError inside an ArchiveError that names `file`."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ArchiveError("disk-refuses", file=str(file), reason=reason) from error


def _tables(content: bytes, file: Path) -> Tables:
    number = _FORMAT.match(content)
    if number and int(number[1]) > FORMAT:
        raise ArchiveError("file-too-new", file=str(file))
    body = content[_HEAD_LENGTH : -len(_TAIL)]
    head = _HEAD.format(FORMAT, sha256(body).hexdigest()).encode()
    if content != head + body + _TAIL:
        raise ArchiveError("file-damaged", file=str(file))
    tables: Tables = orjson.loads(body)
    return tables


def _sync_folder(folder: Path) -> None:
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
