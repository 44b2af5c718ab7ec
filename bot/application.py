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

from bot.handlers.backup import BackupHandlers
from bot.handlers.digest import DigestHandlers
from bot.handlers.editors import EditorHandlers
from bot.handlers.readers import ReaderHandlers
from bot.handlers.replies import ErrorHandler
from bot.ptb_types import App, Context, Handler, RunState
from bot.services import Services
from bot.submissions.message_groups import MessageGroups
from bot.submissions.parser import SubmissionParser
from briefings.errors import UsageError

ALLOWED_UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY]


def build_application(services: Services, token: str, request: BaseRequest | None = None) -> App:
    """The Application with all its handlers; `request` in place of HTTP, if given."""
    url = services.settings.telegram_api_url
    builder: Any = Application.builder().token(token).context_types(ContextTypes(bot_data=RunState))
    if request is not None:
        builder = builder.request(request).get_updates_request(request)
    else:
        builder = builder.base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").rate_limiter(AIORateLimiter())
    application: App = builder.build()
    digests = DigestHandlers(services)
    application.add_handlers(_handlers(services, digests))
    application.add_error_handler(ErrorHandler(services.messages))
    return application


def _handlers(services: Services, digests: DigestHandlers) -> list[Handler]:
    gathering = MessageGroups(services.gather_seconds)
    reader = SubmissionParser(services.local_paths)
    editors = EditorHandlers(
        services.newsroom, services.messages, services.editors, services.subscriptions, reader, gathering
    )
    readers = ReaderHandlers(services.newsroom, services.messages, services.editors, services.reader_contexts)
    backups = BackupHandlers(services.settings.data_dir, services.messages, services.editors, services.clock)
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
