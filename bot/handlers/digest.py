"""`/digest`: sends a digest now, or sets or ends the daily one."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chats.destination import destination_of
from bot.chats.subscription import Subscription
from bot.digests.composer import DigestWish
from bot.digests.selections import selection_of
from bot.handlers.briefing_sender import BriefingSender
from bot.handlers.chosen_settings import own_place
from bot.handlers.digest_answers import describe, describe_choices, zone_rows
from bot.handlers.digest_changes import after_change, before_change, usual
from bot.handlers.group_settings import check_may_set
from bot.handlers.replies import button_data, send, take_button
from bot.preferences.digest_preferences import DEFAULT_STORIES, DigestPreferences
from bot.preferences.digest_wording import ZoneDoubt
from bot.preferences.digest_words import NOW, QUESTIONS
from bot.ptb_types import Context, Handler
from bot.rendering import callback_data
from bot.rendering.html import plain
from bot.rendering.message import Message
from bot.services import Services

_DAY = timedelta(days=1)
_MORE_STORIES = 5  # with each press of *More*


class DigestHandlers:
    """The command, and the button under a digest."""

    def __init__(self, services: Services) -> None:
        self._queries = services.newsroom.queries
        self._reader_contexts = services.reader_contexts
        self._database = services.database
        self._sender = BriefingSender(services)
        self._composer = services.digest_composer
        self._messages = services.messages
        self._subscriptions = services.subscriptions
        self._wishes = services.breaking_wishes
        self._editors = services.editors
        self._settings = services.settings
        self._clock = services.clock

    def handlers(self) -> list[Handler]:
        """The handlers, in the order they are tried."""
        return [
            CommandHandler("digest", self.digest, filters.UpdateType.MESSAGE),
            CallbackQueryHandler(self.press_daily, f"^{callback_data.DAILY}$"),
            CallbackQueryHandler(self.press_zone, f"^{callback_data.DIGEST}"),
            CallbackQueryHandler(self.press_news, "^news:"),
            CallbackQueryHandler(self.press_again, f"^{callback_data.DAILY_AGAIN}$"),
            MessageHandler(filters.StatusUpdate.MIGRATE, self.move),
        ]

    async def digest(self, update: Update, context: Context) -> None:
        """`/digest`: one now, set as the daily one is; with words, which `parse_digest_wording` reads, that one."""
        message = update.effective_message
        assert message
        words = " ".join(context.args or ())
        if words.casefold() in QUESTIONS:
            await self._tell_choices(message)
        elif words and words.casefold() != NOW:
            await check_may_set(update, self._editors)
            await self._change(update, message, words)
        else:
            await self._send_now(message)

    async def press_zone(self, update: Update, context: Context) -> None:
        """A time zone, where several were meant."""
        await check_may_set(update, self._editors)
        words = button_data(update)
        if message := await take_button(update, context):
            await self._change(update, message, words)

    async def _change(self, update: Update, message: TelegramMessage, words: str) -> None:
        to = destination_of(message)
        found = await asyncio.to_thread(self._subscriptions.find, to)
        after = await asyncio.to_thread(after_change, words, found, self._settings, self._clock())
        if isinstance(after, ZoneDoubt):
            rows = zone_rows(after, words)
            await send(message, [self._messages.text("digest-which-zone", rows, value=after.value)])
        elif after is None:
            was_subscribed = await asyncio.to_thread(self._subscriptions.end, to, "reader", self._clock())
            await send(message, [self._messages.text("digest-off" if was_subscribed else "digest-none")])
        else:
            await self._subscribe(update, message, after, found)

    async def _tell_choices(self, message: TelegramMessage) -> None:
        found = await asyncio.to_thread(self._subscriptions.find, destination_of(message))
        is_on = found is not None and not found.ended_by
        before = before_change(found, self._settings)
        text = describe_choices(before, self._messages.translate, self._clock(), is_on=is_on)
        await send(message, [Message(plain(text))])

    async def press_news(self, update: Update, context: Context) -> None:
        """*More* under a digest: the stories that did not fit."""
        offset, since, snapshot_id = callback_data.read_news(button_data(update))
        if message := await take_button(update, context):
            await self._send_news(message, offset, since, snapshot_id)

    async def _send_news(self, message: TelegramMessage, offset: int, since: str | datetime, snapshot_id: str) -> None:
        reader = await asyncio.to_thread(self._reader_contexts.of, message.chat.id)
        selection = await asyncio.to_thread(selection_of, self._database, destination_of(message))
        page = await asyncio.to_thread(
            self._queries.news, _MORE_STORIES, snapshot_id, since, reader.positions, offset, selection
        )
        more = callback_data.more_news(page.next_offset, since, snapshot_id) if page.next_offset else None
        if page.briefings:
            await self._sender.show(message, page.briefings, more, reader.zone)
        else:
            await send(message, [self._messages.text("no-more")])

    async def press_daily(self, update: Update, context: Context) -> None:
        """*Every day* under a digest."""
        await check_may_set(update, self._editors)
        if message := await take_button(update, context):
            found = await asyncio.to_thread(self._subscriptions.find, destination_of(message))
            wanted = usual(self._settings)
            if found:
                wanted = replace(wanted, zone=found.preferences.zone)
            await self._subscribe(update, message, wanted, found)

    async def press_again(self, update: Update, context: Context) -> None:
        """*Digest again*: it and breaking news as they were; at the usual time, if they ended long ago."""
        await check_may_set(update, self._editors)
        if message := await take_button(update, context):
            to = destination_of(message)
            ended = await asyncio.to_thread(self._subscriptions.find, to)
            await asyncio.to_thread(self._wishes.restore, to, self._clock())
            await self._subscribe(update, message, ended.preferences if ended else usual(self._settings), ended)

    async def move(self, update: Update, _: Context) -> None:
        """A group became a supergroup, with a new id: its digest goes there."""
        message = update.effective_message
        assert message
        if message.migrate_to_chat_id:
            new_id, now = message.migrate_to_chat_id, self._clock()
            await asyncio.to_thread(self._subscriptions.move, message.chat.id, new_id, now)

    async def _send_now(self, message: TelegramMessage) -> None:
        to = destination_of(message)
        reader = await asyncio.to_thread(self._reader_contexts.of, message.chat.id)
        selection = await asyncio.to_thread(selection_of, self._database, to)
        daily = await asyncio.to_thread(self._subscriptions.get, to)
        wish = DigestWish(
            since=self._clock() - _DAY,
            stories=daily.preferences.stories if daily else DEFAULT_STORIES,
            headlines_only=daily is not None and daily.preferences.headlines_only,
            selection=selection,
            unread_only=False,
            heading="digest-heading-now",
            zone=reader.zone,
        )
        digest = await asyncio.to_thread(self._composer.compose, wish, reader.positions)
        *first, last = digest.messages
        if daily is None:
            label = self._messages.translate("button-daily", time=self._settings.digest_time.isoformat("minutes"))
            last = Message(last.html, (*last.buttons, ((label, callback_data.DAILY),)))
        await send(message, [*first, last])
        await asyncio.to_thread(self._reader_contexts.note, message.chat.id, digest.shown)

    async def _subscribe(
        self,
        update: Update,
        message: TelegramMessage,
        preferences: DigestPreferences,
        before: Subscription | None,
    ) -> None:
        place = own_place(update, message)
        await asyncio.to_thread(self._subscriptions.set, place.to, preferences, self._clock(), place.set_up)
        was_off = before is not None and before.ended_by is not None
        text = describe(preferences, self._messages.translate, self._clock(), was_off=was_off)
        await send(message, [Message(plain(text))])
