"""`sourceline run`: the bot on Telegram, by long polling, until it is stopped."""

import asyncio
import logging

from telegram import Bot
from telegram.error import InvalidToken, NetworkError

from bot.application import ALLOWED_UPDATES, build_application
from bot.digests.sender import Delivery
from bot.handlers.command_menu import publish
from bot.handlers.digest import Digests
from bot.jobs.damage_alerts import Alarm
from bot.jobs.inbox_watcher import Collector
from bot.jobs.retention import Retiring
from bot.locales import Words
from bot.ptb_types import App
from bot.services import Desk, open_desk
from bot.settings import Settings
from briefings.errors import SettingsError
from briefings.intake.inbox import Inbox
from briefings.intake.web.fetcher import WebReader
from briefings.newsroom.newsroom import Clock

log = logging.getLogger(__name__)


def serve(settings: Settings, words: Words, clock: Clock) -> None:
    """Run until interrupted. Raises SettingsError for a token that Telegram refuses, ArchiveError for the archive."""
    web = WebReader()
    with open_desk(settings, words, clock, web) as desk:
        application = build_application(desk, settings.token())

        async def start(_: App) -> None:
            await start_services(application, desk)
            _introduce(application, desk)

        async def close(_: App) -> None:
            await web.aclose()

        application.post_init = start
        application.post_shutdown = close
        asyncio.run(_knock(settings))
        application.run_polling(allowed_updates=ALLOWED_UPDATES, bootstrap_retries=-1)


async def _knock(settings: Settings) -> None:
    """Try the token once, to say in a sentence what is wrong: polling would retry in silence or end in a traceback."""
    try:
        async with Bot(settings.token(), base_url=f"{settings.telegram_api_url}/bot"):
            pass
    except InvalidToken as error:
        raise SettingsError("token-refused") from error
    except NetworkError as error:
        log.warning("%s cannot be reached (%s); trying until it can", settings.telegram_api_url, error)


async def start_services(application: App, desk: Desk) -> None:
    """What runs beside the answering of messages: the lists of commands, the digests, the inbox, the attic, and word
    of damaged files."""
    assert application.job_queue
    await publish(application.bot, desk.messages.words, await asyncio.to_thread(desk.access.editors))
    Delivery(application.bot, desk.subscriptions, Digests(desk), desk.clock).schedule(application.job_queue)
    inbox = await asyncio.to_thread(Inbox, desk.settings.data_dir / "inbox")
    Alarm(application.bot, desk.quarantine, desk.access.editors, desk.messages.words).schedule(application.job_queue)
    if desk.settings.keep_days:
        Retiring(desk.newsroom, desk.settings.keep_days, desk.clock).schedule(application.job_queue)
    Collector(desk.newsroom, inbox, desk.messages.words).schedule(application.job_queue)


def _introduce(application: App, desk: Desk) -> None:
    """Say on standard output who runs, and how the first editor is made: a secret, so not in the log."""
    words, username = desk.messages.words, application.bot.username
    print(words("running", name=f"@{username}"), flush=True)  # noqa: T201 - for the person who started it
    if not desk.access.editors():
        link = f"https://t.me/{username}?start={desk.access.open_claim()}"
        print(words("claim-link"), link, sep="\n", flush=True)  # noqa: T201 - as above
