"""Digests of chats that follow and mute: composed once for all who chose the same, and as each chose."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import TypeVar

from sent_digests import CHOSEN, DUE, FakeSource

from bot.chats.destination import Destination
from bot.chats.interests import ChatInterests
from bot.chats.read_positions import Positions
from bot.chats.subscriptions import Subscriptions
from bot.database.protocols import Database, Row, Transaction
from bot.digests.composer import DigestWish
from bot.digests.outbox import RenderedText
from bot.digests.planner import DigestPlanner
from bot.preferences.digest_preferences import DigestPreferences
from briefings.model.selection import EVERYTHING, Interests, Selection

T = TypeVar("T")

MORNING = DigestPreferences(times=(time(7, 30),), zone="UTC")


class Wishes(FakeSource):
    """Keeps what was wished."""

    def __init__(self) -> None:
        super().__init__()
        self.selections: list[Selection] = []
        self.unread_only: list[bool] = []

    def compose(self, wish: DigestWish, positions: Positions) -> RenderedText:
        self.selections.append(wish.selection)
        self.unread_only.append(wish.unread_only)
        return super().compose(wish, positions)


class Watched:
    """A database that tells what it is asked in reading."""

    def __init__(self, database: Database, statements: list[str]) -> None:
        self.engine = database.engine
        self.write, self.close = database.write, database.close
        self._database, self._statements = database, statements

    def read(self, work: Callable[[Transaction], T]) -> T:
        return self._database.read(lambda transaction: work(_Telling(transaction, self._statements)))


class _Telling:
    def __init__(self, transaction: Transaction, statements: list[str]) -> None:
        self.run, self.run_many = transaction.run, transaction.run_many
        self._transaction, self._statements = transaction, statements

    def rows(self, statement: str, *parameters: object) -> list[Row]:
        self._statements.append(statement)
        return self._transaction.rows(statement, *parameters)


def test_a_digest_is_composed_once_for_all_who_follow_and_mute_the_same(database: Database) -> None:
    interests, subscriptions, source = ChatInterests(database), Subscriptions(database), Wishes()
    for chat_id in range(1, 13):
        followed_only = chat_id % 4 == 3
        wish = MORNING if not followed_only else DigestPreferences(times=MORNING.times, zone="UTC", followed_only=True)
        subscriptions.set(Destination(chat_id), wish, CHOSEN)
        for word in ("ferry", "soap") if chat_id % 4 == 1 else ("soap", "ferry") if chat_id % 4 == 2 else ():
            interests.add(Destination(chat_id), "mute", "words", word, word, CHOSEN)
    interests.add(Destination(1, 7), "follow", "words", "of another topic", "of another topic", CHOSEN)
    planner = DigestPlanner(database, source, timedelta(hours=6))
    while planner.plan(DUE):
        pass
    muting = Selection(muted=Interests(words=("ferry", "soap")))
    assert len(source.selections) == 3
    assert {*source.selections} == {EVERYTHING, muting, Selection(followed_only=True)}
    assert database.read(lambda t: t.rows("SELECT count(*) FROM outbox"))[0][0] == 12


def test_what_chats_follow_is_read_once_for_a_batch(database: Database) -> None:
    subscriptions, statements = Subscriptions(database), list[str]()
    for chat_id in range(1, 31):
        subscriptions.set(Destination(chat_id), MORNING, CHOSEN)
        ChatInterests(database).add(Destination(chat_id), "follow", "words", f"w{chat_id}", f"w{chat_id}", CHOSEN)
    planner = DigestPlanner(Watched(database, statements), Wishes(), timedelta(hours=6))
    planner.plan(DUE)
    assert sum("FROM interests" in statement for statement in statements) == 1


def test_what_one_topic_of_a_group_was_sent_is_not_left_out_in_another(database: Database) -> None:
    subscriptions, source = Subscriptions(database), Wishes()
    for to in (Destination(-42), Destination(-42, 7)):
        subscriptions.set(to, MORNING, CHOSEN)
    DigestPlanner(database, source, timedelta(hours=6)).plan(DUE)
    assert source.unread_only == [False]  # one text for both
    subscriptions.end(Destination(-42, 7), "reader", DUE)
    database.write(lambda t: t.run("DELETE FROM outbox"))
    DigestPlanner(database, source, timedelta(hours=6)).plan(DUE + timedelta(days=1))
    assert source.unread_only == [False, True]
