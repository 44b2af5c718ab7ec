"""`sourceline check`: reads all that is kept, and says what is wrong."""

from bot.counting import counting, say
from bot.settings import Settings
from bot.words import Words
from briefings.checking import check, kept_files


def check_all(settings: Settings, words: Words) -> bool:
    """Print what is wrong, a line each; whether all is well."""
    files = kept_files(settings.data_dir)
    with counting(words("check-progress")) as told:
        wrong = list(check(settings.data_dir, files, told))
    for error in wrong:
        say(words.error(error))
    if not wrong:
        say(words("check-well", count=len(files), folder=str(settings.data_dir)))
    return not wrong
