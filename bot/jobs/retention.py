"""Retention: moves articles older than KEEP_DAYS to cold storage."""

import asyncio
import logging
from datetime import date, timedelta
from typing import Protocol

from telegram.ext import JobQueue

from bot.ptb_types import Context
from briefings.errors import ArchiveError
from briefings.model.clock import Clock

log = logging.getLogger(__name__)

_INTERVAL = timedelta(hours=1)
_FIRST_DELAY = timedelta(seconds=10)


class ArticleRetirer(Protocol):
    """The method of `Newsroom` that retention needs."""

    def retire(self, before: date) -> int:
        """Move the articles received before that day (UTC) to cold storage; returns how many."""


class Retention:
    """Moves articles older than `keep_days` to cold storage, once an hour."""

    def __init__(self, newsroom: ArticleRetirer, keep_days: int, clock: Clock) -> None:
        self._newsroom = newsroom
        self._keep = timedelta(days=keep_days)
        self._clock = clock

    def schedule(self, job_queue: JobQueue[Context]) -> None:
        """Look every hour from now on."""
        job_queue.run_repeating(self._tick_now, _INTERVAL, first=_FIRST_DELAY, name="retiring")

    async def _tick_now(self, _: Context) -> None:
        await self.tick()

    async def tick(self) -> None:
        """Put away what is old enough; what the disk does not take stays where it is until the next time."""
        try:
            retired = await asyncio.to_thread(self._newsroom.retire, (self._clock() - self._keep).date())
        except ArchiveError:
            log.exception("Articles could not be put into the attic")
            return
        if retired:
            log.info("%d articles are in the attic now", retired)
