"""The database of chats for the commands that need no bot, and `sourceline move-chats`."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from bot.cli.progress import say
from bot.database import transfer
from bot.database.opening import open_database
from bot.database.protocols import Database
from bot.locales import Translator
from bot.settings import Settings
from briefings.errors import ArchiveError, SettingsError
from briefings.model.clock import Clock
from briefings.storage.atomic_files import disk_refusals, make_folder
from briefings.storage.data_folder import DataFolder
from briefings.storage.data_lock import DataLock


@contextmanager
def open_chats(settings: Settings) -> Iterator[Database | None]:
    """The database of chats; None if there is none yet. Raises ArchiveError, SettingsError."""
    file = DataFolder(settings.data_dir).chats
    if settings.database_url is None and not file.exists():
        yield None
        return
    with closing(open_database(file, settings.database_url)) as database:
        yield database


def move_chats(settings: Settings, translate: Translator, clock: Clock, *, back: bool) -> None:
    """Move the records of chats from the file in the data folder to DATABASE_URL, or back, and print how many chats.

    Raises ArchiveError if a process sends meanwhile or there are records where they are to go, SettingsError without
    DATABASE_URL.
    """
    if settings.database_url is None:
        raise SettingsError("database-url-missing")
    folder = DataFolder(settings.data_dir)
    with (
        DataLock(settings.data_dir),
        closing(open_database(folder.chats)) as in_file,
        closing(open_database(folder.chats, settings.database_url)) as on_server,
    ):
        source, target = (on_server, in_file) if back else (in_file, on_server)
        if on_server.read(lambda t: t.rows("SELECT 1 FROM workers WHERE alive_until >= ?", int(clock().timestamp()))):
            raise ArchiveError("move-chats-workers")  # what they send would be in both
        if not target.read(transfer.is_empty):
            raise ArchiveError("move-chats-not-empty")
        transfer.copy(source, target)
        chats = int(target.read(lambda t: t.rows("SELECT count(*) FROM chats"))[0][0])
    if not back:
        with disk_refusals(folder.moved):
            make_folder(folder.moved)
            folder.chats.rename(folder.moved / folder.chats.name)
    say(translate("chats-moved", count=chats))
