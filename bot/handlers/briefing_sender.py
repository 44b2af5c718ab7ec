"""Shows briefings in a chat, and notes that it was shown them."""

import asyncio
from collections.abc import Sequence

from telegram import Message as TelegramMessage

from bot.chats.read_positions import positions_of
from bot.chats.reader_context import ReaderContexts
from bot.handlers.replies import send
from bot.rendering.messages import Messages
from briefings.model.briefing import Briefing


class BriefingSender:
    """Sends briefings to readers."""

    def __init__(self, messages: Messages, reader_contexts: ReaderContexts) -> None:
        self._messages = messages
        self._reader_contexts = reader_contexts

    async def show(
        self, to: TelegramMessage, briefings: Sequence[Briefing], more: str | None = None, zone: str | None = None
    ) -> None:
        """Send stories into the chat of `to`; `more` is the data of the last button."""
        await send(to, self._messages.stories(briefings, more, zone=zone))
        await asyncio.to_thread(self._reader_contexts.note, to.chat.id, positions_of(briefings))

    async def zone(self, message: TelegramMessage) -> str | None:
        """The time zone that the chat named; None if it named none."""
        return await asyncio.to_thread(self._reader_contexts.zone_of, message.chat.id)
