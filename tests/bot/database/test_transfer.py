from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from databases import Opener

from bot.chats.destination import Destination
from bot.chats.interests import ChatInterests
from bot.chats.read_positions import ReadPositions
from bot.chats.subscriptions import Subscriptions
from bot.database import transfer
from bot.database.protocols import Database
from bot.database.sqlite import SQLiteDatabase
from bot.database.transfer import TableRow
from bot.digests import outbox
from bot.digests.outbox import RenderedText
from bot.preferences.digest_preferences import DigestPreferences
from bot.rendering.message import Message

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def fill(database: Database) -> None:
    """Chats, what they were shown, and a digest that waits."""
    subscriptions, positions = Subscriptions(database), ReadPositions(database, lambda: NOON)
    for chat_id in range(1, 30):
        at = time(chat_id % 24)
        subscriptions.set(Destination(chat_id, chat_id % 2), DigestPreferences(times=(at,), zone="UTC"), NOON)
        positions.note(chat_id, {f"261125-{chat_id}": "261125-40"})
    subscriptions.end(Destination(4), "reader", NOON)
    ChatInterests(database).add(Destination(3), "follow", "story", "261125-1", "Ferry", NOON, known=7, at_once="now")
    text = RenderedText((Message("<b>Ferry</b>", ((("Source lines", "sources:1"),),)),), {"261125-1": "261125-1"}, 7)
    database.write(lambda t: outbox.put(t, Destination(5), outbox.store_text(t, text), 1000))
    database.write(lambda t: outbox.claim(t, database.engine, "a worker", 2000, 10))
    database.write(lambda t: outbox.put(t, Destination(6), outbox.store_text(t, text), 1000))


def records(database: Database) -> list[TableRow]:
    return database.read(lambda t: list(transfer.dump(t)))


def test_records_are_the_same_after_they_were_copied_to_another_engine_and_back(
    database: Database, tmp_path: Path
) -> None:
    fill(database)
    transfer.copy_to_file(database, tmp_path / "copy.sqlite")
    copied = SQLiteDatabase(tmp_path / "copy.sqlite")
    assert records(copied) == records(database)
    assert Subscriptions(copied).all() == Subscriptions(database).all()
    assert ChatInterests(copied).of(Destination(3)) == ChatInterests(database).of(Destination(3)) != []
    assert not (tmp_path / "copy.sqlite-wal").exists() or (tmp_path / "copy.sqlite-wal").stat().st_size == 0
    copied.close()


def test_new_chats_come_after_those_that_were_copied(open_database: Opener, tmp_path: Path) -> None:
    source = SQLiteDatabase(tmp_path / "source.sqlite")
    fill(source)
    target = open_database()
    transfer.copy(source, target)
    Subscriptions(target).set(Destination(99), DigestPreferences(times=(time(7),), zone="UTC"), NOON)
    assert Subscriptions(target).all()[-1].destination == Destination(99)
    assert len(Subscriptions(target).all()) == len(Subscriptions(source).all()) + 1
    ChatInterests(target).add(Destination(3), "mute", "words", "soap", "soap", NOON)
    assert len(ChatInterests(target).of(Destination(3))) == 2
    source.close()


def test_a_number_that_a_button_has_is_not_given_again_where_it_was_copied_to(
    open_database: Opener, tmp_path: Path
) -> None:
    source, target, chat = SQLiteDatabase(tmp_path / "source.sqlite"), open_database(), Destination(3)
    fill(source)
    transfer.copy(source, target)
    source.close()
    interests = ChatInterests(target)
    (copied,) = interests.of(chat)
    interests.remove(chat, [copied.number])
    interests.add(chat, "mute", "words", "soap", "soap", NOON)
    assert interests.remove(chat, [copied.number]) == []
    transfer.copy_to_file(target, tmp_path / "back.sqlite")
    back = SQLiteDatabase(tmp_path / "back.sqlite")
    assert records(back) == records(target)
    back.close()


@pytest.mark.parametrize(
    "row",
    [
        TableRow("chats; DROP TABLE chats", {}),
        TableRow("shown", {"number": 1, "hash": "a"}),
        TableRow("shown", {"number": 1, "hash": "a", "stories": "{}", "x) VALUES (1); --": 1}),
        TableRow("shown", {"number": 1, "hash": "a", "stories": {"deep": []}}),  # type: ignore[dict-item]
        TableRow("shown", {"number": 1 << 70, "hash": "a", "stories": "{}"}),
    ],
)
def test_what_is_no_record_is_refused_and_nothing_is_stored(database: Database, row: TableRow) -> None:
    good = TableRow("shown", {"number": 2, "hash": "b", "stories": "{}"})
    with pytest.raises(ValueError, match=r"chats; DROP|shown"):
        database.write(lambda t: transfer.load(t, database.engine, [good, row]))
    assert database.read(transfer.is_empty)
