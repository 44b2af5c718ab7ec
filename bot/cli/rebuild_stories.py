"""`sourceline rebuild --stories`: shows what today's code would join otherwise, and joins it so if told to."""

from collections.abc import Iterator

from bot.cli.exclusive_archive import open_archive_exclusively
from bot.cli.progress import say, show_progress
from bot.locales import Translator
from bot.settings import Settings
from briefings.maintenance.reassign import Stories, StoryChange, reassign


def rebuild_stories(settings: Settings, translate: Translator, apply: bool) -> None:
    """Print the stories that would be others, as they are and as they would be; with `apply`, make them so.

    Raises ArchiveError.
    """
    with open_archive_exclusively(settings) as archive:
        with show_progress(translate("restory-progress")) as on_progress:
            outcome = reassign(archive, on_progress)
        for change in outcome.changes:
            say("\n".join([*_change_lines(change, translate), ""]))
        if apply:
            for assignments in outcome.assignments:
                archive.reassign(assignments)
    say(translate("restory-count", before=outcome.now, after=outcome.then))
    say(translate("restoried" if apply else "restory-would", count=outcome.moved))
    others = sum(map(len, outcome.assignments)) - outcome.moved
    if others > 0:
        say(translate("restoried-others" if apply else "restory-others", count=others))


def _change_lines(change: StoryChange, translate: Translator) -> Iterator[str]:
    yield from _story_lines("restory-before", change.now, translate)
    yield from _story_lines("restory-after", change.then, translate)


def _story_lines(key: str, stories: Stories, translate: Translator) -> Iterator[str]:
    for story in stories:
        for number, article in enumerate(story):
            yield translate("restory-also" if number else key, id=article.id, headline=article.headline)
