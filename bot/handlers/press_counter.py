"""Counts the chats of readers in which something is pressed, for the picture under `/stats`."""

import asyncio
import logging

from telegram import Update

from bot.chats.people import person_of
from bot.ptb_types import Context
from bot.services import Services
from briefings.errors import ArchiveError

log = logging.getLogger(__name__)


class PressCounter:
    """The callback of a handler behind all others, so that nobody's answer waits for it."""

    def __init__(self, services: Services) -> None:
        self._presses = services.presses
        self._editors = services.editors
        self._clock = services.clock

    async def __call__(self, update: Update, _: Context) -> None:
        if update.effective_chat and not self._editors.is_editor(person_of(update)):
            try:
                await asyncio.to_thread(self._presses.note, update.effective_chat.id, self._clock().date())
            except ArchiveError:  # the press itself is answered
                log.exception("A press could not be counted")
