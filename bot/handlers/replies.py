"""Sending messages into a chat, and taking buttons away once they are pressed."""

import logging
from collections.abc import Sequence

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.rendering.keyboards import NO_PREVIEW, keyboard
from bot.rendering.messages import Message
from briefings.errors import UsageError

log = logging.getLogger(__name__)


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
