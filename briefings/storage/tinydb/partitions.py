"""The partitions, which are the files that articles are stored in; an article's id tells its partition.

`261123-31` is document 31 of `2026-11-23_0026-0050.json`. So to read one article opens one file, and to add one
rewrites one file of a few articles, however many are stored.
"""

import re
from bisect import bisect_right, insort
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from datetime import date
from math import inf
from pathlib import Path
from typing import Any, NamedTuple, Self

from tinydb import TinyDB
from tinydb.table import Document, Table

from briefings.errors import ArchiveError
from briefings.model.article_id import ArticleId
from briefings.storage.atomic_files import ASIDE, disk_refusals, make_folder
from briefings.storage.compression import COMPRESSED_ENDING, compress_into
from briefings.storage.json_file import AtomicJSONStorage, read_header
from briefings.storage.quarantine import Quarantine, raise_unless_damaged
from briefings.storage.tinydb.documents import Json

_FILE_NAME = re.compile(r"(\d{4}-\d\d-\d\d)_(\d+)-(\d+)\.json")


class Partition(NamedTuple):
    """The file for the articles `first` to `last` of a day; sorts by age."""

    day: date
    first: int
    last: int

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.day}_{self.first:04}-{self.last:04}.json"

    @classmethod
    def parse(cls, name: str) -> Self | None:
        """The partition with that file name; None if it is not the name of one."""
        parts = _FILE_NAME.fullmatch(name)
        return cls(date.fromisoformat(parts[1]), int(parts[2]), int(parts[3])) if parts else None

    @classmethod
    def parse_quarantined(cls, name: str) -> Self | None:
        """The partition that a file in quarantine was, whose name may be numbered; None if it was none."""
        return cls.parse(Quarantine.name_before(name))

    def holds(self, id: ArticleId) -> bool:
        """Whether a document with that id belongs in this partition."""
        return id.day == self.day and self.first <= id.number <= self.last


class Partitions:
    """A folder of partitions, the last used of them in memory.

    A damaged partition is moved to quarantine when it is first read, and the others are not affected; no id that it may
    have used is used again.
    """

    def __init__(
        self,
        folder: Path,
        size: int,
        in_memory: int,
        quarantine: Quarantine,
        cold_storage: Path,
        on_lost: Callable[["Partition"], None],
    ) -> None:
        """`size`: articles in a new file; `in_memory`: files kept in memory; `on_lost`: called with each that leaves.

        Raises ArchiveError.
        """
        self._folder = folder
        self._size = size
        self._in_memory = in_memory
        self._open_databases: OrderedDict[Partition, TinyDB] = OrderedDict()
        self._quarantine = quarantine
        self._on_lost = on_lost
        make_folder(folder)
        with disk_refusals(folder):
            for unfinished in folder.glob(f"*{ASIDE}"):  # left by a crash, never acknowledged
                unfinished.unlink()
            self._partitions = sorted(filter(None, (Partition.parse(file.name) for file in folder.iterdir())))
            retired = [file.name.removesuffix(COMPRESSED_ENDING) for file in cold_storage.glob(f"*{COMPRESSED_ENDING}")]
        self._cold_storage = cold_storage
        self._last_gone: dict[date, int] = {}  # the last number of partitions that were retired or damaged
        for gone in filter(None, map(Partition.parse_quarantined, [*quarantine.names(), *retired])):
            self._note_gone(gone)

    def all(self) -> list[Partition]:
        """The partitions, oldest first."""
        return list(self._partitions)

    def of(self, id: ArticleId) -> Partition:
        """The partition that a document is in."""
        partition = self._last_before(id.day, id.number)
        assert partition
        return partition

    def checksum(self, partition: Partition) -> str:
        """The checksum of a partition; empty if it is damaged. Raises ArchiveError if it is of a newer format."""
        try:
            return read_header(self._folder / partition.name).checksum
        except ArchiveError as error:
            self._quarantine_damaged(partition, error)
            return ""

    def documents(self, partition: Partition) -> list[tuple[ArticleId, Json]]:
        """The documents of a partition, oldest first; none of a damaged one."""
        try:
            return [(ArticleId(partition.day, document.doc_id), document) for document in self._open_table(partition)]
        except ArchiveError as error:
            raise_unless_damaged(error)
            return []

    def newest_first(self, before: ArticleId | None = None) -> Iterator[tuple[ArticleId, Json]]:
        """All documents, or those older than `before`; files are opened lazily."""
        end = bisect_right(self._partitions, (before.day, before.number, inf)) if before else len(self._partitions)
        for partition in reversed(self._partitions[:end]):
            for id, document in reversed(self.documents(partition)):
                if before is None or id < before:
                    yield id, document

    def get(self, id: ArticleId) -> Json | None:
        """The document; None if there is none with that id."""
        partition = self._last_before(id.day, id.number)
        if partition is None:
            return None
        document = self._open_table(partition).get(doc_id=id.number)
        assert document is None or isinstance(document, Document)
        return document

    def add(self, day: date, document: Json) -> ArticleId:
        """Store a new document of that day, under an id that was never used."""
        partition, number = self._next_free_number(day)
        is_new = partition != self._last_before(day, number)
        if is_new:
            insort(self._partitions, partition)
        try:
            self._open_table(partition).insert(Document(document, doc_id=number))
        except ArchiveError:
            if is_new and not (self._folder / partition.name).exists():
                self._forget(partition)
            raise
        return ArticleId(day, number)

    def retire(self, partition: Partition) -> list[ArticleId]:
        """Move a partition to cold storage; returns the ids of its articles."""
        ids = [id for id, _ in self.documents(partition)]
        if partition in self._partitions:  # not damaged
            compress_into(self._folder / partition.name, self._cold_storage)
            self._forget(partition)
            self._note_gone(partition)
            self._on_lost(partition)
        return ids

    def _note_gone(self, partition: Partition) -> None:
        """See to it that no number of the partition is given again."""
        self._last_gone[partition.day] = max(partition.last, self._last_gone.get(partition.day, 0))

    def _forget(self, partition: Partition) -> None:
        self._partitions.remove(partition)
        if database := self._open_databases.pop(partition, None):
            database.close()

    def restore(self, documents: Mapping[ArticleId, Json]) -> Iterator[Partition]:
        """Store documents under ids that are free; yields each partition once it has its documents."""
        by_partition: dict[Partition, list[Document]] = {}
        for id, document in sorted(documents.items()):
            partition = self._partition_with_room_for(id)
            by_partition.setdefault(partition, []).append(Document(document, doc_id=id.number))
        for partition, members in by_partition.items():
            self._open_table(partition).insert_multiple(members)
            yield partition

    def _partition_with_room_for(self, id: ArticleId) -> Partition:
        before = self._last_before(id.day, id.number)
        if before and id.number <= before.last:
            return before
        after = self._partitions[bisect_right(self._partitions, (id.day, id.number, inf)) :][:1]
        last = id.number + self._size - 1
        if after and after[0].day == id.day:
            last = min(last, after[0].first - 1)
        partition = Partition(id.day, id.number, last)
        insort(self._partitions, partition)
        return partition

    def replace(self, id: ArticleId, document: Json) -> None:
        """Replace a document."""
        partition = self._last_before(id.day, id.number)
        assert partition

        def overwrite(stored: Mapping[str, Any]) -> None:  # TinyDB's own `update` would keep fields of the old one
            assert isinstance(stored, MutableMapping)
            stored.clear()
            stored.update(document)

        self._open_table(partition).update(overwrite, doc_ids=[id.number])

    def close(self) -> None:
        """Close all files."""
        for database in self._open_databases.values():
            database.close()
        self._open_databases.clear()

    def _last_before(self, day: date, number: float) -> Partition | None:
        """The last partition of the day that begins at or before that number."""
        index = bisect_right(self._partitions, (day, number, inf))
        return self._partitions[index - 1] if index and self._partitions[index - 1].day == day else None

    def _next_free_number(self, day: date) -> tuple[Partition, int]:
        last = self._last_before(day, inf)
        number = max(self._first_free_number(last) if last else 1, self._last_gone.get(day, 0) + 1)
        if last and number <= last.last:
            return last, number
        return Partition(day, number, number + self._size - 1), number

    def _first_free_number(self, partition: Partition) -> int:
        try:
            return max((document.doc_id for document in self._open_table(partition)), default=partition.first - 1) + 1
        except ArchiveError as error:
            raise_unless_damaged(error)
            return partition.last + 1

    def _quarantine_damaged(self, partition: Partition, error: ArchiveError) -> None:
        """Move a damaged partition to quarantine; any other error is raised again."""
        raise_unless_damaged(error)
        if partition in self._partitions:
            self._partitions.remove(partition)
            self._note_gone(partition)
            self._quarantine.take(self._folder / partition.name)
            self._on_lost(partition)

    def _open_table(self, partition: Partition) -> Table:
        database = self._open_databases.get(partition)
        if database is None:
            database = TinyDB(self._folder / partition.name, storage=AtomicJSONStorage)
            try:
                database.storage.read()
            except ArchiveError as error:
                self._quarantine_damaged(partition, error)
                raise
            self._open_databases[partition] = database
            while len(self._open_databases) > self._in_memory:
                self._open_databases.popitem(last=False)[1].close()
        else:
            self._open_databases.move_to_end(partition)
        return database.table("articles", cache_size=0)
