"""Tells the editors when a damaged file is set aside."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Protocol

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import JobQueue

from bot.locales import Translator
from bot.ptb_types import Context
from bot.traffic.send_gate import flood_wait
from briefings.model.clock import Clock
from briefings.storage.quarantine import Quarantine

log = logging.getLogger(__name__)

_INTERVAL = timedelta(seconds=5)


class MessageSender(Protocol):
    """The method of `telegram.Bot` that alerts need."""

    async def send_message(self, chat_id: int, text: str) -> object:
        """Send one message. Raises telegram.error.TelegramError."""


class DamageAlerts:
    """Looks for damaged files that have not been reported, and tells every editor of each of them."""

    def __init__(
        self,
        bot: MessageSender,
        quarantine: Quarantine,
        editors: Callable[[], Iterable[int]],
        translate: Translator,
        clock: Clock,
    ) -> None:
        self._bot = bot
        self._quarantine = quarantine
        self._editors = editors
        self._translate = translate
        self._clock = clock
        self._done: dict[str, set[int]] = defaultdict(set)  # for each file the editors who are not to be tried again
        self._waits: dict[int, datetime] = {}  # for each editor until when Telegram asked to wait

    def schedule(self, job_queue: JobQueue[Context]) -> None:
        """Look every few seconds from now on."""
        job_queue.run_repeating(self._tick_now, _INTERVAL, first=_INTERVAL, name="damage alerts")

    async def _tick_now(self, _: Context) -> None:
        await self.tick()

    async def tick(self) -> None:
        """Tell each editor of each file, once; a file waits while there are no editors.

        An editor is tried again after a network error, and when the time is over that Telegram asked to wait. One who
        cannot be written to is not tried again for that file.
        """
        files, now = self._quarantine.not_reported(), self._clock()
        editors = frozenset(self._editors()) if files else frozenset()
        for file in files:
            for editor in sorted(editors - self._done[file]):
                if self._waits.get(editor, now) <= now:
                    await self._tell(editor, file, now)
            if editors and editors <= self._done[file]:
                self._quarantine.set_reported(file)
                del self._done[file]

    async def _tell(self, editor: int, file: str, now: datetime) -> None:
        """Send one message and note whether it is to be sent again."""
        try:
            await self._bot.send_message(editor, self._translate("set-aside", file=file))
        except TelegramError as error:
            log.warning("Editor %d could not be told of %s: %s", editor, file, type(error).__name__)
            if isinstance(error, RetryAfter):
                self._waits[editor] = now + flood_wait(error)
                return
            if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
                return
        self._done[file].add(editor)
