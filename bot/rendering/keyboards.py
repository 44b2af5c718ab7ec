"""Buttons and previews as python-telegram-bot wants them."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

from bot.rendering.callback_data import Rows
from bot.rendering.html import sendable

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Rows of buttons as Telegram wants them; None for no buttons."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(sendable(label), callback_data=data) for label, data in row] for row in rows]
    )
