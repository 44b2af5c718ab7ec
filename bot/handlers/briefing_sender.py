"""Shows briefings in a chat, and notes that it was shown them."""

import asyncio
from collections.abc import Sequence

from telegram import Message as TelegramMessage

from bot.chats.destination import destination_of
from bot.chats.read_positions import positions_of
from bot.handlers.replies import send
from bot.handlers.story_interests import StoryInterests
from bot.rendering.story_toggles import Marks
from bot.services import Services
from briefings.model.briefing import Briefing


class BriefingSender:
    """Sends briefings to readers."""

    def __init__(self, services: Services) -> None:
        self._messages = services.messages
        self._reader_contexts = services.reader_contexts
        self._stories = StoryInterests(services.newsroom.queries, services.interests, services.clock)

    async def show(
        self, to: TelegramMessage, briefings: Sequence[Briefing], more: str | None = None, zone: str | None = None
    ) -> None:
        """Send stories into the chat of `to`; `more` is the data of the last button."""
        await send(to, self._messages.stories(briefings, more, zone=zone, marks=await self.marks(to)))
        await asyncio.to_thread(self._reader_contexts.note, to.chat.id, positions_of(briefings))

    async def marks(self, message: TelegramMessage) -> Marks:
        """The stories that the chat follows and mutes."""
        return await asyncio.to_thread(self._stories.marks, destination_of(message))

    async def zone(self, message: TelegramMessage) -> str | None:
        """The time zone that the chat named; None if it named none."""
        return await asyncio.to_thread(self._reader_contexts.zone_of, message.chat.id)
