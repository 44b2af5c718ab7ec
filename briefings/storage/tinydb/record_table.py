"""Small records by Telegram id, in a TinyDB file: read once, written through."""

from collections.abc import Mapping
from pathlib import Path
from threading import RLock
from typing import Any

from tinydb.table import Document

from briefings.storage.quarantine import Quarantine


class TinyRecordTable:
    """A `RecordTable` in a file of its own; a damaged file is moved to quarantine, and the table is empty then."""

    def __init__(self, file: Path, name: str, quarantine: Quarantine) -> None:
        """`name`: of the table in the file. Raises ArchiveError if the file is too new, or the disk refuses."""
        self._database = quarantine.database(file)
        self._table = self._database.table(name)
        self._lock = RLock()

    def get(self, key: int) -> Mapping[str, Any] | None:
        with self._lock:
            record = self._table.get(doc_id=key)
            return dict(record) if isinstance(record, Document) else None

    def items(self) -> list[tuple[int, Mapping[str, Any]]]:
        with self._lock:
            return [(record.doc_id, dict(record)) for record in self._table]

    def put(self, key: int, record: Mapping[str, Any]) -> None:
        with self._lock:
            self._table.upsert(Document(dict(record), doc_id=key))

    def remove(self, *keys: int) -> None:
        with self._lock:
            present = [key for key in keys if self._table.contains(doc_id=key)]
            if present:
                self._table.remove(doc_ids=present)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()


class PartitionedRecordTable:
    """A `RecordTable` in several files of a folder, so that each write rewrites a part of the records only."""

    def __init__(self, folder: Path, name: str, files: int, quarantine: Quarantine) -> None:
        """`files`: the number of files; each is opened when it is first used."""
        self._folder = folder
        self._name = name
        self._files = files
        self._quarantine = quarantine
        self._open: dict[int, TinyRecordTable] = {}
        self._lock = RLock()

    def get(self, key: int) -> Mapping[str, Any] | None:
        return self._table(key % self._files).get(key)

    def items(self) -> list[tuple[int, Mapping[str, Any]]]:
        return [item for number in range(self._files) for item in self._table(number).items()]

    def put(self, key: int, record: Mapping[str, Any]) -> None:
        self._table(key % self._files).put(key, record)

    def remove(self, *keys: int) -> None:
        for number in {key % self._files for key in keys}:
            self._table(number).remove(*(key for key in keys if key % self._files == number))

    def close(self) -> None:
        """Close the files."""
        with self._lock:
            for table in self._open.values():
                table.close()
            self._open.clear()

    def _table(self, number: int) -> TinyRecordTable:
        with self._lock:
            if number not in self._open:
                self._open[number] = TinyRecordTable(self._folder / f"{number:02}.json", self._name, self._quarantine)
            return self._open[number]
