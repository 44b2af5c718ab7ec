"""Import of the records of readers and editors: each of their files is written once all lines are read, or not."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from briefings.errors import ArchiveError
from briefings.maintenance.export_lines import Json, NumberedRecord
from briefings.storage.data_folder import DataFolder
from briefings.storage.json_file import AtomicJSONStorage, LazyDocument, Tables, to_line
from briefings.storage.records.fields import RecordFault
from briefings.storage.tinydb.record_kinds import RecordKinds

_TABLE_NAME = re.compile(r"[a-z_]{1,40}")
_MAX_BYTES = 500_000_000  # of all records, which are in memory until all are read: more than any bot here could serve
_BYTES_A_RECORD = 700  # that it takes beside its own, its table included: a file may be of nothing but empty ones


class OtherRecords(Protocol):
    """Takes up the records under one name of a file that is none of the archive's.

    Attributes:
        name: the name.
    """

    name: str

    def add(self, table: str, document: Mapping[str, Any]) -> None:
        """Take up a record. Raises ValueError for what is none."""

    def close(self) -> bool:
        """Store them all; False if there are some already. Raises ArchiveError, with nothing stored."""


class RecordsImport:
    """Collects records, as the lines of JSON that they are, and writes them at the end; skips files that exist."""

    def __init__(self, folder: DataFolder, others: OtherRecords | None = None, max_bytes: int = _MAX_BYTES) -> None:
        self._folder = folder
        self._others = others
        self._kinds = RecordKinds(folder)
        self._tables: dict[str, Tables] = {}
        self._bytes_left = max_bytes
        self._existing_names = {path.relative_to(folder.path).as_posix() for path in folder.record_files()}
        self.skipped_files: list[str] = []

    def add(self, batch: Iterable[NumberedRecord], file: Path) -> None:
        """Take up records. Raises ArchiveError, which names `file` and the line, for one that cannot be used."""
        for number, record, size in batch:
            try:
                if self._others and record.get("file") == self._others.name:
                    self._others.add(record["table"], record["document"])
                    self._count(size, file, number)
                    continue
                name, table, id, line = self._parse(record)
            except RecordFault as fault:
                where = {"file": str(file), "line": number, "name": record["file"], "number": str(record["id"])}
                raise ArchiveError("import-record", **where, field=fault.field) from fault
            except (KeyError, TypeError, ValueError) as error:
                raise ArchiveError("import-line", file=str(file), line=number) from error
            documents = self._tables.setdefault(name, {}).setdefault(table, {})
            if id in documents:
                raise ArchiveError("import-line", file=str(file), line=number)
            self._count(len(line), file, number)
            documents[id] = LazyDocument(line)

    def _count(self, size: int, file: Path, number: int) -> None:
        self._bytes_left -= size + _BYTES_A_RECORD
        if self._bytes_left < 0:
            raise ArchiveError("import-too-large", file=str(file), line=number)

    def close(self) -> None:
        """Write the files. Raises ArchiveError if the disk refuses."""
        for name, tables in self._tables.items():
            if name in self._existing_names:
                self.skipped_files.append(name)
            else:
                AtomicJSONStorage(self._folder.path / name).write(tables)
        if self._others and not self._others.close():
            self.skipped_files.append(self._others.name)

    def _parse(self, record: Json) -> tuple[str, str, str, bytes]:
        """File, table, id and JSON of a record. Raises RecordFault for a bad one, KeyError, TypeError, ValueError."""
        name, table, id, document = (record[field] for field in ("file", "table", "id", "document"))
        if not (isinstance(name, str) and isinstance(table, str) and isinstance(document, dict)):
            raise TypeError("not a record")
        if isinstance(id, bool) or not isinstance(id, int):
            raise TypeError("no id")
        if not self._folder.is_record_file(name) or not _TABLE_NAME.fullmatch(table):
            raise ValueError(name)
        self._kinds.check(self._folder.path / name, table, str(id), document)
        return name, table, str(id), to_line(document)
