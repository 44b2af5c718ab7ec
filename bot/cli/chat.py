"""`sourceline chat`: the same bot in the terminal, for one person, who is an editor there."""

import sys
from collections.abc import Sequence
from contextlib import nullcontext

from rich.console import Console

from bot.application import build_application, start_jobs
from bot.cli.reading import open_reader
from bot.locales import Translator
from bot.ptb_types import App
from bot.services import open_services
from bot.settings import Settings
from bot.terminal.bot_api import TERMINAL_USER_ID, TerminalRequest
from bot.terminal.screen import Screen
from bot.terminal.session import Terminal
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.clock import Clock
from briefings.process_tuning import warmed_up


async def converse(settings: Settings, translate: Translator, clock: Clock, messages: Sequence[str] | None) -> bool:
    """Send the messages one by one, or without any let a person type; False if one of them failed.

    Raises ArchiveError and SettingsError as `open_services` does.
    """
    request = TerminalRequest(Screen(Console(highlight=False)), translate, lambda: clock().timestamp())
    is_interactive = not messages and sys.stdin.isatty()  # a script sends at once, so a warm-up would come too late
    async with WebFetcher() as web:
        with (
            open_reader(settings) as reader,
            open_services(settings, translate, clock, web, reader=reader, local_editor=TERMINAL_USER_ID) as services,
            warmed_up() if is_interactive else nullcontext(),
        ):
            if is_interactive:
                reader.start_early()
            application = build_application(services, "0:terminal", request)

            async def start(_: App) -> None:
                await start_jobs(application, services)

            application.post_init = start
            async with Terminal(application, request, translate) as terminal:
                if messages:
                    return await terminal.run_script(messages)
                return await terminal.converse(sys.stdin)
