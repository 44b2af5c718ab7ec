"""SQLite files used as caches: one that is damaged or of another version is replaced by an empty one.

Nothing in them is the only copy of anything, so writes do not wait for an fsync: a power cut may cost the last ones.
"""

import logging
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from briefings.storage import private_files
from briefings.storage.atomic_files import make_folder, remove_path

log = logging.getLogger(__name__)

_FILE_ENDINGS = ("", "-wal", "-shm")


def open_cache(file: Path | None, schema: str, version: int) -> sqlite3.Connection:
    """Open the cache in `file`, or create it with `schema` (SQL); without a `file` it is in memory.

    `version` is that of the schema and of what the rows mean. The connection may be used from several threads.
    """
    if file is None:
        return _create(":memory:", schema, version)
    make_folder(file.parent)
    if not file.exists():
        return _create_in(file, schema, version)
    with suppress(sqlite3.Error):
        database = _connect(str(file))
        if _passes_check(database) and _read_version(database) == version:
            return database
        database.close()
    log.warning("%s cannot be used and is made again", file)
    remove_cache(file)
    return _create_in(file, schema, version)


def remove_cache(file: Path) -> None:
    """Delete a cache with its write-ahead log, if there is one."""
    for ending in _FILE_ENDINGS:
        remove_path(file.with_name(file.name + ending))


def is_sound(file: Path) -> bool:
    """Whether a cache can be read; changes nothing."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return _passes_check(database)
    except sqlite3.Error:
        return False


def _create_in(file: Path, schema: str, version: int) -> sqlite3.Connection:
    with suppress(OSError):  # SQLite will say what is the matter
        private_files.create_if_missing(file)  # SQLite gives `-wal` and `-shm` the rights of the database
    return _create(str(file), schema, version)


def _create(name: str, schema: str, version: int) -> sqlite3.Connection:
    database = _connect(name)
    database.executescript(f"{schema}; PRAGMA user_version = {version}")
    return database


def _connect(name: str) -> sqlite3.Connection:
    database = sqlite3.connect(name, check_same_thread=False)
    with closing(database.execute("PRAGMA journal_mode = WAL")):
        pass
    database.execute("PRAGMA synchronous = NORMAL")
    return database


def _passes_check(database: sqlite3.Connection) -> bool:
    return bool(database.execute("PRAGMA quick_check").fetchone() == ("ok",))


def _read_version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])
