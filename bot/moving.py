"""`sourceline export`, `import` and `backup`: everything in one file."""

from pathlib import Path

from bot.alone import archive_alone
from bot.counting import say
from bot.settings import Settings
from bot.words import Words
from briefings.backup import back_up
from briefings.moving import export, restore


def export_to(file: Path, settings: Settings, words: Words) -> None:
    """Write all that is kept to `file` and say how much it was. Raises ArchiveError."""
    with archive_alone(settings, words("export-progress")) as (archive, told):
        articles = export(archive, settings.data_dir, file, told)
    say(words("exported", count=articles, file=str(file)))


def import_from(file: Path, settings: Settings, words: Words) -> None:
    """Keep all that is in `file` and say how much of it is new. Raises ArchiveError."""
    with archive_alone(settings, words("import-progress")) as (archive, told):
        added, left = restore(archive, settings.data_dir, file, told)
    say(words("imported", count=added, file=str(file)))
    for name in left:
        say(words("import-left", file=name))


def back_up_to(file: Path, settings: Settings, words: Words) -> None:
    """Copy all that is kept to `file`, also while the bot runs. Raises ArchiveError."""
    say(words("backed-up", count=back_up(settings.data_dir, file), file=str(file)))
