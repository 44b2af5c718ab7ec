"""Reads everything that a data folder keeps and says what is wrong with it; changes nothing, so the bot may run."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from briefings.errors import ArchiveError
from briefings.model.article_id import ArticleId
from briefings.search.index import is_whole
from briefings.storage import original_records
from briefings.storage.compression import PACKED, content_of
from briefings.storage.data_folder import DataFolder
from briefings.storage.json_file import read_tables
from briefings.storage.sqlite_cache import is_sound
from briefings.storage.tinydb.documents import is_deleted, source_of, to_article, to_versions
from briefings.storage.tinydb.partitions import Partition


class Check:
    """A reading of all that is kept.

    Attributes:
        files: those of articles, of readers and editors, and of originals.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = DataFolder(folder)
        partitions = [file for file in sorted(self._folder.articles.glob("*.json")) if Partition.parse(file.name)]
        self._originals = original_records.all_files(folder)
        self.files = [
            *self._folder.open_cold_storage().files(),
            *partitions,
            *self._folder.record_files(),
            *self._originals,
        ]
        self._wanted: Counter[str] = Counter()

    def wrong(self, on_progress: Callable[[int], None]) -> Iterator[ArchiveError]:
        """What is wrong; nothing if all is well. `on_progress` hears of each file read.

        A file that the bot replaces meanwhile is read as it was or as it is.
        """
        for file in self.files:  # articles before originals: none of an article just stored is missed
            try:
                yield from self._wrong_lines(file) if file in self._originals else self._wrong_in(file)
            except ArchiveError as error:
                yield error
            on_progress(1)
        set_aside = self._folder.open_quarantine().waiting()
        if set_aside:
            yield ArchiveError("check-set-aside", folder=str(self._folder.quarantine), count=len(set_aside))
        for cache in (self._folder.lookup_index, self._folder.summary_cache):
            if cache.exists() and not is_sound(cache):
                yield ArchiveError("check-cache", file=str(cache))
        if self._folder.search_index.exists() and not is_whole(self._folder.search_index):
            yield ArchiveError("check-cache", file=str(self._folder.search_index))

    @property
    def without_original(self) -> int:
        """How many articles name an original that was not found; known once all is read."""
        return self._wanted.total()

    def _wrong_in(self, file: Path) -> Iterator[ArchiveError]:
        partition = Partition.set_aside(file.name.removesuffix(PACKED))
        for documents in read_tables(content_of(file), file).values():
            for number, kept in documents.items():
                try:
                    document = dict(kept)  # which parses it
                    if partition and not is_deleted(document):
                        id = str(ArticleId(partition.day, int(number)))
                        to_article(id, document)
                        to_versions(id, document)
                        self._wanted.update(source.key for source in [source_of(document)] if source)
                    if partition and not partition.first <= int(number) <= partition.last:
                        raise ValueError(number)
                except (KeyError, TypeError, ValueError):
                    yield ArchiveError("check-document", file=str(file), number=number)

    def _wrong_lines(self, file: Path) -> Iterator[ArchiveError]:
        damaged = 0
        for line in original_records.lines(file):
            try:
                found = original_records.parse(line)
            except ValueError:
                damaged += 1
                continue
            if isinstance(found, original_records.ReceivedOriginal):
                self._wanted.pop(found.key, None)
        if damaged:
            yield ArchiveError("check-originals", file=str(file), count=damaged)
