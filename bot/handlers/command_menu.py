"""The command menus that Telegram shows: one for everybody, and a longer one for each editor."""

import logging
from collections.abc import Iterable
from typing import Any

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from bot.locales import Translator

log = logging.getLogger(__name__)

READER_COMMANDS = (
    "latest",
    "topic",
    "digest",
    "settings",
    "follow",
    "mute",
    "mine",
    "breaking",
    "preview",
    "story",
    "help",
)
EDITOR_COMMANDS = ("push", "edit", "delete", "merge", "split", "undo", "stats", "announce", "backup")


async def publish(bot: ExtBot[Any], translate: Translator, editors: Iterable[int]) -> None:
    """Register the commands with Telegram."""
    await bot.set_my_commands(_to_bot_commands(READER_COMMANDS, translate))
    for editor in editors:
        await publish_for_editor(bot, translate, editor)


async def publish_for_editor(bot: ExtBot[Any], translate: Translator, editor: int) -> None:
    """Register all commands for one editor's private chat."""
    try:
        await bot.set_my_commands(
            _to_bot_commands((*READER_COMMANDS, *EDITOR_COMMANDS), translate), BotCommandScopeChat(editor)
        )
    except (BadRequest, Forbidden) as error:
        log.info("Editor %s has not started the bot yet, so has no command list of their own: %s", editor, error)


def _to_bot_commands(names: Iterable[str], translate: Translator) -> list[BotCommand]:
    return [BotCommand(name, translate(f"command-{name}")) for name in names]
