"""Goes on with mailings that were broken off: by an end of the bot, or by a database that was away."""

from datetime import timedelta

from telegram.ext import JobQueue

from bot.digests.mailings import Mailings, put_all
from bot.ptb_types import Context
from briefings.model.clock import Clock

_INTERVAL = timedelta(seconds=10)


class MailingResumption:
    """Looks for them every few seconds."""

    def __init__(self, mailings: Mailings, clock: Clock) -> None:
        self._mailings = mailings
        self._clock = clock

    def schedule(self, job_queue: JobQueue[Context]) -> None:
        """Look from now on."""
        job_queue.run_repeating(self._tick_now, _INTERVAL, first=timedelta(), name="mailings")

    async def _tick_now(self, _: Context) -> None:
        await self.tick()

    async def tick(self) -> None:
        """Go on with what there is."""
        await put_all(self._mailings, self._clock)
