"""A record that nothing can be made of stops neither the bot nor anyone else's digest."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
from stored_records import open_chats, open_editors, store

from bot.chats.breaking_wishes import BreakingWishes
from bot.chats.destination import Destination
from bot.chats.read_positions import ReadPositions
from bot.chats.record_check import find_problems
from bot.chats.subscriptions import Subscriptions
from bot.database.protocols import Database
from bot.digests import outbox
from bot.digests.outbox import RenderedText
from bot.preferences.digest_preferences import DigestPreferences
from bot.rendering.message import Message

READER, OTHER = 41, 42
CHOSEN = datetime(2026, 11, 1, tzinfo=UTC)
CHOICE = {"time": "07:30", "zone": "Europe/Berlin", "chosen": CHOSEN.isoformat(), "active": True}
# As an import once took them, found by feeding it random bytes: a record of something else under a reader's name.
OF_SOMETHING_ELSE = {"time": "07:30", "zone": "UTC", "active": True, "stories": {"261123-1": "261123-1"}}


def subscribed(folder: Path) -> list[int]:
    return [subscription.destination.chat_id for subscription in Subscriptions(open_chats(folder)).all()]


@pytest.mark.parametrize(
    "record", [{}, OF_SOMETHING_ELSE, CHOICE | {"time": 10**9}, CHOICE | {"zone": "../../etc/passwd"}]
)
def test_others_keep_their_digest_beside_a_bad_subscription(
    tmp_path: Path, record: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    store(tmp_path, "readers.json", READER, record)
    store(tmp_path, "readers.json", OTHER, CHOICE)
    assert subscribed(tmp_path) == [OTHER]
    assert f"The subscription of chat {READER} cannot be read" in caplog.text


def test_a_chat_with_a_bad_record_of_deliveries_keeps_its_digest(tmp_path: Path) -> None:
    store(tmp_path, "readers.json", READER, CHOICE)
    store(tmp_path, "deliveries.json", READER, {"since": "yesterday"})
    assert subscribed(tmp_path) == [READER]


@pytest.mark.parametrize("record", [{}, {"stories": [1]}, {"stories": {}, "day": "soon"}])
def test_a_chat_whose_read_positions_are_bad_was_shown_nothing_and_is_remembered_from_now_on(
    tmp_path: Path, record: dict[str, Any]
) -> None:
    store(tmp_path, "seen/09.json", READER, record)
    positions = ReadPositions(open_chats(tmp_path), lambda: CHOSEN)
    assert positions.of(READER) == {}
    positions.note(READER, {"261123-1": "261123-2"})
    assert positions.of(READER) == {"261123-1": "261123-2"}


def test_other_editors_stay_editors_beside_a_bad_record(tmp_path: Path) -> None:
    store(tmp_path, "editors.json", 5, {"user": 5})
    for id, record in enumerate(({}, {"user": "7"}, {"user": 10**18}, {"user": -8}, {"user": True}), 6):
        store(tmp_path, "editors.json", id, record)
    assert open_editors(tmp_path).ids() == {5}


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ("UPDATE preferences SET chosen = '{}'", "check-chat"),
        ('UPDATE preferences SET chosen = \'{"times": ["25:00"]}\'', "check-chat"),
        ("UPDATE chats SET preferences = 99", "check-chat"),
        ("UPDATE chats SET last_day = 'yesterday', last_at = 'then'", "check-chat"),
        ("UPDATE chats SET next_due = 'abc'", "check-chat"),
        ("UPDATE chats SET since_article = 1", "check-chat"),
        ("UPDATE chats SET set_up_by = 'me'", "check-chat"),
        ("UPDATE shown SET stories = '{'", "check-chats-row"),
        ("UPDATE shown SET stories = '[]'", "check-chats-row"),
        ('UPDATE shown SET stories = \'{"261123-1": "x"}\'', "check-chats-row"),
        ("UPDATE read_positions SET day = 'soon'", "check-chats-row"),
        ("UPDATE read_positions SET shown = 99", "check-chats-row"),
        ("UPDATE breaking SET sent = '[[[['", "check-chats-row"),
        ("UPDATE breaking SET sent = '[1e30]'", "check-chats-row"),
        ("UPDATE rendered SET messages = '[[1, []]]'", "check-chats-row"),
        ("UPDATE rendered SET snapshot = -1", "check-chats-row"),
        ("UPDATE outbox SET part = 'first'", "check-chats-row"),
        ("UPDATE outbox SET rendered = 99", "check-chats-row"),
        ("UPDATE sent_counts SET day = 'monday'", "check-chats-row"),
        ("UPDATE runs SET last = 'late'", "check-chats-row"),
    ],
)
def test_a_bad_record_in_the_database_is_named(tmp_path: Path, change: str, key: str) -> None:
    database = open_chats(tmp_path)
    Subscriptions(database).set(Destination(READER), DigestPreferences(times=(time(7),), zone="UTC"), CHOSEN)
    ReadPositions(database, lambda: CHOSEN).note(READER, {"261123-1": "261123-2"})
    BreakingWishes(database).set(Destination(READER), "on", CHOSEN)
    text = RenderedText((Message("<b>Ferry</b>", ((("More", "more:1"),),)),), {"261123-1": "261123-1"}, 3 << 50)
    database.write(lambda t: outbox.put(t, Destination(READER), outbox.store_text(t, text), 1000))
    database.write(lambda t: outbox.count_outcome(t, CHOSEN.date(), "sent"))
    database.write(lambda t: outbox.count_arrival(t, 1000, CHOSEN))
    assert list(database.read(lambda t: list(find_problems(t, "chats.sqlite")))) == []
    database.write(lambda t: t.run(change))
    (problem,) = database.read(lambda t: list(find_problems(t, "chats.sqlite")))
    assert problem.key == key


def test_how_many_chats_a_digest_went_to_is_no_number_of_a_chat(database: Database) -> None:
    database.write(lambda t: t.run("INSERT INTO runs (due, chats, first, last) VALUES (1, 7, 1, 1)"))
    assert database.read(lambda t: list(find_problems(t, "chats.sqlite"))) == []
