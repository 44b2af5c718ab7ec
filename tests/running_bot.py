"""What the tests of the bot share: a clock, articles of their own, and the real bot on a Bot API server."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from botapi import BotApi, Person

from bot.application import ALLOWED_UPDATES, build_application, start_jobs
from bot.locales import Translator
from bot.ptb_types import App
from bot.services import Services, open_services
from bot.settings import Settings
from bot.traffic.send_gate import SendGate
from briefings.intake.web.fetcher import WebFetcher

EDITOR = 100

HARBOUR = """Harbour Ferry Resumes After Storm Repairs

A ferry leaves the old pier at Norhavn on Tuesday. (AFP)
A ferry leaves the old pier at Norhavn on Tuesday. (AFP)
TT

Harbour Ferry Resumes After Storm Repairs

A ferry leaves the old pier at Norhavn on Tuesday. (AFP)
A ferry leaves the old pier at Norhavn on Tuesday. (AFP)

The ferry between Norhavn and the islands runs again from Thursday, eleven days after a storm tore away its pier.

Engineers rebuilt the landing stage in a week and tested it with lorries on Monday, the port authority said.

“We worked through four nights so that the islands get their bread back,” port director Ida Lund told Reuters.

About 3,000 islanders depend on the ferry for food, fuel and school transport during the winter months.

The repair cost two million crowns, half of which the insurance pays, according to the authority.
"""

LIBRARY = """Library Opens All Night for Exams

Students queue outside the city library in Westbrook. (AP)
Students queue outside the city library in Westbrook. (AP)

The city library of Westbrook stays open all night until the end of the examination weeks, the council said on Friday.

Extra staff were hired from the university, and the café on the ground floor sells soup until five in the morning.

Last year the reading room was full by nine in the morning, and two hundred students were turned away each day.

The council expects the longer hours to cost 40,000 crowns, which a foundation for education will pay.
"""


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, **by: float) -> None:
        self.now += timedelta(**by)


class HurriedTimer:
    """The event loop's timer, a hundred times faster: Telegram's limits are held, and nobody waits for them."""

    factor = 100

    def time(self) -> float:
        return asyncio.get_running_loop().time() * self.factor

    def call_at(self, when: float, callback: Callable[[], None], /) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_at(when / self.factor, callback)


@dataclass(frozen=True, slots=True)
class Running:
    """The bot while it runs."""

    application: App
    services: Services


@asynccontextmanager
async def running_bot(
    server: BotApi, folder: Path, clock: Clock, admins: frozenset[int] = frozenset({EDITOR}), **set_to: str
) -> AsyncIterator[Running]:
    """The real Application, polling `server`, with its data in `folder`; web pages only from this machine.

    `set_to`: further settings.
    """
    ids = ",".join(map(str, admins))
    settings = Settings(telegram_api_url=server.url, admin_ids=ids, data_dir=folder, **set_to)
    async with WebFetcher(may_connect=lambda address: address.is_loopback) as web:
        with open_services(settings, Translator("en"), clock, web, gather_seconds=0.2) as services:
            application = build_application(services, server.token, gate=SendGate(HurriedTimer))
            server.watches(application)
            async with application:
                await start_jobs(application, services)
                assert application.updater
                await application.updater.start_polling(allowed_updates=ALLOWED_UPDATES)
                await application.start()
                try:
                    yield Running(application, services)
                finally:
                    await application.updater.stop()
                    await application.stop()


async def push(editor: Person, *texts: str) -> None:
    """Hand each text to the bot, and see to it that it is stored."""
    for text in texts:
        await editor.sends(f"/push {text}")
        assert (await editor.hears()).text.startswith("Stored:")
