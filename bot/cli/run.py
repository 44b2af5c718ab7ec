"""`sourceline run`: the bot on Telegram, by long polling or a webhook, until it is stopped."""

import logging
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib.util import find_spec

from telegram import Bot
from telegram.error import InvalidToken, NetworkError

from bot.application import budgets_of, build_application, update_sieve
from bot.cli.reading import open_reader
from bot.cli.running import Run
from bot.cli.until_told import signalled_loop
from bot.digests.workers import check_clock
from bot.locales import Translator
from bot.monitoring.error_alerts import counted_errors
from bot.monitoring.metrics import Metrics
from bot.monitoring.server import serving
from bot.service_settings import check_webhook_reachable
from bot.services import Services, open_services
from bot.settings import TELEGRAM_API_URL, Settings
from bot.traffic.parallel_request import ParallelRequest
from briefings.errors import SettingsError
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.clock import Clock
from briefings.process_tuning import usable_cores, warmed_up

_MAX_READING_PROCESSES = 2  # one large item does not keep the next waiting; each takes memory of its own

log = logging.getLogger(__name__)


def serve(settings: Settings, translate: Translator, clock: Clock) -> None:
    """Run until told to stop. Raises SettingsError for a token that Telegram refuses, ArchiveError for the archive."""
    _check_webhook(settings)
    with signalled_loop() as (loop, told), ExitStack() as stack:
        web = WebFetcher()
        metrics = Metrics(lambda: datetime.now(UTC))
        if settings.metrics_port is not None:
            polls = settings.webhook_url is None
            stack.enter_context(serving(metrics, settings.metrics_host, settings.metrics_port, polls=polls))
        errors = stack.enter_context(counted_errors())
        reader = stack.enter_context(open_reader(settings, min(usable_cores(), _MAX_READING_PROCESSES)))
        services = stack.enter_context(open_services(settings, translate, clock, web, reader=reader))
        if settings.database_url:
            check_clock(services.database, clock)
        stack.enter_context(warmed_up())
        _watch_articles(metrics, services)
        budgets = budgets_of(services)
        application = build_application(services, settings.token(), metrics=metrics, budgets=budgets)
        run = Run(application, services, metrics, errors, update_sieve(services, budgets), told)
        loop.run_until_complete(run.until_told(check_token(settings)))
        loop.run_until_complete(web.aclose())


def _check_webhook(settings: Settings) -> None:
    if settings.webhook_url is None:
        return
    if settings.telegram_api_url == TELEGRAM_API_URL:  # a Bot API server of one's own may send anywhere
        check_webhook_reachable(settings.webhook_url)
    if settings.token().partition(":")[2] in settings.webhook_url:
        raise SettingsError("webhook-token")
    if find_spec("tornado") is None:
        raise SettingsError("webhook-extra")


def _watch_articles(metrics: Metrics, services: Services) -> None:
    stats = services.newsroom.queries.stats
    metrics.watch("articles", "Articles that are answered with", lambda: stats(metrics.now()).articles)


async def check_token(settings: Settings) -> None:
    """Call Telegram once, so that a wrong token is a plain error: long polling would retry or end in a traceback."""
    try:
        url, request = f"{settings.telegram_api_url}/bot", ParallelRequest()
        async with Bot(settings.token(), base_url=url, request=request, get_updates_request=request):
            pass
    except InvalidToken as error:
        raise SettingsError("token-refused") from error
    except NetworkError as error:
        log.warning("Telegram cannot be reached (%s); trying until it can", error)
