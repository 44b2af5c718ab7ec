"""What is said when there is no answer: the error handler, and the notice that it was too much."""

import logging

from telegram import Update
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.chats.editor_registry import EditorRegistry
from bot.chats.people import person_of
from bot.ptb_types import Context
from bot.rendering.keyboards import NO_PREVIEW
from bot.rendering.messages import Messages
from briefings.errors import ArchiveError, SourcelineError

log = logging.getLogger(__name__)

_MAX_ALERT_LENGTH = 200  # characters that Telegram takes in the answer to a button


class ErrorHandler:
    """The error handler of the Application: a sentence for the person, the traceback for the log.

    An answer that would have had to wait too long for Telegram is dropped without one.
    """

    def __init__(self, messages: Messages, editors: EditorRegistry) -> None:
        self._messages = messages
        self._editors = editors

    async def __call__(self, update: object, context: Context) -> None:
        context.bot_data.failures += 1
        error = context.error
        if isinstance(error, SourcelineError):
            sentence = self._messages.translate.error(error)
            if isinstance(error, ArchiveError):
                log.error("Answered with an error: %s", sentence)
                if not self._is_editor_in_private(update):
                    sentence = self._messages.translate("not-now")  # of files and hosts nobody else is told
            else:
                log.info("Answered with an error: %s", error.key)
        elif isinstance(error, RetryAfter):
            _log_wait(error)
            return
        elif isinstance(error, Forbidden):
            log.info("A reader has blocked the bot")
            return
        elif isinstance(error, NetworkError) and not isinstance(error, BadRequest):
            log.warning("Telegram could not be reached: %s", error)
            return
        else:
            log.error("A request failed", exc_info=error)
            sentence = self._messages.translate("sorry")
        if isinstance(update, Update):
            await self._answer(update, sentence)

    def _is_editor_in_private(self, update: object) -> bool:
        if not isinstance(update, Update) or not update.effective_chat:
            return False
        return update.effective_chat.type == ChatType.PRIVATE and self._editors.is_editor(person_of(update))

    async def _answer(self, update: Update, sentence: str) -> None:
        try:
            if update.callback_query:
                await update.callback_query.answer(sentence[:_MAX_ALERT_LENGTH], show_alert=True)
            elif update.effective_message:
                await update.effective_message.reply_text(sentence, link_preview_options=NO_PREVIEW)
        except RetryAfter as error:
            _log_wait(error)
        except TelegramError as error:
            if update.callback_query and isinstance(error, BadRequest):
                log.info("The press was answered too late: %s", error)
                return
            log.exception("The apology could not be sent")


class OverBudgetNotice:
    """Says to a person, or in a group, that they ask more than the bot answers."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    async def __call__(self, update: Update) -> None:
        sentence = self._messages.translate("moment")
        try:
            if update.callback_query:
                await update.callback_query.answer(sentence, show_alert=True)
            elif update.effective_message:
                in_group = update.effective_message.chat.type != ChatType.PRIVATE
                await update.effective_message.reply_text(
                    sentence, disable_notification=True, do_quote=in_group, allow_sending_without_reply=True
                )
        except TelegramError as error:
            log.info("Nobody was told that it is too much: %s", type(error).__name__)


def _log_wait(error: RetryAfter) -> None:
    log.warning("An answer was dropped, because Telegram asks to wait: %s", error)
