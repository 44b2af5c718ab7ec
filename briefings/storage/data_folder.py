"""The names of all files and folders under DATA_DIR."""

import re
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from briefings.storage.atomic_files import disk_refusals
from briefings.storage.quarantine import Quarantine
from briefings.storage.sqlite_cache import remove_cache

UNDO_LOG, JOURNAL = "undo.json", "journal.json"  # in the folder of articles
LOCK, LOCK_HOLDER = "lock", "lock.json"
CHATS = "chats.sqlite"
_CHATS_FILES = (CHATS, f"{CHATS}-wal", f"{CHATS}-shm")
NOT_BACKED_UP = ("index", "inbox", LOCK, LOCK_HOLDER, *_CHATS_FILES)  # caches, files not yet stored, what is copied
BACKUP_PREFIX = ".backup-"  # of the temporary folders in which backups are assembled

_READ_POSITION_FILE = re.compile(r"\d{1,4}\.json")
_MAX_BACKUP_DURATION = timedelta(days=1)  # a temporary folder older than this is from a process that was killed


class DataFolder:
    """A data folder, drawn in `docs/architecture.md`; who writes files named by day or number names them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.articles = path / "articles"
        self.originals = path / "originals"
        self.cold_articles = path / "attic" / "articles"
        self.cold_originals = path / "attic" / "originals"
        self.undo_log = self.articles / UNDO_LOG
        self.editors = path / "editors.json"
        self.subscriptions = path / "readers.json"
        self.deliveries = path / "deliveries.json"
        self.read_positions = path / "seen"
        self.moved = path / "moved"
        self._former = (self.subscriptions, self.deliveries)
        self.chats = path / CHATS
        self.inbox = path / "inbox"
        self.quarantine = path / "quarantine"
        self.lookup_index = path / "index" / "lookup.sqlite"
        self.summary_cache = path / "index" / "summaries.sqlite"
        self.search_index = path / "index" / "search"

    def record_files(self) -> list[Path]:
        """The existing files with records of readers and editors."""
        files = [*self._fixed_record_files(), *self.read_positions.glob("*.json")]
        return sorted(file for file in files if file.exists())

    def former_record_files(self) -> list[Path]:
        """The existing files in which earlier versions kept the records of chats."""
        return [path for path in self.record_files() if path in self._former or path.parent == self.read_positions]

    def is_record_file(self, name: str) -> bool:
        """Whether a name, relative to the data folder, is that of a file of readers or editors."""
        path = self.path / name
        return path in self._fixed_record_files() or (
            path.parent == self.read_positions and _READ_POSITION_FILE.fullmatch(path.name) is not None
        )

    def _fixed_record_files(self) -> list[Path]:
        return [self.editors, self.subscriptions, self.deliveries, self.undo_log]

    def open_quarantine(self) -> Quarantine:
        """The folder that damaged files are moved to."""
        return Quarantine(self.quarantine)

    def remove_leftovers(self, now: datetime) -> None:
        """Delete what killed processes and earlier versions left behind. Raises ArchiveError if the disk refuses."""
        with disk_refusals(self.path):
            remove_cache(self.path / "index" / "catalog.sqlite")
            for folder in self.path.glob(f"{BACKUP_PREFIX}*"):
                if now.timestamp() - folder.stat().st_mtime > _MAX_BACKUP_DURATION.total_seconds():
                    shutil.rmtree(folder, ignore_errors=True)
