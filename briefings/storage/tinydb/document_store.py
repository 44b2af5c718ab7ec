"""Documents in partitions, with the lookup index over them; changes of several documents are atomic (write-ahead)."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
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
        self,
        folder: Path,
        partition_size: int,
        in_memory: int,
        lookup_index: Path | None,
        quarantine: Quarantine,
        cold_storage: Path,
    ) -> None:
        """As `Archive`."""
        self._lock = RLock()
        self._subscribers: list[str] = []
        self._lookup_index = LookupIndex(lookup_index)
        self._partitions = Partitions(
            folder, partition_size, in_memory, quarantine, cold_storage, self._drop_from_index
        )
        self._unindexed: set[Partition] = set()  # a write to them failed, perhaps after it was made
        self._journal = Journal(folder / JOURNAL)
        self._journal_left = True  # perhaps, by a crash
        self._is_closed = False
        self.settle()
        self._fill_index(self._lookup_index)

    def locked(self) -> AbstractContextManager[bool]:
        """A lock under which no other thread reads or changes documents."""
        return self._lock

    def close(self) -> None:
        """Close all files."""
        with self._lock:
            self._is_closed = True
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
            if self._is_closed:
                raise
            log.exception("The lookup index cannot be read")
            self._replace_index(index)
            return question(self._lookup_index)

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Under the lock, with no change left half made. Raises ArchiveError."""
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the archive is closed")
            self.settle()
            yield

    def add(self, day: date, document: Json) -> ArticleId:
        """Store a new document of that day, under an id that was never used."""
        with self.writing():
            try:
                id = self._partitions.add(day, document)
            except ArchiveError:
                self._unindexed.update(partition for partition in self.partitions() if partition.day == day)
                raise
            self._index_documents(self._partitions.of(id), {id: document})
            return id

    def replace(self, before: Documents, after: Documents) -> None:
        """Replace documents: all, or none if the disk refuses one."""
        with self.writing():
            if len(after) <= 1:
                self._write_documents(after)
                return
            self._journal.begin(before, after)
            self._journal_left = True
            try:
                self._write_documents(after)
            except ArchiveError:
                with suppress(ArchiveError):  # else before the next change, or at the next start
                    self.settle()
                raise
            self._end_journal()

    def restore(self, documents: Documents) -> None:
        """Store documents under ids that are free."""
        with self.writing():
            for partition in self._partitions.restore(documents):
                ids = [id for id in documents if self._partitions.of(id) == partition]
                self._index_documents(partition, {id: documents[id] for id in ids})

    def retire(self, partition: Partition) -> list[ArticleId]:
        """Move a partition to cold storage; returns the ids of its documents."""
        with self.writing():
            return self._partitions.retire(partition)

    def _write_documents(self, documents: Documents) -> None:
        for id, document in documents.items():
            partition = self._partitions.of(id)
            try:
                self._partitions.replace(id, document)
            except ArchiveError:
                self._unindexed.add(partition)
                raise
            self._index_documents(partition, {id: document})

    def _end_journal(self) -> None:
        try:
            self._journal.end()
            self._journal_left = False
        except ArchiveError:
            log.exception("The journal could not be removed; it is tried again before the next change")

    def settle(self) -> None:
        """Take back a change that a crash or the disk interrupted, unless one of its documents was changed since.

        Raises ArchiveError if the disk still refuses.
        """
        if self._journal_left:
            with self._lock:
                self._roll_back(*self._journal.unfinished())
                self._journal.end()
                self._journal_left = False

    def _roll_back(self, before: Documents, after: Documents) -> None:
        current = {id: dict(self._partitions.get(id) or {}) for id in after}
        made = [id for id in after if current[id] == after[id]]
        if len(made) < len(after) and all(current[id] in (before[id], after[id]) for id in after):
            self._write_documents({id: before[id] for id in made})

    # The lookup index

    def change_index(self, change: Callable[[LookupIndex], None]) -> None:
        """Change the queues in the lookup index."""
        with self._lock:
            self.ask(change)

    def subscribe(self, subscriber: str) -> bool:
        """Queue changes for a subscriber from now on; whether it is new: then every article is queued."""
        with self._lock:
            self._subscribers.append(subscriber)
            return self.ask(lambda index: index.subscribe(subscriber))

    def tidy(self) -> None:
        """Checkpoint the lookup index; other threads may use the store meanwhile."""
        self._lookup_index.tidy()

    def _fill_index(self, index: LookupIndex) -> None:
        """Index the partitions that the index does not know as they are."""
        indexed = index.partitions()
        partitions = {partition.name: partition for partition in self._partitions.all()}
        for name, partition in partitions.items():
            checksum = self._partitions.checksum(partition)
            if checksum and indexed.get(name) != checksum:
                index.replace_partition(name, checksum, self._partitions.documents(partition))
        for name in indexed.keys() - partitions.keys():
            index.drop_partition(name)

    def _drop_from_index(self, partition: Partition) -> None:
        try:
            self._lookup_index.drop_partition(partition.name)
        except sqlite3.Error:  # whoever asks it next will replace it, without this partition
            log.exception("The lookup index cannot be written")

    def _index_documents(self, partition: Partition, documents: Documents) -> None:
        """Index new or changed documents of a partition."""
        index = self._lookup_index
        try:
            checksum = self._partitions.checksum(partition)
            if partition in self._unindexed:
                index.replace_partition(partition.name, checksum, self._partitions.documents(partition))
                self._unindexed.discard(partition)
            else:
                index.put(partition.name, checksum, documents.items())
        except ArchiveError:  # the documents are on disk, and indexed with the next ones
            log.exception("What was stored in %s cannot be read to index it", partition.name)
            self._unindexed.add(partition)
        except sqlite3.Error:  # the documents are on disk: go on with an index in memory
            log.exception("The lookup index cannot be written")
            self._replace_index(index)

    def _replace_index(self, failed: LookupIndex) -> None:
        """Go on with an index in memory, once it is filled; the next start uses the file again."""
        with self._lock:
            if self._lookup_index is not failed:
                return  # another thread has replaced it
            log.warning("The lookup index is kept in memory from now on")
            index = LookupIndex(None)
            for subscriber in self._subscribers:  # first, so that they hear of what was deleted too
                index.subscribe(subscriber)
            self._fill_index(index)
            self._lookup_index = index
