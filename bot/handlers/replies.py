"""Sending messages, and telling a person when something did not work; every traceback goes to the log."""

import logging
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram import Message as TelegramMessage
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.ptb_types import Context
from bot.rendering.callback_data import Rows
from bot.rendering.messages import Message, Messages
from briefings.errors import SourcelineError, UsageError

log = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Rows of buttons as Telegram wants them; None for no buttons."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in rows]
    )


async def send(to: TelegramMessage, messages: Sequence[Message]) -> None:
    """Send messages into the chat of `to`; in a group the first one answers it visibly."""
    for number, message in enumerate(messages):
        await to.reply_text(
            message.html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(message.buttons),
            link_preview_options=NO_PREVIEW,
            do_quote=number == 0 and to.chat.type != "private",
            allow_sending_without_reply=True,
        )


async def take_button(update: Update) -> TelegramMessage | None:
    """Take the pressed button away so that it acts once; None if an earlier press took it.

    Raises UsageError for a message so old that Telegram no longer shows it to the bot.
    """
    query = update.callback_query
    assert query
    message = query.message
    if not isinstance(message, TelegramMessage) or not message.is_accessible:
        raise UsageError("button-old")
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    left = tuple(
        tuple((button.text, str(button.callback_data)) for button in row if button.callback_data != query.data)
        for row in rows
    )
    try:
        await message.edit_reply_markup(keyboard(tuple(row for row in left if row)))
    except BadRequest as error:
        log.info("The button was pressed before: %s", error)
        message = None
    await query.answer()
    return message


class ErrorHandler:
    """The Application's error handler: a sentence for the person, the traceback for the log."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    async def __call__(self, update: object, context: Context) -> None:
        context.bot_data.failures += 1
        error = context.error
        if isinstance(error, SourcelineError):
            log.info("Answered with an error: %s", error.key)
            sentence = self._messages.translate.error(error)
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
            await self._tell(update, sentence)

    async def _tell(self, update: Update, sentence: str) -> None:
        try:
            if update.callback_query:
                await update.callback_query.answer(sentence[:200], show_alert=True)
            elif update.effective_message:
                await update.effective_message.reply_text(sentence, link_preview_options=NO_PREVIEW)
        except TelegramError:
            log.exception("The apology could not be sent")
