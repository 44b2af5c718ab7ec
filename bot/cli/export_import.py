"""`sourceline export`, `import` and `backup`: everything in one file."""

from contextlib import closing
from pathlib import Path

from bot.cli.exclusive_archive import archive_alone
from bot.cli.progress import counting, say
from bot.locales import Words
from bot.settings import Settings
from briefings.maintenance.backup import back_up
from briefings.maintenance.export_import import export, restore
from briefings.storage.tinydb import Archive
from briefings.summaries import KeptSummaries
from briefings.summaries.precompute import make_summaries


def export_to(file: Path, settings: Settings, words: Words) -> None:
    """Write all that is kept to `file` and say how much it was. Raises ArchiveError."""
    with archive_alone(settings) as archive, counting(words("export-progress")) as told:
        articles = export(archive, settings.data_dir, file, told)
    say(words("exported", count=articles, file=str(file)))


def import_from(file: Path, settings: Settings, words: Words) -> None:
    """Keep all that is in `file` and say how much of it is new. Raises ArchiveError."""
    with archive_alone(settings) as archive:
        with counting(words("import-progress")) as told:
            added, left = restore(archive, settings.data_dir, file, told)
        if added:
            _summarize(archive, settings, words)
    say(words("imported", count=added, file=str(file)))
    for name in left:
        say(words("import-left", file=name))


def _summarize(archive: Archive, settings: Settings, words: Words) -> None:
    """Make the summaries, so that none is waited for later."""
    stories = (archive.story(outline.story) for outline in archive.outlines())
    file = settings.data_dir / "index" / "summaries.sqlite"
    with counting(words("summaries-progress")) as told, closing(KeptSummaries(file)) as kept:
        make_summaries(stories, settings.summarizer, kept, told)


def back_up_to(file: Path, settings: Settings, words: Words) -> None:
    """Copy all that is kept to `file`, also while the bot runs. Raises ArchiveError."""
    say(words("backed-up", count=back_up(settings.data_dir, file), file=str(file)))
