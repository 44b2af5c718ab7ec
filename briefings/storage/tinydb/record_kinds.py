"""Which kind of record each file of records has, and so by what each record in it is read."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from briefings.storage.data_folder import DataFolder
from briefings.storage.json_file import Tables
from briefings.storage.records.chats import read_choice, read_delivery, read_positions
from briefings.storage.records.editors import read_editor
from briefings.storage.records.fields import RecordFault, RecordReader
from briefings.storage.tinydb.undo_log import read_change

_MAX_DIGITS = 19  # of a number of 64 bits


class RecordKinds:
    """The kinds of records in the files of one data folder."""

    def __init__(self, folder: DataFolder) -> None:
        self._positions = folder.read_positions
        self._readers: Mapping[Path, tuple[str, RecordReader]] = {
            folder.editors: ("_default", read_editor),
            folder.subscriptions: ("subscriptions", read_choice),
            folder.deliveries: ("subscriptions", read_delivery),
            folder.undo_log: ("changes", read_change),
        }

    def check(self, file: Path, table: str, id: str, document: Mapping[str, Any]) -> None:
        """Return if that can be a record of that file. Raises RecordFault, which names what is wrong."""
        name, read = ("seen", read_positions) if file.parent == self._positions else self._readers[file]
        if table != name:
            raise RecordFault("table")
        if not _is_id(id):
            raise RecordFault("id")
        read(document)

    def faults(self, file: Path, tables: Tables) -> Iterator[tuple[str, str, RecordFault]]:
        """Table, id and fault of each bad record in a file's tables."""
        for table, records in tables.items():
            for id, document in records.items():
                try:
                    self.check(file, table, id, document)
                except RecordFault as fault:
                    yield table, id, fault


def _is_id(text: str) -> bool:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > _MAX_DIGITS:
        return False
    return str(int(text)) == text and -(2**63) <= int(text) < 2**63
