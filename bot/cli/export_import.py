"""`sourceline export`, `import` and `backup`: the whole data folder in one file."""

from contextlib import closing
from functools import partial
from os.path import lexists
from pathlib import Path

from bot.chats.imported_chats import ImportedChats, exported_chats
from bot.cli.chat_records import open_chats
from bot.cli.exclusive_archive import open_archive_exclusively
from bot.cli.progress import say, show_progress
from bot.database.opening import open_database
from bot.database.transfer import copy_to_file
from bot.locales import Translator
from bot.settings import Settings
from briefings.errors import ArchiveError
from briefings.maintenance.backup import back_up
from briefings.maintenance.export_import import export, restore
from briefings.storage.data_folder import CHATS, DataFolder
from briefings.storage.tinydb.archive import Archive
from briefings.summaries.cache import SummaryCache
from briefings.summaries.precompute import make_summaries


def export_to(file: Path, settings: Settings, translate: Translator) -> None:
    """Export the data folder to `file`, a new one, and print how many articles. Raises ArchiveError."""
    _refuse_to_overwrite(file)
    with (
        open_archive_exclusively(settings) as archive,
        open_chats(settings) as database,
        show_progress(translate("export-progress")) as on_progress,
    ):
        chats = exported_chats(database) if database else ()
        articles = export(archive, settings.data_dir, file, on_progress, chats)
    say(translate("exported", count=articles, file=str(file)))


def import_from(file: Path, settings: Settings, translate: Translator) -> None:
    """Import an exported `file` and print how many articles are new. Raises ArchiveError."""
    with open_archive_exclusively(settings) as archive:
        chats = DataFolder(settings.data_dir).chats
        with (
            closing(open_database(chats, settings.database_url)) as database,
            show_progress(translate("import-progress")) as on_progress,
        ):
            others = ImportedChats(database)
            added, skipped_files = restore(archive, settings.data_dir, file, on_progress, others)
        if added:
            _compute_summaries(archive, settings, translate)
    say(translate("imported", count=added, file=str(file)))
    for name in skipped_files:
        say(translate("import-left", file=name))


def _compute_summaries(archive: Archive, settings: Settings, translate: Translator) -> None:
    """Compute the summaries of all stories, so that no reader waits for one later."""
    stories = (archive.story(outline.story) for outline in archive.outlines())
    file = DataFolder(settings.data_dir).summary_cache
    with show_progress(translate("summaries-progress")) as on_progress, closing(SummaryCache(file)) as cache:
        make_summaries(stories, settings.summarizer, cache, on_progress)


def back_up_to(file: Path, settings: Settings, translate: Translator) -> None:
    """Back the data folder up to `file`, a new one, also while the bot runs. Raises ArchiveError.

    The folder of `file` has to be there: one that is missing may be on a disk that is not mounted.
    """
    _refuse_to_overwrite(file)
    if not file.absolute().parent.is_dir():
        raise ArchiveError("backup-no-target", file=str(file), folder=str(file.absolute().parent))
    if not settings.data_dir.is_dir():
        raise ArchiveError("backup-no-data", folder=str(settings.data_dir.absolute()))
    with open_chats(settings) as database:
        count = back_up(settings.data_dir, file, {CHATS: partial(copy_to_file, database)} if database else {})
    say(translate("backed-up", count=count, file=str(file)))


def _refuse_to_overwrite(file: Path) -> None:
    """Raise ArchiveError if there is something of the name of `file`, or a file where its folder would be."""
    if lexists(file):
        raise ArchiveError("export-exists", file=str(file))
    in_place = next((folder for folder in file.absolute().parents if lexists(folder)), None)
    if in_place and not in_place.is_dir():
        raise ArchiveError("export-no-folder", file=str(file), folder=str(in_place))
