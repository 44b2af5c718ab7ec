"""A database on a PostgreSQL server: one connection that writes, and one that reads beside it."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import TypeVar

from bot.database.protocols import EngineName, Row, Transaction
from bot.database.schema import make_tables
from briefings.errors import ArchiveError, SettingsError

try:
    import psycopg
except ImportError as error:  # the extra `postgresql` is not installed
    raise SettingsError("postgresql-missing") from error

T = TypeVar("T")

log = logging.getLogger(__name__)

_CONNECT_SECONDS = 10
_TRIES = 5  # of a transaction that others were in the way of, or whose connection was lost
_OPENING = 0x536F7572  # the advisory lock under which the tables are made, so that two that start make them once


class PostgreSQLDatabase:
    """The interface is `bot.database.protocols.Database`."""

    engine: EngineName = "postgresql"

    def __init__(self, url: str) -> None:
        """Connect, and create the tables if there are none. Raises ArchiveError if the server cannot be reached."""
        self._writer, self._reader = _Connection(url), _Connection(url)
        self._writer.transact(self._make_tables)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """See the protocol."""
        return self._writer.transact(work)

    def read(self, work: Callable[[Transaction], T]) -> T:
        """See the protocol."""
        return self._reader.transact(work)

    def close(self) -> None:
        """See the protocol."""
        self._writer.close()
        self._reader.close()

    def _make_tables(self, transaction: Transaction) -> None:
        transaction.rows("SELECT pg_advisory_xact_lock(?)", _OPENING)
        is_empty = not transaction.rows(
            "SELECT 1 FROM pg_tables WHERE tablename = 'versions' AND schemaname = current_schema()"
        )
        make_tables(transaction, self.engine, is_empty)


class _Connection:
    """A connection that is made when it is needed, and again when it was lost."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = Lock()
        self._open: psycopg.Connection[tuple[object, ...]] | None = None

    def transact(self, work: Callable[[Transaction], T]) -> T:
        with self._lock, _refusals():
            for _ in range(_TRIES - 1):
                try:
                    return self._run(work)
                except psycopg.errors.DeadlockDetected as error:  # of several, the server undoes one, which tries again
                    log.info("A transaction is tried again: %s", type(error).__name__)
                except psycopg.OperationalError:
                    if self._open and not self._open.closed:
                        raise
            return self._run(work)

    def close(self) -> None:
        with self._lock:
            if self._open:
                self._open.close()

    def _run(self, work: Callable[[Transaction], T]) -> T:
        if self._open is None or self._open.closed:
            self._open = psycopg.connect(self._url, connect_timeout=_CONNECT_SECONDS)
        with self._open.transaction(), self._open.cursor() as cursor:
            return work(_PostgreSQLTransaction(cursor))


class _PostgreSQLTransaction:
    def __init__(self, cursor: "psycopg.Cursor[tuple[object, ...]]") -> None:
        self._cursor = cursor

    def rows(self, statement: str, *parameters: object) -> list[Row]:
        return list(self._cursor.execute(_in_its_form(statement), parameters).fetchall())

    def run(self, statement: str, *parameters: object) -> int:
        return self._cursor.execute(_in_its_form(statement), parameters).rowcount

    def run_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self._cursor.executemany(_in_its_form(statement), rows)


@lru_cache(maxsize=200)
def _in_its_form(statement: str) -> bytes:
    return statement.replace("?", "%s").encode()


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:  # its words may name the host, never the password
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ArchiveError("database-refuses", database="PostgreSQL", reason=reason) from error
