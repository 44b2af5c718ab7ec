"""What each chat has been shown of each story, so that it can be told what is new since; kept on disk."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import RLock

from tinydb import TinyDB
from tinydb.table import Document, Table

from briefings.model.briefing import Briefing
from briefings.storage.quarantine import Quarantine

_FILES = 16  # so that a busy reader does not rewrite every other's record
_STORIES = 100  # of a chat, the last shown


class ReadPositions:
    """For each chat, its last stories and of each the newest article it was shown. Safe to use from several threads."""

    def __init__(self, folder: Path, quarantine: Quarantine | None = None) -> None:
        self._folder = folder
        self._quarantine = quarantine or Quarantine(folder.parent / "quarantine")
        self._open: dict[int, TinyDB] = {}
        self._lock = RLock()

    def of(self, chat_id: int) -> Mapping[str, str]:
        """Story id → id of the newest article of it that the chat was shown."""
        with self._lock:
            document = self._table(chat_id).get(doc_id=chat_id)
            return dict(document["stories"]) if isinstance(document, Document) else {}

    def note(self, chat_id: int, shown: Iterable[Briefing]) -> None:
        """The chat was shown these."""
        with self._lock:
            before = dict(self.of(chat_id))
            after = dict(before)
            for briefing in shown:
                after.pop(briefing.id, None)
                after[briefing.id] = briefing.snapshot_id
            if after != before:
                stories = dict(list(after.items())[-_STORIES:])
                self._table(chat_id).upsert(Document({"stories": stories}, doc_id=chat_id))

    def close(self) -> None:
        """Close all files."""
        with self._lock:
            for database in self._open.values():
                database.close()
            self._open.clear()

    def _table(self, chat_id: int) -> Table:
        number = chat_id % _FILES
        if number not in self._open:
            file = self._folder / f"{number:02}.json"
            database = self._quarantine.database(file)
            self._open[number] = database
        return self._open[number].table("seen")
