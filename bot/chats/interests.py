"""What each chat follows and mutes. What a call costs does not grow with the number of chats."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.chats.destination import Destination
from bot.database.protocols import Database, Row, Transaction
from bot.preferences.interest_wording import AtOnce, What
from briefings.errors import UsageError
from briefings.model.selection import EVERYTHING, Interests, Selection

Kind = Literal["follow", "mute"]

MAX_INTERESTS = 50  # of a chat
KINDS, WHATS = ("follow", "mute"), ("words", "outlet", "story")
_AT_ONCE: tuple[AtOnce, ...] = ("no", "now", "always")
_COLUMNS = "number, kind, what, value, title, at_once"
_OF_CHAT = "chat_id = ? AND topic_id = ?"
_STAYS = "interests.kind = 'follow' AND excluded.kind = 'follow'"  # of what is followed again
_STAYS_AT_ONCE = f"{_STAYS} AND interests.at_once > 0 AND excluded.at_once > 0"


@dataclass(frozen=True, slots=True)
class Interest:
    """Something that a chat follows or mutes.

    Attributes:
        number: names it, in any chat.
        value: what it is told apart by in its chat, as `TypedInterest` has it.
        title: what it is called: words as they were typed, a story's headline.
    """

    number: int
    kind: Kind
    what: What
    value: str
    title: str
    at_once: AtOnce


class ChatInterests:
    """The interests of all chats. Thread-safe; the methods wait for the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, to: Destination) -> list[Interest]:
        """What a chat follows and mutes, the first chosen first."""
        return self._database.read(lambda transaction: load(transaction, to))

    def add(
        self,
        to: Destination,
        kind: Kind,
        what: What,
        value: str,
        title: str,
        now: datetime,
        known: int | None = None,
        at_once: AtOnce | None = None,
    ) -> Interest:
        """Follow or mute something, or the other of the two from now on; returns it.

        `known`: of a story, the newest article, packed; `at_once`: None leaves it as it is where that is followed
        already. News that waits there to be sent at once still is. Raises UsageError `interest-many` (most).
        """
        stays = _STAYS if at_once is None else _STAYS_AT_ONCE
        mode = f"CASE WHEN {_STAYS} THEN interests.at_once ELSE 0 END" if at_once is None else "excluded.at_once"

        def insert(transaction: Transaction) -> Interest:
            before = load(transaction, to)
            if len(before) >= MAX_INTERESTS and not any((each.what, each.value) == (what, value) for each in before):
                raise UsageError("interest-many", most=MAX_INTERESTS)
            transaction.run(
                "INSERT INTO interests "
                "(chat_id, topic_id, kind, what, value, title, at_once, known, sent, made_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, '[]', ?) "
                "ON CONFLICT (chat_id, topic_id, what, value) DO UPDATE SET kind = excluded.kind, "
                f"title = excluded.title, at_once = {mode}, due = CASE WHEN {stays} THEN interests.due END, "
                f"known = CASE WHEN {stays} THEN interests.known ELSE excluded.known END",
                *(to.chat_id, to.topic_id, kind, what, value, title, _AT_ONCE.index(at_once or "no"), known),
                int(now.timestamp()),
            )
            restore(transaction, to.chat_id)
            statement = f"SELECT {_COLUMNS} FROM interests WHERE {_OF_CHAT} AND what = ? AND value = ?"
            return _interest(transaction.rows(statement, to.chat_id, to.topic_id, what, value)[0])

        return self._database.write(insert)

    def remove(self, to: Destination, numbers: Collection[int]) -> list[Interest]:
        """Follow or mute these no more; returns those that were there."""

        def delete(transaction: Transaction) -> list[Interest]:
            found = [each for each in load(transaction, to) if each.number in numbers]
            transaction.run_many("DELETE FROM interests WHERE number = ?", [(each.number,) for each in found])
            return found

        return self._database.write(delete)

    def set_at_once(self, to: Destination, number: int, at_once: AtOnce, known: int) -> AtOnce | None:
        """Have the news of a followed story sent at once, or not; `known`: its newest article, packed.

        Where it is sent at once already, by night too perhaps, that stays. Returns what holds now; None if the chat
        does not follow that.
        """

        def update(transaction: Transaction) -> AtOnce | None:
            transaction.run(
                "UPDATE interests SET at_once = ?, known = ?, due = NULL "
                f"WHERE {_OF_CHAT} AND number = ? AND kind = 'follow' AND what = 'story'"
                f"{'' if at_once == 'no' else ' AND at_once = 0'}",
                *(_AT_ONCE.index(at_once), known, to.chat_id, to.topic_id, number),
            )
            found = [each for each in load(transaction, to) if each.number == number]
            return found[0].at_once if found and (found[0].kind, found[0].what) == ("follow", "story") else None

        return self._database.write(update)

    def restore(self, chat_id: int) -> None:
        """A chat has come back: what it follows and mutes is kept."""
        self._database.write(lambda transaction: restore(transaction, chat_id))


def load(transaction: Transaction, to: Destination) -> list[Interest]:
    """What a chat follows and mutes."""
    statement = f"SELECT {_COLUMNS} FROM interests WHERE {_OF_CHAT} ORDER BY number"
    return [_interest(row) for row in transaction.rows(statement, to.chat_id, to.topic_id)]


def selections(transaction: Transaction, chat_ids: Collection[int]) -> dict[Destination, Selection]:
    """What these chats follow and mute, by topic; of those that do neither, nothing."""
    places = ", ".join("?" * len(chat_ids))
    rows = transaction.rows(
        f"SELECT chat_id, topic_id, {_COLUMNS} FROM interests WHERE chat_id IN ({places})", *chat_ids
    )
    found: dict[Destination, list[Interest]] = {}
    for chat_id, topic_id, *row in rows:
        found.setdefault(Destination(chat_id, topic_id), []).append(_interest(row))
    return {to: selection(interests) for to, interests in found.items()}


def selection(interests: Iterable[Interest]) -> Selection:
    """The choice among the news that they make; equal for those who chose the same, in whatever order."""
    values: dict[tuple[str, str], list[str]] = {}
    for each in interests:
        values.setdefault((each.kind, each.what), []).append(each.value)
    followed, muted = (Interests(*(tuple(sorted(values.get((kind, what), ()))) for what in WHATS)) for kind in KINDS)
    return Selection(followed, muted) if followed or muted else EVERYTHING


def withdraw(transaction: Transaction, to: Destination, now: datetime) -> None:
    """A chat cannot be reached any more; `restore` takes that back."""
    statement = f"UPDATE interests SET gone_at = ?, due = NULL WHERE {_OF_CHAT} AND gone_at IS NULL"
    transaction.run(statement, int(now.timestamp()), to.chat_id, to.topic_id)


def restore(transaction: Transaction, chat_id: int) -> None:
    """See `ChatInterests.restore`."""
    transaction.run("UPDATE interests SET gone_at = NULL WHERE chat_id = ? AND gone_at IS NOT NULL", chat_id)


def forget(transaction: Transaction, before: int) -> None:
    """Delete what chats chose that have been gone since before that second."""
    transaction.run("DELETE FROM interests WHERE gone_at < ?", before)


def _interest(row: Row) -> Interest:
    number, kind, what, value, title, at_once = row
    return Interest(number, kind, what, value, title, _AT_ONCE[at_once if 0 <= at_once < len(_AT_ONCE) else 0])
