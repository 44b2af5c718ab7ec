"""Cold storage: compressed partitions of old articles, which no query returns, but an export includes."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from operator import itemgetter
from pathlib import Path

import orjson

from briefings.errors import ArchiveError
from briefings.model.article_id import ArticleId
from briefings.storage.compression import COMPRESSED_ENDING, read_compressed
from briefings.storage.json_file import read_tables
from briefings.storage.quarantine import Quarantine, raise_unless_damaged
from briefings.storage.tinydb.documents import Json
from briefings.storage.tinydb.partitions import Partition


class ColdStorage:
    """The compressed partitions in a folder; a damaged one is moved to quarantine when it is first read."""

    def __init__(self, folder: Path, quarantine: Quarantine) -> None:
        self._folder = folder
        self._quarantine = quarantine
        self._loaded_day: tuple[date, dict[ArticleId, Json]] | None = None

    def files(self, day: date | None = None) -> list[Path]:
        """The files of articles, of one day or of all, the oldest first."""
        pattern = f"{day or ''}*{COMPRESSED_ENDING}"
        return sorted(file for file in self._folder.glob(pattern) if _partition_of_file(file))

    def missing(self, records: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        """The records (of `Transfer.dump`) that are not stored here. Raises ArchiveError if another one has that id."""
        for name, content in records:
            id = ArticleId.parse(name)
            document = self._documents_of_day(id.day).get(id) if id else None
            if document is None:
                yield name, content
            elif document != orjson.loads(content):
                raise ArchiveError("import-conflict", id=name)

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Id and portable form of each article, once, the first received first."""
        for day in dict.fromkeys(map(_day_of_file, self.files())):
            for id, document in self._documents_of_day(day).items():
                yield str(id), orjson.dumps(document)

    def _documents_of_day(self, day: date) -> dict[ArticleId, Json]:
        """The documents of a day, sorted by id; those of the last day read stay in memory."""
        if self._loaded_day is None or self._loaded_day[0] != day:
            documents = chain.from_iterable(map(self._read_documents, self.files(day)))
            self._loaded_day = day, dict(sorted(documents, key=itemgetter(0)))
        return self._loaded_day[1]

    def _read_documents(self, file: Path) -> Iterator[tuple[ArticleId, Json]]:
        partition = _partition_of_file(file)
        assert partition
        try:
            tables = read_tables(read_compressed(file), file)
        except ArchiveError as error:
            raise_unless_damaged(error)
            self._quarantine.take(file)
            return
        for number, document in tables["articles"].items():
            yield ArticleId(partition.day, int(number)), dict(document)


def _day_of_file(file: Path) -> date:
    return date.fromisoformat(file.name[: len("2026-11-23")])


def _partition_of_file(file: Path) -> Partition | None:
    return Partition.parse_quarantined(file.name.removesuffix(COMPRESSED_ENDING))
