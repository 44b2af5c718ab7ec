"""Cold storage: partitions whose articles are no longer answered with, compressed. An export has them still."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import orjson

from briefings.errors import ArchiveError
from briefings.model.article_id import ArticleId
from briefings.storage.compression import PACKED, read_packed
from briefings.storage.json_file import read_tables
from briefings.storage.quarantine import Quarantine, only_damaged
from briefings.storage.tinydb.documents import Json
from briefings.storage.tinydb.partitions import Partition


class ColdStorage:
    """The partitions in a folder; a damaged one is set aside when it is come upon."""

    def __init__(self, folder: Path, quarantine: Quarantine) -> None:
        self._folder = folder
        self._quarantine = quarantine
        self._read: tuple[date, dict[ArticleId, Json]] | None = None

    def files(self) -> list[Path]:
        """The files of articles, the oldest first."""
        return sorted(file for file in self._folder.glob(f"*{PACKED}") if _partition(file))

    def missing(self, records: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        """Those records (as of `Transfer.dump`) that are not here. Raises ArchiveError if another one has that id."""
        for name, content in records:
            id = ArticleId.parse(name)
            document = self._of(id.day).get(id) if id else None
            if document is None:
                yield name, content
            elif document != orjson.loads(content):
                raise ArchiveError("import-conflict", id=name)

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Id and portable form of each article, once, the first received first."""
        for day in dict.fromkeys(map(_day, self.files())):
            for id, document in self._of(day).items():
                yield str(id), orjson.dumps(document)

    def _of(self, day: date) -> dict[ArticleId, Json]:
        """What is kept of a day, in order; the last day asked for stays in memory."""
        if self._read is None or self._read[0] != day:
            there = [each for file in self.files() if _day(file) == day for each in self._documents(file)]
            self._read = day, dict(sorted(there, key=lambda each: each[0]))
        return self._read[1]

    def _documents(self, file: Path) -> Iterator[tuple[ArticleId, Json]]:
        partition = _partition(file)
        assert partition
        try:
            tables = read_tables(read_packed(file), file)
        except ArchiveError as error:
            only_damaged(error)
            self._quarantine.take(file)
            return
        for number, document in tables["articles"].items():
            yield ArticleId(partition.day, int(number)), dict(document)


def _day(file: Path) -> date:
    return date.fromisoformat(file.name[: len("2026-11-23")])


def _partition(file: Path) -> Partition | None:
    return Partition.set_aside(file.name.removesuffix(PACKED))
