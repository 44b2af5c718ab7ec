"""What each chat has been shown of each story, so that it can be told what is new since; kept on disk."""

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import RLock

from tinydb import TinyDB
from tinydb.table import Document, Table

from briefings.briefing import Briefing
from briefings.errors import ArchiveError
from briefings.storage import AtomicJSONStorage

log = logging.getLogger(__name__)

_FILES = 16  # so that a busy reader does not rewrite every other's record
_STORIES = 100  # of a chat, the last shown


class Seen:
    """For each chat, its last stories and of each the newest article it was shown. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
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
                after[briefing.id] = briefing.upto
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
            database = TinyDB(file, storage=AtomicJSONStorage)
            try:
                database.storage.read()
            except ArchiveError as error:
                if error.key != "file-damaged":
                    raise
                log.warning("%s was damaged and is begun anew; readers are told a few stories in full again", file)
                file.replace(file.with_name(f"{file.name}.damaged"))
            self._open[number] = database
        return self._open[number].table("seen")
