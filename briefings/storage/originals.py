"""What came in, as it came, kept so that it can be read again: a file a day, to which lines are only ever added.

What is not whole at the end of a file was being written when the machine stopped, and is cut off before the next line
is added. What a line is, `original_records.py` says.
"""

import os
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime
from io import FileIO
from pathlib import Path
from threading import Lock

from briefings.errors import ArchiveError
from briefings.model.items import Original
from briefings.storage.atomic_files import disk_refusals, make_folder, sync_folder
from briefings.storage.compression import put_away
from briefings.storage.original_records import files, line_of, lines, original_key, to_line


class Originals:
    """The originals in a folder, written by this process alone. Safe to use from several threads."""

    def __init__(self, folder: Path, attic: Path | None = None) -> None:
        """In `folder`; `attic`: where old ones go, beside it if not said."""
        self._folder = folder
        self._attic = attic or folder.parent / "attic" / "originals"
        self._lock = Lock()
        self._day: date | None = None
        self._file: FileIO | None = None
        self._syncing = ThreadPoolExecutor(1, "originals")

    def keep(self, original: Original, received: datetime) -> str:
        """Put an original on disk; returns its key. Raises ArchiveError if the disk refuses."""
        key, on_disk = self.begin(original, received)
        on_disk.result()
        return key

    def begin(self, original: Original, received: datetime) -> tuple[str, Future[None]]:
        """Write an original; returns its key, and what is done once it is on disk, or raises ArchiveError.

        So that its article can be written meanwhile: two writes at once take little longer than one.
        Raises ArchiveError if the disk refuses; nothing is kept then.
        """
        line = line_of(original, received)
        self.add(line, received.astimezone(UTC).date(), durable=False)
        return original_key(line), self._syncing.submit(self._sync)

    def became(self, key: str, ids: Mapping[int, str], received: datetime) -> None:
        """Note which articles an original became. What the disk does not take is left out."""
        line = to_line({"original": key, "articles": {str(number): id for number, id in ids.items()}})
        with suppress(ArchiveError):
            self.add(line, received.astimezone(UTC).date(), durable=False)

    def add(self, line: bytes, day: date, durable: bool = True) -> None:
        """Add a line, as one of these files holds it, to the file of a day. Raises ArchiveError."""
        path = _file_of(self._folder, day)
        with self._lock, disk_refusals(path):
            file = self._opened(path, day)
            whole = file.tell()
            try:
                rest = memoryview(line)
                while rest:
                    rest = rest[file.write(rest) :]
                if durable:
                    os.fsync(file.fileno())
            except OSError:
                with suppress(OSError):
                    file.truncate(whole)
                self._close()
                raise

    def retire(self, before: date) -> None:
        """Move the files of the days before that one (UTC) to cold storage. Raises ArchiveError if the disk refuses."""
        for file in files(self._folder):
            if file.stem < before.isoformat():
                with self._lock:
                    self._close()
                    put_away(file, self._attic)

    def close(self) -> None:
        """Close the file of the day."""
        self._syncing.shutdown()
        with self._lock, disk_refusals(self._folder):
            self._close()

    def _sync(self) -> None:
        with self._lock:
            handle = os.dup(self._file.fileno()) if self._file else None
        if handle is not None:  # else it was closed, which syncs
            try:
                with disk_refusals(self._folder):
                    os.fsync(handle)
            finally:
                os.close(handle)

    def _opened(self, path: Path, day: date) -> FileIO:
        if self._file is None or self._day != day:
            self._close()
            make_folder(self._folder)
            self._file, self._day = path.open("ab", buffering=0), day
            self._file.truncate(sum(map(len, lines(path))))
            self._file.seek(0, os.SEEK_END)
            sync_folder(self._folder)
        return self._file

    def _close(self) -> None:
        if self._file:
            with self._file:
                os.fsync(self._file.fileno())
        self._file = None


def _file_of(folder: Path, day: date) -> Path:
    return folder / f"{day}.jsonl"
