"""`/digest`: sends a digest now, or sets or ends the daily one."""

import asyncio
from datetime import timedelta

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chats.people import is_anonymous_administrator, person_of
from bot.handlers.digest_arguments import DailyAt, parse_digest_arguments
from bot.handlers.replies import send, take_button
from bot.ptb_types import Context, Handler
from bot.rendering import callback_data
from bot.rendering.message import Message
from bot.services import Services
from briefings.errors import UsageError

_DAY = timedelta(days=1)
_GROUP_ADMINISTRATORS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


class DigestHandlers:
    """The command, and the button under a digest."""

    def __init__(self, services: Services) -> None:
        self._newsroom = services.newsroom
        self._composer = services.digest_composer
        self._messages = services.messages
        self._subscriptions = services.subscriptions
        self._editors = services.editors
        self._settings = services.settings
        self._clock = services.clock

    def handlers(self) -> list[Handler]:
        """The handlers, in the order they are tried."""
        return [
            CommandHandler("digest", self.digest, filters.UpdateType.MESSAGE),
            CallbackQueryHandler(self.press_daily, f"^{callback_data.DAILY}$"),
            MessageHandler(filters.StatusUpdate.MIGRATE, self.move),
        ]

    async def digest(self, update: Update, context: Context) -> None:
        """`/digest`, `/digest on`, `/digest 07:30 [zone]`, `/digest off`."""
        message = update.effective_message
        assert message
        args = context.args or []
        subscription = await asyncio.to_thread(self._subscriptions.get, message.chat.id)
        zone = subscription.zone if subscription else self._settings.timezone
        wish = self._default_time() if args == ["on"] else await asyncio.to_thread(parse_digest_arguments, args, zone)
        if wish == "now":
            await self._send_now(message)
            return
        await self._check_may_set(update)
        if isinstance(wish, DailyAt):
            await self._subscribe(message, wish)
        else:
            was_subscribed = await asyncio.to_thread(self._subscriptions.remove, message.chat.id)
            await send(message, [self._messages.text("digest-off" if was_subscribed else "digest-none")])

    async def press_daily(self, update: Update, context: Context) -> None:
        """*Every day* under a digest."""
        assert update.callback_query
        await self._check_may_set(update)
        if message := await take_button(update, context):
            await self._subscribe(message, self._default_time())

    async def move(self, update: Update, _: Context) -> None:
        """A group became a supergroup, with a new id: its digest goes there."""
        message = update.effective_message
        assert message
        if message.migrate_to_chat_id:
            await asyncio.to_thread(self._subscriptions.move, message.chat.id, message.migrate_to_chat_id)

    def _default_time(self) -> DailyAt:
        return DailyAt(self._settings.digest_time, self._settings.timezone)

    async def _send_now(self, message: TelegramMessage) -> None:
        digest = await asyncio.to_thread(self._composer.compose, message.chat.id, self._clock() - _DAY)
        *first, last = digest.messages
        if await asyncio.to_thread(self._subscriptions.get, message.chat.id) is None:
            label = self._messages.translate("button-daily", time=self._settings.digest_time.isoformat("minutes"))
            last = Message(last.html, (*last.buttons, ((label, callback_data.DAILY),)))
        await send(message, [*first, last])
        await asyncio.to_thread(self._composer.note, message.chat.id, digest)

    async def _subscribe(self, message: TelegramMessage, daily_at: DailyAt) -> None:
        now = self._clock()
        newest_id = await asyncio.to_thread(self._newsroom.queries.newest_id)
        subscription = await asyncio.to_thread(
            self._subscriptions.set, message.chat.id, daily_at.time, daily_at.zone, now, newest_id
        )
        time = subscription.time.isoformat("minutes")
        await send(message, [self._messages.text("digest-daily", (), time=time, zone=subscription.zone)])

    async def _check_may_set(self, update: Update) -> None:
        """Raises UsageError in a group for a person who is neither its administrator nor an editor."""
        chat, person, message = update.effective_chat, person_of(update), update.message
        assert chat
        if chat.type == ChatType.PRIVATE or self._editors.is_editor(person):
            return
        if message and is_anonymous_administrator(message):
            return
        if person is None or (await chat.get_member(person)).status not in _GROUP_ADMINISTRATORS:
            raise UsageError("digest-of-group")
