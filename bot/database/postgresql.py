"""A database on a PostgreSQL server: one connection that writes, and one that reads beside it."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any, TypeVar

from bot.database.protocols import EngineName, Row, Transaction
from bot.database.schema import make_tables
from bot.database.turns import Away, Turns
from briefings.errors import ArchiveError, SettingsError

try:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict
except ImportError as error:  # the extra `postgresql` is not installed
    raise SettingsError("postgresql-missing") from error

T = TypeVar("T")

log = logging.getLogger(__name__)

_CONNECT_SECONDS = 5
_SILENCE_SECONDS = 10.0  # of the server, after which the connection is taken for lost
_REASONS = {  # a piece of what is said of a connection that fails, which may hold pieces of the address → what is told
    "refused": "no server listens at that host and port",
    "timeout": "the server does not answer",
    "timed out": "the server does not answer",
    "resolve": "the host is not known",
    "translate host": "the host is not known",
    "authentication failed": "the name or the password is wrong",
    "no password": "it wants a password",
    "does not exist": "there is no such database or user",
    "pg_hba": "it takes no connections from here",
}
_TRIES = 5  # of a transaction that others were in the way of, or whose connection was lost
_OPENING = 0x536F7572  # the advisory lock under which the tables are made, so that two that start make them once


class PostgreSQLDatabase:
    """The interface is `bot.database.protocols.Database`."""

    engine: EngineName = "postgresql"

    def __init__(self, url: str, silence_seconds: float = _SILENCE_SECONDS) -> None:
        """Connect, and create the tables if there are none.

        Raises SettingsError for an address that is none, ArchiveError if the server cannot be reached.
        """
        _check(url)
        self._writer = _Connection(url, silence_seconds)
        self._reader = _Connection(url, silence_seconds, psycopg.IsolationLevel.REPEATABLE_READ)  # as of one moment
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


class _BoundedConnection(psycopg.Connection[tuple[object, ...]]):
    """A connection on which nobody waits for ever for a server that has fallen silent."""

    silence_seconds = _SILENCE_SECONDS

    def wait(self, *args: Any, **kwargs: Any) -> Any:
        """As the library's own. Raises Away."""
        try:
            return super().wait(*args, **kwargs | {"timeout": self.silence_seconds})
        except psycopg.errors._WaitTimeout as error:
            self.pgconn.finish()
            raise Away from error


class _Connection:
    """A connection that is made when it is needed, and again when it was lost."""

    def __init__(self, url: str, silence_seconds: float, isolation: psycopg.IsolationLevel | None = None) -> None:
        self._url = url
        self._isolation = isolation
        self._silence_seconds = silence_seconds
        self._turns = Turns()
        self._open: _BoundedConnection | None = None

    def transact(self, work: Callable[[Transaction], T]) -> T:
        with self._turns.turn(), _refusals():
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
        with suppress(ArchiveError), self._turns.turn():
            if self._open:
                self._open.close()

    def _run(self, work: Callable[[Transaction], T]) -> T:
        if self._open is None or self._open.closed:
            self._open = self._connect()
        with self._open.transaction(), self._open.cursor() as cursor:
            return work(_PostgreSQLTransaction(cursor))

    def _connect(self) -> _BoundedConnection:
        """Raises Away if there is no answer; its own words of an error may have pieces of the address in them."""
        try:
            connection = _BoundedConnection.connect(self._url, connect_timeout=_CONNECT_SECONDS)
            connection.silence_seconds = self._silence_seconds
            connection.isolation_level = self._isolation
            return connection
        except psycopg.errors.ConnectionTimeout:
            raise Away from None
        except psycopg.OperationalError as error:
            reason = next(
                (told for piece, told in _REASONS.items() if piece in str(error)), "it cannot be connected to"
            )
        raise ArchiveError("database-refuses", database="PostgreSQL", reason=reason)


class _PostgreSQLTransaction:
    def __init__(self, cursor: "psycopg.Cursor[tuple[object, ...]]") -> None:
        self._cursor = cursor

    def rows(self, statement: str, *parameters: object) -> list[Row]:
        return list(self._cursor.execute(_in_its_form(statement), parameters).fetchall())

    def run(self, statement: str, *parameters: object) -> int:
        return self._cursor.execute(_in_its_form(statement), parameters).rowcount

    def run_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self._cursor.executemany(_in_its_form(statement), rows)


def _check(url: str) -> None:
    try:
        conninfo_to_dict(url)
        return
    except psycopg.ProgrammingError:  # whose words are pieces of the address, maybe of the password
        pass
    raise SettingsError("database-url")


@lru_cache(maxsize=200)
def _in_its_form(statement: str) -> bytes:
    return statement.replace("?", "%s").encode()


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:
        reason = error.diag.message_primary or type(error).__name__
        raise ArchiveError("database-refuses", database="PostgreSQL", reason=reason) from error
