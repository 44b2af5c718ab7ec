"""The "typing…" line that Telegram shows while a push is being worked on."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Message
from telegram.constants import ChatAction
from telegram.error import TelegramError

log = logging.getLogger(__name__)

_SHOWN = 4.5  # seconds; Telegram shows it for five


@asynccontextmanager
async def busy(message: Message) -> AsyncIterator[None]:
    """Show that the bot is at work in the message's chat until the block ends."""
    task = asyncio.create_task(_show(message))
    try:
        yield
    finally:
        task.cancel()


async def _show(message: Message) -> None:
    try:
        while True:
            await message.reply_chat_action(ChatAction.TYPING)
            await asyncio.sleep(_SHOWN)
    except TelegramError as error:
        log.info("The typing line was not shown: %s", error)
