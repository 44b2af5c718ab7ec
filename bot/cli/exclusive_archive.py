"""The archive for a command that has it to itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.settings import Settings
from briefings.storage.data_lock import DataLock
from briefings.storage.tinydb.archive import Archive


@contextmanager
def archive_alone(settings: Settings) -> Iterator[Archive]:
    """The archive. Raises ArchiveError if another process has it."""
    with DataLock(settings.data_dir):
        lookup_index = settings.data_dir / "index" / "catalog.sqlite"
        archive = Archive(settings.data_dir / "articles", lookup_index=lookup_index)
        try:
            yield archive
        finally:
            archive.close()
