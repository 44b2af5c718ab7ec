"""The commands of readers: the newest stories, a topic, help."""

import asyncio

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.constants import ChatType
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chats.destination import destination_of
from bot.chats.editor_registry import may_be_secret
from bot.chats.people import person_of
from bot.handlers.briefing_sender import BriefingSender
from bot.handlers.command_menu import publish_for_editor
from bot.handlers.replies import button_data, confirm_press, send, take_button
from bot.preferences.time_zones import shortened
from bot.ptb_types import Context, Handler
from bot.rendering import callback_data
from bot.rendering.message import Message
from bot.services import Services
from bot.submissions.parser import is_links
from briefings.errors import UsageError

_DEFAULT_STORIES, _MAX_STORIES = 3, 10  # in one answer
_MAX_TOPIC_BUTTONS = 6


class ReaderHandlers:
    """The commands and buttons for everyone."""

    def __init__(self, services: Services) -> None:
        self._newsroom = services.newsroom
        self._messages = services.messages
        self._editors = services.editors
        self._reader_contexts = services.reader_contexts
        self._subscriptions = services.subscriptions
        self._sender = BriefingSender(services)

    def handlers(self) -> list[Handler]:
        """The handlers, in the order they are tried."""
        new, private = filters.UpdateType.MESSAGE, filters.ChatType.PRIVATE
        return [
            CommandHandler("start", self.start, new),
            CommandHandler("help", self.help, new),
            CommandHandler("latest", self.latest, new),
            CommandHandler("topic", self.topic, new),
            CallbackQueryHandler(self.press_latest, "^latest:"),
            CallbackQueryHandler(self.press_more, "^more:"),
            CallbackQueryHandler(self.press_topic, "^topic:"),
            MessageHandler(new & private & filters.TEXT & ~filters.COMMAND, self.free_text),
        ]

    # Commands

    async def start(self, update: Update, context: Context) -> None:
        """`/start`; with the secret of a claim link, an editor is made: of a person, in their private chat.

        Any other word behind it is of a link that somebody made to the bot, and means nothing.
        """
        message, person, word = update.effective_message, person_of(update), (context.args or [""])[0]
        assert message
        if person is None or message.chat.type != ChatType.PRIVATE:
            if self._editors.void(word):
                await send(message, [self._messages.text("claim-not-here")])
        elif may_be_secret(word) and not self._editors.is_editor(person):
            if await asyncio.to_thread(self._editors.claim, word, person):
                await publish_for_editor(context.bot, self._messages.translate, person)
                await send(message, [self._messages.text("claim-welcome")])
                return
            await send(message, [self._messages.text("claim-void")])
        answer = [self._messages.text("start", name=context.bot.first_name)]
        ended = await asyncio.to_thread(self._subscriptions.find, destination_of(message))
        if ended and ended.ended_by and ended.ended_by != "reader":
            answer.append(self._messages.digest_return(ended.preferences.times_text, ended.preferences.zone))
        await send(message, answer)

    async def help(self, update: Update, _: Context) -> None:
        """`/help`; editors are told their commands too."""
        assert update.effective_message
        answer = [self._messages.text("help")]
        if self._editors.is_editor(person_of(update)):
            answer.append(self._messages.text("help-editors"))
        await send(update.effective_message, answer)

    async def latest(self, update: Update, context: Context) -> None:
        """`/latest [n]`."""
        assert update.effective_message
        newest = await asyncio.to_thread(self._newsroom.queries.newest_id)
        await self._send_latest(update.effective_message, _parse_count(context.args or []), 0, newest)

    async def topic(self, update: Update, context: Context) -> None:
        """`/topic words`; alone, the most covered topics."""
        message = update.effective_message
        assert message
        if context.args:
            await self._send_topic(message, " ".join(context.args), 0)
            return
        topics = await asyncio.to_thread(self._newsroom.queries.topics, _MAX_TOPIC_BUTTONS)
        key = "topic-which" if topics else "nothing-yet"
        await send(message, [self._messages.text(key, _topic_rows(topics))])

    async def free_text(self, update: Update, _: Context) -> None:
        """Words without a command are a topic; links are none."""
        message = update.effective_message
        assert message
        if is_links(message.text or ""):
            await send(message, [self._messages.text("topic-link")])
        else:
            await self._send_topic(message, message.text or "", 0)

    # Buttons

    async def press_latest(self, update: Update, context: Context) -> None:
        """*More* under `/latest`."""
        count, rest = callback_data.read_offset(button_data(update))
        offset, snapshot_id = callback_data.read_offset(rest)
        if message := await take_button(update, context):
            await self._send_latest(message, min(count, _MAX_STORIES), offset, snapshot_id)

    async def press_more(self, update: Update, context: Context) -> None:
        """*More* under `/topic`."""
        offset, query = callback_data.read_offset(button_data(update))
        if message := await take_button(update, context):
            await self._send_topic(message, query, offset)

    async def press_topic(self, update: Update, _: Context) -> None:
        """A topic offered as a button; it stays, for the next one."""
        await confirm_press(update)
        if isinstance(update.effective_message, TelegramMessage):
            await self._send_topic(update.effective_message, button_data(update), 0)

    # Shared

    async def _send_latest(self, message: TelegramMessage, count: int, offset: int, snapshot_id: str | None) -> None:
        reader = await asyncio.to_thread(self._reader_contexts.of, message.chat.id)
        briefings = await asyncio.to_thread(
            self._newsroom.queries.latest, count + 1, offset, snapshot_id, reader.positions
        )
        more = (
            callback_data.more_latest(count, offset + count, snapshot_id)
            if snapshot_id and len(briefings) > count
            else None
        )
        if briefings:
            await self._sender.show(message, briefings[:count], more, reader.zone)
        else:
            await send(message, [self._messages.text("no-more" if offset else "nothing-yet")])

    async def _send_topic(self, message: TelegramMessage, query: str, offset: int) -> None:
        reader = await asyncio.to_thread(self._reader_contexts.of, message.chat.id)
        briefings = await asyncio.to_thread(
            self._newsroom.queries.topic, query, _DEFAULT_STORIES + 1, offset, reader.positions
        )
        more = callback_data.more_topic(offset + _DEFAULT_STORIES, query) if len(briefings) > _DEFAULT_STORIES else None
        if briefings:
            await self._sender.show(message, briefings[:_DEFAULT_STORIES], more, reader.zone)
        else:
            await send(message, [await self._no_results_message(query, offset)])

    async def _no_results_message(self, query: str, offset: int) -> Message:
        if offset:
            return self._messages.text("no-more")
        topics = await asyncio.to_thread(self._newsroom.queries.nearest_topics, query, _MAX_TOPIC_BUTTONS)
        key = "topic-nothing" if topics else "topic-nothing-at-all"
        return self._messages.text(key, _topic_rows(topics), query=shortened(query))


def _parse_count(args: list[str]) -> int:
    if not args:
        return _DEFAULT_STORIES
    if len(args) == 1 and args[0].isascii() and args[0].isdigit() and 1 <= int(args[0]) <= _MAX_STORIES:
        return int(args[0])
    raise UsageError("usage-latest", most=_MAX_STORIES)


def _topic_rows(topics: list[str]) -> callback_data.Rows:
    buttons = [(topic, data) for topic in topics if (data := callback_data.topic(topic))]
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
