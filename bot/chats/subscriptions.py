"""The subscriptions to the digest, in the database. What a call costs does not grow with the number of chats."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from bot.chats import breaking_wishes, channels, interests, presses
from bot.chats.destination import Destination
from bot.chats.subscription import EndedBy, Subscription
from bot.database.numbered import numbered
from bot.database.protocols import Database, Row, Transaction
from bot.preferences.digest_preferences import DigestPreferences
from bot.preferences.digest_slots import Progress, next_due
from bot.preferences.preferences_record import from_json, to_json

KEPT_AFTER_END = timedelta(days=90)  # a chat that comes back within that time goes on as before
_FIRST_COVERS = timedelta(days=1)  # before a chat subscribed

COLUMNS = ", ".join(
    (
        *("chats.number", "chats.chat_id", "chats.topic_id", "preferences.chosen", "active", "ended_by", "chosen_at"),
        *("since_time", "since_article", "last_day", "last_count", "last_at", "set_up_by", "title", "next_due"),
    )
)
TABLES = "chats LEFT JOIN preferences ON preferences.number = chats.preferences"


class SetUp(NamedTuple):
    """Who set up the digest of a group or channel, and its title."""

    by: int | None = None
    title: str | None = None


class Subscriptions:
    """The subscriptions of all chats. Thread-safe.

    The methods wait for the database: from an event loop, call them in a thread.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, to: Destination) -> Subscription | None:
        """The subscription that is on; None without one."""
        found = self.find(to)
        return found if found and found.ended_by is None else None

    def find(self, to: Destination) -> Subscription | None:
        """The subscription, also one that has ended and is still kept."""
        return self._database.read(lambda transaction: load(transaction, to))

    def zone_of(self, chat_id: int) -> str | None:
        """The time zone that a chat chose, in any of its topics, also of a digest that has ended; None without one."""
        statement = f"SELECT preferences.chosen FROM {TABLES} WHERE chat_id = ? ORDER BY active DESC, topic_id LIMIT 1"
        rows = self._database.read(lambda transaction: transaction.rows(statement, chat_id))
        return from_json(rows[0][0]).zone if rows else None

    def all(self) -> list[Subscription]:
        """Every subscription that is on, the first that came first."""
        statement = f"SELECT {COLUMNS} FROM {TABLES} WHERE active = 1 ORDER BY chats.number"
        rows = self._database.read(lambda transaction: transaction.rows(statement))
        return [from_row(row) for row in rows]

    def set(
        self, to: Destination, preferences: DigestPreferences, now: datetime, group: SetUp | None = None
    ) -> Subscription:
        """Subscribe a chat, or change what it chose; returns the subscription. The same again changes nothing.

        The first digest has the stories since a day before now; one who comes back has none twice.
        """
        return self._database.write(lambda transaction: _set(transaction, to, preferences, now, group or SetUp()))

    def change(
        self, to: Destination, change: Callable[[DigestPreferences], DigestPreferences], now: datetime
    ) -> Subscription | None:
        """Change what a chat chose, by what it chose until then; None without a subscription that is on."""

        def change_it(transaction: Transaction) -> Subscription | None:
            before = load(transaction, to)
            if before is None or before.ended_by:
                return None
            return _set(transaction, to, change(before.preferences), now, SetUp())

        return self._database.write(change_it)

    def end_chat(self, chat_id: int, by: EndedBy, now: datetime) -> list[Subscription]:
        """End the subscriptions of a chat and of all its topics; returns those that there were."""

        def end_all(transaction: Transaction) -> list[Subscription]:
            topics = (
                "SELECT topic_id FROM chats WHERE chat_id = ? UNION SELECT topic_id FROM breaking WHERE chat_id = ? "
                "UNION SELECT topic_id FROM interests WHERE chat_id = ?"
            )
            places = [
                Destination(chat_id, topic_id) for (topic_id,) in transaction.rows(topics, chat_id, chat_id, chat_id)
            ]
            before = [load(transaction, to) for to in places]
            return [each for to, each in zip(places, before, strict=True) if end(transaction, to, by, now) and each]

        return self._database.write(end_all)

    def end(self, to: Destination, by: EndedBy, now: datetime) -> bool:
        """End a subscription and withdraw what still waits to be sent; returns whether there was one."""
        return self._database.write(lambda transaction: end(transaction, to, by, now))

    def move(self, chat_id: int, new_chat_id: int, now: datetime) -> None:
        """A group became a supergroup, with a new id. What the new one chose itself is kept."""
        self._database.write(lambda transaction: move(transaction, chat_id, new_chat_id, now))


def load(transaction: Transaction, to: Destination) -> Subscription | None:
    """The subscription, also one that has ended."""
    statement = f"SELECT {COLUMNS} FROM {TABLES} WHERE chat_id = ? AND topic_id = ?"
    rows = transaction.rows(statement, to.chat_id, to.topic_id)
    return from_row(rows[0]) if rows else None


def save(transaction: Transaction, subscription: Subscription, now: datetime) -> None:
    """Store a subscription in place of the one of its chat; it is due when its preferences and progress say."""
    to, progress, by = subscription.destination, subscription.progress, subscription.ended_by
    due = None if by else next_due(subscription.preferences, progress, subscription.chosen, now)
    values: dict[str, object] = {
        "chat_id": to.chat_id,
        "topic_id": to.topic_id,
        "preferences": numbered(transaction, "preferences", {"chosen": to_json(subscription.preferences)}),
        "active": 0 if by else 1,
        "ended_by": by,
        "ended_at": _seconds(now) if by else None,
        "set_up_by": subscription.set_up_by,
        "title": subscription.title,
        "chosen_at": _seconds(subscription.chosen),
        "since_time": _seconds(subscription.since_time),
        "since_article": subscription.since_article,
        **dict(zip(("last_day", "last_count", "last_at"), progress_columns(progress), strict=True)),
        "next_due": _seconds(due) if due else None,
    }
    changed = ", ".join(f"{column} = excluded.{column}" for column in list(values)[2:])
    transaction.run(
        f"INSERT INTO chats ({', '.join(values)}) VALUES ({', '.join('?' * len(values))}) "
        f"ON CONFLICT (chat_id, topic_id) DO UPDATE SET {changed}",
        *values.values(),
    )


def end(transaction: Transaction, to: Destination, by: EndedBy, now: datetime) -> bool:
    """See `Subscriptions.end`. A reader's end is of the digest only, which announcements and breaking news outlast."""
    digests = "AND rendered IN (SELECT number FROM rendered WHERE snapshot IS NOT NULL)" if by == "reader" else ""
    transaction.run(f"DELETE FROM outbox WHERE chat_id = ? AND topic_id = ? {digests}", to.chat_id, to.topic_id)
    if by != "reader":
        breaking_wishes.withdraw(transaction, to, now)
        interests.withdraw(transaction, to, now)
    before = load(transaction, to)
    if before is None or before.ended_by:
        return False
    save(transaction, replace(before, ended_by=by), now)
    return True


def move(transaction: Transaction, chat_id: int, new_chat_id: int, now: datetime) -> None:
    """See `Subscriptions.move`."""
    old, new = (load(transaction, Destination(id)) for id in (chat_id, new_chat_id))
    if old and new and new.ended_by is None:  # what the old one was sent, the new one is not sent again
        progress = max(old.progress, new.progress, key=lambda progress: (progress.day or date.min, progress.count))
        save(transaction, replace(new, progress=progress), now)
    for table in ("chats", "outbox", "read_positions", "breaking", "interests"):
        if transaction.rows(f"SELECT 1 FROM {table} WHERE chat_id = ?", new_chat_id):
            transaction.run(f"DELETE FROM {table} WHERE chat_id = ?", chat_id)
        else:
            transaction.run(f"UPDATE {table} SET chat_id = ? WHERE chat_id = ?", new_chat_id, chat_id)


def progress_columns(progress: Progress) -> list[object]:
    """`last_day`, `last_count`, `last_at`."""
    day, moment = progress.day, progress.moment
    return [day.isoformat() if day else None, progress.count, moment.isoformat() if moment else None]


def from_row(row: Row) -> Subscription:
    """The subscription in a row of `COLUMNS`. Raises ValueError if it cannot be one."""
    (
        _,
        chat_id,
        topic_id,
        preferences,
        active,
        ended_by,
        chosen,
        since_time,
        since,
        day,
        count,
        moment,
        person,
        title,
        _,
    ) = row
    progress = Progress(
        day=date.fromisoformat(day) if day else None,
        count=count,
        moment=datetime.fromisoformat(moment) if moment else None,
    )
    return Subscription(
        destination=Destination(chat_id, topic_id),
        preferences=from_json(preferences),
        chosen=_moment(chosen),
        since_time=_moment(since_time),
        since_article=since,
        progress=progress,
        ended_by=None if active else ended_by,
        set_up_by=person,
        title=title,
    )


def _set(
    transaction: Transaction, to: Destination, preferences: DigestPreferences, now: datetime, group: SetUp
) -> Subscription:
    before = load(transaction, to)
    if before is None:
        since = now - _FIRST_COVERS
        after = Subscription(destination=to, preferences=preferences, chosen=now, since_time=since)
    elif before.ended_by is None and before.preferences == preferences:
        return before
    else:
        is_same_time = before.ended_by is None and _when(before.preferences) == _when(preferences)
        after = replace(before, preferences=preferences, chosen=before.chosen if is_same_time else now)
        if before.ended_by:
            after = replace(after, ended_by=None, since_time=max(before.since_time, now - _FIRST_COVERS))
    after = replace(after, set_up_by=group.by or after.set_up_by, title=group.title or after.title)
    save(transaction, after, now)
    interests.restore(transaction, to.chat_id)
    return after


def forget(transaction: Transaction, now: datetime) -> None:
    """Delete what was kept of what ended long ago."""
    before = _seconds(now - KEPT_AFTER_END)
    transaction.run("DELETE FROM chats WHERE active = 0 AND ended_at < ?", before)
    transaction.run("DELETE FROM preferences WHERE number NOT IN (SELECT preferences FROM chats)")
    transaction.run("DELETE FROM breaking WHERE mode NOT IN ('on', 'always') AND changed_at < ?", before)
    channels.forget(transaction)
    interests.forget(transaction, before)
    transaction.run("DELETE FROM runs WHERE due < ?", before)
    presses.forget(transaction, now.date())


def _when(preferences: DigestPreferences) -> Any:
    return preferences.times, preferences.zone, preferences.days


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
