from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from databases import Opener

from bot.chats.destination import Destination
from bot.chats.move_in import move_in
from bot.chats.read_positions import ReadPositions
from bot.chats.subscriptions import Subscriptions
from bot.database.protocols import Database
from bot.preferences.digest_preferences import DigestPreferences
from briefings.model.article_id import ArticleId
from briefings.storage.data_folder import DataFolder
from briefings.storage.tinydb.engine import TinyDBEngine

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
CHOSEN = "2026-06-09T18:00:00+00:00"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder as earlier versions left it: three chats, one of them no longer subscribed."""
    folder = DataFolder(tmp_path / "data")
    engine = TinyDBEngine(folder)
    choices, deliveries, seen = engine.open_subscriptions(), engine.open_deliveries(), engine.open_read_positions()
    for chat_id, is_active in ((41, True), (42, False), (-43, True)):
        choice = {"time": "07:30", "zone": "Europe/Berlin", "chosen": CHOSEN, "active": is_active}
        choices.put(chat_id, choice)
    last = "2026-11-25T07:30:02+01:00"
    deliveries.put(41, {"since": CHOSEN, "since_article": "261125-3", "last": last})
    seen.put(41, {"stories": {"261125-1": "261125-3"}, "day": "2026-11-25"})
    seen.put(7, {"stories": {"261124-1": "261124-9"}})
    for table in (choices, deliveries, seen):
        table.close()
    return folder


def moved_in(database: Database, folder: DataFolder) -> Subscriptions:
    move_in(database, folder, TinyDBEngine(folder), NOW)
    return Subscriptions(database)


def test_what_chats_chose_and_what_they_were_sent_and_shown_comes_over(database: Database, folder: DataFolder) -> None:
    subscriptions = moved_in(database, folder)
    assert {each.destination.chat_id for each in subscriptions.all()} == {41, -43}
    one = subscriptions.get(Destination(41))
    assert one
    assert one.preferences == DigestPreferences(times=(time(7, 30),), zone="Europe/Berlin")
    assert one.chosen == datetime.fromisoformat(CHOSEN)
    assert ArticleId.unpack(one.since_article or 0) == ArticleId.parse("261125-3")
    ended = subscriptions.find(Destination(42))
    assert ended
    assert ended.ended_by == "reader"
    positions = ReadPositions(database, lambda: NOW)
    assert dict(positions.of(41)) == {"261125-1": "261125-3"}
    assert dict(positions.of(7)) == {"261124-1": "261124-9"}


def test_a_chat_that_had_its_digest_today_gets_the_next_one_tomorrow(database: Database, folder: DataFolder) -> None:
    moved_in(database, folder)
    due = dict(database.read(lambda t: [tuple(row) for row in t.rows("SELECT chat_id, next_due FROM chats")]))
    tomorrow = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)
    assert due[41] == int(tomorrow.timestamp())
    assert due[42] is None
    assert due[-43] <= int(tomorrow.timestamp())


def test_the_files_are_moved_away_and_a_second_start_changes_nothing(open_database: Opener, folder: DataFolder) -> None:
    database = open_database()
    before = moved_in(database, folder).all()
    assert not folder.subscriptions.exists()
    assert (folder.moved / "readers.json").is_file()
    assert len(list((folder.moved / "seen").iterdir())) == 2
    assert moved_in(open_database(), folder).all() == before


def test_records_that_cannot_be_read_are_left_out_and_logged(
    database: Database, folder: DataFolder, caplog: pytest.LogCaptureFixture
) -> None:
    choices = TinyDBEngine(folder).open_subscriptions()
    choices.put(50, {})
    choices.put(51, {"time": "25:00", "zone": "UTC", "chosen": CHOSEN, "active": True})
    choices.put(52, {"time": 7, "zone": None, "chosen": [], "active": "yes"})
    choices.close()
    assert {each.destination.chat_id for each in moved_in(database, folder).all()} == {41, -43}
    assert all(f"chat {chat_id} cannot be read" in caplog.text for chat_id in (50, 51, 52))


def test_chats_of_the_database_are_never_replaced(database: Database, folder: DataFolder) -> None:
    there = DigestPreferences(times=(time(9),), zone="UTC")
    Subscriptions(database).set(Destination(1), there, NOW - timedelta(days=1))
    assert [each.destination.chat_id for each in moved_in(database, folder).all()] == [1]
    assert folder.subscriptions.exists()
