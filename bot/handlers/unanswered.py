"""What no person sent gets no answer: two bots would answer each other for ever, and a channel's post asks nothing."""

from telegram import Message
from telegram.ext import MessageHandler, filters

from bot.chats.people import author_of, is_masked
from bot.ptb_types import Context, Handler


class _FromNobody(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        is_service_message = bool(message.migrate_to_chat_id or message.migrate_from_chat_id)
        return author_of(message) is None and not is_masked(message) and not is_service_message


def unanswered_handlers() -> list[Handler]:
    """The handler that is tried first."""
    return [MessageHandler(_FromNobody(), _ignore)]


async def _ignore(_: object, __: Context) -> None:
    """Nothing is said."""
