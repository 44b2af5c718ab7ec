"""`sourceline check`: reads all that is kept, and says what is wrong; with `--repair`, puts back what it can."""

from bot.cli.exclusive_archive import archive_alone
from bot.cli.progress import counting, say
from bot.locales import Translator
from bot.settings import Settings
from briefings.maintenance.check import Check
from briefings.maintenance.repair import repair as put_back


def repair_all(settings: Settings, translate: Translator) -> None:
    """Put back what damaged files held, and print how much of each. Raises ArchiveError."""
    with archive_alone(settings) as archive, counting(translate("repair-progress")) as on_progress:
        for each in put_back(archive, settings.data_dir, on_progress):
            say(translate("repaired", file=each.file, back=each.back, gone=each.gone))
            if each.ids:
                say(translate("repair-gone", ids=", ".join(each.ids)))


def check_all(settings: Settings, translate: Translator, repair: bool = False) -> bool:
    """Print what is wrong, a line each, after a repair if asked; whether all is well. Raises ArchiveError."""
    if repair:
        repair_all(settings, translate)
    check = Check(settings.data_dir)
    with counting(translate("check-progress")) as on_progress:
        wrong = list(check.wrong(on_progress))
    for error in wrong:
        say(translate.error(error))
    if not wrong:
        say(translate("check-well", count=len(check.files), folder=str(settings.data_dir)))
    elif not repair:
        say(translate("check-repair"))
    if check.without_original:
        say(translate("check-without-original", count=check.without_original))
    return not wrong
