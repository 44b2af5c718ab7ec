"""`sourceline check`: reads the whole data folder and prints what is wrong; with `--repair`, repairs what it can."""

from bot.chats.record_check import find_problems
from bot.cli.chat_records import open_chats
from bot.cli.exclusive_archive import open_archive_exclusively
from bot.cli.progress import say, show_progress
from bot.cli.reading import open_reader
from bot.locales import Translator
from bot.settings import Settings
from briefings.errors import ArchiveError
from briefings.maintenance.bad_records import set_bad_records_aside
from briefings.maintenance.check import Check
from briefings.maintenance.repair import repair
from briefings.storage.data_folder import CHATS, DataFolder
from briefings.storage.data_lock import DataLock


def repair_all(settings: Settings, translate: Translator) -> None:
    """Repair damaged files, and print how much of each is restored. Raises ArchiveError."""
    with DataLock(settings.data_dir):
        for aside in set_bad_records_aside(settings.data_dir):
            ids = ", ".join(aside.ids)
            say(translate("repair-set-aside", count=len(aside.ids), file=aside.file, ids=ids, where=aside.where))
    with (
        open_archive_exclusively(settings) as archive,
        open_reader(settings) as reader,
        show_progress(translate("repair-progress")) as on_progress,
    ):
        for repaired in repair(archive, settings.data_dir, on_progress, reader.parse):
            say(translate("repaired", file=repaired.file, back=repaired.restored, gone=repaired.lost))
            if repaired.lost_ids:
                say(translate("repair-gone", ids=", ".join(repaired.lost_ids)))


def check_all(settings: Settings, translate: Translator, repair_first: bool = False) -> bool:
    """Print each problem on a line, after a repair if wanted; returns whether there is none. Raises ArchiveError."""
    if not settings.data_dir.is_dir():  # mistyped, or looked for from another folder
        raise ArchiveError("check-no-folder", folder=str(settings.data_dir.absolute()))
    if repair_first:
        repair_all(settings, translate)
    check = Check(settings.data_dir)
    with show_progress(translate("check-progress")) as on_progress:
        problems = list(check.find_problems(on_progress))
    problems += _problems_of_chats(settings)
    for error in problems:
        say(translate.error(error))
    if not problems:
        files = len(check.files) + DataFolder(settings.data_dir).chats.exists()
        say(translate("check-well", count=files, folder=str(settings.data_dir)))
    links = sum(error.key == "link-leads-out" for error in problems)
    if links:
        say(translate("check-links", count=links))
    if len(problems) > links and not repair_first:
        say(translate("check-repair"))
    if check.without_original:
        say(translate("check-without-original", count=check.without_original))
    return not problems


def _problems_of_chats(settings: Settings) -> list[ArchiveError]:
    try:
        with open_chats(settings) as database:
            return database.read(lambda transaction: list(find_problems(transaction, CHATS))) if database else []
    except ArchiveError as error:
        return [error]
