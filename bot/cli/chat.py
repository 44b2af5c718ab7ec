"""`sourceline chat`: the same bot in the terminal, for one person, who is an editor there."""

import sys
from collections.abc import Sequence

from rich.console import Console

from bot.application import build_application
from bot.cli.run import start_services
from bot.locales import Words
from bot.ptb_types import App
from bot.services import open_desk
from bot.settings import Settings
from bot.terminal.bot_api import TERMINAL_USER_ID, TerminalRequest
from bot.terminal.screen import Screen
from bot.terminal.session import Terminal
from briefings.intake.web.fetcher import WebReader
from briefings.newsroom.newsroom import Clock


async def converse(settings: Settings, words: Words, clock: Clock, messages: Sequence[str] | None) -> bool:
    """Send the messages one by one, or without any let a person type; False if one of them failed.

    Raises ArchiveError and SettingsError as `open_desk`.
    """
    request = TerminalRequest(Screen(Console(highlight=False)), words, lambda: clock().timestamp())
    async with WebReader() as web:
        with open_desk(settings, words, clock, web, local_editor=TERMINAL_USER_ID) as desk:
            application = build_application(desk, "0:terminal", request)

            async def start(_: App) -> None:
                await start_services(application, desk)

            application.post_init = start
            async with Terminal(application, request, words) as terminal:
                if messages:
                    return await terminal.run_script(messages)
                return await terminal.converse(sys.stdin)
