"""The databases that a test runs against: a file of its own, and a schema of its own on a server of the test run."""

import atexit
import os
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from bot.database.protocols import Database
from bot.database.sqlite import SQLiteDatabase

Opener = Callable[[], Database]
"""Opens the same database, as often as it is called."""

_HASTE = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")  # no test has it lose its power


@cache
def postgresql_server() -> str:
    """The URL of a PostgreSQL server that ends with this process."""
    import pgserver

    folder = tempfile.mkdtemp(prefix="postgresql-")
    server = pgserver.get_server(folder, cleanup_mode="delete")
    atexit.register(server.cleanup)
    for setting in _HASTE:
        server.psql(f"ALTER SYSTEM SET {setting};")
    server.psql("SELECT pg_reload_conf();")
    return str(server.get_uri())


def new_postgresql_url() -> str:
    """The URL of an empty database on that server."""
    import psycopg

    name = f"test_{os.getpid()}_{uuid4().hex[:8]}"
    with psycopg.connect(postgresql_server(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return postgresql_server().replace("/postgres?", f"/{name}?")


def _drop(url: str) -> None:
    """Remove such a database, which would take memory until the end of all tests."""
    import psycopg

    with psycopg.connect(postgresql_server(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {urlsplit(url).path[1:]} WITH (FORCE)".encode())


@pytest.fixture(params=["sqlite", "postgresql"])
def open_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens a database of this test's own; each engine in turn."""
    opened: list[Database] = []
    url = new_postgresql_url() if request.param == "postgresql" else None

    def open_one() -> Database:
        if url:
            from bot.database.postgresql import PostgreSQLDatabase

            opened.append(PostgreSQLDatabase(url))
        else:
            opened.append(SQLiteDatabase(tmp_path / "chats.sqlite"))
        return opened[-1]

    yield open_one
    for database in opened:
        database.close()
    if url:
        _drop(url)


@pytest.fixture
def database(open_database: Opener) -> Database:
    """A database of this test's own; each engine in turn."""
    return open_database()
