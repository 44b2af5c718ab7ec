"""The lists of commands that Telegram shows, each person their own: editors see what only they may do."""

import logging
from collections.abc import Iterable
from typing import Any

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from bot.locales import Translator

log = logging.getLogger(__name__)

READERS = ("latest", "topic", "digest", "story", "help")
EDITORS = ("push", "edit", "delete", "merge", "split", "undo", "stats", "backup")


async def publish(bot: ExtBot[Any], translate: Translator, editors: Iterable[int]) -> None:
    """Register the commands with Telegram."""
    await bot.set_my_commands(_listed(READERS, translate))
    for editor in editors:
        await publish_for_editor(bot, translate, editor)


async def publish_for_editor(bot: ExtBot[Any], translate: Translator, editor: int) -> None:
    """Register all commands for one editor's private chat."""
    try:
        await bot.set_my_commands(_listed((*READERS, *EDITORS), translate), BotCommandScopeChat(editor))
    except (BadRequest, Forbidden) as error:
        log.info("Editor %s has not started the bot yet, so has no command list of their own: %s", editor, error)


def _listed(names: Iterable[str], translate: Translator) -> list[BotCommand]:
    return [BotCommand(name, translate(f"command-{name}")) for name in names]
