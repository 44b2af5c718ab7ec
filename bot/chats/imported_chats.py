"""The records of chats in an export: written line by line, and stored on import all together or not at all."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.chats.record_check import check_row, find_problems
from bot.database import transfer
from bot.database.protocols import Database, Transaction
from bot.database.transfer import TableRow
from briefings.storage.data_folder import CHATS


def exported_chats(database: Database) -> Iterator[Mapping[str, Any]]:
    """The lines of an export; its records are as of one moment."""
    rows = database.read(lambda transaction: list(transfer.dump(transaction)))
    for id, row in enumerate(rows, 1):
        yield {"file": CHATS, "table": row.table, "id": id, "document": row.values}


class ImportedChats:
    """Collects the records, and stores them in a database that has none; an `OtherRecords` of an import."""

    name = CHATS

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows: list[TableRow] = []

    def add(self, table: str, document: Mapping[str, Any]) -> None:
        """Take up a record. Raises ValueError for what is none."""
        row = TableRow(table, document)
        check_row(row)
        self._rows.append(row)

    def close(self) -> bool:
        """Store them; False if there are records already. Raises ArchiveError, with nothing stored."""
        return not self._rows or self._database.write(self._store)

    def _store(self, transaction: Transaction) -> bool:
        if not transfer.is_empty(transaction):
            return False
        transfer.load(transaction, self._database.engine, self._rows)
        for problem in find_problems(transaction, CHATS):
            raise problem
        return True
