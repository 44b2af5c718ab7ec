"""Has the news of followed stories sent at once to those who asked for that, while the bot runs."""

import asyncio
import logging
from datetime import timedelta

from telegram.ext import JobQueue

from bot.digests.followed_news import FollowedNews
from bot.ptb_types import Context
from briefings.errors import ArchiveError
from briefings.model.clock import Clock

log = logging.getLogger(__name__)

_INTERVAL = timedelta(seconds=20)


class FollowedNewsJob:
    """Looks for it every few seconds."""

    def __init__(self, news: FollowedNews, clock: Clock) -> None:
        self._news = news
        self._clock = clock

    def schedule(self, job_queue: JobQueue[Context]) -> None:
        """Look from now on; one look after the other."""
        options = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        job_queue.run_repeating(self._tick_now, _INTERVAL, first=_INTERVAL, name="followed news", job_kwargs=options)

    async def _tick_now(self, _: Context) -> None:
        await self.tick()

    async def tick(self) -> None:
        """Note what is new, and send what is due, in threads between which others have their turn."""
        try:
            while await asyncio.to_thread(self._news.note_changes, self._clock()):
                pass
            while await asyncio.to_thread(self._news.put_due, self._clock()):
                pass
        except ArchiveError as error:
            log.warning("The news of followed stories could not be looked for; it is tried again soon: %s", error)
