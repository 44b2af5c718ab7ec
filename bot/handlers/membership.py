"""What Telegram says of the bot's own place in a chat: where it was blocked or removed, no digest goes any more."""

import asyncio
import logging

from telegram import ChatMember, Update
from telegram.constants import ChatType, ParseMode
from telegram.error import TelegramError
from telegram.ext import ChatMemberHandler

from bot.chats.subscription import EndedBy
from bot.ptb_types import Context, Handler
from bot.services import Services

log = logging.getLogger(__name__)


class MembershipHandlers:
    """Ends digests at once, rather than when the next one cannot be sent; what a chat chose is kept for its return."""

    def __init__(self, services: Services) -> None:
        self._subscriptions = services.subscriptions
        self._interests = services.interests
        self._messages = services.messages
        self._clock = services.clock

    def handlers(self) -> list[Handler]:
        """The handler of changes of the bot's own membership."""
        return [ChatMemberHandler(self.change, ChatMemberHandler.MY_CHAT_MEMBER)]

    async def change(self, update: Update, context: Context) -> None:
        """The bot was blocked or removed, or it is back; who set up what has ended is told, once for all topics."""
        change = update.my_chat_member
        assert change
        if change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
            by: EndedBy = "blocked" if change.chat.type == ChatType.PRIVATE else "kicked"
            ended = await asyncio.to_thread(self._subscriptions.end_chat, change.chat.id, by, self._clock())
            for person, title in {each.set_up_by: each.title for each in ended if each.set_up_by}.items():
                await self._tell(context, person, by, title or "")
        else:
            await asyncio.to_thread(self._interests.restore, change.chat.id)

    async def _tell(self, context: Context, person: int, by: EndedBy, title: str) -> None:
        notice = self._messages.digest_ended(by, title)
        try:
            await context.bot.send_message(person, notice.html, parse_mode=ParseMode.HTML)
        except TelegramError as error:
            log.info("Who set up a digest could not be told of its end: %s", error)
