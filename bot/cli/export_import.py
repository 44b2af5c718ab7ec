"""`sourceline export`, `import` and `backup`: everything in one file."""

from contextlib import closing
from pathlib import Path

from bot.cli.exclusive_archive import archive_alone
from bot.cli.progress import counting, say
from bot.locales import Translator
from bot.settings import Settings
from briefings.maintenance.backup import back_up
from briefings.maintenance.export_import import export, restore
from briefings.storage.data_folder import DataFolder
from briefings.storage.tinydb.archive import Archive
from briefings.summaries.cache import SummaryCache
from briefings.summaries.precompute import make_summaries


def export_to(file: Path, settings: Settings, translate: Translator) -> None:
    """Write all that is kept to `file` and say how much it was. Raises ArchiveError."""
    with archive_alone(settings) as archive, counting(translate("export-progress")) as on_progress:
        articles = export(archive, settings.data_dir, file, on_progress)
    say(translate("exported", count=articles, file=str(file)))


def import_from(file: Path, settings: Settings, translate: Translator) -> None:
    """Keep all that is in `file` and say how much of it is new. Raises ArchiveError."""
    with archive_alone(settings) as archive:
        with counting(translate("import-progress")) as on_progress:
            added, left = restore(archive, settings.data_dir, file, on_progress)
        if added:
            _summarize(archive, settings, translate)
    say(translate("imported", count=added, file=str(file)))
    for name in left:
        say(translate("import-left", file=name))


def _summarize(archive: Archive, settings: Settings, translate: Translator) -> None:
    """Make the summaries, so that none is waited for later."""
    stories = (archive.story(outline.story) for outline in archive.outlines())
    file = DataFolder(settings.data_dir).summary_cache
    with counting(translate("summaries-progress")) as on_progress, closing(SummaryCache(file)) as kept:
        make_summaries(stories, settings.summarizer, kept, on_progress)


def back_up_to(file: Path, settings: Settings, translate: Translator) -> None:
    """Copy all that is kept to `file`, also while the bot runs. Raises ArchiveError."""
    say(translate("backed-up", count=back_up(settings.data_dir, file), file=str(file)))
