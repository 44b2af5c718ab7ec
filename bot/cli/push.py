"""`sourceline push`: stores articles from the command line, one line for each, a progress bar for many."""

from collections.abc import Sequence

from rich.console import Console
from rich.progress import Progress

from bot.cli.push_arguments import PushArgument, expand_argument, load_item
from bot.cli.push_via_inbox import Pause, push_via_inbox, wait_poll_interval
from bot.locales import Translator
from bot.settings import Settings
from briefings.errors import ArchiveError, SourcelineError
from briefings.intake.inbox import Inbox
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.clock import Clock
from briefings.newsroom.newsroom import Newsroom, open_newsroom
from briefings.newsroom.report import Report
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
            open_newsroom(settings.data_dir, settings.summarizer, clock, web) as newsroom,
            Progress(console=out, transient=True, disable=not out.is_terminal) as progress,
        ):
            task = progress.add_task(
                translate("push-progress"), total=len(sources), visible=len(sources) >= _MIN_ITEMS_FOR_PROGRESS_BAR
            )
            for source in sources:
                report = await _push_item(source, newsroom)
                complete &= not report.failures
                for line in _report_lines(report, translate):
                    out.print(line)
                progress.advance(task)
    return complete


async def _push_item(source: PushArgument, newsroom: Newsroom) -> Report:
    try:
        return await newsroom.ingestion.push([load_item(source)])
    except SourcelineError as error:
        return Report(failures=(error,))


def _report_lines(report: Report, translate: Translator) -> list[str]:
    lines = [
        translate(f"push-line-{pushed.outcome}", id=pushed.article.id, headline=pushed.article.headline)
        for pushed in report.articles
    ]
    return lines + [translate("push-line-failed", reason=translate.error(error)) for error in report.failures]
