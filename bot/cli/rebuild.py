"""`sourceline rebuild`: reads every original again, shows what that would change, and changes it if told to."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from difflib import unified_diff

from bot.cli.exclusive_archive import open_archive_exclusively
from bot.cli.progress import say, show_progress
from bot.cli.reading import open_reader
from bot.locales import Translator
from bot.settings import Settings
from briefings.maintenance.reparse import ReparsedArticle, rebuild
from briefings.model.article import Draft
from briefings.storage.data_folder import DataFolder

_DIFF_HEADER_LINES = 2


def rebuild_all(settings: Settings, translate: Translator, apply: bool, now: datetime) -> None:
    """Print each article that would change, and how; with `apply`, change it. Raises ArchiveError."""
    changed = unmatched = 0
    with (
        open_archive_exclusively(settings) as archive,
        open_reader(settings) as reader,
        show_progress(translate("rebuild-progress")) as on_progress,
    ):
        for article in rebuild(archive, DataFolder(settings.data_dir).originals, on_progress, reader.parse):
            say("\n".join(_difference_lines(article, translate)))
            if article.after is None:
                unmatched += article.failure is None
                continue
            changed += 1
            if apply:
                archive.replace(article.before.id, article.after, now)
    say(translate("rebuilt" if apply else "rebuild-would", count=changed))
    if unmatched:
        say(translate("rebuild-left", count=unmatched))


def _difference_lines(article: ReparsedArticle, translate: Translator) -> Iterator[str]:
    yield translate("rebuild-article", id=article.before.id, headline=article.before.headline)
    if article.failure:
        yield f"  {translate.error(article.failure)}"
        return
    if article.after is None:
        yield translate("rebuild-other-number")
        return
    for field in fields(Draft):
        before, after = (_to_lines(getattr(draft, field.name)) for draft in (article.before, article.after))
        if before != after:
            yield translate("rebuild-field", field=field.name)
            difference = list(unified_diff(before, after, n=0, lineterm=""))[_DIFF_HEADER_LINES:]
            yield from (f"  {line[0]} {line[1:]}" for line in difference if not line.startswith("@@"))


def _to_lines(value: object) -> list[str]:
    return list(map(str, value if isinstance(value, tuple) else (value,) if value else ()))
