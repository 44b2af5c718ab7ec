from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.chats.destination import Destination
from bot.chats.presses import KEPT, Presses, forget, shares
from bot.chats.subscriptions import Subscriptions
from bot.database.protocols import Database
from bot.preferences.digest_preferences import DigestPreferences

TODAY = date(2026, 11, 25)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def presses(database: Database) -> Presses:
    subscriptions = Subscriptions(database)
    for chat_id in (1, 2, 3, 4):
        preferences = DigestPreferences(times=(time(7, 30),), zone="UTC")
        subscriptions.set(Destination(chat_id), preferences, datetime(2026, 11, 20, tzinfo=UTC))
    return Presses(database)


def shares_of(database: Database, *days: date) -> list[int]:
    return database.read(lambda transaction: shares(transaction, days))


def test_a_chat_counts_once_a_day_however_often_it_presses(presses: Presses, database: Database) -> None:
    for chat_id in (1, 1, 2):
        presses.note(chat_id, TODAY)
    Presses(database).note(1, TODAY)  # as after a restart
    presses.note(1, TOMORROW)
    assert shares_of(database, TODAY, TOMORROW, TOMORROW + timedelta(days=1)) == [50, 25, 0]


def test_chats_without_a_digest_make_it_no_more_than_all(presses: Presses, database: Database) -> None:
    for chat_id in range(1, 11):
        presses.note(chat_id, TODAY)
    assert shares_of(database, TODAY) == [100]


def test_who_pressed_is_forgotten_the_next_day_and_how_many_after_three_months(
    presses: Presses, database: Database
) -> None:
    presses.note(1, TODAY)
    database.write(lambda transaction: forget(transaction, TOMORROW))
    assert database.read(lambda transaction: transaction.rows("SELECT count(*) FROM pressed")) == [(0,)]
    assert shares_of(database, TODAY) == [25]
    database.write(lambda transaction: forget(transaction, TODAY + KEPT + timedelta(days=1)))
    assert shares_of(database, TODAY) == [0]
