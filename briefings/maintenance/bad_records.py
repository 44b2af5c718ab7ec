"""Sets bad records of readers and editors aside: out of their files, into the quarantine; no other is touched."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefings.errors import ArchiveError
from briefings.storage.data_folder import DataFolder
from briefings.storage.json_file import AtomicJSONStorage, Tables
from briefings.storage.quarantine import raise_unless_damaged
from briefings.storage.tinydb.record_kinds import RecordKinds


@dataclass(frozen=True, slots=True)
class SetAside:
    """The bad records of a file: their ids, and the file that has them now."""

    file: str
    ids: tuple[str, ...]
    where: str


def set_bad_records_aside(folder: Path) -> Iterator[SetAside]:
    """Set them aside, file by file; a file that is damaged as a whole is left. The caller has the `DataLock`.

    They are on disk in quarantine before they are taken out. Raises ArchiveError if the disk refuses.
    """
    data = DataFolder(folder)
    kinds, quarantine = RecordKinds(data), data.open_quarantine()
    for file in data.record_files():
        storage = AtomicJSONStorage(file)
        try:
            tables = storage.read() or {}
        except ArchiveError as error:
            raise_unless_damaged(error)
            continue
        if bad := [(table, id) for table, id, _ in kinds.faults(file, tables)]:
            where = quarantine.keep(file, _chosen(tables, frozenset(bad)))
            good = {(table, id) for table, records in tables.items() for id in records}.difference(bad)
            storage.write(_chosen(tables, frozenset(good)))
            yield SetAside(str(file), tuple(id for _, id in bad), where)


def _chosen(tables: Tables, wanted: frozenset[tuple[str, str]]) -> Tables:
    chosen = {
        name: {id: record for id, record in table.items() if (name, id) in wanted} for name, table in tables.items()
    }
    return {name: table for name, table in chosen.items() if table}
