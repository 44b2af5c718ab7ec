"""What a chat has been shown is remembered, within bounds."""

from datetime import UTC, datetime, timedelta

import pytest
from databases import Opener

from bot.chats.read_positions import ReadPositions
from bot.chats.reader_context import ReaderContexts
from bot.chats.subscriptions import Subscriptions
from bot.database.protocols import Database

READER, GROUP = 200, -1001
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def positions(database: Database) -> ReadPositions:
    return ReadPositions(database, lambda: NOW)


def test_what_was_shown_is_known_after_a_restart_to_that_chat_only(open_database: Opener) -> None:
    positions = ReadPositions(open_database(), lambda: NOW)
    positions.note(GROUP, {"261123-1": "261123-1"})
    positions.note(GROUP, {"261123-1": "261123-5", "261123-2": "261123-2"})
    again = ReadPositions(open_database(), lambda: NOW)
    assert again.of(GROUP) == {"261123-1": "261123-5", "261123-2": "261123-2"}
    assert again.of(READER) == {}


def test_the_last_hundred_stories_are_remembered(positions: ReadPositions) -> None:
    positions.note(READER, {f"261123-{number}": f"261123-{number}" for number in range(1, 151)})
    assert list(positions.of(READER)) == [f"261123-{number}" for number in range(51, 151)]


def test_chats_that_were_shown_the_same_share_one_record(positions: ReadPositions, database: Database) -> None:
    for chat_id in range(50):
        positions.note(chat_id, {"261123-1": "261123-1"})
        positions.note(chat_id, {"261123-2": "261123-2"})
    ((records,),) = database.read(lambda t: t.rows("SELECT count(DISTINCT shown) FROM read_positions"))
    assert records == 1


def test_a_record_that_cannot_be_kept_costs_no_answer(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    reader_contexts = ReaderContexts(ReadPositions(database, lambda: NOW), Subscriptions(database))
    database.write(lambda t: t.run("ALTER TABLE shown RENAME TO lost"))
    reader_contexts.note(READER, {"261123-1": "261123-1"})
    assert "could not be kept" in caplog.text
    assert reader_contexts.of(READER).positions == {}
    database.write(lambda t: t.run("ALTER TABLE lost RENAME TO shown"))
    reader_contexts.note(READER, {"261123-2": "261123-2"})
    assert reader_contexts.of(READER).positions == {"261123-2": "261123-2"}


def test_a_chat_that_was_shown_nothing_for_sixty_days_is_forgotten(database: Database) -> None:
    now = [NOW]
    positions = ReadPositions(database, lambda: now[0])
    positions.note(READER, {"261123-1": "261123-1"})
    positions.note(GROUP, {"261123-1": "261123-1"})
    now[0] += timedelta(days=59)
    positions.note(READER, {"261123-2": "261123-2"})  # an old story, shown today
    assert positions.of(GROUP)
    now[0] += timedelta(days=2)
    positions.note(READER, {"261123-3": "261123-3"})
    assert positions.of(GROUP) == {}
    assert set(positions.of(READER)) == {"261123-1", "261123-2", "261123-3"}
    ((kept,),) = database.read(lambda t: t.rows("SELECT count(*) FROM shown"))
    assert kept == 1
