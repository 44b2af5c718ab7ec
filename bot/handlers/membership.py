"""What Telegram says of the bot's own place in a chat: where it was blocked or removed, no digest goes any more."""

import asyncio

from telegram import ChatMember, Update
from telegram.constants import ChatType
from telegram.ext import ChatMemberHandler

from bot.chats.destination import Destination
from bot.chats.subscription import EndedBy
from bot.database.protocols import Transaction
from bot.digests import outbox
from bot.ptb_types import Context, Handler
from bot.services import Services


class MembershipHandlers:
    """Ends digests at once, rather than when the next one cannot be sent; what a chat chose is kept for its return."""

    def __init__(self, services: Services) -> None:
        self._subscriptions = services.subscriptions
        self._interests = services.interests
        self._messages = services.messages
        self._database = services.database
        self._clock = services.clock

    def handlers(self) -> list[Handler]:
        """The handler of changes of the bot's own membership."""
        return [ChatMemberHandler(self.change, ChatMemberHandler.MY_CHAT_MEMBER)]

    async def change(self, update: Update, _: Context) -> None:
        """The bot was blocked or removed, or it is back; who set up what has ended is told, once for all topics."""
        change = update.my_chat_member
        assert change
        if change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
            by: EndedBy = "blocked" if change.chat.type == ChatType.PRIVATE else "kicked"
            await asyncio.to_thread(self._end, change.chat.id, by)
        else:
            await asyncio.to_thread(self._interests.restore, change.chat.id)

    def _end(self, chat_id: int, by: EndedBy) -> None:
        now = self._clock()
        ended = self._subscriptions.end_chat(chat_id, by, now)
        titles = {each.set_up_by: each.title for each in ended if each.set_up_by}

        def tell(transaction: Transaction) -> None:
            for person, title in titles.items():
                notice = self._messages.digest_ended(by, title or "")
                outbox.put_message(transaction, Destination(person), notice, now)

        if titles:
            self._database.write(tell)
