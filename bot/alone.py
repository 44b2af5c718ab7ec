"""The archive for a command that has it to itself, and a count of what is done on a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.counting import counting
from bot.settings import Settings
from briefings.archive import Archive
from briefings.lock import DataLock


@contextmanager
def archive_alone(settings: Settings, what: str) -> Iterator[tuple[Archive, Callable[[int], None]]]:
    """The archive, and what is to be told of each step; `what` stands beside the count.

    Raises ArchiveError if another process has the archive.
    """
    with DataLock(settings.data_dir):
        catalog = settings.data_dir / "index" / "catalog.sqlite"
        archive = Archive(settings.data_dir / "articles", catalog=catalog)
        try:
            with counting(what) as told:
                yield archive, told
        finally:
            archive.close()
