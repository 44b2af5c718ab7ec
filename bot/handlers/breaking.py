"""Breaking news: who wants it says `/breaking`; an editor marks a push, is asked once, and it goes out at once."""

import asyncio

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.chats.breaking_wishes import MODES, BreakingMode
from bot.chats.destination import destination_of
from bot.chats.people import person_of
from bot.chats.read_positions import positions_of
from bot.digests.mailings import put_all
from bot.digests.outbox import RenderedText
from bot.handlers.confirmations import read_confirmation
from bot.handlers.group_settings import check_may_set
from bot.handlers.replies import button_data, replace_pressed, run_aside, send, take_button
from bot.ptb_types import Context, Handler
from bot.rendering import callback_data
from bot.rendering.message import Message
from bot.rendering.zone_labels import zone_text
from bot.services import Services
from briefings.errors import UsageError
from briefings.newsroom.report import Report

_ANSWERS: dict[BreakingMode, str] = {"on": "breaking-on", "always": "breaking-always", "off": "breaking-off"}


class BreakingNews:
    """Asks an editor, and sends."""

    def __init__(self, services: Services) -> None:
        self._queries = services.newsroom.queries
        self._messages = services.messages
        self._mailings = services.mailings
        self._wishes = services.breaking_wishes
        self._clock = services.clock

    async def with_button(self, shown: Message, report: Report) -> Message:
        """The report of a push, with *Breaking* if it is of one article, not sent so yet, and somebody wants that."""
        if len(report.articles) != 1 or not await asyncio.to_thread(self._wishes.count):
            return shown
        id = report.articles[0].article.id
        if await asyncio.to_thread(self._mailings.has_begun, _name(id)):
            return shown
        data = callback_data.breaking(id)
        return Message(shown.html, (*shown.buttons, ((self._messages.translate("button-breaking"), data),)))

    async def ask(self, to: TelegramMessage, report: Report, editor: int) -> None:
        """Ask about the article that was pushed as breaking news."""
        if len(report.articles) == 1:
            await self.ask_about(to, report.articles[0].article.id, editor)
        elif report.articles:
            await send(to, [self._messages.text("breaking-one")])

    async def ask_about(self, to: TelegramMessage, id: str, editor: int) -> None:
        """Ask whether to send an article as breaking news. Raises NotFound if it is gone."""
        headline = (await asyncio.to_thread(self._queries.story, id)).headline
        count = await asyncio.to_thread(self._mailings.count_breaking, self._clock())
        if await asyncio.to_thread(self._mailings.has_begun, _name(id)):
            await send(to, [self._messages.text("breaking-before")])
        elif not count:
            await send(to, [self._messages.text("breaking-nobody")])
        else:
            row = (
                (self._messages.translate("button-break-now"), callback_data.break_now(id, editor)),
                (self._messages.translate("button-drop"), callback_data.no_breaking(id, editor)),
            )
            await send(to, [self._messages.text("breaking-sure", (row,), headline=headline, count=count)])

    async def begin(self, id: str, editor: int) -> Message:
        """Begin to send the story of an article; what the editor is told. Raises NotFound."""
        briefing = await asyncio.to_thread(self._queries.story, id)
        messages = self._messages.stories([briefing], heading=self._messages.translate("breaking-heading"))
        text, now = RenderedText(tuple(messages), positions_of([briefing])), self._clock()
        count = await asyncio.to_thread(self._mailings.count_breaking, now)
        if not await asyncio.to_thread(self._mailings.break_news, _name(id), text, editor, now):
            return self._messages.text("breaking-before")
        return self._messages.text("breaking-begun", (), headline=briefing.headline, count=count)


class BreakingHandlers:
    """`/breaking`, and the buttons of an editor."""

    def __init__(self, services: Services, news: BreakingNews) -> None:
        self._news = news
        self._messages = services.messages
        self._editors = services.editors
        self._mailings = services.mailings
        self._wishes = services.breaking_wishes
        self._reader_contexts = services.reader_contexts
        self._settings = services.settings
        self._clock = services.clock

    def handlers(self) -> list[Handler]:
        """The handlers, in the order they are tried."""
        return [
            CommandHandler("breaking", self.breaking, filters.UpdateType.MESSAGE),
            CallbackQueryHandler(self.press_breaking, "^breaking:"),
            CallbackQueryHandler(self.press_now, "^breaknow:"),
            CallbackQueryHandler(self.press_drop, "^nobreak:"),
        ]

    async def breaking(self, update: Update, context: Context) -> None:
        """`/breaking on`, `/breaking always`, `/breaking off`; alone it says which of them holds."""
        message = update.effective_message
        assert message
        to = destination_of(message)
        if context.args:
            word = " ".join(context.args).casefold()
            if word not in MODES:
                raise UsageError("usage-breaking")
            mode = MODES[word]
            await check_may_set(update, self._editors)
            await asyncio.to_thread(self._wishes.set, to, mode, self._clock())
        else:
            mode = await asyncio.to_thread(self._wishes.get, to)
        zone = await asyncio.to_thread(self._reader_contexts.zone_of, message.chat.id) or self._settings.timezone
        answer = self._messages.text(_ANSWERS[mode], (), most=self._settings.breaking_a_day, zone=zone_text(zone))
        await send(message, [answer])

    async def press_breaking(self, update: Update, context: Context) -> None:
        """*Breaking* under a push: asks."""
        editor, id = self._editors.check(person_of(update)), button_data(update)
        if message := await take_button(update, context):
            await self._news.ask_about(message, id, editor)

    async def press_now(self, update: Update, context: Context) -> None:
        """*Send now*: once, however often it is pressed."""
        id, editor = read_confirmation(update, self._editors)
        answer = await self._news.begin(id, editor)
        await run_aside(put_all(self._mailings, self._clock), update, context)
        await replace_pressed(update, answer)

    async def press_drop(self, update: Update, _: Context) -> None:
        """*Do not send*."""
        read_confirmation(update, self._editors)
        await replace_pressed(update, self._messages.text("breaking-dropped"))


def _name(id: str) -> str:
    return f"breaking {id}"
