"""The texts, files and pages that were pushed, stored as they came: one append-only file for each day.

An incomplete line at the end of a file is from a crash; it is cut off before the next line is added. The format of a
line is in `original_records.py`.
"""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime
from io import FileIO
from pathlib import Path
from threading import Lock

from briefings.errors import ArchiveError
from briefings.model.items import Original, ReceivedOriginal
from briefings.storage.atomic_files import disk_refusals, make_folder, sync_folder
from briefings.storage.compression import compress_into
from briefings.storage.original_records import files, lines, original_line, record_line, records
from briefings.storage.private_files import open_to_append


class Originals:
    """The originals in a folder, written by this process alone. Safe to use from several threads."""

    def __init__(self, folder: Path, cold_storage: Path | None = None) -> None:
        """`cold_storage`: the folder that old files are moved to; by default `attic/originals` beside `folder`."""
        self._folder = folder
        self._cold_storage = cold_storage or folder.parent / "attic" / "originals"
        self._lock = Lock()
        self._day: date | None = None
        self._file: FileIO | None = None
        self._fsync_thread = ThreadPoolExecutor(1, "originals")

    def keep(self, original: Original, received: datetime) -> str:
        """Put an original on disk; returns its key. Raises ArchiveError if the disk refuses."""
        key, on_disk = self.begin(original, received)
        on_disk.result()
        return key

    def begin(self, original: Original, received: datetime) -> tuple[str, Future[None]]:
        """Write an original and fsync it in another thread, so that its article can be written at the same time.

        Returns its key, and a future that is done when the fsync is, and raises ArchiveError if that failed. Raises
        ArchiveError if the original could not be written; nothing is stored then.
        """
        key, line = original_line(original, received)
        self.add(line, received.astimezone(UTC).date(), durable=False)
        return key, self._fsync_thread.submit(self._fsync_day_file)

    def note_articles(self, key: str, ids: Mapping[int, str], received: datetime) -> None:
        """Note which articles were read from an original; left out if the disk refuses."""
        line = record_line({"original": key, "articles": {str(number): id for number, id in ids.items()}})
        with suppress(ArchiveError):
            self.add(line, received.astimezone(UTC).date(), durable=False)

    def add(self, line: bytes, day: date, durable: bool = True) -> None:
        """Append a line to the file of a day; `durable`: fsync it. Raises ArchiveError."""
        path = _day_file_path(self._folder, day)
        with self._lock, disk_refusals(path):
            file = self._open_day_file(path, day)
            length_before = file.tell()
            try:
                unwritten = memoryview(line)
                while unwritten:
                    unwritten = unwritten[file.write(unwritten) :]
                if durable:
                    os.fsync(file.fileno())
            except OSError:
                with suppress(OSError):
                    file.truncate(length_before)
                self._close_day_file()
                raise

    def received(self) -> Iterator[ReceivedOriginal]:
        """All originals that are not in cold storage, the first received first; damaged ones are left out."""
        return records(self._folder, ReceivedOriginal)

    def retire(self, before: date) -> None:
        """Move the files of the days before that one (UTC) to cold storage. Raises ArchiveError if the disk refuses."""
        for file in files(self._folder):
            if file.stem < before.isoformat():
                with self._lock:
                    self._close_day_file()
                    compress_into(file, self._cold_storage)

    def close(self) -> None:
        """Close the file of the day."""
        self._fsync_thread.shutdown()
        with self._lock, disk_refusals(self._folder):
            self._close_day_file()

    def _fsync_day_file(self) -> None:
        with self._lock:
            descriptor = os.dup(self._file.fileno()) if self._file else None
        if descriptor is not None:  # a file is fsynced when it is closed
            try:
                with disk_refusals(self._folder):
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def _open_day_file(self, path: Path, day: date) -> FileIO:
        if self._file is None or self._day != day:
            self._close_day_file()
            make_folder(self._folder)
            self._file, self._day = FileIO(open_to_append(path), "ab"), day
            self._file.truncate(sum(map(len, lines(path))))
            self._file.seek(0, os.SEEK_END)
            sync_folder(self._folder)
        return self._file

    def _close_day_file(self) -> None:
        if self._file:
            with self._file:
                os.fsync(self._file.fileno())
        self._file = None


def _day_file_path(folder: Path, day: date) -> Path:
    return folder / f"{day}.jsonl"
