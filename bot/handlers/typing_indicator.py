"""The "typing…" line that Telegram shows in a chat while a push or a backup is under way."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Message
from telegram.constants import ChatAction
from telegram.error import TelegramError

log = logging.getLogger(__name__)

_RENEWAL_SECONDS = 4.5  # Telegram shows the line for five


@asynccontextmanager
async def show_typing(message: Message) -> AsyncIterator[None]:
    """Show the typing line in the message's chat until the block ends."""
    task = asyncio.create_task(_keep_showing(message))
    try:
        yield
    finally:
        task.cancel()


async def _keep_showing(message: Message) -> None:
    try:
        while True:
            await message.reply_chat_action(ChatAction.TYPING)
            await asyncio.sleep(_RENEWAL_SECONDS)
    except TelegramError as error:
        log.info("The typing line was not shown: %s", error)
