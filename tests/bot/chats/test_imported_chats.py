"""Chats come over to another machine with an export, exactly, or none of them does."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import orjson
import pytest
from databases import Opener

from bot.chats.destination import Destination
from bot.chats.imported_chats import ImportedChats, exported_chats
from bot.chats.subscriptions import Subscriptions
from bot.database.protocols import Database
from bot.database.sqlite import SQLiteDatabase
from bot.preferences.digest_preferences import DigestPreferences
from briefings.errors import ArchiveError
from briefings.maintenance.export_import import export, restore
from briefings.storage.tinydb.archive import Archive

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """An export with the records of two chats."""
    database = SQLiteDatabase(tmp_path / "home.sqlite")
    for chat_id in (41, -42):
        wish = DigestPreferences(times=(time(7, 30),), zone="Europe/Berlin")
        Subscriptions(database).set(Destination(chat_id), wish, NOON)
    archive = Archive(tmp_path / "home" / "articles")
    export(archive, tmp_path / "home", tmp_path / "all.jsonl", lambda _: None, exported_chats(database))
    archive.close()
    database.close()
    return tmp_path / "all.jsonl"


def imported(file: Path, database: Database) -> list[str]:
    folder = file.parent / "other"
    archive = Archive(folder / "articles")
    try:
        return restore(archive, folder, file, lambda _: None, ImportedChats(database))[1]
    finally:
        archive.close()


def test_chats_come_over_as_they_were(exported: Path, database: Database) -> None:
    assert imported(exported, database) == []
    assert [each.destination.chat_id for each in Subscriptions(database).all()] == [41, -42]
    Subscriptions(database).set(Destination(7), DigestPreferences(times=(time(9),), zone="UTC"), NOON)
    assert len(Subscriptions(database).all()) == 3


def test_chats_that_are_there_are_left_alone(exported: Path, open_database: Opener) -> None:
    database = open_database()
    imported(exported, database)
    assert imported(exported, database) == ["chats.sqlite"]
    assert len(Subscriptions(database).all()) == 2


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("chats", {"last_day": "yesterday"}),
        ("chats", {"preferences": 77}),
        ("chats", {"chat_id": None}),
        ("chats", {"chosen_at": "x" * 100}),
        ("chats", {"since_time": 10**18}),
        ("preferences", {"chosen": "{}"}),
        ("preferences", {"number": {"deep": []}}),
        ("preferences", {"chosen": "[" * 100_000}),
        ("chats", {"chat_id": "41"}),
        ("chats", {"chat_id": True}),
        ("chats", {"next_due": "abc"}),
        ("chats", {"next_due": 1 << 62}),
        ("chats", {"since_article": 1 << 62}),
        ("chats", {"active": 1 << 20}),
        ("chats", {"title": "a\0b"}),
        ("chats", {"last_at": "then"}),
        ("nothing", {}),
    ],
)
def test_one_bad_record_and_none_is_stored(
    exported: Path, database: Database, table: str, change: dict[str, Any]
) -> None:
    lines = [orjson.loads(line) for line in exported.read_bytes().splitlines()]
    line = next(line for line in lines if line.get("table") == (table if table != "nothing" else "chats"))
    line["document"] |= change
    line["table"] = table
    exported.write_bytes(b"\n".join(map(orjson.dumps, lines)) + b"\n")
    with pytest.raises(ArchiveError):
        imported(exported, database)
    assert Subscriptions(database).all() == []
