"""A database in one SQLite file: one connection that writes, and one that reads beside it."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from bot.database.protocols import EngineName, Row, Transaction
from bot.database.schema import make_tables
from bot.database.turns import Away, Turns
from briefings.errors import ArchiveError
from briefings.storage import private_files
from briefings.storage.atomic_files import make_folder

T = TypeVar("T")

# A commit writes whole pages, and its rows are small; the log is copied into the file once it is four megabytes.
_PRAGMAS = ("page_size = 1024", "journal_mode = WAL", "synchronous = FULL", "wal_autocheckpoint = 4000")
_BUSY_SECONDS = 5.0  # for which another program may hold the file
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


class SQLiteDatabase:
    """The interface is `bot.database.protocols.Database`."""

    engine: EngineName = "sqlite"

    def __init__(self, file: Path, busy_seconds: float = _BUSY_SECONDS) -> None:
        """Open the database in `file`, or create it. Raises ArchiveError if it cannot be used."""
        self._file = file
        self._writing, self._reading = Turns(), Turns()
        make_folder(file.parent)
        with self._refusals():
            with suppress(OSError):  # SQLite will say what is the matter
                private_files.create_if_missing(file)
            self._writer = _connect(file, busy_seconds)
            is_empty = not self._writer.execute("SELECT 1 FROM sqlite_master").fetchone()
        self.write(lambda transaction: make_tables(transaction, self.engine, is_empty))
        with self._refusals():
            self._reader = _connect(file, busy_seconds)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """See the protocol."""
        with self._writing.turn(), self._refusals():
            return _transact(self._writer, "BEGIN IMMEDIATE", work)

    def read(self, work: Callable[[Transaction], T]) -> T:
        """See the protocol."""
        with self._reading.turn(), self._refusals():
            return _transact(self._reader, "BEGIN", work)

    def write_all_into_file(self) -> None:
        """Have everything in the file itself, and nothing in a log beside it. Raises ArchiveError."""
        with self._writing.turn(), self._refusals():
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """See the protocol."""
        with suppress(ArchiveError), self._writing.turn(), self._reading.turn():
            self._reader.close()
            self._writer.close()

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code == sqlite3.SQLITE_BUSY:
                raise Away from error
            if code in _DAMAGED:
                raise ArchiveError("database-damaged", database=str(self._file)) from error
            raise ArchiveError("database-refuses", database=str(self._file), reason=str(error)) from error


class _SQLiteTransaction:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, statement: str, *parameters: object) -> list[Row]:
        return self._connection.execute(statement, parameters).fetchall()

    def run(self, statement: str, *parameters: object) -> int:
        return self._connection.execute(statement, parameters).rowcount

    def run_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self._connection.executemany(statement, rows)


def _connect(file: Path, busy_seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def _transact(connection: sqlite3.Connection, begin: str, work: Callable[[Transaction], T]) -> T:
    connection.execute(begin)
    try:
        result = work(_SQLiteTransaction(connection))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result
