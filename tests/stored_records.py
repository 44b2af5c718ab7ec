"""Records of chats and editors in a folder of a test's own."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.chats.editor_registry import EditorRegistry
from bot.chats.move_in import move_in
from bot.chats.read_positions import ReadPositions
from bot.chats.subscriptions import Subscriptions
from bot.database.protocols import Database
from bot.database.sqlite import SQLiteDatabase
from briefings.storage.data_folder import DataFolder
from briefings.storage.protocols import RecordTable
from briefings.storage.tinydb.engine import TinyDBEngine

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def at_noon() -> datetime:
    """A clock that stands still."""
    return NOON


def open_chats(path: Path) -> Database:
    """The database of chats in a folder, with what earlier versions left there moved in."""
    folder = DataFolder(path)
    database = SQLiteDatabase(folder.chats)
    move_in(database, folder, TinyDBEngine(folder), NOON)
    return database


def open_subscriptions(path: Path) -> Subscriptions:
    return Subscriptions(open_chats(path))


def open_editors(
    path: Path, clock: Callable[[], datetime] = at_noon, named: frozenset[int] = frozenset()
) -> EditorRegistry:
    engine = TinyDBEngine(DataFolder(path))
    return EditorRegistry(named, engine.open_editors(), clock)


def open_read_positions(path: Path, clock: Callable[[], datetime] = at_noon) -> ReadPositions:
    return ReadPositions(open_chats(path), clock)


def open_tables(path: Path) -> Mapping[str, RecordTable]:
    """The tables of records in a folder, by the names of their files."""
    engine = TinyDBEngine(DataFolder(path))
    return {
        "readers.json": engine.open_subscriptions(),
        "deliveries.json": engine.open_deliveries(),
        "editors.json": engine.open_editors(),
        "seen/09.json": engine.open_read_positions(),
    }


def store(path: Path, file: str, id: int, record: Mapping[str, Any]) -> None:
    """Store a record without asking what it says, as an earlier version could."""
    table = open_tables(path)[file]
    table.put(id, record)
    table.close()
