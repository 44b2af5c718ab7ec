"""The commands of editors: push, correct, delete, merge, split and undo."""

import asyncio
import logging
from typing import Any

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.constants import ChatType
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chats.people import author_of, person_of
from bot.handlers.breaking import BreakingNews
from bot.handlers.confirmations import read_confirmation
from bot.handlers.editor_check import check_author, check_command
from bot.handlers.replies import button_data, replace_pressed, run_aside, send, send_report, take_button
from bot.handlers.store_offers import StoreOffers
from bot.handlers.typing_indicator import show_typing
from bot.ptb_types import Context, Handler
from bot.rendering import callback_data
from bot.rendering.push_report import MAX_LISTED
from bot.rendering.story_blocks import shortened
from bot.services import Services
from bot.submissions.message_groups import MessageGroups, is_in_album
from bot.submissions.parser import SubmissionParser, says_breaking
from bot.traffic.askers import command_for
from briefings.errors import IntakeError, UsageError
from briefings.model.briefing import Briefing
from briefings.newsroom.report import Report

log = logging.getLogger(__name__)


_MAX_CONCURRENT_PUSHES = 3  # each takes a thread for a while, and readers' questions need threads too


class _Album(filters.MessageFilter):
    def filter(self, message: TelegramMessage) -> bool:
        return is_in_album(message)


class _PushCaption(filters.MessageFilter):
    """By Telegram's word, as the budgets go by it: what an app shows as code only looks like a command."""

    def filter(self, message: TelegramMessage) -> bool:
        return bool(message.caption) and _says_push(message)


_ALBUM, _PUSH_CAPTION = _Album(), _PushCaption()


class EditorHandlers:
    """The commands and buttons for editors; others get a UsageError."""

    def __init__(
        self, services: Services, parser: SubmissionParser, groups: MessageGroups, breaking: BreakingNews
    ) -> None:
        self._newsroom = services.newsroom
        self._messages = services.messages
        self._editors = services.editors
        self._reader_contexts = services.reader_contexts
        self._parser = parser
        self._groups = groups
        self._breaking = breaking
        self._offers = StoreOffers(services.editors, services.messages, groups, self._push_messages)
        # Of an editor whose last change is a push: the ids of the new articles.
        self._pushed_last: dict[int, list[str]] = {}
        self._push_slots = asyncio.Semaphore(_MAX_CONCURRENT_PUSHES)

    def handlers(self) -> list[Handler]:
        """The handlers, in the order they are tried, before those of readers."""
        new, private = filters.UpdateType.MESSAGE, filters.ChatType.PRIVATE
        submitted: Any = filters.Document.ALL | filters.FORWARDED
        return [
            MessageHandler(new & self._groups & ~filters.COMMAND, self.push),
            CommandHandler("push", self.push, new),
            MessageHandler(new & _PUSH_CAPTION, self.push),
            MessageHandler(new & private & submitted, self.push),
            MessageHandler(new & ~private & filters.Document.ALL & _ALBUM, self.push),  # a later part may say /push
            CommandHandler("edit", self.edit, new),
            CommandHandler("delete", self.delete, new),
            CommandHandler("merge", self.merge, new),
            CommandHandler("split", self.split, new),
            CommandHandler("undo", self.undo, new),
            *self._offers.handlers(),
            CallbackQueryHandler(self.press_pushed, "^pushed:"),
            CallbackQueryHandler(self.press_split, "^split:"),
            CallbackQueryHandler(self.press_delete, "^delete:"),
            CallbackQueryHandler(self.press_keep, "^keep:"),
        ]

    async def push(self, update: Update, context: Context) -> None:
        """`/push` with a link, a text, a file or in answer to a message; a file or a forward without it."""
        message = update.effective_message
        assert message
        if message.chat.type != ChatType.PRIVATE and not self._editors.is_editor(author_of(message)):
            # at once: what others say in a group is in nobody's budget, so none of it is collected
            if _says_push(message):
                check_author(self._editors, message)
        elif self._groups.may_go_on(message) or self._groups.filter(message):
            self._groups.add(update, message, context, self._push_messages)
        else:
            await run_aside(self._push_messages([message], context), update, context)

    async def _push_messages(self, parts: list[TelegramMessage], context: Context) -> None:
        first = parts[0]
        if first.chat.type != ChatType.PRIVATE and is_in_album(first) and not any(map(_says_push, parts)):
            return  # the files of an album that is not for us
        editor = check_author(self._editors, first)
        async with self._push_slots, show_typing(first):
            items, failures = await self._parser.read(parts, context.bot)
            if not items and not failures:
                raise UsageError("usage-push")
            report = await self._newsroom.ingestion.push(items) + Report(failures=tuple(failures))
        if not report.articles and not report.failures:
            raise IntakeError("nothing-to-read")
        context.bot_data.failures += report.has_failed
        zone = await self._zone(first)
        shown = await asyncio.to_thread(self._messages.report, report, zone)
        await send_report(first, await self._breaking.with_button(shown, report), context)
        if new := [pushed.article.id for pushed in report.articles if pushed.outcome == "stored"]:
            self._pushed_last[editor] = new
        if says_breaking(parts):
            await self._breaking.ask(first, report, editor)

    async def press_pushed(self, update: Update, context: Context) -> None:
        """*More* under the report of a long push: the articles that it does not name."""
        self._editors.check(person_of(update))
        first_id, last_id = callback_data.read_pushed(button_data(update))
        received_between = self._newsroom.queries.received_between
        articles = await asyncio.to_thread(received_between, first_id, last_id, MAX_LISTED + 1)
        if message := await take_button(update, context):
            page = self._messages.pushed(articles, last_id) if articles else self._messages.text("no-more")
            await send(message, [page])

    async def edit(self, update: Update, context: Context) -> None:
        """`/edit id field value`."""
        message, editor = self._require_editor(update)
        match (message.text or "").split(maxsplit=3):
            case [_, id, field, value]:
                briefing, now = await asyncio.to_thread(self._newsroom.editing.edit, id, field, value, editor)
                self._pushed_last.pop(editor, None)
            case _:
                raise UsageError("usage-edit")
        await self._show(
            message, briefing, "edited", field=field.lower(), state="set" if now else "empty", value=shortened(now)
        )

    async def delete(self, update: Update, context: Context) -> None:
        """`/delete id`: asks for confirmation."""
        message, editor = self._require_editor(update)
        if len(context.args or []) != 1:
            raise UsageError("usage-delete")
        briefing = await asyncio.to_thread(self._newsroom.queries.article, (context.args or [""])[0])
        row = (
            (self._messages.translate("button-delete"), callback_data.delete(briefing.sources[0].article.id, editor)),
            (self._messages.translate("button-keep"), callback_data.keep(briefing.sources[0].article.id, editor)),
        )
        await send(message, [self._messages.text("delete-sure", (row,), headline=briefing.headline)])

    async def press_delete(self, update: Update, _: Context) -> None:
        """*Delete* under `/delete`."""
        id, editor = read_confirmation(update, self._editors)
        briefing = await asyncio.to_thread(self._newsroom.editing.delete, id, editor)
        self._pushed_last.pop(editor, None)
        await replace_pressed(update, self._messages.text("deleted", (), headline=briefing.headline))

    async def press_keep(self, update: Update, _: Context) -> None:
        """*Keep* under `/delete`."""
        id, _editor = read_confirmation(update, self._editors)
        briefing = await asyncio.to_thread(self._newsroom.queries.article, id)
        await replace_pressed(update, self._messages.text("kept", (), headline=briefing.headline))

    async def merge(self, update: Update, context: Context) -> None:
        """`/merge id id …`: the stories of these articles become one."""
        message, editor = self._require_editor(update)
        ids = context.args or []
        if len(ids) < 2:
            raise UsageError("usage-merge")
        briefing = await asyncio.to_thread(self._newsroom.editing.merge, ids, editor)
        self._pushed_last.pop(editor, None)
        await self._show(message, briefing, "merged")

    async def split(self, update: Update, context: Context) -> None:
        """`/split id`: an article leaves its story."""
        message, editor = self._require_editor(update)
        if len(context.args or []) != 1:
            raise UsageError("usage-split")
        briefing = await asyncio.to_thread(self._newsroom.editing.split, (context.args or [""])[0], editor)
        self._pushed_last.pop(editor, None)
        await self._show(message, briefing, "split")

    async def press_split(self, update: Update, context: Context) -> None:
        """*Split* under a push: as `/split`."""
        editor = self._editors.check(person_of(update))
        id = button_data(update)
        briefing = await asyncio.to_thread(self._newsroom.queries.article, id)  # if it is gone, the button stays
        if message := await take_button(update, context):
            try:
                briefing = await asyncio.to_thread(self._newsroom.editing.split, id, editor)
                self._pushed_last.pop(editor, None)
            except UsageError as error:
                if error.key != "split-alone":  # that is what the button is for, whoever did it
                    raise
            await self._show(message, briefing, "split")

    async def undo(self, update: Update, _: Context) -> None:
        """`/undo`: takes back this editor's last change; after a push it says first how that is taken out."""
        message, editor = self._require_editor(update)
        if pushed := self._pushed_last.pop(editor, None):
            raise UsageError("undo-push", count=len(pushed), first=pushed[0], last=pushed[-1])
        briefing, count = await asyncio.to_thread(self._newsroom.editing.undo, editor)
        await self._show(message, briefing, "undone", count=count)

    async def _show(self, message: TelegramMessage, briefing: Briefing, heading: str, **fields: str | int) -> None:
        translated, zone = self._messages.translate(heading, **fields), await self._zone(message)
        await send(message, self._messages.stories([briefing], heading=translated, zone=zone))

    async def _zone(self, message: TelegramMessage) -> str | None:
        return await asyncio.to_thread(self._reader_contexts.zone_of, message.chat.id)

    def _require_editor(self, update: Update) -> tuple[TelegramMessage, int]:
        assert update.effective_message
        return update.effective_message, check_command(self._editors, update.effective_message)


def _says_push(message: TelegramMessage) -> bool:
    return command_for(message, message.get_bot().username) == "push"
