"""Channels: an administrator of one sets up in private what comes there; under what was posted, nothing is answered."""

import asyncio
import re

from telegram import Message as TelegramMessage
from telegram import MessageOriginChannel, Update
from telegram.constants import ChatType
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chats.editor_registry import EditorRegistry
from bot.chats.people import author_of, person_of
from bot.handlers.channel_check import check_channel
from bot.handlers.chosen_settings import ChosenSettings, channel_place
from bot.handlers.replies import send
from bot.ptb_types import Context, Handler
from bot.services import Services
from briefings.errors import UsageError

_NAME = re.compile(r"(?:(?:https?://)?t\.me/|@)(\w{4,32})/?")
_ID = re.compile(r"-100\d{1,15}")


class _ForwardedByReader(filters.MessageFilter):
    """A channel's post, forwarded by one who is no editor: what editors forward is an article."""

    def __init__(self, editors: EditorRegistry) -> None:
        super().__init__()
        self._editors = editors

    def filter(self, message: TelegramMessage) -> bool:
        return isinstance(message.forward_origin, MessageOriginChannel) and not self._editors.is_editor(
            author_of(message)
        )


class _PressInChannel(CallbackQueryHandler[Context, None]):
    def check_update(self, update: object) -> bool:
        query = update.callback_query if isinstance(update, Update) else None
        return bool(query and query.message and query.message.chat.type == ChatType.CHANNEL)


class ChannelHandlers:
    """`/channel`, the forward that does the same, and presses in channels."""

    def __init__(self, services: Services, chosen: ChosenSettings) -> None:
        self._chosen = chosen
        self._editors = services.editors

    def handlers(self) -> list[Handler]:
        """The handlers, in the order they are tried, before those of editors."""
        private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
        return [
            _PressInChannel(self.press_in_channel),
            CommandHandler("channel", self.channel, private),
            MessageHandler(private & _ForwardedByReader(self._editors), self.forwarded),
        ]

    async def channel(self, update: Update, context: Context) -> None:
        """`/channel @name`, or as the answer to a post of it; with words, as after `/digest`."""
        message, words = update.effective_message, list(context.args or [])
        assert message
        answered = message.reply_to_message
        if words and (name := _read_name(words[0])):
            await self._open(update, context, name, words=" ".join(words[1:]))
        elif answered and isinstance(answered.forward_origin, MessageOriginChannel):
            chat = answered.forward_origin.chat
            await self._open(update, context, chat.id, chat.title or "", " ".join(words))
        else:
            raise UsageError("usage-channel")

    async def forwarded(self, update: Update, context: Context) -> None:
        """A post of the channel."""
        message = update.effective_message
        assert message and isinstance(message.forward_origin, MessageOriginChannel)
        chat = message.forward_origin.chat
        await self._open(update, context, chat.id, chat.title or "")

    async def press_in_channel(self, _: Update, context: Context) -> None:
        """Whatever it answered, all who read the channel would have to read."""
        raise UsageError("channel-press", bot=context.bot.username)

    async def _open(self, update: Update, context: Context, name: str | int, title: str = "", words: str = "") -> None:
        message = update.effective_message
        assert message
        place = channel_place(update, await check_channel(context.bot, name, person_of(update), title))
        show, what = (self._chosen.type, words) if words else (self._chosen.screen, "first")
        await send(message, [await asyncio.to_thread(show, place, what)])


def _read_name(word: str) -> str | int | None:
    """`@name`, from a link to it too, or an id; None for what is none."""
    if match := _NAME.fullmatch(word):
        return f"@{match[1]}"
    return int(word) if _ID.fullmatch(word) else None
