"""`sourceline rebuild`: reads every original again, shows what that would change, and changes it if told to."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from difflib import unified_diff

from bot.cli.exclusive_archive import archive_alone
from bot.cli.progress import counting, say
from bot.locales import Translator
from bot.settings import Settings
from briefings.maintenance.reparse import ReparsedArticle, rebuild
from briefings.model.article import Draft
from briefings.storage.data_folder import DataFolder

_HEADER = 2  # lines of a unified diff


def rebuild_all(settings: Settings, translate: Translator, apply: bool, now: datetime) -> None:
    """Print each article that would change, and how; with `apply`, change it. Raises ArchiveError."""
    changed = left = 0
    with archive_alone(settings) as archive, counting(translate("rebuild-progress")) as on_progress:
        for each in rebuild(archive, DataFolder(settings.data_dir).originals, on_progress):
            say("\n".join(_lines(each, translate)))
            if each.after is None:
                left += 1
                continue
            changed += 1
            if apply:
                archive.replace(each.before.id, each.after, now)
    say(translate("rebuilt" if apply else "rebuild-would", count=changed))
    if left:
        say(translate("rebuild-left", count=left))


def _lines(rebuilt: ReparsedArticle, translate: Translator) -> Iterator[str]:
    yield translate("rebuild-article", id=rebuilt.before.id, headline=rebuilt.before.headline)
    if rebuilt.after is None:
        yield translate("rebuild-other-number")
        return
    for field in fields(Draft):
        before, after = (_values(getattr(draft, field.name)) for draft in (rebuilt.before, rebuilt.after))
        if before != after:
            yield translate("rebuild-field", field=field.name)
            difference = list(unified_diff(before, after, n=0, lineterm=""))[_HEADER:]
            yield from (f"  {line[0]} {line[1:]}" for line in difference if not line.startswith("@@"))


def _values(value: object) -> list[str]:
    return list(map(str, value if isinstance(value, tuple) else (value,) if value else ()))
