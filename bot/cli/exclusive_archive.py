"""Opens the archive for a command, with the data folder locked."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from bot.settings import Settings
from briefings.storage.data_folder import DataFolder
from briefings.storage.data_lock import DataLock
from briefings.storage.tinydb.archive import Archive
from briefings.storage.tinydb.engine import TinyDBEngine


@contextmanager
def open_archive_exclusively(settings: Settings) -> Iterator[Archive]:
    """The archive, opened and locked for this process. Raises ArchiveError if another process has it open."""
    with DataLock(settings.data_dir), closing(TinyDBEngine(DataFolder(settings.data_dir)).open_archive()) as archive:
        yield archive
