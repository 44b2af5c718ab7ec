"""The names of all files and folders under DATA_DIR, and functions that open what is stored in them."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from briefings.storage.atomic_files import disk_refusals
from briefings.storage.protocols import RecordTable
from briefings.storage.quarantine import Quarantine
from briefings.storage.sqlite_cache import remove_cache
from briefings.storage.tinydb.archive import Archive
from briefings.storage.tinydb.cold_storage import ColdStorage
from briefings.storage.tinydb.record_table import PartitionedRecordTable, TinyRecordTable

BACKUP_PREFIX = ".backup-"  # of the temporary folders in which backups are assembled
NOT_BACKED_UP = ("index", "inbox", "lock", "lock.json")  # caches, files not yet stored, and the lock

_READ_POSITION_FILES = 16
_MAX_BACKUP_DURATION = timedelta(days=1)  # a temporary folder older than this is from a process that was killed


class DataFolder:
    """A data folder. `docs/architecture.md` draws it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.articles = path / "articles"
        self.originals = path / "originals"
        self.cold_articles = path / "attic" / "articles"
        self.cold_originals = path / "attic" / "originals"
        self.editors = path / "editors.json"
        self.subscriptions = path / "readers.json"
        self.deliveries = path / "deliveries.json"
        self.read_positions = path / "seen"
        self.inbox = path / "inbox"
        self.quarantine = path / "quarantine"
        self.lookup_index = path / "index" / "lookup.sqlite"
        self.summary_cache = path / "index" / "summaries.sqlite"
        self.search_index = path / "index" / "search"

    def record_files(self) -> list[Path]:
        """The existing files with records of readers and editors."""
        files = [self.editors, self.subscriptions, self.deliveries, *self.read_positions.glob("*.json")]
        return sorted(file for file in [*files, self.articles / "undo.json"] if file.exists())

    def is_record_file(self, name: str) -> bool:
        """Whether a name, relative to the data folder, is that of a file of readers or editors."""
        fixed = (self.editors, self.subscriptions, self.deliveries, self.articles / "undo.json")
        path = self.path / name
        return path in fixed or (path.parent == self.read_positions and path.suffix == ".json")

    def open_archive(self, quarantine: Quarantine | None = None) -> Archive:
        """The articles; the caller has the `DataLock`. Raises ArchiveError."""
        return Archive(
            self.articles,
            lookup_index=self.lookup_index,
            quarantine=quarantine or self.open_quarantine(),
            cold_storage=self.cold_articles,
        )

    def open_cold_storage(self) -> ColdStorage:
        """The articles in cold storage, which no query returns."""
        return ColdStorage(self.cold_articles, self.open_quarantine())

    def open_quarantine(self) -> Quarantine:
        """The folder that damaged files are moved to."""
        return Quarantine(self.quarantine)

    def open_editors(self, quarantine: Quarantine) -> RecordTable:
        """The editors who came by a claim link."""
        return TinyRecordTable(self.editors, "_default", quarantine)

    def open_subscriptions(self, quarantine: Quarantine) -> RecordTable:
        """When each chat wants its digest."""
        return TinyRecordTable(self.subscriptions, "subscriptions", quarantine)

    def open_deliveries(self, quarantine: Quarantine) -> RecordTable:
        """Which digest each chat was sent last."""
        return TinyRecordTable(self.deliveries, "subscriptions", quarantine)

    def open_read_positions(self, quarantine: Quarantine) -> RecordTable:
        """Up to which article each chat has been shown each story."""
        return PartitionedRecordTable(self.read_positions, "seen", _READ_POSITION_FILES, quarantine)

    def remove_leftovers(self, now: datetime) -> None:
        """Delete what killed processes and earlier versions left behind. Raises ArchiveError if the disk refuses."""
        remove_cache(self.path / "index" / "catalog.sqlite")
        with disk_refusals(self.path):
            for folder in self.path.glob(f"{BACKUP_PREFIX}*"):
                if now.timestamp() - folder.stat().st_mtime > _MAX_BACKUP_DURATION.total_seconds():
                    shutil.rmtree(folder, ignore_errors=True)
