"""A file of chats that is held or damaged is told in words."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.database.sqlite import SQLiteDatabase
from briefings.errors import ArchiveError


def test_while_another_program_holds_the_file_nobody_waits_long_to_write_and_readers_not_at_all(tmp_path: Path) -> None:
    database = SQLiteDatabase(tmp_path / "chats.sqlite", busy_seconds=0.05)
    with closing(sqlite3.connect(tmp_path / "chats.sqlite")) as other:
        other.execute("BEGIN EXCLUSIVE")
        for _ in range(2):
            with pytest.raises(ArchiveError, match="database-away"):
                database.write(lambda t: t.run("DELETE FROM chats"))
        assert database.read(lambda t: t.rows("SELECT count(*) FROM chats")) == [(0,)]


@pytest.mark.parametrize("content", [b"x" * 100, b"SQLite format 3\0" + b"x" * 4000])
def test_a_damaged_file_is_told_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "chats.sqlite").write_bytes(content)
    with pytest.raises(ArchiveError, match="database-damaged"):
        SQLiteDatabase(tmp_path / "chats.sqlite")
