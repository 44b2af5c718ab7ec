"""Tells one chat which errors the log had: grouped, at most one message a minute, without what people sent or asked.

Errors that telling brings about are in the log only, so that telling never causes more of it.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from threading import Lock

from telegram import Bot
from telegram.error import TelegramError
from telegram.ext import JobQueue

from bot.locales import Translator
from bot.ptb_types import Context

log = logging.getLogger(__name__)

_INTERVAL = timedelta(minutes=1)
_MAX_KINDS = 10  # in one message; more are only counted
_is_telling: ContextVar[bool] = ContextVar("is_telling", default=False)


class ErrorCounts(logging.Handler):
    """Counts the errors of the log by where they came from and their type."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._counts: Counter[str] = Counter()
        self._counts_lock = Lock()

    def emit(self, record: logging.LogRecord) -> None:
        """Count one, unless it is of the telling itself."""
        if _is_telling.get():
            return
        kind = record.exc_info[0] if record.exc_info else None
        with self._counts_lock:
            self._counts[f"{record.name}: {kind.__name__}" if kind else record.name] += 1

    def take(self) -> Counter[str]:
        """Those since the last time it was asked."""
        with self._counts_lock:
            taken, self._counts = self._counts, Counter()
        return taken

    def give_back(self, counts: Counter[str]) -> None:
        """They could not be told, and are told with the next."""
        with self._counts_lock:
            self._counts += counts


@contextmanager
def counted_errors() -> Iterator[ErrorCounts]:
    """Count the errors of the log meanwhile."""
    counts = ErrorCounts()
    logging.getLogger().addHandler(counts)
    try:
        yield counts
    finally:
        logging.getLogger().removeHandler(counts)


class ErrorAlerts:
    """Tells the errors that were counted."""

    def __init__(self, bot: Bot, chat_id: int, counts: ErrorCounts, translate: Translator) -> None:
        self._bot = bot
        self._chat_id = chat_id
        self._counts = counts
        self._translate = translate

    def schedule(self, job_queue: JobQueue[Context]) -> None:
        """Look once a minute from now on."""
        job_queue.run_repeating(self._tell_now, _INTERVAL, name="errors", job_kwargs={"misfire_grace_time": None})

    async def _tell_now(self, _: Context) -> None:
        await self.tell()

    async def tell(self) -> None:
        """One message on what failed since the last, if anything did. Raises nothing if it cannot be sent."""
        counts = self._counts.take()
        if not counts:
            return
        token = _is_telling.set(True)
        try:
            await self._bot.send_message(self._chat_id, self._sentence(counts), disable_notification=True)
        except (TelegramError, asyncio.CancelledError) as error:
            self._counts.give_back(counts)
            if isinstance(error, asyncio.CancelledError):
                raise
            log.warning("The errors could not be told in chat %d: %s", self._chat_id, type(error).__name__)
        finally:
            _is_telling.reset(token)

    def _sentence(self, counts: Counter[str]) -> str:
        lines = [f"• {kind} × {count}" for kind, count in counts.most_common(_MAX_KINDS)]
        translate: Callable[..., str] = self._translate
        return "\n".join([translate("errors-told", count=counts.total()), *lines, translate("errors-where")])
