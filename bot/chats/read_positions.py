"""Read positions: the newest article of each story that a chat was shown; later it is shown what is new since."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from threading import RLock
from typing import Any

from bot.chats.readable_records import readable
from briefings.model.briefing import Briefing
from briefings.model.clock import Clock
from briefings.storage.protocols import RecordTable
from briefings.storage.records.chats import PositionsRecord, read_positions

_MAX_STORIES = 100  # for each chat, those shown last
_MAX_RECORD_AGE = timedelta(days=60)  # since a chat was shown something
_NOTHING = PositionsRecord({}, date.min)


class ReadPositions:
    """For each chat, its last stories and the newest article of each that it was shown. Thread-safe.

    The record of a chat that was shown nothing for sixty days is deleted. A chat whose record is bad has been shown
    nothing; what it is shown next is its record then.
    """

    def __init__(self, table: RecordTable, clock: Clock) -> None:
        self._table = table
        self._clock = clock
        self._last_pruned: date | None = None
        self._lock = RLock()

    def of(self, chat_id: int) -> Mapping[str, str]:
        """Story id → id of the newest article of it that the chat was shown."""
        with self._lock:
            record = self._table.get(chat_id)
            return _readable({} if record is None else {chat_id: record}).get(chat_id, _NOTHING).stories

    def note(self, chat_id: int, shown: Iterable[Briefing]) -> None:
        """Record that the chat was shown these briefings."""
        with self._lock:
            before = dict(self.of(chat_id))
            after = dict(before)
            for briefing in shown:
                after.pop(briefing.id, None)
                after[briefing.id] = briefing.snapshot_id
            if after != before:
                stories = dict(list(after.items())[-_MAX_STORIES:])
                self._table.put(chat_id, {"stories": stories, "day": self._clock().date().isoformat()})
            self._prune_once_a_day()

    def close(self) -> None:
        """Close all files."""
        with self._lock:
            self._table.close()

    def _prune_once_a_day(self) -> None:
        today = self._clock().date()
        if self._last_pruned == today:
            return
        self._last_pruned = today
        first_day = today - _MAX_RECORD_AGE
        records = _readable(dict(self._table.items()))
        self._table.remove(*(chat_id for chat_id, record in records.items() if record.day < first_day))


def _readable(records: Mapping[int, Mapping[str, Any]]) -> dict[int, PositionsRecord]:
    return readable(records.items(), read_positions, "What was shown to chat")
