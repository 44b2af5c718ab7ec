"""Read positions: the newest article of each story that a chat was shown; later it is shown what is new since.

Chats that were shown the same share one record of it, so that after a digest to all of them only its number is written
for each.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from threading import Lock

import orjson

from bot.database.numbered import numbered
from bot.database.protocols import Database, Transaction
from briefings.model.briefing import Briefing
from briefings.model.clock import Clock

Positions = Mapping[str, str]
"""Story id → id of the newest article of it that was shown."""

_MAX_STORIES = 100  # for each chat, those shown last
_MAX_RECORD_AGE = timedelta(days=60)  # since a chat was shown something


class ReadPositions:
    """For each chat, its last stories and the newest article of each that it was shown. Thread-safe.

    The record of a chat that was shown nothing for sixty days is deleted.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._last_pruned: date | None = None
        self._lock = Lock()

    def of(self, chat_id: int) -> Positions:
        """What the chat was shown."""
        return self._database.read(lambda transaction: load(transaction, chat_id))

    def note(self, chat_id: int, shown: Positions) -> None:
        """Record that the chat was shown these stories as well."""
        today = self._clock().date()
        self._database.write(lambda transaction: note(transaction, chat_id, shown, today))
        with self._lock:
            is_first_of_day, self._last_pruned = self._last_pruned != today, today
        if is_first_of_day:
            self._database.write(lambda transaction: _prune(transaction, today - _MAX_RECORD_AGE))


def positions_of(shown: Iterable[Briefing]) -> Positions:
    """The positions of a chat that was shown these briefings and nothing else."""
    return {briefing.id: briefing.snapshot_id for briefing in shown}


def load(transaction: Transaction, chat_id: int) -> Positions:
    """What the chat was shown."""
    rows = transaction.rows(
        "SELECT stories FROM read_positions JOIN shown ON shown = number WHERE chat_id = ?", chat_id
    )
    return _parse(rows[0][0]) if rows else {}


def load_numbered(transaction: Transaction, number: int | None) -> Positions:
    """What chats with that record were shown; None for those that have none."""
    rows = transaction.rows("SELECT stories FROM shown WHERE number = ?", number) if number is not None else []
    return _parse(rows[0][0]) if rows else {}


def note(transaction: Transaction, chat_id: int, shown: Positions, today: date) -> None:
    """Record that the chat was shown these stories as well."""
    before = load(transaction, chat_id)
    after = {id: position for id, position in before.items() if id not in shown} | dict(shown)
    if list(after.items()) == list(before.items()):
        return
    stories = json.dumps(dict(list(after.items())[-_MAX_STORIES:]))
    number = numbered(transaction, "shown", {"stories": stories})
    transaction.run(
        "INSERT INTO read_positions (chat_id, shown, day) VALUES (?, ?, ?) "
        "ON CONFLICT (chat_id) DO UPDATE SET shown = excluded.shown, day = excluded.day",
        chat_id,
        number,
        today.isoformat(),
    )


@lru_cache(maxsize=100)
def _parse(stories: str) -> Positions:
    return dict(orjson.loads(stories))


def _prune(transaction: Transaction, first_day: date) -> None:
    transaction.run("DELETE FROM read_positions WHERE day < ?", first_day.isoformat())
    transaction.run("DELETE FROM shown WHERE number NOT IN (SELECT shown FROM read_positions)")
