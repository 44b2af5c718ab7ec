"""The files that articles are in, and which of them are in memory; an article's id tells its file.

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
from briefings.storage.compression import put_away
from briefings.storage.json_file import AtomicJSONStorage, read_header
from briefings.storage.quarantine import Quarantine, only_damaged
from briefings.storage.tinydb.documents import Json

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)_(\d+)-(\d+)\.json")


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
        """The partition that a file is; None if it is none."""
        parts = _NAME.fullmatch(name)
        return cls(date.fromisoformat(parts[1]), int(parts[2]), int(parts[3])) if parts else None

    @classmethod
    def set_aside(cls, name: str) -> Self | None:
        """The partition that a file was before it was set aside, perhaps numbered; None if it was none."""
        return cls.parse(Quarantine.name_before(name))

    def holds(self, id: ArticleId) -> bool:
        """Whether that id is one of this file."""
        return id.day == self.day and self.first <= id.number <= self.last


class Partitions:
    """A folder of partitions, the last used of them in memory.

    A damaged partition is set aside when it is first looked at, and the others are not affected; no id that it may
    have given is given again.
    """

    def __init__(
        self, folder: Path, size: int, in_memory: int, quarantine: Quarantine, lost: Callable[["Partition"], None]
    ) -> None:
        """`size`: articles in a new file; `in_memory`: files kept in memory; `lost` hears of one that is set aside.

        Raises ArchiveError.
        """
        self._folder = folder
        self._size = size
        self._in_memory = in_memory
        self._open: OrderedDict[Partition, TinyDB] = OrderedDict()
        self._quarantine = quarantine
        self._lost = lost
        make_folder(folder)
        with disk_refusals(folder):
            for unfinished in folder.glob(f"*{ASIDE}"):  # left by a crash, never acknowledged
                unfinished.unlink()
            self._all = sorted(filter(None, (Partition.parse(file.name) for file in folder.iterdir())))
        self._set_aside = list(filter(None, map(Partition.set_aside, quarantine.names())))

    def all(self) -> list[Partition]:
        """The partitions, oldest first."""
        return list(self._all)

    def of(self, id: ArticleId) -> Partition:
        """The partition that a document is in."""
        partition = self._last_before(id.day, id.number)
        assert partition
        return partition

    def checksum(self, partition: Partition) -> str:
        """What tells whether a partition has changed. Raises ArchiveError if it is of a newer format."""
        try:
            return read_header(self._folder / partition.name).checksum
        except ArchiveError as error:
            self._take_away(partition, error)
            return ""

    def documents(self, partition: Partition) -> list[tuple[ArticleId, Json]]:
        """The documents of a partition, oldest first; none of a damaged one."""
        try:
            return [(ArticleId(partition.day, document.doc_id), document) for document in self._table(partition)]
        except ArchiveError as error:
            only_damaged(error)
            return []

    def newest_first(self, before: ArticleId | None = None) -> Iterator[tuple[ArticleId, Json]]:
        """All documents, or those older than `before`; each file is opened when its turn comes."""
        upto = bisect_right(self._all, (before.day, before.number, inf)) if before else len(self._all)
        for partition in reversed(self._all[:upto]):
            for id, document in reversed(self.documents(partition)):
                if before is None or id < before:
                    yield id, document

    def get(self, id: ArticleId) -> Json | None:
        """The document; None if that id was never given."""
        partition = self._last_before(id.day, id.number)
        if partition is None:
            return None
        document = self._table(partition).get(doc_id=id.number)
        assert document is None or isinstance(document, Document)
        return document

    def add(self, day: date, document: Json) -> ArticleId:
        """Keep a new document of that day; its id was never given before."""
        partition, number = self._next(day)
        if partition not in self._all:
            insort(self._all, partition)
        self._table(partition).insert(Document(document, doc_id=number))
        return ArticleId(day, number)

    def retire(self, partition: Partition, attic: Path) -> list[ArticleId]:
        """Put a partition away; returns the ids of its articles."""
        ids = [id for id, _ in self.documents(partition)]
        if partition in self._all:  # not damaged
            put_away(self._folder / partition.name, attic)
            self._all.remove(partition)
            if database := self._open.pop(partition, None):
                database.close()
            self._lost(partition)
        return ids

    def restore(self, documents: Mapping[ArticleId, Json]) -> Iterator[Partition]:
        """Keep documents under ids that nothing is kept under; each partition as it has them."""
        by_partition: dict[Partition, list[Document]] = {}
        for id, document in sorted(documents.items()):
            partition = self._with_room_for(id)
            by_partition.setdefault(partition, []).append(Document(document, doc_id=id.number))
        for partition, kept in by_partition.items():
            self._table(partition).insert_multiple(kept)
            yield partition

    def _with_room_for(self, id: ArticleId) -> Partition:
        last = self._last_before(id.day, id.number)
        if last and id.number <= last.last:
            return last
        following = self._all[bisect_right(self._all, (id.day, id.number, inf)) :][:1]
        upto = id.number + self._size - 1
        if following and following[0].day == id.day:
            upto = min(upto, following[0].first - 1)
        partition = Partition(id.day, id.number, upto)
        insort(self._all, partition)
        return partition

    def replace(self, id: ArticleId, document: Json) -> None:
        """Put a document in the place of one that is there."""
        partition = self._last_before(id.day, id.number)
        assert partition

        def become(kept: Mapping[str, Any]) -> None:  # TinyDB's own `update` would mix the two
            assert isinstance(kept, MutableMapping)
            kept.clear()
            kept.update(document)

        self._table(partition).update(become, doc_ids=[id.number])

    def close(self) -> None:
        """Close all files."""
        for database in self._open.values():
            database.close()
        self._open.clear()

    def _last_before(self, day: date, number: float) -> Partition | None:
        """The last partition of the day that begins at or before that number."""
        at = bisect_right(self._all, (day, number, inf))
        return self._all[at - 1] if at and self._all[at - 1].day == day else None

    def _next(self, day: date) -> tuple[Partition, int]:
        gone = [each.last for each in self._set_aside if each.day == day]
        last = self._last_before(day, inf)
        number = max([self._first_free(last) if last else 1, *(upto + 1 for upto in gone)])
        if last and number <= last.last:
            return last, number
        return Partition(day, number, number + self._size - 1), number

    def _first_free(self, partition: Partition) -> int:
        try:
            return max((document.doc_id for document in self._table(partition)), default=partition.first - 1) + 1
        except ArchiveError as error:
            only_damaged(error)
            return partition.last + 1

    def _take_away(self, partition: Partition, error: ArchiveError) -> None:
        """Set a damaged partition aside and go on without it; any other error is raised."""
        only_damaged(error)
        if partition in self._all:
            self._all.remove(partition)
            self._set_aside.append(partition)
            self._quarantine.take(self._folder / partition.name)
            self._lost(partition)

    def _table(self, partition: Partition) -> Table:
        database = self._open.get(partition)
        if database is None:
            database = TinyDB(self._folder / partition.name, storage=AtomicJSONStorage)
            try:
                database.storage.read()
            except ArchiveError as error:
                self._take_away(partition, error)
                raise
            self._open[partition] = database
            while len(self._open) > self._in_memory:
                self._open.popitem(last=False)[1].close()
        else:
            self._open.move_to_end(partition)
        return database.table("articles", cache_size=0)
