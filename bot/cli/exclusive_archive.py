"""The archive for a command that has it to itself."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from bot.settings import Settings
from briefings.storage.data_folder import DataFolder
from briefings.storage.data_lock import DataLock
from briefings.storage.tinydb.archive import Archive


@contextmanager
def archive_alone(settings: Settings) -> Iterator[Archive]:
    """The archive. Raises ArchiveError if another process has it."""
    with DataLock(settings.data_dir), closing(DataFolder(settings.data_dir).open_archive()) as archive:
        yield archive
