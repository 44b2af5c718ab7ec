"""`/announce`: an editor says something to all chats that get the digest, after reading it over."""

import asyncio
import secrets

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.digests.mailings import put_all
from bot.digests.outbox import RenderedText
from bot.handlers.confirmations import read_confirmation
from bot.handlers.editor_check import check_command
from bot.handlers.replies import replace_pressed, run_aside, send
from bot.ptb_types import Context, Handler
from bot.rendering import callback_data
from bot.rendering.html import Piece, pack, units
from bot.rendering.message import Message
from bot.services import Services
from briefings.errors import UsageError

_MAX_UNITS = 4000  # of a longer message, more may follow: Telegram's apps cut what is pasted


class AnnouncementHandlers:
    """The command and its two buttons."""

    def __init__(self, services: Services) -> None:
        self._messages = services.messages
        self._editors = services.editors
        self._mailings = services.mailings
        self._clock = services.clock

    def handlers(self) -> list[Handler]:
        """The handlers, in the order they are tried."""
        return [
            CommandHandler("announce", self.announce, filters.UpdateType.MESSAGE),
            CallbackQueryHandler(self.press_send, "^announce:"),
            CallbackQueryHandler(self.press_drop, "^unannounce:"),
        ]

    async def announce(self, update: Update, _: Context) -> None:
        """`/announce text`: shows it as it will arrive, and asks."""
        message = update.effective_message
        assert message
        editor = check_command(self._editors, message)
        if message.chat.type != ChatType.PRIVATE:
            raise UsageError("announce-not-private")
        announcement = _announcement(message.text or "")
        count = await asyncio.to_thread(self._mailings.count_subscribed)
        if not count:
            await send(message, [self._messages.text("announce-nobody")])
            return
        name = secrets.token_urlsafe(12)
        text = RenderedText((announcement,), {})
        await asyncio.to_thread(self._mailings.draft, name, text, editor, self._clock())
        row = (
            (self._messages.translate("button-announce"), callback_data.announce(name, editor)),
            (self._messages.translate("button-drop"), callback_data.drop_announcement(name, editor)),
        )
        await send(message, [announcement, self._messages.text("announce-sure", (row,), count=count)])

    async def press_send(self, update: Update, context: Context) -> None:
        """*Send to all*: puts it on its way, once however often it is pressed."""
        name, _ = read_confirmation(update, self._editors)
        count = await asyncio.to_thread(self._mailings.count_subscribed)
        begun = await asyncio.to_thread(self._mailings.begin, name, self._clock())
        if begun is None:
            raise UsageError("button-old")
        if begun:
            await run_aside(put_all(self._mailings, self._clock), update, context)
        key = "announce-begun" if begun else "announce-before"
        await replace_pressed(update, self._messages.text(key, (), count=count))

    async def press_drop(self, update: Update, _: Context) -> None:
        """*Do not send*."""
        name, _editor = read_confirmation(update, self._editors)
        dropped = await asyncio.to_thread(self._mailings.drop, name)
        if not dropped:
            raise UsageError("button-old")
        await replace_pressed(update, self._messages.text("announce-dropped"))


def _announcement(typed: str) -> Message:
    """What stands behind the command, as it was typed. Raises UsageError if that is nothing, or too much."""
    _, *text = typed.split(maxsplit=1)
    if not text:
        raise UsageError("usage-announce")
    packed = pack([[Piece(text[0])]])
    if units(typed) > _MAX_UNITS or len(packed) != 1:
        raise UsageError("announce-long", most=_MAX_UNITS)
    return Message(packed[0])
