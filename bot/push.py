"""`sourceline push`: stores articles from the command line, one line for each, a progress bar for many."""

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.settings import Settings
from bot.words import Words
from briefings.errors import SourcelineError
from briefings.intake.items import File, Link
from briefings.intake.paths import expand, load
from briefings.intake.web import WebReader
from briefings.newsroom import Clock, Newsroom, open_newsroom
from briefings.report import Report

_MANY = 20  # items from which on a progress bar is worth its line


async def push_all(settings: Settings, words: Words, clock: Clock, sources: Sequence[str]) -> bool:
    """Store what the sources name and print what became of each; False if anything failed. Raises ArchiveError."""
    out = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    complete = True
    async with WebReader() as web:
        with (
            open_newsroom(settings.data_dir, settings.summarizer, clock, web) as newsroom,
            Progress(console=out, transient=True, disable=not out.is_terminal) as progress,
        ):
            named = [part for source in sources for part in _named(source)]
            task = progress.add_task(words("push-progress"), total=len(named), visible=len(named) >= _MANY)
            for part in named:
                report = await _push(part, newsroom)
                complete &= not report.failures
                for line in _lines(report, words):
                    out.print(line)
                progress.advance(task)
    return complete


def _named(source: str) -> list[str | Path | SourcelineError]:
    """What one argument names: a link or `-` as it is, a file, each file of a folder, or why there is none."""
    if source == "-" or source.lower().startswith(("http://", "https://")):
        return [source]
    try:
        return [*expand(Path(source))]
    except SourcelineError as error:
        return [error]


async def _push(part: str | Path | SourcelineError, newsroom: Newsroom) -> Report:
    try:
        match part:
            case SourcelineError():
                raise part
            case Path():
                return await newsroom.push([load(part)])
            case "-":
                return await newsroom.push([File(name="-.txt", content=sys.stdin.buffer.read())])
            case _:
                return await newsroom.push([Link(url=part)])
    except SourcelineError as error:
        return Report(failures=(error,))


def _lines(report: Report, words: Words) -> list[str]:
    lines = [
        words(f"push-line-{each.became}", id=each.article.id, headline=each.article.headline)
        for each in report.articles
    ]
    return lines + [words("push-line-failed", reason=words.error(error)) for error in report.failures]
