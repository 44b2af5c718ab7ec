"""Who an update comes from, in which line it waits, and whether the bot would answer it."""

from collections.abc import Collection

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType

from bot.traffic.budgets import Asker


def line_of(update: Update) -> int | None:
    """The chat in whose order an update is handled, or else the person; None if it has neither."""
    if update.effective_chat:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else None


def person_of(update: Update) -> int | None:
    """Who sent an update; the chat they speak as, where Telegram shows no person."""
    return update.effective_sender.id if update.effective_sender else None


def asker_of(update: Update, commands: Collection[str], username: str) -> Asker | None:
    """Who asks for an answer; None for what the bot leaves unanswered, such as what people in a group tell each other.

    `commands`: the names it has; `username`: its own.
    """
    person, chat = person_of(update), update.effective_chat
    if person is None:
        return None
    group = chat.id if chat and chat.type != ChatType.PRIVATE else None
    if update.callback_query:
        return Asker(person, group)
    message = update.message
    if message is None or not _is_answered(message, commands, username, in_group=group is not None):
        return None
    return Asker(person, group)


def command_for(message: Message, username: str) -> str:
    """The name of the command that a text or caption begins with, in small letters; empty if it is for another bot."""
    name, _, bot = _command(message).lower().partition("@")
    return "" if bot and bot != username.lower() else name


def _is_answered(message: Message, commands: Collection[str], username: str, *, in_group: bool) -> bool:
    command, _, bot = _command(message).partition("@")
    if not in_group:
        return bool(message.text or message.document or message.forward_origin or command)
    return bot.lower() == username.lower() if bot else command.lower() in commands


def _command(message: Message) -> str:
    """The command that a message begins with, without its stroke; empty if it begins with none."""
    text, entities = message.text or message.caption or "", message.entities or message.caption_entities
    for entity in entities[:1]:
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            return text[1 : entity.length]
    return ""
