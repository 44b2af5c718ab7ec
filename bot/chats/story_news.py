"""Which chats want the news of a story at once, when they have some, and up to where they know it.

What a new article costs does not grow with the number of chats: those that follow its story are found by an index.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from bot.chats import read_positions
from bot.chats.destination import Destination
from bot.chats.read_positions import Positions
from bot.database.protocols import Row, Transaction
from bot.preferences.preferences_record import from_json

_MAX_VALUES = 500  # in one statement
_REMEMBERED = timedelta(days=1)
_ALWAYS = 2  # as `at_once` is stored
_TABLES = (
    "interests LEFT JOIN chats ON chats.chat_id = interests.chat_id AND chats.topic_id = interests.topic_id "
    "AND chats.active = 1 LEFT JOIN preferences ON preferences.number = chats.preferences"
)


class WaitingNews(NamedTuple):
    """News of a story that a chat is to be sent.

    Attributes:
        number: of the chat's interest.
        value: the id of an article of the story.
        known: the newest article that the chat knew when it began to follow it, or was sent it last; packed.
        due: when it was to be sent, in seconds since 1970.
        by_night: whether it is sent in quiet hours too.
        own_sent: when the chat was sent news of this story within the last day, in seconds.
        all_sent: when it was sent news of any.
        zone: the chat's; None if it named none.
        positions: what it was shown, or is about to be shown.
    """

    number: int
    to: Destination
    value: str
    known: int
    due: int
    by_night: bool
    own_sent: list[int]
    all_sent: list[int]
    zone: str | None
    positions: Positions


def note_news(transaction: Transaction, values: Sequence[str], newest: int, due: datetime) -> None:
    """A story has news, up to that article (packed): by its id and those of its articles, for whoever follows it."""
    for start in range(0, len(values), _MAX_VALUES):
        some = values[start : start + _MAX_VALUES]
        transaction.run(
            f"UPDATE interests SET due = ? WHERE value IN ({', '.join('?' * len(some))}) AND at_once > 0 "
            "AND kind = 'follow' AND due IS NULL AND gone_at IS NULL AND coalesce(known, 0) < ?",
            *(int(due.timestamp()), *some, newest),
        )


def followed_at_once(transaction: Transaction, values: Sequence[str]) -> set[str]:
    """Those of these ids by which a chat follows a story whose news it wants at once."""
    found: set[str] = set()
    for start in range(0, len(values), _MAX_VALUES):
        some = values[start : start + _MAX_VALUES]
        places = ", ".join("?" * len(some))
        statement = f"SELECT DISTINCT value FROM interests WHERE at_once > 0 AND value IN ({places})"
        found.update(value for (value,) in transaction.rows(statement, *some))
    return found


def all_followed_at_once(transaction: Transaction) -> list[str]:
    """All ids by which chats follow stories whose news they want at once."""
    return [value for (value,) in transaction.rows("SELECT DISTINCT value FROM interests WHERE at_once > 0")]


def due_news(transaction: Transaction, now: datetime, count: int) -> list[WaitingNews]:
    """At most so many chats' news that are due, the longest due first."""
    columns = "interests.number, interests.chat_id, interests.topic_id, value, known, due, at_once, chosen"
    wanted = "due <= ? AND at_once > 0 AND kind = 'follow' AND gone_at IS NULL"
    statement = f"SELECT {columns} FROM {_TABLES} WHERE {wanted} ORDER BY due, interests.number LIMIT ?"
    rows = transaction.rows(statement, int(now.timestamp()), count)
    sent = _sent(transaction, {row[1] for row in rows})
    return [_waiting(transaction, row, sent) for row in rows]


def postpone(transaction: Transaction, news: WaitingNews, until: datetime) -> None:
    """Look at it again then, if that was not changed meanwhile."""
    statement = "UPDATE interests SET due = ? WHERE number = ? AND due = ?"
    transaction.run(statement, int(until.timestamp()), news.number, news.due)


def settle(transaction: Transaction, news: WaitingNews, known: int, ids: Sequence[str] = ()) -> bool:
    """The chat knows the story with these articles up to that one; False if that was changed meanwhile.

    Also where it follows the story by several of them, which were of stories of their own before.
    """
    statement = "UPDATE interests SET due = NULL, known = ? WHERE number = ? AND due = ?"
    if not transaction.run(statement, max(known, news.known), news.number, news.due):
        return False
    statement = "SELECT number, value FROM interests WHERE chat_id = ? AND topic_id = ? AND due IS NOT NULL"
    others = [row for row in transaction.rows(statement, news.to.chat_id, news.to.topic_id) if row[1] in ids]
    statement = "UPDATE interests SET due = NULL, known = ? WHERE number = ?"
    transaction.run_many(statement, [(known, number) for number, _ in others])
    return True


def note_sent(transaction: Transaction, news: WaitingNews, now: datetime) -> None:
    """The chat is sent the news of a story now."""
    since = (now - _REMEMBERED).timestamp()
    moments = [*(moment for moment in news.own_sent if moment > since), int(now.timestamp())]
    transaction.run("UPDATE interests SET sent = ? WHERE number = ?", json.dumps(moments), news.number)


def _sent(transaction: Transaction, chat_ids: set[int]) -> dict[tuple[int, int], dict[int, list[int]]]:
    """For each place when it was sent what, by the numbers of its interests."""
    sent: dict[tuple[int, int], dict[int, list[int]]] = {}
    places = ", ".join("?" * len(chat_ids))
    statement = f"SELECT chat_id, topic_id, number, sent FROM interests WHERE sent <> '[]' AND chat_id IN ({places})"
    for chat_id, topic_id, number, moments in transaction.rows(statement, *chat_ids) if chat_ids else ():
        sent.setdefault((chat_id, topic_id), {})[number] = _moments(moments)
    return sent


def _waiting(transaction: Transaction, row: Row, sent: dict[tuple[int, int], dict[int, list[int]]]) -> WaitingNews:
    number, chat_id, topic_id, value, known, due, at_once, chosen = row
    of_place = sent.get((chat_id, topic_id), {})
    return WaitingNews(
        number,
        Destination(chat_id, topic_id),
        value,
        known or 0,
        due,
        at_once == _ALWAYS,
        of_place.get(number, []),
        [moment for moments in of_place.values() for moment in moments],
        _zone(chosen),
        {**read_positions.load(transaction, chat_id), **_on_their_way(transaction, chat_id, topic_id)},
    )


def _on_their_way(transaction: Transaction, chat_id: int, topic_id: int) -> Positions:
    """The stories that wait to be sent to a chat, in a digest or in any other way."""
    statement = (
        "SELECT rendered.shown FROM outbox JOIN rendered ON rendered.number = outbox.rendered "
        "WHERE outbox.chat_id = ? AND outbox.topic_id = ? ORDER BY outbox.number"
    )
    rows = transaction.rows(statement, chat_id, topic_id)
    return {id: position for (shown,) in rows for id, position in json.loads(shown).items()}


def _moments(text: str) -> list[int]:
    try:
        return [int(moment) for moment in json.loads(text)]
    except (ValueError, TypeError):  # a bad record keeps nobody's news back
        return []


def _zone(chosen: str | None) -> str | None:
    try:
        return from_json(chosen).zone if chosen else None
    except ValueError:
        return None


def as_moments(seconds: Iterable[int]) -> list[datetime]:
    """Seconds since 1970 as moments."""
    return [datetime.fromtimestamp(each, UTC) for each in seconds]
