"""Tells the editors when a damaged file was set aside."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Protocol

from telegram.error import TelegramError
from telegram.ext import JobQueue

from bot.locales import Translator
from bot.ptb_types import Context
from briefings.storage.quarantine import Quarantine

log = logging.getLogger(__name__)

_TICK = timedelta(seconds=5)


class Sender(Protocol):
    """What it needs of a `telegram.Bot`."""

    async def send_message(self, chat_id: int, text: str) -> object:
        """Send one message. Raises telegram.error.TelegramError."""


class DamageAlerts:
    """Looks for damaged files that nobody was told of, and tells every editor."""

    def __init__(
        self, bot: Sender, quarantine: Quarantine, editors: Callable[[], Iterable[int]], translate: Translator
    ) -> None:
        self._bot = bot
        self._quarantine = quarantine
        self._editors = editors
        self._translate = translate

    def schedule(self, job_queue: JobQueue[Context]) -> None:
        """Look every few seconds from now on."""
        job_queue.run_repeating(self._tick_now, _TICK, first=_TICK, name="alarm")

    async def _tick_now(self, _: Context) -> None:
        await self.tick()

    async def tick(self) -> None:
        """Tell each editor of what was set aside since the last time; one who cannot be reached is left out."""
        for file in self._quarantine.not_reported():
            for editor in await asyncio.to_thread(self._editors):
                try:
                    await self._bot.send_message(editor, self._translate("set-aside", file=file))
                except TelegramError as error:
                    log.warning("Editor %d could not be told of %s: %s", editor, file, type(error).__name__)
