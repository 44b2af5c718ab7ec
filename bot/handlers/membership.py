"""What Telegram says of the bot's own place in a chat: where it was blocked or removed, no digest goes any more."""

import asyncio

from telegram import ChatMember, Update
from telegram.constants import ChatType
from telegram.ext import ChatMemberHandler

from bot.chats.subscription import EndedBy
from bot.ptb_types import Context, Handler
from bot.services import Services


class MembershipHandlers:
    """Ends digests at once, rather than when the next one cannot be sent; what a chat chose is kept for its return."""

    def __init__(self, services: Services) -> None:
        self._subscriptions = services.subscriptions
        self._interests = services.interests
        self._clock = services.clock

    def handlers(self) -> list[Handler]:
        """The handler of changes of the bot's own membership."""
        return [ChatMemberHandler(self.change, ChatMemberHandler.MY_CHAT_MEMBER)]

    async def change(self, update: Update, _: Context) -> None:
        """The bot was blocked or removed, or it is back."""
        change = update.my_chat_member
        assert change
        if change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
            by: EndedBy = "blocked" if change.chat.type == ChatType.PRIVATE else "kicked"
            await asyncio.to_thread(self._subscriptions.end_chat, change.chat.id, by, self._clock())
        else:
            await asyncio.to_thread(self._interests.restore, change.chat.id)
