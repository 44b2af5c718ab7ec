"""Documents in partitions, with the lookup index over them; changes of several documents are atomic (write-ahead)."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from threading import RLock
from typing import TypeVar

from briefings.errors import ArchiveError
from briefings.model.article_id import ArticleId
from briefings.storage.data_folder import JOURNAL
from briefings.storage.quarantine import Quarantine, raise_unless_damaged
from briefings.storage.tinydb.documents import Json
from briefings.storage.tinydb.journal import Documents, Journal
from briefings.storage.tinydb.lookup_index import LookupIndex
from briefings.storage.tinydb.partitions import Partition, Partitions

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")


class DocumentStore:
    """The document of each article, by id. Safe to use from several threads.

    Every method raises ArchiveError if the disk refuses. A damaged file is moved to quarantine when it is first read;
    its documents are missing from then on.
    """

    def __init__(
        self, folder: Path, partition_size: int, in_memory: int, lookup_index: Path | None, quarantine: Quarantine
    ) -> None:
        """As `Archive`."""
        self._lock = RLock()
        self._subscribers: list[str] = []
        self._lookup_index = LookupIndex(lookup_index)
        self._partitions = Partitions(folder, partition_size, in_memory, quarantine, self._drop_from_index)
        self._journal = Journal(folder / JOURNAL)
        self._recover_from_journal()
        self._index_partitions()

    def locked(self) -> AbstractContextManager[bool]:
        """A lock under which no other thread reads or changes documents."""
        return self._lock

    def close(self) -> None:
        """Close all files."""
        with self._lock:
            self._partitions.close()
            self._lookup_index.close()

    # Reading

    def get(self, id: ArticleId) -> Json | None:
        """The document; None if there is none with that id, or its file is damaged."""
        try:
            with self._lock:
                return self._partitions.get(id)
        except ArchiveError as error:
            raise_unless_damaged(error)
            return None

    def newest_first(self, before: ArticleId | None = None) -> Iterator[tuple[ArticleId, Json]]:
        """All documents, or those older than `before`; files are opened lazily. To be read under `locked`."""
        return self._partitions.newest_first(before)

    def partitions(self) -> list[Partition]:
        """The files of documents, oldest first."""
        return self._partitions.all()

    def documents(self, partition: Partition) -> list[tuple[ArticleId, Json]]:
        """The documents of a partition, oldest first; none of a damaged one."""
        with self._lock:
            return self._partitions.documents(partition)

    def ask(self, question: Callable[[LookupIndex], Answer]) -> Answer:
        """The answer of the lookup index to a question; never waits for a write.

        An index that fails is replaced by one in memory, built from the partitions.
        """
        index = self._lookup_index
        try:
            return question(index)
        except sqlite3.Error:
            log.exception("The lookup index cannot be read")
            self._replace_index(index)
            return question(self._lookup_index)

    # Writing

    def add(self, day: date, document: Json) -> ArticleId:
        """Store a new document of that day, under an id that was never used."""
        with self._lock:
            id = self._partitions.add(day, document)
            self._index_documents(self._partitions.of(id), {id: document})
            return id

    def replace(self, before: Documents, after: Documents) -> None:
        """Replace documents: all, or none if the disk refuses one."""
        with self._lock:
            if len(after) <= 1:
                self._write_documents(after)
                return
            self._journal.begin(before, after)
            try:
                self._write_documents(after)
            except ArchiveError:
                self._roll_back({id: before[id] for id in after if self._partitions.get(id) == after[id]})
                raise
            self._end_journal()

    def restore(self, documents: Documents) -> None:
        """Store documents under ids that are free."""
        with self._lock:
            for partition in self._partitions.restore(documents):
                ids = [id for id in documents if self._partitions.of(id) == partition]
                self._index_documents(partition, {id: documents[id] for id in ids})

    def retire(self, partition: Partition, cold_storage: Path) -> list[ArticleId]:
        """Move a partition to cold storage; returns the ids of its documents."""
        with self._lock:
            return self._partitions.retire(partition, cold_storage)

    def _write_documents(self, documents: Documents) -> None:
        for id, document in documents.items():
            self._partitions.replace(id, document)
            self._index_documents(self._partitions.of(id), {id: document})

    def _roll_back(self, changed: Documents) -> None:
        """Undo a change of which the disk refused a part; if that fails too, the next start completes the change."""
        try:
            self._write_documents(changed)
            self._end_journal()
        except ArchiveError:
            log.exception("A change of several articles was broken off by the disk; the next start will finish it")

    def _end_journal(self) -> None:
        try:
            self._journal.end()
        except ArchiveError:
            log.exception("The journal could not be removed; the next start will find its change made")

    def _recover_from_journal(self) -> None:
        """Complete a change that a crash interrupted, unless one of its documents was changed again since."""
        before, after = self._journal.unfinished()
        current = {id: dict(self.get(id) or {}) for id in after}
        if all(current[id] in (before[id], after[id]) for id in after):
            for id, document in after.items():
                if current[id] != document:
                    self._partitions.replace(id, document)
        if after:
            self._end_journal()

    # The lookup index

    def change_index(self, change: Callable[[LookupIndex], None]) -> None:
        """Change the queues in the lookup index."""
        with self._lock:
            self.ask(change)

    def subscribe(self, subscriber: str) -> None:
        """Queue changes for a subscriber from now on; for a new one, every article is queued."""
        with self._lock:
            self._subscribers.append(subscriber)
            self.ask(lambda index: index.subscribe(subscriber))

    def tidy(self) -> None:
        """Checkpoint the lookup index; other threads may use the store meanwhile."""
        self._lookup_index.tidy()

    def _index_partitions(self) -> None:
        """Index the partitions that changed while the index was closed."""
        indexed = self._lookup_index.partitions()
        partitions = {partition.name: partition for partition in self._partitions.all()}
        for name, partition in partitions.items():
            checksum = self._partitions.checksum(partition)
            if checksum and indexed.get(name) != checksum:
                self._lookup_index.replace_partition(name, checksum, self._partitions.documents(partition))
        for name in indexed.keys() - partitions.keys():
            self._lookup_index.drop_partition(name)

    def _drop_from_index(self, partition: Partition) -> None:
        self.ask(lambda index: index.drop_partition(partition.name))

    def _index_documents(self, partition: Partition, documents: Documents) -> None:
        """Index new or changed documents of a partition."""
        index = self._lookup_index
        try:
            index.put(partition.name, self._partitions.checksum(partition), documents.items())
        except sqlite3.Error:  # the documents are on disk: go on with an index in memory
            log.exception("The lookup index cannot be written")
            self._replace_index(index)

    def _replace_index(self, failed: LookupIndex) -> None:
        """Go on with an index in memory; the next start uses the file again."""
        with self._lock:
            if self._lookup_index is not failed:
                return  # another thread has replaced it
            log.warning("The lookup index is kept in memory from now on")
            self._lookup_index = LookupIndex(None)
            self._index_partitions()
            for subscriber in self._subscribers:
                self._lookup_index.subscribe(subscriber)
