"""`sourceline check`: reads all that is kept, and says what is wrong; with `--repair`, puts back what it can."""

from bot.cli.exclusive_archive import archive_alone
from bot.cli.progress import counting, say
from bot.locales import Words
from bot.settings import Settings
from briefings.maintenance.check import Check
from briefings.maintenance.repair import repair as put_back


def repair_all(settings: Settings, words: Words) -> None:
    """Put back what damaged files held, and print how much of each. Raises ArchiveError."""
    with archive_alone(settings) as archive, counting(words("repair-progress")) as told:
        for each in put_back(archive, settings.data_dir, told):
            say(words("repaired", file=each.file, back=each.back, gone=each.gone))
            if each.ids:
                say(words("repair-gone", ids=", ".join(each.ids)))


def check_all(settings: Settings, words: Words, repair: bool = False) -> bool:
    """Print what is wrong, a line each, after a repair if asked; whether all is well. Raises ArchiveError."""
    if repair:
        repair_all(settings, words)
    check = Check(settings.data_dir)
    with counting(words("check-progress")) as told:
        wrong = list(check.wrong(told))
    for error in wrong:
        say(words.error(error))
    if not wrong:
        say(words("check-well", count=len(check.files), folder=str(settings.data_dir)))
    elif not repair:
        say(words("check-repair"))
    if check.without_original:
        say(words("check-without-original", count=check.without_original))
    return not wrong
