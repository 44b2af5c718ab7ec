"""The answers to commands and buttons that no other handler takes."""

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.ptb_types import Context, Handler
from briefings.errors import UsageError

_MAX_COMMAND_LENGTH = 40  # characters of an unknown command that its answer repeats


def fallback_handlers() -> list[Handler]:
    """The handlers that are tried last."""
    return [
        MessageHandler(filters.UpdateType.MESSAGE & filters.COMMAND, _unknown_command),
        CallbackQueryHandler(_unknown_button),
    ]


async def _unknown_command(update: Update, context: Context) -> None:
    message = update.effective_message
    assert message
    command, _, bot = (message.text or "").split()[0].partition("@")
    # in a group, a command without a name may be for another bot
    if message.chat.type == ChatType.PRIVATE or bot.lower() == context.bot.username.lower():
        raise UsageError("unknown-command", command=command[:_MAX_COMMAND_LENGTH])


async def _unknown_button(_: Update, __: Context) -> None:
    raise UsageError("button-old")
