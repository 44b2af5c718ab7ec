"""One run of the bot: begun, going on until it is told to stop, and ended within ten seconds whatever hangs."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from bot.application import ALLOWED_UPDATES, start_jobs
from bot.cli.until_told import until_reached, until_told, within
from bot.monitoring.error_alerts import ErrorAlerts, ErrorCounts
from bot.monitoring.metrics import Metrics
from bot.ptb_types import App
from bot.services import Services
from bot.traffic.update_sieve import UpdateSieve

if TYPE_CHECKING:
    from bot.traffic.webhook import Webhook

log = logging.getLogger(__name__)

# Together less than the ten seconds that a service manager or a person waits; the rest is for closing what is on disk.
_STOP_HEARING_SECONDS = 2.0  # a last request, which says to Telegram what was taken
_UNDER_WAY_SECONDS, _STOP_SENDING_SECONDS = 1.0, 1.5  # for Telegram's answers to digests, and to record them
_IN_FLIGHT_SECONDS = 3.0
_CUT_SECONDS = 0.5
_COLLECTED_SECONDS = 1.5  # pushes of which messages were still to come
_CLOSE_SECONDS = 0.5
_UPDATE_FETCHER = ":update_fetcher"  # how the library names the task that its stopping waits for


class Run:
    """One run; `told` is set when it is to stop."""

    def __init__(
        self,
        application: App,
        services: Services,
        metrics: Metrics,
        errors: ErrorCounts,
        sieve: UpdateSieve,
        told: asyncio.Event,
    ) -> None:
        self._application = application
        self._services = services
        self._metrics = metrics
        self._errors = errors
        self._sieve = sieve
        self._told = told
        self._webhook: Webhook | None = None

    async def until_told(self, check: Coroutine[Any, Any, None]) -> None:
        """Check, begin, go on until told to stop, and end. Raises what checking and beginning raise."""
        await until_told(self._told, self._begin(check), self._end)

    async def _begin(self, check: Coroutine[Any, Any, None]) -> None:
        await check
        await until_reached(self._application.initialize)
        await start_jobs(self._application, self._services, self._metrics)
        settings, queue = self._services.settings, self._application.job_queue
        if settings.errors_chat_id is not None and queue:
            translate = self._services.messages.translate
            ErrorAlerts(self._application.bot, settings.errors_chat_id, self._errors, translate).schedule(queue)
        await self._hear()
        self._print_introduction()
        await self._application.start()

    async def _hear(self) -> None:
        updater, settings = self._application.updater, self._services.settings
        assert updater
        if settings.webhook_url is None:
            await updater.start_polling(allowed_updates=ALLOWED_UPDATES, bootstrap_retries=-1)
            return
        from bot.traffic.webhook import Webhook  # needs an extra

        self._webhook = Webhook(self._application, self._sieve, settings.webhook_url)
        await self._webhook.start(settings.webhook_host, settings.webhook_port, ALLOWED_UPDATES)

    async def _end(self) -> None:
        application = self._application
        await self._stop_hearing()
        await self._stop_sending()
        if application.running:
            stopping = asyncio.create_task(application.stop())
            await asyncio.wait({stopping}, timeout=_IN_FLIGHT_SECONDS)
            if not stopping.done():
                self._cut({stopping})
            await within(_CUT_SECONDS, stopping, "what was being answered")
            if application.post_stop:
                await within(_COLLECTED_SECONDS, application.post_stop(application), "pushes that were being collected")
        await within(_CLOSE_SECONDS, application.shutdown(), "the connection")
        if rest := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in rest:
                task.cancel()
            await asyncio.wait(rest, timeout=_CLOSE_SECONDS)

    async def _stop_hearing(self) -> None:
        updater = self._application.updater
        if self._webhook:
            await within(_STOP_HEARING_SECONDS, self._webhook.stop(), "what Telegram was sending")
        if updater and updater.running:
            await within(_STOP_HEARING_SECONDS, updater.stop(), "asking Telegram for messages")

    async def _stop_sending(self) -> None:
        if sending := self._application.bot_data.sending:
            await within(_STOP_SENDING_SECONDS, sending.end(_UNDER_WAY_SECONDS), "digests that were on their way")

    def _cut(self, but: set[asyncio.Task[None]]) -> None:
        """Cancel what still runs; what it has stored stays, and what is unsent is not sent."""
        running = asyncio.all_tasks() - but - {asyncio.current_task()}
        tasks = [task for task in running if not task.get_name().endswith(_UPDATE_FETCHER)]
        log.warning("Stopping: %d tasks that take too long are cut off", len(tasks))
        for task in tasks:
            task.cancel()

    def _print_introduction(self) -> None:
        """Print which bot runs, and without any editor the claim link: a secret, so not in the log."""
        services, username = self._services, self._application.bot.username
        translate = services.messages.translate
        print(translate("running", name=f"@{username}"), flush=True)  # noqa: T201 - for the person who started it
        if not services.editors.ids():
            link = f"https://t.me/{username}?start={services.editors.open_claim()}"
            print(translate("claim-link"), link, sep="\n", flush=True)  # noqa: T201 - as above
