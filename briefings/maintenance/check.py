"""The check of a data folder: reads every file and reports what is wrong; changes nothing, so the bot may run."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from briefings.errors import ArchiveError
from briefings.model.article_id import ArticleId
from briefings.model.items import ReceivedOriginal
from briefings.search.index import is_whole
from briefings.storage import original_records
from briefings.storage.compression import COMPRESSED_ENDING, read_plain_or_compressed
from briefings.storage.data_folder import DataFolder
from briefings.storage.folder_access import outward_links
from briefings.storage.json_file import read_tables
from briefings.storage.sqlite_cache import is_sound
from briefings.storage.tinydb.documents import is_deleted, provenance_of, to_article, to_versions
from briefings.storage.tinydb.engine import TinyDBEngine
from briefings.storage.tinydb.partitions import Partition
from briefings.storage.tinydb.record_kinds import RecordKinds


class Check:
    """One check of a data folder.

    Attributes:
        files: the files to read: of articles, of readers and editors, and of originals.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = DataFolder(folder)
        partitions = [file for file in sorted(self._folder.articles.glob("*.json")) if Partition.parse(file.name)]
        originals = original_records.all_files(self._folder)
        records = self._folder.record_files()
        self._kinds = RecordKinds(self._folder)
        self._originals, self._records = frozenset(originals), frozenset(records)
        self.files = [
            *TinyDBEngine(self._folder).open_cold_storage().files(),
            *partitions,
            *records,
            *originals,
        ]
        self._missing_originals: Counter[str] = Counter()

    def find_problems(self, on_progress: Callable[[int], None]) -> Iterator[ArchiveError]:
        """The problems; none if all is well. `on_progress` is called with 1 after each file.

        Of a file that the bot replaces meanwhile, either the old content is read or the new.
        """
        yield from outward_links(self._folder)
        for (
            file
        ) in self.files:  # articles before originals, so that an article stored meanwhile does not seem to lack one
            try:
                yield from self._problems_in(file)
            except ArchiveError as error:
                yield error
            on_progress(1)
        waiting = self._folder.open_quarantine().waiting()
        if waiting:
            yield ArchiveError("check-set-aside", folder=str(self._folder.quarantine), count=len(waiting))
        for cache in (self._folder.lookup_index, self._folder.summary_cache):
            if cache.exists() and not is_sound(cache):
                yield ArchiveError("check-cache", file=str(cache))
        if self._folder.search_index.exists() and not is_whole(self._folder.search_index):
            yield ArchiveError("check-cache", file=str(self._folder.search_index))

    @property
    def without_original(self) -> int:
        """How many articles refer to an original that was not found; known once all files are read."""
        return self._missing_originals.total()

    def _problems_in(self, file: Path) -> Iterator[ArchiveError]:
        if file in self._originals:
            return self._problems_in_originals(file)
        return self._problems_in_records(file) if file in self._records else self._problems_in_documents(file)

    def _problems_in_records(self, file: Path) -> Iterator[ArchiveError]:
        for _, id, fault in self._kinds.faults(file, read_tables(read_plain_or_compressed(file), file)):
            yield ArchiveError("check-record", file=str(file), number=id, field=fault.field)

    def _problems_in_documents(self, file: Path) -> Iterator[ArchiveError]:
        partition = Partition.parse_quarantined(file.name.removesuffix(COMPRESSED_ENDING))
        for documents in read_tables(read_plain_or_compressed(file), file).values():
            for number, stored in documents.items():
                try:
                    document = dict(stored)  # parses the line
                    if partition and not is_deleted(document):
                        id = str(ArticleId(partition.day, int(number)))
                        to_article(id, document)
                        to_versions(id, document)
                        self._missing_originals.update(source.key for source in [provenance_of(document)] if source)
                    if partition and not partition.first <= int(number) <= partition.last:
                        raise ValueError(number)
                except (KeyError, TypeError, ValueError):
                    yield ArchiveError("check-document", file=str(file), number=number)

    def _problems_in_originals(self, file: Path) -> Iterator[ArchiveError]:
        damaged = 0
        for line in original_records.lines(file):
            try:
                record = original_records.parse(line)
            except ValueError:
                damaged += 1
                continue
            if isinstance(record, ReceivedOriginal):
                self._missing_originals.pop(record.key, None)
        if damaged:
            yield ArchiveError("check-originals", file=str(file), count=damaged)
