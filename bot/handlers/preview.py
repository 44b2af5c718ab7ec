"""`/preview`: the next digest of a chat, as it would be now."""

import asyncio

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import CommandHandler, filters

from bot.chats.destination import destination_of
from bot.chats.people import person_of
from bot.chats.subscription import Subscription
from bot.digests.planner import wish_of
from bot.digests.selections import selection_of
from bot.handlers.replies import send
from bot.preferences.digest_preferences import UNTIL_RESUMED
from bot.preferences.digest_slots import next_due
from bot.preferences.setting_changes import pause_end
from bot.ptb_types import Context, Handler
from bot.rendering.message import Message
from bot.rendering.zone_labels import zone_text
from bot.services import Services
from briefings.errors import UsageError


class PreviewHandlers:
    """The command; nothing that it shows counts as shown."""

    def __init__(self, services: Services) -> None:
        self._reader_contexts = services.reader_contexts
        self._subscriptions = services.subscriptions
        self._database = services.database
        self._composer = services.digest_composer
        self._messages = services.messages
        self._editors = services.editors
        self._clock = services.clock

    def handlers(self) -> list[Handler]:
        """The handler of the command."""
        return [CommandHandler("preview", self.preview, filters.UpdateType.MESSAGE)]

    async def preview(self, update: Update, _: Context) -> None:
        """`/preview`, in a group for editors only."""
        message = update.effective_message
        assert message
        if message.chat.type != ChatType.PRIVATE and not self._editors.is_editor(person_of(update)):
            raise UsageError("preview-of-group")
        subscription = await asyncio.to_thread(self._subscriptions.get, destination_of(message))
        if subscription is None:
            raise UsageError("preview-none")
        reader = await asyncio.to_thread(self._reader_contexts.of, message.chat.id)
        selection = await asyncio.to_thread(selection_of, self._database, subscription.destination)
        wish = wish_of(subscription, selection)
        digest = await asyncio.to_thread(self._composer.compose, wish, reader.positions)
        await send(message, [self._heading(subscription), *digest.messages])

    def _heading(self, subscription: Subscription) -> Message:
        preferences, now = subscription.preferences, self._clock()
        if pause_end(preferences, now) == UNTIL_RESUMED:
            return self._messages.text("preview-paused")
        due = next_due(preferences, subscription.progress, subscription.chosen, now)
        if due <= now:
            return self._messages.text("preview-due")
        time = self._messages.time(due, preferences.zone)
        return self._messages.text("preview-heading", (), time=time, zone=zone_text(preferences.zone))
