"""Which chats asked for breaking news, and when each was sent some of late."""

import json
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

import orjson

from bot.chats.destination import Destination
from bot.database.protocols import Database, Row, Transaction
from bot.preferences.preferences_record import from_json
from bot.preferences.quiet_hours import QuietHours, is_quiet, may_break

BreakingMode = Literal["on", "always", "off"]
"""`always`: in quiet hours too."""

MODES: dict[str, BreakingMode] = {"on": "on", "always": "always", "off": "off"}
"""By what they are called in what people type and in buttons."""

_REMEMBERED = timedelta(days=1)
_WANTED = "mode IN ('on', 'always')"
_GONE = "gone-"  # before the mode of a chat that cannot be reached
_OF_CHAT = "WHERE chat_id = ? AND topic_id = ?"
_COLUMNS = "breaking.number, breaking.chat_id, breaking.topic_id, mode, sent, preferences.chosen"
_TABLES = (
    "breaking LEFT JOIN chats ON chats.chat_id = breaking.chat_id AND chats.topic_id = breaking.topic_id "
    "LEFT JOIN preferences ON preferences.number = chats.preferences"
)


class BreakingLimits(NamedTuple):
    """How much breaking news a chat gets, if it did not ask for more.

    Attributes:
        most: how many messages within any 24 hours.
        quiet: when none, by the clock of the chat's zone.
        zone: of those who named none.
    """

    most: int
    quiet: QuietHours
    zone: str


class Wish(NamedTuple):
    """A chat that asked for breaking news."""

    number: int
    to: Destination
    mode: BreakingMode
    sent: list[int]
    zone: str | None

    def is_open(self, limits: BreakingLimits, now: datetime) -> bool:
        """Whether the chat may be sent breaking news now."""
        if self.mode == "on" and is_quiet(limits.quiet, self.zone or limits.zone, now):
            return False
        return may_break((datetime.fromtimestamp(moment, UTC) for moment in self.sent), limits.most, now)


class BreakingWishes:
    """What chats asked for. Thread-safe; the methods wait for the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, to: Destination) -> BreakingMode:
        """What a chat asked for; off if it never asked."""
        statement = "SELECT mode FROM breaking WHERE chat_id = ? AND topic_id = ?"
        rows = self._database.read(lambda t: t.rows(statement, to.chat_id, to.topic_id))
        return rows[0][0] if rows and not rows[0][0].startswith(_GONE) else "off"

    def set(self, to: Destination, mode: BreakingMode, now: datetime) -> None:
        """A chat asks for it, or no more. What it was sent today still counts."""
        values = (to.chat_id, to.topic_id, mode, int(now.timestamp()))
        self._database.write(
            lambda t: t.run(
                "INSERT INTO breaking (chat_id, topic_id, mode, changed_at, sent) VALUES (?, ?, ?, ?, '[]') "
                "ON CONFLICT (chat_id, topic_id) DO UPDATE SET mode = excluded.mode, changed_at = excluded.changed_at",
                *values,
            )
        )

    def restore(self, to: Destination, now: datetime) -> None:
        """A chat has come back: it is sent breaking news as before."""
        statement = (
            f"UPDATE breaking SET mode = substr(mode, {len(_GONE) + 1}), changed_at = ? {_OF_CHAT} AND mode LIKE ?"
        )
        self._database.write(lambda t: t.run(statement, int(now.timestamp()), to.chat_id, to.topic_id, f"{_GONE}%"))

    def count(self) -> int:
        """How many chats ask for it."""
        return int(self._database.read(lambda t: t.rows(f"SELECT count(*) FROM breaking WHERE {_WANTED}"))[0][0])

    def count_open(self, limits: BreakingLimits, now: datetime) -> int:
        """How many may be sent some now."""
        rows = self._database.read(lambda t: t.rows(f"SELECT {_COLUMNS} FROM {_TABLES} WHERE {_WANTED}"))
        return sum(_wish(row).is_open(limits, now) for row in rows)


def some_wishes(transaction: Transaction, after: int, last: int, count: int) -> list[Wish]:
    """The wishes with numbers after one and up to another, at most so many, in order."""
    statement = (
        f"SELECT {_COLUMNS} FROM {_TABLES} WHERE {_WANTED} AND breaking.number > ? AND breaking.number <= ? "
        "ORDER BY breaking.number LIMIT ?"
    )
    return [_wish(row) for row in transaction.rows(statement, after, last, count)]


def note_sent(transaction: Transaction, wishes: list[Wish], now: datetime) -> None:
    """These chats are sent breaking news now."""
    since = (now - _REMEMBERED).timestamp()
    rows = [
        (json.dumps([*(moment for moment in wish.sent if moment > since), int(now.timestamp())]), wish.number)
        for wish in wishes
    ]
    transaction.run_many("UPDATE breaking SET sent = ? WHERE number = ?", rows)


def withdraw(transaction: Transaction, to: Destination, now: datetime) -> None:
    """A chat cannot be reached any more; `BreakingWishes.restore` takes that back."""
    statement = f"UPDATE breaking SET mode = '{_GONE}' || mode, changed_at = ? {_OF_CHAT} AND {_WANTED}"
    transaction.run(statement, int(now.timestamp()), to.chat_id, to.topic_id)


def _wish(row: Row) -> Wish:
    """A wish; what cannot be read of it keeps nothing from the others."""
    number, chat_id, topic_id, mode, sent, chosen = row
    try:
        moments = [int(moment) for moment in orjson.loads(sent)]
    except (ValueError, TypeError):
        moments = []
    try:
        zone = from_json(chosen).zone if chosen else None
    except (ValueError, TypeError):
        zone = None
    return Wish(number, Destination(chat_id, topic_id), mode, moments, zone)
