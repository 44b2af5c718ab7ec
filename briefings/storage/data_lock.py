"""A lock on a data folder for one process at a time; a file beside it says which process holds it."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import orjson
from filelock import FileLock, Timeout

from briefings.errors import ArchiveError
from briefings.storage import private_files
from briefings.storage.atomic_files import disk_refusals, make_folder
from briefings.storage.data_folder import LOCK, LOCK_HOLDER, DataFolder
from briefings.storage.folder_access import seal
from briefings.storage.folder_recognition import refuse_folder_of_others


class DataLock:
    """A context manager that locks `folder` for this process; if the process is killed, the system frees the lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._holder = folder / LOCK_HOLDER
        self._lock = FileLock(folder / LOCK, mode=private_files.FILE_MODE)

    def __enter__(self) -> Self:
        """Lock the folder, which is made if there is none, and sealed against other users.

        Raises ArchiveError if it is locked already, by any process, cannot be written to, is somebody else's, or a
        link in it leads out.
        """
        with _closed_to_us(self._folder), disk_refusals(self._folder):
            make_folder(self._folder)
            refuse_folder_of_others(self._folder)  # before anything in it is changed
            seal(DataFolder(self._folder))
            private_files.create_if_missing(self._folder / LOCK)
            try:
                self._lock.acquire(blocking=False)
            except Timeout as error:
                raise ArchiveError("data-in-use", folder=str(self._folder), **self._read_holder()) from error
            try:
                self._write_holder()
            except OSError:
                self._lock.release()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._holder.unlink(missing_ok=True)
        finally:
            self._lock.release()

    def _write_holder(self) -> None:
        command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]])
        since = datetime.now().astimezone().isoformat(" ", "seconds")
        with private_files.create(self._holder) as file:
            file.write(orjson.dumps({"pid": os.getpid(), "command": command, "since": since}))

    def _read_holder(self) -> dict[str, str | int]:
        """Which process holds the folder; empty while that process is just starting or ending."""
        try:
            holder = orjson.loads(self._holder.read_bytes())
            return {"pid": int(holder["pid"]), "command": str(holder["command"]), "since": str(holder["since"])}
        except (OSError, KeyError, ValueError, TypeError):
            return {"pid": 0, "command": "", "since": ""}


@contextmanager
def _closed_to_us(folder: Path) -> Iterator[None]:
    """Turn the disk's refusal to let this user write into an ArchiveError of its own: only a person can mend that."""
    try:
        yield
    except ArchiveError as error:
        cause = error.__cause__
        if isinstance(cause, OSError) and cause.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            reason = cause.strerror or type(cause).__name__
            raise ArchiveError("data-folder-closed", folder=str(folder.absolute()), reason=reason) from cause
        raise
