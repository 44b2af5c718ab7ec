"""`sourceline worker`: sends what is due from DATABASE_URL, beside the bot, until it is stopped; needs no archive."""

import asyncio
from contextlib import ExitStack, closing
from functools import partial
from typing import Any

from telegram.ext import ExtBot

from bot.application import as_broadcast
from bot.cli.run import check_token
from bot.cli.until_told import signalled_loop, until_reached, until_told, within
from bot.database.opening import open_database
from bot.database.protocols import Database
from bot.digests.delivery import DigestDelivery
from bot.digests.workers import check_clock
from bot.locales import Translator
from bot.monitoring.counted_request import CountedRequest
from bot.monitoring.metrics import Metrics
from bot.monitoring.server import serving
from bot.rendering.messages import Messages
from bot.settings import Settings
from bot.traffic.parallel_request import ParallelRequest
from bot.traffic.send_gate import SendGate
from bot.traffic.shared_pace import SharedPace, open_shared_pace
from briefings.model.clock import Clock

# Together less than ten seconds, with what is left for the connections.
_UNDER_WAY_SECONDS, _STOP_SECONDS = 3.0, 6.0  # for Telegram's answers, and with the time to record them
_CLOSE_SECONDS = 1.0


def work(settings: Settings, translate: Translator, clock: Clock) -> None:
    """Send until told to stop. Raises SettingsError for a token that is refused, ArchiveError for the database."""
    assert settings.database_url  # as `Settings.for_worker` has seen to
    with signalled_loop() as (loop, told), ExitStack() as stack:
        metrics = Metrics(clock)
        if settings.metrics_port is not None:  # it does not ask for updates, so is well while it runs
            stack.enter_context(serving(metrics, settings.metrics_host, settings.metrics_port, polls=False))
        database = stack.enter_context(closing(open_database(settings.data_dir, settings.database_url)))
        check_clock(database, clock)
        shared = stack.enter_context(open_shared_pace(settings))
        worker = _Worker(settings, translate, clock, database, metrics, shared)
        loop.run_until_complete(worker.until_told(told))


class _Worker:
    def __init__(
        self,
        settings: Settings,
        translate: Translator,
        clock: Clock,
        database: Database,
        metrics: Metrics,
        shared: SharedPace | None,
    ) -> None:
        self._settings = settings
        self._translate = translate
        self._clock = clock
        self._database = database
        self._metrics = metrics
        self._gate = SendGate(rate=settings.broadcast_rate or None, shared=shared)

    async def until_told(self, told: asyncio.Event) -> None:
        """Begin, go on until told to stop, and end. Raises what beginning raises."""
        bot: ExtBot[Any] = ExtBot(
            self._settings.token(),
            base_url=f"{self._settings.telegram_api_url}/bot",
            request=CountedRequest(self._metrics, ParallelRequest()),
            rate_limiter=self._gate,
        )
        delivery = self._delivery(bot)

        async def end() -> None:
            await within(_STOP_SECONDS, delivery.end(_UNDER_WAY_SECONDS), "messages that were on their way")
            await within(_CLOSE_SECONDS, bot.shutdown(), "the connection")

        await until_told(told, self._begin(bot, delivery), end)

    def _delivery(self, bot: ExtBot[Any]) -> DigestDelivery:
        messages = Messages(self._translate, self._clock, self._settings.timezone)
        return DigestDelivery(
            partial(bot.send_message, **as_broadcast(bot, self._settings)),
            self._database,
            None,
            self._clock,
            messages.digest_ended,
            self._metrics.digest_message,
            rate=self._settings.broadcast_rate,
        )

    async def _begin(self, bot: ExtBot[Any], delivery: DigestDelivery) -> None:
        await check_token(self._settings)
        await until_reached(bot.initialize)
        delivery.begin()
        print(self._translate("working", name=f"@{bot.username}"), flush=True)  # noqa: T201 - for who started it
