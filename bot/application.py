"""Puts the python-telegram-bot Application together: the same one for Telegram and for the terminal."""

from typing import Any

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import (
    AIORateLimiter,
    Application,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest

from bot.handlers.backup import Backups
from bot.handlers.digest import Digests
from bot.handlers.editors import Editors
from bot.handlers.readers import Readers
from bot.handlers.replies import Apology
from bot.ptb_types import App, Context, Handler, Tally
from bot.services import Desk
from bot.submissions.message_groups import Gathering
from bot.submissions.parser import PushReader
from briefings.errors import UsageError

ALLOWED_UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY]


def build_application(desk: Desk, token: str, request: BaseRequest | None = None) -> App:
    """The Application with all its handlers; `request` in place of HTTP, if given."""
    url = desk.settings.telegram_api_url
    builder: Any = Application.builder().token(token).context_types(ContextTypes(bot_data=Tally))
    if request is not None:
        builder = builder.request(request).get_updates_request(request)
    else:
        builder = builder.base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").rate_limiter(AIORateLimiter())
    application: App = builder.build()
    digests = Digests(desk)
    application.add_handlers(_handlers(desk, digests))
    application.add_error_handler(Apology(desk.messages))
    return application


def _handlers(desk: Desk, digests: Digests) -> list[Handler]:
    gathering = Gathering(desk.gather_seconds)
    reader = PushReader(desk.local_paths)
    editors = Editors(desk.newsroom, desk.messages, desk.access, desk.subscriptions, reader, gathering)
    readers = Readers(desk.newsroom, desk.messages, desk.access, desk.viewers)
    backups = Backups(desk.settings.data_dir, desk.messages, desk.access, desk.clock)
    unknown = filters.UpdateType.MESSAGE & filters.COMMAND
    return [
        *editors.handlers(),
        *backups.handlers(),
        *digests.handlers(),
        *readers.handlers(),
        MessageHandler(unknown, _unknown_command),
        CallbackQueryHandler(_unknown_button),
    ]


async def _unknown_command(update: Update, context: Context) -> None:
    message = update.effective_message
    assert message
    command, _, bot = (message.text or "").split()[0].partition("@")
    if message.chat.type == ChatType.PRIVATE or bot.lower() == context.bot.username.lower():
        raise UsageError("unknown-command", command=command[:40])  # in a group it may be for another bot


async def _unknown_button(_: Update, __: Context) -> None:
    raise UsageError("button-old")
