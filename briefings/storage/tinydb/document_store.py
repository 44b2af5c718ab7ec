"""Documents in partitions, kept level with the secondary index; changes of several documents are made whole or not."""

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
from briefings.storage.quarantine import Quarantine, only_damaged
from briefings.storage.tinydb.documents import Json
from briefings.storage.tinydb.journal import Documents, Journal
from briefings.storage.tinydb.lookup_index import LookupIndex
from briefings.storage.tinydb.partitions import Partition, Partitions

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")


class DocumentStore:
    """What is kept of each article, by id. Safe to use from several threads.

    Every method raises ArchiveError if the disk refuses. A damaged file is set aside when it is come upon; its
    documents are no longer there.
    """

    def __init__(
        self, folder: Path, partition_size: int, in_memory: int, lookup_index: Path | None, quarantine: Quarantine
    ) -> None:
        """As `Archive`."""
        self._lock = RLock()
        self._subscribers: list[str] = []
        self._lookup_index = LookupIndex(lookup_index)
        self._partitions = Partitions(folder, partition_size, in_memory, quarantine, self._forget_partition)
        self._journal = Journal(folder / "journal.json")
        self._finish_broken_off_change()
        self._index_partitions()

    def locked(self) -> AbstractContextManager[bool]:
        """While it lasts, nobody else reads or changes documents."""
        return self._lock

    def close(self) -> None:
        """Close all files."""
        with self._lock:
            self._partitions.close()
            self._lookup_index.close()

    # Reading

    def get(self, id: ArticleId) -> Json | None:
        """The document; None if that id was never given, or its file turns out to be damaged."""
        try:
            with self._lock:
                return self._partitions.get(id)
        except ArchiveError as error:
            only_damaged(error)
            return None

    def newest_first(self, before: ArticleId | None = None) -> Iterator[tuple[ArticleId, Json]]:
        """All documents, or those older than `before`; each file is opened when its turn comes. To be read `locked`."""
        return self._partitions.newest_first(before)

    def partitions(self) -> list[Partition]:
        """The files of documents, oldest first."""
        return self._partitions.all()

    def documents(self, partition: Partition) -> list[tuple[ArticleId, Json]]:
        """The documents of a partition, oldest first; none of a damaged one."""
        with self._lock:
            return self._partitions.documents(partition)

    def ask(self, question: Callable[[LookupIndex], Answer]) -> Answer:
        """What the secondary index answers; never waits for a write.

        An index that fails is replaced by one in memory, made from the partitions.
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
        """Keep a new document of that day; its id was never given before."""
        with self._lock:
            id = self._partitions.add(day, document)
            self._index(self._partitions.of(id), {id: document})
            return id

    def replace(self, before: Documents, after: Documents) -> None:
        """Put documents in the places of others: all, or none if the disk refuses one."""
        with self._lock:
            if len(after) <= 1:
                self._put(after)
                return
            self._journal.begin(before, after)
            try:
                self._put(after)
            except ArchiveError:
                self._take_back({id: before[id] for id in after if self._partitions.get(id) == after[id]})
                raise
            self._end_change()

    def restore(self, documents: Documents) -> None:
        """Keep documents under ids that nothing is kept under."""
        with self._lock:
            for partition in self._partitions.restore(documents):
                ids = [id for id in documents if self._partitions.of(id) == partition]
                self._index(partition, {id: documents[id] for id in ids})

    def retire(self, partition: Partition, attic: Path) -> list[ArticleId]:
        """Move a partition to cold storage; the ids of its documents."""
        with self._lock:
            return self._partitions.retire(partition, attic)

    def _put(self, documents: Documents) -> None:
        for id, document in documents.items():
            self._partitions.replace(id, document)
            self._index(self._partitions.of(id), {id: document})

    def _take_back(self, changed: Documents) -> None:
        """Undo a change that the disk refused in the middle; if that fails too, the next start finishes the change."""
        try:
            self._put(changed)
            self._end_change()
        except ArchiveError:
            log.exception("A change of several articles was broken off by the disk; the next start will finish it")

    def _end_change(self) -> None:
        try:
            self._journal.end()
        except ArchiveError:
            log.exception("The journal could not be removed; the next start will find its change made")

    def _finish_broken_off_change(self) -> None:
        """Finish the change that a crash broke off, unless one of its documents was changed again since."""
        before, after = self._journal.unfinished()
        current = {id: dict(self.get(id) or {}) for id in after}
        if all(current[id] in (before[id], after[id]) for id in after):
            for id, document in after.items():
                if current[id] != document:
                    self._partitions.replace(id, document)
        if after:
            self._end_change()

    # The secondary index

    def change_index(self, change: Callable[[LookupIndex], None]) -> None:
        """Change the queues of the secondary index."""
        with self._lock:
            self.ask(change)

    def subscribe(self, subscriber: str) -> None:
        """Queue changes for a subscriber from now on; one that is new is told of every article."""
        with self._lock:
            self._subscribers.append(subscriber)
            self.ask(lambda index: index.subscribe(subscriber))

    def tidy(self) -> None:
        """What can be done at leisure; others may work meanwhile."""
        self._lookup_index.tidy()

    def _index_partitions(self) -> None:
        """Bring the index level with the files."""
        indexed = self._lookup_index.partitions()
        partitions = {partition.name: partition for partition in self._partitions.all()}
        for name, partition in partitions.items():
            checksum = self._partitions.checksum(partition)
            if checksum and indexed.get(name) != checksum:
                self._lookup_index.replace_partition(name, checksum, self._partitions.documents(partition))
        for name in indexed.keys() - partitions.keys():
            self._lookup_index.drop_partition(name)

    def _forget_partition(self, partition: Partition) -> None:
        self.ask(lambda index: index.drop_partition(partition.name))

    def _index(self, partition: Partition, documents: Documents) -> None:
        """These documents of a partition are new."""
        index = self._lookup_index
        try:
            index.put(partition.name, self._partitions.checksum(partition), documents.items())
        except sqlite3.Error:  # what was stored is stored: go on without the file of the cache
            log.exception("The lookup index cannot be written")
            self._replace_index(index)

    def _replace_index(self, failed: LookupIndex) -> None:
        """Go on with an index in memory; the next start tries the file again."""
        with self._lock:
            if self._lookup_index is not failed:
                return  # another thread was here first
            log.warning("The lookup index is kept in memory from now on")
            self._lookup_index = LookupIndex(None)
            self._index_partitions()
            for subscriber in self._subscribers:
                self._lookup_index.subscribe(subscriber)
