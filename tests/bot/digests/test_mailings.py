"""Mailings: every chat they are for, once, whatever breaks them off."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import TypeVar

import pytest
from databases import Opener

from bot.chats.breaking_wishes import BreakingLimits, BreakingMode, BreakingWishes
from bot.chats.destination import Destination
from bot.chats.subscriptions import Subscriptions
from bot.database.protocols import Database, EngineName, Transaction
from bot.digests import outbox
from bot.digests.mailings import BATCH, Mailings
from bot.digests.outbox import RenderedText
from bot.preferences.digest_preferences import DigestPreferences
from bot.preferences.quiet_hours import QuietHours
from bot.rendering.message import Message
from briefings.errors import ArchiveError

T = TypeVar("T")

EDITOR = 100
NOW = datetime(2026, 6, 10, 12, 0, tzinfo=UTC)
HELLO = RenderedText((Message("Hello"),), {})
LIMITS = BreakingLimits(3, QuietHours(time(22), time(7)), "UTC")
PREFERENCES = DigestPreferences(times=(time(7, 30),), zone="UTC")


class Failing(Database):
    """A database that is away at each of its first writes, after the work was done and before it was kept."""

    def __init__(self, database: Database, breaks: int) -> None:
        self._database = database
        self._breaks = breaks
        self.engine: EngineName = database.engine

    def write(self, work: Callable[[Transaction], T]) -> T:
        def work_and_break(transaction: Transaction) -> T:
            result = work(transaction)
            if self._breaks:
                self._breaks -= 1
                raise ArchiveError("database-away")
            return result

        return self._database.write(work_and_break)

    def read(self, work: Callable[[Transaction], T]) -> T:
        return self._database.read(work)

    def close(self) -> None:
        self._database.close()


def subscribe(database: Database, *to: Destination) -> None:
    for each in to:
        Subscriptions(database).set(each, PREFERENCES, NOW)


def subscribe_many(database: Database, chats: int) -> None:
    """One by the front door, and the others as copies of it."""
    subscribe(database, Destination(1))
    columns = "preferences, active, chosen_at, since_time, last_count, next_due"
    statement = f"INSERT INTO chats (chat_id, topic_id, {columns}) SELECT ?, 0, {columns} FROM chats WHERE chat_id = 1"
    database.write(lambda t: t.run_many(statement, [(chat,) for chat in range(2, chats + 1)]))


def waiting(database: Database) -> Counter[int]:
    return Counter(row[0] for row in database.read(lambda t: t.rows("SELECT chat_id FROM outbox")))


def go_on(mailings: Mailings) -> int:
    """How many turns it takes to put everything into the outbox."""
    turns = 0
    while mailings.put_some(NOW):
        turns += 1
    return turns


def test_everyone_gets_it_once_a_batch_at_a_time(database: Database) -> None:
    subscribe_many(database, 2 * BATCH + 1)
    mailings = Mailings(database, LIMITS)
    mailings.draft("hello", HELLO, EDITOR, NOW)
    assert go_on(mailings) == 0
    assert mailings.begin("hello", NOW) is True
    assert go_on(mailings) == 3
    assert waiting(database) == Counter(range(1, 2 * BATCH + 2))


def test_what_is_begun_twice_is_sent_once_also_when_the_first_has_arrived(database: Database) -> None:
    subscribe(database, Destination(1), Destination(2))
    mailings = Mailings(database, LIMITS)
    mailings.draft("hello", HELLO, EDITOR, NOW)
    mailings.begin("hello", NOW)
    go_on(mailings)
    database.write(lambda t: t.run("DELETE FROM outbox"))
    database.write(outbox.remove_unused_texts)
    assert mailings.begin("hello", NOW) is False
    assert go_on(mailings) == 0
    assert mailings.drop("hello") is False


def test_it_goes_on_where_it_was_after_a_restart_though_what_was_put_has_arrived(open_database: Opener) -> None:
    database = open_database()
    subscribe_many(database, BATCH + 5)
    mailings = Mailings(database, LIMITS)
    mailings.draft("hello", HELLO, EDITOR, NOW)
    mailings.begin("hello", NOW)
    mailings.put_some(NOW)
    first = waiting(database)
    database.write(lambda t: t.run("DELETE FROM outbox"))
    database.write(outbox.remove_unused_texts)
    again = open_database()
    go_on(Mailings(again, LIMITS))
    assert first + waiting(again) == Counter(range(1, BATCH + 6))
    items = again.write(lambda t: outbox.claim(t, again.engine, "one", NOW.timestamp(), 10))
    assert [item.text.messages for item in items] == [HELLO.messages] * 5


def test_a_batch_that_the_database_did_not_keep_is_put_again_and_whole(database: Database) -> None:
    subscribe_many(database, BATCH + 5)
    Mailings(database, LIMITS).draft("hello", HELLO, EDITOR, NOW)
    Mailings(database, LIMITS).begin("hello", NOW)
    mailings = Mailings(Failing(database, 2), LIMITS)
    for _ in range(2):
        with pytest.raises(ArchiveError):
            mailings.put_some(NOW)
    go_on(mailings)
    assert waiting(database) == Counter(range(1, BATCH + 6))


def test_a_chat_with_digests_in_several_topics_is_told_in_the_first(database: Database) -> None:
    subscribe(database, Destination(-5, 7), Destination(-5, 9), Destination(1))
    mailings = Mailings(database, LIMITS)
    assert mailings.count_subscribed() == 2
    mailings.draft("hello", HELLO, EDITOR, NOW)
    mailings.begin("hello", NOW)
    go_on(mailings)
    rows = database.read(lambda t: t.rows("SELECT chat_id, topic_id FROM outbox ORDER BY chat_id"))
    assert [tuple(row) for row in rows] == [(-5, 7), (1, 0)]


def test_who_has_no_digest_any_more_or_subscribes_later_is_not_told(database: Database) -> None:
    subscribe(database, Destination(1), Destination(2))
    Subscriptions(database).end(Destination(1), "reader", NOW)
    mailings = Mailings(database, LIMITS)
    mailings.draft("hello", HELLO, EDITOR, NOW)
    mailings.begin("hello", NOW)
    subscribe(database, Destination(3))
    go_on(mailings)
    assert waiting(database) == Counter([2])


def test_an_announcement_that_was_dropped_or_is_a_day_old_cannot_be_sent(database: Database) -> None:
    subscribe(database, Destination(1))
    mailings = Mailings(database, LIMITS)
    for name, made in (("dropped", NOW), ("old", NOW - timedelta(hours=25)), ("new", NOW)):
        mailings.draft(name, HELLO, EDITOR, made)
    assert mailings.drop("dropped")
    assert [mailings.begin(name, NOW) for name in ("dropped", "old", "new")] == [None, None, True]


# Breaking news

NIGHT = NOW.replace(hour=22)


def wish(database: Database, mode: BreakingMode, *chats: int) -> None:
    for chat in chats:
        BreakingWishes(database).set(Destination(chat), mode, NOW)


def told(database: Database, mailings: Mailings, name: str, now: datetime) -> list[int]:
    """Who is sent that breaking news; what waits has arrived then."""
    expected = mailings.count_breaking(now)
    assert mailings.break_news(name, RenderedText((Message(name),), {}), EDITOR, now)
    while mailings.put_some(now):
        pass
    chats = sorted(waiting(database).elements())
    assert len(chats) == expected
    database.write(lambda t: t.run("DELETE FROM outbox"))
    database.write(outbox.remove_unused_texts)
    return chats


def test_breaking_news_goes_to_those_who_asked_and_by_night_to_those_who_want_it_then(database: Database) -> None:
    wish(database, "on", 1, 2)
    wish(database, "always", 3)
    wish(database, "on", 4)
    wish(database, "off", 4)
    subscribe(database, Destination(1), Destination(5))
    tokyo = DigestPreferences(times=(time(7, 30),), zone="Asia/Tokyo")
    Subscriptions(database).set(Destination(2), tokyo, NOW)
    mailings = Mailings(database, LIMITS)
    assert told(database, mailings, "noon", NOW) == [1, 2, 3]
    assert told(database, mailings, "night", NIGHT) == [2, 3]  # where the second is, it is seven in the morning


def test_breaking_news_goes_out_once_and_at_most_so_often_within_a_day(database: Database) -> None:
    wish(database, "on", 1)
    mailings = Mailings(database, LIMITS._replace(most=2))
    hour = timedelta(hours=1)
    assert [told(database, mailings, str(number), NOW + number * hour) for number in range(3)] == [[1], [1], []]
    assert not mailings.break_news("0", HELLO, EDITOR, NOW)
    assert mailings.has_begun("0")
    wish(database, "off", 1)
    wish(database, "on", 1)
    assert told(database, mailings, "again", NOW + 3 * hour) == []
    assert told(database, mailings, "next day", NOW + 24 * hour) == [1]


def test_breaking_news_goes_on_where_it_was_and_before_an_announcement(database: Database) -> None:
    chats = range(1, BATCH + 6)
    row = "INSERT INTO breaking (chat_id, topic_id, mode, changed_at, sent) VALUES (?, 0, 'on', 0, '[]')"
    database.write(lambda t: t.run_many(row, [(chat,) for chat in chats]))
    subscribe(database, Destination(1000))
    mailings = Mailings(database, LIMITS)
    mailings.draft("hello", HELLO, EDITOR, NOW)
    mailings.begin("hello", NOW)
    mailings.break_news("news", RenderedText((Message("News"),), {}), EDITOR, NOW + timedelta(seconds=5))
    failing = Mailings(Failing(database, 1), LIMITS)
    with pytest.raises(ArchiveError):
        failing.put_some(NOW)
    assert failing.put_some(NOW)
    assert waiting(database) == Counter(range(1, BATCH + 1))
    go_on(Mailings(database, LIMITS))
    assert waiting(database) == Counter([*chats, 1000])
    items = database.write(lambda t: outbox.claim(t, database.engine, "one", NOW.timestamp() + 9, 10 * BATCH))
    assert [item.text.messages[0].html for item in items][-1] == "Hello"


def test_who_cannot_be_reached_any_more_or_has_a_damaged_record_holds_nothing_up(database: Database) -> None:
    wish(database, "on", 1, 2, 3)
    Subscriptions(database).end_chat(1, "blocked", NOW)
    Subscriptions(database).end_chat(2, "reader", NOW)
    subscribe(database, Destination(3))
    database.write(lambda t: t.run("UPDATE preferences SET chosen = '{}'"))
    database.write(lambda t: t.run("UPDATE breaking SET sent = '{' WHERE chat_id = 2"))
    assert told(database, Mailings(database, LIMITS), "news", NOW) == [2, 3]


def test_a_group_that_becomes_a_supergroup_still_gets_breaking_news(database: Database) -> None:
    wish(database, "on", -5)
    Subscriptions(database).move(-5, -1005, NOW)
    assert told(database, Mailings(database, LIMITS), "news", NOW) == [-1005]


def test_a_reader_who_ends_the_digest_still_gets_what_else_is_on_its_way(database: Database) -> None:
    reader = Destination(1)
    subscribe(database, reader)
    for text in (HELLO, RenderedText((Message("Digest"),), {}, snapshot=7)):
        database.write(lambda t, text=text: outbox.put(t, reader, outbox.store_text(t, text), 0))
    Subscriptions(database).end(reader, "reader", NOW)
    items = database.write(lambda t: outbox.claim(t, database.engine, "one", NOW.timestamp(), 10))
    assert [item.text.messages[0].html for item in items] == ["Hello"]
