"""`sourceline push`: stores articles from the command line, one line for each, a progress bar for many."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress

from bot.cli.push_arguments import PushArgument, expand_argument, load_item
from bot.cli.push_via_inbox import Pause, failure_line, push_via_inbox, wait_poll_interval
from bot.cli.reading import open_reader
from bot.locales import Translator
from bot.settings import Settings
from briefings.errors import ArchiveError, SourcelineError
from briefings.intake.inbox import Inbox
from briefings.intake.reading.worker_pool import WorkerPool
from briefings.intake.result import IntakeResult
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.clock import Clock
from briefings.newsroom.newsroom import Newsroom, open_newsroom
from briefings.newsroom.report import Report
from briefings.process_tuning import usable_cores
from briefings.storage.data_folder import DataFolder

_MIN_ITEMS_FOR_PROGRESS_BAR = 20


async def push_all(
    settings: Settings, translate: Translator, clock: Clock, arguments: Sequence[str], pause: Pause = wait_poll_interval
) -> bool:
    """Push what the arguments name and print the outcome of each; False if anything failed. Raises ArchiveError.

    While another process has the archive open, they are pushed through its inbox; `pause` waits between two polls of
    the inbox.
    """
    out = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    sources = [source for argument in arguments for source in expand_argument(argument)]
    try:
        return await _push_directly(settings, translate, clock, sources, out)
    except ArchiveError as error:
        if error.key != "data-in-use":
            raise
    return await push_via_inbox(Inbox(DataFolder(settings.data_dir).inbox), sources, translate, out.print, pause)


async def _push_directly(
    settings: Settings, translate: Translator, clock: Clock, sources: Sequence[PushArgument], out: Console
) -> bool:
    complete = True
    async with WebFetcher() as web:
        with (
            _open_reader_early(settings) as reader,
            open_newsroom(settings.data_dir, settings.summarizer, clock, web, reader=reader) as newsroom,
            Progress(console=out, transient=True, disable=not out.is_terminal) as progress,
        ):
            task = progress.add_task(
                translate("push-progress"), total=len(sources), visible=len(sources) >= _MIN_ITEMS_FOR_PROGRESS_BAR
            )
            async for report in _push_in_order(sources, newsroom):
                complete &= not report.has_failed
                for line in _report_lines(report, translate):
                    out.print(line)
                progress.advance(task)
    return complete


@contextmanager
def _open_reader_early(settings: Settings) -> Iterator[WorkerPool]:
    """A process for each core; the first starts while the archive is opened."""
    with open_reader(settings, usable_cores()) as reader:
        reader.start_early()
        yield reader


async def _push_in_order(sources: Sequence[PushArgument], newsroom: Newsroom) -> AsyncIterator[Report]:
    """The report of each source, in their order; while one is stored, as many as there are cores are read already."""
    ahead: deque[asyncio.Task[IntakeResult | SourcelineError]] = deque()
    waiting = iter(sources)
    try:
        for _ in sources:
            while len(ahead) <= usable_cores() and (source := next(waiting, None)) is not None:
                ahead.append(asyncio.create_task(_read(source, newsroom)))
            result = await ahead.popleft()
            if isinstance(result, SourcelineError):
                yield Report(failures=(result,))
            else:
                yield await newsroom.ingestion.store_read([result])
    finally:
        for task in ahead:
            task.cancel()


async def _read(source: PushArgument, newsroom: Newsroom) -> IntakeResult | SourcelineError:
    try:
        item = load_item(source)
    except SourcelineError as error:
        return error
    return await newsroom.ingestion.read(item)


def _report_lines(report: Report, translate: Translator) -> list[str]:
    lines = [
        translate(f"push-line-{pushed.outcome}", id=pushed.article.id, headline=pushed.article.headline)
        for pushed in report.articles
    ]
    lines += [failure_line(error, translate) for error in report.failures]
    if report.unnamed_failures:
        lines.append(
            translate("push-line-failed", reason=translate("push-others-failed", count=report.unnamed_failures))
        )
    return lines
