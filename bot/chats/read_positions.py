"""Read positions: the newest article of each story that a chat was shown; later it is shown what is new since."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from threading import RLock
from typing import Any

from briefings.model.article_id import ArticleId
from briefings.model.briefing import Briefing
from briefings.model.clock import Clock
from briefings.storage.protocols import RecordTable

_MAX_STORIES = 100  # for each chat, those shown last
_MAX_RECORD_AGE = timedelta(days=60)  # since a chat was shown something


class ReadPositions:
    """For each chat, its last stories and the newest article of each that it was shown. Thread-safe.

    The record of a chat that was shown nothing for sixty days is deleted.
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
            return dict(record["stories"]) if record else {}

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
        self._table.remove(*(chat_id for chat_id, record in self._table.items() if _last_day(record) < first_day))


def _last_day(record: Mapping[str, Any]) -> date:
    """The day on which the chat was shown something; in records of earlier versions, that of the newest article."""
    if day := record.get("day"):
        return date.fromisoformat(day)
    ids = filter(None, map(ArticleId.parse, record["stories"].values()))
    return max((id.day for id in ids), default=date.min)
