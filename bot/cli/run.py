"""`sourceline run`: the bot on Telegram, by long polling, until it is stopped."""

import asyncio
import logging

from telegram import Bot
from telegram.error import InvalidToken, NetworkError

from bot.application import ALLOWED_UPDATES, build_application, start_jobs
from bot.cli.reading import open_reader
from bot.locales import Translator
from bot.ptb_types import App
from bot.services import Services, open_services
from bot.settings import Settings
from briefings.errors import SettingsError
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.clock import Clock
from briefings.process_tuning import usable_cores, warmed_up

_MAX_READING_PROCESSES = 2  # one large item does not keep the next waiting; each takes memory of its own

log = logging.getLogger(__name__)


def serve(settings: Settings, translate: Translator, clock: Clock) -> None:
    """Run until interrupted. Raises SettingsError for a token that Telegram refuses, ArchiveError for the archive."""
    web = WebFetcher()
    with (
        open_reader(settings, min(usable_cores(), _MAX_READING_PROCESSES)) as reader,
        open_services(settings, translate, clock, web, reader=reader) as services,
        warmed_up(),
    ):
        application = build_application(services, settings.token())

        async def start(_: App) -> None:
            await start_jobs(application, services)
            _print_introduction(application, services)

        async def close(_: App) -> None:
            await web.aclose()

        application.post_init = start
        application.post_shutdown = close
        asyncio.run(check_token(settings))
        application.run_polling(allowed_updates=ALLOWED_UPDATES, bootstrap_retries=-1)


async def check_token(settings: Settings) -> None:
    """Call Telegram once, so that a wrong token is a plain error: long polling would retry or end in a traceback."""
    try:
        async with Bot(settings.token(), base_url=f"{settings.telegram_api_url}/bot"):
            pass
    except InvalidToken as error:
        raise SettingsError("token-refused") from error
    except NetworkError as error:
        log.warning("Telegram cannot be reached (%s); trying until it can", error)


def _print_introduction(application: App, services: Services) -> None:
    """Print which bot runs, and without any editor the claim link: a secret, so not in the log."""
    translate, username = services.messages.translate, application.bot.username
    print(translate("running", name=f"@{username}"), flush=True)  # noqa: T201 - for the person who started it
    if not services.editors.ids():
        link = f"https://t.me/{username}?start={services.editors.open_claim()}"
        print(translate("claim-link"), link, sep="\n", flush=True)  # noqa: T201 - as above
